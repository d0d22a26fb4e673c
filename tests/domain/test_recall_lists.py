"""The recall list on paper: in the order of harm, with nothing that the desk may not read."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.contacts import Reach
from pico_tracker.domain.patients import ContactPreference
from pico_tracker.domain.recall_lists import RecallList, count_left_out, preferred_means, sections_of
from pico_tracker.domain.recalls import DueKind, DueLine, RecallGroup, RecallLine, recall_line
from pico_tracker.domain.side_effects import Severity


def line(kind: DueKind, name: str = "A", *, no_contact: bool = False) -> RecallLine:
    due = DueLine(
        kind=kind,
        patient_id=1,
        patient_name=name,
        record_number="P-10001",
        phone="",
        course_id=1,
        course_title="Melasma, face",
        due_on=date(2026, 11, 20),
        detail="Blister",
        severity=Severity.MODERATE,
        has_red_flag=True,
    )
    return recall_line(due, (), Reach(patient_id=1, no_contact=no_contact))


def test_each_group_is_one_section_and_harm_comes_first() -> None:
    kinds = (
        DueKind.VISIT_TO_CONFIRM,
        DueKind.MAINTENANCE_DUE,
        DueKind.SESSION_DUE,
        DueKind.MAINTENANCE_OVERDUE,
        DueKind.SESSION_OVERDUE,
        DueKind.SIDE_EFFECT_PROLONGED,
        DueKind.FOLLOW_UP_CALL,
        DueKind.REACTION_ALARMING,
    )
    sections = sections_of(line(kind) for kind in kinds)
    assert [(one.group, len(one.lines)) for one in sections] == [
        (RecallGroup.REACTIONS, 2),
        (RecallGroup.CALLS, 1),
        (RecallGroup.OVERDUE, 1),
        (RecallGroup.DUE, 1),
        (RecallGroup.MAINTENANCE, 2),
        (RecallGroup.TO_CONFIRM, 1),
    ]
    assert sections[0].lines[0].kind is DueKind.REACTION_ALARMING


def test_nothing_clinical_is_left_in_a_line() -> None:
    ((shown,),) = (one.lines for one in sections_of([line(DueKind.SIDE_EFFECT_URGENT)]))
    assert (shown.detail, shown.course_title, shown.severity, shown.has_red_flag) == ("", "", None, False)


def test_who_wishes_no_contact_stands_on_no_list_not_even_for_a_reaction() -> None:
    lines = [line(DueKind.REACTION_ALARMING, no_contact=True), line(DueKind.SESSION_DUE)]
    made = RecallList(
        clinic=Clinic(name="C"),
        sections=sections_of(lines),
        left_out=count_left_out(lines),
        printed_at=datetime(2026, 11, 22, tzinfo=UTC),
        printed_by="R",
    )
    assert [one.kind for one in made.lines] == [DueKind.SESSION_DUE]
    assert made.left_out == 1
    assert replace(made, sections=()).lines == ()


@pytest.mark.parametrize(
    ("wanted", "agreed", "told"),
    [
        (ContactPreference.EMAIL, {}, None),
        (ContactPreference.EMAIL, {"consent_texts": True}, None),
        (ContactPreference.EMAIL, {"consent_email": True}, ContactPreference.EMAIL),
        (ContactPreference.TEXT, {"consent_email": True}, None),
        (ContactPreference.TEXT, {"consent_texts": True}, ContactPreference.TEXT),
        (ContactPreference.PHONE, {}, ContactPreference.PHONE),
        (ContactPreference.LETTER, {}, ContactPreference.LETTER),
        (ContactPreference.NONE, {"consent_texts": True, "consent_email": True}, None),
    ],
)
def test_a_way_that_is_not_agreed_to_is_not_told_as_preferred(
    wanted: ContactPreference, agreed: dict[str, bool], told: ContactPreference | None
) -> None:
    reach = Reach(
        patient_id=1,
        preference=wanted,
        consent_texts=agreed.get("consent_texts", False),
        consent_email=agreed.get("consent_email", False),
    )
    assert preferred_means(reach) is told
