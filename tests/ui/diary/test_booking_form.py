"""The booking form as reception and practitioners use it, by keyboard and by mouse."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.diary import Place, Visit, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.services.bookings import list_visits_on, read_booking_patient
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.opening_hours import add_room, place_device
from pico_tracker.services.patients import add_patient, find_patients
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.visits import book_visit, list_patient_visits, read_visit
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_fields import read_time
from pico_tracker.ui.diary.booking_form import BookingForm
from pico_tracker.ui.diary.move_form import MoveForm
from pico_tracker.ui.diary.visit_form import VisitForm
from pico_tracker.ui.kit.words import said
from tests.builders import TODAY, Bench
from tests.ui.desks import Show

F = TypeVar("F", bound=VisitForm)
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SAFE_ON = date(2026, 12, 31)
"""Six weeks after the session of 19 Nov 2026."""


@pytest.fixture
def patient_id(file_bench: Bench) -> int:
    return add_patient(file_bench.practitioner, file_bench.patient()).value


@pytest.fixture
def course_id(file_bench: Bench, patient_id: int) -> int:
    """A course with one session three days ago: safe from 31 Dec 2026 on."""
    course_id = open_course(file_bench.practitioner, file_bench.course(patient_id)).value
    log_session(file_bench.practitioner, file_bench.session(course_id, performed_on=TODAY - timedelta(days=3)))
    return course_id


@pytest.fixture
def rooms(file_bench: Bench) -> tuple[int, int]:
    """Two rooms; the PicoWay stands in the first."""
    first = add_room(file_bench.administrator, "Room 1").value
    second = add_room(file_bench.administrator, "Room 2").value
    place_device(file_bench.administrator, file_bench.device_id, first)
    return first, second


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


def at(bench: Bench, day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=bench.practitioner.zone)


def booked_for(bench: Bench, patient_id: int, start: datetime, **place: Any) -> Visit:
    """A review on record."""
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=(),
        kind=VisitKind.REVIEW,
        place=Place(**{"starts_at": start, "minutes": 30, **place}),
    )
    return read_visit(bench.practitioner, book_visit(bench.practitioner, entry).value).visit


def shown(form: F, qtbot: QtBot) -> F:
    """Open a form and wait until it can be typed in."""
    with qtbot.waitActive(form):
        form.open()
    qtbot.waitUntil(form.form.isEnabled)
    return form


def offered(form: VisitForm, qtbot: QtBot, first: str = "") -> None:
    """Wait until offers can be taken, the first one beginning as named."""

    def stands() -> bool:
        buttons = form.offers.buttons
        return bool(buttons) and buttons[0].isVisible() and buttons[0].first.startswith(first)

    qtbot.waitUntil(stands)


def safe_day(form: VisitForm, qtbot: QtBot, day: date = SAFE_ON) -> None:
    qtbot.waitUntil(lambda: form.fields.day.value() == day)


def progress_of(bench: Bench, patient_id: int) -> CourseProgress:
    return read_patient_page(bench.practitioner, patient_id).courses[0]


def said_under(form: VisitForm, name: str) -> list[str]:
    return [said(finding.sentence) for finding in form.form.field(name).findings]


def press_save(form: VisitForm, qtbot: QtBot) -> None:
    form.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    QTest.keyClick(form, Qt.Key.Key_S, CONTROL)


def save(form: VisitForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.saved):
        press_save(form, qtbot)


def test_a_known_patient_is_booked_by_two_keys(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, rooms: object, qtbot: QtBot
) -> None:
    form = shown(BookingForm(desk, window, patient_id=patient_id, course_id=course_id), qtbot)
    safe_day(form, qtbot)
    offered(form, qtbot)
    assert form.offers.buttons[0].first == "Thu 31 Dec, 09:00"
    assert form.offers.buttons[0].second == "Practitioner · Room 1 · PicoWay"
    QTest.keyClick(form, Qt.Key.Key_1, ALT)
    assert form.tell.text.text() == "Thu 31 Dec, 09:00"
    assert form.offers.buttons[0].isChecked()
    with qtbot.waitSignal(form.booked) as booked:
        save(form, qtbot)
    visit = read_visit(file_bench.practitioner, booked.args[0]).visit
    assert (visit.kind, visit.state, visit.course_ids) == (VisitKind.SESSION, VisitState.BOOKED, (course_id,))
    assert (visit.practitioner_name, visit.room_name, visit.device_name) == ("Practitioner", "Room 1", "PicoWay")
    assert (visit.place.numbing_minutes, visit.place.minutes, visit.place.clean_up_minutes) == (0, 30, 10)


def test_a_plain_booking_from_anywhere_takes_six_keys(
    reception_desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(BookingForm(reception_desk, window), qtbot)
    qtbot.waitUntil(form.choice.search.hasFocus)
    keys: list[Callable[[], object]] = [
        *(lambda letter=letter: QTest.keyClick(form.choice.search, letter) for letter in "nwo"),
        lambda: QTest.keyClick(form.choice.search, Qt.Key.Key_Return),
    ]
    for press in keys:
        press()
    qtbot.waitUntil(lambda: form.patient is not None and form.form.isEnabled())
    assert form.choice.known.text() == "Amara Nwosu · P-10001 · +44 7700 900142"
    safe_day(form, qtbot)
    offered(form, qtbot, "Thu 31 Dec, 09:00")
    QTest.keyClick(form, Qt.Key.Key_1, ALT)
    save(form, qtbot)
    assert len(keys) + 2 <= 8
    (visit,) = list_patient_visits(file_bench.practitioner, patient_id)
    assert (visit.course_ids, visit.starts_at) == ((course_id,), at(file_bench, SAFE_ON, 9))


def test_an_offer_is_taken_by_a_click(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(BookingForm(desk, window, patient_id=patient_id, course_id=course_id), qtbot)
    safe_day(form, qtbot)
    offered(form, qtbot)
    QTest.mouseClick(form.offers.buttons[1], Qt.MouseButton.LeftButton)
    assert form.tell.text.text() == "Thu 31 Dec, 09:15"
    QTest.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(list_patient_visits(file_bench.practitioner, patient_id)))


def test_the_first_safe_day_is_proposed_and_said_in_one_word(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(BookingForm(desk, window, patient_id=patient_id, course_id=course_id), qtbot)
    safe_day(form, qtbot)
    assert form.safe_chip.accessibleName() == "Safe to book from 31 Dec 2026"
    assert form.about.text() == (
        "Tattoo removal, right forearm: planned by 14 Jan 2027.\n"
        "Session on 19 Nov 2026: 6 weeks from then at the earliest."
    )
    form.form.restore({"time": "1015", "starts_at": "5 Jan 2027", "note": "Bring shields."})
    assert form.tell.text.text() == "Tue 5 Jan, 10:15"
    save(form, qtbot)
    visit = progress_of(file_bench, patient_id).next_visit
    assert visit is not None
    assert f"{visit.starts_at:%d.%m.%Y %H:%M}" == "05.01.2027 10:15"
    assert (visit.ends_at - visit.starts_at).seconds == 30 * 60
    assert (visit.practitioner_name, visit.note) == ("Practitioner", "Bring shields.")


def test_reception_is_told_no_clinical_reason_and_has_no_clinical_note(
    reception_desk: Desk, window: QWidget, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(BookingForm(reception_desk, window, patient_id=patient_id, course_id=course_id), qtbot)
    safe_day(form, qtbot)
    assert form.about.text() == "Tattoo removal, right forearm: planned by 14 Jan 2027."
    assert not form.fields.note.isVisible()
    assert form.fields.desk_note.isVisible()


def test_a_course_without_a_date_is_after_review_and_asks_a_practitioner_for_the_reason(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    report_side_effect(file_bench.practitioner, file_bench.side_effect(course_id, None))
    form = shown(BookingForm(desk, window, patient_id=patient_id, course_id=course_id), qtbot)
    qtbot.waitUntil(lambda: form.safe_chip.accessibleName() == "After review")
    assert "Blister is open since 22 Nov 2026: no date until it has healed." in form.about.text()
    assert form.fields.day.value() is None
    assert form.offers.note.text().startswith("No treatment before a practitioner has reviewed.")
    form.form.restore({"time": "10:15", "starts_at": "5 Mar 2027"})
    form.try_to_save()
    assert form.fields.reason.isVisible()
    form.fields.reason.set_value("Seen today: nearly healed.")
    save(form, qtbot)
    assert progress_of(file_bench, patient_id).next_visit is not None


def test_a_review_needs_no_safe_date(
    reception_desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    report_side_effect(file_bench.practitioner, file_bench.side_effect(course_id, None))
    form = shown(BookingForm(reception_desk, window, patient_id=patient_id, course_id=course_id), qtbot)
    qtbot.waitUntil(lambda: form.safe_chip.accessibleName() == "After review")
    form.fields.kind.set_value(VisitKind.REVIEW)
    qtbot.waitUntil(lambda: form.safe_chip.accessibleName() == "No waiting time")
    assert form.fields.minutes.value() == 15
    offered(form, qtbot)
    QTest.keyClick(form, Qt.Key.Key_1, ALT)
    save(form, qtbot)


def test_a_date_that_moved_meanwhile_is_told_and_a_reason_may_be_given(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(BookingForm(desk, window, patient_id=patient_id, course_id=course_id), qtbot)
    safe_day(form, qtbot)
    report_side_effect(file_bench.practitioner, file_bench.side_effect(course_id, None))
    form.form.restore({"time": "10:15"})
    form.try_to_save()
    qtbot.waitUntil(form.fields.reason.isVisible)
    assert said_under(form, "starts_at")[0].startswith("Tattoo removal, right forearm: no date yet")
    form.fields.reason.set_value("Seen today: nearly healed.")
    save(form, qtbot)


def test_an_earlier_visit_asks_a_practitioner_for_the_reason(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(BookingForm(desk, window, patient_id=patient_id, course_id=course_id), qtbot)
    safe_day(form, qtbot)
    assert not form.fields.reason.isVisible()
    form.form.restore({"time": "10:15", "starts_at": "1 Dec 2026"})
    assert form.fields.reason.isVisible()
    form.try_to_save()
    assert said_under(form, "reason") == [
        "Say why it is booked earlier.",
        "Outside the agreed interval: safe from 31 Dec 2026. A reason is needed.",
    ]
    form.fields.reason.set_value("The patient moves abroad.")
    save(form, qtbot)
    assert progress_of(file_bench, patient_id).next_visit is not None


def test_reception_is_refused_an_earlier_visit_in_the_words_of_the_service(
    reception_desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(BookingForm(reception_desk, window, patient_id=patient_id, course_id=course_id), qtbot)
    safe_day(form, qtbot)
    form.form.restore({"time": "10:15", "starts_at": "1 Dec 2026"})
    assert not form.fields.reason.isVisible()
    form.try_to_save()
    qtbot.waitUntil(lambda: any("right forearm" in text for text in said_under(form, "starts_at")))
    assert form.isVisible()
    assert form.fields.day.raw_text() == "1 Dec 2026"
    assert progress_of(file_bench, patient_id).next_visit is None
    form.form.restore({"starts_at": "31 Dec 2026"})
    save(form, qtbot)


def test_the_latest_of_two_courses_counts(
    reception_desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    other = open_course(file_bench.practitioner, file_bench.course(patient_id, area="left ankle")).value
    form = shown(BookingForm(reception_desk, window, patient_id=patient_id, course_id=other), qtbot)
    qtbot.waitUntil(lambda: form.safe_chip.accessibleName() == "No waiting time")
    form.fields.courses.ticks[course_id].set_value(True)
    qtbot.waitUntil(lambda: form.safe_chip.accessibleName() == "Safe to book from 31 Dec 2026")
    offered(form, qtbot, "Thu 31 Dec, 09:00")
    QTest.keyClick(form, Qt.Key.Key_1, ALT)
    save(form, qtbot)
    (visit,) = list_patient_visits(file_bench.practitioner, patient_id)
    assert set(visit.course_ids) == {course_id, other}


def test_a_visit_without_a_course_is_a_consultation(
    reception_desk: Desk, window: QWidget, patient_id: int, qtbot: QtBot
) -> None:
    form = shown(BookingForm(reception_desk, window, patient_id=patient_id), qtbot)
    assert form.fields.kind.raw_text() == "Consultation"
    form.form.restore({"time": "9", "starts_at": "1 Dec 2026"})
    save(form, qtbot)


def test_a_visit_booked_already_is_said_and_can_be_cancelled(
    reception_desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    first = shown(BookingForm(reception_desk, window, patient_id=patient_id, course_id=course_id), qtbot)
    safe_day(first, qtbot)
    first.form.restore({"time": "10:15", "starts_at": "5 Jan 2027"})
    assert not first.booked_box.isVisible()
    save(first, qtbot)
    again = shown(BookingForm(reception_desk, window, patient_id=patient_id, course_id=course_id), qtbot)
    assert again.booked_text.text() == "Booked already: 5 Jan 2027, 10:15."
    with qtbot.waitSignals([again.saved, again.cancelled]), qtbot.assertNotEmitted(again.booked):
        again.cancel_visit_button.click()
    assert progress_of(file_bench, patient_id).next_visit is None


@pytest.mark.parametrize("text", ["25:00", "10:60", "noon", "<b>9</b>", "", "99"])
def test_what_is_no_time_is_asked_for_again(
    desk: Desk, window: QWidget, patient_id: int, qtbot: QtBot, text: str
) -> None:
    assert read_time(text) is None
    form = shown(BookingForm(desk, window, patient_id=patient_id), qtbot)
    form.form.restore({"time": text})
    form.try_to_save()
    assert said_under(form, "time") == ["Type the time as in 10:15."]
    assert form.fields.time.raw_text() == text


def test_a_visit_in_the_past_is_said_beside_the_date(
    desk: Desk, window: QWidget, patient_id: int, qtbot: QtBot
) -> None:
    form = shown(BookingForm(desk, window, patient_id=patient_id), qtbot)
    form.form.restore({"time": "8:00", "starts_at": "22 Nov 2026"})
    form.try_to_save()
    assert said_under(form, "starts_at") == ["The next visit lies in the past. Check date and time."]


def test_outside_the_hours_a_tick_is_needed(
    reception_desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, qtbot: QtBot
) -> None:
    form = shown(BookingForm(reception_desk, window, patient_id=patient_id), qtbot)
    form.form.restore({"time": "19:30", "starts_at": "1 Dec 2026"})
    press_save(form, qtbot)
    qtbot.waitUntil(lambda: said_under(form, "outside") == ["The clinic is not open for the whole of this visit."])
    assert form.fields.outside.isVisible()
    assert list_patient_visits(file_bench.practitioner, patient_id) == ()
    form.fields.outside.set_value(True)
    save(form, qtbot)
    assert len(list_patient_visits(file_bench.practitioner, patient_id)) == 1


def test_a_conflict_is_told_in_words_and_new_offers_are_shown_while_the_typing_stays(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(BookingForm(desk, window, patient_id=patient_id, course_id=course_id), qtbot)
    safe_day(form, qtbot)
    offered(form, qtbot)
    QTest.keyClick(form, Qt.Key.Key_1, ALT)
    other = add_patient(file_bench.practitioner, file_bench.patient(given_names="Ida")).value
    booked_for(file_bench, other, at(file_bench, SAFE_ON, 9), practitioner_id=file_bench.practitioner.operator.id)
    press_save(form, qtbot)
    told = ["Practitioner is with another patient 09:00 to 09:30."]
    qtbot.waitUntil(lambda: said_under(form, "practitioner_id") == told)
    offered(form, qtbot, "Thu 31 Dec, 09:30")
    assert form.fields.time.value() == "09:00"
    QTest.keyClick(form, Qt.Key.Key_1, ALT)
    save(form, qtbot)


def test_offers_follow_the_length_and_forget_whom_an_offer_named(
    reception_desk: Desk, window: QWidget, patient_id: int, qtbot: QtBot
) -> None:
    form = shown(BookingForm(reception_desk, window, patient_id=patient_id), qtbot)
    offered(form, qtbot)
    QTest.keyClick(form, Qt.Key.Key_1, ALT)
    assert form.fields.practitioner.raw_text() == "Practitioner"
    form.fields.minutes.set_value(120)
    qtbot.waitUntil(lambda: {one.place.minutes for one in form.offers.offers} == {120})
    wish = form.wish()
    assert wish is not None
    assert wish.practitioner_id is None


def test_nothing_free_says_what_would_help(desk: Desk, window: QWidget, patient_id: int, qtbot: QtBot) -> None:
    form = shown(BookingForm(desk, window, patient_id=patient_id), qtbot)
    form.fields.minutes.set_value(480)
    form.fields.numbing.set_value(240)
    qtbot.waitUntil(form.offers.note.isVisible)
    assert form.offers.note.text() == (
        "No free time in these four months fits. What would help: whoever is free, a shorter visit."
    )


def test_the_lengths_of_the_last_visit_of_that_kind_are_remembered(
    reception_desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, rooms: tuple[int, int], qtbot: QtBot
) -> None:
    start = at(file_bench, date(2026, 11, 30), 10)
    booked_for(file_bench, patient_id, start, minutes=25, numbing_minutes=15, clean_up_minutes=5, room_id=rooms[1])
    form = shown(BookingForm(reception_desk, window, patient_id=patient_id), qtbot)
    form.fields.kind.set_value(VisitKind.REVIEW)
    values = (form.fields.numbing.value(), form.fields.minutes.value(), form.fields.clean_up.value())
    assert values == (15, 25, 5)
    assert form.fields.room.raw_text() == "Room 2"


def test_somebody_new_is_booked_by_name_and_phone(
    reception_desk: Desk, window: QWidget, file_bench: Bench, qtbot: QtBot
) -> None:
    form = shown(BookingForm(reception_desk, window), qtbot)
    qtbot.waitUntil(form.choice.search.hasFocus)
    QTest.keyClicks(form.choice.search, "Jo Kim")
    QTest.keyClick(form.choice.search, Qt.Key.Key_N, CONTROL)
    qtbot.waitUntil(form.choice.phone.input.hasFocus)
    offered(form, qtbot)
    QTest.keyClick(form, Qt.Key.Key_1, ALT)
    press_save(form, qtbot)
    assert said_under(form, "phone")
    QTest.keyClicks(form.choice.phone.input, "07700 900321")
    with qtbot.waitSignal(form.booked) as booked:
        save(form, qtbot)
    visit = read_visit(file_bench.practitioner, booked.args[0]).visit
    assert (visit.patient_name, visit.phone, visit.is_provisional) == ("Jo Kim", "07700 900321", True)
    assert [line.name for line in find_patients(file_bench.reception, "kim").lines] == ["Jo Kim"]


def test_whoever_turns_out_to_be_on_record_is_searched_after_all(
    reception_desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    form = shown(BookingForm(reception_desk, window), qtbot)
    form.choice.ask_newcomer()
    qtbot.waitUntil(form.choice.search_button.isVisible)
    QTest.mouseClick(form.choice.search_button, Qt.MouseButton.LeftButton)
    assert form.choice.search.isVisible()
    assert not form.choice.is_new


def test_without_a_patient_nothing_is_booked(reception_desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    form = shown(BookingForm(reception_desk, window), qtbot)
    form.try_to_save()
    assert form.form.notices.notices[0].text.text() == "Choose the patient first, or enter name and phone."
    assert form.choice.search.hasFocus()


def test_another_patient_can_be_chosen_before_booking(
    reception_desk: Desk, window: QWidget, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(BookingForm(reception_desk, window), qtbot)
    form.choice.chosen.emit(patient_id)
    qtbot.waitUntil(lambda: form.patient is not None)
    QTest.mouseClick(form.choice.other_button, Qt.MouseButton.LeftButton)
    assert form.patient is None
    assert form.course_ids() == ()
    assert form.choice.search.isVisible()


def test_an_empty_time_of_the_day_book_is_kept_when_the_patient_is_found(
    reception_desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, rooms: tuple[int, int], qtbot: QtBot
) -> None:
    start = at(file_bench, date(2026, 11, 30), 14, 30)
    place = Place(starts_at=start, minutes=15, room_id=rooms[1])
    form = shown(BookingForm(reception_desk, window, place=place), qtbot)
    form.choice.chosen.emit(patient_id)
    qtbot.waitUntil(lambda: form.patient is not None and form.form.isEnabled())
    assert form.tell.text.text() == "Mon 30 Nov, 14:30"
    assert (form.fields.room.raw_text(), form.fields.minutes.value()) == ("Room 2", 30)
    save(form, qtbot)


def test_a_free_time_of_a_list_is_booked_as_it_is(
    reception_desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, rooms: tuple[int, int], qtbot: QtBot
) -> None:
    start = at(file_bench, date(2026, 11, 30), 14, 30)
    place = Place(starts_at=start, minutes=50, numbing_minutes=20, clean_up_minutes=5, room_id=rooms[1])
    form = shown(BookingForm(reception_desk, window, patient_id=patient_id, place=place), qtbot)
    save(form, qtbot)
    (visit,) = list_patient_visits(file_bench.practitioner, patient_id)
    assert visit.place == place


def test_a_walk_in_is_here_by_being_booked(
    reception_desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, qtbot: QtBot
) -> None:
    file_bench.clock.pass_days(1)
    form = shown(BookingForm(reception_desk, window, patient_id=patient_id, walk_in=True), qtbot)
    assert form.tell.caption.text() == "Walk-in, here now; begins"
    assert form.tell.text.text() == "Mon 23 Nov, 12:00"
    offered(form, qtbot)
    assert {one.place.starts_at.date() for one in form.offers.offers} == {date(2026, 11, 23)}
    save(form, qtbot)
    (visit,) = list_patient_visits(file_bench.practitioner, patient_id)
    assert (visit.state, visit.is_walk_in) == (VisitState.ARRIVED, True)


def test_two_who_come_together_are_tied(
    reception_desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, qtbot: QtBot
) -> None:
    day = date(2026, 11, 30)
    other = add_patient(file_bench.practitioner, file_bench.patient(given_names="Ida")).value
    beside = booked_for(file_bench, other, at(file_bench, day, 10))
    form = shown(BookingForm(reception_desk, window, patient_id=patient_id), qtbot)
    form.form.restore({"starts_at": "30 Nov 2026", "time": "10:00"})
    qtbot.waitUntil(form.fields.together.isVisible)
    form.fields.together.set_raw_text("10:00 Ida Nwosu")
    save(form, qtbot)
    ties = {one.tie for one in list_visits_on(file_bench.reception, day)}
    assert len(ties) == 1
    assert ties != {None}
    assert beside.tie is None


def test_the_form_fits_a_small_screen_with_everything_in_it(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    open_course(file_bench.practitioner, file_bench.course(patient_id, area="left ankle"))
    form = shown(BookingForm(desk, window, patient_id=patient_id, course_id=course_id), qtbot)
    safe_day(form, qtbot)
    form.form.restore({"time": "8:00", "starts_at": "1 Dec 2026"})
    form.try_to_save()
    qtbot.waitUntil(form.fields.outside.isVisible)
    reason = form.fields.reason.input
    qtbot.waitUntil(lambda: reason.visibleRegion().boundingRect().height() == reason.height())
    assert form.height() <= 720


def test_a_visit_is_moved_to_an_offer_and_the_step_is_told(
    reception_desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, qtbot: QtBot
) -> None:
    visit = booked_for(file_bench, patient_id, at(file_bench, date(2026, 11, 30), 10))
    form = shown(MoveForm(reception_desk, window, visit), qtbot)
    assert form.who.text() == "Amara Nwosu, now Mon 30 Nov, 10:00"
    offered(form, qtbot)
    QTest.keyClick(form, Qt.Key.Key_1, ALT)
    with qtbot.waitSignal(form.moved):
        save(form, qtbot)
    moved = read_visit(file_bench.reception, visit.id).visit
    assert moved.starts_at == at(file_bench, date(2026, 11, 30), 9)


def test_a_visit_moved_by_somebody_else_is_told_and_can_be_moved_then(
    reception_desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, qtbot: QtBot
) -> None:
    visit = booked_for(file_bench, patient_id, at(file_bench, date(2026, 11, 30), 10))
    form = shown(MoveForm(reception_desk, window, replace(visit, version=visit.version - 1)), qtbot)
    form.form.restore({"time": "11:00"})
    press_save(form, qtbot)
    qtbot.waitUntil(lambda: bool(form.form.notices.notices))
    qtbot.waitUntil(lambda: form.visit.version == visit.version)
    save(form, qtbot)


def test_a_move_to_an_unsafe_day_asks_a_practitioner_for_the_reason(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    patient = read_booking_patient(file_bench.reception, patient_id)
    assert [course.course_id for course in patient.courses] == [course_id]
    entry = VisitEntry(
        entry_id=file_bench.mint(),
        patient_id=patient_id,
        course_ids=(course_id,),
        kind=VisitKind.SESSION,
        place=Place(starts_at=at(file_bench, date(2027, 1, 5), 10), minutes=30),
    )
    visit = read_visit(file_bench.practitioner, book_visit(file_bench.practitioner, entry).value).visit
    form = shown(MoveForm(desk, window, visit), qtbot)
    qtbot.waitUntil(lambda: form.safe_chip.accessibleName() == "Safe to book from 31 Dec 2026")
    form.form.restore({"starts_at": "1 Dec 2026"})
    assert form.fields.reason.isVisible()
    form.try_to_save()
    form.fields.reason.set_value("The patient moves abroad.")
    save(form, qtbot)
    assert read_visit(file_bench.practitioner, visit.id).steps[-1].reason == "The patient moves abroad."
