"""Hours on the clinic's clock as real time, with absences, over changes of the clock and midnight."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.opening_hours import (
    Absence,
    AbsenceEntry,
    Opening,
    OpeningHours,
    Whom,
    check_absence,
    check_openings,
    closure_of_day,
    wall,
)
from pico_tracker.domain.spans import in_utc, join_spans

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
LORD_HOWE, KOLKATA = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kolkata")
MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)
PERSON = 7
HOUR = timedelta(hours=1)


def at(day: date, text: str, zone: ZoneInfo = LONDON) -> datetime:
    """A moment as the clinic's clock shows it."""
    hour, minute = text.split(":")
    return datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=zone)


def absence(start: datetime, end: datetime, whom: Whom | None = None, **changes: Any) -> Absence:
    entry = AbsenceEntry(
        entry_id=UUID(int=1),
        whom=whom or Whom(),
        starts_at=start,
        ends_at=end,
        reason=changes.pop("reason", "Training"),
    )
    return Absence(id=1, version=1, entry=entry, name="", **changes)


def hours_of(day: date, opens: int, closes: int, zone: ZoneInfo) -> OpeningHours:
    return OpeningHours(zone, (Opening(day.weekday(), opens * 60, closes * 60),))


def said(hours: OpeningHours, day: date, staff_id: int | None = None) -> list[str]:
    return [f"{start:%H:%M}-{end:%H:%M}" for start, end in hours.stretches(day, staff_id)]


def test_a_new_clinic_is_open_from_monday_to_friday_nine_to_six() -> None:
    hours = OpeningHours(LONDON)
    assert said(hours, MONDAY) == ["09:00-18:00"]
    assert said(hours, SATURDAY) == []


def test_whoever_has_no_own_hours_works_when_the_clinic_is_open() -> None:
    own = {PERSON: (Opening(5, 10 * 60, 14 * 60),)}
    hours = OpeningHours(LONDON, people=own)
    assert said(hours, MONDAY, 8) == ["09:00-18:00"]
    assert said(hours, MONDAY, PERSON) == []
    assert said(hours, SATURDAY, PERSON) == ["10:00-14:00"]


@pytest.mark.parametrize(
    ("zone", "day", "real_hours"),
    [
        (LONDON, date(2027, 3, 28), 2.0),
        (LONDON, date(2026, 10, 25), 4.0),
        (NEW_YORK, date(2027, 3, 14), 2.0),
        (NEW_YORK, date(2026, 11, 1), 4.0),
        (LORD_HOWE, date(2026, 10, 4), 2.5),
        (LORD_HOWE, date(2027, 4, 4), 3.5),
        (KOLKATA, date(2026, 10, 25), 3.0),
    ],
)
def test_one_to_four_is_as_long_as_the_night_makes_it(zone: ZoneInfo, day: date, real_hours: float) -> None:
    ((start, end),) = hours_of(day, 1, 4, zone).stretches(day)
    assert end.astimezone(UTC) - start.astimezone(UTC) == real_hours * HOUR


def test_a_time_that_the_clocks_skip_moves_forward() -> None:
    day = date(2027, 3, 28)
    hours = OpeningHours(LONDON, (Opening(6, 90, 240),))
    assert said(hours, day) == ["02:30-04:00"]


def test_hours_that_end_before_they_begin_on_the_day_of_the_change_are_none() -> None:
    assert said(OpeningHours(LONDON, (Opening(6, 110, 130),)), date(2027, 3, 28)) == []


def test_a_day_may_end_at_midnight_and_go_on_the_next_morning() -> None:
    hours = OpeningHours(LONDON, (Opening(0, 20 * 60, 1440), Opening(1, 0, 120)))
    tuesday = MONDAY + timedelta(days=1)
    ((_, end),) = hours.stretches(MONDAY)
    ((start, _),) = hours.stretches(tuesday)
    assert end == start == at(tuesday, "00:00")


def test_an_absence_takes_its_time_out_and_a_withdrawn_one_does_not() -> None:
    lunch = absence(at(MONDAY, "12:00"), at(MONDAY, "13:30"), Whom(staff_id=PERSON))
    taken_back = absence(at(MONDAY, "09:00"), at(MONDAY, "18:00"), is_withdrawn=True)
    hours = OpeningHours(LONDON, absences=(lunch, taken_back))
    assert said(hours, MONDAY, PERSON) == ["09:00-12:00", "13:30-18:00"]
    assert said(hours, MONDAY) == said(hours, MONDAY, 8) == ["09:00-18:00"]


def test_a_public_holiday_closes_the_clinic_for_everybody_from_midnight_to_midnight() -> None:
    holiday = closure_of_day(date(2027, 3, 28), LONDON, "Easter", UUID(int=3))
    assert (holiday.whom, holiday.reason) == (Whom(), "Easter")
    assert holiday.ends_at.astimezone(UTC) - holiday.starts_at.astimezone(UTC) == 23 * HOUR
    on_record = Absence(id=1, version=1, entry=holiday, name="")
    open_always = tuple(Opening(day, 0, 1440) for day in range(7))
    hours = OpeningHours(LONDON, open_always, absences=(on_record,))
    assert said(hours, date(2027, 3, 28), PERSON) == []
    assert said(hours, date(2027, 3, 29), PERSON) == ["00:00-00:00"]


