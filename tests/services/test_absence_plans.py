"""Solving an absence on both engines: every visit hit, moved in one step and taken back as one."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pico_tracker.domain.absence_plans import AbsencePlan, HitReason, NoOffer, PlannedVisit
from pico_tracker.domain.diary import TREATING, Place, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.errors import NotFound, Refused, TimeTaken
from pico_tracker.domain.opening_hours import AbsenceEntry, Whom
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.domain.topics import Topic
from pico_tracker.services.absence_plans import accept_offers, plan_absence, undo_batch
from pico_tracker.services.courses import open_course
from pico_tracker.services.opening_hours import add_room, record_absence, withdraw_absence
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import add_staff
from pico_tracker.services.safe_dates import read_safe_date
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.upkeep import authorise_person
from pico_tracker.services.visits import book_visit, cancel_visit, move_visit, read_visit, set_visit_state
from tests.builders import TODAY, Bench


@dataclass
class Desk:
    """A clinic with two practitioners, two rooms and one laser that is carried."""

    bench: Bench
    second_id: int
    rooms: tuple[int, int]

    @property
    def first_id(self) -> int:
        return self.bench.practitioner.operator.id

    def patient(self, name: str, days_ago: int = 60) -> tuple[int, int]:
        """A patient whose tattoo was treated so many days ago; the window is 6, 8 and 16 weeks."""
        bench = self.bench
        patient_id = add_patient(bench.reception, bench.patient(given_names=name)).value
        course_id = open_course(bench.practitioner, bench.course(patient_id)).value
        performed_on = bench.practitioner.today() - timedelta(days=days_ago)
        log_session(bench.practitioner, bench.session(course_id, performed_on=performed_on))
        return patient_id, course_id

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """Monday is tomorrow."""
        day = TODAY + timedelta(days=days)
        return datetime.combine(day, time(hour, minute), self.bench.reception.zone)

    def place(self, days: int, hour: int, minute: int = 0, **changes: Any) -> Place:
        made = Place(
            starts_at=self.at(days, hour, minute),
            minutes=45,
            practitioner_id=self.first_id,
            room_id=self.rooms[0],
            device_id=self.bench.device_id,
        )
        return replace(made, **changes)

    def book(self, whom: tuple[int, int], place: Place, **changes: Any) -> int:
        entry = VisitEntry(
            entry_id=self.bench.mint(),
            patient_id=whom[0],
            course_ids=(whom[1],),
            kind=VisitKind.SESSION,
            place=place,
        )
        return book_visit(self.bench.practitioner, replace(entry, **changes)).value

    def away(self, whom: Whom, start: datetime, end: datetime) -> int:
        entry = AbsenceEntry(entry_id=self.bench.mint(), whom=whom, starts_at=start, ends_at=end, reason="Ill")
        return record_absence(self.bench.reception, entry).value

    def monday_off(self, **whom: int) -> int:
        """Away for the whole of Monday; without a name the clinic is closed."""
        return self.away(Whom(**whom or {"staff_id": self.first_id}), self.at(1, 0), self.at(2, 0))

    def plan(self, absence_id: int) -> AbsencePlan:
        return plan_absence(self.bench.reception, absence_id)

    def only(self, absence_id: int) -> PlannedVisit:
        (one,) = self.plan(absence_id).visits
        return one

    def stands(self, visit_id: int) -> Place:
        return read_visit(self.bench.reception, visit_id).visit.place


@pytest.fixture
def desk(bench: Bench) -> Desk:
    second = add_staff(bench.administrator, StaffEntry("Second", Role.PRACTITIONER)).value
    rooms = add_room(bench.administrator, "Room 1").value, add_room(bench.administrator, "Room 2").value
    return Desk(bench, second, rooms)


def test_a_colleague_takes_the_same_time_with_the_same_laser(desk: Desk) -> None:
    visit_id = desk.book(desk.patient("Amara"), desk.place(1, 10))
    absence_id = desk.monday_off()
    one = desk.only(absence_id)
    assert (one.visit.id, one.reason, one.visit.patient_name) == (visit_id, HitReason.OVERDUE, "Amara Nwosu")
    assert one.proposal is not None
    assert one.proposal.place == desk.place(1, 10, practitioner_id=desk.second_id)
    assert (one.proposal.practitioner_name, one.proposal.device_name) == ("Second", "PicoWay")
    assert one.keeps_time(one.proposal)
    done = accept_offers(desk.bench.reception, absence_id, desk.plan(absence_id).proposals)
    assert done.changed == {Topic.VISITS}
    assert desk.stands(visit_id) == desk.place(1, 10, practitioner_id=desk.second_id)
    assert desk.plan(absence_id).visits == ()


def test_an_absence_that_hits_nothing_has_an_empty_plan(desk: Desk) -> None:
    desk.book(desk.patient("Amara"), desk.place(1, 10, practitioner_id=desk.second_id))
    assert desk.plan(desk.monday_off()).visits == ()
    with pytest.raises(NotFound):
        desk.plan(9999)


def test_without_an_authorised_colleague_the_next_free_times_are_offered(desk: Desk) -> None:
    whom = desk.patient("Amara")
    authorise_person(desk.bench.administrator, desk.bench.device_id, desk.first_id)
    desk.book(whom, desk.place(1, 10))
    offers = desk.only(desk.monday_off()).offers
    assert [one.practitioner_name for one in offers] == ["Practitioner"] * 4
    assert offers[0].place.starts_at == desk.at(2, 9)


def test_a_laser_that_is_down_moves_its_visits_to_when_it_is_back(desk: Desk) -> None:
    desk.book(desk.patient("Amara"), desk.place(1, 10))
    absence_id = desk.away(Whom(device_id=desk.bench.device_id), desk.at(1, 8), desk.at(9, 12))
    offers = desk.only(absence_id).offers
    assert offers[0].place.starts_at == desk.at(9, 12)
    assert {one.device_name for one in offers} == {"PicoWay"}


def test_a_laser_that_is_down_for_half_a_year_is_waited_for(desk: Desk) -> None:
    desk.book(desk.patient("Amara"), desk.place(1, 10))
    absence_id = desk.away(Whom(device_id=desk.bench.device_id), desk.at(1, 8), desk.at(183, 12))
    assert desk.only(absence_id).offers[0].place.starts_at == desk.at(183, 12)


def test_a_room_out_of_use_gives_way_to_another_at_the_same_time(desk: Desk) -> None:
    desk.book(desk.patient("Amara"), desk.place(1, 10))
    proposal = desk.only(desk.monday_off(room_id=desk.rooms[0])).proposal
    assert proposal is not None
    assert proposal.place == desk.place(1, 10, room_id=desk.rooms[1])


def test_a_closed_clinic_moves_everybody_and_no_two_to_the_same_time(desk: Desk) -> None:
    ids = [desk.book(desk.patient(name), desk.place(1, hour)) for name, hour in (("A", 9), ("B", 10), ("C", 11))]
    absence_id = desk.away(Whom(), desk.at(1, 0), desk.at(2, 0))
    plan = desk.plan(absence_id)
    assert [one.visit.id for one in plan.visits] == ids
    batch = accept_offers(desk.bench.reception, absence_id, plan.proposals).value
    starts = [desk.stands(key).starts_at for key in ids]
    assert all(one.date() == desk.at(2, 0).date() for one in starts)
    assert len(set(starts)) == 3  # there is one laser
    undo_batch(desk.bench.reception, batch)
    assert [desk.stands(key) for key in ids] == [desk.place(1, hour) for hour in (9, 10, 11)]


def test_harm_is_listed_first_and_then_what_is_overdue(desk: Desk) -> None:
    hurt, overdue, planned = desk.patient("Hurt", 50), desk.patient("Overdue", 57), desk.patient("Planned", 50)
    ids = {
        name: desk.book(whom, desk.place(1, hour))
        for name, whom, hour in (("planned", planned, 9), ("overdue", overdue, 10), ("hurt", hurt, 11))
    }
    report_side_effect(desk.bench.practitioner, desk.bench.side_effect(hurt[1], None))
    plan = desk.plan(desk.monday_off())
    assert [one.visit.id for one in plan.visits] == [ids["hurt"], ids["overdue"], ids["planned"]]
    assert [one.reason for one in plan.visits] == list(HitReason)
    assert (plan.visits[0].offers, plan.visits[0].why_none) == ((), NoOffer.AFTER_REVIEW)


def test_a_review_of_a_reaction_is_moved_like_any_visit(desk: Desk) -> None:
    whom = desk.patient("Hurt")
    report_side_effect(desk.bench.practitioner, desk.bench.side_effect(whom[1], None))
    desk.book(whom, desk.place(1, 9, device_id=None), kind=VisitKind.REVIEW)
    one = desk.only(desk.monday_off())
    assert (one.reason, one.offers[0].practitioner_name) == (HitReason.HARM, "Second")


def test_a_visit_that_was_booked_before_it_is_safe_is_offered_safe_days_only(desk: Desk) -> None:
    whom = desk.patient("Early", 30)  # safe from 42 days on, in 12 days
    desk.book(whom, desk.place(1, 9), reason="Moves abroad.")
    offers = desk.only(desk.monday_off()).offers
    assert offers[0].place.starts_at == desk.at(12, 9)


def test_reception_reads_no_clinical_text_in_a_plan(desk: Desk) -> None:
    desk.book(
        desk.patient("Amara"), desk.place(1, 10), note="Test the red spot first.", desk_note="Needs the lift."
    )
    absence_id = desk.monday_off()
    visit = desk.only(absence_id).visit
    assert (visit.note, visit.course_titles, visit.desk_note) == ("", (), "Needs the lift.")
    (one,) = plan_absence(desk.bench.practitioner, absence_id).visits
    assert one.visit.note == "Test the red spot first."


def test_who_is_here_already_can_only_go_to_somebody_else_now(desk: Desk) -> None:
    desk.bench.clock.moment = desk.at(1, 9, 50)
    whom = desk.patient("Amara")
    visit_id = desk.book(whom, desk.place(1, 10))
    set_visit_state(desk.bench.reception, visit_id, VisitState.ARRIVED, 1)
    absence_id = desk.monday_off()
    assert [one.place.starts_at for one in desk.only(absence_id).offers] == [desk.at(1, 10)]
    other = desk.away(Whom(staff_id=desk.second_id), desk.at(1, 0), desk.at(2, 0))
    assert desk.plan(other).visits == ()
    assert desk.only(absence_id).why_none is NoOffer.HERE


def test_half_of_a_couple_is_not_moved_to_another_time(desk: Desk) -> None:
    tie = UUID(int=7)
    ids = [
        desk.book(desk.patient("A"), desk.place(1, 10), tie=tie),
        desk.book(desk.patient("B"), desk.place(1, 11, practitioner_id=desk.second_id), tie=tie),
    ]
    absence_id = desk.away(Whom(), desk.at(1, 0), desk.at(2, 0))
    assert [one.why_none for one in desk.plan(absence_id).visits] == [NoOffer.TIED] * 2
    with pytest.raises(Refused, match="tied to another one"):
        accept_offers(desk.bench.reception, absence_id, {ids[0]: desk.place(2, 10)})


def test_visits_are_moved_one_by_one_in_any_order_or_change_places(desk: Desk) -> None:
    """Two that take each other's room at the same time: both let go before either takes its new one."""
    a = desk.book(desk.patient("A"), desk.place(1, 10, device_id=None))
    b = desk.book(desk.patient("B"), desk.place(1, 10, room_id=desk.rooms[1], practitioner_id=None, device_id=None))
    absence_id = desk.away(Whom(room_id=desk.rooms[0]), desk.at(1, 10), desk.at(1, 11))
    swap = {a: desk.place(1, 10, room_id=desk.rooms[1], device_id=None)}
    with pytest.raises((Refused, TimeTaken)):
        accept_offers(desk.bench.reception, absence_id, swap)
    assert desk.stands(a) == desk.place(1, 10, device_id=None)
    closed = desk.away(Whom(), desk.at(1, 10), desk.at(1, 11))
    both = {
        a: desk.place(2, 10, room_id=desk.rooms[1], device_id=None),
        b: desk.place(2, 10, practitioner_id=None, device_id=None),
    }
    accept_offers(desk.bench.reception, closed, both)
    assert [desk.stands(key) for key in (a, b)] == list(both.values())


