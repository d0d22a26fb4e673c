from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import SIGNAL, QByteArray, QLocale, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.words import sentence
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import (
    ChoiceField,
    DateField,
    LinesField,
    LongTextField,
    NumberField,
    Option,
    TextField,
    TickField,
    WholeNumberField,
    YesNoField,
)

Show = Callable[[QWidget], QWidget]
AREAS = tuple(Option(number, f"Area {number}") for number in range(20))
FEW = (Option("f", "Female"), Option("m", "Male"))


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def spoken(field: Field[Any]) -> list[str]:
    """What stands under a field, as read out."""
    lines = (field._findings.itemAt(at) for at in range(field._findings.count()))
    return [line.accessibleName() for item in lines if item and (line := item.widget())]


def every_field() -> list[Field[Any]]:
    return [
        TextField("text", "Text"),
        LongTextField("long", "Long"),
        NumberField("number", "Number", unit="mJ"),
        WholeNumberField("whole", "Whole"),
        DateField("day", "Day"),
        ChoiceField("choice", "Choice", options=FEW),
        ChoiceField("area", "Area", options=AREAS),
        YesNoField("yes_no", "Yes or no"),
        TickField("tick", "Tick"),
        LinesField("lines", "Lines"),
    ]


VALUES: dict[str, object] = {
    "text": "Amara",
    "long": "One\ntwo",
    "number": Decimal("4.05"),
    "whole": 312,
    "day": date(1992, 5, 3),
    "choice": "m",
    "area": 7,
    "yes_no": False,
    "tick": True,
    "lines": ("lidocaine", "latex"),
}


@pytest.mark.parametrize("index", range(10))
def test_what_is_put_into_a_field_comes_out_and_tells_that_it_changed(qtbot: QtBot, index: int) -> None:
    field = every_field()[index]
    qtbot.addWidget(field)
    assert not field.value()
    with qtbot.waitSignal(field.changed):
        field.set_value(VALUES[field.name])
    assert field.value() == VALUES[field.name]
    assert field.problems() == ()
    field.set_value(None)
    assert not field.value()
    assert field.raw_text() == ""


@pytest.mark.parametrize("index", range(10))
def test_a_draft_of_a_field_brings_back_exactly_what_was_there(qtbot: QtBot, index: int) -> None:
    field, again = every_field()[index], every_field()[index]
    qtbot.addWidget(field)
    qtbot.addWidget(again)
    field.set_value(VALUES[field.name])
    again.set_raw_text(field.raw_text())
    assert again.value() == VALUES[field.name]
    assert again.raw_text() == field.raw_text()


@pytest.mark.parametrize("index", range(10))
def test_every_field_has_a_name_for_those_who_do_not_see_it(qtbot: QtBot, index: int) -> None:
    field = every_field()[index]
    qtbot.addWidget(field)
    proxy = field.focusProxy()
    assert proxy is not None
    assert field.label_text in proxy.accessibleName()


@pytest.mark.parametrize(("index", "typed"), [(2, "four"), (3, "3.5"), (4, "3 May 92"), (6, "Somewhere else")])
def test_what_cannot_be_read_is_kept_as_typed_and_explained(qtbot: QtBot, index: int, typed: str) -> None:
    field = every_field()[index]
    qtbot.addWidget(field)
    field.set_raw_text(typed)
    assert field.value() is None
    assert field.raw_text() == typed
    field.show_findings(())
    assert len(spoken(field)) == 1
    assert spoken(field)[0].startswith("Not possible: This is not")
    assert "kept as typed" in spoken(field)[0]
    field.set_value(VALUES[field.name])
    field.show_findings(())
    assert spoken(field) == []


def test_a_wrong_date_is_explained_on_leaving_the_field_and_the_words_go_when_it_is_right(
    qtbot: QtBot, seen: Show
) -> None:
    field = DateField("born", "Date of birth")
    seen(field)
    field.set_raw_text("31.02.1992")
    field.settle()
    assert spoken(field) == [
        "Not possible: This is not a date. It is kept as typed; type it like 3 May 1992, the year with four digits."
    ]
    field.input.clear()
    QTest.keyClicks(field.input, "03.05.1992")
    assert spoken(field) == []
    QTest.keyClick(field.input, Qt.Key.Key_Return)
    assert field.raw_text() == "3 May 1992"


