from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.db.models import OccupancyRow, VisitRow
from pico_tracker.domain.calendar_out import CalendarDetail
from pico_tracker.domain.diary import VisitPart
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import add_staff, retire_staff
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.calendar_form import CLINIC, CalendarForm
from pico_tracker.ui.kit.words import said
from tests.builders import TODAY, Bench
from tests.ui.desks import Show


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


@pytest.fixture
def form(desk: Desk, file_bench: Bench, window: QWidget, qtbot: QtBot) -> CalendarForm:
    """The practitioner's form in a clinic where a visit with that person is booked for tomorrow."""
    book(file_bench)
    return shown(CalendarForm(desk, window), qtbot)


def shown(form: CalendarForm, qtbot: QtBot) -> CalendarForm:
    """Open a form and wait until it can be typed in."""
    with qtbot.waitActive(form):
        form.open()
    qtbot.waitUntil(form.form.isEnabled)
    return form


def book(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    starts_at = datetime(2026, 11, 23, 10, 15, tzinfo=bench.reception.zone)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45)}
    with bench.database.change(bench.reception.actor()) as work:
        about = {"patient_id": patient_id, "kind": "session", "state": "booked", "note": ""}
        row = work.add(VisitRow(entry_id=bench.mint(), created_at=work.at, **about, **times))
        treatment, staff_id = VisitPart.TREATMENT.value, bench.practitioner.operator.id
        work.add(OccupancyRow(visit_id=row.id, part=treatment, staff_id=staff_id, **times))


def said_under(form: CalendarForm, name: str) -> list[str]:
    return [said(finding.sentence) for finding in form.form.field(name).findings]


def offered(form: CalendarForm) -> list[str]:
    return [form.person.input.itemText(index) for index in range(form.person.input.count())]


def called(path: Path) -> list[str]:
    calendar = Calendar.from_ical(path.read_bytes())
    assert isinstance(calendar, Calendar)
    return [str(event["SUMMARY"]) for event in calendar.events]


def save_as(form: CalendarForm, path: Path, qtbot: QtBot) -> list[str]:
    """Write to a file without the dialog that asks for it; gives what the page is told."""
    told: list[str] = []
    form.told.connect(told.append)
    with qtbot.waitSignal(form.saved):
        form.save_to(str(path))
    return told


def test_it_opens_on_ones_own_visits_of_the_next_weeks_with_initials(form: CalendarForm, file_bench: Bench) -> None:
    assert offered(form) == ["The whole clinic", "Administrator", "Practitioner"]
    assert form.person.value() == file_bench.practitioner.operator.id
    assert (form.first.value(), form.last.value()) == (TODAY, date(2027, 2, 14))
    assert form.detail.value() is CalendarDetail.MINIMAL


def test_reception_begins_with_the_clinic_and_is_offered_only_who_treats_here(
    reception_desk: Desk, file_bench: Bench, window: QWidget, qtbot: QtBot
) -> None:
    gone = add_staff(file_bench.administrator, StaffEntry("Gone", Role.PRACTITIONER)).value
    retire_staff(file_bench.administrator, gone)
    form = shown(CalendarForm(reception_desk, window), qtbot)
    assert form.person.value() == CLINIC
    assert "Gone" not in offered(form)
    assert "Reception" not in offered(form)


def test_it_says_what_leaves_the_program_before_it_does(form: CalendarForm) -> None:
    assert form.leaves.text().startswith("What leaves the program: initials, kind and times of each visit")
    form.detail.set_value(CalendarDetail.NAMES)
    assert form.leaves.text().startswith("What leaves the program: full name, kind and times of each visit")
    assert form.leaves.isVisible()


def test_the_file_is_written_and_the_page_is_told(form: CalendarForm, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "Schedule.ics"
    assert save_as(form, path, qtbot) == ["Saved as Schedule.ics: one visit."]
    assert called(path) == ["A.N., Session"]


def test_names_days_and_person_are_those_chosen(form: CalendarForm, tmp_path: Path, qtbot: QtBot) -> None:
    form.form.restore({"staff_id": "The whole clinic", "detail": "Full names", "last": "23 Nov 2026"})
    path = tmp_path / "named.ics"
    save_as(form, path, qtbot)
    assert called(path) == ["Amara Nwosu, Session"]


def test_days_without_visits_make_an_empty_calendar(form: CalendarForm, tmp_path: Path, qtbot: QtBot) -> None:
    form.form.restore({"first": "1 Mar 2027", "last": "2 Mar 2027"})
    path = tmp_path / "empty.ics"
    assert save_as(form, path, qtbot) == ["Saved as empty.ics: 0 visits."]
    assert called(path) == []


def test_saving_asks_for_a_file_and_waits_for_nothing(form: CalendarForm, tmp_path: Path, qtbot: QtBot) -> None:
    form.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(form.findChildren(QFileDialog)))
    (files,) = form.findChildren(QFileDialog)
    assert files.isVisible()
    assert "Schedule Practitioner.ics" in [line.text() for line in files.findChildren(QLineEdit)]
    with qtbot.waitSignal(form.saved):
        files.fileSelected.emit(str(tmp_path / "chosen.ics"))
    assert called(tmp_path / "chosen.ics") == ["A.N., Session"]


def test_the_file_is_named_after_whose_visits_it_holds(
    form: CalendarForm, file_bench: Bench, desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    assert form.file_name() == "Schedule Practitioner.ics"
    form.person.set_value(CLINIC)
    assert form.file_name() == "Schedule.ics"
    form.reject()
    add_staff(file_bench.administrator, StaffEntry("../Dr A/B: *", Role.PRACTITIONER))
    other = shown(CalendarForm(desk, window), qtbot)
    other.person.set_raw_text("../Dr A/B: *")
    assert other.file_name() == "Schedule ..-Dr A-B- -.ics"


def test_days_in_the_wrong_order_are_said_beside_the_day(form: CalendarForm) -> None:
    form.form.restore({"first": "23 Nov 2026", "last": "22 Nov 2026"})
    form.try_to_save()
    assert said_under(form, "last") == ["The last day lies before the first. Exchange them or choose a later one."]
    assert not form.findChildren(QFileDialog)


def test_what_is_missing_is_asked_for(form: CalendarForm) -> None:
    form.form.restore({"first": "", "last": "someday"})
    form.person.set_value(None)
    form.try_to_save()
    assert said_under(form, "staff_id") == ["Choose whose visits."]
    assert said_under(form, "first") == ["Enter the first day."]
    assert said_under(form, "last")[0].startswith("This is not a date.")
    assert not form.findChildren(QFileDialog)


def test_a_file_that_cannot_be_written_is_told_in_the_form_which_stays_as_it_is(
    form: CalendarForm, tmp_path: Path, qtbot: QtBot
) -> None:
    form.form.restore({"last": "30 Nov 2026"})
    form.save_to(str(tmp_path / "nowhere" / "Schedule.ics"))
    qtbot.waitUntil(lambda: bool(form.form.notices.notices))
    assert form.form.notices.notices[0].text.text() == (
        "The calendar could not be saved: No such file or directory. Choose another folder or name."
    )
    assert form.isVisible()
    assert form.save_button.isEnabled()
    assert form.last.raw_text() == "30 Nov 2026"
    form.save_to(str(tmp_path / "clinic.pico"))
    qtbot.waitUntil(lambda: "clinic.pico is no name" in form.form.notices.notices[0].text.text())
    assert list(tmp_path.glob("*.ics")) == []
