"""The form that asks whether the patient came prepared."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.advice import PreparationCheckEntry, check_preparation
from pico_tracker.domain.findings import Findings
from pico_tracker.services.advice import record_preparation_check
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import TextField, YesNoField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm


class PreparationCheckForm(SmallForm):
    """One quick question each: sun, skincare products."""

    def __init__(self, desk: Desk, course_id: int, parent: QWidget) -> None:
        super().__init__(tr("Check preparation"), tr("Save"), desk, parent)
        self._course_id, self._entry_id = course_id, desk.mint_entry_id()
        self.sun = YesNoField("sun_avoided", tr("Area kept out of the sun"))
        self.products = YesNoField("products_stopped", tr("Retinoids, acids, peels stopped"))
        self.note = TextField("note", tr("Note"))
        fields = (self.sun, self.products, self.note)
        self.form.section("", fields, columns=1)
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))
        self.sun.give_focus()

    def _entry(self) -> PreparationCheckEntry:
        return PreparationCheckEntry(
            entry_id=self._entry_id,
            course_id=self._course_id,
            checked_on=self.desk.context.today(),
            sun_avoided=self.sun.value(),
            products_stopped=self.products.value(),
            note=self.note.value(),
        )

    def check(self) -> Findings:
        """What the rules say."""
        return check_preparation(self._entry(), self.desk.context.today())

    def save(self) -> None:
        """Put it on record."""
        self.send(record_preparation_check, self._entry())
