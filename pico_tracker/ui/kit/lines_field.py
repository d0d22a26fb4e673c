"""A field for a short list, one entry a line: allergies, phone numbers."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.words import LINE_LIMIT, clean_line
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.plain_text import units
from pico_tracker.ui.kit.text_fields import LineInput, cut_finding
from pico_tracker.ui.kit.words import tr

MOST = 20
"""No list on a form is longer."""


class _Row(QWidget):
    def __init__(self, field: "LinesField", text: str) -> None:
        super().__init__()
        self.input = _EntryInput(field, self)
        self.input.show_text(text)
        self.is_cut = False
        """Whether something pasted into it was longer than a line may be."""
        self.remove = Button("", kind=Kind.QUIET, icon="close", run=lambda: field.remove(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.input, 1)
        row.addWidget(self.remove)


class _EntryInput(LineInput):
    def __init__(self, field: "LinesField", row: _Row) -> None:
        super().__init__(LINE_LIMIT)
        self._field, self._row = field, row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._field.add_after(self._row)
        else:
            super().keyPressEvent(event)


class LinesField(Field[tuple[str, ...]]):
    """A list of lines: `LinesField("allergies", tr("Allergies"), add=tr("Add an allergy"))`.

    Enter starts the next line; empty lines do not count.
    """

    def __init__(self, name: str, label: str, *, add: str = "", required: bool = False, hint: str = "") -> None:
        super().__init__(name, label, required=required, hint=hint)
        self._rows: list[_Row] = []
        self._box = QWidget()
        self._lines = QVBoxLayout(self._box)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._add = Button(add or tr("Add a line"), kind=Kind.QUIET, icon="plus", run=self._add_last)
        self._lines.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._insert(0, "")
        self._place(self._box, self._rows[0].input)

    def _insert(self, index: int, text: str) -> _Row:
        row = _Row(self, text)
        self._rows.insert(index, row)
        self._lines.insertWidget(index, row)
        row.input.textChanged.connect(self.changed)
        row.input.textChanged.connect(
            lambda text: self._note_cut(row, is_cut=row.is_cut and units(text) >= LINE_LIMIT)
        )
        row.input.was_cut.connect(lambda: self._note_cut(row, is_cut=True))
        self._name_rows()
        return row

    def _note_cut(self, row: _Row, *, is_cut: bool) -> None:
        if row.is_cut != is_cut:
            row.is_cut = is_cut
            self.show_findings(())

    def problems(self) -> Findings:
        """Says so when a pasted line was cut."""
        return (cut_finding(self.name, LINE_LIMIT),) if any(row.is_cut for row in self._rows) else ()

    def _name_rows(self) -> None:
        for number, row in enumerate(self._rows, start=1):
            row.input.setAccessibleName(tr("{label}, line {number}", label=self.label_text, number=number))
            row.remove.setAccessibleName(tr("Remove line {number}", number=number))
            row.remove.setVisible(len(self._rows) > 1)
        self._add.setVisible(len(self._rows) < MOST)

    def _add_last(self) -> None:
        self.add_after(self._rows[-1])

    def add_after(self, row: _Row) -> None:
        """Start a new line under `row` and go there."""
        if len(self._rows) < MOST:
            self._insert(self._rows.index(row) + 1, "").input.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, row: _Row) -> None:
        """Take a line out and go to its neighbour."""
        index = self._rows.index(row)
        self._drop(row)
        self._point_focus()
        self._rows[max(0, index - 1)].input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, row: _Row) -> None:
        self._rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._name_rows()

    def _point_focus(self) -> None:
        self._input = self._rows[0].input
        self.setFocusProxy(self._input)

    def value(self) -> tuple[str, ...]:
        """The lines that are not empty, cleaned."""
        cleaned = (clean_line(row.input.text()) for row in self._rows)
        return tuple(line for line in cleaned if line)

    def set_value(self, value: tuple[str, ...] | None) -> None:
        """Show these lines, or one empty one."""
        self._fill(list(value or ()))

    def _fill(self, lines: list[str]) -> None:
        wanted = lines[:MOST] or [""]
        old = list(self._rows)
        for index, text in enumerate(wanted):
            self._insert(index, text)
        for row in old:
            self._drop(row)
        self._point_focus()
        self.changed.emit()

    def raw_text(self) -> str:
        """All lines as typed, one under the other."""
        return "\n".join(row.input.text() for row in self._rows)

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave."""
        self._fill(text[: MOST * (LINE_LIMIT + 1)].split("\n"))

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed; it can still be copied."""
        for row in self._rows:
            row.input.setReadOnly(read_only)
            row.remove.setEnabled(not read_only)
        self._add.setEnabled(not read_only)
