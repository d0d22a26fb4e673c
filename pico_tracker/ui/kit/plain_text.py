"""Text on screen is text, never markup: one label class, one tooltip function, both capped."""

import html
from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pico_tracker.domain.words import TEXT_LIMIT

LINE_CAP = 1_000
"""A line that cannot wrap shows no more than this; Qt takes seconds to lay out a million."""


class Role(StrEnum):
    """What a text is on its page; the style sheet knows its size, weight and colour."""

    BODY = "body"
    STRONG = "strong"
    QUIET = "quiet"
    SMALL = "small"
    TITLE = "title"
    HEADING = "heading"
    ALARM = "alarm"


def shown(text: str, limit: int = LINE_CAP) -> str:
    """`text` cut to what may be laid out, with an ellipsis where it was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def units(text: str) -> int:
    """The length of `text` as Qt counts it: a letter beyond the first 65,536 counts twice."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def first_units(text: str, limit: int) -> str:
    """The first `limit` units of `text`, never half a letter."""
    return text[:limit].encode("utf-16-le", "replace")[: 2 * limit].decode("utf-16-le", "ignore")


def tip(text: str) -> str:
    """A tooltip that shows `text` as typed: escaped, since Qt guesses markup in tooltips."""
    if not text:
        return ""
    return "<qt>" + html.escape(shown(text)).replace("\n", "<br>") + "</qt>"


class Label(QLabel):
    """Plain text in a role: `Label(tr("Allergies"), Role.SMALL)`.

    Wraps when `wrap` is set, else takes one line and, when `elide` is set, gives way with an
    ellipsis and tells the whole text in its tooltip.
    """

    def __init__(self, text: str = "", role: Role = Role.BODY, *, wrap: bool = False, elide: bool = False) -> None:
        super().__init__()
        self._full, self._elide = "", elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role.value)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text`, cut to what may be laid out."""
        self._full = shown(text, TEXT_LIMIT if self.wordWrap() else LINE_CAP)
        super().setText(self._full)
        if self._elide:
            self.setToolTip(tip(self._full))

    def selectable(self) -> "Label":
        """Let people mark and copy the text, by mouse and keyboard; returns the label."""
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return self

    def set_tone(self, tone: str) -> None:
        """Colour the text by a tone of `style.Tone`; "" goes back to the colour of its role."""
        self.setProperty("tone", tone)
        repolish(self)

    def strike(self) -> "Label":
        """Put a line through the text: it stood on record and was replaced; returns the label."""
        self.setProperty("struck", "true")
        repolish(self)
        return self

    def minimumSizeHint(self) -> QSize:
        """A label that elides may shrink to a few letters."""
        hint = super().minimumSizeHint()
        return QSize(self.fontMetrics().averageCharWidth() * 4, hint.height()) if self._elide else hint

    def sizeHint(self) -> QSize:
        """The whole text on one line, or as wrapped."""
        return super().sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, elided where it is too long for a line."""
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)


def repolish(widget: QWidget) -> None:
    """Let the style sheet see a changed property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
