"""The day book: a column a practitioner, a block a visit, a line where we are now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.diary import VISIT_KIND_NAMES, VISIT_STATE_NAMES, Visit, VisitState
from pico_tracker.ui.kit.cards import line
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.style import BODY, SMALL, Tone, colour, px, type_font
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.today.painted_row import PaintedRow, RowText, paint_line

FIRST_HOUR, LAST_HOUR = 9, 18
"""Hours always shown; a visit outside makes the day longer."""
GUTTER, HOUR, HEAD, NARROWEST = 56, 64, 50, 220
"""Width of the hours, height of an hour and of the head, narrowest column, in px at 100 %."""
SHORTEST = 25
"""Minutes a block is high at least, so that its name can be read."""

STATE_TONES = {
    VisitState.BOOKED: Tone.NEUTRAL,
    VisitState.CONFIRMED: Tone.NEUTRAL,
    VisitState.ARRIVED: Tone.INFO,
    VisitState.IN_ROOM: Tone.WARN,
    VisitState.DONE: Tone.OK,
    VisitState.NO_SHOW: Tone.DANGER,
    VisitState.CANCELLED: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A visit with its column, and the lane it takes where several overlap."""

    visit: Visit
    column: int
    lane: int
    lanes: int
    span: int = 1
    """Lanes it may take, where nobody stands in those to its right."""


def place_visits(visits: Sequence[Visit], columns: Sequence[str]) -> tuple[Placed, ...]:
    """Give each visit a column by its practitioner and a lane beside those it overlaps."""
    placed: list[Placed] = []
    for number, name in enumerate(columns):
        own = [visit for visit in visits if visit.practitioner_name == name]
        for group in _overlapping(own):
            lanes = _lanes(group)
            most = max(lanes) + 1
            taken = list(zip(group, lanes, strict=True))
            placed += [Placed(one, number, lane, most, _span(one, lane, most, taken)) for one, lane in taken]
    return tuple(placed)


def columns_of(visits: Sequence[Visit]) -> tuple[str, ...]:
    """The practitioners of the day by name, visits without one last."""
    return tuple(sorted({visit.practitioner_name for visit in visits}, key=lambda name: (not name, name)))


def minute_of(moment: datetime) -> int:
    """Minutes since midnight, on the clock of the clinic."""
    return moment.hour * 60 + moment.minute


def _end(visit: Visit) -> int:
    start = minute_of(visit.starts_at)
    return start + max(SHORTEST, round((visit.ends_at - visit.starts_at).total_seconds() / 60))


def _overlapping(visits: Sequence[Visit]) -> list[list[Visit]]:
    groups: list[list[Visit]] = []
    until = -1
    for visit in sorted(visits, key=lambda one: (one.starts_at, one.id)):
        if not groups or minute_of(visit.starts_at) >= until:
            groups.append([])
        groups[-1].append(visit)
        until = max(until, _end(visit))
    return groups


def _lanes(group: Sequence[Visit]) -> list[int]:
    ends: list[int] = []
    lanes: list[int] = []
    for visit in group:
        start = minute_of(visit.starts_at)
        free = next((lane for lane, end in enumerate(ends) if end <= start), len(ends))
        ends[free : free + 1] = [_end(visit)]
        lanes.append(free)
    return lanes


def _span(visit: Visit, lane: int, most: int, taken: Sequence[tuple[Visit, int]]) -> int:
    start, end = minute_of(visit.starts_at), _end(visit)
    beside = [at for other, at in taken if at > lane and minute_of(other.starts_at) < end and _end(other) > start]
    return min([most, *beside]) - lane


