"""Today: the day book, harm first, drafts, and what stands there when nothing does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.recalls import DueKind, DueLine
from pico_tracker.services.drafts import keep_draft
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.cancel_form import CancelForm
from pico_tracker.ui.kit.cards import EmptyState
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.today.attention import said_due
from pico_tracker.ui.today.page import TodayPage, said_summary
from tests.builders import NOON, TODAY, Bench
from tests.ui.window.conftest import Known


def a_visit(number: int, start: int, minutes: int = 60, who: str = "Dr A", **changes: object) -> Visit:
    place = Place(starts_at=NOON.replace(hour=0) + timedelta(minutes=start), minutes=minutes)
    values = {
        "id": number,
        "version": 1,
        "patient_id": number,
        "patient_name": f"Patient {number}",
        "record_number": f"P-{number}",
        "kind": VisitKind.SESSION,
        "state": VisitState.BOOKED,
        "place": place,
        "course_ids": (number,),
        "practitioner_name": who,
    }
    return Visit(**(values | changes))  # type: ignore[arg-type]


def a_line(kind: DueKind, days: int, **changes: object) -> DueLine:
    values = {
        "kind": kind,
        "patient_id": 1,
        "patient_name": "Amara Nwosu",
        "record_number": "P-10001",
        "phone": "",
        "course_id": 1,
        "course_title": "Tattoo, right forearm",
        "due_on": TODAY - timedelta(days=days),
        "session_number": 5,
    }
    return DueLine(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture
def today(desk: Desk, show: Callable[[QWidget], None]) -> TodayPage:
    page = TodayPage(desk)
    show(page)
    page.refresh()
    return page


def booked(page: TodayPage) -> list[Visit]:
    return [visit for column in page.book.view.shown.book.columns for visit in column.visits]


def test_the_day_is_named_and_summed_up(qtbot: QtBot, known: Known, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: bool(booked(today)))
    assert today.title.text() == "Sunday 22 November"
    assert today.summary.text() == "1 booked · next 15:00 Amara Nwosu"


def test_a_visit_opens_its_course_by_enter(qtbot: QtBot, known: Known, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: bool(booked(today)))
    today.book.view.focus_visit(booked(today)[0].id)
    canvas = today.book.view.canvas
    assert canvas.accessibleName().startswith("15:00 Amara Nwosu")
    with qtbot.waitSignal(today.course_wanted) as wish:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert wish.args == [known.patient_id, known.course_id]


def test_an_empty_day_says_what_will_stand_there(qtbot: QtBot, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: bool(today.day.findChildren(EmptyState)))
    (empty,) = today.day.findChildren(EmptyState)
    assert empty.text.text().startswith("Nobody is booked.")
    with qtbot.waitSignal(today.new_patient_wanted):
        empty.button.click()


def test_a_visit_is_moved_by_a_key_and_moved_back_by_undo(qtbot: QtBot, known: Known, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: bool(booked(today)))
    view = today.book.view
    view.focus_visit(booked(today)[0].id)
    QTest.keyClick(view.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(today.notices.notices))
    assert today.notices.notices[0].text.text() == "Amara Nwosu: now at 15:05, 45 min."
    today.refresh()
    qtbot.waitUntil(lambda: [f"{one.starts_at:%H:%M}" for one in booked(today)] == ["15:05"])
    today.notices.notices[0].undo_button.click()
    today.refresh()
    qtbot.waitUntil(lambda: [f"{one.starts_at:%H:%M}" for one in booked(today)] == ["15:00"])


def test_a_visit_is_brought_on_from_its_menu(qtbot: QtBot, known: Known, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: bool(booked(today)))
    today.book.open_menu(booked(today)[0], today.mapToGlobal(today.rect().center()))
    assert today.book.menu is not None
    actions = {action.text().partition("\t")[0]: action for action in today.book.menu.actions()}
    assert "Booked again" not in actions
    actions["Arrived"].trigger()
    qtbot.waitUntil(lambda: bool(today.notices.notices))
    assert today.notices.notices[0].text.text() == "Amara Nwosu: arrived."
    today.refresh()
    qtbot.waitUntil(lambda: booked(today)[0].state is VisitState.ARRIVED)


def test_a_single_letter_brings_the_visit_on(qtbot: QtBot, known: Known, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: bool(booked(today)))
    today.book.view.focus_visit(booked(today)[0].id)
    QTest.keyClick(today.book.view.canvas, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: bool(today.notices.notices))
    assert today.notices.notices[0].text.text() == "Amara Nwosu: arrived."
    QTest.keyClick(today.book.view.canvas, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: any(form.isVisible() for form in today.window().findChildren(CancelForm)))
    (form,) = today.window().findChildren(CancelForm)
    assert form.close_button.text() == "Keep visit"
    form.close_button.click()


def test_a_treatment_moved_too_early_asks_a_practitioner_why(
    qtbot: QtBot, file_bench: Bench, known: Known, today: TodayPage
) -> None:
    log_session(
        file_bench.practitioner, file_bench.session(known.course_id, performed_on=TODAY - timedelta(days=1))
    )
    today.refresh()
    qtbot.waitUntil(lambda: bool(booked(today)))
    visit = booked(today)[0]
    later = replace(visit.place, starts_at=visit.starts_at + timedelta(days=2))
    today.book.move_to(visit, later)
    qtbot.waitUntil(lambda: today.book.dialog is not None and today.book.dialog.isVisible())
    form = today.book.dialog
    assert form is not None
    assert "safe to book from" in form.about.text()
    form.try_to_save()
    assert form.isVisible(), "without a reason it stays"
    form.reason.set_value("She moves abroad.")
    form.try_to_save()
    qtbot.waitUntil(lambda: bool(today.notices.notices))
    assert today.notices.notices[0].text.text() == "Amara Nwosu: now at 24 Nov 2026, 15:00, 45 min."


def test_names_are_hidden_by_one_key_and_shown_by_it_again(qtbot: QtBot, known: Known, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: bool(booked(today)))
    with qtbot.waitSignal(today.hide_wanted):
        QTest.keyClick(today, Qt.Key.Key_F9)
    today.hide_details(hidden=True)
    today.book.view.focus_visit(booked(today)[0].id)
    assert "Amara" not in today.book.view.canvas.accessibleName()
    assert not today.attention.isVisible()
    assert not today.summary.isVisible()
    today.hide_details(hidden=False)
    assert "Amara" in today.book.view.canvas.accessibleName()
    assert today.attention.isVisible()


def test_a_free_time_is_booked_there(qtbot: QtBot, known: Known, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: bool(booked(today)))
    column = today.book.view.shown.book.columns[0]
    with qtbot.waitSignal(today.time_wanted) as wish:
        today.book.view.time_wanted.emit(column, NOON.replace(hour=17))
    assert wish.args == [Place(starts_at=NOON.replace(hour=17), minutes=30, practitioner_id=column.key)]
    with qtbot.waitSignal(today.time_wanted) as wish:
        today.tools.book_button.click()
    assert wish.args == [None]


def test_an_open_reaction_stands_in_the_list_and_opens_its_course(
    qtbot: QtBot, blistered: Known, today: TodayPage
) -> None:
    qtbot.waitUntil(lambda: len(today.attention.rows) == 1)
    (row,) = today.attention.rows
    assert (row.row.first, row.row.chip.text) == ("Blister, mild", "Healing")
    assert row.row.second.startswith("Day 0 · Amara Nwosu · ")
    with qtbot.waitSignal(today.course_wanted) as wish:
        row.click()
    assert wish.args == [blistered.patient_id, blistered.course_id]


def test_reception_reads_no_clinical_word_of_a_reaction(
    qtbot: QtBot, desk: Desk, file_bench: Bench, blistered: Known, show: Callable[[QWidget], None]
) -> None:
    desk.take_over(file_bench.reception)
    page = TodayPage(desk)
    show(page)
    page.refresh()
    qtbot.waitUntil(lambda: len(page.attention.rows) == 1)
    assert page.attention.rows[0].row.first == "Review due"


def test_a_line_says_how_late_it_is_in_words() -> None:
    text = said_due(a_line(DueKind.SESSION_OVERDUE, 41), TODAY)
    assert text.first == "Session 5, 41 d late"
    assert text.second == "12 Oct · Amara Nwosu · Tattoo, right forearm"
    assert (text.chip.text, text.edge) == ("Overdue", None)


def test_a_prolonged_reaction_has_the_edge_of_harm() -> None:
    text = said_due(a_line(DueKind.SIDE_EFFECT_PROLONGED, 19, detail="Redness", session_number=0), TODAY)
    assert (text.first, text.edge) == ("Redness", Tone.DANGER)
    assert text.second.startswith("Day 19 · ")


def test_what_lies_ahead_is_not_called_late() -> None:
    text = said_due(a_line(DueKind.MAINTENANCE_DUE, -5, session_number=2), TODAY)
    assert text.first == "Maintenance 2"
    assert text.second.startswith("27 Nov · ")


def test_a_day_of_another_year_is_said_with_its_year() -> None:
    text = said_due(a_line(DueKind.MAINTENANCE_OVERDUE, 400), TODAY)
    assert (text.first, text.second[:11]) == ("Maintenance 5, 400 d late", "18 Oct 2025")


def test_a_draft_is_offered_thrown_away_and_taken_back(
    qtbot: QtBot, desk: Desk, file_bench: Bench, today: TodayPage
) -> None:
    draft = Draft(
        entry_id=file_bench.mint(),
        form="session",
        subject_id=1,
        title="Session, right forearm",
        content={"pain": "4"},
        saved_at=NOON,
    )
    keep_draft(file_bench.practitioner, draft)
    today.refresh()
    qtbot.waitUntil(lambda: len(today.drafts.drafts) == 1)
    assert today.drafts.isVisible()
    with qtbot.waitSignal(desk.backend.records_changed):
        today.drafts.thrown_away.emit(today.drafts.drafts[0])
    today.refresh()
    qtbot.waitUntil(lambda: not today.drafts.isVisible())
    with qtbot.waitSignal(desk.backend.records_changed):
        today.notices.notices[0].undo_button.click()
    today.refresh()
    qtbot.waitUntil(today.drafts.isVisible)


def test_midnight_asks_for_the_new_day(qtbot: QtBot, file_bench: Bench, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: bool(today.title.text()))
    file_bench.clock.pass_days(1)
    today._minute_passed()
    qtbot.waitUntil(lambda: today.title.text() == "Monday 23 November")


def test_another_day_stays_while_records_change(qtbot: QtBot, known: Known, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: bool(booked(today)))
    today.go(1)
    qtbot.waitUntil(lambda: today.title.text() == "Monday 23 November")
    today.refresh()
    qtbot.waitUntil(lambda: today.summary.text() == "Nobody is booked.")
    today.go(0)
    qtbot.waitUntil(lambda: today.title.text() == "Sunday 22 November")


def test_a_summary_counts_what_is_done_and_who_waits() -> None:
    visits = [
        a_visit(1, 540, state=VisitState.DONE),
        a_visit(2, 700, state=VisitState.ARRIVED),
        a_visit(3, 900),
    ]
    assert said_summary(visits, NOON) == "3 booked · 1 done · 1 waiting · next 15:00 Patient 3"
