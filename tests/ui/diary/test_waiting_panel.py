"""The waiting list beside the day book."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.free_times import EVERY_DAY
from pico_tracker.domain.patients import ContactPreference
from pico_tracker.domain.waiting import FreedTime, WaitingEntry
from pico_tracker.services.clinics import edit_clinic
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit, list_patient_visits
from pico_tracker.services.waiting import add_to_waiting_list, list_waiting
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.call_dialog import CallDialog
from pico_tracker.ui.diary.waiting_form import WaitingForm
from pico_tracker.ui.diary.waiting_panel import WaitingPanel
from pico_tracker.ui.diary.waiting_words import said_hours
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.plain_text import Label
from tests.builders import TODAY, Bench
from tests.ui.desks import Show

ENTRY = WaitingEntry(entry_id=UUID(int=1), patient_id=1, kind=VisitKind.SESSION, minutes=45)


def treated(bench: Bench, name: str, days_ago: int, **about: Any) -> tuple[int, int]:
    """A patient whose tattoo was treated so many days ago; the window is 6, 8 and 16 weeks."""
    patient_id = add_patient(bench.reception, bench.patient(given_names=name, **about)).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    log_session(bench.practitioner, bench.session(course_id, performed_on=TODAY - timedelta(days=days_ago)))
    return patient_id, course_id


def waits(bench: Bench, whom: tuple[int, int], **changes: Any) -> int:
    entry = replace(ENTRY, entry_id=bench.mint(), patient_id=whom[0], course_ids=(whom[1],), **changes)
    return add_to_waiting_list(bench.reception, entry).value


def at(bench: Bench, days: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(TODAY + timedelta(days=days), time(hour, minute), bench.reception.zone)


def freed(bench: Bench) -> FreedTime:
    """Tomorrow, a Monday, from ten to half past eleven."""
    person = bench.practitioner.operator.id
    return FreedTime(starts_at=at(bench, 1, 10), ends_at=at(bench, 1, 11, 30), practitioner_id=person)


@pytest.fixture
def panel(reception_desk: Desk, on_screen: Show) -> WaitingPanel:
    made = WaitingPanel(reception_desk)
    on_screen(made)
    reception_desk.backend.records_changed.connect(lambda _topics: made.refresh())
    made.refresh()
    return made


def words(part: Any) -> str:
    return "\n".join(label.text() for label in part.findChildren(Label) if label.text())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Any day, any time"),
        ({"weekdays": 0b0011111, "from_minute": 17 * 60}, "Mon to Fri, after 17:00"),
        ({"weekdays": 0b0000101, "from_minute": 9 * 60, "to_minute": 12 * 60}, "Mon, Wed, 09:00 to 12:00"),
        (
            {"to_minute": 12 * 60, "from_on": date(2026, 12, 1), "until_on": date(2026, 12, 20)},
            "Any day, before 12:00, from 1 Dec 2026, until 20 Dec 2026",
        ),
    ],
)
def test_preferred_hours_are_said_in_words(changes: dict[str, Any], said: str, panel: WaitingPanel) -> None:
    assert said_hours(replace(ENTRY, **changes)) == said


def test_the_list_says_who_waits_for_what_when_and_since_when(
    panel: WaitingPanel, file_bench: Bench, qtbot: QtBot
) -> None:
    phone = {"contact_preference": ContactPreference.PHONE, "contact_hours": "after 17:00"}
    waits(file_bench, treated(file_bench, "Amara", 20, **phone), numbing_minutes=30, note="Lives close by.")
    waits(file_bench, treated(file_bench, "Chidi", 60), device_id=file_bench.device_id)
    panel.refresh()
    qtbot.waitUntil(lambda: len(panel.rows) == 2)
    first, second = (words(row) for row in panel.rows)
    assert first.splitlines()[0] == "Chidi Nwosu"
    assert panel.rows[0].accessibleName() == "Chidi Nwosu, Overdue, Safe to book from 4 Nov 2026"
    assert "Session, 45 min · PicoWay" in first
    assert "Session, 45 min, numbing 30 min" in second
    assert "Any day, any time" in second
    assert "+44 7700 900142 · phone · after 17:00" in second
    assert "Waits since 22 Nov 2026" in second
    assert "Lives close by." in second


def test_an_empty_list_says_what_goes_here(panel: WaitingPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "Nobody waits" in words(panel.card))


def test_book_and_record_are_wishes_of_the_page(panel: WaitingPanel, file_bench: Bench, qtbot: QtBot) -> None:
    whom = treated(file_bench, "Amara", 60)
    waits(file_bench, whom)
    panel.refresh()
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    with qtbot.waitSignal(panel.book_wanted) as wanted:
        panel.rows[0].book_button.click()
    assert wanted.args is not None
    assert (wanted.args[0].entry.patient_id, wanted.args[1]) == (whom[0], None)
    with qtbot.waitSignal(panel.patient_wanted) as patient:
        panel.rows[0].record_button.click()
    assert patient.args == [whom[0]]


def test_somebody_taken_off_can_be_put_back(panel: WaitingPanel, file_bench: Bench, qtbot: QtBot) -> None:
    waits(file_bench, treated(file_bench, "Amara", 60))
    panel.refresh()
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    panel.rows[0].off_button.click()
    qtbot.waitUntil(lambda: len(panel.rows) == 0)
    (notice,) = panel.notices.notices
    assert notice.text.text() == "Amara Nwosu waits no longer."
    notice.undo_button.click()
    qtbot.waitUntil(lambda: len(panel.rows) == 1)


def test_a_freed_time_shows_who_fits_with_number_and_place(
    panel: WaitingPanel, file_bench: Bench, qtbot: QtBot
) -> None:
    waits(file_bench, treated(file_bench, "Amara", 60), from_minute=10 * 60 + 15)
    waits(file_bench, treated(file_bench, "Early", 20))
    panel.show_matches(freed(file_bench))
    qtbot.waitUntil(lambda: len(panel.match_rows) == 1)
    text = words(panel.freed_card)
    assert "Mon 23 Nov, 10:00 to 11:30" in text
    assert "Mon 23 Nov, 10:15, Practitioner" in text
    assert "+44 7700 900142" in text
    assert "Early" not in text
    panel.close_button.click()
    assert panel.freed_card.isHidden()


def test_a_freed_time_that_fits_nobody_says_so(panel: WaitingPanel, file_bench: Bench, qtbot: QtBot) -> None:
    panel.show_matches(freed(file_bench))
    qtbot.waitUntil(lambda: "Nobody on the list fits this time." in words(panel.freed_card))


def test_call_shows_the_number_and_what_to_say(panel: WaitingPanel, file_bench: Bench, qtbot: QtBot) -> None:
    clinic = Clinic(name="Test Clinic", phone="+44 20 7946 0000", time_zone="Europe/London")
    edit_clinic(file_bench.administrator, clinic)
    waits(file_bench, treated(file_bench, "Amara", 60))
    panel.show_matches(freed(file_bench))
    qtbot.waitUntil(lambda: len(panel.match_rows) == 1)
    panel.match_rows[0].call_button.click()
    (dialog,) = panel.findChildren(CallDialog)
    qtbot.waitUntil(dialog.copy_button.isEnabled)
    assert dialog.number.text() == "+44 7700 900142"
    assert "10:00" in dialog.text.text()
    dialog.number_button.click()
    assert QApplication.clipboard().text() == "+44 7700 900142"
    dialog.copy_button.click()
    assert QApplication.clipboard().text() == dialog.text.text()
    dialog.accept()


def test_the_number_is_there_although_there_is_nothing_to_say(
    panel: WaitingPanel, file_bench: Bench, qtbot: QtBot
) -> None:
    """The clinic of the tests has no phone of its own to name."""
    waits(file_bench, treated(file_bench, "Amara", 60))
    panel.show_matches(freed(file_bench))
    qtbot.waitUntil(lambda: len(panel.match_rows) == 1)
    panel.match_rows[0].call_button.click()
    (dialog,) = panel.findChildren(CallDialog)
    qtbot.waitUntil(lambda: len(dialog.notices.notices) == 1)
    assert dialog.number.text() == "+44 7700 900142"
    assert dialog.number_button.isEnabled()
    assert not dialog.copy_button.isEnabled()
    dialog.accept()


def test_booking_a_match_closes_the_line_and_cancels_what_was_given_up(
    panel: WaitingPanel, file_bench: Bench, qtbot: QtBot
) -> None:
    whom = treated(file_bench, "Amara", 60)
    place = Place(starts_at=at(file_bench, 8, 9), minutes=45, practitioner_id=file_bench.practitioner.operator.id)
    entry = VisitEntry(
        entry_id=file_bench.mint(),
        patient_id=whom[0],
        course_ids=(whom[1],),
        kind=VisitKind.SESSION,
        place=place,
    )
    waits(file_bench, whom, visit_id=book_visit(file_bench.reception, entry).value)
    panel.book_wanted.connect(panel.book)
    panel.show_matches(freed(file_bench))
    qtbot.waitUntil(lambda: len(panel.match_rows) == 1)
    with qtbot.waitSignal(panel.booked):
        panel.match_rows[0].book_button.click()
    states = [one.state for one in list_patient_visits(file_bench.reception, whom[0])]
    assert states == [VisitState.BOOKED, VisitState.CANCELLED]
    assert list_waiting(file_bench.reception) == ()
    (notice,) = panel.notices.notices
    assert notice.text.text() == (
        "Amara Nwosu is booked for Mon 23 Nov, 10:00. The visit of Mon 30 Nov, 09:00 is cancelled."
    )
    assert panel.freed_card.isHidden()


def test_with_details_hidden_nobody_is_named(panel: WaitingPanel, file_bench: Bench, qtbot: QtBot) -> None:
    waits(file_bench, treated(file_bench, "Amara", 60))
    panel.hide_details(True)  # noqa: FBT003 - a slot
    panel.show_matches(freed(file_bench))
    qtbot.waitUntil(lambda: len(panel.match_rows) == 1 and len(panel.rows) == 1)
    assert "Amara" not in words(panel)
    assert "7700" not in words(panel)


def test_a_long_list_shows_the_rest_on_demand(panel: WaitingPanel, file_bench: Bench, qtbot: QtBot) -> None:
    whom = treated(file_bench, "Amara", 60)
    for _ in range(32):
        waits(file_bench, whom)
    panel.refresh()
    qtbot.waitUntil(lambda: len(panel.rows) == 30)
    more = next(one for one in panel.findChildren(Button) if one.said() == "Show 2 more")
    more.click()
    assert len(panel.rows) == 32


@pytest.fixture
def form(panel: WaitingPanel, file_bench: Bench, qtbot: QtBot) -> WaitingForm:
    """The form for a patient with a course and a visit ahead."""
    whom = treated(file_bench, "Amara", 60)
    place = Place(
        starts_at=at(file_bench, 8, 9),
        minutes=50,
        numbing_minutes=20,
        practitioner_id=file_bench.practitioner.operator.id,
        device_id=file_bench.device_id,
    )
    entry = VisitEntry(
        entry_id=file_bench.mint(),
        patient_id=whom[0],
        course_ids=(whom[1],),
        kind=VisitKind.SESSION,
        place=place,
    )
    book_visit(file_bench.reception, entry)
    panel.add(whom[0])
    made = panel.form
    assert made is not None
    qtbot.waitUntil(made.form.isEnabled)
    return made


def test_the_form_suggests_the_length_and_the_laser_of_the_last_visit(form: WaitingForm, file_bench: Bench) -> None:
    assert form.kind.value() is VisitKind.SESSION
    assert (form.minutes.value(), form.numbing.value()) == (50, 20)
    assert form.device.value() == file_bench.device_id
    form.kind.set_value(VisitKind.REVIEW)
    assert (form.minutes.value(), form.device.value()) == (15, 0)


def test_what_is_typed_goes_on_the_list(
    form: WaitingForm, panel: WaitingPanel, file_bench: Bench, qtbot: QtBot
) -> None:
    form.weekdays.set_value((1, 4))
    form.from_time.set_value("9")
    form.to_time.set_value("1200")
    form.until_on.set_value(TODAY + timedelta(days=30))
    form.note.set_value("Lives close by.")
    form.gives_up.input.setCurrentIndex(1)
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    (line,) = list_waiting(file_bench.reception)
    entry = line.entry
    assert (entry.minutes, entry.numbing_minutes, entry.device_id) == (50, 20, file_bench.device_id)
    assert (entry.weekdays, entry.from_minute, entry.to_minute) == (0b101, 9 * 60, 12 * 60)
    assert (entry.until_on, entry.note) == (TODAY + timedelta(days=30), "Lives close by.")
    assert line.gives_up_at == at(file_bench, 8, 9)
    assert len(entry.course_ids) == 1
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    assert "booked for Mon 30 Nov, 09:00" in words(panel.rows[0])


def test_what_is_wrong_is_said_beside_its_field(form: WaitingForm, file_bench: Bench, qtbot: QtBot) -> None:
    form.from_time.set_value("noon")
    form.weekdays.set_value(())
    form.save_button.click()
    assert [one.field for one in form.from_time.findings] == ["from_minute"]
    assert [one.field for one in form.weekdays.findings] == ["weekdays"]
    assert list_waiting(file_bench.reception) == ()


def test_without_a_patient_one_is_searched(panel: WaitingPanel, file_bench: Bench, qtbot: QtBot) -> None:
    whom = treated(file_bench, "Amara", 60)
    panel.add_button.click()
    form = panel.form
    assert form is not None
    qtbot.waitUntil(form.form.isEnabled)
    form.save_button.click()
    assert "Choose who waits." in words(form.form.notices)
    form.search.setText("Ama")
    qtbot.waitUntil(lambda: form.search.is_open)
    QTest.keyClick(form.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.patient is not None)
    assert form.known.text().startswith("Amara Nwosu")
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    (line,) = list_waiting(file_bench.reception)
    assert (line.entry.patient_id, line.entry.weekdays) == (whom[0], EVERY_DAY)
