"""The tab "Hours and rooms": opening hours, closures and absences, rooms, where lasers stand."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.opening_hours import Absence, Opening
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.context import Done
from pico_tracker.services.opening_hours import (
    HoursAndRooms,
    read_hours_and_rooms,
    record_absence,
    withdraw_absence,
)
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, EmptyState
from pico_tracker.ui.kit.cells import Cell, Column, Quiet, TwoLines
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.settings.card_column import card_column
from pico_tracker.ui.settings.hours_forms import AbsenceForm, ClosedDayForm, WeekForm
from pico_tracker.ui.settings.hours_words import day_name, said_stretch
from pico_tracker.ui.settings.rooms_cards import LaserPlacesCard, RoomsCard
from pico_tracker.ui.small_form import SmallForm

AHEAD = timedelta(days=2 * 366)
"""How far ahead closures and absences are listed."""


@dataclass(frozen=True, slots=True)
class WeekRow:
    """The week of the clinic (`staff_id` None) or of a person."""

    staff_id: int | None
    name: str
    week: tuple[Opening, ...]
    is_own: bool = True
    """Whether the hours are on file for this person, and not the clinic's."""


class HoursPart(QWidget):
    """When the clinic is open and its people work, who is away, and which rooms there are."""

    def __init__(self, desk: Desk, notices: NoticeBoard) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._desk, self._notices = desk, notices
        self.known: HoursAndRooms | None = None
        self.dialog: SmallForm | None = None
        self._make_hours()
        self._make_absences()
        self.rooms = RoomsCard(desk, notices)
        self.lasers = LaserPlacesCard(desk, notices)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card_column(self.hours_card, self.absences_card, self.rooms, self.lasers))

    def _make_hours(self) -> None:
        self.hours: RecordTable[WeekRow] = RecordTable("hours", _hour_columns(), key=lambda row: row.staff_id or 0)
        self.hours.setAccessibleName(tr("Opening hours"))
        self.change_button = Button(tr("Change hours"), run=self._change).explain(
            tr("Sets the week of the clinic or of the marked person.")
        )
        may = self._desk.may(Permission.MANAGE_CLINIC)
        self.hours_card = Card(tr("Opening hours"), actions=(self.change_button,) if may else (), edge_to_edge=True)
        self.hours_card.add(self.hours)
        if may:
            self.hours.opened.connect(lambda _row: self._change())

    def _make_absences(self) -> None:
        self.absences: RecordTable[Absence] = RecordTable("absences", _absence_columns(), key=lambda one: one.id)
        self.absences.setAccessibleName(tr("Closures and absences"))
        self.absences.chosen.connect(self._mark_absence)
        self.withdraw_button = Button(tr("Withdraw"), run=self._withdraw).explain(
            tr("Takes the marked one back: its time can be booked again.")
        )
        self.closed_button = Button(tr("Close for a day"), icon="plus", run=self._close_day)
        self.absence_button = Button(tr("Record an absence"), icon="plus", run=self._record)
        actions = (self.withdraw_button, self.closed_button, self.absence_button)
        self.absences_card = Card(tr("Closures and absences"), actions=actions, edge_to_edge=True)
        self.no_absence = EmptyState(tr("None from today on. Public holidays and holidays of people stand here."))
        self.absences_card.add(self.absences)
        self.absences_card.add(self.no_absence)
        self.absences.hide()
        self.withdraw_button.setEnabled(False)

    def refresh(self) -> None:
        """Ask again for hours, absences from today on, and rooms."""
        today = self._desk.context.today()
        self._desk.run(read_hours_and_rooms, today, today + AHEAD, done=self._show, latest="settings hours")

    def _show(self, known: HoursAndRooms) -> None:
        self.known = known
        self.hours.show_rows(_week_rows(known))
        self.hours.fit_height()
        self.absences.show_rows(known.hours.absences)
        self.absences.setVisible(bool(known.hours.absences))
        self.no_absence.setVisible(not known.hours.absences)
        self.absences.fit_height()
        self._mark_absence(self.absences.current())
        self.rooms.show_known(known)
        self.lasers.show_known(known)

    def _open(self, form: SmallForm, told: str) -> None:
        self.dialog = form
        form.saved.connect(lambda: self._notices.tell(told))
        form.open()

    def _change(self) -> None:
        row = self.hours.current()
        if row is not None:
            week = row.week if row.is_own else ()
            form = WeekForm(self._desk, (row.staff_id, row.name), week, self)
            self._open(form, tr("Hours saved: {name}.", name=row.name))

    def _close_day(self) -> None:
        self._open(ClosedDayForm(self._desk, self), tr("The clinic is closed on that day."))

    def _record(self) -> None:
        if self.known is not None:
            form = AbsenceForm(self._desk, self.known, self)
            self._open(form, tr("Recorded. Visits booked for that time stay where they are."))

    def _mark_absence(self, one: object) -> None:
        self.withdraw_button.setEnabled(isinstance(one, Absence))

    def _withdraw(self) -> None:
        one = self.absences.current()
        if one is not None:
            self._desk.run(withdraw_absence, one.id, done=partial(self._withdrawn, one))

    def _withdrawn(self, one: Absence, _done: Done[None]) -> None:
        self._notices.tell(
            tr("Withdrawn: {what}. Its time can be booked again.", what=_said_whom(one)),
            undo=partial(self._record_again, one),
        )

    def _record_again(self, one: Absence) -> None:
        entry = replace(one.entry, entry_id=self._desk.mint_entry_id())
        self._desk.run(record_absence, entry, done=partial(self._told_again, one))

    def _told_again(self, one: Absence, _done: Done[int]) -> None:
        self._notices.tell(tr("On file again: {what}.", what=_said_whom(one)))


