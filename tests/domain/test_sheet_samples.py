"""The invented patient of the previews: called so, and no proposal of a dose."""

from datetime import UTC, datetime
from decimal import Decimal

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.sheet_samples import (
    SAMPLE_RECORD,
    SampleDesk,
    sample_consultation,
    sample_letter,
    sample_patient,
    sample_progress,
)
from pico_tracker.domain.words import in_english

DESK = SampleDesk(
    clinic=Clinic(name="Mill Lane"),
    at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
    by="A. Keeper",
    translate=in_english,
)


def test_nobody_takes_the_invented_patient_for_a_real_one() -> None:
    patient = sample_patient(DESK)
    assert (patient.name, patient.entry.record_number) == ("Sample patient", SAMPLE_RECORD)


def test_its_course_has_a_past_and_a_next_visit_and_no_dose() -> None:
    progress = sample_progress(DESK)
    assert [one.number for one in progress.sessions] == [1, 2, 3]
    assert [one.clearance_after for one in progress.sessions] == [15, 30, None]
    assert progress.sessions[-1].entry.performed_on == DESK.today
    assert progress.next_visit is not None
    assert progress.next_visit.starts_at > DESK.at
    doses = {one.entry.fluence_j_cm2 for session in progress.sessions for one in session.passes}
    assert doses == {Decimal(0)}


def test_what_may_not_be_possible_is_said_in_the_clinics_words() -> None:
    assert sample_consultation(DESK, "Some green may stay.").entry.limits == "Some green may stay."


def test_a_sample_letter_goes_to_nobody() -> None:
    assert sample_letter(DESK).entry.addressee.splitlines()[0] == "Sample doctor"
