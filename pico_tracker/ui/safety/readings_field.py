"""The readings of spots placed together as one field of a form; spots that nobody looked at stay empty."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.test_patches import Patch, PatchReadingEntry
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.slim_fields import FindingList
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.safety.growing_area import GrowingArea
from pico_tracker.ui.safety.reading_row import ReadingRow
from pico_tracker.ui.safety.row_findings import before_rows, of_row, unique

HIGH = 380


class ReadingsField(Field[tuple[ReadingRow, ...]]):
    """`field.show_spots(patches)`, then `field.begun()`: the rows something was said of.

    Findings named `readings.N.field` are about the Nth of those. Of each laser and wavelength one
    setting is chosen: ticking another takes the first choice back. `typed(name)` follows each change
    with the name of the finding that it may cause.
    """

    typed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("readings", tr("Spots"))
        self.label.hide()
        self._desk = desk
        self.rows: list[ReadingRow] = []
        self._inner = QWidget()
        self._list = QVBoxLayout(self._inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        self._about_all = FindingList()
        self._area = GrowingArea(self._inner, HIGH)
        self._place(self._area)
        self._stack.insertWidget(2, self._about_all)

    def show_spots(self, patches: Sequence[Patch]) -> None:
        """Ask what these show."""
        for place, patch in enumerate(patches):
            row = ReadingRow(self._desk, patch, place + 1)
            row.typed.connect(partial(self._on_typed, row))
            self.rows.append(row)
            self._list.addWidget(row)
            row.show()  # at once, so that the cursor can go there
        if self.rows:
            self.setFocusProxy(self.rows[0].result)
        self.changed.emit()

    def _on_typed(self, row: ReadingRow, name: str) -> None:
        if name == row.chosen.name and row.chosen.value():
            self._take_back_others(row)
        begun = self.begun()
        if row in begun:
            self.typed.emit(f"{self.name}.{begun.index(row)}.{name}")
        self.changed.emit()

    def _take_back_others(self, row: ReadingRow) -> None:
        for other in self.rows:
            if other is not row and other.patch.entry.beam == row.patch.entry.beam:
                other.chosen.set_value(value=False)

    def begun(self) -> tuple[ReadingRow, ...]:
        """The rows in which something was said."""
        return tuple(row for row in self.rows if row.is_begun)

    def entries(self, read_on: date) -> tuple[PatchReadingEntry, ...]:
        """The readings as typed, of the spots something was said of."""
        return tuple(row.entry(read_on) for row in self.begun())

    def value(self) -> tuple[ReadingRow, ...]:
        """All rows."""
        return tuple(self.rows)

    def raw_text(self) -> str:
        """All rows exactly as typed, as one text."""
        return json.dumps([[one.raw_text() for one in row.fields] for row in self.rows])

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave."""
        for row, typed in zip(self.rows, json.loads(text), strict=False):
            for field, raw in zip(row.fields, typed, strict=False):
                field.set_raw_text(raw)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Say each in the row that it is about, what is about all of them under the rows."""
        self._shown = unique(findings)
        begun = self.begun()
        for row in self.rows:
            row.show_findings(of_row(self._shown, self.name, begun.index(row)) if row in begun else ())
        self._about_all.show_findings(before_rows(self._shown, self.name))

    def give_focus(self) -> None:
        """Go to the first row that stops, else to the first."""
        stopped = (row for row in self.rows if any(one.level is Level.STOP for one in row.found.findings))
        row = next(stopped, None) or self.rows[0]
        self._area.ensureWidgetVisible(row)
        row.result.give_focus()
