"""A form: sections of fields that share the width, know each other by name and keep drafts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import said

QUIET_MS, LONGEST_MS = 400, 800
"""A draft is due after this pause in typing, and no later than this while typing goes on, so that
nothing older than a second is lost with the power."""

AnyField = Field[Any]


class FieldGrid(QWidget):
    """Fields in as many columns as fit, `columns` at most, each at least `narrowest` px wide.

    `spans` names the fields that take more than one column; 0 means the whole line.
    """

    def __init__(
        self,
        fields: Sequence[AnyField],
        *,
        columns: int = 2,
        narrowest: int = 190,
        spans: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__()
        self._fields, self._most, self._narrowest = tuple(fields), columns, narrowest
        self._spans = dict(spans or {})
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(12)
        self._columns = 0
        self._arrange(columns)
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumWidth(px(120))

    @property
    def columns(self) -> int:
        """How many columns there are at the present width."""
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use more columns when there is room."""
        super().resizeEvent(event)
        room = self.width() + 12
        self._arrange(max(1, min(self._most, room // (px(self._narrowest) + 12))))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for old in range(self._columns):
            self._grid.setColumnStretch(old, 0)
        self._columns = columns
        row = column = 0
        for field in self._fields:
            span = min(columns, self._spans.get(field.name, 1) or columns)
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, span)
            column += span
        for new in range(columns):
            self._grid.setColumnStretch(new, 1)
        self.updateGeometry()


class Form(QWidget):
    """Sections of fields. `form.section(tr("Person"), (name, born), columns=2)`; then
    `form.field("born")`, `form.show_findings(findings)`, `form.raw()` and `form.restore(raw)`.

    `changed` follows each change; `edited` follows a short pause in typing, for drafts.
    """

    changed = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, AnyField] = {}
        self._quiet_while_filling = False
        self.notices = NoticeBoard()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(12)
        self._stack.addWidget(self.notices)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.flush)
        self._since = QElapsedTimer()

    def section(
        self,
        title: str,
        fields: Sequence[AnyField],
        *,
        columns: int = 2,
        spans: Mapping[str, int] | None = None,
        into: QVBoxLayout | None = None,
    ) -> Card:
        """Add a card with these fields, under the others or `into` a layout of the page's."""
        card = Card(title)
        card.add(FieldGrid(fields, columns=columns, spans=spans))
        (into or self._stack).addWidget(card)
        self.take(*fields)
        return card

    def take(self, *fields: AnyField) -> None:
        """Know these fields, wherever the page has placed them."""
        for field in fields:
            self._fields[field.name] = field
            field.changed.connect(self._on_change)

    def field(self, name: str) -> AnyField:
        """The field of that name."""
        return self._fields[name]

    @property
    def fields(self) -> tuple[AnyField, ...]:
        """All fields, in the order they were added."""
        return tuple(self._fields.values())

    def problems(self) -> Findings:
        """What cannot be read as typed, field by field; notes of fields are not problems."""
        found = (finding for field in self.fields for finding in field.problems())
        return tuple(finding for finding in found if finding.level is Level.STOP)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Say each finding beneath its field; one that has no field here goes on top."""
        by_field: dict[str, list[Finding]] = {name: [] for name in self._fields}
        self.notices.clear()
        for finding in findings:
            home = self._home_of(finding.field)
            if home in by_field:
                by_field[home].append(finding)
            else:
                self.notices.tell(said(finding.sentence), _TONES[finding.level])
        for name, field in self._fields.items():
            field.show_findings(by_field[name])

    def _home_of(self, name: str) -> str:
        while name not in self._fields and "." in name:
            name = name.rpartition(".")[0]
        return name

    def focus_first_stop(self) -> bool:
        """Go to the first field that stops; tells whether there is one.

        What a reason can answer comes last, so that the cursor never stands on a field that is
        answered already while another one stops.
        """
        stops = [(one.overridable, at) for at in self.fields for one in at.findings if one.level is Level.STOP]
        if not stops:
            return False
        _overridable, field = min(stops, key=lambda stop: stop[0])
        field.give_focus()
        return True

    def raw(self) -> dict[str, str]:
        """Everything exactly as typed, for a draft."""
        return {name: field.raw_text() for name, field in self._fields.items()}

    def restore(self, raw: Mapping[str, str]) -> None:
        """Put a draft back; fields it does not name stay as they are."""
        for name, text in raw.items():
            if name in self._fields:
                self._fields[name].set_raw_text(text)

    def fill(self, values: Mapping[str, object]) -> None:
        """Show these values without calling it typing: no draft becomes due."""
        self._quiet_while_filling = True
        try:
            for name, value in values.items():
                self._fields[name].set_value(value)
        finally:
            self._quiet_while_filling = False

    def _on_change(self) -> None:
        if self._quiet_while_filling:
            return
        self.changed.emit()
        if not self._pause.isActive():
            self._since.start()
        self._pause.start(max(0, min(QUIET_MS, LONGEST_MS - self._since.elapsed())))

    def flush(self) -> None:
        """Tell at once that something was typed, if it was; before a page is left, say."""
        self._pause.stop()
        if self._since.isValid():
            self._since.invalidate()
            self.edited.emit()


_TONES = {Level.NOTE: Tone.INFO, Level.CAUTION: Tone.WARN, Level.STOP: Tone.DANGER}
