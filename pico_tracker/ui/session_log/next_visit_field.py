"""Which time is booked for the next visit once the session is signed: chosen by a person, or none."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.diary import Place, VisitKind, check_place
from pico_tracker.domain.free_times import FreeTime
from pico_tracker.domain.visit_steps import read_place, write_place
from pico_tracker.domain.words import TEXT_LIMIT
from pico_tracker.ui.diary.booking_offers import OfferButton
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.words import tr

FIRST_KEY = "Alt+5"
JSON_LIMIT = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenVisit:
    """A time that somebody chose, with the names it is said by."""

    kind: VisitKind
    free: FreeTime
    reason: str = ""
    """Why before the date that is safe, where it is."""


class NextVisitField(Field[ChosenVisit]):
    """The time chosen; None where none is booked, by an answer (`is_answered`) or without one.

    `NextVisitField(entry_id, zone)`: the identifier goes with the visit however often it is sent, also
    after a draft was taken up again.
    """

    def __init__(self, entry_id: UUID, zone: ZoneInfo) -> None:
        super().__init__("next_visit", tr("Time of the next visit"))
        self.entry_id, self._zone = entry_id, zone
        self._kind, self._offers = VisitKind.SESSION, tuple[FreeTime, ...]()
        self._named: tuple[str, ...] = ()
        self._chosen: ChosenVisit | None = None
        self._is_none = False
        self.is_read_only = False
        self.buttons: tuple[OfferButton, ...] = ()
        self.label.hide()
        box = QWidget()
        stack = QVBoxLayout(box)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        stack.addLayout(self._lines)
        tools = QWidget()
        flow = FlowLayout(tools)
        self.other_button = Button(tr("Other…"))
        self.none_button = Button(tr("No visit"), run=self._turn_none)
        self.none_button.setCheckable(True)
        self.none_button.explain(tr("Nothing is booked from here."))
        flow.addWidget(self.other_button)
        flow.addWidget(self.none_button)
        stack.addWidget(tools)
        self._place(box, self.other_button)
        self._input.setAccessibleName(tr("Another time for the next visit"))

    def when_other_wanted(self, run: Callable[[], object]) -> None:
        """What "Other time…" does."""
        self.other_button.clicked.connect(lambda _checked: run())

    @property
    def is_answered(self) -> bool:
        """Whether somebody chose a time, or that there is none."""
        return self._is_none or self._chosen is not None

    def offer(self, kind: VisitKind, offers: Sequence[FreeTime], named: Sequence[str] = ()) -> None:
        """Offer these times; the one chosen stays. Laser and room `named` above them are not said again."""
        self._kind, self._offers = kind, tuple(offers)
        if tuple(named) != self._named:
            self._named, self.buttons = tuple(named), ()
            clear(self._lines)
        self._show()

    def _show(self) -> None:
        """The offers, and above them the chosen time where it is none of them."""
        chosen = None if self._chosen is None else self._chosen.free
        known = any(chosen is not None and one.place == chosen.place for one in self._offers)
        shown = self._offers if chosen is None or known else (chosen, *self._offers)
        if tuple(button.offer for button in self.buttons) != shown:
            clear(self._lines)
            self.buttons = tuple(self._new_button(one, place) for place, one in enumerate(shown))
            self._put_in_order()
        for button in self.buttons:
            button.setChecked(chosen is not None and button.offer.place == chosen.place)
        self.none_button.setChecked(self._is_none)

    def _new_button(self, offer: FreeTime, place: int) -> OfferButton:
        button = OfferButton(offer, "" if place else FIRST_KEY)
        names = (offer.practitioner_name, *self._not_named(offer.room_name, offer.device_name))
        button.second = " · ".join(name for name in names if name)  # its tip says all of them
        button.clicked.connect(lambda: self._turn(offer))
        self._lines.addWidget(button)
        button.show()  # at once, so that a key pressed ahead finds it; Qt shows it a moment later
        return button

    def _not_named(self, *names: str) -> tuple[str, ...]:
        return tuple(name for name in names if name not in self._named)

    def _put_in_order(self) -> None:
        """Tab comes to the times before it comes to what stands under them."""
        before: QWidget | None = self.other_button.previousInFocusChain()
        while before is not None and before is not self.other_button and not _takes_tab(before):
            before = before.previousInFocusChain()
        for button in self.buttons:
            if before is not None:
                self.setTabOrder(before, button)
            before = button

    def _turn(self, offer: FreeTime) -> None:
        """Choose an offer; the chosen one once more takes the choice back."""
        if self._chosen is not None and self._chosen.free.place == offer.place:
            self.set_value(None)
        else:
            self.set_value(ChosenVisit(kind=self._kind, free=offer))

    def _turn_none(self) -> None:
        self._chosen, self._is_none = None, not self._is_none
        self._show()
        self.changed.emit()

    def value(self) -> ChosenVisit | None:
        """The time chosen."""
        return self._chosen

    def set_value(self, value: ChosenVisit | None) -> None:
        """Choose a time; none takes the answer back."""
        self._chosen, self._is_none = value, False
        self._show()
        self.changed.emit()

    def raw_text(self) -> str:
        """The answer with the identifier of the visit, as one text."""
        if not self.is_answered:
            return ""
        kept: dict[str, object] = {"entry_id": str(self.entry_id), "none": self._is_none}
        if self._chosen is not None:
            free = self._chosen.free
            kept |= {"kind": self._chosen.kind, "place": write_place(free.place), "reason": self._chosen.reason}
            kept["names"] = [free.practitioner_name, free.room_name, free.device_name]
        return json.dumps(kept, ensure_ascii=False)

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; a damaged text is no answer."""
        self._chosen, self._is_none = None, False
        try:
            self._restore(text)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
            self._chosen, self._is_none = None, False  # the draft's other fields still come back
        self._show()
        self.changed.emit()

    def _restore(self, text: str) -> None:
        if not text:
            return
        kept = json.loads(text[:JSON_LIMIT])
        entry_id, self._is_none = UUID(kept["entry_id"]), kept["none"] is True
        if not self._is_none:
            place = _local(read_place(kept["place"]), self._zone)
            if check_place(place):
                raise ValueError
            names = [str(name)[:200] for name in kept["names"]]
            free = FreeTime(place=place, practitioner_name=names[0], room_name=names[1], device_name=names[2])
            reason = str(kept["reason"])[:TEXT_LIMIT]
            self._chosen = ChosenVisit(kind=VisitKind(kept["kind"]), free=free, reason=reason)
        self.entry_id = entry_id

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.is_read_only = read_only
        for button in (*self.buttons, self.other_button, self.none_button):
            button.setEnabled(not read_only)


def _local(place: Place, zone: ZoneInfo) -> Place:
    return replace(place, starts_at=place.starts_at.astimezone(zone))


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