def test_a_date_can_be_picked_from_the_calendar_by_keyboard(qtbot: QtBot, seen: Show) -> None:
    field = DateField("next", "Next visit")
    seen(field)
    field.set_value(date(2027, 1, 3))
    QTest.keyClick(field.input, Qt.Key.Key_F4)
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate().day() == 3
    calendar.activated.emit(calendar.selectedDate().addDays(2))
    assert field.value() == date(2027, 1, 5)


def test_findings_stand_under_the_field_the_gravest_first_each_with_its_word(qtbot: QtBot) -> None:
    field = NumberField("fluence", "Fluence", unit="J/cm²", required=True)
    qtbot.addWidget(field)
    field.show_findings(
        [
            Finding("fluence", sentence("11 % more than last time."), Level.NOTE),
            Finding("fluence", sentence("This is {v}.", v="<b>outside your protocol</b>"), Level.CAUTION),
            Finding("fluence", sentence("Past what the device can give."), Level.STOP),
        ]
    )
    assert spoken(field) == [
        "Not possible: Past what the device can give.",
        "Caution: This is <b>outside your protocol</b>.",
        "Note: 11 % more than last time.",
    ]
    assert "Past what the device can give." in field.input.accessibleDescription()
    assert field.input.accessibleName() == "Fluence (required), J/cm²"


@pytest.fixture(autouse=True)
def empty_clipboard() -> Iterator[None]:
    """Takes off what Python made: Qt would delete it once more when everything ends."""
    yield
    QGuiApplication.clipboard().clear()


