"""Edits a plan for next time: a row a planned pass, then length, room, laser to book and a note."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.next_plans import FIELD, PLANNED_LIMIT
from pico_tracker.domain.rooms import Room
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.fields import ChoiceField, LongTextField, Option, TickField, WholeNumberField
from pico_tracker.ui.kit.form import AnyField, FieldGrid
from pico_tracker.ui.kit.slim_fields import FindingList, SlimChoiceField, SlimNumberField, SlimTextField
from pico_tracker.ui.kit.style import CONTROL, px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.session_log.plan_text import PlannedText, PlanText

WIDTH = 1020
"""Of the dialog, in px at 100 %."""


class PlannedRow(QWidget):
    """One planned pass: `row.text` as typed; `edited` follows each change, `removed` the cross."""

    edited = Signal()
    removed = Signal()

    def __init__(self, devices: Sequence[Device], *, is_first: bool) -> None:
        super().__init__()
        self._devices = {str(device.id): device for device in devices}
        self.text = PlannedText()
        self._loading = False
        self.purpose = SlimTextField("purpose", tr("For"))
        self.device = SlimChoiceField("device_id", tr("Laser"))
        self.handpiece = SlimChoiceField("handpiece_id", tr("Handpiece"))
        self.wavelength = SlimChoiceField("wavelength_nm", tr("Wavelength"))
        self.pulse = SlimNumberField("pulse_duration_ps", tr("Pulse"), unit=tr("ps"))
        self.spot = SlimNumberField("spot_width_mm", tr("Spot"), unit=tr("mm"))
        self.fluence = SlimNumberField("fluence_j_cm2", tr("Fluence"), unit=tr("J/cm²"))
        self.patch = TickField("is_patch", tr("Test patch"))
        self.patch.input.setMinimumHeight(px(CONTROL))  # as high as the inputs beside it
        self._said = FindingList()
        self._lay_out(is_first=is_first)
        for field in self.fields:
            field.changed.connect(lambda name=field.name: self._take(name))

    def _lay_out(self, *, is_first: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        bottom = Qt.AlignmentFlag.AlignBottom
        for field, share in zip(self.fields, (5, 10, 6, 6, 4, 4, 5, 0), strict=True):
            if field is not self.patch:
                field.label.setVisible(is_first)
            row.addWidget(field, share, bottom if field is self.patch else Qt.AlignmentFlag(0))
        for choice in (self.device, self.handpiece, self.wavelength):
            choice.allow_narrow()
        self.remove_button = Button("", kind=Kind.QUIET, icon="close", run=self.removed.emit)
        self.remove_button.setAccessibleName(tr("Take this pass out of the plan"))
        row.addWidget(self.remove_button, 0, bottom)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        stack.addLayout(row)
        stack.addWidget(self._said)

    @property
    def fields(self) -> tuple[AnyField, ...]:
        """All fields in reading order."""
        settings = (self.wavelength, self.pulse, self.spot, self.fluence)
        return (self.purpose, self.device, self.handpiece, *settings, self.patch)

    def show_pass(self, text: PlannedText) -> None:
        """Show a pass without calling it typing."""
        self.text, self._loading = text, True
        try:
            self._offer()
            for field in self.fields:
                wanted = getattr(text, field.name)
                if isinstance(field, SlimChoiceField):
                    field.set_value(wanted or None)
                elif field.raw_text() != wanted:
                    field.set_raw_text(wanted)
        finally:
            self._loading = False

    def _offer(self) -> None:
        """Offer what the chosen laser has; a blank line takes the choice back."""
        shown = [one for one in self._devices.values() if one.active or str(one.id) == self.text.device_id]
        device = self._devices.get(self.text.device_id)
        pieces = device.handpieces if device else ()
        lengths = device.wavelengths_nm if device else ()
        self.device.set_options(_with_none(Option(str(one.id), one.title) for one in shown))
        self.handpiece.set_options(_with_none(Option(str(one.id), one.name) for one in pieces))
        self.wavelength.set_options(_with_none(Option(str(one), tr("{count} nm", count=one)) for one in lengths))

    def _take(self, name: str) -> None:
        if self._loading:
            return
        field = next(field for field in self.fields if field.name == name)
        typed = str(field.value() or "") if isinstance(field, SlimChoiceField) else field.raw_text()
        self.text = replace(self.text, **{name: typed})
        if name == "device_id":
            self.show_pass(fitted(self.text, self._devices.get(typed)))
        self.edited.emit()

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Say what was found about this pass, under its row."""
        found = tuple(findings)
        for field in self.fields:
            field.show_findings(one for one in found if one.field == field.name)
        self._said.show_findings(found)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for field in self.fields:
            field.set_read_only(read_only)
        self.remove_button.setEnabled(not read_only)


def fitted(text: PlannedText, device: Device | None) -> PlannedText:
    """The pass on another laser: what that one has not got is taken out, and nothing is proposed for it."""
    pieces = {str(one.id) for one in device.handpieces} if device else set()
    lengths = {str(one) for one in device.wavelengths_nm} if device else set()
    return replace(
        text,
        handpiece_id=text.handpiece_id if text.handpiece_id in pieces else "",
        wavelength_nm=text.wavelength_nm if text.wavelength_nm in lengths else "",
    )


