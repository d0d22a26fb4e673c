"""The spots of a test as one field of a form: a row a spot, the next one copied from the one above."""

import json
from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.test_patches import SPOTS_LIMIT
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.slim_fields import FindingList
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.safety.growing_area import GrowingArea
from pico_tracker.ui.safety.row_findings import before_rows, of_row, prefixed, unique
from pico_tracker.ui.safety.spot_row import SpotHead, SpotRow

HIGH = 330
"""Of the rows before they scroll, in px at 100 %: the dialog fits into a low window."""


class SpotsField(Field[tuple[SpotRow, ...]]):
    """`field.offer(devices)`, then `field.rows`; findings named `spots.N.field` go to their row.

    `typed(name)` follows each change, with the full name of what was typed in.
    """

    typed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("spots", tr("Spots"))
        self.label.hide()
        self._desk = desk
        self._devices: tuple[Device, ...] = ()
        self.rows: list[SpotRow] = []
        self._inner = QWidget()
        self._list = QVBoxLayout(self._inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(6)
        self._about_all = FindingList()
        self._area = GrowingArea(self._inner, HIGH)
        self._place(self._area)
        self._stack.insertWidget(2, self._about_all)
        self._head: SpotHead | None = None

    def offer(self, devices: Sequence[Device]) -> None:
        """Offer these lasers and begin with one empty spot."""
        self._devices = tuple(devices)
        self._begin(1)

    def _begin(self, count: int) -> None:
        """So many empty rows, in place of those there."""
        for row in tuple(self.rows):
            self._drop(row)
        for _ in range(count):
            self._append()
        self._settle()

    def _append(self) -> SpotRow:
        row = SpotRow(self._desk, self._devices)
        row.typed.connect(partial(self._on_typed, row))
        row.remove_wanted.connect(partial(self.remove, row))
        self.rows.append(row)
        if self._head is None:
            self._head = SpotHead(row)
            self._list.addWidget(self._head)
        self._list.addWidget(row)
        row.show()  # at once, so that the cursor can go there
        return row

    def _drop(self, row: SpotRow) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _settle(self) -> None:
        for place, row in enumerate(self.rows):
            row.renumber(place + 1, is_only=len(self.rows) == 1)
        self.setFocusProxy(self.rows[0].device.input)
        self.changed.emit()

    def _on_typed(self, row: SpotRow, name: str) -> None:
        if row in self.rows:
            self.typed.emit(f"{self.name}.{self.rows.index(row)}.{name}")
            self.changed.emit()

    @property
    def is_full(self) -> bool:
        """Whether no spot can be added."""
        return len(self.rows) >= SPOTS_LIMIT

    def add(self) -> None:
        """Add a spot with the settings of the one above, and go to its fluence."""
        if self.is_full:
            return
        row = self._append()
        if len(self.rows) > 1:
            row.copy_settings(self.rows[-2])
        self._settle()
        row.fluence.give_focus()
        self._area.ensureWidgetVisible(row)

    def remove(self, row: SpotRow) -> None:
        """Take a spot away, never the only one; the cursor goes to the one that takes its place."""
        if len(self.rows) < 2:
            return
        place = self.rows.index(row)
        self._drop(row)
        self.show_findings(())
        self._settle()
        self.rows[min(place, len(self.rows) - 1)].fluence.give_focus()

    def value(self) -> tuple[SpotRow, ...]:
        """The rows; what stands in them is asked of each."""
        return tuple(self.rows)

    def raw_text(self) -> str:
        """All rows exactly as typed, as one text."""
        return json.dumps([row.raw() for row in self.rows])

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave."""
        raw = json.loads(text)[:SPOTS_LIMIT]
        self._begin(max(1, len(raw)))
        for row, typed in zip(self.rows, raw, strict=False):
            row.restore(typed)

    def missing(self) -> Findings:
        """What the spots need and is not there."""
        return self._of_all(tuple(row.missing() for row in self.rows))

    def problems(self) -> Findings:
        """What cannot be read as typed."""
        return self._of_all(tuple(row.problems() for row in self.rows))

    def _of_all(self, found: Sequence[Findings]) -> Findings:
        return tuple(one for place, own in enumerate(found) for one in prefixed(own, f"{self.name}.{place}."))

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Say each in the row that it is about, what is about all of them under the rows."""
        self._shown = unique((*self.problems(), *findings))
        for place, row in enumerate(self.rows):
            row.show_findings(of_row(self._shown, self.name, place))
        self._about_all.show_findings(before_rows(self._shown, self.name))

    def give_focus(self) -> None:
        """Go to the first input that stops, else to the first."""
        for place, row in enumerate(self.rows):
            stops = {one.field for one in of_row(self._shown, self.name, place) if one.level is Level.STOP}
            field = next((one for one in row.fields if one.name in stops), None)
            if field is not None:
                self._area.ensureWidgetVisible(row)
                field.give_focus()
                return
        self.rows[0].device.give_focus()
