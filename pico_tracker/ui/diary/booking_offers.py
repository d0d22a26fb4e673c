"""Beside the booking form: the time to tell the patient, and the first free times that fit."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from pico_tracker.domain.diary import Place
from pico_tracker.domain.free_times import FreeTime
from pico_tracker.ui.diary.booking_words import said_offer
from pico_tracker.ui.kit.buttons import click_by_key, key_size, key_text, paint_key
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.notice import ToneBox
from pico_tracker.ui.kit.plain_text import Label, Role, tip
from pico_tracker.ui.kit.style import BODY, RADIUS, SMALL, STEP, Tone, colour, px, theme, type_font
from pico_tracker.ui.kit.words import tr

MOST = 6
"""Offers at once, each with a key."""
OFFER = 46
"""Height of an offer in px at 100 %."""


class OfferButton(QAbstractButton):
    """One free time: when, then with whom and where; `key` takes it at once, "" stands for none."""

    def __init__(self, offer: FreeTime, key: str) -> None:
        super().__init__()
        self.offer, self._key = offer, key
        self.first, self.second = said_offer(offer)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(part for part in (self.first, self.second) if part))
        self.setToolTip(tip(self.second))
        if key:
            self.setShortcut(QKeySequence(key))

    def event(self, event: QEvent) -> bool:
        """Act on the key without waiting."""
        return click_by_key(self, event) or super().event(event)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(px(220), px(OFFER))

    def minimumSizeHint(self) -> QSize:
        """Names give way before the time does."""
        return QSize(px(160), px(OFFER))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, both lines and the key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        inner = QRectF(self.rect()).adjusted(px(12), px(5), -px(12), -px(5))
        half, font = inner.height() / 2, type_font(BODY, QFont.Weight.DemiBold)
        above = QRectF(inner.left(), inner.top(), inner.width(), half)
        below = QRectF(inner.left(), inner.top() + half, inner.width(), half)
        room = self._paint_key(painter, inner, below, QFontMetrics(font).horizontalAdvance(self.first))
        below.setRight(room)
        _paint_line(painter, above, self.first, font, "ink")
        _paint_line(painter, below, self.second, type_font(SMALL), "ink_2")

    def _paint_key(self, painter: QPainter, inner: QRectF, below: QRectF, needed: int) -> float:
        """Paint the key at the right end, lower where the time needs that room: a time is never cut.

        Returns where the second line has to end.
        """
        if not self._key:
            return inner.right()
        key = key_size(key_text(self._key))
        is_wide = needed <= inner.width() - key.width() - px(8)
        middle = (inner if is_wide else below).center().y()
        keys = QRectF(inner.right() - key.width(), middle - key.height() / 2, key.width(), key.height())
        paint_key(painter, keys, key_text(self._key), theme().ink_2)
        return keys.left() - px(8)

    def _paint_ground(self, painter: QPainter) -> None:
        chosen, pointed = self.isChecked(), self.underMouse() or self.isDown()
        ground = "brand_soft" if chosen else "raised" if pointed else "surface"
        frame = QPen(colour("focus"), 2) if self.hasFocus() or chosen else QPen(colour("control"), 1)
        painter.setPen(frame)
        painter.setBrush(QColor(colour(ground)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def _paint_line(painter: QPainter, box: QRectF, text: str, font: QFont, ink: str) -> None:
    painter.setFont(font)
    painter.setPen(colour(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


class TellBox(ToneBox):
    """The arrival time to say to the patient, written large."""

    def __init__(self) -> None:
        super().__init__(Tone.BRAND)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 10, 12, 12)
        stack.setSpacing(2)
        self.caption = Label("", Role.SMALL)
        self.text = Label("", Role.TITLE, wrap=True).selectable()
        self.below = Label("", Role.SMALL, wrap=True)
        for label in (self.caption, self.text, self.below):
            stack.addWidget(label)
        self.tell("", "")

    def tell(self, when: str, below: str, caption: str = "") -> None:
        """Say when the patient comes; "" for not chosen yet."""
        self.caption.setText(caption or tr("Tell the patient"))
        self.text.setText(when or tr("Choose a time"))
        self.below.setText(below)
        self.below.setVisible(bool(below))
        self.setAccessibleName(f"{self.caption.text()}: {self.text.text()}. {below}")


class Offers(QWidget):
    """The first free times that fit; `taken(FreeTime)` follows a click or Alt+1 to Alt+6."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(2 * STEP)
        self.title = Label(tr("First free times that fit"), Role.HEADING)
        self.note = Label("", Role.QUIET, wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(STEP + 2)
        stack.addWidget(self.title)
        stack.addWidget(self.note)
        stack.addLayout(self._lines)
        stack.addStretch(1)
        self.buttons: tuple[OfferButton, ...] = ()
        self.say("")

    @property
    def offers(self) -> tuple[FreeTime, ...]:
        """Those now shown."""
        return tuple(button.offer for button in self.buttons)

    def say(self, text: str) -> None:
        """Say something in place of offers, such as that none fits; "" says nothing."""
        self._show((), text)

    def show_offers(self, offers: Sequence[FreeTime], none_fits: str) -> None:
        """Show offers, or that none fits."""
        self._show(offers[:MOST], "" if offers else none_fits)

    def _show(self, offers: Sequence[FreeTime], text: str) -> None:
        if self.buttons and self.offers == tuple(offers):
            return  # the same again: whoever is about to press one finds it where it was
        clear(self._lines)
        self.buttons = tuple(OfferButton(one, f"Alt+{number}") for number, one in enumerate(offers, 1))
        for button in self.buttons:
            self._lines.addWidget(button)
            button.show()  # at once, so that a key pressed ahead finds it; Qt shows it a moment later
            button.clicked.connect(self._take)
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def mark(self, place: Place) -> None:
        """Draw the offer as taken that names this place, if one does."""
        for button in self.buttons:
            button.setChecked(button.offer.place == place)

    def _take(self) -> None:
        button = self.sender()
        if isinstance(button, OfferButton):
            self.taken.emit(button.offer)
