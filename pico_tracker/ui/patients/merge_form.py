"""The form that makes one record of two: find the other one, see both, say why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.findings import Findings, stops
from pico_tracker.domain.merges import check_merge
from pico_tracker.domain.patients import Patient
from pico_tracker.services.context import Done
from pico_tracker.services.merges import MergeOpening, merge_patients, read_merge_opening
from pico_tracker.services.patients import read_patient
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.fields import LongTextField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.patient_search import PatientSearch
from pico_tracker.ui.patients.two_records import TwoRecords
from pico_tracker.ui.small_form import SmallForm

WIDTH = 720
HEIGHT = 460
"""Room for what the search finds."""


class MergeForm(SmallForm):
    """`MergeForm(desk, patient_id, parent)`: this record stays, unless both change places.

    `merged(patient_id, merge_id)` names the record that stays, and the merge for its undoing.
    """

    merged = Signal(int, int)

    def __init__(self, desk: Desk, patient_id: int, parent: QWidget) -> None:
        super().__init__(tr("Same person as…"), tr("Merge"), desk, parent)
        self._kept_id, self._gone_id = patient_id, 0
        self._opening: MergeOpening | None = None
        self.search = PatientSearch(desk)
        self.search.setAccessibleName(tr("Find the other record"))
        self.search.setPlaceholderText(tr("The other record: name, phone, date of birth or record no."))
        self.search.patient_wanted.connect(self.compare)
        self.records = TwoRecords()
        self.swap_button = Button(tr("Keep the other record"), run=self.swap)
        self.reason = LongTextField("reason", tr("How you know that it is one person"), required=True, lines=2)
        self._place()
        desk.run(read_patient, patient_id, done=self._name, failed=self._refuse)

    def _place(self) -> None:
        self.tell_about(tr("Choose the other record of the same person."))
        for place, part in enumerate((self.search, self.records), start=1):
            self.body.insertWidget(place, part)
        self.body.insertWidget(3, self.swap_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.swap_button.hide()
        self.form.section("", (self.reason,), columns=1)
        self.form.hide()
        self.body.addStretch(1)
        self.reason.changed.connect(lambda: self.touch("reason"))
        self.save_button.setEnabled(False)
        self.setMinimumSize(WIDTH, HEIGHT)
        self.search.setFocus()

    def _name(self, patient: Patient) -> None:
        who = tr("{name}, {number}", name=patient.name, number=patient.entry.record_number)
        self.tell_about(tr("{patient}: choose the other record of the same person.", patient=who))

    def compare(self, patient_id: int) -> None:
        """Put another record beside this one."""
        self._gone_id = patient_id
        self._read()

    def swap(self) -> None:
        """Let the other record stay."""
        self._kept_id, self._gone_id = self._gone_id, self._kept_id
        self._read()

    def _read(self) -> None:
        latest = f"merge-{id(self)}"
        ids = (self._kept_id, self._gone_id)
        self.desk.run(read_merge_opening, *ids, done=self._show, failed=self._refuse, latest=latest)

    def _show(self, opening: MergeOpening) -> None:
        self._opening = opening
        stopped = bool(stops(opening.findings))
        is_other = opening.kept.id != opening.gone.id
        self.records.show_opening(opening)
        self.records.setVisible(is_other)
        self.swap_button.setVisible(is_other)
        self.form.show()
        self.form.notices.clear()
        self.look()
        self.save_button.setEnabled(not stopped)
        self.reason.setVisible(not stopped)
        self.reason.give_focus()

    def check(self) -> Findings:
        """What speaks against it, and the reason that is missing."""
        opening = self._opening
        if opening is None:
            return ()
        typed = check_merge(opening.kept.entry, opening.gone.entry, self.reason.value().strip())
        return (*opening.findings, *(one for one in typed if one.field == "reason"))

    def look(self) -> None:
        """Say what the rules find; what speaks against these two records at once."""
        self.form.show_findings(
            one for one in self.check() if one.field != "reason" or self._tried or "reason" in self._touched
        )

    def save(self) -> None:
        """Make one record of both."""
        chosen = self.records.from_gone()
        self.send(merge_patients, self._kept_id, self._gone_id, self.reason.value(), chosen)

    def _refuse(self, error: PicoError) -> None:
        self.form.show()
        super()._refuse(error)

    def _done(self, done: object) -> None:
        super()._done(done)
        if isinstance(done, Done):
            self.merged.emit(self._kept_id, done.value)
