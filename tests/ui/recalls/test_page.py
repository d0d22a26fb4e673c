"""The recall list worked to zero by keys and by mouse, with undo, groups and free times."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pico_tracker.domain.contacts import ContactMeans, ContactOutcome
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.free_times import FreeTime
from pico_tracker.domain.patients import ContactPreference
from pico_tracker.domain.recalls import DueKind, RecallGroup
from pico_tracker.services.contacts import list_contacts
from pico_tracker.services.patients import add_patient
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.visits import book_visit, read_visit
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.cells import TwoLines
from pico_tracker.ui.recalls.outcome_forms import CallBackForm, OutcomeForm, ReasonForm, SnoozeForm
from pico_tracker.ui.recalls.page import RecallsPage
from pico_tracker.ui.recalls.recall_words import said_reason
from tests.builders import NOON, TODAY, Bench
from tests.ui.recalls.conftest import AddOverdue, OpenPage


@pytest.fixture
def page(desk: Desk, add_overdue: AddOverdue, open_page: OpenPage) -> RecallsPage:
    """Amir is late by 41 days, Sofia by 14."""
    wish = {"contact_preference": ContactPreference.PHONE, "contact_hours": "after 17:00", "consent_texts": True}
    add_overdue("Amir", 41, **wish)
    add_overdue("Sofia", 14)
    return open_page(desk)


def names(page: RecallsPage) -> list[str]:
    return [line.patient_name.split()[0] for line in page.table.records.rows]


def times(page: RecallsPage) -> tuple[str, ...]:
    return page.person._times.texts


def press(page: RecallsPage, key: Qt.Key) -> None:
    QTest.keyClick(page.table, key)


def test_the_longest_waiting_stands_first_and_is_chosen(page: RecallsPage, qtbot: QtBot) -> None:
    assert names(page) == ["Amir", "Sofia"]
    assert page.summary.text() == "2 to reach, harm first. The list is done when it is empty."
    person = page.person
    assert person.title.text() == "Amir Saleh"
    assert person.reach.text() == "+44 7700 900142 · phone, after 17:00 · texts agreed"
    assert person.reason.text() == "Session 2, Tattoo removal, right forearm"
    assert person.due_window.text() == "Window 28 Sep to 12 Oct."
    qtbot.waitUntil(lambda: person.safe.text() == "Safe to book now.")


def test_one_key_takes_a_line_away_and_undo_brings_it_back(
    page: RecallsPage, file_bench: Bench, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: names(page) == ["Sofia"])
    assert page.person.title.text() == "Sofia Saleh"
    (notice,) = page.notices.notices
    assert notice.text.text() == "Amir Saleh: no answer."
    notice.undo_button.click()
    qtbot.waitUntil(lambda: names(page) == ["Amir", "Sofia"])


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        (Qt.Key.Key_P, ContactOutcome.SPOKE),
        (Qt.Key.Key_N, ContactOutcome.NO_ANSWER),
        (Qt.Key.Key_M, ContactOutcome.MESSAGE_LEFT),
        (Qt.Key.Key_W, ContactOutcome.WRONG_NUMBER),
    ],
)
def test_each_key_records_its_outcome(
    page: RecallsPage, file_bench: Bench, qtbot: QtBot, key: Qt.Key, outcome: ContactOutcome
) -> None:
    line = page.person.line
    assert line is not None
    press(page, key)
    qtbot.waitUntil(lambda: len(names(page)) == 1)
    (contact,) = list_contacts(file_bench.reception, line.patient_id)
    assert (contact.entry.outcome, contact.entry.means) == (outcome, ContactMeans.PHONE)
    assert contact.entry.course_id == line.course_id


def test_the_list_is_worked_to_zero(page: RecallsPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: names(page) == ["Sofia"])
    with qtbot.waitSignal(page.count_changed, check_params_cb=lambda count, urgent: (count, urgent) == (0, False)):
        press(page, Qt.Key.Key_N)
    assert page.empty.isVisible()
    assert page.empty.text.text().startswith("Nobody left to call.")
    assert not page.table.isVisible()
    assert page.person.line is None
    assert page.person.buttons == {}
    assert page.summary.text() == "The list is done."
    press(page, Qt.Key.Key_N)
    page.open_texts()
    assert page.person.title.text() == "Nobody chosen"


def form_of(page: RecallsPage, kind: type[OutcomeForm]) -> OutcomeForm:
    (form,) = page.findChildren(kind)
    return form


def test_a_call_back_is_asked_for_with_day_and_time(page: RecallsPage, file_bench: Bench, qtbot: QtBot) -> None:
    line = page.person.line
    assert line is not None
    press(page, Qt.Key.Key_C)
    form = form_of(page, CallBackForm)
    assert isinstance(form, CallBackForm)
    form.day.set_value(TODAY + timedelta(days=2))
    form.time.set_raw_text("17:15")
    form.try_to_save()
    qtbot.waitUntil(lambda: names(page) == ["Sofia"])
    (contact,) = list_contacts(file_bench.reception, line.patient_id)
    back = contact.entry.call_back_at
    assert back is not None
    assert (back.date(), f"{back:%H:%M}") == (TODAY + timedelta(days=2), "17:15")


def test_a_call_back_in_the_past_is_told_beside_its_field(page: RecallsPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_C)
    form = form_of(page, CallBackForm)
    assert isinstance(form, CallBackForm)
    form.day.set_value(TODAY - timedelta(days=1))
    form.try_to_save()
    assert [str(one.sentence) for one in form.day.findings] == ["This time has passed. Enter when to call back."]
    form.reject()


def test_a_snoozed_line_rests_for_two_weeks_unless_another_day_is_named(
    page: RecallsPage, file_bench: Bench, qtbot: QtBot
) -> None:
    line = page.person.line
    assert line is not None
    press(page, Qt.Key.Key_S)
    form_of(page, SnoozeForm).try_to_save()
    qtbot.waitUntil(lambda: names(page) == ["Sofia"])
    (contact,) = list_contacts(file_bench.reception, line.patient_id)
    assert contact.entry.hidden_until == TODAY + timedelta(days=14)


@pytest.mark.parametrize(
    ("key", "outcome"), [(Qt.Key.Key_D, ContactOutcome.DECLINED), (Qt.Key.Key_X, ContactOutcome.DO_NOT_CONTACT)]
)
def test_what_ends_something_asks_for_a_reason(
    page: RecallsPage, file_bench: Bench, qtbot: QtBot, key: Qt.Key, outcome: ContactOutcome
) -> None:
    line = page.person.line
    assert line is not None
    press(page, key)
    form = form_of(page, ReasonForm)
    assert isinstance(form, ReasonForm)
    form.try_to_save()
    assert form.note.findings
    form.note.set_value("Moved away.")
    form.try_to_save()
    qtbot.waitUntil(lambda: names(page) == ["Sofia"])
    (contact,) = list_contacts(file_bench.reception, line.patient_id)
    assert (contact.entry.outcome, contact.entry.note) == (outcome, "Moved away.")
    page.notices.notices[0].undo_button.click()
    qtbot.waitUntil(lambda: names(page) == ["Amir", "Sofia"])


def test_booking_and_the_record_are_wishes_for_the_window(page: RecallsPage, qtbot: QtBot) -> None:
    line = page.person.line
    assert line is not None
    with qtbot.waitSignal(page.book_wanted) as wish:
        press(page, Qt.Key.Key_B)
    assert wish.args == [line, None]
    with qtbot.waitSignal(page.patient_wanted) as wish:
        press(page, Qt.Key.Key_Return)
    assert wish.args == [line.patient_id, line.course_id]
    with qtbot.waitSignal(page.patient_wanted):
        page.person.record_button.click()


def test_free_times_are_shown_for_the_chosen_line_and_can_be_taken(page: RecallsPage, qtbot: QtBot) -> None:
    line, other = page.table.records.rows
    starts = NOON + timedelta(days=1, minutes=30)
    free = FreeTime(place=Place(starts_at=starts, minutes=45), practitioner_name="Dr A", room_name="Room 1")
    page.show_free_times((free,), other)
    assert times(page) == ()
    page.show_free_times((free,), line)
    assert times(page) == ("Mon 23 Nov 12:30 · Dr A · Room 1",)
    with qtbot.waitSignal(page.book_wanted) as wish:
        page.person.time_wanted.emit(free)
    assert wish.args == [line, free]
    with qtbot.waitSignal(page.free_times_wanted) as asked:
        page.table.go_to(other.key)
    assert asked.args == [other]
    assert times(page) == ()


def test_a_booking_is_kept_with_the_line_when_the_window_says_so(
    page: RecallsPage, file_bench: Bench, qtbot: QtBot
) -> None:
    line = page.person.line
    assert line is not None
    place = Place(starts_at=NOON + timedelta(days=20), minutes=45)
    entry = VisitEntry(
        entry_id=file_bench.mint(),
        patient_id=line.patient_id,
        course_ids=(line.course_id,),
        kind=line.visit_kind,
        place=place,
    )
    visit_id = book_visit(file_bench.reception, entry).value
    page.note_booked(line, visit_id)
    qtbot.waitUntil(lambda: names(page) == ["Sofia"])
    (contact,) = list_contacts(file_bench.reception, line.patient_id)
    assert (contact.entry.outcome, contact.entry.visit_id) == (ContactOutcome.BOOKED, visit_id)


def test_a_confirmed_visit_leaves_the_list_and_undo_brings_it_back(
    desk: Desk, file_bench: Bench, open_page: OpenPage, qtbot: QtBot
) -> None:
    patient_id = add_patient(file_bench.reception, file_bench.patient()).value
    place = Place(starts_at=NOON + timedelta(days=1), minutes=30)
    entry = VisitEntry(
        entry_id=file_bench.mint(), patient_id=patient_id, course_ids=(), kind=VisitKind.REVIEW, place=place
    )
    visit_id = book_visit(file_bench.reception, entry).value
    page = open_page(desk)
    assert page.person.reason.text() == "Review, 12:00"
    press(page, Qt.Key.Key_F)
    qtbot.waitUntil(page.empty.isVisible)
    assert read_visit(file_bench.reception, visit_id).visit.state is VisitState.CONFIRMED
    page.notices.notices[0].undo_button.click()
    qtbot.waitUntil(lambda: len(names(page)) == 1)
    assert read_visit(file_bench.reception, visit_id).visit.state is VisitState.BOOKED


def test_a_chip_narrows_the_list_to_its_group(
    page: RecallsPage, file_bench: Bench, add_overdue: AddOverdue, qtbot: QtBot
) -> None:
    course_id = add_overdue("Mina", 5)
    report_side_effect(file_bench.practitioner, file_bench.side_effect(course_id, None))
    with qtbot.waitSignal(page.count_changed, check_params_cb=lambda count, urgent: (count, urgent) == (3, True)):
        page.refresh()
    assert names(page) == ["Mina", "Amir", "Sofia"]
    chips = page.chips.chips
    assert [chip.text() for chip in chips.values() if chip.isVisible()] == ["Reactions 1", "Overdue 2"]
    QTest.mouseClick(chips[RecallGroup.OVERDUE], Qt.MouseButton.LeftButton)
    assert names(page) == ["Amir", "Sofia"]
    QTest.mouseClick(chips[RecallGroup.REACTIONS], Qt.MouseButton.LeftButton)
    assert (names(page), page.chips.group) == (["Mina"], RecallGroup.REACTIONS)
    assert page.person.safe.text() == "Book after a review only."
    press(page, Qt.Key.Key_N)
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.text.text().startswith("Nobody left in this group.")
    QTest.mouseClick(chips[RecallGroup.REACTIONS], Qt.MouseButton.LeftButton)
    assert names(page) == ["Amir", "Sofia"]


def test_boxes_are_ticked_by_space_and_by_click(page: RecallsPage) -> None:
    assert page.texts_button.said() == "Texts…"
    press(page, Qt.Key.Key_Space)
    assert page.texts_button.said() == "Texts for 1 ticked…"
    box = page.table.visualRect(page.table.records.index(1, 0)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box))
    assert [line.patient_name for line in page.table.ticked()] == ["Amir Saleh", "Sofia Saleh"]
    assert page.table.records.index(0, 0).data() == "Ticked"
    press(page, Qt.Key.Key_Space)
    assert len(page.table.ticked()) == 1
    page.table.grab()


def test_all_boxes_are_ticked_at_once_by_keys_and_by_the_title(page: RecallsPage) -> None:
    page.table.selectAll()
    press(page, Qt.Key.Key_Space)
    assert len(page.table.ticked()) == 2
    header = page.table.horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(0) + header.sectionSize(0) // 2, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert page.table.ticked() == ()
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert page.texts_button.said() == "Texts for 2 ticked…"


def test_a_call_after_a_session_is_written_down_in_its_own_form(
    desk: Desk, add_overdue: AddOverdue, open_page: OpenPage, qtbot: QtBot
) -> None:
    course_id = add_overdue("Hana", -56)
    page = open_page(desk)
    (line,) = page.table.records.rows
    assert line.kind is DueKind.FOLLOW_UP_CALL
    with qtbot.waitSignal(page.call_wanted) as wish:
        press(page, Qt.Key.Key_P)
    assert wish.args == [line.patient_id, course_id]
    assert ContactOutcome.BOOKED not in page.person.buttons


def test_contacts_are_told_in_the_history(page: RecallsPage, file_bench: Bench, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: names(page) == ["Sofia"])
    file_bench.clock.pass_days(3)
    page.refresh()
    qtbot.waitUntil(lambda: names(page) == ["Amir", "Sofia"])
    page.table.go_to(page.table.records.rows[0].key)
    qtbot.waitUntil(lambda: bool(page.person._history.texts))
    assert page.person._history.texts == ("22 Nov 12:00 · phone · no answer · Practitioner",)
    assert page.table.records.index(0, 6).data() == "22 Nov, no answer"
    assert page.table.records.index(0, 5).data() == "1"


def test_reception_reads_the_number_of_the_session_and_nothing_of_the_course(
    reception_desk: Desk, add_overdue: AddOverdue, open_page: OpenPage
) -> None:
    add_overdue("Amir", 41)
    page = open_page(reception_desk)
    assert page.person.reason.text() == "Session 2"
    (line,) = page.table.records.rows
    assert said_reason(line, TODAY) == TwoLines("Session 2", "")
