"""The page on which a patient is entered or edited."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.errors import EditConflict, PicoError, Refused
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.patients import ContactPreference, Patient, PatientState, Sex, check_patient, full_name
from pico_tracker.domain.topics import Topic
from pico_tracker.services.context import Done
from pico_tracker.services.patients import add_patient, edit_patient, read_patient
from pico_tracker.ui.conflicts import ConflictPanel
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.identity import identity_of
from pico_tracker.ui.kit.banner import IdentityBanner
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import CONTROL, px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.patients.duplicates import DuplicateHints
from pico_tracker.ui.patients.fields import PatientForm, is_started, values_of

FORM = "patient"
"""The kind of draft this form keeps."""

USUAL = {
    "sex": Sex.UNKNOWN,
    "state": PatientState.ACTIVE,
    "contact_preference": ContactPreference.NONE,
}
"""What a new patient's form says before anybody types."""


class PatientFormPage(QWidget):
    """Enter a new patient or edit one; nothing typed is lost.

    Wishes: `saved(patient_id)`, `closed()`, and `patient_wanted(patient_id)` when somebody turns
    out to be on record already.
    """

    saved = Signal(int)
    closed = Signal()
    patient_wanted = Signal(int)
    topics: frozenset[Topic] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._patient_id: int | None = None
        self._base: dict[str, str] = {}
        self._tried, self._touched = False, set[str]()
        self.form, self.keeper = PatientForm(), None
        self.title = Label("", Role.TITLE)
        self.banner = IdentityBanner()
        self.kept = Label("", Role.SMALL)
        self.notices, self.conflict = NoticeBoard(), ConflictPanel()
        self.hints = DuplicateHints(desk)
        self.hints.patient_wanted.connect(self._open_known)
        self.save_button = Button(tr("Save patient"), kind=Kind.PRIMARY, key="Ctrl+S", run=self.save)
        self.discard_button = Button(tr("Discard"), kind=Kind.QUIET, icon="trash", run=self.discard)
        self._build()

    keeper: DraftKeeper | None

    def _build(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 16, 20, 0)
        stack.setSpacing(12)
        stack.addLayout(self._head())
        stack.addWidget(self.notices)
        stack.addWidget(self.conflict)
        self._area = QScrollArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        stack.addWidget(self._area, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.banner, 1)
        top = Qt.AlignmentFlag.AlignTop
        for part in (self.kept, self.discard_button):
            head.addWidget(part, 0, top)
        self.kept.setFixedHeight(px(CONTROL))
        self.close_button = Button(tr("Close"), key="Esc", run=self.close_form)
        self.close_button.explain(tr("What is typed stays as a draft."))
        for button in (self.close_button, self.save_button):
            head.addWidget(button, 0, top)
        return head

    def open_new(self, draft: Draft | None = None, typed: str = "") -> None:
        """Start a new patient, from a draft or from what was typed in the search."""
        self._start(None, tr("New patient"))
        if draft is not None:
            self._resume(draft)
        elif typed:
            self.form.restore(_split_name(typed))
        self.form.field("given_names").give_focus()

    def open_existing(self, patient_id: int, draft: Draft | None = None) -> None:
        """Edit a patient on record, going on with a draft if there is one."""
        self._start(patient_id, "")
        self._area.setEnabled(False)
        done = partial(self._show_patient, draft)
        self._desk.run(read_patient, patient_id, done=done, failed=self._refuse, latest=f"form-{id(self)}")

    def refresh(self) -> None:
        """A form never changes under the hands of who types; a conflict is told when saving."""

    def leave(self) -> None:
        """Keep what is typed before the page is left."""
        self.form.flush()

    def _start(self, patient_id: int | None, title: str) -> None:
        self._patient_id, self._base = patient_id, {}
        self._tried, self._touched = False, set()
        self.notices.clear()
        self.conflict.hide()
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.banner.setVisible(patient_id is not None)
        self._mark_kept("")
        self._replace_form()
        self.form.fill(USUAL)

    def _replace_form(self) -> None:
        self.form = PatientForm()
        self.hints.setParent(None)
        self.hints.own_id = self._patient_id
        self.form.left.insertWidget(0, self.hints)
        self.hints.look(self.form.entry(self._desk.mint_entry_id()))
        holder = QWidget()
        holder.setProperty("ground", "clear")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 8, 20)
        inner.addWidget(self.form)
        self.keeper = DraftKeeper(self._desk, self.form, FORM, self._patient_id, self._draft_title)
        self.keeper.kept.connect(self._on_kept)
        self.form.edited.connect(self._look)
        for field in self.form.fields:
            field.changed.connect(partial(self._touched.add, field.name))
        self._area.setWidget(holder)
        self._area.setEnabled(True)

    def _show_patient(self, draft: Draft | None, patient: Patient) -> None:
        self._area.setEnabled(True)
        self.banner.show_identity(identity_of(patient, self._desk.context.today()))
        self.form.seen_version = patient.version
        self.form.fill(values_of(patient.entry))
        self._base = self.form.raw()
        self._touched.clear()
        if draft is not None:
            self._resume(draft)
        self.form.field("given_names").give_focus()

    def _resume(self, draft: Draft) -> None:
        if self.keeper is None:
            return
        self.keeper.resume(draft)
        before = self.form.seen_version
        self.form.take_version_of(draft.content)
        if self.form.seen_version != before:
            self._base = {}
        self._on_kept(draft)
        self._look()

    def _on_kept(self, draft: object) -> None:
        if isinstance(draft, Draft):
            at = draft.saved_at.astimezone(self._desk.context.zone)
            self._mark_kept(tr("Draft kept {time}", time=f"{at:%H:%M}"))

    def _mark_kept(self, text: str) -> None:
        self.kept.setText(text)
        self.discard_button.setVisible(bool(text))

    def _draft_title(self) -> str:
        name = full_name(self.form.field("given_names").raw_text(), self.form.field("family_name").raw_text())
        if self._patient_id is None:
            return tr("New patient {name}", name=name).strip()
        return tr("Patient {name}", name=name).strip()

    def _findings(self) -> Findings:
        if self.keeper is None:
            return ()
        found = check_patient(self.form.entry(self.keeper.entry_id), self._desk.context.today())
        unread = {finding.field for finding in self.form.problems()}
        return tuple(finding for finding in found if finding.field not in unread)

    def _look(self) -> None:
        """Say what the rules find about what was touched, and who may be the same person."""
        if self.keeper is None:
            return
        self.form.show_findings(finding for finding in self._findings() if self._is_due(finding))
        entry = self.form.entry(self.keeper.entry_id)
        if is_started(entry) and (self._patient_id is None or self._touched & {"phones", "born_on", "family_name"}):
            self.hints.look(entry)

    def _is_due(self, finding: Finding) -> bool:
        touched = self._touched | ({"guardian"} if "born_on" in self._touched else set())
        return self._tried or finding.field in touched

    def save(self) -> None:
        """Save, or say beside each field why not."""
        if self.keeper is None or not self._area.isEnabled():
            return
        self._tried = True
        self.form.flush()
        self.form.show_findings(self._findings())
        if not self.form.focus_first_stop():
            self._send(self.keeper)

    def _send(self, keeper: DraftKeeper) -> None:
        self.save_button.setEnabled(False)
        entry = self.form.entry(keeper.entry_id)
        if self._patient_id is None:
            self._desk.run(add_patient, entry, done=self._done, failed=self._refuse)
        else:
            version = self.form.seen_version or 0
            self._desk.run(edit_patient, self._patient_id, version, entry, done=self._done, failed=self._refuse)

    def _done(self, done: Done[int]) -> None:
        self.save_button.setEnabled(True)
        if self.keeper is not None:
            self.keeper.stop()
        self._mark_kept("")
        self.saved.emit(done.value)

    def _refuse(self, error: PicoError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, Refused):
            self.form.show_findings(error.findings)
            self.form.focus_first_stop()
        elif isinstance(error, EditConflict) and self._patient_id is not None:
            self._desk.run(read_patient, self._patient_id, done=self._settle, failed=self._refuse)
        else:
            self.notices.refuse(error)

    def _settle(self, theirs: Patient) -> None:
        self.conflict.show_conflict(self.form, self._base, values_of(theirs.entry))
        self.form.seen_version = theirs.version
        typed = self.form.raw()
        self._base = _raw_on_record(self.form, theirs)
        self.form.restore(typed)

    def discard(self) -> None:
        """Give up what was typed."""
        if self.keeper is not None:
            self.keeper.discard()
        self.closed.emit()

    def close_form(self) -> None:
        """Leave the form; what is typed stays as a draft."""
        self.leave()
        self.closed.emit()

    def _open_known(self, patient_id: int) -> None:
        self.leave()
        self.patient_wanted.emit(patient_id)


def _raw_on_record(form: PatientForm, patient: Patient) -> dict[str, str]:
    form.fill(values_of(patient.entry))
    return form.raw()


def _split_name(typed: str) -> dict[str, str]:
    """What was typed in the search as names; a number is a phone."""
    words = typed.strip()
    if sum(character.isdigit() for character in words) > len(words) // 2:
        return {"phones": words}
    given, _space, family = words.rpartition(" ")
    return {"given_names": given, "family_name": family}
