"""The rail at the left: where one can go, what waits there, and who is at work."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.ui.kit.buttons import click_by_key
from pico_tracker.ui.kit.cards import line
from pico_tracker.ui.kit.icons import pixmap
from pico_tracker.ui.kit.plain_text import Label, Role, shown
from pico_tracker.ui.kit.style import BODY, SMALL, colour, px, theme, type_font
from pico_tracker.ui.kit.words import tr

WIDTH = 196
"""Width of the rail in px at 100 %."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: `Place("patients", tr("Patients"), "Ctrl+2")`."""

    name: str
    text: str
    key: str = ""


class _Entry(QAbstractButton):
    """One place on the rail, painted: text, then its key or a badge with what waits."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place, self._count, self._urgent = place, 0, False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(place.text)
        self.setShortcut(QKeySequence(place.key))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def event(self, event: QEvent) -> bool:
        """Act on the key without waiting."""
        return click_by_key(self, event) or super().event(event)

    def wait_for(self, count: int, *, urgent: bool) -> None:
        """Show how many things wait there."""
        self._count, self._urgent = count, urgent
        self.setAccessibleDescription(tr("{count} waiting", count=count) if count else "")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the rail."""
        return QSize(px(WIDTH - 20), px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, text and what stands at the right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        ink = colour("brand" if self.isChecked() else "ink_2")
        inner = QRectF(self.rect()).adjusted(px(10), 0, -px(10), 0)
        painter.setPen(ink)
        painter.setFont(type_font(BODY, QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), self.place.text)
        if self._count:
            self._paint_badge(painter, inner)
        elif self.place.key:
            painter.setFont(type_font(SMALL))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(inner, int(right), QKeySequence(self.place.key).toString(_NATIVE))

    def _paint_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(colour("brand_soft" if self.isChecked() else "neutral_soft"))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(colour("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(box, 6, 6)

    def _paint_badge(self, painter: QPainter, inner: QRectF) -> None:
        text = str(self._count) if self._count < 1000 else "999+"
        painter.setFont(type_font(SMALL, QFont.Weight.DemiBold))
        metrics = QFontMetrics(painter.font())
        high = metrics.height() + px(4)
        wide = max(high, metrics.horizontalAdvance(text) + px(12))
        box = QRectF(inner.right() - wide, inner.center().y() - high / 2, wide, high)
        colours = theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.alarm if self._urgent else colours.neutral_soft))
        painter.drawRoundedRect(box, high / 2, high / 2)
        painter.setPen(QColor(colours.on_alarm if self._urgent else colours.neutral))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


class _Person(QAbstractButton):
    """Who is working, at the bottom of the rail; a click asks to change."""

    def __init__(self) -> None:
        super().__init__()
        self._role = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_person(self, name: str, role: str) -> None:
        """Show a name and what they are."""
        self.setText(shown(name, 200).replace("&", "&&"))
        self._name, self._role = shown(name, 200), shown(role, 200)
        self.setAccessibleName(tr("{name}, {role}. Change who is working", name=name, role=role))
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines of text."""
        return QSize(px(WIDTH - 20), px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name and role."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(colour("focus") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colour("neutral_soft"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        inner = self.rect().adjusted(px(10), px(5), -px(10), -px(5))
        for text, token, font, side in (
            (
                self.text().replace("&&", "&"),
                "ink",
                type_font(SMALL + 1, QFont.Weight.DemiBold),
                Qt.AlignmentFlag.AlignTop,
            ),
            (self._role, "ink_2", type_font(SMALL - 1), Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(font)
            painter.setPen(colour(token))
            fitted = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, int(side), fitted)


class Logo(QWidget):
    """The mark of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(px(26), px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars on a rounded square."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("brand"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        side = px(18)
        edge = (self.width() - side) // 2
        painter.drawPixmap(edge, edge, pixmap("logo", theme().on_brand, side, self.devicePixelRatioF()))


class Rail(QWidget):
    """`Rail((Place("today", tr("Today"), "Ctrl+1"), …))`; `wanted(name)` asks to go there,
    `person_wanted` to change who is working."""

    wanted = Signal(str)
    person_wanted = Signal()

    def __init__(self, places: tuple[Place, ...]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "card")
        self.setFixedWidth(px(WIDTH))
        self._entries = {place.name: _Entry(place) for place in places}
        self.person = _Person()
        self.person.clicked.connect(self.person_wanted)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(10, 16, 10, 12)
        stack.setSpacing(2)
        stack.addLayout(self._title())
        stack.addSpacing(10)
        for entry in self._entries.values():
            stack.addWidget(entry)
            entry.clicked.connect(lambda _checked, name=entry.place.name: self.wanted.emit(name))
        stack.addStretch(1)
        stack.addWidget(line())
        stack.addWidget(self.person)

    def _title(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Logo())
        row.addWidget(Label(tr("Pico Tracker"), Role.STRONG), 1)
        return row

    def changeEvent(self, event: QEvent) -> None:
        """Be as wide as the type size asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedWidth(px(WIDTH))

    def go_to(self, name: str) -> None:
        """Mark the place one is at; says nothing to anybody."""
        self._entries[name].setChecked(True)

    @property
    def place(self) -> str:
        """The name of the place one is at, or ""."""
        return next((name for name, entry in self._entries.items() if entry.isChecked()), "")

    def wait_for(self, name: str, count: int, *, urgent: bool = False) -> None:
        """Show how many things wait at a place; 0 shows its key again."""
        self._entries[name].wait_for(count, urgent=urgent)

    def show_person(self, name: str, role: str) -> None:
        """Show who is working."""
        self.person.show_person(name, role)


_NATIVE = QKeySequence.SequenceFormat.NativeText
