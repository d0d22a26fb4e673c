"""The waiting list on both engines: who is asked for a freed time, and booked in one step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from pico_tracker.db.models import PatientRow
from pico_tracker.domain.diary import Place, SafeDate, SafeWord, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.errors import NotFound, Refused, TimeTaken
from pico_tracker.domain.patients import ContactPreference
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.waiting import FreedTime, Waiting, WaitingEntry
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import add_staff
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit, cancel_visit, list_patient_visits, read_visit
from pico_tracker.services.waiting import (
    add_to_waiting_list,
    book_waiting,
    close_waiting,
    list_waiting,
    match_freed_time,
    put_back_on_waiting_list,
    withdraw_waiting,
)
from tests.builders import Bench

Treated = Callable[..., tuple[int, int]]


@pytest.fixture
def treated(bench: Bench) -> Treated:
    """Adds a patient whose tattoo was treated so many days ago; the window is 6, 8 and 16 weeks."""

    def add(name: str, days_ago: int, **about: Any) -> tuple[int, int]:
        patient_id = add_patient(bench.reception, bench.patient(given_names=name, **about)).value
        course_id = open_course(bench.practitioner, bench.course(patient_id)).value
        performed_on = bench.practitioner.today() - timedelta(days=days_ago)
        log_session(bench.practitioner, bench.session(course_id, performed_on=performed_on))
        return patient_id, course_id

    return add


def waits(bench: Bench, whom: tuple[int, int], **changes: Any) -> WaitingEntry:
    """Somebody who waits for a session of 45 minutes with the PicoWay."""
    entry = WaitingEntry(
        entry_id=bench.mint(),
        patient_id=whom[0],
        course_ids=(whom[1],),
        kind=VisitKind.SESSION,
        minutes=45,
        device_id=bench.device_id,
    )
    return replace(entry, **changes)


def at(bench: Bench, days: int, hour: int = 10, minute: int = 0) -> datetime:
    day = bench.reception.today() + timedelta(days=days)
    return datetime.combine(day, time(hour, minute), bench.reception.zone)


def freed(bench: Bench, days: int, **changes: Any) -> FreedTime:
    """An hour of the practitioner with the laser, from ten on; Monday is tomorrow."""
    start = at(bench, days)
    made = FreedTime(
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        practitioner_id=bench.practitioner.operator.id,
        device_id=bench.device_id,
    )
    return replace(made, **changes)


def visit(bench: Bench, whom: tuple[int, int], days: int, hour: int = 10, **changes: Any) -> VisitEntry:
    place = Place(
        starts_at=at(bench, days, hour),
        minutes=45,
        practitioner_id=bench.practitioner.operator.id,
        device_id=bench.device_id,
    )
    entry = VisitEntry(
        entry_id=bench.mint(), patient_id=whom[0], course_ids=(whom[1],), kind=VisitKind.SESSION, place=place
    )
    return replace(entry, **changes)


def names(lines: tuple[Waiting, ...]) -> list[str]:
    return [one.patient_name.split()[0] for one in lines]


def matched(bench: Bench, time: FreedTime) -> list[str]:
    return names(tuple(one.waiting for one in match_freed_time(bench.reception, time)))


def test_a_line_says_who_waits_for_what_since_when_and_how_to_reach_them(bench: Bench, treated: Treated) -> None:
    whom = treated(
        "Amara", 20, contact_preference=ContactPreference.PHONE, contact_hours="after 17:00", phones=("0170 1",)
    )
    entry = waits(bench, whom, practitioner_id=bench.practitioner.operator.id, note="Lives around the corner.")
    done = add_to_waiting_list(bench.reception, entry)
    assert done.changed == {Topic.WAITING}
    (line,) = list_waiting(bench.reception)
    assert (line.id, line.entry) == (done.value, entry)
    assert line.since == bench.clock()
    assert (line.patient_name, line.phone, line.hours) == ("Amara Nwosu", "0170 1", "after 17:00")
    assert line.preference is ContactPreference.PHONE
    assert (line.practitioner_name, line.device_name) == ("Practitioner", "PicoWay")
    assert line.safe == SafeDate(SafeWord.SAFE, date(2026, 12, 14))  # 2 November and six weeks
    assert line.overdue_since is None


def test_the_same_form_saved_twice_is_one_line(bench: Bench, treated: Treated) -> None:
    entry = waits(bench, treated("Amara", 60))
    first, second = (add_to_waiting_list(bench.reception, entry).value for _ in range(2))
    assert first == second
    assert len(list_waiting(bench.reception)) == 1


def test_what_cannot_be_is_refused_and_nothing_kept(bench: Bench, treated: Treated) -> None:
    amara, ben = treated("Amara", 60), treated("Ben", 60)
    with pytest.raises(Refused):
        add_to_waiting_list(bench.reception, waits(bench, amara, weekdays=0))
    for stranger in (
        {"patient_id": 9999},
        {"device_id": 9999},
        {"practitioner_id": 9999},
        {"course_ids": (ben[1],)},
    ):
        with pytest.raises(NotFound):
            add_to_waiting_list(bench.reception, waits(bench, amara, **stranger))
    assert list_waiting(bench.reception) == ()


def test_only_a_booked_visit_of_the_same_patient_can_be_given_up(bench: Bench, treated: Treated) -> None:
    amara, ben = treated("Amara", 60), treated("Ben", 60)
    of_ben = book_visit(bench.reception, visit(bench, ben, 8)).value
    of_amara = book_visit(bench.reception, visit(bench, amara, 9)).value
    cancel_visit(bench.reception, of_amara)
    for visit_id in (of_ben, of_amara, 9999):
        with pytest.raises(Refused, match="Only a booked visit of this patient"):
            add_to_waiting_list(bench.reception, waits(bench, amara, visit_id=visit_id))


def test_overdue_treatments_stand_before_longer_waiting_ones(bench: Bench, treated: Treated) -> None:
    for name, days_ago in (("Amara", 45), ("Ben", 45), ("Chidi", 57)):  # eight weeks are 56 days
        add_to_waiting_list(bench.reception, waits(bench, treated(name, days_ago)))
        bench.clock.moment += timedelta(minutes=1)
    lines = list_waiting(bench.reception)
    assert names(lines) == ["Chidi", "Amara", "Ben"]
    assert [one.overdue_since for one in lines] == [bench.reception.today() - timedelta(days=1), None, None]


def test_a_freed_time_is_offered_to_those_it_is_safe_for(bench: Bench, treated: Treated) -> None:
    for name, days_ago in (("Safe", 41), ("Early", 40)):  # six weeks are 42 days, and Monday is tomorrow
        add_to_waiting_list(bench.reception, waits(bench, treated(name, days_ago)))
    assert matched(bench, freed(bench, 1)) == ["Safe"]
    assert matched(bench, freed(bench, 2)) == ["Safe", "Early"]


def test_a_match_comes_with_a_place_that_can_be_booked(bench: Bench, treated: Treated) -> None:
    whom = treated("Amara", 60)
    waiting_id = add_to_waiting_list(bench.reception, waits(bench, whom, from_minute=10 * 60 + 10)).value
    (match,) = match_freed_time(bench.reception, freed(bench, 1))
    assert match.offer.place == Place(
        starts_at=at(bench, 1, 10, 10),
        minutes=45,
        practitioner_id=bench.practitioner.operator.id,
        device_id=bench.device_id,
    )
    assert (match.offer.practitioner_name, match.offer.device_name) == ("Practitioner", "PicoWay")
    entry = replace(visit(bench, whom, 1), place=match.offer.place)
    visit_id = book_waiting(bench.reception, waiting_id, entry).value
    assert read_visit(bench.reception, visit_id).visit.place == match.offer.place
    assert list_waiting(bench.reception) == ()


def test_nothing_is_offered_that_is_held_or_past_or_too_short(bench: Bench, treated: Treated) -> None:
    amara, ben = treated("Amara", 60), treated("Ben", 60)
    add_to_waiting_list(bench.reception, waits(bench, amara))
    assert matched(bench, freed(bench, 1)) == ["Amara"]
    assert matched(bench, freed(bench, 1, ends_at=at(bench, 1, 10, 44))) == []
    assert matched(bench, freed(bench, -6)) == []
    book_visit(bench.reception, visit(bench, ben, 1, 10))
    assert matched(bench, freed(bench, 1)) == []


def test_the_same_person_and_laser_are_asked_for_where_they_were_named(bench: Bench, treated: Treated) -> None:
    colleague = add_staff(bench.administrator, StaffEntry("Second", Role.PRACTITIONER)).value
    whom = treated("Amara", 60)
    add_to_waiting_list(bench.reception, waits(bench, whom, practitioner_id=colleague))
    assert matched(bench, freed(bench, 1)) == []
    assert matched(bench, freed(bench, 1, practitioner_id=colleague)) == ["Amara"]
    (match,) = match_freed_time(bench.reception, freed(bench, 1, practitioner_id=None, device_id=None))
    assert match.offer.practitioner_name == "Second"


def test_a_time_outside_the_hours_of_the_clinic_is_offered_to_nobody(bench: Bench, treated: Treated) -> None:
    add_to_waiting_list(bench.reception, waits(bench, treated("Amara", 60)))
    assert matched(bench, freed(bench, 6)) == []  # a Saturday


def test_what_somebody_would_give_up_does_not_stand_in_their_way(bench: Bench, treated: Treated) -> None:
    whom = treated("Amara", 60)
    later = book_visit(bench.reception, visit(bench, whom, 1, 10)).value
    add_to_waiting_list(bench.reception, waits(bench, whom, visit_id=later))
    (line,) = list_waiting(bench.reception)
    assert line.gives_up_at == at(bench, 1, 10)
    earlier = freed(bench, 1, starts_at=at(bench, 1, 9, 30), ends_at=at(bench, 1, 10, 30))
    (match,) = match_freed_time(bench.reception, earlier)
    assert match.offer.place.starts_at == at(bench, 1, 9, 30)
    entry = replace(visit(bench, whom, 1), place=match.offer.place)
    booked = book_waiting(bench.reception, line.id, entry)
    assert booked.changed == {Topic.WAITING, Topic.VISITS}
    states = {one.id: one.state for one in list_patient_visits(bench.reception, whom[0])}
    assert states == {later: VisitState.CANCELLED, booked.value: VisitState.BOOKED}


def test_a_visit_that_its_patient_came_for_is_not_cancelled(bench: Bench, treated: Treated) -> None:
    whom = treated("Amara", 60)
    review = visit(bench, whom, 1, 9, kind=VisitKind.REVIEW)
    given_up = book_visit(bench.reception, review).value
    waiting_id = add_to_waiting_list(bench.reception, waits(bench, whom, visit_id=given_up)).value
    cancel_visit(bench.reception, given_up)
    book_waiting(bench.reception, waiting_id, visit(bench, whom, 1))
    assert len(read_visit(bench.reception, given_up).steps) == 1


def test_booking_that_fails_leaves_the_line_and_the_visit_that_was_to_be_given_up(
    bench: Bench, treated: Treated
) -> None:
    amara, ben = treated("Amara", 60), treated("Ben", 60)
    later = book_visit(bench.reception, visit(bench, amara, 8)).value
    waiting_id = add_to_waiting_list(bench.reception, waits(bench, amara, visit_id=later)).value
    book_visit(bench.reception, visit(bench, ben, 1))
    with pytest.raises((Refused, TimeTaken)):
        book_waiting(bench.reception, waiting_id, visit(bench, amara, 1))
    assert names(list_waiting(bench.reception)) == ["Amara"]
    assert read_visit(bench.reception, later).visit.state is VisitState.BOOKED


def test_a_booking_sent_twice_is_one_and_a_second_one_is_refused(bench: Bench, treated: Treated) -> None:
    whom = treated("Amara", 60)
    waiting_id = add_to_waiting_list(bench.reception, waits(bench, whom)).value
    entry = visit(bench, whom, 1)
    first, second = (book_waiting(bench.reception, waiting_id, entry).value for _ in range(2))
    assert first == second
    with pytest.raises(Refused, match="Somebody else settled this line"):
        book_waiting(bench.reception, waiting_id, visit(bench, whom, 2))
    assert len(list_patient_visits(bench.reception, whom[0])) == 1


def test_a_line_books_nobody_else(bench: Bench, treated: Treated) -> None:
    amara, ben = treated("Amara", 60), treated("Ben", 60)
    waiting_id = add_to_waiting_list(bench.reception, waits(bench, amara)).value
    with pytest.raises(NotFound, match="another patient"):
        book_waiting(bench.reception, waiting_id, visit(bench, ben, 1))


def test_somebody_taken_off_the_list_can_be_put_back_where_they_stood(bench: Bench, treated: Treated) -> None:
    first, second = (add_to_waiting_list(bench.reception, waits(bench, treated(name, 45))).value for name in "AB")
    withdraw_waiting(bench.reception, first)
    withdraw_waiting(bench.reception, first)  # sent again
    assert [one.id for one in list_waiting(bench.reception)] == [second]
    put_back_on_waiting_list(bench.reception, first)
    assert [one.id for one in list_waiting(bench.reception)] == [first, second]
    with pytest.raises(NotFound):
        withdraw_waiting(bench.reception, 9999)


def test_somebody_who_died_or_does_not_want_to_be_called_is_not_asked(bench: Bench, treated: Treated) -> None:
    died, silent = treated("Ben", 60), treated("Silent", 60)
    for whom in (died, silent):
        add_to_waiting_list(bench.reception, waits(bench, whom))
    with bench.database.change(bench.reception.actor()) as work:
        work.get(PatientRow, died[0]).state = "deceased"
        work.get(PatientRow, silent[0]).no_contact = True
    assert names(list_waiting(bench.reception)) == ["Silent"]
    assert matched(bench, freed(bench, 1)) == []


def test_as_many_questions_are_asked_for_five_people_as_for_two(bench: Bench, treated: Treated) -> None:
    asked: list[object] = []

    def note(*about: object) -> None:
        asked.append(about[2])

    def count(people: int) -> int:
        """How many statements it takes to match so many."""
        asked.clear()
        event.listen(bench.database.engine, "before_cursor_execute", note)
        assert len(match_freed_time(bench.reception, freed(bench, 1))) == people
        event.remove(bench.database.engine, "before_cursor_execute", note)
        return len(asked)

    counts = []
    for number in range(1, 6):
        add_to_waiting_list(bench.reception, waits(bench, treated(f"P{number}", 60)))
        if number in (2, 5):
            counts.append(count(number))
    assert counts[0] == counts[1]


def test_a_visit_booked_in_the_form_closes_the_line_and_gives_up_the_later_one(
    bench: Bench, treated: Treated
) -> None:
    amara, ben = treated("Amara", 60), treated("Ben", 60)
    later = book_visit(bench.reception, visit(bench, amara, 8)).value
    waiting_id = add_to_waiting_list(bench.reception, waits(bench, amara, visit_id=later)).value
    of_ben = book_visit(bench.reception, visit(bench, ben, 3)).value
    with pytest.raises(NotFound, match="another patient"):
        close_waiting(bench.reception, waiting_id, of_ben)
    sooner = book_visit(bench.reception, visit(bench, amara, 1)).value
    close_waiting(bench.reception, waiting_id, sooner)
    assert list_waiting(bench.reception) == ()
    assert read_visit(bench.reception, later).visit.state is VisitState.CANCELLED
    assert read_visit(bench.reception, sooner).visit.state is VisitState.BOOKED
    with pytest.raises(Refused, match="settled this line"):
        close_waiting(bench.reception, waiting_id, sooner)
