"""Today: the day book, harm first, drafts, and what stands there when nothing does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.diary import Visit, VisitKind, VisitState
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.recalls import DueKind, DueLine
from pico_tracker.services.drafts import keep_draft
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.cards import EmptyState
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.today.attention import said_due
from pico_tracker.ui.today.day_grid import columns_of, place_visits
from pico_tracker.ui.today.page import TodayPage, said_summary
from tests.builders import NOON, TODAY, Bench
from tests.ui.window.conftest import Known


def a_visit(number: int, start: int, minutes: int = 60, who: str = "Dr A", **changes: object) -> Visit:
    starts = NOON.replace(hour=0) + timedelta(minutes=start)
    values = {
        "id": number,
        "patient_id": number,
        "patient_name": f"Patient {number}",
        "record_number": f"P-{number}",
        "kind": VisitKind.SESSION,
        "state": VisitState.BOOKED,
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=minutes),
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


def test_the_day_is_named_and_summed_up(qtbot: QtBot, known: Known, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: today.grid is not None)
    assert today.title.text() == "Sunday 22 November"
    assert today.summary.text() == "1 booked · next 15:00 Amara Nwosu"


def test_a_visit_opens_its_course_by_enter(qtbot: QtBot, known: Known, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: today.grid is not None)
    assert today.grid is not None
    (block,) = today.grid.blocks
    assert block.accessibleName() == "15:00 Amara Nwosu. Booked. Session · to 15:45"
    with qtbot.waitSignal(today.course_wanted) as wish:
        QTest.keyClick(block, Qt.Key.Key_Return)
    assert wish.args == [known.patient_id, known.course_id]


def test_an_empty_day_says_what_will_stand_there(qtbot: QtBot, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: bool(today.day.findChildren(EmptyState)))
    (empty,) = today.day.findChildren(EmptyState)
    assert empty.text.text().startswith("Nobody is booked today.")
    with qtbot.waitSignal(today.new_patient_wanted):
        empty.button.click()


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


def test_the_day_opens_where_now_is_and_stays_where_it_was_scrolled(
    qtbot: QtBot, file_bench: Bench, known: Known, desk: Desk, show: Callable[[QWidget], None]
) -> None:
    file_bench.clock.moment = NOON.replace(hour=17)
    page = TodayPage(desk)
    show(page)
    page.resize(1000, 420)
    page.refresh()
    qtbot.waitUntil(lambda: page.grid is not None and page.grid.offset() > 0)
    first = page.grid
    assert first is not None
    first._area.verticalScrollBar().setValue(7)
    first.blocks[0].setFocus()
    page.show_visits([*(block.placed.visit for block in first.blocks), a_visit(99, 900)])
    qtbot.waitUntil(lambda: page.grid is not first and page.grid is not None and page.grid.offset() == 7)
    assert page.grid is not None
    assert page.grid.focused() == first.blocks[0].placed.visit.id


def test_midnight_asks_for_the_new_day(qtbot: QtBot, file_bench: Bench, today: TodayPage) -> None:
    qtbot.waitUntil(lambda: bool(today.title.text()))
    file_bench.clock.pass_days(1)
    today._minute_passed()
    assert today.title.text() == "Monday 23 November"


def test_practitioners_stand_by_name_and_nobody_last() -> None:
    visits = [a_visit(1, 600, who=""), a_visit(2, 600, who="N. Costa"), a_visit(3, 600, who="Dr A")]
    assert columns_of(visits) == ("Dr A", "N. Costa", "")


def test_overlapping_visits_stand_side_by_side_and_the_next_takes_the_whole_width() -> None:
    visits = [a_visit(1, 600, 60), a_visit(2, 630, 60), a_visit(3, 690, 30)]
    placed = {one.visit.id: (one.lane, one.lanes, one.span) for one in place_visits(visits, ("Dr A",))}
    assert placed == {1: (0, 2, 1), 2: (1, 2, 1), 3: (0, 1, 1)}


def test_a_visit_takes_the_free_lanes_beside_it() -> None:
    visits = [a_visit(1, 600, 120), a_visit(2, 600, 30), a_visit(3, 600, 30), a_visit(4, 660, 30)]
    placed = {one.visit.id: (one.lane, one.span) for one in place_visits(visits, ("Dr A",))}
    assert placed[4] == (1, 2)


def test_a_summary_counts_what_is_done_and_who_waits() -> None:
    visits = [
        a_visit(1, 540, state=VisitState.DONE),
        a_visit(2, 700, state=VisitState.ARRIVED),
        a_visit(3, 900),
    ]
    assert said_summary(visits, NOON) == "3 booked · 1 done · 1 waiting · next 15:00 Patient 3"
