"""Calendar files of the clinic and of a practitioner, on both engines."""

import stat
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Event

from pico_tracker.db.models import OccupancyRow, VisitRow
from pico_tracker.domain.calendar_out import CalendarDetail, CalendarWish
from pico_tracker.domain.diary import VisitPart, VisitState
from pico_tracker.domain.errors import FileTrouble, Refused
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.services.calendars import export_calendar, save_calendar
from pico_tracker.services.context import Context
from pico_tracker.services.patients import add_patient, edit_patient, read_patient
from pico_tracker.services.people import add_staff
from tests.builders import TODAY, Bench
from tests.faults.hostile import SHORT

WISH = CalendarWish(None, TODAY, TODAY + timedelta(days=27))


@pytest.fixture
def patient_id(bench: Bench) -> int:
    return add_patient(bench.reception, bench.patient()).value


def book(bench: Bench, patient_id: int, days: int, **changes: Any) -> int:
    """Put a review of 45 minutes at 10:15 in the clinic on record, with the practitioner."""
    starts_at = datetime.combine(TODAY + timedelta(days=days), time(10, 15), bench.reception.zone)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45)}
    staff_id = changes.pop("staff_id", bench.practitioner.operator.id)
    visit = {"patient_id": patient_id, "kind": "review", "state": "booked", "note": "", **times, **changes}
    with bench.database.change(bench.reception.actor()) as work:
        row = work.add(VisitRow(entry_id=bench.mint(), created_at=work.at, **visit))
        if staff_id is not None:
            held = {"starts_at": row.starts_at, "ends_at": row.ends_at, "staff_id": staff_id}
            work.add(OccupancyRow(visit_id=row.id, part=VisitPart.TREATMENT.value, **held))
        return row.id


def move(bench: Bench, visit_id: int, **changes: Any) -> None:
    """Change a visit on record, one version up."""
    with bench.database.change(bench.reception.actor()) as work:
        row = work.take(VisitRow, visit_id, seen_version=1)
        for name, value in changes.items():
            setattr(row, name, value)


def events(context: Context, wish: CalendarWish = WISH) -> list[Event]:
    calendar = Calendar.from_ical(export_calendar(context, wish))
    assert isinstance(calendar, Calendar)
    return calendar.events


def called(context: Context, wish: CalendarWish = WISH) -> list[str]:
    return [str(event["SUMMARY"]) for event in events(context, wish)]


def refusal(context: Context, wish: CalendarWish) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        export_calendar(context, wish)
    (finding,) = refused.value.findings
    return finding.field, str(finding.sentence)


def test_the_clinics_calendar_has_each_visit_once_in_order_of_time(bench: Bench, patient_id: int) -> None:
    for days in (9, 2):
        book(bench, patient_id, days)
    found = events(bench.reception)
    assert [str(event["SUMMARY"]) for event in found] == ["A.N., Review", "A.N., Review"]
    starts = [datetime.combine(TODAY + timedelta(days=days), time(10, 15), UTC) for days in (2, 9)]
    assert [event.start for event in found] == starts
    assert [event.end for event in found] == [one + timedelta(minutes=45) for one in starts]


def test_names_leave_only_where_that_was_chosen(bench: Bench, patient_id: int) -> None:
    book(bench, patient_id, 2, note="Red spot.")
    content = export_calendar(bench.reception, WISH)
    assert b"Amara" not in content
    assert b"Nwosu" not in content
    assert b"Red spot" not in content
    assert called(bench.reception, replace(WISH, detail=CalendarDetail.NAMES)) == ["Amara Nwosu, Review"]


def test_a_practitioners_calendar_has_their_visits_and_says_whose_it_is(bench: Bench, patient_id: int) -> None:
    colleague = add_staff(bench.administrator, StaffEntry("Second", Role.PRACTITIONER)).value
    book(bench, patient_id, 2)
    book(bench, patient_id, 3, staff_id=colleague, kind="call")
    book(bench, patient_id, 4, staff_id=None, kind="consultation")
    wish = replace(WISH, staff_id=colleague)
    assert called(bench.reception, wish) == ["A.N., Call"]
    assert called(bench.reception, replace(WISH, staff_id=bench.practitioner.operator.id)) == ["A.N., Review"]
    assert len(called(bench.reception)) == 3
    assert b"X-WR-CALNAME:Second\\, Test Clinic\r\n" in export_calendar(bench.reception, wish)
    assert b"X-WR-CALNAME:Test Clinic\r\n" in export_calendar(bench.reception, WISH)


def test_the_first_and_the_last_day_are_whole_days_of_the_clinic(bench: Bench, patient_id: int) -> None:
    zone = bench.reception.zone
    first, last = date(2027, 3, 28), date(2027, 10, 31)
    moments = (
        datetime(2027, 3, 27, 23, 55, tzinfo=zone),
        datetime(2027, 3, 28, 0, 0, tzinfo=zone),
        datetime(2027, 10, 31, 23, 55, tzinfo=zone),
        datetime(2027, 11, 1, 0, 0, tzinfo=zone),
    )
    for moment in moments:
        book(bench, patient_id, 0, starts_at=moment, ends_at=moment.astimezone(UTC) + timedelta(minutes=5))
    found = events(bench.reception, CalendarWish(None, first, last))
    assert [event.start for event in found] == [moment.astimezone(UTC) for moment in moments[1:3]]


