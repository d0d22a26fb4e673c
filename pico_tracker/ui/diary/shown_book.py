"""What the day book shows just now: the book, where its visits are wished, and what is pointed at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QObject, Signal

from pico_tracker.domain.day_book import Column, DayBook
from pico_tracker.domain.diary import Place, Visit
from pico_tracker.ui.diary.book_layout import BookLayout, Placed, Spot, moment_at
from pico_tracker.ui.diary.visit_block import Standing
from pico_tracker.ui.diary.visit_words import VisitWords, said_weekday, visit_words
from pico_tracker.ui.kit.words import tr


class Grip(Enum):
    """What of a visit is taken hold of."""

    WHOLE = "whole"
    END = "end"


@dataclass(frozen=True, slots=True)
class Held:
    """A visit in the hand; `offset` is the minutes from its start, or its end, to the pointer."""

    visit: Visit
    grip: Grip
    offset: float


@dataclass(frozen=True, slots=True)
class Wish:
    """Where somebody wants a visit to be."""

    visit: Visit
    """As the record has it."""
    place: Place
    column: int


@dataclass(frozen=True, slots=True)
class Ghost:
    """A visit while it is dragged: its new place in words, or none over the pinboard."""

    wish: Wish
    is_over_pins: bool = False


class ShownBook(QObject):
    """The one state that grid, head, hours and pinboard paint from.

    `changed`: something is to be painted anew; `laid_out`: also the layout is another;
    `pointed`: another visit or time is current; `ghost_moved`: only the ghost is elsewhere, it was there.
    """

    changed = Signal()
    laid_out = Signal()
    pointed = Signal()
    ghost_moved = Signal(object)

    def __init__(self, book: DayBook, now: datetime) -> None:
        super().__init__()
        self.book, self.now = book, now
        self.layout = BookLayout(book)
        self.is_hidden = False
        self.pinned: tuple[Visit, ...] = ()
        self.ghost: Ghost | None = None
        self.spot: Spot | None = None
        self.current_id = 0
        self._wishes: dict[int, Wish] = {}
        self._said: dict[int, tuple[Visit, VisitWords]] = {}

    def show_book(self, book: DayBook, now: datetime) -> None:
        """Show what the record has; wishes are answered with it."""
        self._wishes.clear()
        self._said.clear()
        self.layout = BookLayout(book, self.layout)
        self.book, self.now = book, now
        self.pinned = tuple(self._fresh(visit) for visit in self.pinned)
        if self.spot is not None and self.spot.column >= len(book.columns):
            self.spot = None
        self.laid_out.emit()
        self.changed.emit()
        self.pointed.emit()

    def _fresh(self, visit: Visit) -> Visit:
        placed = self.layout.of(visit.id)
        return visit if placed is None else placed.visit

    def move_now(self, now: datetime) -> None:
        """Move the line of now, and whatever is said of it."""
        self.now = now
        self._said.clear()
        self.changed.emit()
        self.pointed.emit()

    def hide_details(self, hidden: bool) -> None:
        """Show or hide who comes, and for what."""
        self.is_hidden = hidden
        self._said.clear()
        self.changed.emit()
        self.pointed.emit()

    def words(self, visit: Visit) -> VisitWords:
        """What may be read of a visit now."""
        known = self._said.get(visit.id)
        if known is None or known[0] is not visit:
            known = (visit, visit_words(visit, self.now, hidden=self.is_hidden))
            self._said[visit.id] = known
        return known[1]

    def standing(self, placed: Placed) -> Standing:
        """Whether a visit stands firm, is wished there, or is on its way."""
        visit_id = placed.visit.id
        lifted = self.ghost is not None and self.ghost.wish.visit.id == visit_id
        if lifted or any(one.id == visit_id for one in self.pinned):
            return Standing.LIFTED
        return Standing.WISHED if visit_id in self._wishes else Standing.FIRM

    # -- what is pointed at

    @property
    def current(self) -> Placed | None:
        """The visit that keys act on, where it stands now."""
        return self.layout.of(self.current_id)

    def point_at_visit(self, visit_id: int) -> None:
        """Make a visit the one that keys act on."""
        self.current_id, self.spot = visit_id, None
        self.changed.emit()
        self.pointed.emit()

    def point_at_spot(self, spot: Spot) -> None:
        """Make a free time the one that Enter books."""
        self.current_id, self.spot = 0, spot
        self.changed.emit()
        self.pointed.emit()

    def moment(self, spot: Spot) -> datetime:
        """The moment of a spot, in the clinic's time zone."""
        return moment_at(self.column(spot.column).day, spot.minute, self.now.tzinfo)

    def column(self, number: int) -> Column:
        """A column as the record has it."""
        return self.book.columns[number]

    # -- what is wished

    def recorded(self, visit_id: int) -> Visit | None:
        """A visit as the record has it, in the grid or on the pinboard."""
        if visit_id in self._wishes:
            return self._wishes[visit_id].visit
        placed = self.layout.of(visit_id)
        if placed is not None:
            return placed.visit
        return next((one for one in self.pinned if one.id == visit_id), None)

    def as_recorded(self, placed: Placed) -> Visit:
        """A visit that stands in the grid, as the record has it."""
        return self.recorded(placed.visit.id) or placed.visit

    def wish(self, wish: Wish) -> None:
        """Show a visit where it is wished, until the record answers."""
        self._wishes[wish.visit.id] = wish
        self.layout = self.layout.with_moved(wish.visit, wish.place, wish.column)
        self.laid_out.emit()
        self.changed.emit()

    def forget_wishes(self) -> None:
        """Show every visit where the record has it."""
        self._wishes.clear()
        self.layout = BookLayout(self.book, self.layout)
        self.laid_out.emit()
        self.changed.emit()

    def show_ghost(self, ghost: Ghost | None) -> None:
        """Show where a dragged visit would be, or no longer."""
        before, self.ghost = self.ghost, ghost
        if before == ghost:
            return
        if before is None or ghost is None or before.is_over_pins or ghost.is_over_pins:
            self.changed.emit()
        else:
            self.ghost_moved.emit(before)

    def pin(self, visits: Sequence[Visit]) -> None:
        """Put these visits, and no others, on the pinboard."""
        self.pinned = tuple(visits)
        self.changed.emit()

    # -- what is said

    @property
    def spoken(self) -> tuple[str, str]:
        """What a screen reader says of where the keys are: a name, and what there is to add."""
        if self.ghost is not None:
            return self.said_ghost(self.ghost), ""
        if self.current is not None:
            words = self.words(self.current.visit)
            return words.spoken, self._said_column(self.current.column)
        if self.spot is not None:
            time = tr("Free time, {time}", time=f"{self.moment(self.spot):%H:%M}")
            return time, self._said_column(self.spot.column)
        return tr("Day book"), tr("{count} visits", count=self.layout.visits)

    def said_ghost(self, ghost: Ghost) -> str:
        """The new time in words, and the column if it is another."""
        if ghost.is_over_pins:
            return tr("Onto the pinboard")
        wish = ghost.wish
        times = tr("{start} to {end}", start=f"{wish.place.starts_at:%H:%M}", end=f"{wish.place.ends_at:%H:%M}")
        standing = self.layout.of(wish.visit.id)
        if standing is not None and standing.column == wish.column:
            return times
        return tr("{times}, {column}", times=times, column=self._said_column(wish.column))

    def _said_column(self, number: int) -> str:
        column = self.column(number)
        parts = (
            said_weekday(column.day) if self.book.days > 1 else "",
            column.name or ("" if self.book.days > 1 else tr("Nobody yet")),
        )
        return ", ".join(part for part in parts if part)
