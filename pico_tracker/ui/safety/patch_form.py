"""The small forms for a test patch: where it was placed, and what it shows."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.test_patches import (
    RESULT_NAMES,
    Patch,
    PatchEntry,
    PatchReadingEntry,
    PatchResult,
    PatchRule,
    check_patch,
    check_patch_reading,
)
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.sessions import list_devices
from pico_tracker.services.test_patches import read_test_patch, record_test_patch
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import (
    ChoiceField,
    DateField,
    LongTextField,
    NumberField,
    Option,
    WholeNumberField,
)
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.small_form import SmallForm


class PatchForm(SmallForm):
    """`PatchForm(desk, course_id, window).open()`."""

    def __init__(self, desk: Desk, course_id: int, parent: QWidget) -> None:
        super().__init__(tr("Test patch"), tr("Save test patch"), desk, parent)
        self._course_id, self._entry_id = course_id, desk.mint_entry_id()
        self._devices: dict[int, Device] = {}
        self.device = ChoiceField("device_id", tr("Laser"), required=True)
        self.wavelength = ChoiceField("wavelength_nm", tr("Wavelength"), required=True)
        self.pulse = WholeNumberField("pulse_duration_ps", tr("Pulse"), unit=tr("ps"), required=True)
        self.spot = NumberField("spot_width_mm", tr("Spot"), unit=tr("mm"), required=True)
        self.fluence = NumberField("fluence_j_cm2", tr("Fluence"), unit=tr("J/cm²"), required=True)
        self.day = DateField("placed_on", tr("Placed"), required=True)
        self.note = LongTextField("note", tr("Where on the area, what was seen at once"), lines=2)
        fields = (
            *(self.device, self.wavelength, self.pulse, self.spot, self.fluence),
            *(self.day, self.note),
        )
        self.form.section("", fields, columns=2, spans={"note": 0})
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))
        self.device.changed.connect(self._offer_wavelengths)
        self.tell_about(tr("One wavelength on one area. The skin type on record is kept with it."))
        self.wait_for(list_devices, done=self._show)

    def _show(self, devices: tuple[Device, ...]) -> None:
        in_service = [one for one in devices if one.active]
        self._devices = {one.id: one for one in in_service}
        self.device.set_options(tuple(Option(one.id, one.title) for one in in_service))
        if len(in_service) == 1:
            self.device.set_value(in_service[0].id)
        self.day.set_value(self.desk.context.today())
        self._touched.clear()
        self.device.give_focus()

    def _chosen(self) -> Device | None:
        value = self.device.value()
        return self._devices.get(value) if isinstance(value, int) else None

    def _offer_wavelengths(self) -> None:
        device = self._chosen()
        known = device.wavelengths_nm if device else ()
        self.wavelength.set_options(tuple(Option(one, tr("{wavelength} nm", wavelength=one)) for one in known))

    def _missing(self) -> Findings:
        said = sentence(mark("This is needed."))
        return tuple(
            Finding(one.name, said) for one in self.form.fields if one.required and not one.raw_text().strip()
        )

    def _entry(self) -> PatchEntry | None:
        """What is typed, none while something needed is missing or cannot be read."""
        device, wavelength, pulse = self._chosen(), self.wavelength.value(), self.pulse.value()
        spot, fluence, day = self.spot.value(), self.fluence.value(), self.day.value()
        if device is None or not isinstance(wavelength, int) or pulse is None:
            return None
        if spot is None or fluence is None or day is None:
            return None
        return PatchEntry(
            entry_id=self._entry_id,
            course_id=self._course_id,
            device_id=device.id,
            wavelength_nm=wavelength,
            pulse_duration_ps=pulse,
            spot_width_mm=spot,
            fluence_j_cm2=fluence,
            placed_on=day,
            note=self.note.value(),
        )

    def check(self) -> Findings:
        """What the rules say, and what is missing."""
        entry = self._entry()
        if entry is None:
            return self._missing()
        return check_patch(entry, self._chosen(), self.desk.context.today())

    def save(self) -> None:
        """Put it on record."""
        entry = self._entry()
        if entry is not None:
            self.send(record_test_patch, entry)


class PatchReadingForm(SmallForm):
    """`PatchReadingForm(desk, patch, rule, window).open()`."""

    def __init__(self, desk: Desk, patch: Patch, rule: PatchRule | None, parent: QWidget) -> None:
        super().__init__(tr("Read test patch"), tr("Save reading"), desk, parent)
        self._patch, self._rule, self._entry_id = patch, rule, desk.mint_entry_id()
        results = tuple(Option(one, translated(text)) for one, text in RESULT_NAMES.items())
        self.shows = ChoiceField("result", tr("It shows"), options=results, required=True)
        self.day = DateField("read_on", tr("Read"), required=True)
        self.note = LongTextField("note", tr("What is seen"), lines=2)
        fields = (self.shows, self.day, self.note)
        self.form.section("", fields, columns=2, spans={"note": 0})
        self.day.set_value(desk.context.today())
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))
        self.tell_about(self._about())
        self.shows.give_focus()

    def _about(self) -> str:
        entry = self._patch.entry
        text = tr(
            "{device}, {wavelength} nm, placed {day}.",
            device=self._patch.device_name,
            wavelength=entry.wavelength_nm,
            day=said_day(entry.placed_on),
        )
        if self._rule is None:
            return text
        ready = said_day(self._rule.ready_on(entry.placed_on, self._patch.skin_type))
        return f"{text} {tr('May be read as normal from {day}.', day=ready)}"

    def _entry(self) -> PatchReadingEntry:
        result = self.shows.value()
        return PatchReadingEntry(
            entry_id=self._entry_id,
            patch_id=self._patch.id,
            read_on=self.day.value() or self.desk.context.today(),
            result=result if isinstance(result, PatchResult) else None,
            note=self.note.value(),
        )

    def check(self) -> Findings:
        """What the rules say."""
        today = self.desk.context.today()
        return check_patch_reading(self._entry(), self._patch, self._rule, today)

    def save(self) -> None:
        """Put it on record."""
        self.send(read_test_patch, self._entry())
