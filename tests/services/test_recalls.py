"""Recalls: who is to be reached, harm first, when a line rests, and when it is back."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import event, insert

from pico_tracker.db.models import CourseRow
from pico_tracker.domain.advice import FollowUpCallEntry
from pico_tracker.domain.contacts import ContactAbout, ContactEntry, ContactMeans, ContactOutcome
from pico_tracker.domain.diary import Place, SafeWord, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.patients import ContactPreference
from pico_tracker.domain.recalls import DueKind, RecallGroup, RecallLine
from pico_tracker.domain.test_patches import PatchEntry, PatchReadingEntry, PatchResult
from pico_tracker.services.advice import record_follow_up_call
from pico_tracker.services.contacts import record_contact, withdraw_contact
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.recalls import count_recalls, list_due, list_recalls, list_visits_to_confirm
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.test_patches import read_test_patch, record_test_patch
from pico_tracker.services.visits import book_visit, read_visit, set_visit_state, undo_visit_step
from tests.builders import NOON, TODAY, Bench

LATE = 70
"""Days after a session of a course of 6, 8 and 16 weeks: overdue since 14 days."""


def a_patient(bench: Bench, **changes: Any) -> tuple[int, int]:
    patient_id = add_patient(bench.reception, bench.patient(**changes)).value
    return patient_id, open_course(bench.practitioner, bench.course(patient_id)).value


def overdue(bench: Bench, **changes: Any) -> tuple[int, int]:
    """A patient whose second session is overdue by 14 days, and the course."""
    patient_id, course_id = a_patient(bench, **changes)
    log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(LATE)
    return patient_id, course_id


def said(bench: Bench, line: RecallLine, outcome: ContactOutcome, **changes: Any) -> int:
    """Write down what came of a call about a line."""
    entry = ContactEntry(
        entry_id=bench.mint(),
        patient_id=line.patient_id,
        course_id=line.course_id or None,
        visit_id=line.visit.id if line.visit else None,
        about=line.about,
        means=ContactMeans.PHONE,
        outcome=outcome,
    )
    return record_contact(bench.reception, replace(entry, **changes)).value


def kinds(bench: Bench) -> list[DueKind]:
    return [line.kind for line in list_recalls(bench.reception)]


def only(bench: Bench) -> RecallLine:
    (line,) = list_recalls(bench.practitioner)
    return line


def a_visit(bench: Bench, patient_id: int, *course_ids: int, days: int = 1, **changes: Any) -> VisitEntry:
    day = bench.reception.today() + timedelta(days=days)
    place = Place(starts_at=datetime.combine(day, time(10, 15), bench.reception.zone), minutes=45)
    entry = VisitEntry(
        entry_id=bench.mint(), patient_id=patient_id, course_ids=course_ids, kind=VisitKind.SESSION, place=place
    )
    return replace(entry, **changes)


def test_a_line_says_how_to_reach_the_patient_and_from_when_to_book(bench: Bench) -> None:
    overdue(
        bench,
        contact_preference=ContactPreference.TEXT,
        contact_hours="after 17:00",
        consent_texts=True,
        email="amara@example.org",
    )
    line = only(bench)
    assert (line.kind, line.tries, line.last) == (DueKind.SESSION_OVERDUE, 0, None)
    assert (line.reach.preference, line.reach.hours) == (ContactPreference.TEXT, "after 17:00")
    assert (line.reach.consent_texts, line.reach.consent_email) == (True, False)
    assert (line.reach.phone, line.reach.email) == ("+44 7700 900142", "amara@example.org")
    assert line.window is not None
    assert line.window.earliest_on == TODAY + timedelta(weeks=6)
    assert line.safe is not None
    assert line.safe.allows(bench.reception.today())


def test_a_contact_hides_the_line_for_the_clinics_pause_and_counts_as_a_try(bench: Bench) -> None:
    overdue(bench)
    said(bench, only(bench), ContactOutcome.NO_ANSWER)
    assert kinds(bench) == []
    assert list_due(bench.reception) == ()
    bench.clock.pass_days(2)
    assert kinds(bench) == []
    bench.clock.pass_days(1)
    line = only(bench)
    assert line.tries == 1
    assert line.last is not None
    assert line.last.entry.outcome is ContactOutcome.NO_ANSWER
    assert [one.kind for one in list_due(bench.reception)] == [DueKind.SESSION_OVERDUE]


def test_undoing_brings_the_line_back_without_the_try(bench: Bench) -> None:
    overdue(bench)
    key = said(bench, only(bench), ContactOutcome.MESSAGE_LEFT)
    withdraw_contact(bench.reception, key)
    line = only(bench)
    assert (line.tries, line.last) == (0, None)


def test_a_line_is_hidden_until_the_day_somebody_named(bench: Bench) -> None:
    overdue(bench)
    day = bench.reception.today() + timedelta(days=10)
    said(bench, only(bench), ContactOutcome.SNOOZED, hidden_until=day)
    bench.clock.pass_days(9)
    assert kinds(bench) == []
    bench.clock.pass_days(1)
    assert only(bench).tries == 0


def test_a_call_back_is_due_on_its_day(bench: Bench) -> None:
    overdue(bench)
    back = bench.clock() + timedelta(days=1, hours=5)
    said(bench, only(bench), ContactOutcome.CALL_BACK, call_back_at=back)
    assert kinds(bench) == []
    bench.clock.pass_days(1)
    assert only(bench).call_back_at == back


def test_the_newest_contact_says_how_long_a_line_rests(bench: Bench) -> None:
    overdue(bench)
    line = only(bench)
    said(bench, line, ContactOutcome.SNOOZED, hidden_until=bench.reception.today() + timedelta(days=30))
    bench.clock.pass_days(1)
    said(bench, line, ContactOutcome.CALLED_IN)
    assert kinds(bench) == [DueKind.SESSION_OVERDUE]


def test_who_declines_is_asked_again_when_the_next_session_is_due(bench: Bench) -> None:
    _, course_id = overdue(bench)
    key = said(bench, only(bench), ContactOutcome.DECLINED, note="No time this year.")
    bench.clock.pass_days(30)
    assert kinds(bench) == []
    withdraw_contact(bench.reception, key)
    assert kinds(bench) == [DueKind.SESSION_OVERDUE]
    said(bench, only(bench), ContactOutcome.DECLINED, note="No time this year.")
    bench.clock.pass_days(1)
    log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(LATE)
    line = only(bench)
    assert (line.kind, line.tries, line.session_number) == (DueKind.SESSION_OVERDUE, 0, 3)


def test_who_wants_no_contact_is_listed_with_a_reaction_only(bench: Bench) -> None:
    patient_id, course_id = overdue(bench)
    visit = a_visit(bench, patient_id, kind=VisitKind.CONSULTATION)
    book_visit(bench.reception, visit)
    line = next(one for one in list_recalls(bench.reception) if one.kind is DueKind.SESSION_OVERDUE)
    key = said(bench, line, ContactOutcome.DO_NOT_CONTACT, note="Do not call.")
    assert list_recalls(bench.reception) == ()
    assert list_due(bench.reception) == ()
    report_side_effect(bench.practitioner, bench.side_effect(course_id, None))
    (reaction,) = list_recalls(bench.reception)
    assert reaction.group is RecallGroup.REACTIONS
    assert reaction.reach.no_contact
    withdraw_contact(bench.reception, key)
    assert not only_reaction(bench).reach.no_contact


def only_reaction(bench: Bench) -> RecallLine:
    (line,) = list_recalls(bench.reception, RecallGroup.REACTIONS)
    return line


def test_a_visit_closes_the_line_and_a_missed_one_brings_it_back_with_its_tries(bench: Bench) -> None:
    patient_id, course_id = overdue(bench)
    said(bench, only(bench), ContactOutcome.NO_ANSWER)
    bench.clock.pass_days(3)
    line = only(bench)
    visit_id = book_visit(bench.reception, a_visit(bench, patient_id, course_id, days=20)).value
    said(bench, line, ContactOutcome.BOOKED)
    assert kinds(bench) == []
    bench.clock.moment = bench.clock.moment.replace(hour=15)
    bench.clock.pass_days(20)
    assert kinds(bench) == []
    version = read_visit(bench.reception, visit_id).visit.version
    set_visit_state(bench.reception, visit_id, VisitState.NO_SHOW, version)
    back = only(bench)
    assert (back.tries, back.window) == (2, line.window)


def test_a_reaction_rests_until_tomorrow_and_stays_on_today(bench: Bench) -> None:
    _, course_id = a_patient(bench)
    effect = bench.side_effect(course_id, None, kind_id=bench.kind_id("pih"))
    report_side_effect(bench.practitioner, effect)
    (line,) = list_recalls(bench.reception)
    assert line.safe is not None
    assert line.safe.word is SafeWord.REVIEW
    said(bench, line, ContactOutcome.SPOKE)
    assert (kinds(bench), len(list_due(bench.reception))) == ([], 1)
    bench.clock.pass_days(1)
    assert only_reaction(bench).tries == 1


def test_the_first_session_is_followed_by_a_call_two_days_later(bench: Bench) -> None:
    _, course_id = a_patient(bench)
    log_session(bench.practitioner, bench.session(course_id))
    (line,) = list_recalls(bench.reception)
    assert (line.kind, line.due_on, line.about) == (
        DueKind.FOLLOW_UP_CALL,
        TODAY + timedelta(days=2),
        ContactAbout.FOLLOW_UP,
    )
    assert list_due(bench.reception) == ()
    bench.clock.pass_days(2)
    call = FollowUpCallEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        called_on=bench.reception.today(),
        reached=True,
        aftercare_followed=True,
        reaction=False,
    )
    record_follow_up_call(bench.reception, call)
    assert kinds(bench) == []


def test_nobody_is_called_when_two_weeks_have_gone_by_or_they_spoke(bench: Bench) -> None:
    _, first = a_patient(bench)
    log_session(bench.practitioner, bench.session(first))
    bench.clock.pass_days(14)
    (line,) = list_recalls(bench.reception)
    key = said(bench, line, ContactOutcome.SPOKE)
    assert kinds(bench) == []
    withdraw_contact(bench.reception, key)
    assert kinds(bench) == [DueKind.FOLLOW_UP_CALL]
    bench.clock.pass_days(1)
    assert kinds(bench) == []


def test_a_test_patch_is_to_be_read_when_its_wait_is_over(bench: Bench) -> None:
    _, course_id = a_patient(bench)
    patch = PatchEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        device_id=bench.device_id,
        wavelength_nm=1064,
        pulse_duration_ps=450,
        spot_width_mm=bench.one_pass().spot.width_mm,
        fluence_j_cm2=bench.one_pass().fluence_j_cm2,
        placed_on=TODAY,
    )
    patch_id = record_test_patch(bench.practitioner, patch).value
    bench.clock.pass_days(60)
    line = only(bench)
    assert (line.kind, line.about, line.group) == (
        DueKind.TEST_PATCH_TO_READ,
        ContactAbout.TEST_PATCH,
        RecallGroup.TEST_PATCHES,
    )
    assert TODAY < line.due_on <= bench.reception.today()
    reading = PatchReadingEntry(
        entry_id=bench.mint(), patch_id=patch_id, read_on=bench.reception.today(), result=PatchResult.NORMAL
    )
    read_test_patch(bench.practitioner, reading)
    assert kinds(bench) == []


def test_visits_of_the_next_two_working_days_are_to_be_confirmed(bench: Bench) -> None:
    bench.clock.moment = NOON + timedelta(days=5)  # a Friday
    patient_id, _ = a_patient(bench)
    made = {
        days: book_visit(bench.reception, a_visit(bench, patient_id, days=days, kind=VisitKind.CONSULTATION)).value
        for days in (3, 4, 5)
    }
    lines = list_visits_to_confirm(bench.reception)
    assert [line.record_id for line in lines] == [made[3], made[4]]
    first = lines[0]
    assert first.visit is not None
    assert (first.visit.starts_at.hour, first.visit.kind) == (10, VisitKind.CONSULTATION)
    said(bench, first, ContactOutcome.CONFIRMED)
    assert [line.record_id for line in list_visits_to_confirm(bench.reception)] == [made[4]]
    undo_visit_step(bench.reception, read_visit(bench.reception, made[3]).steps[-1].id)
    assert [line.record_id for line in list_visits_to_confirm(bench.reception)] == [made[3], made[4]], "undone"


def test_a_visit_that_nobody_answered_for_is_back_on_the_next_day(bench: Bench) -> None:
    bench.clock.moment = NOON + timedelta(days=2)
    patient_id, _ = a_patient(bench)
    book_visit(bench.reception, a_visit(bench, patient_id, days=2, kind=VisitKind.REVIEW))
    said(bench, only(bench), ContactOutcome.NO_ANSWER)
    assert kinds(bench) == []
    bench.clock.pass_days(1)
    assert only(bench).tries == 1


def test_every_group_is_counted(bench: Bench) -> None:
    overdue(bench)
    counts = count_recalls(bench.reception)
    assert set(counts) == set(RecallGroup)
    assert {group for group, count in counts.items() if count} == {RecallGroup.OVERDUE}
    assert list_recalls(bench.reception, RecallGroup.LOST) == ()
    assert len(list_recalls(bench.reception, RecallGroup.OVERDUE)) == 1


def test_a_crowd_that_was_lost_hides_nobody_who_is_due(bench: Bench) -> None:
    _, course_id = a_patient(bench)
    log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(50)
    long_ago = TODAY - timedelta(days=900)
    with bench.database.change(bench.administrator.actor()) as work:
        known = work.get(CourseRow, course_id)
        columns = {column.name: getattr(known, column.name) for column in CourseRow.__table__.columns}
        lost = {**columns, "window_earliest_on": long_ago, "window_target_on": long_ago, "window_late_on": long_ago}
        rows = [{**lost, "id": 1000 + number, "entry_id": bench.mint()} for number in range(250)]
        work.connection.execute(insert(CourseRow), rows)
    counts = count_recalls(bench.reception)
    assert (counts[RecallGroup.DUE], counts[RecallGroup.LOST]) == (1, 200)
    assert [line.course_id for line in list_recalls(bench.reception, RecallGroup.DUE)] == [course_id]


def test_reception_reads_no_clinical_text(bench: Bench) -> None:
    _, course_id = overdue(bench)
    report_side_effect(bench.practitioner, bench.side_effect(course_id, None))
    for line in list_recalls(bench.reception):
        assert (line.detail, line.severity, line.course_title) == ("", None, "")
    assert {line.detail for line in list_recalls(bench.practitioner)} == {"Blister"}


def test_no_list_reads_all_courses_contacts_or_visits(file_bench: Bench) -> None:
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_others: Any) -> None:
        seen.append((statement, parameters))

    overdue(file_bench)
    event.listen(file_bench.database.engine, "before_cursor_execute", note)
    list_recalls(file_bench.reception)
    event.remove(file_bench.database.engine, "before_cursor_execute", note)
    asked = [(said, values) for said, values in seen if "patient" in said or "contact" in said]
    assert len(asked) > 8
    with file_bench.database.read() as work:
        plans = [
            row[3]
            for said, values in asked
            for row in work.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", values)
        ]
    large = ("course", "contact", "visit", "patient", "session", "side_effect", "occupancy")
    assert not {plan for plan in plans if plan in {f"SCAN {table}" for table in large}}


def calls(bench: Bench) -> list[tuple[int, str]]:
    """Calls that wait: which session they follow, and when they are due."""
    lines = list_recalls(bench.reception, RecallGroup.CALLS)
    return [(line.session_number, line.due_on.isoformat()) for line in lines]


def test_a_call_agreed_at_a_session_is_due_on_its_day_and_only_once(bench: Bench) -> None:
    _, course_id = a_patient(bench)
    log_session(bench.practitioner, bench.session(course_id, call_on=TODAY + timedelta(days=5)))
    assert calls(bench) == [(1, "2026-11-27")]
    bench.clock.pass_days(30)
    assert calls(bench) == [(1, "2026-11-27")]


def test_a_call_agreed_at_a_later_session_is_listed_from_two_weeks_before_until_somebody_is_reached(
    bench: Bench,
) -> None:
    _, course_id = a_patient(bench)
    log_session(bench.practitioner, bench.session(course_id, performed_on=TODAY - timedelta(days=60)))
    second = bench.session(course_id, call_on=TODAY + timedelta(days=20))
    log_session(bench.practitioner, second)
    assert calls(bench) == []
    bench.clock.pass_days(6)
    assert calls(bench) == [(2, "2026-12-12")]
    call = FollowUpCallEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        called_on=bench.reception.today(),
        reached=False,
        aftercare_followed=None,
        reaction=None,
    )
    record_follow_up_call(bench.reception, call)
    assert calls(bench) == [(2, "2026-12-12")]
    reached = replace(call, entry_id=bench.mint(), reached=True, aftercare_followed=True, reaction=False)
    record_follow_up_call(bench.reception, reached)
    assert calls(bench) == []


def test_a_call_that_was_agreed_lapses_when_the_patient_is_treated_again(bench: Bench) -> None:
    _, course_id = a_patient(bench)
    first = bench.session(course_id, performed_on=TODAY - timedelta(days=60), call_on=TODAY - timedelta(days=50))
    log_session(bench.practitioner, first)
    assert calls(bench) == [(1, "2026-10-03")]
    log_session(bench.practitioner, bench.session(course_id))
    assert calls(bench) == []