def test_the_day_book_is_told_why_a_column_takes_no_visit() -> None:
    hours = OpeningHours(
        LONDON,
        absences=(
            absence(at(MONDAY, "08:00"), at(MONDAY, "10:00"), Whom(staff_id=PERSON)),
            absence(at(MONDAY, "09:30"), at(MONDAY, "11:00"), reason="Fire drill"),
            absence(at(MONDAY, "14:00"), at(MONDAY, "15:00"), Whom(room_id=2), reason=""),
        ),
    )

    def shown(whom: Whom) -> list[tuple[str, str, str]]:
        return [
            (f"{one.starts_at:%H:%M}", f"{one.ends_at:%H:%M}", one.reason) for one in hours.closed(MONDAY, whom)
        ]

    assert shown(Whom(staff_id=PERSON)) == [
        ("00:00", "08:00", ""),
        ("08:00", "10:00", "Training"),
        ("10:00", "11:00", "Fire drill"),
        ("18:00", "00:00", ""),
    ]
    assert shown(Whom(room_id=2)) == [
        ("00:00", "09:00", ""),
        ("09:30", "11:00", "Fire drill"),
        ("14:00", "15:00", "Out of use"),
        ("18:00", "00:00", ""),
    ]
    assert [one[2] for one in shown(Whom(device_id=4))] == ["", "Fire drill", ""]


@pytest.mark.parametrize(
    ("whom", "why"),
    [
        (Whom(), "Closed"),
        (Whom(staff_id=PERSON), "Away"),
        (Whom(room_id=1), "Out of use"),
        (Whom(device_id=1), "Out of use"),
    ],
)
def test_an_absence_without_a_reason_says_what_it_is(whom: Whom, why: str) -> None:
    assert absence(at(MONDAY, "09:00"), at(MONDAY, "10:00"), whom, reason="").why == why


ZONES = st.sampled_from((LONDON, NEW_YORK, LORD_HOWE, KOLKATA))
MINUTES = st.integers(0, 1440)
NIGHTS = st.sampled_from(
    (
        date(2027, 3, 28),
        date(2026, 10, 25),
        date(2027, 3, 14),
        date(2026, 11, 1),
        date(2026, 10, 4),
        date(2027, 4, 4),
    )
)


@given(
    ZONES,
    NIGHTS,
    st.lists(st.tuples(MINUTES, MINUTES), max_size=3),
    st.lists(st.tuples(MINUTES, MINUTES), max_size=3),
)
def test_open_and_closed_together_are_the_whole_day_once(
    zone: ZoneInfo, day: date, opened: list[tuple[int, int]], away: list[tuple[int, int]]
) -> None:
    clinic = tuple(Opening(day.weekday(), one, other) for one, other in opened)
    absences = tuple(absence(wall(day, one, zone), wall(day, other, zone)) for one, other in away)
    hours = OpeningHours(zone, clinic, absences=absences)
    parts = [in_utc(span) for span in hours.stretches(day)]
    parts += [in_utc((one.starts_at, one.ends_at)) for one in hours.closed(day, Whom())]
    whole = (wall(day, 0, zone), wall(day, 1440, zone))
    assert join_spans(parts) == (whole,)
    assert sum((end - start for start, end in parts), timedelta()) == whole[1] - whole[0]


@pytest.mark.parametrize(
    ("openings", "fields"),
    [
        ([Opening(0, 540, 780), Opening(0, 780, 1080), Opening(1, 540, 1440)], []),
        ([Opening(2, 540, 540)], ["openings.2"]),
        ([Opening(2, 1080, 540)], ["openings.2"]),
        ([Opening(2, -5, 540)], ["openings.2"]),
        ([Opening(2, 540, 1441)], ["openings.2"]),
        ([Opening(7, 540, 600)], ["openings.7"]),
        ([Opening(4, 700, 900), Opening(4, 540, 780)], ["openings.4"]),
    ],
)
def test_hours_lie_within_a_day_and_do_not_overlap(openings: list[Opening], fields: list[str]) -> None:
    assert [one.field for one in check_openings(openings)] == fields


def test_an_absence_ends_after_it_starts_is_of_one_and_no_longer_than_two_years() -> None:
    start = at(MONDAY, "09:00")

    def found(end: datetime, whom: Whom, reason: str = "") -> list[str]:
        entry = AbsenceEntry(entry_id=UUID(int=1), whom=whom, starts_at=start, ends_at=end, reason=reason)
        return [one.code for one in check_absence(entry)]

    assert found(start + HOUR, Whom(staff_id=1), "x" * 200) == []
    assert found(start, Whom()) == ["absence.order"]
    assert found(start + timedelta(days=733), Whom()) == ["absence.length"]
    assert found(start + HOUR, Whom(staff_id=1, room_id=2)) == ["absence.whom"]
    assert found(start + HOUR, Whom(), "x" * 201) == ["absence.reason"]
