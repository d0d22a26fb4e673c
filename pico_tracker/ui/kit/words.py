"""The one way the window says things: marked text in, the reader's language out."""

from datetime import date, datetime
from typing import TypeGuard

from PySide6.QtCore import QCoreApplication

from pico_tracker.domain.words import Sentence
from pico_tracker.ui.kit.days import said_day

CONTEXT = "pico"
"""The translation context of every text in the program."""


def translated(text: str) -> str:
    """A marked text in the language of the window, places such as `{name}` left as they are."""
    return QCoreApplication.translate(CONTEXT, text)


def tr(text: str, **values: object) -> str:
    """Say `text` in the language of the window: `tr("{count} booked", count=7)`."""
    return translated(text).format_map(values)


def in_a_sentence(name: str) -> str:
    """A concern's name as it stands inside a sentence: "Tattoo" becomes "tattoo", "IPL" stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def said(sentence: Sentence) -> str:
    """Say a sentence that came from the rules or a service; its days as the window writes them."""
    values = {name: said_day(value) if _is_day(value) else value for name, value in sentence.values.items()}
    return tr(sentence.text, **values)


def _is_day(value: object) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)
