"""The grid with its head and its hours, which stay where they are when it is scrolled."""

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from pico_tracker.domain.day_book import Column
from pico_tracker.ui.diary.book_canvas import BookCanvas
from pico_tracker.ui.diary.book_paint import now_top
from pico_tracker.ui.diary.shown_book import ShownBook
from pico_tracker.ui.diary.visit_block import paint_line
from pico_tracker.ui.diary.visit_words import said_date, said_weekday
from pico_tracker.ui.kit.cards import line
from pico_tracker.ui.kit.plain_text import shown as as_shown
from pico_tracker.ui.kit.plain_text import tip
from pico_tracker.ui.kit.style import BODY, SMALL, colour, px, type_font
from pico_tracker.ui.kit.words import tr

GUTTER, HEAD = 56, 50
"""Width of the hours and height of the head, in px at 100 %."""


class BookHead(QWidget):
    """Names over the columns, with what goes with them."""

    def __init__(self, shown: ShownBook, canvas: BookCanvas, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown, self._canvas = shown, canvas
        shown.laid_out.connect(self._say)
        shown.changed.connect(self.update)
        self._say()

    def _say(self) -> None:
        names = (", ".join(self.lines(column)) for column in self._shown.book.columns)
        self.setAccessibleName(tr("Columns"))
        self.setAccessibleDescription(as_shown(". ".join(names)))
        self.update()

    def lines(self, column: Column) -> tuple[str, str]:
        """Both lines of a column's head: in a week its day comes first."""
        in_week = self._shown.book.days > 1
        name = column.name or ("" if in_week else tr("Nobody yet"))
        if self._shown.book.days == 1:
            return name, column.second
        second = " · ".join(part for part in (name, column.second) if part)
        return self._said_day(column.day), second

    def _said_day(self, day: date) -> str:
        return tr("Today, {day}", day=said_date(day)) if day == self._shown.now.date() else said_weekday(day)

    def tip_at(self, x: int) -> str:
        """What a tip says at a place."""
        if not self._shown.book.columns:
            return ""
        column = self._shown.column(self._canvas.map.column_at(x - self._canvas.x()))
        return "\n".join(said for said in self.lines(column) if said)

    def event(self, event: QEvent) -> bool:
        """Tell both lines whole in a tip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip(self.tip_at(event.pos().x())), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names that are seen."""
        painter = QPainter(self)
        offset = self._canvas.x()
        for number in self._canvas.map.columns_in(event.rect().translated(-offset, 0)):
            left, wide = self._canvas.map.column_box(number)
            self._paint_name(painter, number, QRectF(left + offset, 0, wide, self.height()))

    def _paint_name(self, painter: QPainter, number: int, box: QRectF) -> None:
        column = self._shown.column(number)
        first, second = self.lines(column)
        is_marked = self._shown.book.days > 1 and column.day == self._shown.now.date()
        strong = type_font(BODY, QFont.Weight.DemiBold)
        upper = QRectF(box.left() + px(10), px(7), box.width() - px(18), px(20))
        paint_line(painter, upper, first, strong, "brand" if is_marked else "ink")
        paint_line(painter, upper.translated(0, px(19)), second, type_font(SMALL), "ink_2")
        painter.fillRect(QRectF(round(box.left()), 0, 1, box.height()), colour("line"))


class BookHours(QWidget):
    """The hours at the left, and the time of now."""

    def __init__(self, shown: ShownBook, canvas: BookCanvas, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown, self._canvas = shown, canvas
        shown.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hours that are seen; one under the time of now gives way to it."""
        painter = QPainter(self)
        now = self._now_top()
        layout, offset = self._shown.layout, self._canvas.y()
        for hour in range(layout.first, layout.last + 1):
            y = self._canvas.map.top_of(hour * 60) + offset
            if abs(y - now) >= px(16):
                self._paint_time(painter, y, f"{hour}:00", strong=False)
        if any(column.day == self._shown.now.date() for column in self._shown.book.columns):
            self._paint_time(painter, now, f"{self._shown.now:%H:%M}", strong=True)

    def _now_top(self) -> float:
        if not any(column.day == self._shown.now.date() for column in self._shown.book.columns):
            return -float(px(100))
        return now_top(self._canvas.map, self._shown) + self._canvas.y()

    def _paint_time(self, painter: QPainter, y: float, text: str, *, strong: bool) -> None:
        font = type_font(SMALL, QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        wide = QFontMetricsF(font).horizontalAdvance(text)
        box = QRectF(self.width() - px(9) - wide, y - px(9), wide + 1, px(18))
        if box.bottom() > 0 and box.top() < self.height():
            paint_line(painter, box, text, font, "danger" if strong else "ink_2")


class BookArea(QScrollArea):
    """Scrolls the canvas; head and hours go along with it in one direction each."""

    def __init__(self, shown: ShownBook, canvas: BookCanvas) -> None:
        super().__init__()
        self.canvas = canvas
        self._shown = shown
        self.head = BookHead(shown, canvas, self)
        self.hours = BookHours(shown, canvas, self)
        self._line = line()
        self._line.setParent(self)
        self.setCornerWidget(QWidget())
        self.setWidget(canvas)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.arrange()

    def arrange(self) -> None:
        """Give head and hours their sizes at the type size in force."""
        self.setViewportMargins(px(GUTTER), px(HEAD), 0, 0)
        self.canvas.lay_out()
        self._place()

    def _place(self) -> None:
        view = self.viewport().geometry()
        self.head.setGeometry(view.left(), 0, view.width(), px(HEAD))
        self.hours.setGeometry(0, px(HEAD), px(GUTTER), view.height())
        self._line.setGeometry(0, px(HEAD) - 1, self.width(), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep head and hours beside what is seen."""
        super().resizeEvent(event)
        self._place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Let head and hours follow."""
        super().scrollContentsBy(dx, dy)
        self.head.update()
        self.hours.update()

    def show_current(self) -> None:
        """Scroll to the current visit or time."""
        box = self.canvas.current_box()
        if not box.isNull():
            room = QPointF(min(box.width(), self.viewport().width() - 1), box.height()) / 2
            self.ensureVisible(
                round(box.center().x()), round(box.center().y()), round(room.x()), round(room.y()) + px(8)
            )

    def start_at_now(self) -> None:
        """Scroll so that now, or the opening of another day, is in the upper part, and to today's column."""
        book, book_map = self._shown.book, self.canvas.map
        top = book_map.top_of(book.opens) - px(12)
        today = next((n for n, column in enumerate(book.columns) if column.day == self._shown.now.date()), None)
        if today is not None:
            top = now_top(book_map, self._shown) - self.viewport().height() / 3
            left, wide = book_map.column_box(today)
            self.horizontalScrollBar().setValue(round(left + wide - self.viewport().width()))
        self.verticalScrollBar().setValue(round(top))