def _week_rows(known: HoursAndRooms) -> tuple[WeekRow, ...]:
    """The clinic first, then its people by name."""
    own, clinic = known.hours.people, known.hours.clinic
    people = (WeekRow(one.id, one.name, own.get(one.id, clinic), one.id in own) for one in known.people)
    return (WeekRow(None, tr("The clinic"), clinic), *people)


def _hour_columns() -> tuple[Column[WeekRow], ...]:
    days = (Column(f"day{day}", day_name(day, short=True), partial(_day_cell, day), keep=True) for day in range(7))
    return (Column("name", tr("Whose"), _whose, strong=True), *days)


def _whose(row: WeekRow) -> Cell:
    return row.name if row.is_own else TwoLines(row.name, tr("As the clinic"))


def _day_cell(weekday: int, row: WeekRow) -> Cell:
    if not row.is_own:
        return None
    stretches = tuple(said_stretch(one) for one in row.week if one.weekday == weekday)
    if not stretches:
        return Quiet("–")
    return stretches if len(stretches) > 1 else stretches[0]


def _absence_columns() -> tuple[Column[Absence], ...]:
    return (
        Column("from", tr("From"), _said_start, sort=lambda one: one.span, keep=True),
        Column("until", tr("Until"), _said_end, sort=lambda one: one.span[1], keep=True),
        Column("whom", tr("Who or what"), _said_whom, sort=_said_whom, strong=True),
        Column("reason", tr("Reason"), lambda one: one.entry.reason or Quiet(translated(one.why))),
    )


def _said_whom(one: Absence) -> str:
    return one.name or tr("The whole clinic")


def _said_start(one: Absence) -> str:
    start = one.entry.starts_at
    day = said_day(start.date())
    return day if f"{start:%H:%M}" == "00:00" else tr("{date} {time}", date=day, time=f"{start:%H:%M}")


def _said_end(one: Absence) -> str:
    """The last day it counts; midnight belongs to the day before."""
    end = one.entry.ends_at
    if f"{end:%H:%M}" == "00:00":
        return said_day(end.date() - timedelta(days=1))
    return tr("{date} {time}", date=said_day(end.date()), time=f"{end:%H:%M}")
