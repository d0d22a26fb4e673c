"""The form for a test: a row a spot, each with its settings, its place and its photo."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.devices import Device
from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.patch_checks import check_patch_series, check_placed_on, check_spot
from pico_tracker.domain.test_patches import PatchEntry, PatchSeriesEntry
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.services.context import Done
from pico_tracker.services.photos import attach_photo
from pico_tracker.services.sessions import list_devices
from pico_tracker.services.test_patches import record_patch_series
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.fields import DateField, LongTextField
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.safety.spots_field import SpotsField
from pico_tracker.ui.small_form import SmallForm

WIDTH = 1064


class PatchForm(SmallForm):
    """`PatchForm(desk, patient_id, course_id, window).open()`: spots placed together on one day.

    Photos are attached once the spots are on record, which they stay whatever becomes of a photo.
    """

    def __init__(self, desk: Desk, patient_id: int, course_id: int, parent: QWidget) -> None:
        super().__init__(tr("Test patch"), tr("Save test patch"), desk, parent)
        self._patient_id, self._course_id, self._entry_id = patient_id, course_id, desk.mint_entry_id()
        self._devices: dict[int, Device] = {}
        self._kept: tuple[int, ...] | None = None
        self._attached = 0
        self._troubles: list[tuple[int, Sentence]] = []
        self._is_attaching = False
        self.spots = SpotsField(desk)
        self.day = DateField("placed_on", tr("Placed"), required=True)
        self.note = LongTextField("note", tr("What was seen at once"), lines=2)
        self.add_button = Button(tr("Add spot"), key="F7", run=self.spots.add)
        self.add_button.explain(tr("Another spot with the settings of the one above."))
        self._place()
        self.setMinimumWidth(min(WIDTH, parent.window().width()))
        self.tell_about(tr("On one area. The skin type on record is kept with each spot."))
        self.wait_for(list_devices, done=self._show)

    def _place(self) -> None:
        self.form.section(tr("Spots"), (self.spots,), columns=1).set_actions(self.add_button)
        self.form.section("", (self.day, self.note), columns=4, spans={"note": 3})
        self.spots.typed.connect(self.touch)
        self.spots.changed.connect(self._offer_more)
        for field in (self.day, self.note):
            field.changed.connect(partial(self.touch, field.name))

    def _offer_more(self) -> None:
        self.add_button.setEnabled(not self.spots.is_full)

    def _show(self, devices: tuple[Device, ...]) -> None:
        in_service = tuple(one for one in devices if one.active)
        self._devices = {one.id: one for one in in_service}
        self.spots.offer(in_service)
        self.day.set_value(self.desk.context.today())
        self._touched.clear()
        self.spots.give_focus()

    def entry(self) -> PatchSeriesEntry:
        """The test as typed, with the spots that have all they need."""
        return self._series(tuple(one for one in self._spots() if one is not None))

    def _series(self, spots: tuple[PatchEntry, ...]) -> PatchSeriesEntry:
        placed_on = self.day.value() or self.desk.context.today()
        return PatchSeriesEntry(
            entry_id=self._entry_id, course_id=self._course_id, placed_on=placed_on, spots=spots
        )

    def _spots(self) -> tuple[PatchEntry | None, ...]:
        """Each spot as typed, none where something it needs is missing; what was seen counts for all."""
        shared, note = self._series(()), self.note.value()
        return tuple(row.entry(shared, note) for row in self.spots.rows)

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        spots, today = self._spots(), self.desk.context.today()
        missing = (*self._missing_day(), *self.spots.missing())
        if not missing and None not in spots:
            return check_patch_series(self.entry(), self._devices, today)
        found = [*missing, *check_placed_on(self._series(()).placed_on, today)]
        for place, spot in enumerate(spots):
            if spot is not None:
                found += check_spot(spot, self._devices.get(spot.device_id), f"spots.{place}.")
        return tuple(found)

    def _missing_day(self) -> Findings:
        said_so = (Finding(self.day.name, sentence(mark("This is needed."))),)
        return () if self.day.raw_text().strip() else said_so

    def save(self) -> None:
        """Put the spots on record, then their photos beside them."""
        if self._kept is None:
            self.send(record_patch_series, self.entry())
        else:
            self._attach_from_first()

    def _done(self, done: object) -> None:
        if isinstance(done, Done):
            self._kept = done.value
            self._attach_from_first()

    def _attach_from_first(self) -> None:
        self._attached, self._troubles = 0, []
        self._set_attaching(is_attaching=True)
        self._attach_next()

    def _attach_next(self) -> None:
        kept = self._kept or ()
        if self._attached == len(kept):
            self._end()
            return
        place = self._attached
        self._attached += 1
        entry = self.spots.rows[place].photo.entry(self._patient_id, kept[place])
        if entry is None:
            self._attach_next()
            return
        self.desk.run(
            attach_photo, entry, done=partial(self._go_on, place), failed=partial(self._miss, place), long=True
        )

    def _go_on(self, place: int, _done: object) -> None:
        self.spots.rows[place].photo.settle()
        self._attach_next()

    def _miss(self, place: int, error: PicoError) -> None:
        self.spots.rows[place].photo.remove()
        self._troubles.append((place + 1, error.sentence))
        self._attach_next()

    def _end(self) -> None:
        if not self._troubles:
            super()._done(None)
            return
        self._set_attaching(is_attaching=False)
        self.form.notices.clear()
        for number, reason in self._troubles:
            text = tr(
                "The spots are on record, but without the photo of spot {number}. {reason}",
                number=number,
                reason=said(reason),
            )
            self.form.notices.tell(text, Tone.WARN)
        self.save_button.setText(tr("Done"))

    def _set_attaching(self, *, is_attaching: bool) -> None:
        """What is on record can be typed over no more; another photo may be chosen."""
        self._is_attaching = is_attaching
        self.save_button.setEnabled(not is_attaching)
        self.add_button.setEnabled(False)
        self.day.setEnabled(False)
        self.note.setEnabled(False)
        for row in self.spots.rows:
            row.lock(photo_too=is_attaching)

    def reject(self) -> None:
        """Close; what is on record already is told, and a photo on its way is waited for."""
        if self._is_attaching:
            return
        if self._kept is not None:
            self.saved.emit()
        super().reject()
