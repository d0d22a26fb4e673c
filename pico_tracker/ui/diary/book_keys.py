"""The day book by keys: walk from visit to visit and over free time, move, open, pin."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from pico_tracker.ui.diary.book_layout import BookLayout, Placed, Spot, minute_in
from pico_tracker.ui.diary.nudge import Nudging
from pico_tracker.ui.diary.shown_book import ShownBook

STEP, SLOT = 5, 15
"""Minutes by which keys move a visit, and the time that is pointed at."""

_KEY, _MODIFIER = Qt.Key, Qt.KeyboardModifier
_PLAIN, _ALT, _CTRL = _MODIFIER.NoModifier, _MODIFIER.AltModifier, _MODIFIER.ControlModifier
_ALT_SHIFT = _ALT | _MODIFIER.ShiftModifier
_COUNTED = _ALT_SHIFT | _CTRL

Here = Placed | Spot
Stroke = tuple[Qt.Key, Qt.KeyboardModifier]


class BookKeys(QObject):
    """Answers keys: `press(key, modifiers)` tells whether it did.

    `opened(Visit)`, `time_wanted(Column, datetime)` and `pin_wanted(Visit)` are wishes;
    `walked` follows when another visit or time is current.
    """

    opened = Signal(object)
    time_wanted = Signal(object, object)
    pin_wanted = Signal(object)
    walked = Signal()

    def __init__(self, shown: ShownBook, nudging: Nudging) -> None:
        super().__init__(shown)
        self._shown, self._nudging = shown, nudging
        self._strokes: dict[Stroke, Callable[[], None]] = {
            (_KEY.Key_Up, _PLAIN): lambda: self._along(-1),
            (_KEY.Key_Down, _PLAIN): lambda: self._along(1),
            (_KEY.Key_Left, _PLAIN): lambda: self._beside(-1),
            (_KEY.Key_Right, _PLAIN): lambda: self._beside(1),
            (_KEY.Key_Home, _PLAIN): lambda: self._to_end(0),
            (_KEY.Key_End, _PLAIN): lambda: self._to_end(-1),
            (_KEY.Key_Up, _CTRL): lambda: self._spot_by(0, -1),
            (_KEY.Key_Down, _CTRL): lambda: self._spot_by(0, 1),
            (_KEY.Key_Left, _CTRL): lambda: self._spot_by(-1, 0),
            (_KEY.Key_Right, _CTRL): lambda: self._spot_by(1, 0),
            (_KEY.Key_Return, _PLAIN): self._open,
            (_KEY.Key_Enter, _PLAIN): self._open,
            (_KEY.Key_P, _PLAIN): self._pin,
        }
        self._moves: dict[Stroke, Callable[[], None]] = {
            (_KEY.Key_Up, _ALT): lambda: nudging.move_by(-STEP),
            (_KEY.Key_Down, _ALT): lambda: nudging.move_by(STEP),
            (_KEY.Key_Left, _ALT): lambda: nudging.move_beside(-1),
            (_KEY.Key_Right, _ALT): lambda: nudging.move_beside(1),
            (_KEY.Key_Up, _ALT_SHIFT): lambda: nudging.lengthen_by(-STEP),
            (_KEY.Key_Down, _ALT_SHIFT): lambda: nudging.lengthen_by(STEP),
        }

    def knows(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether a stroke means something here."""
        stroke = (Qt.Key(key), modifiers & _COUNTED)
        return stroke in self._strokes or stroke in self._moves

    def press(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Do what a stroke says; one that means nothing here is left to others."""
        if key == _KEY.Key_Escape and self._nudging.is_active:
            self._nudging.cancel()
            return True
        if not self.knows(key, modifiers) or not self._shown.layout.columns:
            return False
        stroke = (Qt.Key(key), modifiers & _COUNTED)
        if stroke in self._moves:
            self._moves[stroke]()
            self.walked.emit()
        else:
            self._nudging.settle()
            self._strokes[stroke]()
        return True

    def finish(self) -> None:
        """Ask for a move that is under way."""
        self._nudging.settle()

    def release(self, key: int) -> None:
        """Ask for the move when the key that holds it is let go."""
        if key == _KEY.Key_Alt:
            self._nudging.settle()

    def start(self) -> None:
        """Point at what comes next today, at the first visit otherwise, or at a free time."""
        if self._here() is None and self._shown.layout.columns:
            self._go(first_stop(self._shown))

    def _here(self) -> Here | None:
        return self._shown.current or self._shown.spot

    def _go(self, there: Here | None) -> None:
        if isinstance(there, Spot):
            self._shown.point_at_spot(there)
        elif there is not None:
            self._shown.point_at_visit(there.visit.id)
        self.walked.emit()

    def _along(self, step: int) -> None:
        here = self._here()
        self._go(first_stop(self._shown) if here is None else next_along(self._shown.layout, here, step))

    def _beside(self, step: int) -> None:
        here = self._here()
        self._go(first_stop(self._shown) if here is None else next_beside(self._shown.layout, here, step))

    def _to_end(self, end: int) -> None:
        here = self._here() or first_stop(self._shown)
        placed = self._shown.layout.in_column(here.column)
        self._go(placed[end] if placed else None)

    def _spot_by(self, columns: int, steps: int) -> None:
        here = self._here() or first_stop(self._shown)
        minute = here.minute if isinstance(here, Spot) else here.top
        layout = self._shown.layout
        column = min(max(here.column + columns, 0), len(layout.columns) - 1)
        slot = min(max(minute // SLOT + steps, layout.first * 60 // SLOT), layout.last * 60 // SLOT - 1)
        self._go(Spot(column, slot * SLOT))

    def _open(self) -> None:
        if self._shown.current is not None:
            self.opened.emit(self._shown.as_recorded(self._shown.current))
        elif (spot := self._shown.spot) is not None:
            self.time_wanted.emit(self._shown.column(spot.column), self._shown.moment(spot))

    def _pin(self) -> None:
        if self._shown.current is not None:
            self.pin_wanted.emit(self._shown.as_recorded(self._shown.current))


def next_along(layout: BookLayout, here: Here, step: int) -> Placed | None:
    """The visit before (-1) or after (1) in the same column, or none."""
    placed = layout.in_column(here.column)
    if isinstance(here, Placed):
        at = next(number for number, one in enumerate(placed) if one.visit.id == here.visit.id) + step
        return placed[at] if 0 <= at < len(placed) else None
    if step > 0:
        return next((one for one in placed if one.top >= here.minute), None)
    return next((one for one in reversed(placed) if one.top < here.minute), None)


def next_beside(layout: BookLayout, here: Here, step: int) -> Here | None:
    """The visit nearest in time in the column beside, its free time if nobody is there."""
    column = here.column + step
    if not 0 <= column < len(layout.columns):
        return None
    minute = here.minute if isinstance(here, Spot) else here.top
    return nearest(layout, column, minute) or Spot(column, minute // SLOT * SLOT)


def nearest(layout: BookLayout, column: int, minute: int) -> Placed | None:
    """The visit that stands in a column at a minute, else the one that begins nearest to it."""
    placed = layout.in_column(column)
    return min(placed, key=lambda one: _distance(one, minute), default=None)


def _distance(one: Placed, minute: int) -> int:
    return 0 if one.top <= minute < one.bottom else abs(one.top - minute)


def first_stop(shown: ShownBook) -> Here:
    """Where keys begin: near now, in the first of today's columns or else of all that has a visit."""
    numbers = range(len(shown.layout.columns))
    filled = [number for number in numbers if shown.layout.in_column(number)]
    if not filled:
        return Spot(0, shown.book.opens // SLOT * SLOT)
    today = next((number for number in filled if shown.column(number).day == shown.now.date()), None)
    if today is None:
        return shown.layout.in_column(filled[0])[0]
    found = nearest(shown.layout, today, minute_in(shown.now.date(), shown.now))
    return found or shown.layout.in_column(today)[0]
