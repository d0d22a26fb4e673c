"""The plan for next time: a few lines on the page, the editor behind a key, kept as typed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.devices import Device, Handpiece, PulseMode
from pico_tracker.domain.findings import Level
from pico_tracker.domain.laser import Optic
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass, check_plan
from pico_tracker.domain.rooms import Room
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.session_log.pass_text import PassText
from pico_tracker.ui.session_log.plan_editor import PlanEditor
from pico_tracker.ui.session_log.plan_field import NextPlanField
from pico_tracker.ui.session_log.plan_words import said_plan

ZOOM = Handpiece(1, "Zoom", Optic.FULL_BEAM)
PICOWAY = Device(
    id=1,
    name="PicoWay",
    serial="21-0447",
    is_nanosecond=False,
    modes=(PulseMode(532), PulseMode(1064)),
    handpieces=(ZOOM,),
)
PICOSURE = Device(id=2, name="PicoSure Pro", serial="", is_nanosecond=False, modes=(PulseMode(755),), handpieces=())
DEVICES = {1: PICOWAY, 2: PICOSURE}
ROOMS = (Room(5, "First"), Room(6, "Second"))
BLACK = PassText(
    device_id="1",
    handpiece_id="1",
    purpose="Black",
    wavelength_nm="1064",
    pulse_duration_ps="450",
    spot_width_mm="3.0",
    fluence_j_cm2="4.0",
    repetition_hz="4",
    pulses="312",
    endpoints="frosting",
)
GREEN = PlannedPass(purpose="Green", device_id=2, wavelength_nm=755, is_patch=True)


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    made.resize(300, 400)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def field(window: QWidget) -> NextPlanField:
    made = NextPlanField(tuple(DEVICES.values()), ROOMS, lambda: (BLACK,))
    stack = window.layout()
    assert stack is not None
    stack.addWidget(made)
    return made


def opened(field: NextPlanField, qtbot: QtBot) -> PlanEditor:
    """The editor, opened by its key."""
    QTest.keyClick(field.window(), Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    dialog = field.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return dialog.editor


def type_on(*texts: str) -> None:
    """Type each text where the cursor is, Tab between them."""
    for place, text in enumerate(texts):
        focused = QApplication.focusWidget()
        assert focused is not None
        if place:
            QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)


def test_nothing_is_planned_until_somebody_enters_it(field: NextPlanField) -> None:
    assert field.value() is None
    assert field.raw_text() == ""
    assert field.first.text() == "Nothing planned."


def test_a_plan_is_typed_by_keyboard_alone_and_stands_in_two_lines(field: NextPlanField, qtbot: QtBot) -> None:
    opened(field, qtbot)
    type_on("Green", "PicoSure", "", "755", "", "3.5", "1,2")
    editor = field.dialog.editor if field.dialog else None
    assert editor is not None
    editor.rows[0].patch.set_value(True)
    editor.minutes.give_focus()
    type_on("30", "Second")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: field.dialog is None)
    assert field.value() == NextPlanEntry(
        minutes=30,
        room_id=6,
        passes=(replace(GREEN, spot_width_mm=Decimal("3.5"), fluence_j_cm2=Decimal("1.2")),),
    )
    assert field.first.text() == "Green: PicoSure Pro, 755 nm, 3.5 mm, 1.2 J/cm², test patch"
    assert field.rest.text() == "30 min · Second"


def test_as_today_copies_the_settings_of_every_pass_and_leaves_pulses_and_endpoints(field: NextPlanField) -> None:
    field.copy_button.click()
    assert field.value() == NextPlanEntry(
        passes=(
            PlannedPass(
                purpose="Black",
                device_id=1,
                handpiece_id=1,
                wavelength_nm=1064,
                pulse_duration_ps=450,
                spot_width_mm=Decimal("3.0"),
                fluence_j_cm2=Decimal("4.0"),
            ),
        )
    )
    assert field.copy_button.isHidden()


def test_the_laser_of_a_planned_pass_is_read_with_its_serial_number(field: NextPlanField, qtbot: QtBot) -> None:
    field.copy_today()
    laser = opened(field, qtbot).rows[0].device.input
    assert laser.currentText() == "PicoWay · 21-0447"
    needed = laser.fontMetrics().horizontalAdvance(laser.currentText())
    assert laser.width() >= needed + 40  # with its margins and its arrow


def test_as_today_copies_nothing_while_today_has_no_settings(window: QWidget) -> None:
    made = NextPlanField((PICOWAY,), ROOMS, lambda: (PassText(device_id="1"),))
    made.setParent(window)
    made.copy_button.click()
    assert made.value() is None


def test_a_row_is_added_and_removed_and_an_empty_one_is_no_pass(field: NextPlanField, qtbot: QtBot) -> None:
    field.set_value(NextPlanEntry(passes=(GREEN,)))
    editor = opened(field, qtbot)
    editor.add()
    assert len(editor.rows) == 2
    entry = field.value()
    assert entry is not None
    assert entry.passes == (GREEN,)
    editor.rows[0].remove_button.click()
    editor.rows[0].remove_button.click()
    assert len(editor.rows) == 1
    assert field.value() is None
    assert field.raw_text() == ""


def test_another_laser_takes_out_what_it_has_not_got_and_proposes_nothing(
    field: NextPlanField, qtbot: QtBot
) -> None:
    field.copy_button.click()
    editor = opened(field, qtbot)
    editor.rows[0].device.set_value("2")
    assert (editor.rows[0].text.wavelength_nm, editor.rows[0].text.handpiece_id) == ("", "")
    entry = field.value()
    assert entry is not None
    assert (entry.passes[0].device_id, entry.passes[0].wavelength_nm) == (2, None)


def test_a_draft_keeps_a_plan_exactly_as_typed_readable_or_not(field: NextPlanField, qtbot: QtBot) -> None:
    editor = opened(field, qtbot)
    editor.rows[0].fluence.set_raw_text("abc")
    editor.note.set_raw_text("Black as today.")
    kept = field.raw_text()
    field.set_value(None)
    field.set_raw_text(kept)
    assert field.text.passes[0].fluence_j_cm2 == "abc"
    assert field.text.note == "Black as today."
    (problem,) = field.problems()
    assert problem.field == "next_plan.passes.0.fluence_j_cm2"
    assert said(problem.sentence) == (
        "planned pass 1: This is not such a number. It is kept as typed; type it like 3.5."
    )


@pytest.mark.parametrize(
    "damaged", ["{", "[]", '{"passes": 7, "minutes": 3}', '{"passes": [1, {"note": 2}]}', "[" * 3000]
)
def test_a_damaged_draft_shows_no_plan(field: NextPlanField, damaged: str) -> None:
    field.set_raw_text(damaged)
    assert field.value() is None


def test_what_the_rules_say_stands_under_the_lines_and_at_its_place_in_the_editor(
    field: NextPlanField, qtbot: QtBot
) -> None:
    field.set_value(NextPlanEntry(minutes=3, passes=(GREEN, replace(GREEN, fluence_j_cm2=Decimal(99)))))
    field.show_findings(check_plan(field.value(), DEVICES))
    assert [said(one.sentence) for one in field.findings] == [
        "A visit takes 5 to 480 minutes.",
        "planned pass 2: A fluence is 0.05 to 20 J/cm². Check the decimal point.",
    ]
    field.give_focus()
    dialog = field.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    row = dialog.editor.rows[1]
    assert [one.level for one in row.fluence.findings] == [Level.STOP]
    assert not dialog.editor.rows[0].fluence.findings
    assert [said(one.sentence) for one in dialog.editor.minutes.findings] == ["A visit takes 5 to 480 minutes."]
    assert QApplication.focusWidget() is row.fluence.input


def test_a_room_that_is_out_of_use_by_now_is_told(field: NextPlanField) -> None:
    field.set_value(NextPlanEntry(room_id=9))
    assert [said(one.sentence) for one in field.problems()] == ["Choose a room that is in use."]


def test_a_signed_plan_cannot_be_changed(field: NextPlanField, qtbot: QtBot) -> None:
    field.set_value(NextPlanEntry(minutes=30))
    field.set_read_only(True)
    editor = opened(field, qtbot)
    assert editor.minutes.input.isReadOnly()
    assert not editor.add_button.isEnabled()


def test_a_plan_in_words_names_the_laser_once_and_the_one_to_book() -> None:
    plan = NextPlanEntry(
        minutes=45,
        device_id=1,
        note="Decide about blue.",
        passes=(
            GREEN,
            replace(GREEN, purpose="", is_patch=False, pulse_duration_ps=650),
            PlannedPass(purpose="Red"),
        ),
    )
    assert said_plan(plan, DEVICES.values()) == (
        "Green: PicoSure Pro, 755 nm, test patch",
        "755 nm, 650 ps",
        "Red",
        "Decide about blue.",
        "45 min · PicoWay",
    )
