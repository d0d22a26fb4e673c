"""The card of the visit chosen in the day book: what it says, and the keys that bring the visit on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind, VisitState
from pico_tracker.services.patients import add_patient
from pico_tracker.services.visits import book_visit, move_visit, read_visit, set_visit_state
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.cancel_form import CancelForm
from pico_tracker.ui.diary.move_form import MoveForm
from pico_tracker.ui.diary.visit_card import VisitCard
from pico_tracker.ui.kit.buttons import Button
from tests.builders import Bench
from tests.ui.desks import Show

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def patient_id(file_bench: Bench) -> int:
    file_bench.clock.pass_days(1)  # a Monday, 12:00
    return add_patient(file_bench.practitioner, file_bench.patient()).value


def book(bench: Bench, patient_id: int, minutes_from_now: int, **place: Any) -> int:
    """A visit so many minutes from now, with the practitioner."""
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=(),
        kind=VisitKind.REVIEW,
        place=Place(
            **{
                "starts_at": bench.practitioner.now() + timedelta(minutes=minutes_from_now),
                "minutes": 45,
                "practitioner_id": bench.practitioner.operator.id,
                **place,
            }
        ),
        desk_note="Comes with her sister.",
        note="Look at the red spot.",
    )
    return book_visit(bench.reception, entry).value


@pytest.fixture
def visit_id(file_bench: Bench, patient_id: int) -> int:
    return book(file_bench, patient_id, 15)


@pytest.fixture
def show_card(on_screen: Show, qtbot: QtBot) -> Callable[[Desk, int], VisitCard]:
    def show(desk: Desk, visit_id: int) -> VisitCard:
        card = VisitCard(desk)
        on_screen(card)
        card.show_visit(visit_id)
        qtbot.waitUntil(lambda: card.visit is not None and card.open_button.isVisible())
        return card

    return show


def state_is(card: VisitCard, state: VisitState, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: card.visit is not None and card.visit.state is state)


def press(card: VisitCard, key: Qt.Key, button: Button, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled())
    QTest.keyClick(card, key)


def press_save(form: CancelForm | MoveForm, qtbot: QtBot) -> None:
    form.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    QTest.keyClick(form, Qt.Key.Key_S, CONTROL)


def test_the_card_says_who_comes_when_and_for_what(
    desk: Desk, visit_id: int, show_card: Callable[[Desk, int], VisitCard]
) -> None:
    card = show_card(desk, visit_id)
    assert card.name.text() == "Amara Nwosu"
    assert card.when.text() == "Mon 23 Nov, 12:15 to 13:00"
    assert card.parts.text() == "treatment 45 min"
    assert card.what.text() == "Review"
    assert card.where.text() == "Practitioner"
    assert card.phone.text() == "+44 7700 900142"
    assert card.desk_note.text() == "Desk: Comes with her sister."
    assert card.note.text() == "Clinical: Look at the red spot."
    assert card.history.text() == "No step yet: as it was booked."


def test_reception_reads_no_clinical_note(
    reception_desk: Desk, visit_id: int, show_card: Callable[[Desk, int], VisitCard]
) -> None:
    card = show_card(reception_desk, visit_id)
    assert not card.note.isVisible()
    assert card.desk_note.isVisible()


def test_single_keys_bring_a_visit_from_booked_to_done_and_back(
    reception_desk: Desk,
    file_bench: Bench,
    visit_id: int,
    show_card: Callable[[Desk, int], VisitCard],
    qtbot: QtBot,
) -> None:
    card = show_card(reception_desk, visit_id)
    with qtbot.waitSignal(card.stepped) as stepped:
        press(card, Qt.Key.Key_C, card.states[VisitState.CONFIRMED], qtbot)
    assert stepped.args[1] == "Amara Nwosu: confirmed."
    state_is(card, VisitState.CONFIRMED, qtbot)
    for key, state in (
        (Qt.Key.Key_A, VisitState.ARRIVED),
        (Qt.Key.Key_I, VisitState.IN_ROOM),
        (Qt.Key.Key_D, VisitState.DONE),
    ):
        press(card, key, card.states[state], qtbot)
        state_is(card, state, qtbot)
    assert card.history.text().splitlines() == [
        "12:00 Reception: done",
        "12:00 Reception: in room",
        "12:00 Reception: arrived",
        "12:00 Reception: confirmed",
    ]
    press(card, Qt.Key.Key_U, card.undo_button, qtbot)
    state_is(card, VisitState.IN_ROOM, qtbot)
    qtbot.waitUntil(lambda: card.history.text().startswith("12:00 Reception: undone, back to in room"))
    assert "12:00 Reception: done, undone later" in card.history.text()
    assert read_visit(file_bench.reception, visit_id).visit.state is VisitState.IN_ROOM


def test_the_mouse_does_the_same(
    reception_desk: Desk, visit_id: int, show_card: Callable[[Desk, int], VisitCard], qtbot: QtBot
) -> None:
    card = show_card(reception_desk, visit_id)
    QTest.mouseClick(card.states[VisitState.ARRIVED], Qt.MouseButton.LeftButton)
    state_is(card, VisitState.ARRIVED, qtbot)


def test_nobody_has_missed_a_visit_that_has_not_begun(
    reception_desk: Desk,
    file_bench: Bench,
    visit_id: int,
    show_card: Callable[[Desk, int], VisitCard],
    qtbot: QtBot,
) -> None:
    card = show_card(reception_desk, visit_id)
    missed = card.states[VisitState.NO_SHOW]
    assert not missed.isEnabled()
    assert "nobody has missed it" in missed.toolTip()
    file_bench.clock.moment += timedelta(minutes=30)
    card.tick()
    press(card, Qt.Key.Key_N, missed, qtbot)
    state_is(card, VisitState.NO_SHOW, qtbot)
    press(card, Qt.Key.Key_B, card.states[VisitState.BOOKED], qtbot)
    state_is(card, VisitState.BOOKED, qtbot)


def test_a_late_arrival_says_what_is_left_and_a_long_visit_who_waits(
    reception_desk: Desk,
    file_bench: Bench,
    patient_id: int,
    visit_id: int,
    show_card: Callable[[Desk, int], VisitCard],
    qtbot: QtBot,
) -> None:
    other = add_patient(file_bench.practitioner, file_bench.patient(given_names="Ida")).value
    after = book(file_bench, other, 60)
    file_bench.clock.moment += timedelta(minutes=27)
    card = show_card(reception_desk, visit_id)
    press(card, Qt.Key.Key_A, card.states[VisitState.ARRIVED], qtbot)
    qtbot.waitUntil(lambda: card.wait.text() == "Arrived 12 min late: 33 of 45 min left")
    file_bench.clock.moment += timedelta(minutes=5)
    card.tick()
    assert card.wait.text().splitlines()[1] == "Waiting 5 min"
    press(card, Qt.Key.Key_I, card.states[VisitState.IN_ROOM], qtbot)
    state_is(card, VisitState.IN_ROOM, qtbot)
    file_bench.clock.moment += timedelta(minutes=39)
    set_visit_state(
        file_bench.reception, after, VisitState.ARRIVED, read_visit(file_bench.reception, after).visit.version
    )
    card.show_visit(visit_id)
    qtbot.waitUntil(lambda: card.wait.text() == "Over by 11 min: next at 13:00 waits")


def test_cancelling_asks_why_and_the_reason_stands_in_the_history(
    reception_desk: Desk,
    file_bench: Bench,
    visit_id: int,
    show_card: Callable[[Desk, int], VisitCard],
    qtbot: QtBot,
) -> None:
    card = show_card(reception_desk, visit_id)
    press(card, Qt.Key.Key_X, card.cancel_button, qtbot)
    form = card.form
    assert isinstance(form, CancelForm)
    qtbot.waitUntil(form.isVisible)
    form.try_to_save()
    assert [str(one.sentence) for one in form.why.findings] == ["Say why it is cancelled."]
    form.why.set_value("Has a cold.")
    with qtbot.waitSignal(card.stepped) as stepped:
        press_save(form, qtbot)
    assert stepped.args[1] == "Amara Nwosu: cancelled."
    state_is(card, VisitState.CANCELLED, qtbot)
    assert card.history.text() == "12:00 Reception: cancelled (Has a cold.)"


def test_moving_opens_the_form_on_the_place_of_the_visit(
    reception_desk: Desk,
    file_bench: Bench,
    visit_id: int,
    show_card: Callable[[Desk, int], VisitCard],
    qtbot: QtBot,
) -> None:
    card = show_card(reception_desk, visit_id)
    press(card, Qt.Key.Key_M, card.move_button, qtbot)
    form = card.form
    assert isinstance(form, MoveForm)
    qtbot.waitUntil(lambda: form.isVisible() and form.form.isEnabled())
    assert form.fields.time.value() == "12:15"
    form.form.restore({"time": "14:00"})
    with qtbot.waitSignal(card.stepped):
        press_save(form, qtbot)
    qtbot.waitUntil(lambda: card.when.text() == "Mon 23 Nov, 14:00 to 14:45")
    assert card.history.text() == "12:00 Reception: moved from Mon 23 Nov, 12:15 to Mon 23 Nov, 14:00"


def test_hidden_details_leave_time_and_state(
    desk: Desk, visit_id: int, show_card: Callable[[Desk, int], VisitCard]
) -> None:
    card = show_card(desk, visit_id)
    card.hide_details(hidden=True)
    assert card.name.text() == "Visit"
    hidden = (card.what, card.where, card.phone, card.desk_note, card.note)
    assert [label.isVisible() for label in hidden] == [False] * 5
    assert card.when.text() == "Mon 23 Nov, 12:15 to 13:00"
    card.hide_details(hidden=False)
    assert card.name.text() == "Amara Nwosu"


def test_enter_opens_the_patient_and_escape_closes_the_card(
    desk: Desk, patient_id: int, visit_id: int, show_card: Callable[[Desk, int], VisitCard], qtbot: QtBot
) -> None:
    card = show_card(desk, visit_id)
    card.setFocus()
    with qtbot.waitSignal(card.patient_wanted) as wanted:
        QTest.keyClick(card, Qt.Key.Key_Return)
    assert wanted.args == [patient_id]
    with qtbot.waitSignal(card.closed):
        QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_a_step_of_somebody_else_is_told_and_the_card_shows_it(
    reception_desk: Desk,
    file_bench: Bench,
    visit_id: int,
    show_card: Callable[[Desk, int], VisitCard],
    qtbot: QtBot,
) -> None:
    card = show_card(reception_desk, visit_id)
    visit = read_visit(file_bench.practitioner, visit_id).visit
    start = visit.starts_at + timedelta(minutes=15)
    longer = Place(starts_at=start, minutes=60, practitioner_id=visit.place.practitioner_id, numbing_minutes=10)
    move_visit(file_bench.practitioner, visit_id, longer, visit.version)
    press(card, Qt.Key.Key_C, card.states[VisitState.CONFIRMED], qtbot)
    qtbot.waitUntil(lambda: bool(card.notices.notices))
    assert "Somebody else changed this record" in card.notices.notices[0].text.text()
    qtbot.waitUntil(lambda: card.when.text() == "Mon 23 Nov, 12:30 to 13:40")
    assert isinstance(card.visit and card.visit.starts_at, datetime)
