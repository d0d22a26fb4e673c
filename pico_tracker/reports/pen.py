"""What every part of a sheet writes with: the language, the width, and the one way to set text."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from pico_tracker.domain.languages import is_read_to_left
from pico_tracker.domain.words import Translate, mark, sentence
from pico_tracker.reports import formats, styles
from pico_tracker.reports.directions import isolated
from pico_tracker.reports.text import STAND_IN, paragraph, pieces, shortened

SECTION_ROOM = 75.0
NAMES_LIMIT = 1200
"""Characters of a few names together: each may have 200."""
CELL_LIMIT = 450
"""Characters of a table's cell; more would make rows taller than a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Writes in one language, `width` points wide, for a sheet printed on `today` in `zone`."""

    translate: Translate
    width: float
    today: date
    zone: ZoneInfo
    unprinted: set[str] = field(default_factory=set)
    """Scripts met so far that no font draws."""
    brand: Color = styles.BRAND
    """The clinic's colour: whatever a style has in the house's comes out in it."""
    footer: str = ""
    """The clinic's own line at the foot of each page."""
    to_left: bool = False
    """Whether the sheet, or this part of it, is in a language that is read from right to left."""

    @property
    def band(self) -> Color:
        """The light band that goes with the clinic's colour."""
        return styles.band_of(self.brand)

    def in_language(self, language: str) -> "Pen":
        """The same pen for a part of the sheet that is in `language`: its lines begin where that is read from."""
        return replace(self, to_left=is_read_to_left(language))

    def say(self, text: str, **values: object) -> str:
        """A marked text in the reader's language, with its values filled in, each in its own direction."""
        placed = {name: isolated(one) if isinstance(one, str) else one for name, one in values.items()}
        return sentence(text, **placed).said(self.translate)

    def count(self, one: str, many: str, count: int) -> str:
        """`one` or `many`, both marked and with a place `{count}`."""
        return self.say(one if count == 1 else many, count=count)

    def day(self, value: date) -> str:
        """A date as in 22 Nov 2026."""
        return formats.day(value, self.translate)

    def local(self, value: datetime) -> datetime:
        """A moment in the clinic's time zone."""
        return value.astimezone(self.zone)

    def line(self, text: str, style: ParagraphStyle, limit: int = CELL_LIMIT) -> Paragraph:
        """`text` as one short paragraph, cut with … past `limit` characters."""
        return paragraph(shortened(text, limit), self._look(style), self.unprinted, stays=not self.to_left)

    def flow(self, text: str, style: ParagraphStyle) -> list[Flowable]:
        """All of `text`, however long, as paragraphs that run on over pages."""
        look = self._look(style)
        return [paragraph(piece, look, self.unprinted) for piece in pieces(text)]

    def section(self, title: str, room: float = SECTION_ROOM) -> list[Flowable]:
        """The marked `title` as a heading that never stands alone at the foot of a page: `room`
        points must be free. (`keepWithNext` would keep a whole table together.)"""
        return [CondPageBreak(room), self.line(self.say(title), styles.SECTION)]

    def unprinted_notice(self) -> str:
        """The line that names the scripts of which letters are missing; empty if none are."""
        if not self.unprinted:
            return ""
        names = ", ".join(sorted(self.say(name) for name in self.unprinted))
        return self.say(
            mark("{sign} stands for letters that cannot be printed yet ({scripts}). The record keeps them."),
            sign=STAND_IN,
            scripts=names,
        )

    def _look(self, style: ParagraphStyle) -> ParagraphStyle:
        look = styles.in_brand(style, self.brand)
        return styles.turned(look) if self.to_left else look
