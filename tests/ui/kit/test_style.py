import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import pico_tracker.ui
from pico_tracker.resources import find_resource
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.fields import ChoiceField, DateField, Option, TextField
from pico_tracker.ui.kit.style import DARK, LIGHT, Look, Mode, Theme, Tone, theme, type_font

ROOM = Path(pico_tracker.ui.__file__).parent
GROUNDS = ("background", "surface", "raised", "brand_soft", "neutral_soft")
INKS = ("ink", "ink_2", "ink_3", "brand", "danger", "warn", "ok", "info")
THEMES = pytest.mark.parametrize("shown", [LIGHT, DARK], ids=["light", "dark"])


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    parts = QColor(colour)
    return 0.2126 * linear(parts.redF()) + 0.7152 * linear(parts.greenF()) + 0.0722 * linear(parts.blueF())


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_has_the_contrast_the_standard_names() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0, abs=0.01)


@THEMES
def test_every_text_can_be_read_on_every_ground(shown: Theme) -> None:
    weak = {
        (ink, ground): round(contrast(getattr(shown, ink), getattr(shown, ground)), 2)
        for ink in INKS
        for ground in GROUNDS
        if contrast(getattr(shown, ink), getattr(shown, ground)) < 4.5
    }
    assert not weak


@THEMES
def test_every_tone_can_be_read_on_its_own_ground(shown: Theme) -> None:
    assert not [tone for tone in Tone if contrast(*shown.tone(tone)) < 4.5]


@THEMES
def test_text_on_the_action_that_matters_can_be_read(shown: Theme) -> None:
    assert contrast(shown.on_brand, shown.brand) >= 4.5
    assert contrast(shown.on_brand, shown.brand_hover) >= 4.5


@THEMES
@pytest.mark.parametrize("ground", ["background", "surface", "raised"])
@pytest.mark.parametrize("mark", ["control", "focus", "danger", "warn"])
def test_borders_of_controls_stand_out_from_what_is_around_them(shown: Theme, ground: str, mark: str) -> None:
    assert contrast(getattr(shown, mark), getattr(shown, ground)) >= 3.0


@THEMES
def test_the_focus_ring_of_a_filled_button_stands_out_from_its_fill(shown: Theme) -> None:
    assert contrast(shown.ink, shown.surface) >= 3.0
    assert contrast(shown.ink, shown.brand) >= 1.9


def test_no_colour_is_written_anywhere_but_in_the_style() -> None:
    literal = re.compile(
        r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|\brgba?\(|GlobalColor\.(?!transparent)|QColor\(\s*\d"
    )
    files = [path for path in ROOM.rglob("*.py") if path.name != "style.py"]
    files.append(find_resource("style", "pico.qss"))
    assert len(files) > 20
    assert [path.name for path in files if literal.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(("mode", "expected"), [(Mode.LIGHT, LIGHT), (Mode.DARK, DARK)])
def test_the_chosen_mode_is_the_one_shown(look: Look, qapp: QApplication, mode: Mode, expected: Theme) -> None:
    look.apply(mode)
    assert theme() is expected
    assert qapp.palette().window().color().name() == expected.background
    assert expected.brand in qapp.styleSheet()
    assert "$" not in qapp.styleSheet()


def test_light_and_dark_follow_the_system_until_one_is_chosen(look: Look, qapp: QApplication) -> None:
    hints = qapp.styleHints()
    look.apply(Mode.SYSTEM)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme() is DARK
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme() is LIGHT
    look.apply(Mode.DARK)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme() is DARK


def test_digits_are_all_of_one_width_so_that_columns_of_numbers_line_up() -> None:
    metrics = QFontMetricsF(type_font())
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("0000"))


def test_controls_are_as_high_as_the_drawings_have_them(qtbot: QtBot) -> None:
    button, text, day = Button("Print", kind=Kind.PRIMARY), TextField("a", "A"), DateField("b", "B")
    choice = ChoiceField("c", "C", options=(Option(1, "One"),))
    for widget in (button, text, day, choice):
        qtbot.addWidget(widget)
        widget.ensurePolished()
    heights = [w.sizeHint().height() for w in (button, text.input, day.input, choice.input)]
    assert all(32 <= height <= 34 for height in heights), heights


def test_type_grows_with_the_chosen_size(look: Look, qapp: QApplication) -> None:
    look.apply(Mode.LIGHT, scale=1.25)
    assert qapp.font().pixelSize() == 18
    look.apply(Mode.LIGHT)
    assert qapp.font().pixelSize() == 14
