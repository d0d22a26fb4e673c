"""One spot of a test as a row of narrow fields: laser, optic, settings, place and photo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.test_patches import PatchEntry, PatchSeriesEntry
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.fields import Option
from pico_tracker.ui.kit.plain_text import Label, Role, tip
from pico_tracker.ui.kit.slim_fields import (
    FindingList,
    SlimChoiceField,
    SlimNumberField,
    SlimTextField,
    SlimWholeNumberField,
)
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.safety.spot_photo import WIDE, SpotPhoto

SHARES = (15, 24, 11, 10, 9, 8, 14)
"""Of the width, in the order of the fields."""
NUMBER, TOOL = 22, 30
"""Widths of the spot's number and of the button that removes it, in px at 100 %."""
_OPTIONAL = frozenset({"handpiece_id", "place"})
_NEEDED = sentence(mark("This is needed."))
SpotField = SlimChoiceField | SlimNumberField | SlimWholeNumberField | SlimTextField


class SpotRow(QWidget):
    """`row.entry(series, note)` is the spot as typed, none while something it needs is missing or unreadable.

    `typed(name)` follows each change of a field; findings are named without the spot.
    """

    typed = Signal(str)
    remove_wanted = Signal()

    def __init__(self, desk: Desk, devices: Sequence[Device]) -> None:
        super().__init__()
        self._entry_id = desk.mint_entry_id()
        self._devices = {one.id: one for one in devices}
        self._told: Findings = ()
        self._photo_trouble: Findings = ()
        self.device = SlimChoiceField("device_id", tr("Laser"))
        self.handpiece = SlimChoiceField("handpiece_id", tr("Optic"))
        self.wavelength = SlimChoiceField("wavelength_nm", tr("Wavelength"))
        self.pulse = SlimWholeNumberField("pulse_duration_ps", tr("Pulse"), unit=tr("ps"))
        self.spot = SlimNumberField("spot_width_mm", tr("Spot"), unit=tr("mm"))
        self.fluence = SlimNumberField("fluence_j_cm2", tr("J/cm²"))
        self.place = SlimTextField("place", tr("Where on the area"))
        self.photo = SpotPhoto(desk)
        self.number = Label("", Role.STRONG)
        self.remove_button = Button("", kind=Kind.QUIET, icon="trash", run=self.remove_wanted.emit)
        self.found = FindingList()
        self._lay_out()
        self.device.set_options(tuple(Option(one.id, one.title) for one in devices))
        self._connect()
        if len(devices) == 1:
            self.device.set_value(devices[0].id)

    @property
    def fields(self) -> tuple[SpotField, ...]:
        """The fields in the order they stand and are filled: what the laser offers follows the laser."""
        settings = (self.device, self.handpiece, self.wavelength, self.pulse, self.spot, self.fluence)
        return (*settings, self.place)

    def _lay_out(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.number.setFixedWidth(px(NUMBER))
        self.remove_button.setFixedWidth(px(TOOL))
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignVCenter)
        for field, share in zip(self.fields, SHARES, strict=True):
            field.label.hide()  # the head of the rows says it once
            row.addWidget(field, share)
        row.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignVCenter)
        stack.addLayout(row)
        stack.addWidget(self.found)
        for choice in (self.device, self.handpiece, self.wavelength):
            choice.allow_narrow()
            choice.changed.connect(partial(_tell_whole, choice))

    def _connect(self) -> None:
        for field in self.fields:
            field.changed.connect(partial(self.typed.emit, field.name))
        self.device.changed.connect(self._offer_what_it_has)
        self.photo.refused.connect(self._tell_of_photo)

    def _offer_what_it_has(self) -> None:
        device = self._chosen()
        pieces = device.handpieces if device else ()
        self.handpiece.set_options(tuple(Option(one.id, one.name) for one in pieces))
        waves = device.wavelengths_nm if device else ()
        self.wavelength.set_options(tuple(Option(one, tr("{wavelength} nm", wavelength=one)) for one in waves))
        if len(pieces) == 1:
            self.handpiece.set_value(pieces[0].id)

    def _chosen(self) -> Device | None:
        value = self.device.value()
        return self._devices.get(value) if isinstance(value, int) else None

    def _tell_of_photo(self, trouble: Sentence | None) -> None:
        self._photo_trouble = (Finding("photo", trouble, code="photo.file"),) if trouble else ()
        self.show_findings(self._told)

    def renumber(self, number: int, *, is_only: bool) -> None:
        """Say which spot it is, on screen and to a screen reader; the only one cannot be removed."""
        self.number.setText(str(number))
        for field in self.fields:
            name = tr("Spot {number}: {label}", number=number, label=_full_name(field))
            field.input.setAccessibleName(name)
        self.photo.name_spot(number)
        remove = tr("Remove spot {number}", number=number)
        self.remove_button.setAccessibleName(remove)
        self.remove_button.explain(remove)
        self.remove_button.setEnabled(not is_only)

    def copy_settings(self, other: "SpotRow") -> None:
        """Take the settings of another spot; place and photo are its own."""
        for mine, theirs in zip(self.fields, other.fields, strict=True):
            if mine is not self.place:
                mine.set_raw_text(theirs.raw_text())

    def lock(self, *, photo_too: bool) -> None:
        """Let nothing be changed any more, but the photo."""
        for field in self.fields:
            field.setEnabled(False)
        self.remove_button.setEnabled(False)
        self.photo.setEnabled(not photo_too)

    def raw(self) -> dict[str, str]:
        """Everything exactly as typed."""
        return {one.name: one.raw_text() for one in self.fields}

    def restore(self, raw: Mapping[str, str]) -> None:
        """Put back what `raw` gave."""
        for field in self.fields:
            field.set_raw_text(raw.get(field.name, ""))

    def entry(self, series: PatchSeriesEntry, note: str) -> PatchEntry | None:
        """The spot as typed, with the course and the day of its series and what was seen at once."""
        device, wavelength, pulse = self._chosen(), self.wavelength.value(), self.pulse.value()
        spot, fluence, handpiece = self.spot.value(), self.fluence.value(), self.handpiece.value()
        if device is None or not isinstance(wavelength, int) or pulse is None or spot is None or fluence is None:
            return None
        return PatchEntry(
            entry_id=self._entry_id,
            course_id=series.course_id,
            device_id=device.id,
            handpiece_id=handpiece if isinstance(handpiece, int) else None,
            wavelength_nm=wavelength,
            pulse_duration_ps=pulse,
            spot_width_mm=spot,
            fluence_j_cm2=fluence,
            placed_on=series.placed_on,
            place=self.place.value(),
            note=note,
        )

    def missing(self) -> Findings:
        """What a spot needs and is not there."""
        needed = (one for one in self.fields if one.name not in _OPTIONAL)
        return tuple(Finding(one.name, _NEEDED) for one in needed if not one.raw_text().strip())

    def problems(self) -> Findings:
        """What cannot be read as typed."""
        return tuple(finding for field in self.fields for finding in field.problems())

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Mark the fields and say beneath them what was found, each with the name of its field."""
        self._told = tuple(findings)
        found = (*self._told, *self._photo_trouble)
        for field in self.fields:
            field.show_findings(one for one in found if one.field == field.name)
        names = {one.name: _full_name(one) for one in self.fields}
        self.found.show_findings(_named(one, names.get(one.field, "")) for one in found)


def _tell_whole(choice: SlimChoiceField) -> None:
    """Say in a tip what is chosen, which a narrow column cuts."""
    choice.input.setToolTip(tip(choice.raw_text()))


def _named(finding: Finding, name: str) -> Finding:
    """The finding with its field's name before it, where several fields share one place for findings."""
    if not name:
        return finding
    text = sentence(mark("{field}: {finding}"), field=name, finding=said(finding.sentence))
    return replace(finding, sentence=text)


def _full_name(field: SpotField) -> str:
    return tr("Fluence") if field.name == "fluence_j_cm2" else field.label_text


class SpotHead(QWidget):
    """What the columns of the rows are called, once above them."""

    def __init__(self, row: SpotRow) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(_blank(NUMBER))
        for field, share in zip(row.fields, SHARES, strict=True):
            line.addWidget(Label(field.label_text, Role.SMALL, elide=True), share)
        photo = Label(tr("Photo"), Role.SMALL)
        photo.setFixedWidth(px(WIDE))
        line.addWidget(photo)
        line.addWidget(_blank(TOOL))


def _blank(width: int) -> QWidget:
    empty = QWidget()
    empty.setFixedWidth(px(width))
    return empty
