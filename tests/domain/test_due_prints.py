"""What is due to print: by what the day holds, until it was printed or found not needed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pico_tracker.domain.consents import Consent, ConsentKind, SignedBy
from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState
from pico_tracker.domain.due_prints import (
    DUE_REASONS,
    DueReason,
    due_prints,
    last_month,
)
from pico_tracker.domain.paper_facts import PaperFact, PaperFacts
from pico_tracker.domain.printouts import PrintRecord, PrintWay, SheetKind, SheetWish
from pico_tracker.domain.progress import Audience

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
"""A Monday."""
TODAY, TOMORROW = MORNING.date(), date(2026, 11, 24)
NOTHING = PaperFacts(now=MORNING, next_day=TOMORROW)
DAILY = {SheetKind.DAY_SHEET, SheetKind.DOWNTIME_PACK}


def visit(number: int = 1, *, on: date = TODAY, hour: int = 10, **changes: Any) -> Visit:
    made = Visit(
        id=number,
        version=1,
        patient_id=100 + number,
        patient_name=f"Patient {number}",
        record_number=f"P-1000{number}",
        kind=VisitKind.CALL,
        state=VisitState.BOOKED,
        place=Place(starts_at=datetime(on.year, on.month, on.day, hour, tzinfo=UTC), minutes=30),
        course_ids=(200 + number,),
        course_titles=("Tattoo removal, forearm",),
    )
    return replace(made, **changes)


def fact(number: int = 1, **changes: Any) -> PaperFact:
    made = PaperFact(
        record_id=300 + number,
        patient_id=100 + number,
        patient_name=f"Patient {number}",
        record_number=f"P-1000{number}",
        at=MORNING - timedelta(minutes=20),
        course_id=200 + number,
        course_title="Tattoo removal, forearm",
    )
    return replace(made, **changes)


def printed(wish: SheetWish, at: datetime = MORNING, way: PrintWay = PrintWay.PRINTED) -> PrintRecord:
    return PrintRecord(id=1, wish=wish, way=way, pages=1, digest="", printed_at=at, printed_by="A")


def consent(**changes: Any) -> Consent:
    made = Consent(
        id=1,
        course_id=201,
        kind=ConsentKind.TREATMENT,
        given=True,
        on=date(2026, 1, 5),
        expires_on=None,
        rule_key="tattoo",
        rule_version=1,
        signed_by=SignedBy.PATIENT,
        signed_name="Patient 1",
        witness="A",
    )
    return replace(made, **changes)


def kinds(facts: PaperFacts) -> list[SheetKind]:
    """The kinds that are due, without those of every day."""
    return [one.wish.kind for one in due_prints(facts) if one.wish.kind not in DAILY]


def days_of(facts: PaperFacts) -> list[date | None]:
    return [one.wish.first_on for one in due_prints(facts) if one.wish.kind is SheetKind.DAY_SHEET]


def test_a_day_that_holds_nothing_asks_for_no_paper() -> None:
    assert due_prints(NOTHING) == ()


def test_the_day_sheet_is_due_in_the_morning_and_that_of_the_next_working_day_after_noon() -> None:
    visits = (visit(1), visit(2, on=TOMORROW))
    assert days_of(replace(NOTHING, visits=visits)) == [TODAY]
    after_noon = MORNING.replace(hour=12, minute=0)
    assert days_of(replace(NOTHING, visits=visits, now=after_noon)) == [TODAY, TOMORROW]
    assert days_of(replace(NOTHING, visits=visits, now=after_noon, next_day=None)) == [TODAY]


def test_a_day_whose_visits_were_all_cancelled_or_missed_needs_no_day_sheet() -> None:
    for state in (VisitState.CANCELLED, VisitState.NO_SHOW):
        assert due_prints(replace(NOTHING, visits=(visit(state=state),))) == ()


def test_the_downtime_pack_covers_today_and_the_next_working_day_and_is_due_once_a_day() -> None:
    facts = replace(NOTHING, visits=(visit(on=TOMORROW),))
    (line,) = due_prints(facts)
    assert (line.wish.kind, line.wish.first_on, line.wish.last_on) == (SheetKind.DOWNTIME_PACK, TODAY, TOMORROW)
    yesterday = printed(line.wish, MORNING - timedelta(days=1))
    assert len(due_prints(replace(facts, prints=(yesterday,)))) == 1
    assert due_prints(replace(facts, prints=(printed(line.wish),))) == ()
    closed = due_prints(replace(facts, next_day=None, visits=(visit(),)))
    assert [one.wish.last_on for one in closed if one.wish.kind is SheetKind.DOWNTIME_PACK] == [TODAY]


def test_a_pack_of_fewer_days_closes_nothing_and_one_of_more_days_does() -> None:
    facts = replace(NOTHING, visits=(visit(on=TOMORROW),))
    (line,) = due_prints(facts)
    for last_on, is_due in ((TODAY, True), (date(2026, 11, 30), False)):
        prints = (printed(replace(line.wish, last_on=last_on)),)
        assert (due_prints(replace(facts, prints=prints)) == (line,)) is is_due


def test_a_register_printed_before_the_month_was_over_is_not_the_months() -> None:
    facts = replace(NOTHING, month_was_worked=True)
    (line,) = due_prints(facts)
    early = printed(line.wish, datetime(2026, 10, 31, 23, 59, tzinfo=UTC))
    assert due_prints(replace(facts, prints=(early,))) == (line,)


def test_the_register_of_last_month_is_due_until_it_was_printed_once() -> None:
    facts = replace(NOTHING, month_was_worked=True)
    (line,) = due_prints(facts)
    assert (line.wish.kind, line.wish.first_on, line.wish.last_on) == (
        SheetKind.TREATMENT_REGISTER,
        date(2026, 10, 1),
        date(2026, 10, 31),
    )
    assert due_prints(replace(facts, prints=(printed(line.wish, MORNING - timedelta(days=20)),))) == ()
    assert last_month(date(2026, 1, 31)) == (date(2025, 12, 1), date(2025, 12, 31))


def test_aftercare_is_due_for_a_session_of_today_until_it_is_printed_or_not_needed() -> None:
    facts = replace(NOTHING, sessions=(fact(1), fact(2)))
    first, second = due_prints(facts)
    assert (first.wish.kind, first.wish.session_id, first.reason) == (SheetKind.AFTERCARE, 301, DueReason.HERE)
    for way in PrintWay:
        assert due_prints(replace(facts, prints=(printed(first.wish, way=way),))) == (second,)


def test_aftercare_printed_while_the_session_was_written_is_that_of_the_session() -> None:
    facts = replace(NOTHING, sessions=(fact(1),))
    before = SheetWish(kind=SheetKind.AFTERCARE, patient_id=101, course_id=201)
    assert due_prints(replace(facts, prints=(printed(before, MORNING - timedelta(hours=1)),))) == ()
    yesterday = printed(before, MORNING - timedelta(days=1))
    other = printed(replace(before, course_id=999))
    assert len(due_prints(replace(facts, prints=(yesterday, other)))) == 1


def test_a_card_is_due_again_when_the_next_visit_was_moved_after_it_was_printed() -> None:
    coming = fact(visit_at=datetime(2026, 12, 14, 9, tzinfo=UTC), course_id=None)
    facts = replace(NOTHING, coming=(coming,))
    (line,) = due_prints(facts)
    assert line.wish == SheetWish(kind=SheetKind.APPOINTMENT_CARD, patient_id=101)
    assert (line.reason, line.at) == (DueReason.NEXT_VISIT, datetime(2026, 12, 14, 9, tzinfo=UTC))
    older, newer = coming.at - timedelta(minutes=1), coming.at + timedelta(minutes=1)
    assert due_prints(replace(facts, prints=(printed(line.wish, older),))) == (line,)
    assert due_prints(replace(facts, prints=(printed(line.wish, newer),))) == ()


@pytest.mark.parametrize(
    ("changes", "is_due"),
    [
        ({}, False),
        ({"expires_on": TODAY}, False),
        ({"expires_on": TODAY - timedelta(days=1)}, True),
        ({"given": False}, True),
        ({"course_id": 999}, True),
        ({"kind": ConsentKind.PHOTOS_CLINICAL}, True),
    ],
)
def test_a_consent_form_is_due_where_no_consent_will_hold_on_the_day(changes: Any, is_due: bool) -> None:
    facts = replace(NOTHING, visits=(visit(kind=VisitKind.SESSION),), consents=(consent(**changes),))
    assert (SheetKind.CONSENT_FORM in kinds(facts)) is is_due


def test_a_consent_form_is_due_for_each_course_of_today_and_the_next_working_day_only() -> None:
    visits = (
        visit(1, kind=VisitKind.SESSION, course_ids=(201, 211), course_titles=()),
        visit(2, kind=VisitKind.MAINTENANCE, on=TOMORROW),
        visit(3, kind=VisitKind.SESSION, on=TOMORROW + timedelta(days=1)),
        visit(4, kind=VisitKind.REVIEW),
        visit(5, kind=VisitKind.SESSION, state=VisitState.DONE),
    )
    facts = replace(NOTHING, visits=visits, prepared=frozenset({202, 203}))
    due = [one.wish for one in due_prints(facts) if one.wish.kind is SheetKind.CONSENT_FORM]
    assert [(one.visit_id, one.course_id) for one in due] == [(1, 201), (1, 211), (2, 202)]


def test_a_form_printed_within_the_week_was_printed_for_this_visit() -> None:
    facts = replace(NOTHING, visits=(visit(kind=VisitKind.SESSION),))
    wish = SheetWish(kind=SheetKind.CONSENT_FORM, patient_id=101, course_id=201)
    for days, is_due in ((7, False), (9, True)):
        prints = (printed(wish, MORNING - timedelta(days=days)),)
        assert (SheetKind.CONSENT_FORM in kinds(replace(facts, prints=prints))) is is_due


def test_a_copy_of_what_was_signed_is_no_form_to_sign() -> None:
    facts = replace(NOTHING, visits=(visit(kind=VisitKind.SESSION),))
    copy = SheetWish(kind=SheetKind.CONSENT_FORM, patient_id=101, course_id=201, subject_id=7)
    assert SheetKind.CONSENT_FORM in kinds(replace(facts, prints=(printed(copy),)))


def test_the_clinics_own_report_is_not_the_patients() -> None:
    facts = replace(NOTHING, completed=(fact(1),))
    own = SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=101, audience=Audience.PRACTITIONER)
    assert kinds(replace(facts, prints=(printed(own),))) == [SheetKind.PROGRESS_REPORT]


def test_preparation_is_due_from_a_week_before_a_treatment_until_the_day_itself() -> None:
    for ahead, is_due in ((0, False), (1, True), (7, True), (8, False)):
        on = TODAY + timedelta(days=ahead)
        facts = replace(NOTHING, visits=(visit(kind=VisitKind.SESSION, on=on),), consents=(consent(),))
        assert (kinds(facts) == [SheetKind.PREPARATION]) is is_due


def test_preparation_that_was_told_is_not_due_and_a_call_needs_none() -> None:
    on = TODAY + timedelta(days=3)
    told = replace(NOTHING, visits=(visit(kind=VisitKind.TEST_PATCH, on=on),), prepared=frozenset({201}))
    assert kinds(told) == []
    assert kinds(replace(told, prepared=frozenset())) == [SheetKind.PREPARATION]
    assert kinds(replace(NOTHING, visits=(visit(kind=VisitKind.CALL, on=on),))) == []


def test_a_report_is_due_for_who_came_to_a_review_and_for_a_course_completed_today_once_each() -> None:
    visits = (
        visit(1, kind=VisitKind.REVIEW, state=VisitState.DONE),
        visit(2, kind=VisitKind.REVIEW),
        visit(3, kind=VisitKind.SESSION, state=VisitState.DONE),
    )
    facts = replace(NOTHING, visits=visits, completed=(fact(1), fact(4)))
    due = [one for one in due_prints(facts) if one.wish.kind is SheetKind.PROGRESS_REPORT]
    assert sorted(one.patient_name for one in due) == ["Patient 1", "Patient 4"]
    yesterday = tuple(printed(one.wish, MORNING - timedelta(days=1)) for one in due)
    assert kinds(replace(facts, prints=yesterday)).count(SheetKind.PROGRESS_REPORT) == 2
    today = tuple(printed(one.wish) for one in due)
    assert SheetKind.PROGRESS_REPORT not in kinds(replace(facts, prints=today))


def test_a_change_by_a_clock_that_is_ahead_keeps_nothing_due_that_was_printed_today() -> None:
    ahead = MORNING + timedelta(hours=4)
    facts = replace(
        NOTHING,
        coming=(fact(1, at=ahead, visit_at=MORNING + timedelta(days=42)),),
        incidents=(fact(2, at=ahead),),
    )
    lines = due_prints(facts)
    assert {one.wish.kind for one in lines} == {SheetKind.APPOINTMENT_CARD, SheetKind.INCIDENT_REPORT}
    today = tuple(printed(one.wish) for one in lines)
    assert due_prints(replace(facts, prints=today)) == ()
    yesterday = tuple(printed(one.wish, MORNING - timedelta(days=1)) for one in lines)
    assert due_prints(replace(facts, prints=yesterday)) == lines


def test_a_letter_is_due_until_it_went_out_and_an_incident_whenever_somebody_wrote_on() -> None:
    facts = replace(NOTHING, letters=(fact(1),), incidents=(fact(2),))
    letter, incident = due_prints(facts)
    assert (letter.wish.kind, letter.wish.subject_id) == (SheetKind.DOCTOR_LETTER, 301)
    assert (incident.wish.kind, incident.wish.subject_id) == (SheetKind.INCIDENT_REPORT, 302)
    before = MORNING - timedelta(minutes=30)
    prints = (printed(letter.wish, before), printed(incident.wish, before))
    assert due_prints(replace(facts, prints=prints)) == (incident,)


def test_lines_stand_in_order_of_time_then_kind_and_their_keys_differ() -> None:
    visits = (visit(1, kind=VisitKind.SESSION, hour=11), visit(2, kind=VisitKind.SESSION, hour=9))
    facts = replace(NOTHING, visits=visits, sessions=(fact(3),))
    lines = due_prints(facts)
    assert [one.wish.kind for one in lines] == [
        SheetKind.DAY_SHEET,
        SheetKind.DOWNTIME_PACK,
        SheetKind.AFTERCARE,
        SheetKind.CONSENT_FORM,
        SheetKind.CONSENT_FORM,
    ]
    assert [one.patient_name for one in lines[2:]] == ["Patient 3", "Patient 2", "Patient 1"]
    assert len({one.key for one in lines}) == len(lines)


def test_no_reason_says_anything_clinical_and_each_takes_a_time() -> None:
    assert set(DUE_REASONS) == set(DueReason)
    assert all("{when}" in text for text in DUE_REASONS.values())
