"""The field in which a patient signs: with a pen on a tablet, a finger on a touch screen, or the mouse."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pico_tracker.domain.signatures import (
    HIGH,
    POINTS_LIMIT,
    SIDE,
    Place,
    Point,
    Signature,
    Stroke,
    curves_of,
    point_at,
)
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import RADIUS, colour, px
from pico_tracker.ui.kit.words import tr

HEIGHT, NARROWEST = 150, 260
"""Of the pad, in px at 100 %."""
_BASE_LINE = 0.76
"""Where the line lies on which one signs, in parts of the height."""
_PEN = 2.2

_TABLET = {QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease}
_DOWN = {QEvent.Type.TabletPress, QEvent.Type.TouchBegin}
_UP = {QEvent.Type.TabletRelease, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel}


class SignaturePad(QWidget):
    """Takes strokes: `pad.signature`, `pad.clear()`; `drawn()` follows when the pen is lifted."""

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._strokes: list[Stroke] = []
        self._line: list[Point] = []
        self.setFixedHeight(px(HEIGHT))
        self.setMinimumWidth(px(NARROWEST))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    @property
    def signature(self) -> Signature:
        """What is drawn now, without the stroke that is being drawn."""
        return Signature(tuple(self._strokes))

    def show_signature(self, signature: Signature) -> None:
        """Show a signature in place of what was there."""
        self._strokes, self._line = list(signature.strokes), []
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its height asks for."""
        return QSize(round(px(HEIGHT) * SIDE / HIGH), px(HEIGHT))

    def box(self) -> QRectF:
        """Where one signs: as wide as the field's form lets it be, from the left."""
        wide = min(float(self.width()), self.height() * SIDE / HIGH)
        return QRectF(0, 0, wide, wide * HIGH / SIDE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the pen down."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._put_down(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on."""
        self._draw_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lift the pen."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._lift()

    def event(self, event: QEvent) -> bool:
        """Draw with pen and finger as with the mouse; taken here, they never come as the mouse too."""
        if isinstance(event, QTabletEvent) and event.type() in _TABLET:
            self._follow(event.type(), event.position())
            event.accept()
            return True
        if isinstance(event, QTouchEvent):
            self._follow(event.type(), event.points()[0].position() if event.points() else None)
            event.accept()
            return True
        return super().event(event)

    def _follow(self, kind: QEvent.Type, place: QPointF | None) -> None:
        if kind in _DOWN and place is not None:
            self._put_down(place)
        elif kind in _UP:
            self._lift()
        elif place is not None:
            self._draw_to(place)

    def _put_down(self, place: QPointF) -> None:
        self._line = [self._point(place)]
        self.update()

    def _draw_to(self, place: QPointF) -> None:
        point = self._point(place)
        if self._line and point != self._line[-1] and self.signature.points + len(self._line) <= POINTS_LIMIT:
            self._line.append(point)
            self.update()

    def _lift(self) -> None:
        if self._line:
            self._strokes.append(tuple(self._line))
            self._line = []
            self.update()
            self.drawn.emit()

    def _point(self, place: QPointF) -> Point:
        wide = self.box().width()
        return point_at(place.x() / wide, place.y() / wide)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, the line to sign on, and the strokes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, focused = self.box(), self.hasFocus()
        painter.setBrush(colour("background"))
        stopped = self.property("level") == "stop"
        frame = "danger" if stopped else "focus" if focused else "line_strong"
        painter.setPen(QPen(colour(frame), 2 if focused or stopped else 1))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        base = box.height() * _BASE_LINE
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.drawLine(QPointF(box.width() * 0.06, base), QPointF(box.width() * 0.94, base))
        ink = QPen(colour("ink"), _PEN * px(100) / 100)
        ink.setCapStyle(Qt.PenCapStyle.RoundCap)
        ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(ink)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in (*self._strokes, tuple(self._line)):
            painter.drawPath(path_of(stroke, box.width() / SIDE))


class SignatureField(Field[Signature]):
    """`SignatureField("signature", tr("Signature"))`.

    A draft never holds a signature: what is not saved yet was put under nothing, so whoever goes on
    with the draft signs again. Who cannot draw signs on paper; the form asks for that beside it.
    """

    def __init__(self, name: str, label: str, *, required: bool = False) -> None:
        super().__init__(name, label, required=required, hint=tr("Whoever cannot draw here signs on paper."))
        self.pad = SignaturePad()
        self.pad.drawn.connect(self._on_drawn)
        self.note = Label("", Role.SMALL, wrap=True)
        self.clear_button = Button(tr("Clear"), kind=Kind.QUIET, icon="trash", run=self.clear)
        self.clear_button.setAccessibleName(tr("Clear the signature"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.note, 1)
        row.addWidget(self.clear_button)
        holder = QWidget()
        stack = QVBoxLayout(holder)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        stack.addWidget(self.pad)
        stack.addLayout(row)
        self._place(holder, self.pad)
        self._tell()

    def value(self) -> Signature | None:
        """What is drawn, or none."""
        return self.pad.signature if self.pad.signature.strokes else None

    def set_value(self, value: Signature | None) -> None:
        """Show a signature; none empties the field."""
        self.pad.show_signature(value or Signature())
        self._tell()
        self.changed.emit()

    def raw_text(self) -> str:
        """Nothing: see the class."""
        return ""

    def set_raw_text(self, text: str) -> None:
        """A draft says nothing about a signature; what is drawn stays."""

    def clear(self) -> None:
        """Take away what is drawn."""
        self.set_value(None)
        self.show_findings(())

    def forget(self) -> None:
        """What was signed has changed: take the signature away and say why."""
        if self.value() is not None:
            self.set_value(None)
            self.note.setText(tr("Something above was changed after signing. Sign again."))

    def _on_drawn(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        signed = self.value() is not None
        self.clear_button.setEnabled(signed)
        self.note.setText(tr("Signed.") if signed else tr("Sign with the mouse, a pen or a finger."))


def path_of(stroke: Stroke, scale: float) -> QPainterPath:
    """A stroke as one smooth line for a painter; `scale` makes thousandths px. Nothing for no points."""
    path = QPainterPath()
    if not stroke:
        return path
    path.moveTo(_at(stroke[0], scale))
    for _start, one, other, end in curves_of(stroke):
        path.cubicTo(_at(one, scale), _at(other, scale), _at(end, scale))
    if len(stroke) == 1:  # a dot: a line without length is drawn as nothing
        path.lineTo(_at(stroke[0], scale) + QPointF(0.1, 0))
    return path


def _at(place: Place, scale: float) -> QPointF:
    return QPointF(place[0] * scale, place[1] * scale)