def test_a_second_file_carries_the_same_identifiers_and_is_the_same_bytes(bench: Bench, patient_id: int) -> None:
    book(bench, patient_id, 2)
    before = export_calendar(bench.reception, WISH)
    bench.clock.pass_days(1)
    assert export_calendar(bench.practitioner, WISH) == before


def test_a_cancelled_visit_stays_in_the_file_newer_than_it_was(bench: Bench, patient_id: int) -> None:
    visit_id = book(bench, patient_id, 2)
    (before,) = events(bench.reception)
    bench.clock.moment += timedelta(hours=1)
    move(bench, visit_id, state=VisitState.CANCELLED.value)
    for staff_id in (None, bench.practitioner.operator.id):
        (after,) = events(bench.reception, replace(WISH, staff_id=staff_id))
        assert str(after["UID"]) == str(before["UID"])
        assert (str(after["STATUS"]), str(after["SUMMARY"])) == ("CANCELLED", "Cancelled: A.N., Review")
        assert (before.sequence, after.sequence) == (0, 1)
        later = after.DTSTAMP - before.DTSTAMP
        assert later == timedelta(hours=1)
        assert after.LAST_MODIFIED == after.DTSTAMP


def test_a_moved_visit_is_a_revision_of_the_same_event(bench: Bench, patient_id: int) -> None:
    visit_id = book(bench, patient_id, 2)
    (before,) = events(bench.reception)
    later = datetime.combine(TODAY + timedelta(days=2), time(13, 15), UTC)
    move(bench, visit_id, starts_at=later, ends_at=later + timedelta(minutes=45))
    (after,) = events(bench.reception)
    assert str(after["UID"]) == str(before["UID"])
    assert (before.sequence, after.sequence) == (0, 1)
    assert after.start == later


def test_another_name_of_the_patient_makes_the_event_newer(bench: Bench, patient_id: int) -> None:
    book(bench, patient_id, 2)
    bench.clock.moment += timedelta(hours=1)
    patient = read_patient(bench.reception, patient_id)
    edit_patient(bench.reception, patient_id, patient.version, replace(patient.entry, family_name="Okoro"))
    (event,) = events(bench.reception)
    assert (str(event["SUMMARY"]), event.DTSTAMP) == ("A.O., Review", bench.clock())


@pytest.mark.parametrize("state", [state for state in VisitState if state is not VisitState.CANCELLED])
def test_a_visit_of_any_other_state_is_told_alike(bench: Bench, patient_id: int, state: VisitState) -> None:
    book(bench, patient_id, 2, state=state.value)
    (event,) = events(bench.reception)
    assert (str(event["STATUS"]), str(event["SUMMARY"])) == ("CONFIRMED", "A.N., Review")


def test_hostile_names_give_one_event_each(bench: Bench) -> None:
    names = [name for name in SHORT.values() if name.strip()]
    for number, name in enumerate(names):
        entry = bench.patient(given_names="X", family_name=name.encode(errors="ignore").decode())
        book(bench, add_patient(bench.reception, entry).value, number + 1)
    for detail in CalendarDetail:
        found = events(bench.reception, replace(WISH, detail=detail))
        assert len(found) == len(names)
        assert {len(event) for event in found} == {10}


def test_days_that_make_no_calendar_are_refused_with_a_sentence(bench: Bench) -> None:
    before = replace(WISH, last=WISH.first - timedelta(days=1))
    assert refusal(bench.reception, before) == (
        "last",
        "The last day lies before the first. Exchange them or choose a later one.",
    )
    longer = replace(WISH, last=WISH.first + timedelta(days=731))
    assert refusal(bench.reception, longer) == (
        "last",
        "A calendar file holds 2 years at most. Choose an earlier last day.",
    )
    assert events(bench.reception, replace(WISH, last=WISH.first + timedelta(days=730))) == []


def test_somebody_who_does_not_work_here_has_no_calendar(bench: Bench) -> None:
    assert refusal(bench.reception, replace(WISH, staff_id=999)) == (
        "staff_id",
        "This person does not work here. Choose a practitioner from the list.",
    )


def test_a_saved_file_holds_the_calendar_and_only_its_owner_reads_it(
    bench: Bench, patient_id: int, tmp_path: Path
) -> None:
    book(bench, patient_id, 2)
    path = tmp_path / "Schedule.ICS"
    path.write_bytes(b"older")
    assert save_calendar(bench.reception, WISH, path) == 1
    assert path.read_bytes() == export_calendar(bench.reception, WISH)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.glob(".*")) == []


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(FileTrouble) as trouble:
        save_calendar(bench.reception, WISH, tmp_path / "nowhere" / "Schedule.ics")
    assert str(trouble.value) == (
        "The calendar could not be saved: No such file or directory. Choose another folder or name."
    )
    (tmp_path / "taken.ics").mkdir()
    with pytest.raises(FileTrouble):
        save_calendar(bench.reception, WISH, tmp_path / "taken.ics")
    assert [path.name for path in tmp_path.rglob("*ics*")] == ["taken.ics"]


def test_a_name_of_another_ending_is_never_written_over(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "clinic-copy.pico"
    path.write_bytes(b"kept")
    with pytest.raises(FileTrouble) as trouble:
        save_calendar(bench.reception, WISH, path)
    assert str(trouble.value) == (
        "clinic-copy.pico is no name for a calendar. Nothing was written. End the name in .ics."
    )
    assert path.read_bytes() == b"kept"