def test_accepting_twice_moves_once_and_gives_the_same_batch(desk: Desk) -> None:
    visit_id = desk.book(desk.patient("Amara"), desk.place(1, 10))
    absence_id = desk.monday_off()
    choices = desk.plan(absence_id).proposals
    first, second = (accept_offers(desk.bench.reception, absence_id, choices).value for _ in range(2))
    assert first == second
    assert len(read_visit(desk.bench.reception, visit_id).steps) == 1
    undo_batch(desk.bench.reception, first)
    with pytest.raises(Refused, match="Something else has happened"):
        undo_batch(desk.bench.reception, first)
    with pytest.raises(NotFound):
        undo_batch(desk.bench.reception, UUID(int=9))


def test_what_somebody_else_settled_meanwhile_is_not_moved_again(desk: Desk) -> None:
    ids = [desk.book(desk.patient(name), desk.place(1, hour)) for name, hour in (("A", 10), ("B", 11))]
    absence_id = desk.monday_off()
    choices = desk.plan(absence_id).proposals
    move_visit(desk.bench.reception, ids[0], desk.place(3, 10), 1)
    with pytest.raises(Refused, match="changed meanwhile"):
        accept_offers(desk.bench.reception, absence_id, choices)
    assert desk.stands(ids[1]) == desk.place(1, 11)
    cancel_visit(desk.bench.reception, ids[1])
    with pytest.raises(Refused, match="changed meanwhile"):
        accept_offers(desk.bench.reception, absence_id, {ids[1]: choices[ids[1]]})
    with pytest.raises(Refused, match="nothing to move"):
        accept_offers(desk.bench.reception, absence_id, {})


