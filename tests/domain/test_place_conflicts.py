"""What is said of a place that somebody chose: held, away, apart, not allowed, outside hours."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pico_tracker.domain.bookings import BookingFacts, Holding, ResourceKind
from pico_tracker.domain.diary import Place, VisitKind
from pico_tracker.domain.findings import Findings, Level
from pico_tracker.domain.opening_hours import Opening, OpeningHours, Whom
from pico_tracker.domain.place_conflicts import check_place_against
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

PLACE = Place(
    starts_at=at("10:00"),
    minutes=30,
    numbing_minutes=30,
    clean_up_minutes=15,
    practitioner_id=ASH,
    room_id=ROOM_1,
    device_id=PICO,
)
"""Numbing 10:00, treatment 10:30, clean-up 11:00 to 11:15."""


def found(
    *held: Holding, facts: BookingFacts | None = None, kind: VisitKind = VisitKind.SESSION, **changes: Any
) -> Findings:
    place = replace(PLACE, **changes)
    return check_place_against(facts or clinic(), place, PATIENT, kind, held)


def said(findings: Findings) -> list[str]:
    return [str(one.sentence) for one in findings]


def test_nothing_speaks_against_a_free_place_in_opening_hours() -> None:
    assert found() == ()


@pytest.mark.parametrize(
    ("kind", "key", "field", "words"),
    [
        (ResourceKind.PATIENT, PATIENT, "patient_id", "The patient has another visit 10:45 to 11:10."),
        (ResourceKind.STAFF, ASH, "practitioner_id", "Ash is with another patient 10:45 to 11:10."),
        (ResourceKind.ROOM, ROOM_1, "room_id", "Room 1 is taken 10:45 to 11:10."),
        (ResourceKind.DEVICE, PICO, "device_id", "Pico is in use 10:45 to 11:10."),
    ],
)
def test_what_another_visit_holds_is_named_without_its_patient(
    kind: ResourceKind, key: int, field: str, words: str
) -> None:
    (finding,) = found(holding(kind, key, at("10:45"), 25))
    assert (str(finding.sentence), finding.field, finding.level) == (words, field, Level.STOP)
    assert finding.code == "place.held"


@pytest.mark.parametrize(
    ("kind", "key", "start", "is_taken"),
    [
        (ResourceKind.STAFF, ASH, "10:25", False),
        (ResourceKind.STAFF, ASH, "10:26", True),
        (ResourceKind.DEVICE, PICO, "10:25", False),
        (ResourceKind.ROOM, ROOM_1, "10:25", True),
        (ResourceKind.ROOM, ROOM_1, "11:10", True),
        (ResourceKind.ROOM, ROOM_1, "11:15", False),
        (ResourceKind.PATIENT, PATIENT, "10:25", True),
        (ResourceKind.PATIENT, PATIENT, "11:00", False),
    ],
)
def test_each_part_of_a_visit_holds_its_own(kind: ResourceKind, key: int, start: str, is_taken: bool) -> None:
    """Numbing needs no practitioner and no laser, clean-up no patient."""
    assert bool(found(holding(kind, key, at(start), 5))) == is_taken


def test_the_parts_of_one_visit_are_one_stretch_and_two_visits_are_two() -> None:
    first = (
        holding(ResourceKind.ROOM, ROOM_1, at("09:30"), 30),
        holding(ResourceKind.ROOM, ROOM_1, at("10:00"), 30),
    )
    second = holding(ResourceKind.ROOM, ROOM_1, at("10:30"), 30, visit_id=2)
    assert said(found(second, *first)) == ["Room 1 is taken 09:30 to 10:30.", "Room 1 is taken 10:30 to 11:00."]


@pytest.mark.parametrize(
    ("whom", "reason", "words", "field"),
    [
        (Whom(staff_id=ASH), "", "Ash is away at this time.", "practitioner_id"),
        (Whom(staff_id=ASH), "Training", "Ash is away at this time (Training).", "practitioner_id"),
        (Whom(room_id=ROOM_1), "Paint", "Room 1 is out of use at this time (Paint).", "room_id"),
        (Whom(device_id=PICO), "Service", "Pico is out of use at this time (Service).", "device_id"),
        (Whom(), "Easter", "The clinic is closed at this time (Easter).", "starts_at"),
        (Whom(), "", "The clinic is closed at this time.", "starts_at"),
    ],
)
def test_who_or_what_is_away_stops_a_booking(whom: Whom, reason: str, words: str, field: str) -> None:
    hours = OpeningHours(ZONE, absences=(away(whom, at("10:45"), at("12:00"), reason),))
    (finding,) = found(facts=clinic(hours=hours))
    assert (str(finding.sentence), finding.field) == (words, field)
    assert (finding.level, finding.code) == (Level.STOP, "place.away")


@pytest.mark.parametrize(
    "absence",
    [
        away(Whom(staff_id=ASH), at("09:00"), at("10:30")),
        away(Whom(staff_id=BIRCH), at("09:00"), at("18:00")),
        away(Whom(), at("11:00"), at("18:00")),
        replace(away(Whom(), at("09:00"), at("18:00")), is_withdrawn=True),
    ],
)
def test_an_absence_of_another_time_or_of_somebody_else_stops_nothing(absence: Any) -> None:
    assert found(facts=clinic(hours=OpeningHours(ZONE, absences=(absence,)))) == ()


@pytest.mark.parametrize("room_id", [ROOM_2, None])
def test_a_laser_that_stands_in_a_room_is_not_used_elsewhere(room_id: int | None) -> None:
    (finding,) = found(room_id=room_id, clean_up_minutes=0)
    assert (str(finding.sentence), finding.code) == ("Pico stands in Room 1. Choose that room.", "place.room")
    assert finding.level is Level.STOP


def test_a_laser_that_is_carried_can_be_used_anywhere() -> None:
    assert found(room_id=ROOM_2, device_id=CARRIED) == ()


def test_once_a_list_is_kept_only_people_on_it_treat_with_a_laser() -> None:
    given = Authorisation(1, PICO, BIRCH, date(2026, 1, 1))
    facts = clinic(authorisations=(given, Authorisation(2, CARRIED, ASH, date(2026, 1, 1))))
    (finding,) = found(facts=facts)
    assert str(finding.sentence) == "Ash is not among the people authorised for Pico."
    assert (finding.field, finding.level, finding.code) == ("practitioner_id", Level.STOP, "place.authorised")
    assert found(facts=facts, practitioner_id=BIRCH) == ()
    assert found(facts=facts, kind=VisitKind.CONSULTATION) == ()
    assert found(facts=facts, practitioner_id=None) == ()


def test_a_list_that_everybody_was_taken_off_authorises_nobody() -> None:
    ended = Authorisation(1, PICO, ASH, date(2026, 1, 1), MONDAY)
    assert [one.code for one in found(facts=clinic(authorisations=(ended,)))] == ["place.authorised"]


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("08:45", []),
        ("08:15", ["Ash does not work for the whole of this time."]),
        ("17:15", ["Ash does not work for the whole of this time."]),
        ("17:00", []),
    ],
)
def test_outside_somebodys_hours_is_a_caution(start: str, words: list[str]) -> None:
    """Ash works until six; the clinic is open from eight."""
    hours = OpeningHours(
        ZONE,
        clinic=(Opening(0, 8 * 60, 18 * 60),),
        people={ASH: (Opening(0, 9 * 60, 18 * 60),)},
    )
    findings = found(facts=clinic(hours=hours), starts_at=at(start))
    assert said(findings) == words
    assert all((one.level, one.code) == (Level.CAUTION, "place.hours") for one in findings)


@pytest.mark.parametrize("practitioner_id", [ASH, None])
def test_a_patient_who_comes_before_the_door_opens_is_a_caution(practitioner_id: int | None) -> None:
    findings = found(starts_at=at("08:45"), practitioner_id=practitioner_id)
    assert said(findings) == ["The clinic is not open for the whole of this visit."]
    assert [one.level for one in findings] == [Level.CAUTION]


def test_whoever_works_when_the_clinic_is_closed_opens_it_for_their_patients() -> None:
    hours = OpeningHours(ZONE, people={ASH: (Opening(5, 9 * 60, 12 * 60),)})
    saturday = at("09:00", date(2026, 11, 28))
    assert found(facts=clinic(hours=hours), starts_at=saturday) == ()
    assert said(found(facts=clinic(hours=hours), starts_at=saturday, practitioner_id=BIRCH)) == [
        "Birch does not work for the whole of this time."
    ]


def test_a_visit_may_go_on_past_midnight_where_the_clinic_does() -> None:
    hours = OpeningHours(ZONE, (Opening(0, 20 * 60, 1440), Opening(1, 0, 120)))
    assert found(facts=clinic(hours=hours), starts_at=at("23:30")) == ()


def test_what_has_left_the_clinic_cannot_be_booked() -> None:
    facts = clinic(people=(), rooms=(), devices={}, stands_in={})
    findings = found(facts=facts)
    assert said(findings) == [
        "Choose a practitioner who works here.",
        "Choose a room that is in use.",
        "Choose a laser that is in service.",
    ]
    assert {one.code for one in findings} == {"place.gone"}
