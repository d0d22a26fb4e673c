"""The recall list on paper: in the order of harm, with nothing that the desk may not read."""

from dataclasses import replace
from datetime import UTC, date, datetime

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.contacts import Reach
from pico_tracker.domain.recall_lists import RecallList, count_left_out, sections_of
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
