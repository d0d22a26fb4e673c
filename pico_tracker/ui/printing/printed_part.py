"""What was printed for whom: by days and patient, to look at again or take back."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.printouts import PrintRecord, PrintWay
from pico_tracker.services.printouts import list_printed, take_back_prints
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, EmptyState
from pico_tracker.ui.kit.cells import Column, Quiet, TwoLines
from pico_tracker.ui.kit.fields import DateField, TextField
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.printing.sheet_words import said_about, said_for, said_moment, said_sheet, said_way

USUAL_DAYS = timedelta(days=6)


class PrintedPart(QWidget):
    """The last week at first; `chosen(record or None)` follows the line one stands on, `taken_back(text)`
    with what to tell of it what was taken back.
    """

    chosen = Signal(object)
    taken_back = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.records: tuple[PrintRecord, ...] = ()
        self.first, self.last = DateField("first", tr("From")), DateField("last", tr("To"))
        self.patient = TextField("patient", tr("Patient, by name or record number"))
        self.table: RecordTable[PrintRecord] = RecordTable("printed", _columns(desk), key=lambda one: one.id)
        self.table.setAccessibleName(tr("Sheets printed"))
        self.empty = EmptyState("")
        self.back_button = Button(tr("Take back"), run=self.take_back)
        self.back_button.explain(tr("It never came out, or is needed after all: it is due again."))
        today = desk.context.today()
        self.first.set_value(today - USUAL_DAYS)
        self.last.set_value(today)
        self._build()
        self.first.changed.connect(self.refresh)
        self.last.changed.connect(self.refresh)
        self.patient.changed.connect(self._narrow)
        self.table.chosen.connect(self._choose)
        self.setFocusProxy(self.table)
        self.show_records(())

    def _build(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.first, 1)
        row.addWidget(self.last, 1)
        stack.addLayout(row)
        stack.addWidget(self.patient)
        card = Card(edge_to_edge=True)
        card.add(self.table, 1)
        card.add(self.empty, 1)
        stack.addWidget(card, 1)
        under = QHBoxLayout()
        under.addWidget(self.back_button)
        under.addStretch(1)
        stack.addLayout(under)

    def refresh(self) -> None:
        """Ask again for the days that are chosen."""
        first, last = self.first.value(), self.last.value()
        if first is not None and last is not None and first <= last:
            self._desk.run(
                list_printed, first, last, done=self.show_records, failed=self.refused.emit, latest="printed"
            )

    def show_records(self, records: Sequence[PrintRecord]) -> None:
        """Show what was printed on these days."""
        self.records = tuple(records)
        self._narrow()

    def _narrow(self) -> None:
        typed = (self.patient.value() or "").strip().casefold()
        shown = [one for one in self.records if typed in f"{one.patient_name} {one.record_number}".casefold()]
        self.table.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self.empty.text.setText(
            tr("Nobody of that name got a sheet on these days.")
            if self.records
            else tr("Nothing was printed on these days. What leaves as paper or as a file stands here.")
        )
        self.table.show_rows(shown)
        if shown and self.table.current() is None:
            self.table.selectRow(0)
        self._choose(self.table.current() if shown else None)

    def _choose(self, record: PrintRecord | None) -> None:
        self.back_button.setEnabled(record is not None)
        self.chosen.emit(record)

    def take_back(self) -> None:
        """Take back what is marked, or the line one stands on."""
        current = self.table.current()
        if marked := self.table.marked() or (() if current is None else (current,)):
            keys = tuple(one.id for one in marked)
            self._desk.run(take_back_prints, keys, done=partial(self._tell, marked), failed=self.refused.emit)

    def _tell(self, records: Sequence[PrintRecord], _done: object) -> None:
        sheet = said_for(said_sheet(records[0].wish), records[0].patient_name)
        one = tr("Taken back: {sheet}. It is due again where it was due.", sheet=sheet)
        many = tr("{count} sheets taken back. They are due again where they were due.", count=len(records))
        self.taken_back.emit(one if len(records) == 1 else many)


def _columns(desk: Desk) -> tuple[Column[PrintRecord], ...]:
    context = desk.context
    return (
        Column(
            "sheet",
            tr("Sheet"),
            lambda one: TwoLines(said_sheet(one.wish), _second(one)),
            sort=lambda one: said_sheet(one.wish),
        ),
        Column(
            "patient",
            tr("For"),
            lambda one: (
                TwoLines(one.patient_name, one.record_number) if one.patient_name else Quiet(tr("The clinic"))
            ),
            sort=lambda one: one.patient_name.casefold(),
        ),
        Column(
            "when",
            tr("When"),
            lambda one: TwoLines(said_moment(one.printed_at, context.today()), one.printed_by),
            sort=lambda one: one.printed_at,
        ),
        Column("way", tr("How"), said_way, keep=True, sort=lambda one: one.way),
    )


def _second(record: PrintRecord) -> str:
    pages = "" if record.way is PrintWay.NOT_NEEDED else tr("{count} p.", count=record.pages)
    return " · ".join(part for part in (said_about(record.wish), pages) if part)
