"""Calendar files, read back by the library of the field."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from pico_tracker.domain.calendar_out import CalendarVisit
from pico_tracker.domain.words import clean_line
from pico_tracker.exchange.calendar_ics import write_calendar
from tests.faults.hostile import SHORT

LONDON = ZoneInfo("Europe/London")
VISIT = CalendarVisit(
    uid=UUID("0192f0c4-7a52-7000-8000-0123456789ab"),
    starts_at=datetime(2026, 11, 23, 10, 15, tzinfo=LONDON),
    ends_at=datetime(2026, 11, 23, 11, 0, tzinfo=LONDON),
    changed_at=datetime(2026, 11, 1, 8, 30, tzinfo=UTC),
    text="A.N., Session",
)
OWN_PROPERTIES = {
    *("UID", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED"),
    *("SEQUENCE", "STATUS", "TRANSP", "CLASS"),
}
CALENDAR_PROPERTIES = {"PRODID", "VERSION", "NAME", "X-WR-CALNAME"}
INJECTIONS = (
    "x\r\nATTENDEE:mailto:eve@example.com",
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y",
    "x\nBEGIN:VALARM\nACTION:DISPLAY\nEND:VALARM",
    "x\rURL:http://example.com",
    "x\u2028DESCRIPTION:y\u0085LOCATION:z",
    "x\r\n folded;VALUE=DATE:y",
    "END:VCALENDAR",
    "a,b;c:d\\n\\,\\;\\\\e\"f'g",
    "é" * 200,
    "😀" * 100,
    "",
)


def read_back(content: bytes) -> tuple[Calendar, list[Event]]:
    """The one calendar of a file and its events; a property that cannot be read fails the test."""
    (calendar,) = Calendar.from_ical(content, multiple=True)
    assert isinstance(calendar, Calendar)
    assert not calendar.errors
    events = [one for one in calendar.subcomponents if isinstance(one, Event)]
    assert len(events) == len(calendar.subcomponents)
    assert not any(one.errors or one.subcomponents for one in events)
    return calendar, events


def unescaped(text: str) -> str:
    """A text value as RFC 5545 reads it; the library reads the calendar's name as it stands."""
    return text.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")


def assert_nothing_but_ours(content: bytes, text: str) -> None:
    calendar, (event,) = read_back(content)
    assert set(calendar) == CALENDAR_PROPERTIES
    assert set(event) == OWN_PROPERTIES
    assert str(event["SUMMARY"]) == clean_line(text)
    assert len(content.splitlines()) >= 2 + len(CALENDAR_PROPERTIES) + 2 + len(OWN_PROPERTIES)


def test_an_event_says_when_what_and_which_visit_it_is() -> None:
    calendar, (event,) = read_back(write_calendar([VISIT], "Test Clinic"))
    assert str(event["UID"]) == "0192f0c4-7a52-7000-8000-0123456789ab@pico-tracker"
    assert str(event["SUMMARY"]) == "A.N., Session"
    assert event.start == datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
    assert event.end == datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
    assert event.LAST_MODIFIED == event.DTSTAMP == VISIT.changed_at
    assert (event.sequence, str(event["STATUS"]), str(event["TRANSP"])) == (0, "CONFIRMED", "OPAQUE")
    assert str(event["CLASS"]) == "PRIVATE"
    assert str(calendar["NAME"]) == str(calendar["X-WR-CALNAME"]) == "Test Clinic"
    assert str(calendar["PRODID"]) == "-//Pico Tracker//Schedule//EN"
    assert "METHOD" not in calendar


def test_a_second_file_updates_the_event_of_the_first() -> None:
    moved = replace(
        VISIT,
        starts_at=VISIT.starts_at + timedelta(hours=2),
        ends_at=VISIT.ends_at + timedelta(hours=2),
        changed_at=VISIT.changed_at + timedelta(days=1),
        sequence=1,
    )
    (first,), (second,) = (read_back(write_calendar([one], "Test Clinic"))[1] for one in (VISIT, moved))
    assert str(first["UID"]) == str(second["UID"])
    assert (first.sequence, second.sequence) == (0, 1)
    assert second.DTSTAMP > first.DTSTAMP
    assert second.start == datetime(2026, 11, 23, 12, 15, tzinfo=UTC)


