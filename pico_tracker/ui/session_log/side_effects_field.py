"""Side effects seen right now: chosen from the clinic's kinds, each with its severity."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.side_effect_kinds import SideEffectKind
from pico_tracker.domain.side_effects import SEVERITY_NAMES, Severity
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import ChoiceField, Option
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import tr, translated


@dataclass(frozen=True, slots=True)
class SeenNow:
    """One side effect seen at the end of the session; no severity while none is chosen."""

    kind_id: int
    severity: Severity | None = None


class _SeenRow(QWidget):
    changed = Signal()
    removed = Signal(int)

    def __init__(self, kind: SideEffectKind, severity: Severity | None) -> None:
        super().__init__()
        self.kind = kind
        name = translated(kind.name)
        options = tuple(Option(one, translated(text)) for one, text in SEVERITY_NAMES.items())
        self.severity = ChoiceField(f"severity_{kind.id}", tr("Severity of {kind}", kind=name), options=options)
        self.severity.label.hide()
        self.severity.input.setMinimumContentsLength(4)
        self.severity.input.setPlaceholderText(tr("How severe"))
        self.severity.set_value(severity)
        self.severity.changed.connect(self.changed)
        remove = Button("", kind=Kind.QUIET, icon="close", run=lambda: self.removed.emit(kind.id))
        remove.setAccessibleName(tr("Take {kind} out", kind=name))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.addWidget(Label(name, wrap=True), 0, 0)
        grid.addWidget(remove, 0, 1)
        grid.addWidget(self.severity, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)


class SideEffectsField(Field[tuple[SeenNow, ...]]):
    """Side effects now: `SideEffectsField(kinds)`; choosing a kind adds a line for its severity."""

    def __init__(self, kinds: Sequence[SideEffectKind]) -> None:
        super().__init__("side_effects", tr("Side effects now"))
        self._kinds = {kind.id: kind for kind in kinds}
        self._rows: list[_SeenRow] = []
        self.add_choice = ChoiceField("side_effect_kind", tr("Add a side effect"), options=self._open_options())
        self.add_choice.label.hide()
        self.add_choice.input.activated.connect(lambda _place: self._add_chosen())
        line = self.add_choice.input.lineEdit()
        if line is not None:
            line.returnPressed.connect(self._add_chosen)
        self._invite()
        box = QWidget()
        self._lines = QVBoxLayout(box)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._lines.addWidget(self.add_choice)
        self._place(box, self.add_choice.input)

    def _invite(self) -> None:
        line = self.add_choice.input.lineEdit()
        if line is not None:
            line.setPlaceholderText(tr("Add another") if self._rows else tr("None; type to add"))

    def _open_options(self) -> tuple[Option, ...]:
        taken = {row.kind.id for row in self._rows}
        free = (kind for kind in self._kinds.values() if kind.id not in taken)
        return tuple(Option(kind.id, translated(kind.name)) for kind in free)

    def _add_chosen(self) -> None:
        kind_id = self.add_choice.value()
        if isinstance(kind_id, int):
            self.add_choice.set_value(None)
            self.set_value((*self.value(), SeenNow(kind_id)))
            self._rows[-1].severity.give_focus()

    def _drop(self, kind_id: int) -> None:
        self.set_value(tuple(one for one in self.value() if one.kind_id != kind_id))
        self.give_focus()

    def value(self) -> tuple[SeenNow, ...]:
        """What was seen, in the order it was chosen."""
        return tuple(SeenNow(row.kind.id, _severity(row.severity.value())) for row in self._rows)

    def set_value(self, value: tuple[SeenNow, ...] | None) -> None:
        """Show these; kinds that the clinic has not got are left out."""
        for row in self._rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        known = [one for one in value or () if one.kind_id in self._kinds]
        self._rows = [_SeenRow(self._kinds[one.kind_id], one.severity) for one in known]
        for place, row in enumerate(self._rows):
            self._lines.insertWidget(place, row)
            row.changed.connect(self.changed)
            row.removed.connect(self._drop)
        self.add_choice.set_options(self._open_options())
        self._invite()
        self.changed.emit()

    def raw_text(self) -> str:
        """Kinds and severities as one text."""
        return json.dumps([[one.kind_id, one.severity or ""] for one in self.value()]) if self._rows else ""

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; a damaged text shows none."""
        self.set_value(_from_json(text))

    def problems(self) -> Findings:
        """Explains a kind that is typed and not in the list."""
        if not self.add_choice.raw_text().strip():
            return ()
        return (self.stop(sentence(mark("Choose the side effect from the list, or empty the field."))),)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self._input.setEnabled(not read_only)
        for row in self._rows:
            row.setEnabled(not read_only)


def _severity(value: object) -> Severity | None:
    return value if isinstance(value, Severity) else None


def _from_json(text: str) -> tuple[SeenNow, ...]:
    try:
        found = json.loads(text) if text else []
        return tuple(SeenNow(int(kind), Severity(severity) if severity else None) for kind, severity in found)
    except (ValueError, TypeError, OverflowError, RecursionError):  # damaged: the draft's other fields still come
        return ()
