"""A visit after it is booked: moved, brought on, missed, and each step taken back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pico_tracker.db.models import RoomRow
from pico_tracker.domain.diary import Place, Visit, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.errors import EditConflict, NotFound, Refused
from pico_tracker.domain.reported_reactions import ReactionQuestion, ReportedReactionEntry
from pico_tracker.services.context import Context
from pico_tracker.services.courses import open_course
from pico_tracker.services.incidents import report_reaction
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import (
    book_visit,
    cancel_visit,
    list_patient_visits,
    move_visit,
    read_visit,
    set_visit_state,
    undo_visit_step,
)
from tests.builders import NOON, Bench

MONDAY = NOON + timedelta(days=1)
"""The clinic of the tests is in London: noon is noon in November."""


@pytest.fixture
def patients(bench: Bench) -> tuple[int, int]:
    first = add_patient(bench.reception, bench.patient()).value
    return first, add_patient(bench.reception, bench.patient(given_names="Chidi")).value


@pytest.fixture
def room_id(bench: Bench) -> int:
    with bench.database.change(bench.administrator.actor()) as work:
        return work.add(RoomRow(name="Room 1")).id


def place(bench: Bench, **changes: Any) -> Place:
    made = Place(starts_at=MONDAY, minutes=30, practitioner_id=bench.practitioner.operator.id)
    return replace(made, **changes)


def book(bench: Bench, patient_id: int, where: Place, *, context: Context | None = None, **changes: Any) -> Visit:
    entry = VisitEntry(
        entry_id=bench.mint(), patient_id=patient_id, course_ids=(), kind=VisitKind.REVIEW, place=where
    )
    return read_visit(
        bench.reception, book_visit(context or bench.reception, replace(entry, **changes)).value
    ).visit


def book_again(context: Context, visit_id: int, reason: str) -> None:
    seen = read_visit(context, visit_id).visit
    set_visit_state(context, visit_id, VisitState.BOOKED, seen.version, reason)


def said(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [str(finding.sentence) for finding in error.value.findings]


def test_everything_a_visit_holds_is_named_and_kept(bench: Bench, patients: tuple[int, int], room_id: int) -> None:
    where = place(bench, numbing_minutes=20, clean_up_minutes=10, room_id=room_id, device_id=bench.device_id)
    visit = book(bench, patients[0], where, desk_note="Brings her daughter.")
    assert visit.place == where
    assert (visit.practitioner_name, visit.room_name, visit.device_name) == ("Practitioner", "Room 1", "PicoWay")
    assert (visit.desk_note, visit.phone, f"{visit.ends_at:%H:%M}") == (
        "Brings her daughter.",
        "+44 7700 900142",
        "12:50",
    )


@pytest.mark.parametrize(
    ("after", "held"),
    [(0, True), (29, True), (30, False), (-30, False), (-29, True)],
)
def test_a_practitioner_treats_one_patient_at_a_time(
    bench: Bench, patients: tuple[int, int], after: int, held: bool
) -> None:
    book(bench, patients[0], place(bench))
    where = place(bench, starts_at=MONDAY + timedelta(minutes=after))
    if not held:
        book(bench, patients[1], where)
        return
    with pytest.raises(Refused) as refused:
        book(bench, patients[1], where)
    assert said(refused) == ["Practitioner is with another patient 12:00 to 12:30."]
    assert list_patient_visits(bench.reception, patients[1]) == ()


def test_numbing_takes_the_room_while_the_practitioner_is_free(
    bench: Bench, patients: tuple[int, int], room_id: int
) -> None:
    book(bench, patients[0], place(bench, numbing_minutes=30, room_id=room_id))
    book(bench, patients[1], place(bench))
    with pytest.raises(Refused) as refused:
        book(bench, patients[1], Place(starts_at=MONDAY + timedelta(minutes=50), minutes=10, room_id=room_id))
    assert said(refused) == ["Room 1 is taken 12:00 to 13:00."], "numbing and treatment as one stretch"


def test_clean_up_takes_the_room_when_the_patient_has_left(
    bench: Bench, patients: tuple[int, int], room_id: int
) -> None:
    book(bench, patients[0], place(bench, clean_up_minutes=15, room_id=room_id))
    after = MONDAY + timedelta(minutes=30)
    with pytest.raises(Refused):
        book(bench, patients[1], place(bench, starts_at=after, room_id=room_id))
    book(bench, patients[0], place(bench, starts_at=after))


def test_nobody_is_in_two_visits_at_once(bench: Bench, patients: tuple[int, int]) -> None:
    book(bench, patients[0], place(bench))
    with pytest.raises(Refused) as refused:
        book(bench, patients[0], place(bench, practitioner_id=bench.administrator.operator.id))
    assert said(refused) == ["The patient has another visit 12:00 to 12:30."]


def test_a_visit_is_moved_with_everything_it_holds_and_moved_back(
    bench: Bench, patients: tuple[int, int], room_id: int
) -> None:
    visit = book(bench, patients[0], place(bench))
    later = place(bench, starts_at=MONDAY + timedelta(hours=2), minutes=45, room_id=room_id)
    step = move_visit(bench.reception, visit.id, later, visit.version, "The patient asked.").value
    moved = read_visit(bench.reception, visit.id)
    assert moved.visit.place == later
    assert [(one.by, one.reason) for one in moved.steps] == [("Reception", "The patient asked.")]
    book(bench, patients[1], place(bench))
    with pytest.raises(Refused, match="is with another patient"):
        undo_visit_step(bench.reception, step)
    assert read_visit(bench.reception, visit.id).visit.place == later
    cancel_visit(bench.reception, list_patient_visits(bench.reception, patients[1])[0].id)
    undo_visit_step(bench.reception, step)
    assert read_visit(bench.reception, visit.id).visit.place == visit.place


def test_who_moves_what_somebody_moved_meanwhile_gets_a_conflict(bench: Bench, patients: tuple[int, int]) -> None:
    visit = book(bench, patients[0], place(bench))
    move_visit(bench.reception, visit.id, place(bench, minutes=45), visit.version)
    with pytest.raises(EditConflict):
        move_visit(bench.practitioner, visit.id, place(bench, minutes=20), visit.version)
    assert read_visit(bench.reception, visit.id).visit.place.minutes == 45


def test_a_visit_goes_from_booked_to_done_and_says_since_when(bench: Bench, patients: tuple[int, int]) -> None:
    visit = book(bench, patients[0], place(bench))
    assert visit.state_at is None
    bench.clock.moment = MONDAY - timedelta(minutes=4)
    for state in (VisitState.CONFIRMED, VisitState.ARRIVED, VisitState.IN_ROOM, VisitState.DONE):
        bench.clock.moment += timedelta(minutes=2)
        seen = read_visit(bench.reception, visit.id).visit.version
        set_visit_state(bench.reception, visit.id, state, seen)
    found = read_visit(bench.practitioner, visit.id)
    assert (found.visit.state, found.visit.state_at) == (VisitState.DONE, bench.clock.moment)
    assert [(one.to_state, one.at.minute) for one in found.steps] == [
        (VisitState.CONFIRMED, 58),
        (VisitState.ARRIVED, 0),
        (VisitState.IN_ROOM, 2),
        (VisitState.DONE, 4),
    ]


def test_a_cancelled_visit_lets_go_of_its_time_and_takes_it_again(bench: Bench, patients: tuple[int, int]) -> None:
    visit = book(bench, patients[0], place(bench))
    step = cancel_visit(bench.reception, visit.id, "The patient is ill.").value
    other = book(bench, patients[1], place(bench))
    with pytest.raises(Refused, match="is with another patient"):
        undo_visit_step(bench.reception, step)
    cancel_visit(bench.reception, other.id)
    undo_visit_step(bench.reception, step)
    found = read_visit(bench.reception, visit.id)
    assert found.visit.state is VisitState.BOOKED
    assert [one.undoes_id for one in found.steps] == [None, step]


def test_a_missed_visit_is_missed_only_once_it_has_begun(bench: Bench, patients: tuple[int, int]) -> None:
    visit = book(bench, patients[0], place(bench))
    with pytest.raises(Refused, match="has not begun yet"):
        set_visit_state(bench.reception, visit.id, VisitState.NO_SHOW, visit.version)
    bench.clock.moment = MONDAY + timedelta(minutes=15)
    set_visit_state(bench.reception, visit.id, VisitState.NO_SHOW, visit.version)
    walk_in = place(bench, starts_at=bench.clock.moment)
    came = book(bench, patients[1], walk_in, is_walk_in=True)
    assert (came.state, came.is_walk_in) == (VisitState.ARRIVED, True)


def test_only_the_last_step_is_undone_and_only_once(bench: Bench, patients: tuple[int, int]) -> None:
    visit = book(bench, patients[0], place(bench))
    first = set_visit_state(bench.reception, visit.id, VisitState.CONFIRMED, visit.version).value
    second = move_visit(bench.reception, visit.id, place(bench, minutes=45), visit.version + 1).value
    with pytest.raises(Refused, match="Something else has happened"):
        undo_visit_step(bench.reception, first)
    undo_visit_step(bench.reception, second)
    with pytest.raises(Refused, match="Something else has happened"):
        undo_visit_step(bench.reception, second)
    undo_visit_step(bench.reception, first)
    found = read_visit(bench.reception, visit.id).visit
    assert (found.state, found.place) == (VisitState.BOOKED, visit.place)


def test_visits_of_a_couple_move_together_and_back(bench: Bench, patients: tuple[int, int]) -> None:
    tie = bench.mint()
    one = book(bench, patients[0], place(bench), tie=tie)
    other_place = place(bench, practitioner_id=bench.administrator.operator.id)
    other = book(bench, patients[1], other_place, tie=tie)
    step = move_visit(
        bench.reception, one.id, place(bench, starts_at=MONDAY + timedelta(days=1)), one.version
    ).value
    assert read_visit(bench.reception, other.id).visit.starts_at == MONDAY + timedelta(days=1)
    undo_visit_step(bench.reception, step)
    assert [read_visit(bench.reception, key).visit.starts_at for key in (one.id, other.id)] == [MONDAY, MONDAY]


def test_two_that_change_places_do_so_in_one_step_of_a_couple(bench: Bench, patients: tuple[int, int]) -> None:
    tie = bench.mint()
    one = book(bench, patients[0], place(bench), tie=tie)
    other = book(bench, patients[1], place(bench, starts_at=MONDAY + timedelta(minutes=30)), tie=tie)
    move_visit(bench.reception, one.id, other.place, one.version)
    starts = [read_visit(bench.reception, key).visit.starts_at for key in (one.id, other.id)]
    assert starts == [MONDAY + timedelta(minutes=30), MONDAY + timedelta(minutes=60)]


def treated(bench: Bench, patient_id: int) -> int:
    """A course with a session today: safe from 3 Jan 2027, six weeks later."""
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    log_session(bench.practitioner, bench.session(course_id))
    return course_id


def early_move(bench: Bench, visit: Visit, context: Context, reason: str = "") -> None:
    move_visit(context, visit.id, place(bench), read_visit(context, visit.id).visit.version, reason)


def test_a_treatment_is_moved_before_its_safe_date_by_a_practitioner_with_a_reason(
    bench: Bench, patients: tuple[int, int]
) -> None:
    course_id = treated(bench, patients[0])
    safe = place(bench, starts_at=NOON + timedelta(days=43))
    visit = book(bench, patients[0], safe, course_ids=(course_id,), kind=VisitKind.SESSION)
    for context, reason in ((bench.reception, ""), (bench.reception, "Asked."), (bench.practitioner, "")):
        with pytest.raises(Refused, match="safe to book from 2027-01-03"):
            early_move(bench, visit, context, reason)
    early_move(bench, visit, bench.practitioner, "She moves abroad.")
    assert read_visit(bench.reception, visit.id).visit.starts_at == MONDAY
    told = [read_visit(one, visit.id).steps[-1].reason for one in (bench.practitioner, bench.reception)]
    assert told == ["She moves abroad.", ""], "a reason of the treatment room is none for the desk"


def test_a_treatment_for_no_course_waits_for_every_open_one(bench: Bench, patients: tuple[int, int]) -> None:
    treated(bench, patients[0])
    early = place(bench)
    with pytest.raises(Refused, match="safe to book from 2027-01-03"):
        book(bench, patients[0], early, kind=VisitKind.SESSION)
    visit = book(bench, patients[0], place(bench, starts_at=NOON + timedelta(days=43)), kind=VisitKind.SESSION)
    with pytest.raises(Refused, match="safe to book from 2027-01-03"):
        early_move(bench, visit, bench.reception, "")


def test_a_treatment_is_booked_anew_only_where_it_is_safe_by_then(bench: Bench, patients: tuple[int, int]) -> None:
    course_id = open_course(bench.practitioner, bench.course(patients[0])).value
    visit = book(bench, patients[0], place(bench), course_ids=(course_id,), kind=VisitKind.SESSION)
    step_id = cancel_visit(bench.reception, visit.id).value
    log_session(bench.practitioner, bench.session(course_id))
    with pytest.raises(Refused, match="safe to book from 2027-01-03"):
        undo_visit_step(bench.practitioner, step_id)
    for context, reason in ((bench.reception, ""), (bench.reception, "Asked."), (bench.practitioner, "")):
        with pytest.raises(Refused, match="safe to book from 2027-01-03"):
            book_again(context, visit.id, reason)
    book_again(bench.practitioner, visit.id, "She moves abroad.")
    assert read_visit(bench.reception, visit.id).visit.state is VisitState.BOOKED


def test_undoing_a_move_leads_back_to_no_day_that_is_unsafe_by_then(
    bench: Bench, patients: tuple[int, int]
) -> None:
    course_id = open_course(bench.practitioner, bench.course(patients[0])).value
    visit = book(bench, patients[0], place(bench), course_ids=(course_id,), kind=VisitKind.SESSION)
    later = replace(visit.place, starts_at=NOON + timedelta(days=60))
    step_id = move_visit(bench.reception, visit.id, later, visit.version).value
    log_session(bench.practitioner, bench.session(course_id))
    with pytest.raises(Refused, match="safe to book from 2027-01-03"):
        undo_visit_step(bench.reception, step_id)


def test_what_a_practitioner_gave_a_reason_for_is_undone_at_the_desk_but_for_a_reaction(
    bench: Bench, patients: tuple[int, int]
) -> None:
    course_id = treated(bench, patients[0])
    early = {"course_ids": (course_id,), "kind": VisitKind.SESSION, "reason": "She moves abroad."}
    visit = book(bench, patients[0], place(bench), context=bench.practitioner, **early)
    undo_visit_step(bench.reception, cancel_visit(bench.reception, visit.id).value)
    step_id = cancel_visit(bench.reception, visit.id).value
    report = ReportedReactionEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        said="It burns.",
        since=bench.reception.today(),
        answers=dict.fromkeys(ReactionQuestion, False),
    )
    report_reaction(bench.reception, report)
    with pytest.raises(Refused, match="a practitioner reviews it first"):
        undo_visit_step(bench.reception, step_id)


def test_a_visit_that_is_not_there_is_said(bench: Bench) -> None:
    with pytest.raises(NotFound):
        read_visit(bench.reception, 404)
    with pytest.raises(NotFound):
        cancel_visit(bench.reception, 404)


def test_reception_reads_no_clinical_word_of_a_visit(bench: Bench, patients: tuple[int, int]) -> None:
    course_id = treated(bench, patients[0])
    safe = place(bench, starts_at=NOON + timedelta(days=43))
    visit = book(bench, patients[0], safe, course_ids=(course_id,), note="Watch the red spot.")
    assert (visit.note, visit.course_titles) == ("", ())
    clinical = read_visit(bench.practitioner, visit.id).visit
    assert (clinical.note, clinical.course_titles) == ("Watch the red spot.", ("Tattoo removal, right forearm",))


def test_a_confirmed_visit_that_is_moved_is_to_be_confirmed_again(bench: Bench, patients: tuple[int, int]) -> None:
    visit = book(bench, patients[0], place(bench))
    set_visit_state(bench.reception, visit.id, VisitState.CONFIRMED, visit.version)
    later = place(bench, starts_at=MONDAY + timedelta(hours=1))
    step = move_visit(bench.reception, visit.id, later, visit.version + 1).value
    assert read_visit(bench.reception, visit.id).visit.state is VisitState.BOOKED
    undo_visit_step(bench.reception, step)
    found = read_visit(bench.reception, visit.id).visit
    assert (found.state, found.place) == (VisitState.CONFIRMED, visit.place)
    move_visit(bench.reception, visit.id, replace(visit.place, minutes=45), found.version)
    assert read_visit(bench.reception, visit.id).visit.state is VisitState.CONFIRMED, "longer, at the same time"
