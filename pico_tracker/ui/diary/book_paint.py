"""The ground of the day book as paint: hours, closed stretches, where we are now, what is pointed at."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from pico_tracker.domain.day_book import Closed
from pico_tracker.ui.diary.book_layout import SHORTEST, Spot, minute_in
from pico_tracker.ui.diary.book_map import BookMap
from pico_tracker.ui.diary.shown_book import Ghost, ShownBook
from pico_tracker.ui.diary.visit_block import EDGE, INSET, NAME, paint_line, paint_stripes
from pico_tracker.ui.kit.style import RADIUS, SMALL, colour, px, type_font
from pico_tracker.ui.kit.words import tr

SLOT = 15
"""Minutes of the free time that is pointed at."""


def paint_ground(painter: QPainter, seen: QRect, book_map: BookMap, shown: ShownBook) -> None:
    """Paint what lies under the visits, as far as it is seen."""
    columns = book_map.columns_in(seen)
    for number in columns:
        for closed in shown.column(number).closed:
            _paint_closed(painter, seen, book_map, (number, closed), shown)
    painter.setPen(colour("line"))
    for hour in range(book_map.layout.first, book_map.layout.last + 1):
        y = round(book_map.top_of(hour * 60))
        if seen.top() <= y <= seen.bottom():
            painter.drawLine(seen.left(), y, seen.right(), y)
    for number in columns:
        left = round(book_map.column_box(number)[0])
        painter.drawLine(left, seen.top(), left, seen.bottom())


def _paint_closed(
    painter: QPainter, seen: QRect, book_map: BookMap, what: tuple[int, Closed], shown: ShownBook
) -> None:
    number, closed = what
    day = shown.column(number).day
    first, last = minute_in(day, closed.starts_at), minute_in(day, closed.ends_at)
    left, wide = book_map.column_box(number)
    top = max(book_map.top_of(first), 0.0)
    box = QRectF(left, top, wide, book_map.top_of(last) - top)
    part = box.intersected(QRectF(seen))
    if part.isEmpty():
        return
    painter.fillRect(part, colour("raised"))
    paint_stripes(painter, part)
    font = type_font(SMALL)
    line = QRectF(left + px(12), 0, wide - px(20), QFontMetricsF(font).height())
    line.moveTop(book_map.top_of(reason_minute(book_map, number, (first, last))) + px(2))
    if line.bottom() < box.bottom():
        paint_line(painter, line, closed.reason or tr("Closed"), font, "ink_2")


def reason_minute(book_map: BookMap, column: int, stretch: tuple[int, int]) -> int:
    """Where the reason of a closed stretch is read: at its start, or under the visits that stand there."""
    layout = book_map.layout
    minute, last = max(stretch[0], layout.first * 60), stretch[1]
    for placed in layout.within((column,), minute, last):
        if placed.top - minute >= SHORTEST:
            break
        minute = max(minute, placed.bottom)
    return minute


def paint_now(painter: QPainter, book_map: BookMap, shown: ShownBook, *, over: bool) -> None:
    """Paint the line of now in today's columns: whole under the visits, over them up to their words."""
    y = round(now_top(book_map, shown))
    for number, column in enumerate(shown.book.columns):
        if column.day == shown.now.date() and 0 <= y <= book_map.height:
            left, wide = book_map.column_box(number)
            across = px(EDGE + INSET) if over else wide
            painter.fillRect(QRectF(left, y - 1, across, 2), colour("danger"))


def now_top(book_map: BookMap, shown: ShownBook) -> float:
    """The height of now, of a day that is today."""
    return book_map.top_of(shown.now.hour * 60 + shown.now.minute)


def paint_spot(painter: QPainter, book_map: BookMap, shown: ShownBook, spot: Spot) -> None:
    """Paint the free time that Enter books."""
    box = book_map.slot_box(spot, SLOT)
    _paint_frame(painter, box, Qt.PenStyle.SolidLine)
    text = tr("{time} free", time=f"{shown.moment(spot):%H:%M}")
    paint_line(painter, box.adjusted(px(8), 0, -px(4), 0), text, type_font(SMALL), "brand")


def ghost_box(book_map: BookMap, shown: ShownBook, ghost: Ghost) -> QRectF:
    """The box of a visit on its way, high enough for its new time."""
    wish = ghost.wish
    top = minute_in(shown.column(wish.column).day, wish.place.starts_at)
    box = book_map.slot_box(Spot(wish.column, top), wish.place.numbing_minutes + wish.place.minutes)
    least = QFontMetricsF(type_font(NAME, QFont.Weight.DemiBold)).height() + px(4)
    box.setHeight(max(box.height(), least))
    return box


def paint_ghost(painter: QPainter, book_map: BookMap, shown: ShownBook, ghost: Ghost) -> None:
    """Paint where a dragged visit would be, with its new time in words."""
    box = ghost_box(book_map, shown, ghost)
    font = type_font(NAME, QFont.Weight.DemiBold)
    _paint_frame(painter, box, Qt.PenStyle.DashLine)
    line = box.adjusted(px(10), px(2), -px(6), 0)
    line.setHeight(QFontMetricsF(font).height())
    paint_line(painter, line, shown.said_ghost(ghost), font, "brand")


def _paint_frame(painter: QPainter, box: QRectF, style: Qt.PenStyle) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QColor(colour("brand_soft"))
    ground.setAlphaF(0.93)
    painter.setBrush(ground)
    painter.setPen(QPen(colour("focus"), 2, style))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    painter.restore()
