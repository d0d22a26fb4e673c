"""The pinboard: visits carried to another day or week."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pico_tracker.domain.diary import Visit
from pico_tracker.ui.diary.shown_book import Grip, Held, ShownBook
from pico_tracker.ui.diary.visit_block import paint_line
from pico_tracker.ui.diary.visit_words import said_minutes, said_weekday, visit_name
from pico_tracker.ui.kit.cards import line
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import Label, Role, tip
from pico_tracker.ui.kit.plain_text import shown as as_shown
from pico_tracker.ui.kit.style import RADIUS, SMALL, colour, px, type_font
from pico_tracker.ui.kit.words import tr


class PinnedVisit(QWidget):
    """A visit on the pinboard: dragged by the mouse, put down by Enter, taken off by Delete."""

    lifted = Signal(object, QPoint)
    dragged = Signal(QPoint)
    dropped = Signal()
    let_go = Signal()
    put_down = Signal(object)
    taken_off = Signal(object)

    def __init__(self, visit: Visit, *, hidden: bool) -> None:
        super().__init__()
        self.visit = visit
        self._press: QPoint | None = None
        self._is_dragging = False
        place = visit.place
        length = said_minutes(place.numbing_minutes + place.minutes)
        when = tr("{day} {time}", day=said_weekday(place.starts_at.date()), time=f"{place.starts_at:%H:%M}")
        self.first = visit_name(visit, hidden=hidden)
        self.second = tr("{when}, {length}", when=when, length=length)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(as_shown(f"{self.first}. {self.second}"))
        self.setAccessibleDescription(
            tr("On the pinboard. Enter puts it at the time that is pointed at, Delete takes it off.")
        )
        self.setToolTip(tip(f"{self.first}\n{self.second}"))

    def sizeHint(self) -> QSize:
        """Both texts on one line, up to a width."""
        wide = QFontMetricsF(type_font(SMALL, QFont.Weight.DemiBold)).horizontalAdvance(as_shown(self.first))
        more = QFontMetricsF(type_font(SMALL)).horizontalAdvance(self.second)
        return QSize(min(round(wide + more) + px(34), px(340)), px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, name and old time."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(colour("surface"))
        painter.setPen(QPen(colour("focus"), 2) if self.hasFocus() else QPen(colour("control"), 1))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        strong = type_font(SMALL, QFont.Weight.DemiBold)
        more = QFontMetricsF(type_font(SMALL)).horizontalAdvance(self.second) + 1
        inner = box.adjusted(px(10), 0, -px(10), 0)
        paint_line(painter, inner.adjusted(0, 0, -more - px(8), 0), self.first, strong, "ink")
        paint_line(painter, inner.adjusted(inner.width() - more, 0, 0, 0), self.second, type_font(SMALL), "ink_2")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._press = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it once the pointer has gone some way."""
        point = event.position().toPoint()
        if self._is_dragging:
            self.dragged.emit(self.mapToGlobal(point))
        elif self._press is not None and (point - self._press).manhattanLength() >= _way():
            self._is_dragging = True
            self.lifted.emit(Held(self.visit, Grip.WHOLE, 0), self.mapToGlobal(point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop it."""
        is_dragging = self._is_dragging
        self.forget_press()
        if is_dragging:
            self.dropped.emit()

    def forget_press(self) -> None:
        """Hold it no longer."""
        self._press, self._is_dragging = None, False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter puts it down, Delete and P take it off, Escape ends a drag."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self._is_dragging:
            self.forget_press()
            self.let_go.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.put_down.emit(self.visit)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_P):
            self.taken_off.emit(self.visit)
        else:
            super().keyPressEvent(event)


class Pinboard(QWidget):
    """A strip with the pinned visits; seen when there are some, or while one is dragged.

    `put_down(Visit)` asks for it at the time pointed at, `taken_off(Visit)` off the pinboard.
    """

    lifted = Signal(object, QPoint)
    dragged = Signal(QPoint)
    dropped = Signal()
    let_go = Signal()
    put_down = Signal(object)
    taken_off = Signal(object)

    def __init__(self, shown: ShownBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = shown
        self._known: tuple[object, ...] = ()
        self._is_open = False
        self.blocks: list[PinnedVisit] = []
        self.setAccessibleName(tr("Pinboard"))
        self._flow = FlowLayout(gap=6)
        self._hint = Label("", Role.SMALL, elide=True)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(line())
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(Label(tr("Pinboard"), Role.STRONG), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._flow, 1)
        row.addWidget(self._hint, 1)
        stack.addLayout(row)
        self.hide()
        shown.changed.connect(self._follow)

    def open_for(self, dragging: bool) -> None:
        """Be there as long as a visit is dragged."""
        self._is_open = dragging
        self._follow()

    def _follow(self) -> None:
        """Show the pinned visits of now; while one is dragged nothing is built anew."""
        known = (self._shown.pinned, self._shown.is_hidden)
        if known != self._known and not any(block.underMouse() and self._is_open for block in self.blocks):
            self._known = known
            self._build()
        over = self._shown.ghost is not None and self._shown.ghost.is_over_pins
        self._hint.setText(
            tr("Let go to pin it here") if over else tr("Drag a visit here to carry it to another day")
        )
        self._hint.setVisible((self._is_open and not self.blocks) or over)
        self.setVisible(bool(self._shown.pinned) or self._is_open)

    def _build(self) -> None:
        self._flow.clear()
        self.blocks = [self._block(visit) for visit in self._shown.pinned]

    def _block(self, visit: Visit) -> PinnedVisit:
        block = PinnedVisit(visit, hidden=self._shown.is_hidden)
        block.lifted.connect(self.lifted)
        block.dragged.connect(self.dragged)
        block.dropped.connect(self.dropped)
        block.let_go.connect(self.let_go)
        block.put_down.connect(self.put_down)
        block.taken_off.connect(self.taken_off)
        self._flow.addWidget(block)
        block.show()
        return block


def _way() -> int:
    return QApplication.startDragDistance()
