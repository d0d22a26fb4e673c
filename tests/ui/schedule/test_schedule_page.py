"""The schedule: a week of everybody or of one, a day in columns, and the way between them."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pico_tracker.domain.day_book import ColumnKind
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.services.patients import add_patient
from pico_tracker.services.visits import book_visit, read_visit
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.cancel_form import CancelForm
from pico_tracker.ui.schedule.page import SchedulePage
from tests.builders import NOON, Bench
from tests.ui.desks import Show


@pytest.fixture
def booked(file_bench: Bench) -> tuple[int, int]:
    """A visit with the practitioner on Monday 23 November and one without anybody on Tuesday."""
    patient_id = add_patient(file_bench.reception, file_bench.patient()).value
    keys = []
    for days, who in ((1, file_bench.practitioner.operator.id), (2, None)):
        entry = VisitEntry(
            entry_id=file_bench.mint(),
            patient_id=patient_id,
            course_ids=(),
            kind=VisitKind.REVIEW,
            place=Place(starts_at=NOON + timedelta(days=days), minutes=30, practitioner_id=who),
        )
        keys.append(book_visit(file_bench.reception, entry).value)
    return keys[0], keys[1]


@pytest.fixture
def page(reception_desk: Desk, booked: tuple[int, int], on_screen: Show, qtbot: QtBot) -> SchedulePage:
    made = SchedulePage(reception_desk)
    on_screen(made)
    made.refresh()
    qtbot.waitUntil(lambda: bool(made.title.text()))
    return made


def by_day(page: SchedulePage) -> list[list[int]]:
    return [[visit.id for visit in column.visits] for column in page.book.view.shown.book.columns]


def test_it_opens_on_this_week_and_goes_to_the_next(
    page: SchedulePage, booked: tuple[int, int], qtbot: QtBot
) -> None:
    assert page.title.text() == "16 Nov 2026 to 22 Nov 2026"
    assert by_day(page) == [[], [], [], [], [], [], []]
    page.tools.on.click()
    qtbot.waitUntil(lambda: page.title.text() == "23 Nov 2026 to 29 Nov 2026")
    assert by_day(page) == [[booked[0]], [booked[1]], [], [], [], [], []]
    page.tools.today.click()
    qtbot.waitUntil(lambda: page.title.text() == "16 Nov 2026 to 22 Nov 2026")


def test_a_week_is_narrowed_to_one_practitioner(
    page: SchedulePage, file_bench: Bench, booked: tuple[int, int], qtbot: QtBot
) -> None:
    page.go(1)
    qtbot.waitUntil(lambda: sum(map(len, by_day(page))) == 2)
    page.whose.set_value(file_bench.practitioner.operator.id)
    qtbot.waitUntil(lambda: by_day(page)[:2] == [[booked[0]], []])
    page.whose.set_value(0)
    qtbot.waitUntil(lambda: by_day(page)[:2] == [[booked[0]], [booked[1]]])


def test_a_key_shows_one_day_in_columns_and_the_week_again(page: SchedulePage, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.title.text() == "22 Nov 2026")
    assert not page.whose.isVisible()
    page.go(1)
    qtbot.waitUntil(lambda: page.title.text() == "23 Nov 2026")
    assert [column.name for column in page.book.view.shown.book.columns] == ["Practitioner"]
    page.span_button.click()
    qtbot.waitUntil(lambda: page.title.text() == "23 Nov 2026 to 29 Nov 2026")
    assert page.whose.isVisible()


def test_columns_can_be_rooms_and_lasers(page: SchedulePage, qtbot: QtBot) -> None:
    page.show_day(NOON.date() + timedelta(days=1))
    page.tools.choose_kind(ColumnKind.DEVICE)
    qtbot.waitUntil(lambda: page.book.view.shown.book.kind is ColumnKind.DEVICE)
    assert [column.name for column in page.book.view.shown.book.columns][:1] == ["PicoWay · 21-0447"]


def test_a_visit_goes_to_another_day_of_the_week_by_a_key(
    page: SchedulePage, booked: tuple[int, int], qtbot: QtBot
) -> None:
    page.go(1)
    qtbot.waitUntil(lambda: by_day(page)[:2] == [[booked[0]], [booked[1]]])
    page.book.view.focus_visit(booked[1])
    QTest.keyClick(page.book.view.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(page.notices.notices))
    assert page.notices.notices[0].text.text() == "Amara Nwosu: now at 25 Nov 2026, 12:00, 30 min."
    page.refresh()
    qtbot.waitUntil(lambda: by_day(page)[:3] == [[booked[0]], [], [booked[1]]])


def test_what_is_held_already_is_said_and_the_visit_stays(
    page: SchedulePage, booked: tuple[int, int], qtbot: QtBot
) -> None:
    page.go(1)
    qtbot.waitUntil(lambda: by_day(page)[:2] == [[booked[0]], [booked[1]]])
    page.book.view.focus_visit(booked[1])
    QTest.keyClick(page.book.view.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(page.notices.notices))
    assert {notice.text.text() for notice in page.notices.notices} == {
        "The patient has another visit 12:00 to 12:30.",
        "Amara Nwosu stays at 12:00.",
    }
    page.refresh()
    qtbot.waitUntil(lambda: by_day(page)[:2] == [[booked[0]], [booked[1]]])


def test_a_visit_keeps_its_practitioner_on_another_day_of_everybodys_week(
    page: SchedulePage, file_bench: Bench, booked: tuple[int, int], qtbot: QtBot
) -> None:
    page.go(1)
    qtbot.waitUntil(lambda: by_day(page)[:2] == [[booked[0]], [booked[1]]])
    page.book.view.focus_visit(booked[0])
    for _days in range(2):
        QTest.keyClick(page.book.view.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(page.notices.notices))
    moved = read_visit(file_bench.reception, booked[0]).visit
    assert (f"{moved.starts_at:%a}", moved.practitioner_name) == ("Wed", "Practitioner")


def test_a_visit_cancelled_on_its_card_frees_its_time(
    page: SchedulePage, booked: tuple[int, int], qtbot: QtBot
) -> None:
    page.go(1)
    qtbot.waitUntil(lambda: by_day(page)[:2] == [[booked[0]], [booked[1]]])
    page.book.view.focus_visit(booked[0])
    qtbot.waitUntil(lambda: page.card.visit is not None and page.card.cancel_button.isVisible())
    page.card.cancel_button.click()
    form = page.card.form
    assert isinstance(form, CancelForm)
    qtbot.waitUntil(form.isVisible)
    form.why.set_value("The patient is ill.")
    with qtbot.waitSignal(page.freed) as freed:
        form.try_to_save()
    assert freed.args is not None
    assert freed.args[0].id == booked[0]
