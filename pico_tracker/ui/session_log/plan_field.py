"""The plan for next time as one field of the form: a few lines, and the editor behind a key."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.next_plans import FIELD, NextPlanEntry, check_plan
from pico_tracker.domain.rooms import Room
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.session_log.pass_text import PassText
from pico_tracker.ui.session_log.plan_editor import PlanDialog, PlanEditor
from pico_tracker.ui.session_log.plan_text import (
    PlanText,
    copied_from,
    plan_from_json,
    plan_text,
    plan_to_json,
    read_plan,
)
from pico_tracker.ui.session_log.plan_words import said_plan

OPEN_KEY = "Alt+4"
Todays = Callable[[], Sequence[PassText]]
"""Today's passes as typed by now."""


class NextPlanField(Field[NextPlanEntry]):
    """What is planned for the next visit, entered by the practitioner and never proposed; None: nothing.

    `NextPlanField(devices, rooms, passes.value)`: the last says today's passes, copied on demand.
    """

    def __init__(self, devices: Sequence[Device], rooms: Sequence[Room], todays: Todays | None = None) -> None:
        super().__init__(FIELD, tr("Plan for next time"))
        self._devices, self._rooms, self._todays = tuple(devices), tuple(rooms), todays
        self._read_only = False
        self._raw: Findings = ()
        self.text = PlanText()
        self.dialog: PlanDialog | None = None
        self.first, self.rest = Label("", wrap=True), Label("", Role.QUIET, wrap=True)
        self.edit_button = Button(tr("Edit"), key=OPEN_KEY, run=self.open)
        self.edit_button.explain(tr("Enter what is planned for the next visit."))
        self.copy_button = Button(tr("As today"), run=self.copy_today)
        self.copy_button.explain(tr("Takes the settings of every pass of today; change them where you plan to."))
        self.buttons = (self.copy_button, self.edit_button)
        self._place(self._box(), self.edit_button)
        self._input.setAccessibleName(tr("Plan for next time: edit"))
        self._show()

    def _box(self) -> QWidget:
        box = QWidget()
        stack = QVBoxLayout(box)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        stack.addWidget(self.first)
        stack.addWidget(self.rest)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        stack.addLayout(row)
        return box

    def offer(self, devices: Sequence[Device], rooms: Sequence[Room]) -> None:
        """Offer these from now on; what is typed stays."""
        self._devices, self._rooms = tuple(devices), tuple(rooms)
        self._show()

    # What stands on the page

    def _show(self) -> None:
        """Say the plan in a few lines, as far as it can be read."""
        entry = self.value()
        lines = () if entry is None else said_plan(entry, self._devices, self._rooms)
        self.first.setText(lines[0] if lines else tr("Nothing planned."))
        self.rest.setText("\n".join(lines[1:]))
        self.rest.setVisible(len(lines) > 1)
        self.copy_button.setVisible(self._todays is not None and not self.text.filled)
        self.edit_button.setAccessibleDescription(" ".join(lines))

    def open(self) -> None:
        """Open the editor; what is typed there is the plan at once."""
        editor = PlanEditor(self._devices, self._rooms)
        editor.show_plan(self.text)
        editor.set_read_only(self._read_only)
        editor.edited.connect(lambda: self._take(editor.text))
        can_copy = self._todays is not None and not self._read_only
        self.dialog = PlanDialog(editor, self.window(), self.copy_today if can_copy else None)
        self.dialog.finished.connect(self._closed)
        editor.show_findings(self._all_raw())
        self.dialog.open()
        editor.focus_first_stop()

    def _closed(self) -> None:
        self.dialog = None
        self.edit_button.setFocus()

    def copy_today(self) -> None:
        """Put the settings of today's passes in place of the rows; length, room and note stay."""
        if self._todays is None:
            return
        copied = copied_from(self._todays())
        if not copied:
            return
        text = replace(self.text, passes=copied)
        if self.dialog is not None:
            self.dialog.editor.show_plan(text)
        self._take(text)

    def _take(self, text: PlanText) -> None:
        self.text = text
        self._show()
        self.changed.emit()
        if self.dialog is not None:
            self.dialog.editor.show_findings(self._all_raw())

    # As a field

    def value(self) -> NextPlanEntry | None:
        """The plan as far as it can be read; None where nothing is planned."""
        return read_plan(self.text).entry

    def set_value(self, value: NextPlanEntry | None) -> None:
        """Show a plan; none takes it back."""
        self._take(plan_text(value))

    def raw_text(self) -> str:
        """The whole plan as one text."""
        return plan_to_json(self.text)

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; a damaged text shows no plan."""
        self._take(plan_from_json(text))

    def problems(self) -> Findings:
        """What cannot be read as typed, and a room that is out of use by now."""
        return tuple(_named(one) for one in self._own())

    def _own(self) -> Findings:
        read = read_plan(self.text)
        rooms = {one.id for one in self._rooms if one.active}
        found = check_plan(read.entry, {one.id: one for one in self._devices}, rooms)
        return (*read.unread, *(one for one in found if one.field == f"{FIELD}.room_id"))

    def _all_raw(self) -> Findings:
        """Everything found, as the editor shows it beside its fields."""
        own = self.problems()
        return (*self._own(), *(one for one in self._raw if one not in own))

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Say each finding under the lines, named by its pass, and at its place in the editor."""
        self._raw, own = tuple(findings), self.problems()
        super().show_findings(_named(one) for one in self._raw if one not in own)
        if self.dialog is not None:
            self.dialog.editor.show_findings(self._all_raw())

    def give_focus(self) -> None:
        """Open the editor where something in the plan stops; else go to its key."""
        if any(one.level is Level.STOP for one in self.findings) and self.dialog is None:
            self.open()
        elif self.dialog is None:
            super().give_focus()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self._read_only = read_only
        self.copy_button.setEnabled(not read_only)


def _named(finding: Finding) -> Finding:
    """The finding with the number of its planned pass before it."""
    parts = finding.field.split(".")
    if len(parts) < 3 or parts[1] != "passes" or not parts[2].isdigit():
        return finding
    text = mark("planned pass {number}: {found}")
    return replace(finding, sentence=sentence(text, number=int(parts[2]) + 1, found=said(finding.sentence)))
