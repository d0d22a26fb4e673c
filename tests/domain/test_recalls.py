"""The due list in the order to work it, and when a line shows after somebody was contacted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.contacts import (
    Contact,
    ContactAbout,
    ContactEntry,
    ContactMeans,
    ContactOutcome,
    Reach,
)
from pico_tracker.domain.diary import SafeDate, SafeWord, VisitKind
from pico_tracker.domain.intervals import Window
from pico_tracker.domain.recalls import (
    DUE_NAMES,
    GROUP_NAMES,
    GROUPS,
    DueKind,
    DueLine,
    DueVisit,
    RecallGroup,
    RecallLine,
    about_of,
    harm_first,
    recall_line,
    working_days,
)

LINE = DueLine(
    kind=DueKind.SESSION_DUE,
    patient_id=1,
    patient_name="A",
    record_number="P-10001",
    phone="",
    course_id=1,
    course_title="Melasma, face",
    due_on=date(2026, 3, 10),
)


def test_days_late_count_from_the_due_date() -> None:
    assert LINE.days_late(date(2026, 3, 15)) == 5
    assert LINE.days_late(date(2026, 3, 10)) == 0
    assert LINE.days_late(date(2026, 3, 1)) == -9


def test_harm_comes_before_waiting_and_waiting_before_names() -> None:
    burn = replace(LINE, kind=DueKind.SIDE_EFFECT_URGENT, due_on=date(2026, 3, 12))
    longer = replace(LINE, due_on=date(2026, 2, 1), patient_name="Z")
    named = replace(LINE, patient_name="B")
    maintenance = replace(LINE, kind=DueKind.MAINTENANCE_OVERDUE, due_on=date(2020, 1, 1))
    assert harm_first([maintenance, named, LINE, longer, burn]) == (burn, longer, LINE, named, maintenance)


@given(st.permutations([replace(LINE, kind=kind) for kind in DueKind]))
def test_the_order_does_not_depend_on_where_the_lines_came_from(lines: list[DueLine]) -> None:
    assert [line.kind for line in harm_first(lines)] == list(DueKind)


def test_every_kind_has_a_name_to_read() -> None:
    assert set(DUE_NAMES) == set(DueKind)
    assert set(GROUPS) == set(DueKind)
    assert set(GROUP_NAMES) == set(RecallGroup)


TODAY = date(2026, 3, 20)
AT = datetime(2026, 3, 19, 9, 40, tzinfo=UTC)
REACH = Reach(patient_id=1)


def a_contact(outcome: ContactOutcome, about: ContactAbout = ContactAbout.SESSION, **changes: Any) -> Contact:
    entry = ContactEntry(
        entry_id=UUID(int=1),
        patient_id=1,
        course_id=1,
        about=about,
        means=ContactMeans.PHONE,
        outcome=outcome,
        **changes,
    )
    return Contact(id=1, entry=entry, at=AT, by="R. Diaz")


def a_line(*contacts: Contact, kind: DueKind = DueKind.SESSION_DUE, reach: Reach = REACH) -> RecallLine:
    return recall_line(replace(LINE, kind=kind), contacts, reach)


def test_a_line_nobody_tried_shows_and_keeps_what_is_due() -> None:
    line = a_line()
    assert (line.tries, line.last, line.hidden_until, line.call_back_at) == (0, None, None, None)
    assert line.is_shown(TODAY)
    assert (line.patient_name, line.due_on, line.group, line.about) == (
        "A",
        date(2026, 3, 10),
        RecallGroup.DUE,
        ContactAbout.SESSION,
    )


def test_tries_are_counted_and_the_newest_contact_is_told() -> None:
    line = a_line(
        a_contact(ContactOutcome.SNOOZED, hidden_until=date(2026, 3, 24)),
        a_contact(ContactOutcome.MESSAGE_LEFT),
        a_contact(ContactOutcome.NO_ANSWER),
        a_contact(ContactOutcome.PREPARED),
    )
    assert line.tries == 2
    assert line.last is not None
    assert line.last.entry.outcome is ContactOutcome.SNOOZED


def test_a_line_rests_until_its_day_and_shows_on_it() -> None:
    line = a_line(a_contact(ContactOutcome.NO_ANSWER, hidden_until=date(2026, 3, 22)))
    assert not line.is_shown(date(2026, 3, 21))
    assert line.is_shown(date(2026, 3, 22))


def test_a_call_back_is_told_with_its_time() -> None:
    back = AT + timedelta(days=2)
    assert a_line(a_contact(ContactOutcome.CALL_BACK, call_back_at=back)).call_back_at == back


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (DueKind.SESSION_OVERDUE, ContactOutcome.DECLINED),
        (DueKind.MAINTENANCE_DUE, ContactOutcome.DECLINED),
        (DueKind.FOLLOW_UP_CALL, ContactOutcome.SPOKE),
        (DueKind.VISIT_TO_CONFIRM, ContactOutcome.DECLINED),
    ],
)
def test_some_outcomes_take_a_line_away(kind: DueKind, outcome: ContactOutcome) -> None:
    assert not a_line(a_contact(outcome, about_of(kind)), kind=kind).is_shown(TODAY)


def test_speaking_does_not_book_a_session() -> None:
    assert a_line(a_contact(ContactOutcome.SPOKE)).is_shown(TODAY)


def test_who_wants_no_contact_stands_in_the_list_with_a_reaction_only() -> None:
    silent = Reach(patient_id=1, no_contact=True)
    shown = {kind for kind in DueKind if a_line(kind=kind, reach=silent).is_shown(TODAY)}
    assert shown == {kind for kind in DueKind if GROUPS[kind] is RecallGroup.REACTIONS}


def test_what_waits_for_a_judgement_never_rests() -> None:
    tried = a_contact(ContactOutcome.NO_ANSWER, ContactAbout.REACTION, hidden_until=date(2026, 3, 21))
    assert a_line(tried, kind=DueKind.SIDE_EFFECT_URGENT).is_shown(TODAY)
    assert a_line(tried, kind=DueKind.REACTION_REPORTED).is_shown(TODAY)
    assert a_line(tried, kind=DueKind.REACTION_ALARMING).is_shown(TODAY)
    assert not a_line(tried, kind=DueKind.SIDE_EFFECT_PROLONGED).is_shown(TODAY)


def test_a_session_is_safe_from_its_window_and_a_reaction_after_review() -> None:
    window = Window(date(2026, 3, 1), date(2026, 3, 10), date(2026, 5, 1))
    assert recall_line(replace(LINE, window=window), (), REACH).safe == SafeDate(SafeWord.SAFE, date(2026, 3, 1))
    assert a_line(kind=DueKind.SIDE_EFFECT_OPEN).safe == SafeDate(SafeWord.REVIEW)
    assert a_line(kind=DueKind.MAINTENANCE_DUE).safe is None


def test_a_line_is_closed_by_a_visit_of_its_kind() -> None:
    kinds = {kind: a_line(kind=kind).visit_kind for kind in DueKind if kind is not DueKind.VISIT_TO_CONFIRM}
    assert kinds[DueKind.SESSION_LOST] is VisitKind.SESSION
    assert kinds[DueKind.MAINTENANCE_DUE] is VisitKind.MAINTENANCE
    assert kinds[DueKind.FOLLOW_UP_CALL] is VisitKind.CALL
    assert kinds[DueKind.TEST_PATCH_TO_READ] is VisitKind.REVIEW
    visit = DueVisit(3, 1, VisitKind.CONSULTATION, AT, AT)
    line = recall_line(replace(LINE, kind=DueKind.VISIT_TO_CONFIRM, visit=visit, record_id=3), (), REACH)
    assert line.visit_kind is VisitKind.CONSULTATION
    assert line.key == (DueKind.VISIT_TO_CONFIRM, 1, 1, 3)


def test_working_days_leave_out_those_on_which_nobody_opens() -> None:
    saturday = date(2026, 11, 21)
    assert working_days(saturday, 2, lambda day: day.weekday() < 5) == (date(2026, 11, 23), date(2026, 11, 24))
    assert working_days(saturday, 0, lambda day: True) == ()
    assert working_days(saturday, 2, lambda day: False) == ()
