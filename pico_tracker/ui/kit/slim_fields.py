"""Narrow fields that stand side by side; what is found about them is said once, under their row."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.field import FindingLine
from pico_tracker.ui.kit.fields import ChoiceField, NumberField, TextField, WholeNumberField
from pico_tracker.ui.kit.form import AnyField
from pico_tracker.ui.kit.plain_text import repolish
from pico_tracker.ui.kit.words import said


def mark_input(input_: QWidget, findings: Findings) -> None:
    """Frame an input in the colour of the gravest finding and let a screen reader say them all."""
    highest = max(findings, key=lambda finding: finding.level).level.name.lower() if findings else ""
    if (input_.property("level") or "") != highest:
        input_.setProperty("level", highest)
        repolish(input_)
    input_.setAccessibleDescription(" ".join(said(finding.sentence) for finding in findings))


class SlimNumberField(NumberField):
    """A number in a row of fields. It keeps what is typed; the pass is read as a whole."""

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Mark the field; its row says the sentences."""
        self._shown = tuple(findings)
        mark_input(self._input, self._shown)


class SlimWholeNumberField(WholeNumberField):
    """A whole number in a row of fields."""

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Mark the field; its row says the sentences."""
        self._shown = tuple(findings)
        mark_input(self._input, self._shown)


class SlimTextField(TextField):
    """A line in a row of fields."""

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Mark the field; its row says the sentences."""
        self._shown = (*self.problems(), *findings)
        mark_input(self._input, self._shown)


class SlimChoiceField(ChoiceField):
    """A choice in a row of fields, of keys as text."""

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Mark the field; its row says the sentences."""
        self._shown = tuple(findings)
        mark_input(self._input, self._shown)

    def allow_narrow(self) -> None:
        """Be no wider than a few letters and the arrow."""
        self.input.setMinimumContentsLength(3)


class FindingList(QWidget):
    """Findings one under the other over the whole width; empty, it takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Findings = ()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(4)
        self.hide()

    @property
    def findings(self) -> Findings:
        """What is said here now."""
        return self._shown

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Say these, the gravest first."""
        wanted = tuple(sorted(findings, key=lambda finding: -finding.level))
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._stack)
        for finding in wanted:
            self._stack.addWidget(FindingLine(finding))
        self.setVisible(bool(wanted))


class FieldRow(QWidget):
    """Fields side by side, `shares` of the width each, with one place beneath for findings."""

    def __init__(self, fields: Sequence[AnyField], shares: Sequence[int]) -> None:
        super().__init__()
        self._fields = tuple(fields)
        self._said = FindingList()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, share in zip(fields, shares, strict=True):
            row.addWidget(field, share)
        stack.addLayout(row)
        stack.addWidget(self._said)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Mark the fields of this row and say what was found about them."""
        found = tuple(findings)
        mine: list[Finding] = []
        for field in self._fields:
            field.show_findings(finding for finding in found if finding.field == field.name)
            mine += field.findings
        self._said.show_findings(mine)

    @property
    def findings(self) -> Findings:
        """What is said under the row now."""
        return self._said.findings
