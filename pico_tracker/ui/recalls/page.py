"""Recalls: everybody to reach, harm first, called down until nobody is left."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.contacts import (
    OUTCOME_NAMES,
    Contact,
    ContactEntry,
    ContactMeans,
    ContactOutcome,
)
from pico_tracker.domain.diary import SafeDate
from pico_tracker.domain.free_times import FreeTime
from pico_tracker.domain.recalls import REACTION_KINDS, RecallGroup, RecallLine
from pico_tracker.domain.topics import Topic
from pico_tracker.services.contacts import list_contacts, record_contact, withdraw_contact
from pico_tracker.services.context import Done
from pico_tracker.services.recalls import list_recalls
from pico_tracker.services.safe_dates import read_safe_date
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, EmptyState
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.recalls.group_chips import GroupChips
from pico_tracker.ui.recalls.outcome_forms import FORMS
from pico_tracker.ui.recalls.person_card import PersonCard
from pico_tracker.ui.recalls.recall_table import RecallTable
from pico_tracker.ui.recalls.texts_dialog import TextsDialog, entry_for

SIDE = 340
"""Width of the card at the right in px at 100 %."""


class RecallsPage(QWidget):
    """The list of people to reach, and the card of the one to call now.

    Wishes: `patient_wanted(patient_id, course_id)` (0 where it is about no course), `book_wanted(line, time)`
    with a `FreeTime` or None, `call_wanted(patient_id, course_id)` to write down a follow-up call,
    `free_times_wanted(line)`, answered by `show_free_times`. `count_changed(lines, urgent)` is for the rail.
    """

    topics = frozenset(
        {
            Topic.CONTACTS,
            Topic.VISITS,
            Topic.SESSIONS,
            Topic.COURSES,
            Topic.SIDE_EFFECTS,
            Topic.PATIENTS,
            Topic.SCREENING,
            Topic.ADVICE,
            Topic.CLINIC,
        }
    )
    patient_wanted = Signal(int, int)
    book_wanted = Signal(object, object)
    call_wanted = Signal(int, int)
    free_times_wanted = Signal(object)
    count_changed = Signal(int, bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: tuple[RecallLine, ...] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "page")
        self.summary = Label("", Role.QUIET, elide=True)
        self.texts_button = Button(tr("Texts…"), key="T", run=self.open_texts)
        self.notices = NoticeBoard()
        self.chips = GroupChips()
        self.table = RecallTable(desk)
        self.empty = EmptyState("")
        self.person = PersonCard(desk)
        self._arrange()
        self.setFocusProxy(self.table)
        self.chips.chosen.connect(self._choose_group)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._open)
        self.table.ticked_changed.connect(self._count_ticks)
        self.person.outcome_wanted.connect(self.take_outcome)
        self.person.record_wanted.connect(self._open_chosen)
        self.person.time_wanted.connect(self._book_at)
        self._count_ticks()

    def _arrange(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 20, 20, 20)
        stack.setSpacing(12)
        stack.addLayout(self._head())
        stack.addWidget(self.chips)
        stack.addWidget(self.notices)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        card = Card(edge_to_edge=True)
        card.add(self.table, 1)
        card.add(self.empty, 1)
        self.empty.hide()
        columns.addWidget(card, 1)
        self._area = self._side()
        columns.addWidget(self._area)
        stack.addLayout(columns, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(tr("Recalls"), Role.TITLE))
        words.addWidget(self.summary)
        row.addLayout(words, 1)
        row.addWidget(self.texts_button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _side(self) -> QWidget:
        area = QScrollArea()
        inside = QWidget()
        inside.setProperty("ground", "clear")
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.person)
        stack.addStretch(1)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave two thirds to the list, however large the type is."""
        super().resizeEvent(event)
        self._area.setFixedWidth(min(px(SIDE), self.width() // 3))

    def refresh(self) -> None:
        """Ask again who is to be reached."""
        self._desk.run(list_recalls, done=self.show_lines, latest="recalls")

    def show_lines(self, lines: Sequence[RecallLine]) -> None:
        """Show everybody to reach."""
        is_first, self._lines = self._lines is None, tuple(lines)
        counts = Counter(line.group for line in lines)
        self.chips.show_counts(counts)
        is_urgent = counts[RecallGroup.REACTIONS] > 0
        self.summary.setText(
            tr("{count} to reach, harm first. The list is done when it is empty.", count=len(lines))
            if lines
            else tr("The list is done.")
        )
        self._narrow()
        if is_first and self.isVisible():
            self.table.setFocus()  # so that the arrow keys walk down the list at once
        self.count_changed.emit(len(lines), is_urgent)

    def show_free_times(self, times: Sequence[FreeTime], line: RecallLine | None = None) -> None:
        """Show times that fit the chosen line; times for another one came too late and are dropped."""
        chosen = self.person.line
        if chosen is not None and (line is None or line.key == chosen.key):
            self.person.show_free_times(times)

    def note_booked(self, line: RecallLine, visit_id: int) -> None:
        """Write down that a line was booked; the window calls this when its visit is saved."""
        entry = replace(entry_for(self._desk, line, ContactOutcome.BOOKED), visit_id=visit_id)
        self._record(line, entry)

    def take_outcome(self, outcome: ContactOutcome) -> None:
        """What came of calling the chosen person."""
        line = self.person.line
        if line is None:
            return
        entry = entry_for(self._desk, line, outcome)
        if outcome is ContactOutcome.BOOKED:
            self.book_wanted.emit(line, None)
        elif outcome is ContactOutcome.SPOKE and line.group is RecallGroup.CALLS:
            self.call_wanted.emit(line.patient_id, line.course_id)
        elif outcome in FORMS:
            form = FORMS[outcome](self._desk, line, entry, self)
            form.recorded.connect(partial(self._recorded, line))
            form.open()
        elif outcome is ContactOutcome.SENT:
            self._record(line, replace(entry, means=_means_of(line)))
        else:
            self._record(line, entry)

    def open_texts(self) -> None:
        """Texts for those ticked, or for the chosen one where nobody is."""
        chosen = self.person.line
        lines = self.table.ticked() or (() if chosen is None else (chosen,))
        if not lines:
            return
        dialog = TextsDialog(self._desk, lines, self)
        dialog.finished.connect(self.table.untick_all)
        dialog.open()

    def _record(self, line: RecallLine, entry: ContactEntry) -> None:
        self._desk.run(record_contact, entry, done=partial(self._done, line, entry), failed=self.notices.refuse)

    def _done(self, line: RecallLine, entry: ContactEntry, done: Done[int]) -> None:
        self._recorded(line, done.value, entry)

    def _recorded(self, line: RecallLine, contact_id: int, entry: ContactEntry) -> None:
        outcome = translated(OUTCOME_NAMES[entry.outcome])
        text = tr("{name}: {outcome}.", name=line.patient_name, outcome=outcome.lower())
        self.notices.clear()
        self.notices.tell(text, Tone.OK, undo=lambda: self._undo(contact_id))

    def _undo(self, contact_id: int) -> None:
        self._desk.run(withdraw_contact, contact_id, failed=self.notices.refuse)

    def _choose_group(self) -> None:
        """Another part of the list begins at its top: nobody is called whose line only moved there."""
        self._narrow()
        if self.table.isVisible():
            self.table.selectRow(0)

    def _narrow(self) -> None:
        group = self.chips.group
        lines = [line for line in self._lines or () if group is None or line.group is group]
        self.table.setVisible(bool(lines))
        self.empty.text.setText(
            tr("Nobody left in this group. Choose it again to see everybody.")
            if self._lines and not lines
            else tr("Nobody left to call. Who falls due, reports a reaction or has a visit to confirm stands here.")
        )
        self.empty.setVisible(self._lines is not None and not lines)
        self.table.show_lines(lines)
        self._choose(self.table.current() if lines else None)

    def _choose(self, line: RecallLine | None) -> None:
        before = self.person.line
        self.person.show_line(line)
        self._count_ticks()
        if line is None:
            return
        done = partial(self._show_history, line)
        self._desk.run(list_contacts, line.patient_id, done=done, latest="recall history")
        if before is None or before.key != line.key:
            self._ask_times(line)

    def _ask_times(self, line: RecallLine) -> None:
        """Ask from when it is safe to book, and for times that fit; nobody books past a reaction."""
        if line.kind in REACTION_KINDS or line.visit is not None:
            return
        courses = (line.course_id,)
        done = partial(self._show_safe, line)
        self._desk.run(read_safe_date, line.patient_id, courses, line.visit_kind, done=done, latest="recall safe")
        self.free_times_wanted.emit(line)

    def _show_history(self, line: RecallLine, contacts: tuple[Contact, ...]) -> None:
        if self.person.line is not None and self.person.line.patient_id == line.patient_id:
            self.person.show_history(contacts)

    def _show_safe(self, line: RecallLine, safe: SafeDate) -> None:
        if self.person.line is not None and self.person.line.key == line.key:
            self.person.show_safe(safe)

    def _open(self, line: RecallLine) -> None:
        self.patient_wanted.emit(line.patient_id, line.course_id)

    def _open_chosen(self) -> None:
        if self.person.line is not None:
            self._open(self.person.line)

    def _book_at(self, free: FreeTime) -> None:
        if self.person.line is not None:
            self.book_wanted.emit(self.person.line, free)

    def _count_ticks(self) -> None:
        count = len(self.table.ticked())
        self.texts_button.setText(tr("Texts for {count} ticked…", count=count) if count else tr("Texts…"))
        self.texts_button.setEnabled(bool(count) or self.person.line is not None)


def _means_of(line: RecallLine) -> ContactMeans:
    """How the text that was prepared last goes out."""
    return ContactMeans.TEXT if line.last is None else line.last.entry.means
