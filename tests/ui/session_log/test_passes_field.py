"""The passes of a session as one field: filled by itself, compared, several lasers, answered by keys."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pico_tracker.domain.findings import Finding
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.words import sentence
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.session_log.dose_panel import DoseGround
from pico_tracker.ui.session_log.pass_text import PassText
from pico_tracker.ui.session_log.passes_field import PassesField
from tests.ui.session_log.test_passes_filling import BLACK, BOTH, PICOWAY, RED, adopted, facts

FOURTH = date(2026, 10, 4)


class Hand:
    """A practitioner's hand on the passes."""

    def __init__(self, qtbot: QtBot, **earlier: Any) -> None:
        self.field = PassesField(earlier.pop("devices", (PICOWAY,)), **earlier)
        self.undone: list[tuple[str, tuple[PassText, ...]]] = []
        self.field.replaced.connect(lambda text, before: self.undone.append((text, before)))
        self.field.resize(620, 700)
        qtbot.addWidget(self.field)
        with qtbot.waitActive(self.field):
            self.field.show()
            self.field.activateWindow()

    def key(self, key: Qt.Key) -> None:
        """Press a key where the cursor is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)

    def type(self, field: str, text: str) -> None:
        """Type into a field of the chosen pass."""
        self.field.editor.field(field).set_raw_text(text)

    @property
    def source(self) -> str:
        """Where the passes come from, as it is said."""
        return self.field.tools.source.text()

    def titles(self) -> list[str]:
        """The columns of the grid."""
        table = self.field.table
        columns = enumerate(table.records.columns)
        return [column.title for at, column in columns if not table.isColumnHidden(at)]


@pytest.fixture
def hand(look: Look, qtbot: QtBot) -> Hand:
    """A repeat session: black and red were given on 4 October."""
    return Hand(qtbot, last=(BLACK, RED), last_on=FOURTH)


def with_plan(qtbot: QtBot, *passes: PlannedPass, **more: Any) -> Hand:
    return Hand(qtbot, last=(BLACK, RED), planned=NextPlanEntry(passes=passes), last_on=FOURTH, **more)


# Filled by itself


def test_a_first_session_starts_with_one_empty_pass_on_the_only_laser(look: Look, qtbot: QtBot) -> None:
    hand = Hand(qtbot)
    assert hand.field.value() == (PassText(device_id="1"),)
    assert hand.source == ""
    assert (hand.field.can_fill_as_last, hand.field.can_fill_as_planned) == (False, False)


def test_a_repeat_session_is_filled_as_last_time_and_says_so(hand: Hand) -> None:
    assert [one.fluence_j_cm2 for one in hand.field.value()] == ["3.6", "1.0"]
    assert hand.source == "As last time, 4 Oct 2026"
    assert {(one.pulses, one.endpoints) for one in hand.field.value()} == {("", "")}


def test_a_plan_that_names_passes_comes_before_last_time(look: Look, qtbot: QtBot) -> None:
    hand = with_plan(qtbot, PlannedPass(purpose="Black", fluence_j_cm2=Decimal(4)))
    assert [(one.purpose, one.fluence_j_cm2) for one in hand.field.value()] == [("Black", "4.0")]
    assert hand.source == "As planned"


def test_a_plan_of_a_test_patch_alone_fills_last_time_and_says_the_patch(look: Look, qtbot: QtBot) -> None:
    hand = with_plan(qtbot, PlannedPass(purpose="Green", wavelength_nm=755, is_patch=True))
    assert hand.source == "As last time, 4 Oct 2026"
    assert hand.field.tools.patches.text() == "Planned as a test patch: Green, 755 nm"
    assert hand.field.tools.patches.isVisible()


def test_what_is_seen_today_changes_no_setting_but_a_setting_does(hand: Hand) -> None:
    hand.type("pulses", "312")
    hand.field.editor.endpoints.button("frosting").click()
    assert hand.source == "As last time, 4 Oct 2026"
    hand.type("fluence_j_cm2", "4.0")
    assert hand.source == "As last time, 4 Oct 2026, then changed"


def test_plan_and_last_time_replace_each_other_and_can_be_undone(look: Look, qtbot: QtBot) -> None:
    hand = with_plan(qtbot, PlannedPass(purpose="Black", fluence_j_cm2=Decimal(4)))
    hand.type("pulses", "300")
    typed = hand.field.value()
    hand.field.fill_as_last()
    assert (hand.source, len(hand.field.value())) == ("As last time, 4 Oct 2026", 2)
    assert hand.undone == [("The passes were replaced by those of last time.", typed)]
    hand.field.fill_as_planned()
    assert hand.source == "As planned"
    hand.field.set_value(hand.undone[0][1])
    assert (hand.field.value(), hand.source) == (typed, "As planned")


def test_filling_what_is_there_already_or_into_an_empty_pass_leaves_nothing_to_undo(hand: Hand) -> None:
    hand.field.fill_as_last()
    hand.field.set_value((hand.field.first_pass(),))
    hand.field.fill_as_last()
    hand.field.fill_as_planned()
    assert hand.undone == []
    assert len(hand.field.value()) == 2


def test_a_pass_added_copied_or_removed_can_be_undone(hand: Hand) -> None:
    hand.type("pulses", "312")
    hand.field.copy()
    assert [one.pulses for one in hand.field.value()] == ["312", "", ""]
    hand.field.add()
    hand.field.remove()
    assert [text for text, _before in hand.undone] == ["Pass copied.", "Pass added.", "Pass removed."]
    assert [len(before) for _text, before in hand.undone] == [2, 3, 4]


def test_passes_come_back_from_a_draft_even_where_all_were_removed(hand: Hand) -> None:
    hand.type("fluence_j_cm2", "four")
    raw = hand.field.raw_text()
    hand.field.fill_as_last()
    hand.field.set_raw_text(raw)
    assert hand.field.value()[0].fluence_j_cm2 == "four"
    hand.field.set_raw_text("[]")
    assert hand.field.value() == ()
    hand.field.set_raw_text("damaged")
    assert hand.field.value() == ()


# From protocol


def test_a_range_alone_fills_nothing_and_the_button_says_so(hand: Hand) -> None:
    hand.field.show_against(DoseGround(facts(adopted())))
    button = hand.field.tools.protocol_button
    assert not button.isEnabled()
    assert "A range fills nothing." in button.toolTip()
    before = hand.field.value()
    hand.field.fill_from_protocol()
    assert hand.field.value() == before


def test_starting_values_go_into_the_chosen_pass_alone(hand: Hand) -> None:
    """2 J/cm² on 3 mm (0.070686 cm²) are 141.4 mJ."""
    hand.field.show_against(DoseGround(facts(adopted(start_fluence_j_cm2="2"))))
    hand.type("pulses", "312")
    before = hand.field.value()
    hand.field.tools.protocol_button.click()
    black, red = hand.field.value()
    assert black == replace(before[0], fluence_j_cm2="2.0", pulse_energy_mj="141.4")
    assert red == before[1]
    assert hand.source == "Starting values of “Black ink” in pass 1"
    assert hand.undone == [("The starting values of “Black ink” were filled in.", before)]
    hand.field.fill_from_protocol()
    assert len(hand.undone) == 1


def test_a_pass_of_another_wavelength_has_no_start_of_this_protocol(hand: Hand) -> None:
    hand.field.show_against(DoseGround(facts(adopted(start_fluence_j_cm2="2"))))
    hand.field.table.go_to(1)
    assert not hand.field.tools.protocol_button.isEnabled()
    hand.field.table.go_to(0)
    assert hand.field.tools.protocol_button.isEnabled()


# Compared with last time and session 1


def first_session(**changes: Any) -> PassEntry:
    return replace(BLACK, fluence_j_cm2=Decimal("2.4"), pulse_energy_mj=Decimal("169.6"), **changes)


def test_a_changed_fluence_has_both_percents_and_both_old_values_in_one_line(look: Look, qtbot: QtBot) -> None:
    """4.0 is 11 % above 3.6 and 67 % above 2.4."""
    hand = Hand(qtbot, last=(BLACK,), first=(first_session(),))
    assert hand.field.said_differences() == ()
    hand.type("fluence_j_cm2", "4.0")
    line = "Fluence +11 % on last time (3.6 J/cm²), +67 % on session 1 (2.4)"
    assert hand.field.said_differences() == (line,)
    assert hand.field.editor.differences.texts == (line,)


def test_each_changed_setting_has_one_line(look: Look, qtbot: QtBot) -> None:
    first = first_session(repetition_hz=Decimal(2), pulse_duration_ps=300)
    hand = Hand(qtbot, last=(BLACK,), first=(first,))
    for field, text in (("pulse_duration_ps", "600"), ("spot_width_mm", "6"), ("repetition_hz", "5")):
        hand.type(field, text)
    hand.type("overlap_percent", "20")
    assert hand.field.said_differences() == (
        "Pulse +33 % on last time (450 ps), +100 % on session 1 (300)",
        "Spot +100 % on last time (3.0 mm), +100 % on session 1 (3.0)",
        "Energy +300 % on last time (254.5 mJ), +500 % on session 1 (169.6)",
        "Rate +25 % on last time (4 Hz), +150 % on session 1 (2)",
        "Overlap: last time 10 %",
    )
    assert hand.field.said_since_first() == "Since session 1: Fluence +50 % (2.4 J/cm²)"


def test_what_is_as_last_time_is_set_against_session_1_in_one_quiet_line(look: Look, qtbot: QtBot) -> None:
    """3.6 is 50 % above 2.4, 4 Hz 100 % above 2 Hz; the energy only follows the fluence."""
    hand = Hand(qtbot, last=(BLACK,), first=(first_session(repetition_hz=Decimal(2)),))
    assert hand.field.said_differences() == ()
    expected = "Since session 1: Fluence +50 % (2.4 J/cm²); Rate +100 % (2 Hz)"
    assert hand.field.editor.since_first.text() == expected
    assert hand.field.editor.since_first.isVisible()


def test_the_second_session_is_compared_with_the_first_once(look: Look, qtbot: QtBot) -> None:
    hand = Hand(qtbot, last=(BLACK,), first=(BLACK,))
    hand.type("fluence_j_cm2", "4.5")
    assert hand.field.said_differences() == ("Fluence +25 % on last time (3.6 J/cm²)",)


def test_doses_at_different_wavelengths_have_no_percent_of_each_other(look: Look, qtbot: QtBot) -> None:
    hand = Hand(qtbot, last=(BLACK,), first=(first_session(),))
    hand.type("purpose", "Red")
    hand.field.editor.wavelength.set_value("532")
    hand.type("fluence_j_cm2", "1.0")
    said = hand.field.said_differences()
    assert "Wavelength: last time 1064 nm" in said
    assert "Fluence: last time 3.6 J/cm²" in said
    assert not any("%" in one for one in said)


def test_a_pass_that_was_not_given_last_time_says_so(hand: Hand) -> None:
    hand.field.add()
    hand.field.editor.wavelength.set_value("532")
    hand.type("purpose", "Green")
    assert hand.field.said_differences() == ("Not given last time",)


def test_nothing_is_compared_where_nothing_was_given(look: Look, qtbot: QtBot) -> None:
    hand = Hand(qtbot)
    hand.type("fluence_j_cm2", "4.0")
    assert (hand.field.said_differences(), hand.field.said_since_first()) == ((), "")


# Fractional handpieces, overlap, the grid


def test_basis_and_density_are_asked_of_a_fractional_handpiece_and_overlap_of_all(hand: Hand) -> None:
    editor = hand.field.editor
    assert (editor.basis.isVisible(), editor.density.isVisible(), editor.overlap.isVisible()) == (
        False,
        False,
        True,
    )
    editor.handpiece.set_value("2")
    assert (editor.basis.isVisible(), editor.density.isVisible(), editor.overlap.isVisible()) == (True, True, True)
    for choice in (editor.device, editor.handpiece, editor.basis):
        needed = choice.input.fontMetrics().horizontalAdvance(choice.input.currentText())
        assert choice.input.width() >= needed + 40, choice.name  # with its margins and its arrow
    hand.type("density_per_cm2", "400")
    assert hand.field.value()[0].density_per_cm2 == "400"
    editor.handpiece.set_value("1")
    assert hand.field.value()[0].density_per_cm2 == ""
    assert not editor.density.isVisible()


def test_energy_fluence_and_spot_keep_step_for_a_full_beam_and_the_line_says_how(hand: Hand) -> None:
    """4.0 J/cm² on 3.0 mm (0.070686 cm²) are 282.7 mJ."""
    hand.type("fluence_j_cm2", "4.0")
    assert hand.field.editor.step.text() == (
        "Energy, fluence and spot keep each other in step. 3.0 mm: 282.7 mJ for 4.0 J/cm²."
    )
    hand.field.editor.handpiece.set_value("2")
    hand.type("fluence_j_cm2", "0.5")
    assert hand.field.value()[0].pulse_energy_mj == "282.7"
    assert "none is computed" in hand.field.editor.step.text()


def test_the_grid_has_density_overlap_and_times_where_a_pass_has_them(look: Look, qtbot: QtBot) -> None:
    plain = replace(BLACK, overlap_percent=None)
    hand = Hand(qtbot, last=(plain,))
    usual = ["#", "For", "nm", "ps", "mm", "J/cm²", "mJ", "Hz", "Pulses", "Endpoint"]
    assert hand.titles() == usual
    hand.field.editor.handpiece.set_value("2")
    for name, text in (("density_per_cm2", "400"), ("overlap_percent", "10"), ("times", "2")):
        hand.type(name, text)
    assert hand.titles() == [*usual[:8], "/cm²", "Overlap", "Times", *usual[8:]]


def test_several_lasers_in_one_session_each_keep_their_own_choices(look: Look, qtbot: QtBot) -> None:
    hand = Hand(qtbot, devices=BOTH, last=(BLACK,))
    hand.field.add()
    editor = hand.field.editor
    editor.device.set_value("7")
    assert [(one.device_id, one.handpiece_id, one.wavelength_nm) for one in hand.field.value()] == [
        ("1", "1", "1064"),
        ("7", "9", "755"),
    ]
    assert "Laser" in hand.titles()
    assert [line.laser for line in hand.field.table.records.rows] == ["PicoWay", "PicoSure"]
    hand.field.table.go_to(0)
    assert (editor.device.value(), editor.handpiece.value()) == ("1", "1")


def test_a_finding_stands_at_its_pass_and_that_of_another_pass_is_named(hand: Hand) -> None:
    said = sentence("Spots overlap by 0 to 50 %.")
    hand.field.show_findings((Finding("passes.0.overlap_percent", said), Finding("passes.1.overlap_percent", said)))
    assert [one.field for one in hand.field.editor.overlap.findings] == ["overlap_percent"]
    (elsewhere,) = hand.field.elsewhere.findings
    assert str(elsewhere.sentence) == "pass 2: Spots overlap by 0 to 50 %."


# Keys


def test_numbers_tick_what_the_skin_showed(hand: Hand) -> None:
    hand.field.editor.endpoints.give_focus()
    hand.key(Qt.Key.Key_3)
    hand.key(Qt.Key.Key_4)
    assert hand.field.value()[0].endpoints == "frosting,erythema"
    hand.key(Qt.Key.Key_4)
    assert hand.field.value()[0].endpoints == "frosting"
    hand.key(Qt.Key.Key_1)
    assert hand.field.value()[0].endpoints == "none"


def test_what_is_needed_is_gone_through_pass_by_pass(hand: Hand) -> None:
    editor = hand.field.editor
    assert hand.field.next_needed()
    assert editor.pulses.input.hasFocus()
    hand.type("pulses", "312")
    assert hand.field.next_needed()
    assert editor.endpoints.button("none").hasFocus()
    hand.key(Qt.Key.Key_3)
    assert hand.field.next_needed()
    assert hand.field.selected == 1
    assert editor.pulses.input.hasFocus()
    hand.type("pulses", "96")
    assert hand.field.next_needed()
    hand.key(Qt.Key.Key_2)
    assert not hand.field.next_needed()
    assert [(one.pulses, one.endpoints) for one in hand.field.value()] == [
        ("312", "frosting"),
        ("96", "slight whitening"),
    ]


def test_a_setting_that_the_plan_left_open_is_gone_to_first(look: Look, qtbot: QtBot) -> None:
    hand = with_plan(qtbot, PlannedPass(purpose="Green", device_id=7, wavelength_nm=755), devices=BOTH)
    assert hand.field.next_needed()
    assert hand.field.editor.pulse.input.hasFocus()


def test_enter_in_the_grid_goes_to_what_the_pass_needs(hand: Hand) -> None:
    hand.field.table.setFocus()
    hand.field.table.go_to(1)
    hand.key(Qt.Key.Key_Return)
    assert hand.field.selected == 1
    assert hand.field.editor.pulses.input.hasFocus()


def test_a_signed_session_offers_nothing_to_change(hand: Hand) -> None:
    hand.field.set_read_only(True)
    assert not any(button.isEnabled() for button in hand.field.tools.buttons)
    hand.field.table.go_to(1)
    assert not any(button.isEnabled() for button in hand.field.tools.buttons)
