"""All passes of a session as one field of the form: a grid, and the chosen pass below it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.next_plans import NextPlanEntry
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.sessions import PASSES_LIMIT
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.slim_fields import FindingList
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.session_log.comparison import (
    Naming,
    earlier_pass,
    first_pass_alike,
    is_same_session,
    said_differences,
)
from pico_tracker.ui.session_log.dose_panel import DoseGround
from pico_tracker.ui.session_log.entry import read_pass
from pico_tracker.ui.session_log.pass_editor import PassEditor
from pico_tracker.ui.session_log.pass_filling import (
    Earlier,
    Filled,
    Start,
    said_patches,
    start_of,
    with_start,
    without_seen,
)
from pico_tracker.ui.session_log.pass_needs import needed_in
from pico_tracker.ui.session_log.pass_table import PassLine, PassTable, named_by_pass, pass_lines, place_of
from pico_tracker.ui.session_log.pass_text import PassText, fit_to_device, from_json, to_json
from pico_tracker.ui.session_log.pass_tools import PassTools

CARRIED = ("device_id", "handpiece_id", "fluence_basis")
"""What a new pass takes from the one before it: the device in the hand, and nothing set on it."""


class PassesField(Field[tuple[PassText, ...]]):
    """The passes of a session, at least one. Findings named `passes.N.field` go to their place.

    They start as the plan made last time says where it names passes, else as the `last` session of the
    area, given on `last_on`; a line says which. `first` are the passes of session 1, to compare with.
    `replaced(text, before)` follows whatever was done at once, with what there was, so that the page
    can offer to undo it.
    """

    replaced = Signal(str, object)

    def __init__(
        self,
        devices: Sequence[Device],
        last: Sequence[PassEntry] = (),
        first: Sequence[PassEntry] = (),
        planned: NextPlanEntry | None = None,
        last_on: date | None = None,
    ) -> None:
        super().__init__("passes", tr("Passes"))
        self.label.hide()
        self._devices = tuple(devices)
        others = () if is_same_session(first, last) else tuple(first)
        self._earlier = Earlier(tuple(last), others, planned, last_on)
        self._passes: list[PassText] = [PassText()]
        self._filled = Filled()
        self.selected = 0
        self.table, self.editor = PassTable(), PassEditor(devices)
        self.elsewhere = FindingList()
        self._ground = DoseGround()
        self.tools = PassTools(self.fill_from_protocol, self.copy, self.remove, self.move_pass)
        self.tools.show_patches(said_patches(planned))
        self._place(self.table)
        self._stack.insertWidget(2, self._below())
        self._stack.setSpacing(0)
        self.table.chosen.connect(self._choose_line)
        self.table.opened.connect(lambda line: self._go_to_needed(line.index, -1))
        self.editor.edited.connect(self._take)
        self._show_filled(next((one for one in self._sources() if one.passes), Filled((self.first_pass(),))))

    def _sources(self) -> tuple[Filled, Filled]:
        return self._as_planned(), self._earlier.as_last()

    def _as_planned(self) -> Filled:
        return self._earlier.as_planned(self._devices, self.first_pass())

    def _below(self) -> QWidget:
        below = QWidget()
        stack = QVBoxLayout(below)
        stack.setContentsMargins(15, 4, 15, 14)
        stack.setSpacing(8)
        for part in (self.tools, self.elsewhere, self.editor):
            stack.addWidget(part)
        return below

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
        """Show these passes, the first of them chosen; where they come from is said if it can be told."""
        wanted = tuple((value or ())[:PASSES_LIMIT])
        settings = without_seen(wanted)
        if settings != self._filled.passes:
            self._filled = next((one for one in self._sources() if one.passes == settings), Filled())
        self._passes = list(wanted)
        self._go_to(0)
        self.changed.emit()

    def raw_text(self) -> str:
        """All passes as one text."""
        return to_json(self._passes)

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; a damaged text changes nothing."""
        passes = from_json(text)
        if passes or text == to_json(()):
            self.set_value(passes)

    def add(self) -> None:
        """Add a pass with the device of the one before, and go there."""
        before = self._passes[-1] if self._passes else PassText()
        new = replace(PassText(), **{name: getattr(before, name) for name in CARRIED})
        self._insert(len(self._passes), new if self._passes else self.first_pass(), tr("Pass added."))

    def copy(self) -> None:
        """Add a pass with the settings of the chosen one, without its pulses and endpoints."""
        if self._passes:
            chosen = self._passes[self.selected]
            self._insert(self.selected + 1, without_seen((chosen,))[0], tr("Pass copied."))

    def _insert(self, place: int, text: PassText, done: str) -> None:
        if len(self._passes) >= PASSES_LIMIT:
            return
        before = self.value()
        self._passes.insert(place, text)
        self._go_to(place)
        self.changed.emit()
        self.replaced.emit(done, before)
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

    @property
    def can_fill_as_planned(self) -> bool:
        """Whether the plan made last time names a pass."""
        return bool(self._as_planned().passes)

    @property
    def can_fill_as_last(self) -> bool:
        """Whether there is a last session."""
        return bool(self._earlier.last)

    def fill_as_planned(self) -> None:
        """Take the passes of the plan made last time; what it leaves open is as last time."""
        self._fill(self._as_planned(), tr("The passes were replaced by those planned."))

    def fill_as_last(self) -> None:
        """Take the settings of all passes of the last session."""
        self._fill(self._earlier.as_last(), tr("The passes were replaced by those of last time."))

    def fill_from_protocol(self) -> None:
        """Put the starting values that the clinic entered into the chosen pass; a range alone fills nothing."""
        start = self._start()
        if start.protocol is None:
            return
        place, name, before = self.selected, start.protocol.name, self.value()
        started = with_start(before[place], start.protocol, self._devices)
        source = tr("Starting values of “{name}” in pass {number}", name=name, number=place + 1)
        filled = Filled((*before[:place], started, *before[place + 1 :]), source)
        if filled.passes != before:
            self._show_filled(filled)
            self._go_to(place)
            self.replaced.emit(tr("The starting values of “{name}” were filled in.", name=name), before)

    def _chosen(self) -> PassText:
        return self._passes[self.selected] if self._passes else PassText()

    def _fill(self, filled: Filled, done: str) -> None:
        before = self.value()
        if filled.passes and filled.passes != before:
            self._show_filled(filled)
            if before != (self.first_pass(),):
                self.replaced.emit(done, before)

    def _show_filled(self, filled: Filled) -> None:
        self._filled = Filled(without_seen(filled.passes), filled.source)
        self.set_value(filled.passes)

    def next_needed(self) -> bool:
        """Go to the next field of the passes that is needed and still empty, in reading order from the cursor,
        or from the first pass where the cursor is elsewhere. Tells whether there is one."""
        here = self.editor.place_of_focus()
        return self._go_to_needed(self.selected if here >= 0 else 0, here)

    def _go_to_needed(self, start: int, after: int) -> bool:
        names = [field.name for field in self.editor.fields]
        for place in range(start, len(self._passes)):
            past = after if place == start else -1
            needed = needed_in(self._passes[place], self._devices)
            name = next((one for one in names[past + 1 :] if one in needed), None)
            if name is not None:
                self._go_to(place)
                self.editor.field(name).give_focus()
                return True
        return False

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
        self.table.show_passes(pass_lines(self._passes, self._shown, self._devices), self.selected)
        here = f"passes.{self.selected}."
        self.editor.show_findings(
            replace(one, field=one.field.removeprefix(here)) for one in self._shown if one.field.startswith(here)
        )
        self.elsewhere.show_findings(named_by_pass(one) for one in self._shown if not one.field.startswith(here))
        self._show_differences()
        self._show_dose()
        self.tools.show_start(self._start())
        self.tools.show_source(self._said_source())
        self.tools.show_place(self.selected, len(self._passes), PASSES_LIMIT)

    def _said_source(self) -> str:
        source = self._filled.source
        if not source or without_seen(self._passes) == self._filled.passes:
            return source
        return tr("{source}, then changed", source=source)

    def _start(self) -> Start:
        return start_of(self._chosen(), self._devices, self._ground.facts)

    def _show_differences(self) -> None:
        lines, since = self._differences()
        self.editor.differences.show_chips(tuple(ChipText(text, Tone.INFO) for text in lines))
        self.editor.since_first.setText(since)
        self.editor.since_first.setVisible(bool(since))

    def show_against(self, ground: DoseGround) -> None:
        """Show doses against these facts and this area from now on."""
        if ground != self._ground:
            self._ground = ground
            self.tools.show_start(self._start())
            self._show_dose()

    def _show_dose(self) -> None:
        """What the dose amounts to, once nothing in it is missing or unreadable."""
        read = read_pass(self._chosen()) if self._passes else None
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
        """What differs from last time in the chosen pass, a line for each setting."""
        return self._differences()[0]

    def said_since_first(self) -> str:
        """What is as last time in the chosen pass but not as in session 1, in words."""
        return self._differences()[1]

    def _differences(self) -> tuple[tuple[str, ...], str]:
        text = self._chosen()
        last, first = self._earlier.last, self._earlier.first
        before = earlier_pass(text, self.selected, last)
        if before is None:
            return ((tr("Not given last time"),) if last and text.wavelength_nm else ()), ""
        naming = Naming(self.editor.label_of, self._devices)
        return said_differences(text, before, first_pass_alike(text, self.selected, first), naming)

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
        self.tools.set_read_only(read_only)
