"""The form that writes a correction beside a signed consultation."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.consultations import AmendmentEntry, Consultation, check_amendment
from pico_tracker.domain.findings import Findings
from pico_tracker.services.consultations import amend_consultation
from pico_tracker.ui.consultation.panel import signed_line
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import LongTextField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm


class AmendmentForm(SmallForm):
    """What is right instead, and why; what was signed stays as it is."""

    def __init__(self, desk: Desk, consultation: Consultation, parent: QWidget) -> None:
        super().__init__(tr("Amend consultation"), tr("Save amendment"), desk, parent)
        self._consultation, self._entry_id = consultation, desk.mint_entry_id()
        fields = (
            LongTextField("text", tr("What is right instead"), required=True, lines=4),
            LongTextField("reason", tr("Why it is corrected"), required=True, lines=2),
        )
        self.form.section("", fields, columns=1)
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))
        stays = tr("What was signed stays readable beside it.")
        self.tell_about(tr("{signed}. {stays}", signed=signed_line(consultation), stays=stays))
        fields[0].give_focus()

    def _entry(self) -> AmendmentEntry:
        return AmendmentEntry(
            entry_id=self._entry_id,
            consultation_id=self._consultation.id,
            text=str(self.form.field("text").value()),
            reason=str(self.form.field("reason").value()),
        )

    def check(self) -> Findings:
        """What the rules say."""
        return check_amendment(self._entry())

    def save(self) -> None:
        """Put it on record."""
        self.send(amend_consultation, self._entry())