def test_a_cancelled_visit_is_told_as_cancelled_and_takes_no_time() -> None:
    _, (event,) = read_back(write_calendar([replace(VISIT, is_cancelled=True)], "Test Clinic"))
    assert (str(event["STATUS"]), str(event["TRANSP"])) == ("CANCELLED", "TRANSPARENT")


@pytest.mark.parametrize(
    ("starts_at", "in_utc"),
    [
        (datetime(2026, 3, 28, 10, 0, tzinfo=LONDON), datetime(2026, 3, 28, 10, 0, tzinfo=UTC)),
        (datetime(2026, 3, 29, 10, 0, tzinfo=LONDON), datetime(2026, 3, 29, 9, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 10, 0, tzinfo=LONDON), datetime(2026, 10, 25, 10, 0, tzinfo=UTC)),
    ],
)
def test_summer_time_is_reckoned_before_the_file_is_written(starts_at: datetime, in_utc: datetime) -> None:
    visit = replace(VISIT, starts_at=starts_at, ends_at=starts_at.astimezone(UTC) + timedelta(minutes=45))
    content = write_calendar([visit], "Test Clinic")
    assert f"DTSTART:{in_utc:%Y%m%dT%H%M%S}Z".encode() in content
    _, (event,) = read_back(content)
    assert event.end - event.start == timedelta(minutes=45)


def test_the_same_visits_give_the_same_bytes() -> None:
    visits = [replace(VISIT, uid=UUID(int=number)) for number in range(3)]
    assert write_calendar(visits, "Test Clinic") == write_calendar(iter(visits), "Test Clinic")


def test_a_calendar_without_visits_is_one_all_the_same() -> None:
    calendar, events = read_back(write_calendar([], "Test Clinic"))
    assert events == []
    assert set(calendar) == CALENDAR_PROPERTIES


@pytest.mark.parametrize("text", [*SHORT.values(), *INJECTIONS])
def test_one_event_in_is_one_event_out_whatever_it_is_called(text: str) -> None:
    assert_nothing_but_ours(write_calendar([replace(VISIT, text=text)], "Test Clinic"), text)


@pytest.mark.parametrize("text", [*SHORT.values(), *INJECTIONS])
def test_the_calendar_may_be_called_anything(text: str) -> None:
    content = write_calendar([VISIT], text)
    assert_nothing_but_ours(content, VISIT.text)
    calendar, _ = read_back(content)
    assert unescaped(str(calendar["NAME"])) == unescaped(str(calendar["X-WR-CALNAME"])) == clean_line(text)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300), st.text(max_size=100))
def test_no_text_makes_an_event_or_a_property_of_its_own(text: str, name: str) -> None:
    content = write_calendar([replace(VISIT, text=text)], name)
    assert_nothing_but_ours(content, text)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\r" in line or b"\n" in line for line in lines)


@settings(deadline=None)
@given(
    st.integers(0, int(datetime(2200, 12, 31, tzinfo=UTC).timestamp())),
    st.sampled_from(["Europe/London", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "Africa/Casablanca"]),
)
def test_a_moment_of_any_zone_comes_back_as_that_moment(seconds: int, zone: str) -> None:
    starts_at = datetime.fromtimestamp(seconds, ZoneInfo(zone))
    ends_at = datetime.fromtimestamp(seconds + 1_800, ZoneInfo(zone))
    _, (event,) = read_back(write_calendar([replace(VISIT, starts_at=starts_at, ends_at=ends_at)], "Test Clinic"))
    assert event.start == datetime.fromtimestamp(seconds, UTC)
    assert event.end == datetime.fromtimestamp(seconds + 1_800, UTC)
