"""What of a consultation the sheet shows."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from pico_tracker.domain.consultation_sheets import ConsultationSheet, alternatives_of, evidence_of, steps_to_show
from pico_tracker.domain.consultations import Consultation, ConsultationEntry
from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.expectation import ExpectedRange, RangeStep
from pico_tracker.domain.words import sentence
from tests.reports.samples import CLINIC, PATIENT, make_course

ENTRY = ConsultationEntry(
    entry_id=uuid.UUID(int=1),
    course_id=1,
    held_on=date(2026, 6, 14),
    history="",
    fitzpatrick=None,
    medicines="",
    goal="",
    sessions_from=4,
    sessions_to=8,
    limits="",
    agreed=True,
)


def band(sessions: int) -> ExpectedRange:
    steps = tuple(RangeStep(count, Decimal(0), Decimal(0)) for count in range(sessions + 1))
    return ExpectedRange(name=sentence("Range"), steps=steps, limits=())


def shown(sessions: int) -> list[int]:
    return [one.sessions for one in steps_to_show(band(sessions))]


def test_only_alternatives_that_were_told_stand_on_the_sheet() -> None:
    assert alternatives_of(ENTRY) == ()
    told = replace(ENTRY, told_no_treatment=True, told_topical=True, told_other="Cover {it}.")
    assert [one.said() for one in alternatives_of(told)] == [
        "No treatment.",
        "Treatment with creams.",
        "Cover {it}.",
    ]


def test_a_short_range_is_shown_step_by_step_without_its_start() -> None:
    assert shown(4) == [1, 2, 3, 4]
    assert shown(6) == [1, 2, 3, 4, 5, 6]


def test_a_long_range_is_shown_at_even_steps_that_end_with_the_last() -> None:
    assert shown(7) == [1, 3, 5, 7]
    assert shown(12) == [2, 4, 6, 8, 10, 12]
    assert shown(60) == [10, 20, 30, 40, 50, 60]


def test_a_range_that_is_only_its_start_shows_nothing() -> None:
    assert shown(0) == []


def test_the_curve_around_a_published_result_is_derived_and_own_readings_are_a_source() -> None:
    assert evidence_of(band(3)) is Evidence.DERIVED
    assert evidence_of(replace(band(3), is_own=True)) is Evidence.SOURCED


def test_the_latest_consultation_is_the_one_the_patient_takes_home() -> None:
    held = tuple(
        Consultation(id=key, entry=ENTRY, signed_by="Dr S. Okafor", signed_at=datetime(2026, 6, 14, tzinfo=UTC))
        for key in (2, 1)
    )
    sheet = ConsultationSheet(
        clinic=CLINIC,
        patient=PATIENT,
        progress=make_course(0),
        consultations=held,
        printed_at=datetime(2026, 11, 22, tzinfo=UTC),
        printed_by="",
    )
    assert sheet.latest.id == 2
