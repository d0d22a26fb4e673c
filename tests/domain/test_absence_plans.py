"""Solving an absence: which visits it hits, in which order, and what is offered for each."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from pico_tracker.domain.absence_plans import (
    AbsencePlan,
    Hit,
    HitReason,
    NoOffer,
    holdings_of_offer,
    is_hit,
    list_hits,
    may_keep_time,
    may_move,
    offer_same_time,
    planned,
    wish_after,
    wish_when_back,
)
from pico_tracker.domain.bookings import Holding, ResourceKind
from pico_tracker.domain.diary import Place, SafeDate, SafeWord, Visit, VisitKind, VisitState
from pico_tracker.domain.free_times import FreeTime
from pico_tracker.domain.opening_hours import Absence, Whom
from pico_tracker.domain.people import Role, StaffMember
from pico_tracker.domain.rooms import Room
from pico_tracker.domain.standings import Standing
from pico_tracker.domain.upkeep import Authorisation
from tests.domain.desk_facts import (
    ASH,
    BIRCH,
    CARRIED,
    MONDAY,
    PATIENT,
    PICO,
    ROOM_1,
    ROOM_2,
    ZONE,
    at,
    away,
    clinic,
    holding,
)

NOW = at("08:00")
FREE = SafeDate(SafeWord.FREE)
ASH_AWAY = away(Whom(staff_id=ASH), at("08:00"), at("18:00"), "Ill")


def visit(key: int = 1, time: str = "10:00", **changes: Any) -> Visit:
    """A session with Ash and the laser of room 1: half an hour of numbing, 45 minutes, 15 of clean-up."""
    place = Place(
        starts_at=at(time),
        minutes=45,
        numbing_minutes=30,
        clean_up_minutes=15,
        practitioner_id=ASH,
        room_id=ROOM_1,
        device_id=PICO,
    )
    where = {name: changes.pop(name) for name in Place.__slots__ if name in changes}
    values: dict[str, Any] = {
        "version": 1,
        "patient_id": PATIENT,
        "patient_name": "Amara Nwosu",
        "record_number": "P-1",
        "kind": VisitKind.SESSION,
        "state": VisitState.BOOKED,
        "place": replace(place, **where),
        "course_ids": (5,),
    }
    return Visit(id=key, **{**values, **changes})


def hit(one: Visit, safe: SafeDate = FREE) -> Hit:
    return Hit(one, HitReason.PLANNED, safe)


def same_time(one: Visit, absence: Absence = ASH_AWAY, *held: Holding, **changes: Any) -> list[tuple[str, str]]:
    offers = offer_same_time(clinic(**changes), one, absence, held)
    assert all(offer.place.starts_at == one.starts_at for offer in offers)
    return [(offer.practitioner_name, offer.room_name) for offer in offers]


@pytest.mark.parametrize(
    ("whom", "start", "end", "does"),
    [
        (Whom(staff_id=ASH), "11:14", "12:00", True),
        (Whom(staff_id=ASH), "11:15", "12:00", False),  # clean-up needs nobody
        (Whom(staff_id=ASH), "09:00", "10:30", False),  # nor does numbing
        (Whom(staff_id=BIRCH), "09:00", "12:00", False),
        (Whom(device_id=PICO), "10:44", "10:45", True),
        (Whom(device_id=PICO), "10:00", "10:30", False),
        (Whom(room_id=ROOM_1), "11:15", "11:30", True),
        (Whom(room_id=ROOM_1), "10:00", "10:05", True),
        (Whom(room_id=ROOM_2), "10:00", "12:00", False),
        (Whom(), "11:14", "12:00", True),
        (Whom(), "11:15", "12:00", False),
    ],
)
def test_a_visit_is_hit_that_needs_what_is_away_at_that_time(whom: Whom, start: str, end: str, does: bool) -> None:
    assert is_hit(visit(), away(whom, at(start), at(end))) is does


@pytest.mark.parametrize("state", [VisitState.DONE, VisitState.NO_SHOW, VisitState.CANCELLED])
def test_a_visit_that_is_over_stays_as_it_is(state: VisitState) -> None:
    assert not is_hit(visit(state=state), ASH_AWAY)


def test_a_withdrawn_absence_hits_nothing() -> None:
    assert is_hit(visit(), ASH_AWAY)
    assert not is_hit(visit(), replace(ASH_AWAY, is_withdrawn=True))


def test_harm_comes_first_then_what_is_overdue_then_the_soonest() -> None:
    visits = (
        visit(1, "09:00", patient_id=1),
        visit(2, "10:00", patient_id=2),
        visit(3, "11:00", patient_id=3),
        visit(4, "08:30", patient_id=1),
    )
    standings = {
        1: Standing(),
        2: Standing(overdue_since={5: date(2026, 11, 1)}),
        3: Standing(has_reaction=True, overdue_since={5: date(2026, 11, 1)}),
    }
    hits = list_hits(visits, ASH_AWAY, standings.__getitem__, NOW)
    assert [(one.visit.id, one.reason) for one in hits] == [
        (3, HitReason.HARM),
        (2, HitReason.OVERDUE),
        (4, HitReason.PLANNED),
        (1, HitReason.PLANNED),
    ]


def test_a_visit_whose_time_has_passed_is_listed_only_while_the_patient_is_here() -> None:
    visits = (visit(1), visit(2, state=VisitState.IN_ROOM))
    hits = list_hits(visits, ASH_AWAY, lambda _: Standing(), at("11:15"))
    assert [one.visit.id for one in hits] == [2]


def test_a_colleague_takes_over_at_the_same_time_with_the_same_laser() -> None:
    assert same_time(visit()) == [("Birch", "Room 1")]


def test_a_colleague_has_to_be_free_authorised_and_at_work() -> None:
    assert same_time(visit(), ASH_AWAY, holding(ResourceKind.STAFF, BIRCH, at("11:00"), 30)) == []
    assert same_time(visit(), ASH_AWAY, holding(ResourceKind.STAFF, BIRCH, at("11:15"), 30)) == [
        ("Birch", "Room 1")
    ]
    listed = (Authorisation(1, PICO, ASH, date(2026, 1, 1)),)
    assert same_time(visit(), authorisations=listed) == []
    assert same_time(visit(time="17:30")) == []


def test_a_practitioner_who_is_away_is_replaced_whatever_the_visit_was_off_the_five_minutes() -> None:
    assert same_time(visit(time="10:07")) == [("Birch", "Room 1")]


def test_three_colleagues_are_enough() -> None:
    people = tuple(StaffMember(key, f"P{key}", Role.PRACTITIONER) for key in range(1, 7))
    assert [name for name, _ in same_time(visit(), people=people)] == ["P2", "P3", "P4"]


def test_another_room_is_offered_where_the_room_is_out_of_use_and_the_laser_can_be_carried() -> None:
    flood = away(Whom(room_id=ROOM_1), at("08:00"), at("18:00"), "Flood")
    assert same_time(visit(device_id=CARRIED), flood) == [("Ash", "Room 2")]
    assert same_time(visit(), flood) == []
    rooms = (Room(ROOM_1, "Room 1"), Room(ROOM_2, "Room 2"), Room(13, "Room 3"))
    assert same_time(visit(device_id=CARRIED), flood, rooms=rooms) == [("Ash", "Room 2")]


def test_nobody_can_step_in_for_a_laser_or_a_closed_clinic() -> None:
    for whom in (Whom(device_id=PICO), Whom()):
        closed = away(whom, at("08:00"), at("18:00"))
        hours = replace(clinic().hours, absences=(closed,))
        assert same_time(visit(), closed, hours=hours) == []


def test_a_visit_without_room_or_laser_goes_to_a_colleague_too() -> None:
    call = visit(kind=VisitKind.CALL, room_id=None, device_id=None, clean_up_minutes=0, numbing_minutes=0)
    assert same_time(call) == [("Birch", "")]


def test_a_visit_with_nobody_named_stays_without_where_the_room_changes() -> None:
    flood = away(Whom(room_id=ROOM_1), at("08:00"), at("18:00"))
    assert same_time(visit(practitioner_id=None, device_id=None), flood) == [("", "Room 2")]


def test_no_visit_stays_on_a_day_before_it_is_safe() -> None:
    assert may_keep_time(hit(visit(), SafeDate(SafeWord.SAFE, MONDAY)), ZONE)
    assert not may_keep_time(hit(visit(), SafeDate(SafeWord.SAFE, MONDAY + timedelta(days=1))), ZONE)
    assert not may_keep_time(hit(visit(), SafeDate(SafeWord.REVIEW)), ZONE)


def test_other_times_are_looked_for_from_the_day_of_the_visit_and_not_before_it_is_safe() -> None:
    wish = wish_after(hit(visit()), ASH_AWAY, at("08:00") - timedelta(days=3), ZONE)
    assert (wish.from_at, wish.practitioner_id, wish.device_id) == (at("00:00"), None, PICO)
    assert (wish.minutes, wish.numbing_minutes, wish.clean_up_minutes, wish.patient_id) == (45, 30, 15, PATIENT)
    safe = SafeDate(SafeWord.SAFE, MONDAY + timedelta(days=9))
    assert wish_after(hit(visit(), safe), ASH_AWAY, NOW, ZONE).from_at == at("00:00", safe.from_on or MONDAY)
    past = SafeDate(SafeWord.SAFE, MONDAY - timedelta(days=9))
    assert wish_after(hit(visit(), past), ASH_AWAY, NOW, ZONE).from_at == NOW


def test_a_visit_that_was_given_a_room_keeps_it_unless_that_is_out_of_use() -> None:
    review = hit(visit(kind=VisitKind.REVIEW))
    assert wish_after(review, ASH_AWAY, NOW, ZONE).room_id == ROOM_1
    flood = away(Whom(room_id=ROOM_1), at("08:00"), at("18:00"))
    assert wish_after(review, flood, NOW, ZONE).room_id is None
    assert wish_after(hit(visit()), ASH_AWAY, NOW, ZONE).room_id is None


def test_after_a_long_absence_it_is_looked_on_from_its_end() -> None:
    wish = wish_after(hit(visit()), ASH_AWAY, NOW, ZONE)
    later = wish_when_back(wish, ASH_AWAY)
    assert later is not None
    assert later.from_at == at("18:00")
    assert wish_when_back(replace(wish, from_at=at("18:00")), ASH_AWAY) is None


@pytest.mark.parametrize(
    ("one", "safe", "why"),
    [
        (visit(), FREE, NoOffer.NOTHING_FREE),
        (visit(), SafeDate(SafeWord.REVIEW), NoOffer.AFTER_REVIEW),
        (visit(state=VisitState.ARRIVED), FREE, NoOffer.HERE),
        (visit(tie=ASH_AWAY.entry.entry_id), FREE, NoOffer.TIED),
    ],
)
def test_why_nothing_is_offered_is_said(one: Visit, safe: SafeDate, why: NoOffer) -> None:
    assert planned(hit(one, safe), ()).why_none is why
    assert planned(hit(one, safe), ()).proposal is None
    assert (may_move(hit(one, safe)) is None) is (why is NoOffer.NOTHING_FREE)


def offer(time: str) -> FreeTime:
    return FreeTime(place=replace(visit(time=time).place, practitioner_id=BIRCH), practitioner_name="Birch")


def test_the_first_offer_is_proposed_and_keeps_the_time_or_not() -> None:
    one = planned(hit(visit()), (offer("10:00"), offer("12:00")))
    assert (one.proposal, one.why_none) == (offer("10:00"), None)
    assert [one.keeps_time(each) for each in one.offers] == [True, False]
    plan = AbsencePlan(ASH_AWAY, (one, planned(hit(visit(2)), ())))
    assert plan.proposals == {1: offer("10:00").place}


def test_what_is_proposed_counts_as_held_for_the_next_visit() -> None:
    found = holdings_of_offer(visit(), offer("12:00"))
    kinds = {one.resource.kind: one.span for one in found}
    assert set(kinds) == set(ResourceKind)
    assert kinds[ResourceKind.STAFF] == _utc("12:30", "13:15")
    assert kinds[ResourceKind.ROOM] == _utc("12:00", "13:30")
    assert {one.visit_id for one in found} == {1}


def _utc(start: str, end: str) -> tuple[datetime, datetime]:
    return at(start), at(end)
