"""The one way the window says things: marked text in, the reader's language out."""

from PySide6.QtCore import QCoreApplication

from pico_tracker.domain.words import Sentence

CONTEXT = "pico"
"""The translation context of every text in the program."""


def translated(text: str) -> str:
    """A marked text in the language of the window, places such as `{name}` left as they are."""
    return QCoreApplication.translate(CONTEXT, text)


def tr(text: str, **values: object) -> str:
    """Say `text` in the language of the window: `tr("{count} booked", count=7)`."""
    return translated(text).format_map(values)


def said(sentence: Sentence) -> str:
    """Say a sentence that came from the rules or a service."""
    return sentence.said(translated)
