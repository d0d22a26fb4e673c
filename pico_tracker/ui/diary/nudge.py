"""A visit on its way by keys, step by step."""

from PySide6.QtCore import QObject, Signal

from pico_tracker.domain.diary import Place
from pico_tracker.ui.diary.book_layout import Spot, lengthened_place, moved_place
from pico_tracker.ui.diary.shown_book import ShownBook, Wish


class Nudging(QObject):
    """Moves the current visit by keys; what several presses come to is one wish.

    `moved(Visit, Place, Column)` follows `settle`, when the key that holds it is let go.
    """

    moved = Signal(object, object, object)

    def __init__(self, shown: ShownBook) -> None:
        super().__init__(shown)
        self._shown = shown
        self._wish: Wish | None = None

    @property
    def is_active(self) -> bool:
        """Whether a visit is on its way."""
        return self._wish is not None

    def move_by(self, minutes: int) -> None:
        """Move the current visit on the clock."""
        if (standing := self._shown.current) is not None:
            place = moved_place(self._shown.layout, standing.visit, Spot(standing.column, standing.top + minutes))
            self._show(place, standing.column)

    def move_beside(self, step: int) -> None:
        """Move the current visit to the column beside it, at the same time."""
        standing = self._shown.current
        if standing is not None and 0 <= standing.column + step < len(self._shown.layout.columns):
            spot = Spot(standing.column + step, standing.top)
            self._show(moved_place(self._shown.layout, standing.visit, spot), spot.column)

    def lengthen_by(self, minutes: int) -> None:
        """Lengthen the treatment of the current visit, or shorten it."""
        if (standing := self._shown.current) is not None:
            place = standing.visit.place
            self._show(lengthened_place(place, place.minutes + minutes), standing.column)

    def _show(self, place: Place, column: int) -> None:
        recorded = self._shown.recorded(self._shown.current_id)
        if recorded is not None:
            self._wish = Wish(recorded, place, column)
            self._shown.wish(self._wish)

    def settle(self) -> None:
        """Ask for what the presses came to."""
        wish, self._wish = self._wish, None
        if wish is None:
            return
        if wish.place == wish.visit.place:
            self._shown.forget_wishes()
        else:
            self.moved.emit(wish.visit, wish.place, self._shown.column(wish.column))

    def cancel(self) -> None:
        """Leave the visit where the record has it."""
        if self._wish is not None:
            self._wish = None
            self._shown.forget_wishes()

    def renew(self) -> None:
        """Go on over a book that was read again, unless the visit has changed meanwhile."""
        wish = self._wish
        if wish is None:
            return
        if self._shown.recorded(wish.visit.id) == wish.visit and wish.column < len(self._shown.layout.columns):
            self._shown.wish(wish)
        else:
            self._wish = None
