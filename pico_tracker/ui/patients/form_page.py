"""The page on which a patient is entered or edited."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.patients import ContactPreference, Patient, PatientState, Sex, check_patient, full_name
from pico_tracker.services.patients import add_patient, edit_patient, read_patient
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.identity import identity_of
from pico_tracker.ui.kit.banner import IdentityBanner
from pico_tracker.ui.kit.style import CONTROL, px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.patients.duplicates import DuplicateHints
from pico_tracker.ui.patients.fields import PatientForm, is_started, values_of
from pico_tracker.ui.record_form_page import RecordFormPage

FORM = "patient"
"""The kind of draft this form keeps."""

USUAL = {
    "sex": Sex.UNKNOWN,
    "state": PatientState.ACTIVE,
    "contact_preference": ContactPreference.NONE,
}
"""What a new patient's form says before anybody types."""


class PatientFormPage(RecordFormPage):
    """Enter a new patient or edit one; nothing typed is lost.

    Wishes: `saved(patient_id)`, `closed()`, and `patient_wanted(patient_id)` when somebody turns
    out to be on record already.
    """

    saved = Signal(int)
    closed = Signal()
    patient_wanted = Signal(int)
    form: PatientForm

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Save patient"))
        self._patient_id: int | None = None
        self.form = PatientForm()
        self.banner = IdentityBanner()
        self.hints = DuplicateHints(desk)
        self.hints.patient_wanted.connect(self._open_known)
        self.build(self._head())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.banner, 1)
        self.kept.setFixedHeight(px(CONTROL))
        for part in (self.kept, self.discard_button, self.close_button, self.save_button):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def open_new(self, draft: Draft | None = None, typed: str = "") -> None:
        """Start a new patient, from a draft or from what was typed in the search."""
        self._start(None, tr("New patient"))
        self.let_type(draft)
        if draft is None and typed:
            self.form.restore(_split_name(typed))
        self.form.field("given_names").give_focus()

    def open_existing(self, patient_id: int, draft: Draft | None = None) -> None:
        """Edit a patient on record, going on with a draft if there is one."""
        self._start(patient_id, "")
        done = partial(self._show_patient, draft)
        self.desk.run(read_patient, patient_id, done=done, failed=self.refuse, latest=f"form-{id(self)}")

    def _start(self, patient_id: int | None, title: str) -> None:
        self._patient_id = patient_id
        self.begin(title)
        self.title.setVisible(bool(title))
        self.banner.setVisible(patient_id is not None)
        self.form = PatientForm()
        self.hints.setParent(None)
        self.hints.own_id = patient_id
        self.form.left.insertWidget(0, self.hints)
        self.hints.look(self.form.entry(self.desk.mint_entry_id()))
        self.take_form(FORM, patient_id)
        self.form.fill(USUAL)

    def _show_patient(self, draft: Draft | None, patient: Patient) -> None:
        self.banner.show_identity(identity_of(patient, self.desk.context.today()))
        self.show_values(values_of(patient.entry), patient.version)
        self.let_type(draft)
        self.form.field("given_names").give_focus()

    def draft_title(self) -> str:
        """The name, as far as it is typed."""
        name = full_name(self.form.field("given_names").raw_text(), self.form.field("family_name").raw_text())
        if self._patient_id is None:
            return tr("New patient {name}", name=name).strip()
        return tr("Patient {name}", name=name).strip()

    def check(self, keeper: DraftKeeper) -> Findings:
        """What the rules say."""
        return check_patient(self.form.entry(keeper.entry_id), self.desk.context.today())

    def look(self) -> None:
        """Say what the rules find about what was touched, and who may be the same person."""
        super().look()
        if self.keeper is None:
            return
        entry = self.form.entry(self.keeper.entry_id)
        if is_started(entry) and (self._patient_id is None or self.touched & {"phones", "born_on", "family_name"}):
            self.hints.look(entry)

    def is_due(self, finding: Finding) -> bool:
        """A date of birth decides whether a guardian is asked for."""
        return super().is_due(finding) or (finding.field == "guardian" and "born_on" in self.touched)

    def send(self, keeper: DraftKeeper) -> None:
        """Add the patient, or save what was edited."""
        entry = self.form.entry(keeper.entry_id)
        if self._patient_id is None:
            self.desk.run(add_patient, entry, done=self.done, failed=self.refuse)
        else:
            version = self.form.seen_version or 0
            self.desk.run(edit_patient, self._patient_id, version, entry, done=self.done, failed=self.refuse)

    def read_again(self) -> None:
        """Read the patient that somebody else saved."""
        if self._patient_id is not None:
            self.desk.run(read_patient, self._patient_id, done=self._settle, failed=self.refuse)

    def _settle(self, theirs: Patient) -> None:
        self.settle(values_of(theirs.entry), theirs.version)

    def tell_saved(self, key: int) -> None:
        """The patient is saved."""
        self.saved.emit(key)

    def tell_closed(self) -> None:
        """Back to where one came from."""
        self.closed.emit()

    def _open_known(self, patient_id: int) -> None:
        self.leave()
        self.patient_wanted.emit(patient_id)


def _split_name(typed: str) -> dict[str, str]:
    """What was typed in the search as names; a number is a phone."""
    words = typed.strip()
    if sum(character.isdigit() for character in words) > len(words) // 2:
        return {"phones": words}
    given, _space, family = words.rpartition(" ")
    return {"given_names": given, "family_name": family}