def test_one_place_that_is_gone_leaves_all_of_them_where_they_are(desk: Desk) -> None:
    ids = [desk.book(desk.patient(name), desk.place(1, hour)) for name, hour in (("A", 10), ("B", 11))]
    absence_id = desk.monday_off()
    choices = desk.plan(absence_id).proposals
    taken = desk.place(1, 11, practitioner_id=desk.second_id, room_id=desk.rooms[1], device_id=None)
    desk.book(desk.patient("C"), taken)
    with pytest.raises((Refused, TimeTaken)):
        accept_offers(desk.bench.reception, absence_id, choices)
    assert [desk.stands(key) for key in ids] == [desk.place(1, 10), desk.place(1, 11)]


def test_undoing_works_although_the_person_is_still_away_and_after_it_was_withdrawn(desk: Desk) -> None:
    visit_id = desk.book(desk.patient("Amara"), desk.place(1, 10))
    absence_id = desk.monday_off()
    for _ in range(2):
        choices = {visit_id: desk.place(1, 10, practitioner_id=desk.second_id)}
        undo_batch(desk.bench.reception, accept_offers(desk.bench.reception, absence_id, choices).value)
        assert desk.stands(visit_id) == desk.place(1, 10)
    withdraw_absence(desk.bench.reception, absence_id)
    assert desk.plan(absence_id).visits == ()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_whatever_is_booked_all_offers_can_be_accepted_and_none_is_unsafe(desk: Desk, seed: int) -> None:
    dice = random.Random(seed)
    people = [desk.patient(f"P{number}", dice.choice((10, 38, 50, 70))) for number in range(4)]
    ids = [key for key in (_try_to_book(desk, dice, dice.choice(people)) for _ in range(16)) if key is not None]
    if dice.random() < 0.5:
        report_side_effect(desk.bench.practitioner, desk.bench.side_effect(people[0][1], None))
    absence_id = desk.away(*_any_absence(desk, dice))
    plan = desk.plan(absence_id)
    if plan.proposals:
        accept_offers(desk.bench.reception, absence_id, plan.proposals)
    for one in plan.visits:
        if one.proposal is not None:
            assert desk.stands(one.visit.id) == one.proposal.place
            _assert_safe(desk, one)
    assert desk.plan(absence_id).proposals == {}
    withdraw_absence(desk.bench.reception, absence_id)
    for visit_id in ids:
        cancel_visit(desk.bench.reception, visit_id)


