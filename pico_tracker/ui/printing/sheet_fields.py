"""The fields of what a sheet is about: what is chosen in one, and why it is no choice."""

from datetime import date
from typing import Any

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import ChoiceField, DateField, Field
from pico_tracker.ui.kit.words import said, tr

NONE = 0
"""Chosen where a sheet is about no course or session in particular."""


class DayField(DateField):
    """`DayField("first_on", tr("Day"), today)`: no sheet is made while it is empty or no date."""

    def __init__(self, name: str, label: str, example: date) -> None:
        super().__init__(name, label)
        self._example = example

    def problems(self) -> Findings:
        """How to write it, where what is typed is no date."""
        return (self.stop(self.how_to_write()),) if super().problems() else ()

    def how_to_write(self) -> Sentence:
        """The way of writing a day that is always read."""
        return sentence(mark("Write the date as in {example}."), example=said_day(self._example))


def chosen_key(field: ChoiceField) -> int | None:
    """The key of what is chosen; None where it is nothing in particular."""
    chosen = field.value()
    return chosen if isinstance(chosen, int) and chosen != NONE else None


def field_trouble(field: Field[Any]) -> str:
    """Why a field that the sheet asks holds no choice; "" where it does, or where there is none to make."""
    if problems := field.problems():
        return said(problems[0].sentence)
    if field.value() is not None:
        return ""
    if isinstance(field, DayField):
        return said(field.how_to_write())
    has_options = isinstance(field, ChoiceField) and field.input.count() > 0
    return tr("Choose from the list under {field}.", field=field.label_text) if has_options else ""
