"""Whatever is put into whichever field of whichever form: it is on record as typed, cleaned in the
one documented way, or a sentence beside the field says why not, and the form stays as it is.

Forms are walked field by field, so that a field added to a form is tried by itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from sqlalchemy import text

from pico_tracker.domain.findings import Level
from pico_tracker.domain.words import TEXT_LIMIT, clean_line, clean_text
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import (
    ChoiceField,
    DateField,
    LinesField,
    LongTextField,
    NumberField,
    TextField,
    WholeNumberField,
)
from pico_tracker.ui.kit.number_fields import LINE
from pico_tracker.ui.kit.plain_text import units
from pico_tracker.ui.kit.search_box import SearchBox
from pico_tracker.ui.sign_in.passphrase_fields import PassphraseField
from tests.builders import Bench
from tests.faults.hostile import DAMAGED, DAYS, LONG, NUMBERS, SHORT
from tests.faults.openings import OPENINGS, open_form
from tests.faults.room import Opened, Room

AnyField = Field[Any]
Words = TextField | LongTextField | LinesField
LOOKED_AT = ("markup", "image", "link", "ampersand")
FORMS = pytest.mark.parametrize("name", OPENINGS)


def fields_of(opened: Opened) -> list[AnyField]:
    """Every field there is, those inside other fields too."""
    return opened.root.findChildren(Field)


def inputs_of(field: AnyField) -> list[QLineEdit | QPlainTextEdit]:
    """Where somebody can type in a field."""
    inputs: list[QLineEdit | QPlainTextEdit] = [*field.findChildren(QLineEdit), *field.findChildren(QPlainTextEdit)]
    return [one for one in inputs if not one.isReadOnly() and one.isEnabled()]


def paste(field: AnyField, typed: str) -> None:
    """Put a text where a field is typed in, as from the clipboard."""
    QApplication.clipboard().setText(typed)
    for one in inputs_of(field):
        one.selectAll()
        one.paste()


def rows(bench: Bench) -> int:
    """How many changes are on record."""
    with bench.database.read() as work:
        return int(work.connection.execute(text("SELECT count(*) FROM audit_event")).scalar_one())


def stops(field: AnyField) -> list[str]:
    """What is said beneath a field that stops the form."""
    return [one.sentence.said() for one in field.findings if one.level is Level.STOP]


def said_somewhere(opened: Opened) -> list[str]:
    """Everything that stops the form, wherever it is said."""
    said = [text for field in fields_of(opened) for text in stops(field)]
    return said + [notice.text.text() for notice in opened.form.notices.notices]


def expected(field: AnyField, typed: str) -> object:
    """What should be on record for a text pasted into a field of words."""
    typed = typed.replace("\ud800", "")  # Qt drops half a letter
    if isinstance(field, PassphraseField):
        return typed
    if isinstance(field, LinesField):
        return (clean_line(typed),) if clean_line(typed) else ()
    if isinstance(field, LongTextField):
        return clean_text(typed.replace("\u2028", "\n"))  # and knows a line when it sees one
    return clean_line(typed)


def look_for_markup(opened: Opened) -> None:
    """Paint the form, then see that nothing in it would be read as markup or loads a picture."""
    opened.root.grab()
    for label in opened.root.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()[:80]
    assert not opened.root.findChildren(QTextEdit)
    for widget in opened.root.findChildren(QWidget):
        tip = widget.toolTip()
        assert "<img" not in tip, tip[:80]
        assert "<b>" not in tip, tip[:80]
        assert not tip or tip.startswith("<qt>") or "<" not in tip, tip[:80]


@contextmanager
def kept_as_typed(opened: Opened) -> Iterator[None]:
    """Fails when an attempt that saved nothing has changed what is in the form."""
    typed = [field for field in fields_of(opened) if inputs_of(field)]
    before = [(field.name, field.raw_text()) for field in typed]
    yield
    if not opened.saved:
        assert [(field.name, field.raw_text()) for field in typed] == before


def attempt(room: Room, opened: Opened) -> bool:
    """Try to save; whether it was. What was not is explained, left as typed and not on record."""
    before = rows(room.bench)
    with kept_as_typed(opened):
        opened.attempt()
        room.settle()
    if not opened.saved:
        assert said_somewhere(opened), "neither saved nor refused"
        assert rows(room.bench) == before
    return bool(opened.saved)


@FORMS
def test_a_form_with_correct_values_is_saved_and_read_back(name: str, room: Room) -> None:
    opened = open_form(name, room)
    assert attempt(room, opened), said_somewhere(opened)
    assert opened.read()


@FORMS
def test_everything_that_can_be_typed_in_belongs_to_a_field(name: str, room: Room) -> None:
    opened = open_form(name, room)
    known = {id(one) for field in fields_of(opened) for one in field.findChildren(QWidget)}
    typed_in = [one for kind in (QLineEdit, QPlainTextEdit, QComboBox) for one in opened.root.findChildren(kind)]
    kept = [one for one in typed_in if not isinstance(one, SearchBox)]  # a search is asked and never saved
    assert [type(one).__name__ for one in kept if id(one) not in known] == []


@FORMS
def test_words_come_back_as_typed_or_are_refused_beside_the_field(name: str, room: Room) -> None:
    for what, typed in SHORT.items():
        opened = open_form(name, room)
        kept = save_with(room, opened, typed, look=what in LOOKED_AT)
        record = opened.read()
        for field in kept:
            wanted = expected(field, typed)
            if field.name in record and (field.name, wanted) != ("record_number", ""):
                assert record[field.name] == wanted, f"{what} in {field.name}"


def save_with(room: Room, opened: Opened, typed: str, *, look: bool) -> list[AnyField]:
    """Paste into all fields of words at once; those that refuse get their correct value back, until
    the form is saved. Returns the fields that took it."""
    good = {field: field.raw_text() for field in fields_of(opened)}
    words: list[AnyField] = [one for one in good if isinstance(one, Words) and one.isVisibleTo(opened.root)]
    for field in words:
        paste(field, typed)
    for _ in range(3):
        if look:
            look_for_markup(opened)
        if attempt(room, opened):
            return words
        for field in [one for one in words if stops(one)]:
            field.set_raw_text(good[field])
            words.remove(field)
    raise AssertionError(said_somewhere(opened))


@FORMS
def test_ten_megabytes_are_cut_with_a_word_and_the_form_can_be_saved(name: str, room: Room) -> None:
    for what, typed in LONG.items():
        opened = open_form(name, room)
        good = {field: field.raw_text() for field in fields_of(opened) if inputs_of(field)}
        for field in good:
            paste(field, typed)
            assert units(field.raw_text()) <= TEXT_LIMIT
            if isinstance(field, Words):
                assert field.findings, f"{what} in {field.name}"
        look_for_markup(opened)
        if attempt(room, opened):
            continue
        for field, text_before in good.items():
            field.set_raw_text(text_before)
        assert attempt(room, opened), (what, said_somewhere(opened))


@FORMS
def test_what_is_no_number_no_day_and_no_choice_is_refused_beside_the_field(name: str, room: Room) -> None:
    """Every such field by itself, everything else correct."""
    opened = open_form(name, room)
    tried = [(place, typed) for place, field in enumerate(fields_of(opened)) for typed in bad_for(field)]
    for place, typed in tried:
        if opened.saved:
            opened = open_form(name, room)
        field = fields_of(opened)[place]
        if field.isVisibleTo(opened.root) and inputs_of(field):
            try_typed(room, opened, field, typed)


def bad_for(field: AnyField) -> tuple[str, ...]:
    """What is tried in a field that is read."""
    if isinstance(field, NumberField | WholeNumberField):
        return NUMBERS
    if isinstance(field, DateField):
        return DAYS
    return ("<b>nothing such", "{0}") if isinstance(field, ChoiceField) else ()


def try_typed(room: Room, opened: Opened, field: AnyField, typed: str) -> None:
    """Paste one text into one field: it is taken as what the field read, or refused beside it."""
    before = {one: one.raw_text() for one in fields_of(opened)}
    paste(field, typed)
    read = field.value()
    if attempt(room, opened):
        record = opened.read()
        assert field.name not in record or record[field.name] == read, f"{typed} in {field.name}"
        assert read is not None, f"{typed} in {field.name}"
        return
    assert field.raw_text() == typed[:LINE]
    for one in fields_of(opened):
        if one.raw_text() != before[one]:
            one.set_raw_text(before[one])


@FORMS
def test_a_damaged_draft_neither_crashes_nor_saves_what_nobody_typed(name: str, room: Room) -> None:
    opened = open_form(name, room)
    good = opened.form.raw()
    for typed in (*DAMAGED, *SHORT.values(), LONG["ten megabytes of lines"]):
        opened.form.restore(dict.fromkeys(good, typed))
        opened.form.flush()
    room.settle()
    look_for_markup(opened)
    opened.form.restore(good)
    assert opened.form.raw() == good
