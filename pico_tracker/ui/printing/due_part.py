"""What is due to print: ticked, printed or saved together, or found not needed."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.due_prints import DuePrint
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, EmptyState
from pico_tracker.ui.kit.cells import Column, Quiet, TwoLines
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import tip
from pico_tracker.ui.kit.tick_chip import TickChip
from pico_tracker.ui.kit.tick_table import TickTable
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.printing.sheet_words import said_count, said_reason, said_sheet


class DuePart(QWidget):
    """Lines with a tick each, all ticked at first. Wishes about the ticked ones: `print_wanted`,
    `merged_wanted`, `each_wanted`, with the lines. `chosen(line or None)` follows
    the line one stands on.
    """

    chosen = Signal(object)
    print_wanted = Signal(object)
    merged_wanted = Signal(object)
    each_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._known: set[object] = set()
        self.lines: tuple[DuePrint, ...] | None = None
        columns = _columns(desk)
        self.table: TickTable[DuePrint] = TickTable("due prints", columns, key=_key, tip=tr("Tick to print"))
        self.table.setAccessibleName(tr("Sheets due to print"))
        self.empty = EmptyState(
            tr("Nothing is due to print. Sheets of today's visits and sessions, new dates and letters stand here.")
        )
        self.groups: dict[SheetKind, TickChip] = {}
        self._kinds = FlowLayout(gap=6)
        self.print_button = Button("", kind=Kind.PRIMARY, key="Ctrl+Shift+P", run=partial(self._send, "print"))
        self.merged_button = Button(tr("Save as one file…"), run=partial(self._send, "merged"))
        self.each_button = Button(tr("Save one each…"), run=partial(self._send, "each"))
        self.buttons = (self.print_button, self.merged_button, self.each_button)
        self._build()
        self.table.chosen.connect(self.chosen)
        self.table.ticked_changed.connect(self._say_ticks)
        self.setFocusProxy(self.table)
        self._say_ticks()

    def _build(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        stack.addLayout(self._kinds)
        card = Card(edge_to_edge=True)
        card.add(self.table, 1)
        card.add(self.empty, 1)
        self.empty.hide()
        stack.addWidget(card, 1)
        row = FlowLayout(gap=8)
        for button in self.buttons:
            row.addWidget(button)
        stack.addLayout(row)

    def show_lines(self, lines: Sequence[DuePrint]) -> None:
        """Show what is due; what was not here before comes ticked."""
        self.lines = tuple(lines)
        new = [one for one in lines if one.key not in self._known]
        self._known = {one.key for one in lines}
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self._show_groups(Counter(one.wish.kind for one in lines))
        self.table.show_ticked(self.lines, new)
        if not lines:
            self.chosen.emit(None)

    def _show_groups(self, counts: Counter[SheetKind]) -> None:
        for kind in SheetKind:
            if counts[kind] and kind not in self.groups:
                self.groups[kind] = self._group(kind)
        for kind, button in self.groups.items():
            button.say(said_count(kind, counts[kind]))
            self._kinds.removeWidget(button)
            if counts[kind]:
                self._kinds.addWidget(button)
            button.setVisible(bool(counts[kind]))

    def _group(self, kind: SheetKind) -> TickChip:
        chip = TickChip()
        chip.setParent(self)
        chip.setToolTip(tip(tr("Tick all of these, or none.")))
        chip.clicked.connect(partial(self._toggle, kind))
        return chip

    def _toggle(self, kind: SheetKind, _on: bool = False) -> None:
        self.table.toggle(*(one for one in self.lines or () if one.wish.kind is kind))

    def _say_ticks(self) -> None:
        ticked = self.table.ticked()
        count = len(ticked)
        self.print_button.setText(tr("Print {count} ticked", count=count) if count else tr("Print ticked"))
        for button in self.buttons:
            button.setEnabled(bool(count))
        unticked = {one.wish.kind for one in self.lines or ()} & {
            one.wish.kind for one in self.lines or () if one not in ticked
        }
        for kind, chip in self.groups.items():
            chip.setChecked(kind not in unticked)

    def _send(self, what: str) -> None:
        wanted = {
            "print": self.print_wanted,
            "merged": self.merged_wanted,
            "each": self.each_wanted,
        }
        if ticked := self.table.ticked():
            wanted[what].emit(ticked)


def _key(line: DuePrint) -> tuple[object, ...]:
    return line.key


def _columns(desk: Desk) -> tuple[Column[DuePrint], ...]:
    context = desk.context
    return (
        Column(
            "sheet",
            tr("Sheet"),
            lambda line: TwoLines(said_sheet(line.wish), said_reason(line, context.today())),
            sort=lambda line: said_sheet(line.wish),
        ),
        Column(
            "patient",
            tr("For"),
            lambda line: (
                TwoLines(line.patient_name, _second(line)) if line.patient_name else Quiet(tr("The clinic"))
            ),
            sort=lambda line: line.patient_name.casefold(),
        ),
    )


def _second(line: DuePrint) -> str:
    return " · ".join(part for part in (line.record_number, line.course_title) if part)
