"""The waiting list beside the day book, and who could take a time that has just come free."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.contacts import ContactMeans
from pico_tracker.domain.diary import Place, VisitEntry
from pico_tracker.domain.messages import MessagePurpose, MessageWish
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.waiting import FreedTime, Waiting, WaitingMatch
from pico_tracker.services.context import Done
from pico_tracker.services.waiting import (
    book_waiting,
    list_waiting,
    match_freed_time,
    put_back_on_waiting_list,
    withdraw_waiting,
)
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_words import said_when
from pico_tracker.ui.diary.call_dialog import CallDialog
from pico_tracker.ui.diary.waiting_form import WaitingForm
from pico_tracker.ui.diary.waiting_rows import MatchRow, WaitingRow
from pico_tracker.ui.diary.waiting_words import said_freed
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, EmptyState, clear, line
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr

AT_ONCE = 30
"""Lines shown before one asks for more."""


class WaitingPanel(QWidget):
    """Everybody who waits, overdue treatments first; over them, after `show_matches(freed)`, who could
    take that time.

    `book_wanted(Waiting, Place)` follows Book, with None where no time is chosen yet; `book(waiting,
    place)` books a place without another question. `patient_wanted(patient_id)` follows Open record,
    `booked(visit_id)` a booking made here.
    """

    topics = frozenset(
        {
            Topic.WAITING,
            Topic.VISITS,
            Topic.PATIENTS,
            Topic.COURSES,
            Topic.SESSIONS,
            Topic.SIDE_EFFECTS,
            Topic.CLINIC,
        }
    )
    book_wanted = Signal(object, object)
    patient_wanted = Signal(int)
    booked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: tuple[Waiting, ...] = ()
        self._freed: FreedTime | None = None
        self._most, self._hidden = AT_ONCE, False
        self.form: WaitingForm | None = None
        self.notices = NoticeBoard()
        self._count = Chip(ChipText("0"))
        self.add_button = Button(tr("Add"), icon="plus", run=self.add)
        self.card = Card(tr("Waiting list"), actions=(self._count, self.add_button), edge_to_edge=True)
        self.close_button = Button("", kind=Kind.QUIET, icon="close", run=self.close_matches)
        self.close_button.setAccessibleName(tr("Close the freed time"))
        self.freed_card = Card(tr("A time came free"), actions=(self.close_button,), edge_to_edge=True)
        self._arrange()

    def _arrange(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        self._matches, self._rows = QVBoxLayout(), QVBoxLayout()
        for card, rows in ((self.freed_card, self._matches), (self.card, self._rows)):
            inside = QWidget()
            inside.setProperty("ground", "clear")
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(0)
            inside.setLayout(rows)
            card.add(_scrolled(inside), 1)
        stack.addWidget(self.notices)
        stack.addWidget(self.freed_card, 1)
        stack.addWidget(self.card, 1)
        self.freed_card.hide()

    @property
    def rows(self) -> tuple[WaitingRow, ...]:
        """The lines on the list, from the top."""
        return tuple(row for row in _widgets(self._rows) if isinstance(row, WaitingRow))

    @property
    def match_rows(self) -> tuple[MatchRow, ...]:
        """Those who could take the freed time, from the top."""
        return tuple(row for row in _widgets(self._matches) if isinstance(row, MatchRow))

    def refresh(self) -> None:
        """Ask again who waits, and who fits the freed time."""
        self._desk.run(list_waiting, done=self.show_lines, latest="waiting list")
        if self._freed is not None:
            self._ask_matches(self._freed)

    def hide_details(self, hidden: bool) -> None:
        """Show neither names nor phone numbers, or show them again."""
        if hidden != self._hidden:
            self._hidden = hidden
            self.show_lines(self._lines)
            self.refresh()

    def show_lines(self, lines: Sequence[Waiting]) -> None:
        """Show who waits."""
        self._lines = tuple(lines)
        self._count.show_chip(ChipText(str(len(lines))))
        clear(self._rows)
        for waiting in self._lines[: self._most]:
            self._rows.addWidget(self._row(waiting))
            self._rows.addWidget(line())
        if len(lines) > self._most:
            more = tr("Show {count} more", count=len(lines) - self._most)
            self._rows.addWidget(Button(more, kind=Kind.QUIET, run=self._show_more))
        if not lines:
            self._rows.addWidget(
                EmptyState(tr("Nobody waits. Who would come sooner or at certain hours goes here."))
            )
        self._rows.addStretch(1)

    def show_matches(self, freed: FreedTime) -> None:
        """Show who could take a time that came free, such as that of a cancelled visit."""
        self._freed = freed
        self._ask_matches(freed)

    def close_matches(self) -> None:
        """Be done with the freed time."""
        self._freed = None
        self.freed_card.hide()

    def add(self, patient_id: int | None = None) -> None:
        """Ask for what goes on the list; for a patient, or one who is searched."""
        self.form = WaitingForm(self._desk, self, patient_id)
        self.form.open()

    def book(self, waiting: Waiting, place: Place) -> None:
        """Book a place for somebody who waits, and close the line."""
        entry = VisitEntry(
            entry_id=self._desk.mint_entry_id(),
            patient_id=waiting.entry.patient_id,
            course_ids=waiting.entry.course_ids,
            kind=waiting.entry.kind,
            place=place,
            desk_note=waiting.entry.note,
        )
        done = partial(self._booked, waiting, place)
        self._desk.run(book_waiting, waiting.id, entry, done=done, failed=self.notices.refuse)

    def _booked(self, waiting: Waiting, place: Place, done: Done[int]) -> None:
        name = tr("Somebody") if self._hidden else waiting.patient_name
        text = tr("{name} is booked for {when}.", name=name, when=said_when(place.starts_at))
        if waiting.gives_up_at is not None:
            given_up = tr("The visit of {when} is cancelled.", when=said_when(waiting.gives_up_at))
            text = f"{text} {given_up}"
        self.notices.tell(text)
        self.close_matches()
        self.booked.emit(done.value)

    def _ask_matches(self, freed: FreedTime) -> None:
        self._desk.run(match_freed_time, freed, done=partial(self._show_matches, freed), latest="waiting matches")

    def _show_matches(self, freed: FreedTime, matches: tuple[WaitingMatch, ...]) -> None:
        if freed != self._freed:
            return
        clear(self._matches)
        head = Label(said_freed(freed), Role.SMALL, wrap=True)
        head.setContentsMargins(16, 10, 12, 2)
        self._matches.addWidget(head)
        for match in matches:
            self._matches.addWidget(self._match_row(match))
            self._matches.addWidget(line())
        if not matches:
            self._matches.addWidget(EmptyState(tr("Nobody on the list fits this time.")))
        self._matches.addStretch(1)
        self.freed_card.show()

    def _row(self, waiting: Waiting) -> WaitingRow:
        row = WaitingRow(waiting, self._desk.context.today(), hidden=self._hidden)
        row.book_wanted.connect(lambda: self.book_wanted.emit(waiting, None))
        row.patient_wanted.connect(lambda: self.patient_wanted.emit(waiting.entry.patient_id))
        row.off_wanted.connect(lambda: self._take_off(waiting))
        return row

    def _match_row(self, match: WaitingMatch) -> MatchRow:
        row = MatchRow(match, hidden=self._hidden)
        row.book_wanted.connect(lambda: self.book_wanted.emit(match.waiting, match.offer.place))
        row.patient_wanted.connect(lambda: self.patient_wanted.emit(match.waiting.entry.patient_id))
        row.call_wanted.connect(lambda: self._call(match))
        return row

    def _call(self, match: WaitingMatch) -> None:
        wish = MessageWish(
            patient_id=match.waiting.entry.patient_id,
            purpose=MessagePurpose.FREE_TIME,
            means=ContactMeans.PHONE,
            kind=match.waiting.entry.kind,
            arrival=match.offer.place.starts_at,
            treated_from=match.offer.place.treated_from,
        )
        whom = (match.waiting.patient_name, match.waiting.phone)
        CallDialog(self._desk, whom, wish, self).open()

    def _take_off(self, waiting: Waiting) -> None:
        done = partial(self._taken_off, waiting)
        self._desk.run(withdraw_waiting, waiting.id, done=done, failed=self.notices.refuse)

    def _taken_off(self, waiting: Waiting, _done: Done[None]) -> None:
        name = tr("Somebody") if self._hidden else waiting.patient_name
        back = partial(self._desk.run, put_back_on_waiting_list, waiting.id, failed=self.notices.refuse)
        self.notices.tell(tr("{name} waits no longer.", name=name), undo=back)

    def _show_more(self) -> None:
        self._most = len(self._lines)
        self.show_lines(self._lines)


def _widgets(stack: QVBoxLayout) -> Iterator[QWidget]:
    items = (stack.itemAt(place) for place in range(stack.count()))
    return (widget for item in items if item is not None and (widget := item.widget()) is not None)


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
