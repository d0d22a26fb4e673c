"""All passes of a session as one field of the form: a grid, and the chosen pass below it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.sessions import PASSES_LIMIT
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.session_log.comparison import (
    Difference,
    differences,
    earlier_pass,
    said_before,
    said_percent,
    without_echo,
)
from pico_tracker.ui.session_log.dose_panel import DoseGround
from pico_tracker.ui.session_log.entry import read_pass
from pico_tracker.ui.session_log.pass_editor import PassEditor
from pico_tracker.ui.session_log.pass_table import PassLine, PassTable, pass_lines, place_of
from pico_tracker.ui.session_log.pass_text import PassText, fit_to_device, from_json, settings_of, to_json
from pico_tracker.ui.session_log.slim_fields import FindingList

CARRIED = ("device_id", "handpiece_id", "fluence_basis")
"""What a new pass takes from the one before it: the device in the hand, and nothing set on it."""


class PassesField(Field[tuple[PassText, ...]]):
    """The passes of a session, at least one. Findings named `passes.N.field` go to their place.

    `replaced(text, before)` follows when passes were taken away or replaced at once, with what
    there was, so that the page can offer to undo it.
    """

    replaced = Signal(str, object)

    def __init__(self, devices: Sequence[Device], last: Sequence[PassEntry] = ()) -> None:
        super().__init__("passes", tr("Passes"))
        self.label.hide()
        self._last, self._devices = tuple(last), tuple(devices)
        self._passes: list[PassText] = [PassText()]
        self.selected = 0
        self.table, self.editor = PassTable(), PassEditor(devices)
        self.elsewhere = FindingList()
        self._ground = DoseGround()
        self._chips_box = QWidget()
        self._chips = FlowLayout(self._chips_box)
        self._place(self.table)
        self._stack.insertWidget(2, self._below())
        self._stack.setSpacing(0)
        self.table.chosen.connect(self._choose_line)
        self.editor.edited.connect(self._take)
        self.set_value((self.first_pass(),))

    def _below(self) -> QWidget:
        below = QWidget()
        stack = QVBoxLayout(below)
        stack.setContentsMargins(15, 4, 15, 14)
        stack.setSpacing(8)
        for part in (self._tools(), self.elsewhere, self.editor):
            stack.addWidget(part)
        return below

    def _tools(self) -> QWidget:
        """The line under the grid: what differs from last time, and what can be done with the pass."""
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._chips_box, 1, Qt.AlignmentFlag.AlignVCenter)
        self.copy_button = self._tool("copy", tr("Copy the pass"), self.copy, key="F8")
        self.remove_button = self._tool("trash", tr("Remove the pass"), self.remove)
        self.up_button = self._tool("chevron-up", tr("Move the pass up"), lambda: self.move_pass(-1))
        self.down_button = self._tool("chevron-down", tr("Move the pass down"), lambda: self.move_pass(1))
        for button in (self.copy_button, self.remove_button, self.up_button, self.down_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return tools

    def _tool(self, icon: str, name: str, run: Callable[[], object], key: str = "") -> Button:
        button = Button("", kind=Kind.QUIET, icon=icon, key=key, run=run)
        button.explain(name)
        button.setAccessibleName(name)
        return button

    def first_pass(self) -> PassText:
        """An empty pass, with the device chosen where the clinic has only one."""
        active = [device for device in self._devices if device.active]
        return fit_to_device(PassText(), active[0]) if len(active) == 1 else PassText()

    def offer(self, devices: Sequence[Device]) -> None:
        """Offer these devices from now on; what is typed stays."""
        if tuple(devices) == self._devices:
            return
        self._devices = tuple(devices)
        self.editor.offer(self._devices)
        if self._passes == [PassText()]:
            self.set_value((self.first_pass(),))

    def value(self) -> tuple[PassText, ...]:
        """All passes as typed."""
        return tuple(self._passes)

    def set_value(self, value: tuple[PassText, ...] | None) -> None:
        """Show these passes, the first of them chosen."""
        self._passes = list((value or ())[:PASSES_LIMIT])
        self._go_to(0)
        self.changed.emit()

    def raw_text(self) -> str:
        """All passes as one text."""
        return to_json(self._passes)

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; a damaged text changes nothing."""
        if passes := from_json(text):
            self.set_value(passes)

    def add(self) -> None:
        """Add a pass with the device of the one before, and go there."""
        before = self._passes[-1] if self._passes else PassText()
        new = replace(PassText(), **{name: getattr(before, name) for name in CARRIED})
        self._insert(len(self._passes), new if self._passes else self.first_pass())

    def copy(self) -> None:
        """Add a pass with the settings of the chosen one, without its pulses and endpoints."""
        if self._passes:
            chosen = self._passes[self.selected]
            self._insert(self.selected + 1, replace(chosen, pulses="", endpoints=""))

    def _insert(self, place: int, text: PassText) -> None:
        if len(self._passes) >= PASSES_LIMIT:
            return
        self._passes.insert(place, text)
        self._go_to(place)
        self.changed.emit()
        (self.editor.wavelength if text.device_id else self.editor.device).give_focus()

    def remove(self) -> None:
        """Take the chosen pass out."""
        if self._passes:
            before = self.value()
            del self._passes[self.selected]
            self._go_to(min(self.selected, len(self._passes) - 1))
            self.changed.emit()
            self.replaced.emit(tr("Pass removed."), before)

    def move_pass(self, step: int) -> None:
        """Move the chosen pass up (-1) or down (1)."""
        place = self.selected + step
        if 0 <= place < len(self._passes):
            self._passes.insert(place, self._passes.pop(self.selected))
            self._go_to(place)
            self.changed.emit()

    def fill_as_last(self) -> None:
        """Copy the settings of all passes of the last session."""
        if self._last:
            before, untouched = self.value(), self.value() == (self.first_pass(),)
            self.set_value(tuple(settings_of(one) for one in self._last))
            if not untouched:
                self.replaced.emit(tr("The passes were replaced by those of last time."), before)

    def _go_to(self, place: int) -> None:
        self.selected = max(0, place)
        self.editor.setVisible(bool(self._passes))
        if self._passes:
            self.editor.show_pass(self._passes[self.selected])
        self._show()

    def _choose_line(self, line: PassLine) -> None:
        if line.index != self.selected and line.index < len(self._passes):
            self._go_to(line.index)

    def _take(self) -> None:
        self._passes[self.selected] = self.editor.text
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Show grid, differences and findings of what there is now."""
        self.table.show_passes(pass_lines(self._passes, self._shown), self.selected)
        here = f"passes.{self.selected}."
        self.editor.show_findings(
            replace(one, field=one.field.removeprefix(here)) for one in self._shown if one.field.startswith(here)
        )
        self.elsewhere.show_findings(self._named(one) for one in self._shown if not one.field.startswith(here))
        self._show_differences()
        self._show_dose()
        self.copy_button.setEnabled(0 < len(self._passes) < PASSES_LIMIT)
        self.remove_button.setEnabled(bool(self._passes))
        self.up_button.setEnabled(self.selected > 0)
        self.down_button.setEnabled(self.selected < len(self._passes) - 1)

    def _named(self, finding: Finding) -> Finding:
        place = place_of(finding)
        if place is None:
            return finding
        named = sentence(mark("pass {number}: {found}"), number=place + 1, found=said(finding.sentence))
        return replace(finding, sentence=named)

    def _show_differences(self) -> None:
        self._chips.clear()
        for text in self.said_differences():
            self._chips.addWidget(Chip(ChipText(text, Tone.INFO)))

    def show_against(self, ground: DoseGround) -> None:
        """Show doses against these facts and this area from now on."""
        if ground != self._ground:
            self._ground = ground
            self._show_dose()

    def _show_dose(self) -> None:
        """What the dose amounts to, once nothing in it is missing or unreadable."""
        read = read_pass(self._passes[self.selected]) if self._passes else None
        stopped = any(one.level is Level.STOP and not one.overridable for one in self.editor_findings())
        entry = (
            None
            if read is None or stopped or read.blank - {"handpiece_id", "endpoints"} or read.unread
            else read.entry
        )
        devices = {device.id: device for device in self._devices}
        self.editor.dose.show_pass(entry, devices.get(entry.device_id) if entry else None, self._ground)

    def editor_findings(self) -> tuple[Finding, ...]:
        """What was found about the settings of the chosen pass."""
        here = f"passes.{self.selected}."
        return tuple(
            one for one in self._shown if one.field.startswith(here) and not one.field.endswith("endpoints")
        )

    def said_differences(self) -> tuple[str, ...]:
        """What differs from last time in the chosen pass, in words."""
        text = self._passes[self.selected] if self._passes else PassText()
        before = earlier_pass(text, self.selected, self._last)
        if before is None:
            return (tr("Not given last time"),) if self._last and text.wavelength_nm else ()
        return tuple(self._say(one) for one in without_echo(differences(text, before)))

    def _say(self, one: Difference) -> str:
        label, old = self.editor.label_of(one.field), said_before(one, self._devices)
        if one.percent is None:
            return tr("{field}: last time {value}", field=label, value=old)
        percent = said_percent(one.percent)
        return tr("{field} {percent} on last time ({value})", field=label, percent=percent, value=old)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Say each finding at its pass: in the grid, under its field, or in a line for other passes."""
        wanted = tuple(findings)
        if wanted != self._shown:
            self._shown = wanted
            self._show()

    def give_focus(self) -> None:
        """Go to the first field of the first pass that stops."""
        places = [place_of(one) for one in self._shown if one.level is Level.STOP]
        self._go_to(next((place for place in places if place is not None), self.selected))
        self.editor.focus_first_stop()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.editor.set_read_only(read_only)
        for button in (self.copy_button, self.remove_button, self.up_button, self.down_button):
            button.setEnabled(not read_only)