def paste(text: str, *, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def test_ten_megabytes_pasted_on_one_line_are_cut_with_a_sentence(qtbot: QtBot, seen: Show) -> None:
    field = TextField("family_name", "Family name")
    seen(field)
    paste("x" * 10_000_000)
    field.input.paste()
    assert field.raw_text() == "x" * 200
    assert spoken(field) == ["Note: Only the first 200 characters were kept. The rest was cut."]


@pytest.mark.parametrize("text", ["x" * 10_000_000, "line\n" * 2_000_000])
def test_ten_megabytes_pasted_into_a_note_are_cut_with_a_sentence(qtbot: QtBot, seen: Show, text: str) -> None:
    field = LongTextField("note", "Note")
    seen(field)
    paste(text)
    field.input.paste()
    assert len(field.raw_text()) == 20_000
    assert spoken(field) == ["Note: Only the first 20000 characters were kept. The rest was cut."]


def test_letters_that_count_twice_are_cut_between_and_never_within(qtbot: QtBot, seen: Show) -> None:
    line, text = TextField("name", "Name"), LongTextField("note", "Note")
    for field in (line, text):
        seen(field)
        paste("a" + "🙂" * 1_000_000)
        field.input.paste()
    assert line.value() == "a" + "🙂" * 99
    assert text.value() == "a" + "🙂" * 9_999
    assert [len(spoken(field)) for field in (line, text)] == [1, 1]


def test_a_pasted_page_with_pictures_comes_in_as_its_words(qtbot: QtBot, seen: Show) -> None:
    field = LongTextField("note", "Note")
    seen(field)
    paste("Even frosting", html='<b>Even</b> frosting <img src="http://example.invalid/x.png">')
    field.input.paste()
    assert field.value() == "Even frosting"


def test_a_picture_or_rich_text_without_words_is_not_taken(qtbot: QtBot, seen: Show) -> None:
    field = LongTextField("note", "Note")
    seen(field)
    data = QMimeData()
    data.setData("text/rtf", QByteArray(b"{\\rtf1 x}"))
    assert not field.input.canInsertFromMimeData(data)
    field.input.insertFromMimeData(data)
    assert field.raw_text() == ""


@pytest.mark.parametrize("index", range(10))
def test_a_hostile_draft_neither_freezes_nor_grows_a_field(qtbot: QtBot, index: int) -> None:
    field = every_field()[index]
    qtbot.addWidget(field)
    field.set_raw_text("\x00<img src='x'>\u202e🙂" * 1_000_000)
    assert len(field.raw_text()) <= 20_001
    field.value()
    field.show_findings(())


def test_control_characters_are_not_part_of_the_value(qtbot: QtBot) -> None:
    field = TextField("name", "Name")
    qtbot.addWidget(field)
    field.set_raw_text("  Lucía\x00  Gómez ")
    assert field.value() == "Lucía Gómez"


def test_a_long_list_is_searched_by_any_part_and_a_short_one_is_not(qtbot: QtBot) -> None:
    long, short = ChoiceField("area", "Area", options=AREAS), ChoiceField("sex", "Sex", options=FEW)
    qtbot.addWidget(long)
    qtbot.addWidget(short)
    assert not short.input.isEditable()
    completer = long.input.completer()
    assert completer is not None
    completer.setCompletionPrefix("rea 1")
    assert completer.completionCount() == 11
    long.set_raw_text("area 17")
    assert long.value() == 17


def test_new_options_keep_the_choice_if_it_is_still_among_them(qtbot: QtBot) -> None:
    field = ChoiceField("handpiece", "Handpiece", options=FEW)
    qtbot.addWidget(field)
    field.set_value("m")
    field.set_options((Option("x", "Other"), *FEW))
    assert field.value() == "m"
    field.set_options((Option("x", "Other"),))
    assert field.value() is None


def test_new_options_in_a_long_list_are_searched_and_settled_once(qtbot: QtBot, seen: Show) -> None:
    field = ChoiceField("area", "Area", options=AREAS)
    seen(field)
    line = field.input.lineEdit()
    assert line is not None
    before = line.receivers(SIGNAL("editingFinished()"))
    field.set_options((*AREAS, Option("x", "Other place")))
    assert line.receivers(SIGNAL("editingFinished()")) == before
    completer = field.input.completer()
    assert completer is not None
    completer.setCompletionPrefix("place")
    assert completer.completionCount() == 1
    field.set_options(FEW)
    assert not field.input.isEditable()


def test_yes_and_no_exclude_each_other_and_can_be_taken_back_by_keyboard(qtbot: QtBot, seen: Show) -> None:
    field = YesNoField("sun", "Sun or tan on the area")
    seen(field)
    QTest.keyClick(field.yes, Qt.Key.Key_Space)
    assert field.value() is True
    QTest.keyClick(field.no, Qt.Key.Key_Space)
    assert (field.value(), field.yes.isChecked()) == (False, False)
    QTest.keyClick(field.no, Qt.Key.Key_Space)
    assert field.value() is None
    assert field.yes.accessibleName() == "Sun or tan on the area: Yes"


def test_enter_starts_the_next_line_of_a_list_and_empty_lines_do_not_count(qtbot: QtBot, seen: Show) -> None:
    field = LinesField("allergies", "Allergies")
    seen(field)
    first = field._rows[0].input
    QTest.keyClicks(first, "lidocaine")
    QTest.keyClick(first, Qt.Key.Key_Return)
    QTest.keyClicks(field._rows[1].input, "latex")
    QTest.keyClick(field._rows[1].input, Qt.Key.Key_Return)
    assert field.value() == ("lidocaine", "latex")
    assert field.raw_text() == "lidocaine\nlatex\n"
    field._rows[0].remove.click()
    assert field.value() == ("latex",)
    assert field.focusProxy() is field._rows[0].input


def test_a_list_has_an_end(qtbot: QtBot) -> None:
    field = LinesField("phones", "Phones")
    qtbot.addWidget(field)
    field.set_value(tuple(str(number) for number in range(500)))
    assert len(field.value()) == 20
    field.add_after(field._rows[0])
    assert len(field._rows) == 20


def test_the_unit_never_covers_what_is_typed(qtbot: QtBot, seen: Show) -> None:
    field = NumberField("fluence", "Fluence", unit="J/cm²")
    seen(field)
    unit = field.input._unit
    assert unit.geometry().right() < field.input.width()
    assert field.input.textMargins().right() >= unit.width()


@pytest.mark.parametrize("index", [0, 1, 2, 3, 4, 9])
def test_a_field_that_may_not_be_changed_can_still_be_read(qtbot: QtBot, index: int) -> None:
    field = every_field()[index]
    qtbot.addWidget(field)
    field.set_value(VALUES[field.name])
    field.set_read_only(True)
    proxy = field.focusProxy()
    assert proxy is not None
    QTest.keyClicks(proxy, "9")
    assert field.value() == VALUES[field.name]
    assert proxy.isEnabled()
