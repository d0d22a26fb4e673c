"""Text that people read: marked where it is written, translated where it is shown.

Nothing here translates. `mark` lets an extractor find a sentence; a `Sentence` carries the
marked text and its values until a room that has a translator (`ui`, `reports`, `cli`) says it.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Translate = Callable[[str], str]
"""Takes a marked text in English, returns it in the reader's language."""

MINUS = "\u2212"
"""The sign people read before a number below zero; a hyphen is none."""

LINE_LIMIT = 200
TEXT_LIMIT = 20_000


def mark(text: str) -> str:
    """Mark `text` as something people read, for the extractor; returns it unchanged."""
    return text


def in_english(text: str) -> str:
    """The translator that leaves English as it is."""
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A marked text with `{name}` places and the values for them (themselves never translated)."""

    text: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def said(self, translate: Translate = in_english) -> str:
        """The sentence in the reader's language, with its values filled in."""
        return translate(self.text).format_map(dict(self.values))

    def __str__(self) -> str:
        return self.said()


def sentence(text: str, **values: object) -> Sentence:
    """Mark `text` and bind its values: `sentence("Past {limit} mm", limit=15)`."""
    return Sentence(text, MappingProxyType(values))


def clean_text(text: str) -> str:
    """Every typed text passes here once: NFC, no control characters but newline and tab,
    no lone surrogates, no space at the ends."""
    return unicodedata.normalize("NFC", text if text.isprintable() else _kept(text)).strip()


def clean_line(text: str) -> str:
    """As `clean_text`, on one line: runs of white space become one space."""
    return " ".join(clean_text(text).split())


def _kept(text: str) -> str:
    """Slow beside `isprintable`, which tells that nothing has to go: it matters for a table of 100,000 rows."""
    return "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if _is_kept(c))


def _is_kept(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
