"""Free times: nothing held twice, within everybody's hours, and none earlier is missed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pico_tracker.domain.bookings import BookingFacts, Holding, ResourceKind, gather_held
from pico_tracker.domain.diary import Place, VisitKind
from pico_tracker.domain.free_times import STEP, FreeTime, FreeTimeWish, find_free_times
from pico_tracker.domain.opening_hours import Absence, AbsenceEntry, Opening, OpeningHours, Whom, wall
from pico_tracker.domain.people import Role, StaffMember
from pico_tracker.domain.place_conflicts import check_place_against
from pico_tracker.domain.rooms import Room
from pico_tracker.domain.upkeep import Authorisation
from tests.domain.desk_facts import (
    ASH,
    BIRCH,
    CARRIED,
    MONDAY,
    OFFICE,
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

STAFF, ROOM, DEVICE = ResourceKind.STAFF, ResourceKind.ROOM, ResourceKind.DEVICE
FRIDAY, NEXT_MONDAY = date(2026, 11, 27), date(2026, 11, 30)
MINUTE = timedelta(minutes=1)


def wish(**changes: Any) -> FreeTimeWish:
    values: dict[str, Any] = {"kind": VisitKind.SESSION, "minutes": 30, "from_at": at("09:00")}
    return FreeTimeWish(**{**values, **changes})


def offers(
    *held: Holding, facts: BookingFacts | None = None, limit: int = 6, **changes: Any
) -> tuple[FreeTime, ...]:
    return find_free_times(facts or clinic(), wish(**changes), gather_held(held), limit)


def times(found: Sequence[FreeTime]) -> list[str]:
    return [f"{one.place.starts_at:%a %H:%M} {one.practitioner_name}" for one in found]


def test_an_empty_day_book_offers_three_of_each_day_in_order_of_time_and_name() -> None:
    found = offers()
    assert times(found) == [
        "Mon 09:00 Ash",
        "Mon 09:00 Birch",
        "Mon 09:15 Ash",
        "Tue 09:00 Ash",
        "Tue 09:00 Birch",
        "Tue 09:15 Ash",
    ]
    assert {(one.room_name, one.device_name) for one in found} == {("Room 1", "")}


def test_a_wish_for_one_day_is_met_by_that_day_alone() -> None:
    found = offers(until_at=at("18:00"), practitioner_id=ASH)
    assert times(found) == [f"Mon {time} Ash" for time in ("09:00", "09:15", "09:30", "09:45", "10:00", "10:15")]


def test_no_more_than_asked_for_are_offered() -> None:
    assert len(offers(limit=2)) == 2
    assert offers(limit=0) == ()


def test_right_after_another_visit_is_offered_although_it_is_no_quarter_hour() -> None:
    found = offers(holding(STAFF, ASH, at("09:00"), 68), practitioner_id=ASH, limit=3)
    assert times(found) == ["Mon 10:10 Ash", "Mon 10:15 Ash", "Mon 10:30 Ash"]


def test_numbing_may_run_while_the_practitioner_treats_somebody_else() -> None:
    found = offers(holding(STAFF, ASH, at("09:00"), 30), practitioner_id=ASH, numbing_minutes=30, limit=1)
    assert times(found) == ["Mon 09:00 Ash"]
    assert found[0].place == Place(
        starts_at=at("09:00"), minutes=30, numbing_minutes=30, practitioner_id=ASH, room_id=ROOM_1
    )


def test_a_laser_is_used_in_its_room_and_by_those_who_may() -> None:
    facts = clinic(authorisations=(Authorisation(1, PICO, BIRCH, date(2026, 11, 24)),))
    found = offers(facts=facts, device_id=PICO, limit=1)
    assert times(found) == ["Tue 09:00 Birch"]
    assert (found[0].room_name, found[0].device_name) == ("Room 1", "Pico")
    assert times(offers(facts=facts, device_id=PICO, kind=VisitKind.REVIEW, limit=1)) == ["Mon 09:00 Ash"]


def test_a_laser_that_stands_elsewhere_is_in_no_other_room() -> None:
    assert offers(device_id=PICO, room_id=ROOM_2) == ()
    assert offers(device_id=CARRIED, room_id=ROOM_2, limit=1)[0].room_name == "Room 2"
    assert offers(device_id=CARRIED, limit=1)[0].room_name == "Room 1"
    assert offers(device_id=99) == ()


def test_another_room_is_offered_while_the_first_one_is_taken() -> None:
    found = offers(holding(ROOM, ROOM_1, at("09:00"), 60), limit=1)
    assert found[0].room_name == "Room 2"
    assert times(offers(holding(ROOM, ROOM_1, at("09:00"), 60), room_id=ROOM_1, limit=1)) == ["Mon 10:00 Ash"]


def test_a_laser_in_use_is_waited_for() -> None:
    assert times(offers(holding(DEVICE, PICO, at("09:00"), 45), device_id=PICO, limit=1)) == ["Mon 09:45 Ash"]


def test_who_is_not_there_is_not_offered() -> None:
    absences = (
        away(Whom(staff_id=ASH), at("09:00"), at("17:00", FRIDAY)),
        away(Whom(room_id=ROOM_1), at("09:00"), at("10:00")),
        away(Whom(), at("10:00"), at("11:00")),
        away(Whom(device_id=PICO), at("11:00"), at("12:00")),
    )
    found = offers(facts=clinic(hours=OpeningHours(ZONE, absences=absences)), device_id=PICO, limit=1)
    assert times(found) == ["Mon 12:00 Birch"]


def test_consultations_take_no_room_unless_one_is_asked_for_or_cleaned() -> None:
    for kind in (VisitKind.CONSULTATION, VisitKind.REVIEW, VisitKind.CALL):
        assert offers(kind=kind, limit=1)[0].place.room_id is None
    assert offers(kind=VisitKind.REVIEW, room_id=ROOM_2, limit=1)[0].room_name == "Room 2"
    assert offers(kind=VisitKind.REVIEW, clean_up_minutes=10, limit=1)[0].room_name == "Room 1"


def test_a_clinic_without_rooms_books_without_and_cleans_none() -> None:
    (offer,) = offers(facts=clinic(rooms=(), stands_in={}), clean_up_minutes=15, limit=1)
    assert (offer.place.room_id, offer.place.clean_up_minutes) == (None, 0)


def test_the_room_is_clean_before_the_next_patient_comes() -> None:
    assert times(offers(holding(ROOM, ROOM_1, at("09:40"), 60), room_id=ROOM_1, clean_up_minutes=15, limit=1)) == [
        "Mon 10:40 Ash"
    ]


def test_an_administrator_is_offered_where_nobody_else_treats_or_when_asked_for() -> None:
    facts = clinic(people=(StaffMember(OFFICE, "Office", Role.ADMINISTRATOR),))
    assert times(offers(facts=facts, limit=1)) == ["Mon 09:00 Office"]
    assert times(offers(practitioner_id=OFFICE, limit=1)) == ["Mon 09:00 Office"]
    assert offers(practitioner_id=99) == ()


def test_preferred_days_and_hours_are_kept_to() -> None:
    found = offers(weekdays=0b10000, from_minute=16 * 60, to_minute=17 * 60, practitioner_id=ASH, limit=4)
    assert times(found) == ["Fri 16:00 Ash", "Fri 16:15 Ash", "Fri 16:30 Ash", "Fri 16:00 Ash"]


def test_a_patient_is_not_booked_over_their_own_other_visit() -> None:
    other = holding(ResourceKind.PATIENT, PATIENT, at("09:00"), 90)
    assert times(offers(other, patient_id=PATIENT, limit=1)) == ["Mon 10:30 Ash"]
    assert times(offers(other, limit=1)) == ["Mon 09:00 Ash"]


def test_a_full_clinic_offers_nothing_within_the_horizon() -> None:
    hours = OpeningHours(ZONE, absences=(away(Whom(), at("00:00"), at("00:00", date(2027, 6, 1))),))
    assert offers(facts=clinic(hours=hours)) == ()


def test_a_search_goes_no_further_than_its_horizon() -> None:
    hours = OpeningHours(ZONE, absences=(away(Whom(), at("00:00"), at("00:00", date(2027, 3, 20))),))
    late = at("18:00", date(2027, 12, 1))
    assert times(offers(facts=clinic(hours=hours), until_at=late, limit=1)) == ["Mon 09:00 Ash"]
    later = OpeningHours(ZONE, absences=(away(Whom(), at("00:00"), at("00:00", date(2027, 3, 25))),))
    assert offers(facts=clinic(hours=later), until_at=late, limit=1) == ()


def test_a_night_clinic_offers_visits_over_midnight_and_on_the_night_the_clock_goes_back() -> None:
    hours = OpeningHours(ZONE, (Opening(5, 23 * 60, 1440), Opening(6, 0, 4 * 60)))
    night = clinic(hours=hours)
    before_change = datetime(2026, 10, 24, 23, 0, tzinfo=ZONE)
    found = offers(facts=night, from_at=before_change, minutes=360, limit=9, practitioner_id=ASH)
    assert times(found) == ["Sat 23:00 Ash"], "six hours fit into that night and into no other"
    assert found[0].place.ends_at == datetime(2026, 10, 25, 4, 0, tzinfo=ZONE)


def test_nothing_is_offered_after_the_patient_has_to_leave() -> None:
    found = offers(until_at=at("09:40"), practitioner_id=ASH)
    assert times(found) == ["Mon 09:00 Ash"]


# What follows knows nothing of spans: it tries every five minutes and looks at each holding in turn.

DAYS = st.sampled_from((date(2026, 10, 24), MONDAY, date(2027, 3, 27)))
KEYS = st.sampled_from(((STAFF, ASH), (STAFF, BIRCH), (ROOM, ROOM_1), (ROOM, ROOM_2), (DEVICE, CARRIED)))
WHOM = st.sampled_from(
    (Whom(), Whom(staff_id=ASH), Whom(room_id=ROOM_1), Whom(room_id=ROOM_2), Whom(device_id=CARRIED))
)


@st.composite
def holdings(draw: st.DrawFn, day: date) -> list[Holding]:
    """A day on which hardly anything is left, some of it an exact fit."""
    exact = st.integers(100, 240).map(lambda count: count * 5)
    minute = st.one_of(exact, exact, st.integers(500, 1200))
    length = st.one_of(st.sampled_from((30, 45, 60, 90, 120, 180)), st.integers(10, 100))
    made = draw(st.lists(st.tuples(KEYS, minute, length), min_size=8, max_size=40))
    return [
        holding(*key, wall(day, minute, ZONE), length, visit_id=number)
        for number, (key, minute, length) in enumerate(made)
    ]


@st.composite
def open_hours(draw: st.DrawFn) -> tuple[Opening, ...]:
    """Hours that neither begin nor end in the night of a change, which a clock on the wall tells twice."""
    made = []
    for weekday in range(7):
        opens = draw(st.sampled_from((0, 300, 540, 600)))
        closes = draw(st.sampled_from((720, 1080, 1440)))
        if draw(st.booleans()):
            made.append(Opening(weekday, opens, closes))
    return tuple(made) or (Opening(0, 540, 1080),)


@st.composite
def clinics(draw: st.DrawFn, day: date) -> BookingFacts:
    people = {ASH: draw(open_hours())} if draw(st.booleans()) else {}
    absences = [
        Absence(
            id=1,
            version=1,
            name="",
            entry=AbsenceEntry(
                entry_id=UUID(int=1),
                whom=whom,
                starts_at=wall(day, minute, ZONE),
                ends_at=wall(day, minute + length, ZONE),
            ),
        )
        for whom, minute, length in draw(
            st.lists(st.tuples(WHOM, st.integers(0, 2000), st.integers(200, 900)), max_size=2)
        )
    ]
    hours = OpeningHours(ZONE, draw(open_hours()), people, tuple(absences))
    return clinic(hours=hours, stands_in=draw(st.sampled_from(({}, {CARRIED: ROOM_2}))))


@st.composite
def wishes(draw: st.DrawFn, day: date) -> FreeTimeWish:
    start = wall(day, draw(st.integers(480, 900)), ZONE)
    return wish(
        kind=draw(st.sampled_from((VisitKind.SESSION, VisitKind.REVIEW))),
        minutes=draw(st.sampled_from((15, 30, 55))),
        numbing_minutes=draw(st.sampled_from((0, 20))),
        clean_up_minutes=draw(st.sampled_from((0, 10))),
        practitioner_id=draw(st.sampled_from((None, ASH))),
        device_id=draw(st.sampled_from((None, CARRIED))),
        from_at=start,
        until_at=start + timedelta(minutes=draw(st.sampled_from((60, 120, 300, 2 * 1440)))),
        from_minute=draw(st.sampled_from((0, 600))),
        to_minute=draw(st.sampled_from((1440, 900))),
    )


def is_open(hours: OpeningHours, moment: datetime, staff_id: int | None) -> bool:
    """Whether a clock on the wall shows opening hours at a moment."""
    shown = moment.astimezone(ZONE)
    week = hours.people.get(staff_id or 0) or hours.clinic
    minute = shown.hour * 60 + shown.minute
    return any(one.weekday == shown.weekday() and one.opens <= minute < one.closes for one in week)


def steps(start: datetime, minutes: int) -> list[datetime]:
    return [start + count * STEP for count in range(minutes // 5)]


def is_possible(
    facts: BookingFacts,
    asked: FreeTimeWish,
    held: Sequence[Holding],
    start: datetime,
    person: int,
    room: int | None,
) -> bool:
    place = Place(
        starts_at=start,
        minutes=asked.minutes,
        numbing_minutes=asked.numbing_minutes,
        clean_up_minutes=asked.clean_up_minutes if room else 0,
        practitioner_id=person,
        room_id=room,
        device_id=asked.device_id,
    )
    hours = facts.hours
    stay = asked.numbing_minutes + asked.minutes + place.clean_up_minutes
    let_in = (is_open(hours, one, None) or is_open(hours, one, person) for one in steps(start, stay))
    works = (is_open(hours, one, person) for one in steps(place.treated_from, asked.minutes))
    closed = any(
        one.entry.whom.is_clinic and one.entry.starts_at < place.free_from and start < one.entry.ends_at
        for one in hours.absences
    )
    arrives, day = start.astimezone(ZONE), start.astimezone(ZONE).date()
    in_window = arrives.hour * 60 + arrives.minute >= asked.from_minute and place.ends_at <= (
        asked.until_at or start
    )
    if asked.to_minute < 1440:
        in_window = in_window and place.ends_at <= wall(day, asked.to_minute, ZONE)
    stops = [one for one in check_place_against(facts, place, None, asked.kind, held) if one.level == 3]
    return in_window and not closed and all(let_in) and all(works) and not stops


def earliest(facts: BookingFacts, asked: FreeTimeWish, held: Sequence[Holding]) -> tuple[datetime, str] | None:
    people = {ASH: "Ash"} if asked.practitioner_id else {ASH: "Ash", BIRCH: "Birch"}
    needs_room = asked.kind is VisitKind.SESSION or asked.clean_up_minutes or facts.stands_in
    rooms: tuple[int | None, ...] = (ROOM_1, ROOM_2) if needs_room else (None,)
    if asked.kind is VisitKind.REVIEW and not asked.clean_up_minutes and asked.device_id is None:
        rooms = (None,)
    start = asked.from_at.replace(minute=0)
    while start < (asked.until_at or start):
        for person, name in people.items() if start >= asked.from_at else ():
            if any(is_possible(facts, asked, held, start, person, room) for room in rooms):
                return start, name
        start += STEP
    return None


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_first_offer_is_the_earliest_there_is_and_every_offer_is_free(data: st.DataObject) -> None:
    day = data.draw(DAYS)
    facts, asked, held = data.draw(clinics(day)), data.draw(wishes(day)), data.draw(holdings(day))
    found = find_free_times(facts, asked, gather_held(held), 8)
    first = earliest(facts, asked, held)
    assert (None if first is None else (first[0], first[1])) == (
        (found[0].place.starts_at.astimezone(UTC), found[0].practitioner_name) if found else None
    )
    for one in found:
        place = replace(one.place, starts_at=one.place.starts_at.astimezone(UTC))
        assert is_possible(facts, asked, held, place.starts_at, place.practitioner_id or 0, place.room_id)
        assert check_place_against(facts, one.place, None, asked.kind, held) == ()
    assert [one.place.starts_at.astimezone(UTC) for one in found] == sorted(
        one.place.starts_at.astimezone(UTC) for one in found
    )


@pytest.mark.parametrize("zone_minutes", [0, 5])
def test_starts_stand_on_the_clocks_five_minutes(zone_minutes: int) -> None:
    found = offers(from_at=at("09:01") + zone_minutes * MINUTE, practitioner_id=ASH, limit=2)
    assert times(found) == [f"Mon 09:{5 + zone_minutes:02} Ash", "Mon 09:15 Ash"]


def test_rooms_are_taken_in_the_order_the_clinic_lists_them() -> None:
    facts = clinic(rooms=(Room(ROOM_2, "Annexe"), Room(ROOM_1, "Room 1")))
    assert offers(facts=facts, limit=1)[0].room_name == "Annexe"