class PlanEditor(QWidget):
    """Edits a whole plan: `editor.show_plan(text)`; `edited` follows each change, `editor.text` is the
    plan as it stands."""

    edited = Signal()

    def __init__(self, devices: Sequence[Device], rooms: Sequence[Room]) -> None:
        super().__init__()
        self._devices, self.text, self._loading = tuple(devices), PlanText(), False
        self.rows: list[PlannedRow] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.minutes = WholeNumberField("minutes", tr("Length of the treatment"), unit=tr("min"))
        self.room = ChoiceField("room_id", tr("Room"), options=_with_none(_rooms(rooms)))
        self.device = ChoiceField("device_id", tr("Laser to book"), options=_with_none(_lasers(devices)))
        self.note = LongTextField("note", tr("Note for next time"), lines=2)
        self.add_button = Button(tr("Add pass"), key="F7", run=self.add)
        self.elsewhere = FindingList()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        stack.addLayout(self._lines)
        stack.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addWidget(self.elsewhere)
        stack.addWidget(FieldGrid(self.booking, columns=3, spans={"note": 0}))
        for field in self.booking:
            field.changed.connect(lambda name=field.name: self._take(name))

    @property
    def booking(self) -> tuple[AnyField, ...]:
        """The fields of the plan as a whole."""
        return (self.minutes, self.room, self.device, self.note)

    def show_plan(self, text: PlanText) -> None:
        """Show a plan without calling it typing; without any pass an empty row stands ready."""
        self.text, self._loading = text if text.passes else replace(text, passes=(PlannedText(),)), True
        try:
            self._show_rows()
            for field in self.booking:
                wanted = getattr(text, field.name)
                if isinstance(field, ChoiceField):
                    field.set_value(wanted or None)
                elif field.raw_text() != wanted:
                    field.set_raw_text(wanted)
        finally:
            self._loading = False

    def _show_rows(self) -> None:
        if len(self.rows) != len(self.text.passes):
            clear(self._lines)
            self.rows = [self._new_row(place) for place in range(len(self.text.passes))]
        for row, one in zip(self.rows, self.text.passes, strict=True):
            row.show_pass(one)
        self.add_button.setEnabled(len(self.rows) < PLANNED_LIMIT)

    def _new_row(self, place: int) -> PlannedRow:
        row = PlannedRow(self._devices, is_first=place == 0)
        self._lines.addWidget(row)
        row.edited.connect(lambda: self._take_row(row))
        row.removed.connect(lambda: self.remove(self.rows.index(row)))
        return row

    def _take_row(self, row: PlannedRow) -> None:
        place, rows = self.rows.index(row), list(self.text.passes)
        rows[place] = row.text
        self.text = replace(self.text, passes=tuple(rows))
        self.edited.emit()

    def _take(self, name: str) -> None:
        if self._loading:
            return
        field = next(field for field in self.booking if field.name == name)
        typed = str(field.value() or "") if isinstance(field, ChoiceField) else field.raw_text()
        typed_now: dict[str, Any] = {name: typed}
        self.text = replace(self.text, **typed_now)
        self.edited.emit()

    def add(self) -> None:
        """Add an empty row and go there."""
        if len(self.rows) < PLANNED_LIMIT:
            self.show_plan(replace(self.text, passes=(*self.text.passes, PlannedText())))
            self.rows[-1].purpose.give_focus()
            self.edited.emit()

    def remove(self, place: int) -> None:
        """Take a row out."""
        rows = self.text.passes
        self.show_plan(replace(self.text, passes=(*rows[:place], *rows[place + 1 :])))
        self.rows[min(place, len(self.rows) - 1)].purpose.give_focus()
        self.edited.emit()

    def show_findings(self, findings: Findings) -> None:
        """Say each finding at its row or field; they count only the rows in which something was entered."""
        filled, rest = self.text.filled, list(findings)
        for place, row in enumerate(self.rows):
            at = f"{FIELD}.passes.{filled.index(place)}" if place in filled else "-"
            mine = [one for one in rest if one.field == at or one.field.startswith(f"{at}.")]
            rest = [one for one in rest if one not in mine]
            row.show_findings(replace(one, field=one.field[len(at) + 1 :]) for one in mine)
        named = {f"{FIELD}.{field.name}": field for field in self.booking}
        for name, field in named.items():
            is_unread = bool(field.problems())  # it says so by itself
            field.show_findings(one for one in rest if one.field == name and not is_unread)
        self.elsewhere.show_findings(one for one in rest if one.field not in named)

    def focus_first_stop(self) -> None:
        """Go to the first field that stops, else to the first one."""
        fields = [field for row in self.rows for field in row.fields]
        stopped = (
            field
            for field in (*fields, *self.booking)
            if any(one.level is Level.STOP for one in (*field.findings, *field.problems()))
        )
        next(stopped, fields[0]).give_focus()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for row in self.rows:
            row.set_read_only(read_only)
        for field in self.booking:
            field.set_read_only(read_only)
        self.add_button.setEnabled(not read_only)


class PlanDialog(Dialog):
    """The editor over the page. What is typed is the plan at once: Esc and "Done" only close it."""

    def __init__(self, editor: PlanEditor, parent: QWidget, copy_today: Callable[[], object] | None) -> None:
        super().__init__(tr("Plan for next time"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(px(WIDTH))
        self.editor = editor
        self.add(editor)
        self.copy_button = Button(tr("As today"), key="Ctrl+D", run=copy_today)
        self.copy_button.explain(tr("Takes the settings of every pass of today; change them where you plan to."))
        self.copy_button.setEnabled(copy_today is not None)
        self.done_button = Button(tr("Done"), kind=Kind.PRIMARY, key="Ctrl+Return", run=self.accept)
        self.ends_with(self.copy_button, self.done_button)


def _with_none(options: Iterable[Option]) -> tuple[Option, ...]:
    return (Option("", ""), *options)


def _rooms(rooms: Sequence[Room]) -> Iterable[Option]:
    return (Option(str(one.id), one.name) for one in rooms if one.active)


def _lasers(devices: Sequence[Device]) -> Iterable[Option]:
    return (Option(str(one.id), one.title) for one in devices if one.active)
