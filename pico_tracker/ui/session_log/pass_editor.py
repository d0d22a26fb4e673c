"""The fields of the chosen pass, in the order a practitioner sets the device."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.laser import BASIS_NAMES, SHAPE_NAMES, Optic
from pico_tracker.domain.passes import ENDPOINT_NAMES, Endpoint
from pico_tracker.ui.kit.fields import Option
from pico_tracker.ui.kit.form import AnyField
from pico_tracker.ui.kit.plain_text import Label, Role, tip
from pico_tracker.ui.kit.slim_fields import FieldRow, SlimChoiceField, SlimNumberField, SlimTextField
from pico_tracker.ui.kit.toggles_field import TogglesField
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.session_log.dose_in_step import keep_in_step
from pico_tracker.ui.session_log.dose_panel import ChipLine, DosePanel
from pico_tracker.ui.session_log.pass_text import PassText, fit_to_device, fit_to_handpiece, optic_of

FRACTIONAL_ROW = 2
"""The row that a full beam does not have."""


class PassEditor(QWidget):
    """Edits one pass: `editor.show_pass(text)`; `edited` follows each change, `editor.text` is the
    pass as it stands. Energy, fluence and spot of a full beam keep each other in step; a fractional
    handpiece has its basis and its density."""

    edited = Signal()

    def __init__(self, devices: Sequence[Device]) -> None:
        super().__init__()
        self._devices = {str(device.id): device for device in devices}
        self.text = PassText()
        self._loading = False
        self.device = SlimChoiceField("device_id", tr("Device"))
        self.handpiece = SlimChoiceField("handpiece_id", tr("Handpiece"))
        self.purpose = SlimTextField("purpose", tr("For"))
        self.wavelength = SlimChoiceField("wavelength_nm", tr("Wavelength"))
        self.pulse = SlimNumberField("pulse_duration_ps", tr("Pulse"), unit=tr("ps"))
        self.shape = SlimChoiceField("spot_shape", tr("Spot shape"), options=_named(SHAPE_NAMES))
        self.width_mm = SlimNumberField("spot_width_mm", tr("Spot"), unit=tr("mm"))
        self.height_mm = SlimNumberField("spot_height_mm", tr("Spot height"), unit=tr("mm"))
        self.fluence = SlimNumberField("fluence_j_cm2", tr("Fluence"), unit=tr("J/cm²"))
        self.basis = SlimChoiceField("fluence_basis", tr("Fluence given"), options=_named(BASIS_NAMES))
        self.energy = SlimNumberField("pulse_energy_mj", tr("Energy"), unit=tr("mJ"))
        self.rate = SlimNumberField("repetition_hz", tr("Rate"), unit=tr("Hz"))
        self.density = SlimNumberField("density_per_cm2", tr("Density"), unit=tr("/cm²"))
        self.overlap = SlimNumberField("overlap_percent", tr("Overlap"), unit=tr("%"))
        self.pulses = SlimNumberField("pulses", tr("Pulses"))
        self.times = SlimNumberField("times", tr("Times"))
        self._explain()
        self.endpoints = TogglesField(
            "endpoints", tr("Endpoint"), _named(ENDPOINT_NAMES), alone=Endpoint.NONE.value, numbered=True
        )
        self.differences, self.dose = ChipLine(), DosePanel()
        self.since_first, self.step = Label("", Role.SMALL, wrap=True), Label("", Role.SMALL, wrap=True)
        self._rows = self._lay_out()
        for field in self.fields:
            field.changed.connect(lambda name=field.name: self._take(name))

    def _explain(self) -> None:
        tips = {
            self.times: tr("How often it goes over the area with these settings."),
            self.density: tr("Foci per cm² of one pass, as the device shows it."),
            self.overlap: tr("Share of a spot that the next one covers again."),
        }
        for field, text in tips.items():
            field.input.setToolTip(tip(text))

    def _lay_out(self) -> tuple[FieldRow, ...]:
        for choice in (self.device, self.handpiece, self.basis, self.wavelength, self.shape):
            choice.allow_narrow()
        rows = tuple(FieldRow(fields, shares) for fields, shares in self._in_rows())
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        for row in rows:
            stack.addWidget(row)
        for part in (self.differences, self.since_first, self.dose, self.step, self.endpoints):
            stack.addWidget(part)
        return rows

    @property
    def fields(self) -> tuple[AnyField, ...]:
        """All fields in reading order."""
        return (*(field for fields, _shares in self._in_rows() for field in fields), self.endpoints)

    def _in_rows(self) -> tuple[tuple[tuple[AnyField, ...], tuple[int, ...]], ...]:
        """The fields of each row and their shares of its width; what is counted at the end stands last."""
        return (
            ((self.device, self.handpiece, self.purpose), (5, 5, 3)),
            (
                (self.wavelength, self.pulse, self.shape, self.width_mm, self.height_mm, self.overlap),
                (5, 4, 5, 4, 4, 3),
            ),
            ((self.basis, self.density), (5, 4)),
            ((self.fluence, self.energy, self.rate, self.times, self.pulses), (4, 4, 3, 2, 3)),
        )

    def label_of(self, name: str) -> str:
        """What people call a field."""
        return self.field(name).label_text

    def field(self, name: str) -> AnyField:
        """The field of that name."""
        return next(field for field in self.fields if field.name == name)

    def place_of_focus(self) -> int:
        """The place of the field in which the cursor is, -1 where it is in none."""
        focused = QApplication.focusWidget()
        places = (at for at, field in enumerate(self.fields) if focused and field.isAncestorOf(focused))
        return next(places, -1)

    def show_pass(self, text: PassText) -> None:
        """Show another pass."""
        self.text = text
        self._show()

    def offer(self, devices: Sequence[Device]) -> None:
        """Offer these devices from now on."""
        self._devices = {str(device.id): device for device in devices}
        self._show()

    def _show(self) -> None:
        """Write the pass into the fields without calling it typing."""
        self._loading = True
        try:
            self._offer()
            for field in self.fields:
                wanted = getattr(self.text, field.name)
                if isinstance(field, SlimChoiceField):
                    field.set_value(wanted or None)
                elif field.raw_text() != wanted:
                    field.set_raw_text(wanted)
        finally:
            self._loading = False
        self._adapt()

    def _offer(self) -> None:
        """Offer what the chosen device has."""
        shown = [one for one in self._devices.values() if one.active or str(one.id) == self.text.device_id]
        self.device.set_options(Option(str(one.id), one.title) for one in shown)
        device = self._device()
        pieces = device.handpieces if device else ()
        self.handpiece.set_options(Option(str(one.id), one.name) for one in pieces)
        lengths = device.wavelengths_nm if device else ()
        self.wavelength.set_options(Option(str(one), tr("{count} nm", count=one)) for one in lengths)

    def _adapt(self) -> None:
        optic = optic_of(self.text, self._device())
        self.height_mm.setVisible(self.text.is_rectangular)
        has_basis = optic is not Optic.FULL_BEAM
        has_density = optic is Optic.FRACTIONAL or bool(self.text.density_per_cm2)
        self.basis.setVisible(has_basis)
        self.density.setVisible(has_density)
        self._rows[FRACTIONAL_ROW].setVisible(has_basis or has_density)
        self.step.setText(self._said_step(optic))
        self.step.setVisible(bool(self.text.handpiece_id))

    def _said_step(self, optic: Optic) -> str:
        """How energy, fluence and spot stand to each other with this handpiece."""
        text = self.text
        if optic is not Optic.FULL_BEAM:
            return tr("Enter energy and fluence as the device shows them; for this handpiece none is computed.")
        step = tr("Energy, fluence and spot keep each other in step.")
        if text.is_rectangular or not (text.spot_width_mm and text.pulse_energy_mj and text.fluence_j_cm2):
            return step
        pair = tr(
            "{spot} mm: {energy} mJ for {fluence} J/cm².",
            spot=text.spot_width_mm,
            energy=text.pulse_energy_mj,
            fluence=text.fluence_j_cm2,
        )
        return f"{step} {pair}"

    def _device(self) -> Device | None:
        return self._devices.get(self.text.device_id)

    def _is_full_beam(self) -> bool:
        return optic_of(self.text, self._device()) is Optic.FULL_BEAM

    def _take(self, name: str) -> None:
        """Somebody changed a field."""
        if self._loading:
            return
        self.text = replace(self.text, **{name: self._typed(name)})
        if name == "device_id":
            self.text = fit_to_device(self.text, self._device())
        elif name == "handpiece_id":
            self.text = fit_to_handpiece(self.text, self._device())
        if self._is_full_beam():
            self.text = keep_in_step(self.text, name)
        self._show()
        self.edited.emit()

    def _typed(self, name: str) -> str:
        field = self.field(name)
        return str(field.value() or "") if isinstance(field, SlimChoiceField) else field.raw_text()

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Say what was found about this pass, each under the row of its field."""
        found = tuple(findings)
        for row in self._rows:
            row.show_findings(found)
        self.endpoints.show_findings(one for one in found if one.field == self.endpoints.name)

    def focus_first_stop(self) -> None:
        """Go to the first field that stops, or to the first one."""
        stopped = (f for f in self.fields if any(one.level is Level.STOP for one in f.findings))
        next(stopped, self.fields[0]).give_focus()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for field in self.fields:
            field.set_read_only(read_only)


def _named(names: Mapping[Any, str]) -> tuple[Option, ...]:
    return tuple(Option(one.value, translated(text)) for one, text in names.items())
