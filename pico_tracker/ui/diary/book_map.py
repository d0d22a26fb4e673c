"""The day book in px: where a minute and a column are, and what is at a point."""

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QPointF, QRect, QRectF

from pico_tracker.ui.diary.book_layout import MINUTES_A_DAY, BookLayout, Placed, Spot
from pico_tracker.ui.kit.style import px

HOUR, NARROWEST, LANE, PAD = 64, 132, 96, 12
"""Height of an hour, width of the narrowest column and lane, space over the first hour, in px at 100 %."""
WEEK_NARROWEST, WEEK_LANE = 94, 84
"""The same in a week, whose days should all be seen at once; the tip has what does not fit."""
MOST_LANES = 8
"""A column grows no wider for more lanes than that; they get narrower instead."""
MARGIN, GAP = 6, 3
"""Space beside the lanes of a column, and between two lanes, in px."""
EDGE = 6
"""Height of the lower edge that lengthens a block, in px at 100 %."""


class BookMap:
    """A layout on a canvas of a given width: `BookMap(layout, 800).box_of(placed)`."""

    def __init__(self, layout: BookLayout, width: int) -> None:
        self.layout = layout
        least = [_narrowest(layout, column) for column in range(len(layout.columns))]
        self.least_width = sum(least)
        self._lefts = [0.0, *accumulate(shared_widths(least, width))]

    @property
    def height(self) -> int:
        """From the first hour to the last, with space over and under them."""
        return round(self.top_of(self.layout.last * 60)) + px(PAD)

    def column_box(self, column: int) -> tuple[float, float]:
        """Left and width of a column."""
        return self._lefts[column], self._lefts[column + 1] - self._lefts[column]

    def column_at(self, x: float) -> int:
        """The column at a place, the nearest one outside of all."""
        inner = self._lefts[1:-1]
        return sum(1 for left in inner if left <= x)

    def top_of(self, minute: float) -> float:
        """Where a minute of the day is."""
        return px(PAD) + (minute - self.layout.first * 60) * px(HOUR) / 60

    def minute_at(self, y: float) -> float:
        """The minute of the day at a height, within the day."""
        minute = (y - px(PAD)) * 60 / px(HOUR) + self.layout.first * 60
        return min(max(minute, 0.0), float(MINUTES_A_DAY))

    def box_of(self, placed: Placed) -> QRectF:
        """The box of a visit, one px short of the next."""
        left, wide = self.column_box(placed.column)
        lane = (wide - 2 * MARGIN) / placed.lanes
        top, bottom = self.top_of(placed.top), self.top_of(placed.bottom)
        across = max(2.0, lane * placed.span - (GAP if placed.lanes > 1 else 0))
        return QRectF(left + MARGIN + placed.lane * lane, top + 1, across, bottom - top - 2)

    def slot_box(self, spot: Spot, minutes: int) -> QRectF:
        """The box of a stretch of a column, all lanes of it."""
        left, wide = self.column_box(spot.column)
        top = self.top_of(spot.minute)
        return QRectF(left + MARGIN, top + 1, wide - 2 * MARGIN, self.top_of(spot.minute + minutes) - top - 2)

    def columns_in(self, box: QRect) -> range:
        """The columns that a box touches."""
        if not self.layout.columns:
            return range(0)
        return range(self.column_at(box.left()), self.column_at(box.right()) + 1)

    def seen(self, box: QRect) -> list[Placed]:
        """The visits whose boxes touch a box: nothing else has to be painted."""
        first, last = self.minute_at(box.top()), self.minute_at(box.bottom())
        return self.layout.within(self.columns_in(box), first, last)

    def visit_at(self, point: QPointF) -> Placed | None:
        """The visit at a point; only those of that half hour are asked."""
        column = self.column_at(point.x())
        minute = self.minute_at(point.y())
        if not self.layout.columns:
            return None
        near = self.layout.within((column,), minute - 1, minute + 1)
        return next((one for one in reversed(near) if self.box_of(one).contains(point)), None)

    def spot_at(self, point: QPointF, step: int) -> Spot:
        """The column and the minute at a point, rounded down to `step` minutes."""
        return Spot(self.column_at(point.x()), int(self.minute_at(point.y())) // step * step)

    def is_lower_edge(self, placed: Placed, point: QPointF) -> bool:
        """Whether a point is where a block is taken to lengthen it."""
        box = self.box_of(placed)
        return point.y() > box.bottom() - min(float(px(EDGE)), box.height() / 4)


def shared_widths(least: Sequence[float], width: float) -> list[float]:
    """A width shared evenly among columns; one that needs more than its share gets that, the others the rest."""
    wide: list[float] = [0.0] * len(least)
    room = width
    for left, number in enumerate(sorted(range(len(least)), key=lambda one: -least[one])):
        wide[number] = max(least[number], room / (len(least) - left))
        room -= wide[number]
    return wide


def _narrowest(layout: BookLayout, column: int) -> int:
    narrowest, lane = (WEEK_NARROWEST, WEEK_LANE) if layout.book.days > 1 else (NARROWEST, LANE)
    return max(px(narrowest), min(layout.lanes(column), MOST_LANES) * px(lane) + 2 * MARGIN)