class VisitBlock(PaintedRow):
    """One visit: time and name, its state as a chip, what it is for."""

    def __init__(self, placed: Placed) -> None:
        visit = placed.visit
        state = ChipText(translated(VISIT_STATE_NAMES[visit.state]), STATE_TONES[visit.state])
        first = tr("{time} {name}", time=f"{visit.starts_at:%H:%M}", name=visit.patient_name)
        second = tr(
            "{kind} · to {time}", kind=translated(VISIT_KIND_NAMES[visit.kind]), time=f"{visit.ends_at:%H:%M}"
        )
        edge = None if state.tone is Tone.NEUTRAL else state.tone
        super().__init__(RowText(first, second, state, edge))
        self.placed = placed

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, the edge in the tone of the state, and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(colour("control"))
        painter.setBrush(colour("raised" if self.underMouse() else "surface"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.edge_colour())
        painter.drawRoundedRect(QRectF(0, 0, 4, self.height()), 2, 2)
        self.paint_words(painter, box.adjusted(px(11), px(4), -px(8), 0), SMALL + 1)
        self.paint_focus(painter, box, 6)


class _Hours(QWidget):
    """The grid itself: hour lines, the blocks, the line of now."""

    def __init__(self, visits: Sequence[Visit], columns: int, now: datetime) -> None:
        super().__init__()
        starts = [minute_of(visit.starts_at) // 60 for visit in visits] + [now.hour]
        ends = [-(-_end(visit) // 60) for visit in visits]
        self.first = min([FIRST_HOUR, *starts])
        self.last = max([LAST_HOUR, *ends, min(now.hour + 1, 24)])
        self._columns, self.now = columns, now
        self.blocks: list[VisitBlock] = []
        self.setFixedHeight((self.last - self.first) * px(HOUR) + px(24))

    def top_of(self, minute: int) -> int:
        """Where a minute of the day stands, in px."""
        return px(12) + round((minute - self.first * 60) * px(HOUR) / 60)

    def column_box(self, column: int) -> tuple[float, float]:
        """Left and width of a column, in px."""
        wide = (self.width() - px(GUTTER)) / max(1, self._columns)
        return px(GUTTER) + column * wide, wide

    def arrange(self) -> None:
        """Put each block where its time and column are."""
        for block in self.blocks:
            left, wide = self.column_box(block.placed.column)
            lane = (wide - 12) / block.placed.lanes
            top = self.top_of(minute_of(block.placed.visit.starts_at))
            bottom = self.top_of(_end(block.placed.visit))
            block.setGeometry(
                round(left + 6 + block.placed.lane * lane),
                top + 1,
                round(lane * block.placed.span - 3),
                max(px(24), bottom - top - 2),
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the blocks in their columns."""
        super().resizeEvent(event)
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint hours, columns and now."""
        painter = QPainter(self)
        painter.setFont(type_font(SMALL))
        for hour in range(self.first, self.last + 1):
            y = self.top_of(hour * 60)
            painter.setPen(colour("line"))
            painter.drawLine(px(GUTTER), y, self.width(), y)
            painter.setPen(colour("ink_2"))
            text = QRectF(0, y - px(9), px(GUTTER) - px(9), px(18))
            painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), f"{hour}:00")
        painter.setPen(colour("line"))
        for column in range(self._columns):
            left = round(self.column_box(column)[0])
            painter.drawLine(left, 0, left, self.height())
        self._paint_now(painter)

    def _paint_now(self, painter: QPainter) -> None:
        minute = minute_of(self.now)
        if self.first * 60 <= minute <= self.last * 60:
            painter.fillRect(px(GUTTER), self.top_of(minute), self.width() - px(GUTTER), 2, colour("danger"))


class _Head(QWidget):
    """Names over the columns, with how many visits each has."""

    def __init__(self, columns: Sequence[str], counts: Sequence[int], hours: _Hours) -> None:
        super().__init__()
        self._columns, self._counts, self._hours = columns, counts, hours
        self.setFixedHeight(px(HEAD))

    def sizeHint(self) -> QSize:
        """As high as two lines."""
        return QSize(px(NARROWEST), px(HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names."""
        painter = QPainter(self)
        for number, name in enumerate(self._columns):
            left, wide = self._hours.column_box(number)
            box = QRectF(left + px(10), px(7), wide - px(20), px(19))
            strong = type_font(BODY, QFont.Weight.DemiBold)
            paint_line(painter, box, name or tr("No practitioner yet"), strong, colour("ink"))
            count = tr("1 visit") if self._counts[number] == 1 else tr("{count} visits", count=self._counts[number])
            paint_line(painter, box.translated(0, px(19)), count, type_font(SMALL), colour("ink_2"))
            painter.setPen(colour("line"))
            painter.drawLine(round(left), 0, round(left), self.height())


class DayGrid(QWidget):
    """`DayGrid(visits, now)`: `opened(Visit)` follows a click or Enter on a block."""

    opened = Signal(object)

    def __init__(self, visits: Sequence[Visit], now: datetime) -> None:
        super().__init__()
        self._start = 0
        columns = columns_of(visits)
        counts = [sum(visit.practitioner_name == name for visit in visits) for name in columns]
        self.hours = _Hours(visits, len(columns), now)
        for placed in sorted(place_visits(visits, columns), key=lambda one: (one.visit.starts_at, one.column)):
            self._add_block(placed)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(_Head(columns, counts, self.hours))
        inner.addWidget(line())
        self._area = _scrolling(self.hours)
        inner.addWidget(self._area, 1)
        inside.setMinimumWidth(px(GUTTER) + len(columns) * px(NARROWEST))
        stack.addWidget(_sideways(inside))

    @property
    def blocks(self) -> tuple[VisitBlock, ...]:
        """The visits, in order of time."""
        return tuple(self.hours.blocks)

    def _add_block(self, placed: Placed) -> None:
        block = VisitBlock(placed)
        block.setParent(self.hours)
        block.clicked.connect(lambda: self.opened.emit(placed.visit))
        self.hours.blocks.append(block)

    def move_now(self, now: datetime) -> None:
        """Move the line of now."""
        self.hours.now = now
        self.hours.update()

    def focused(self) -> int:
        """The key of the visit that has the focus, 0 if none has."""
        return next((block.placed.visit.id for block in self.blocks if block.hasFocus()), 0)

    def focus_visit(self, visit_id: int) -> None:
        """Put the focus on a visit, if it is here."""
        block = next((one for one in self.blocks if one.placed.visit.id == visit_id), None)
        if block is not None:
            block.setFocus()

    def offset(self) -> int:
        """How far the day is scrolled, in px."""
        return self._area.verticalScrollBar().value()

    def start_at(self, offset: int) -> None:
        """Once it is laid out, stand where the day stood; below 0: where now is in the upper half."""
        self._start = offset
        self._area.verticalScrollBar().rangeChanged.connect(self._settle)

    def _settle(self) -> None:
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.disconnect(self._settle)
        now = self.hours.top_of(minute_of(self.hours.now)) - self._area.height() // 3
        bar.setValue(self._start if self._start >= 0 else now)


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside.setProperty("ground", "clear")
    return area


def _sideways(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside.setProperty("ground", "clear")
    return area