def _try_to_book(desk: Desk, dice: random.Random, whom: tuple[int, int]) -> int | None:
    place = desk.place(
        dice.choice((1, 2, 3)),
        dice.randint(9, 16),
        dice.choice((0, 15, 20)),
        minutes=dice.choice((15, 45)),
        numbing_minutes=dice.choice((0, 30)),
        clean_up_minutes=dice.choice((0, 10)),
        practitioner_id=dice.choice((desk.first_id, desk.second_id)),
        room_id=dice.choice(desk.rooms),
        device_id=dice.choice((None, desk.bench.device_id)),
    )
    kind = dice.choice((VisitKind.SESSION, VisitKind.SESSION, VisitKind.REVIEW, VisitKind.CONSULTATION))
    try:
        return desk.book(whom, place, kind=kind, reason="Travels.")
    except (Refused, TimeTaken):
        return None


def _any_absence(desk: Desk, dice: random.Random) -> tuple[Whom, datetime, datetime]:
    whom = dice.choice(
        (
            Whom(),
            Whom(staff_id=desk.first_id),
            Whom(room_id=desk.rooms[0]),
            Whom(device_id=desk.bench.device_id),
        )
    )
    start = desk.at(dice.choice((1, 2)), dice.choice((0, 11)))
    return whom, start, start + timedelta(hours=dice.choice((4, 24, 60)))


def _assert_safe(desk: Desk, one: PlannedVisit) -> None:
    safe = read_safe_date(desk.bench.reception, one.visit.patient_id, one.visit.course_ids, one.visit.kind)
    assert one.visit.kind not in TREATING or safe.allows(desk.stands(one.visit.id).starts_at.date())
