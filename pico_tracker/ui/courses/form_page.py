"""The page on which a course is opened or edited."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.courses import Concern, Course, check_course
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.errors import EditConflict, PicoError, Refused
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context, Done
from pico_tracker.services.courses import edit_course, list_concerns, open_course
from pico_tracker.services.patients import read_patient
from pico_tracker.ui.conflicts import ConflictPanel
from pico_tracker.ui.courses.course_form import CourseForm, values_of
from pico_tracker.ui.courses.reading import read_one
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.identity import identity_of
from pico_tracker.ui.kit.banner import IdentityBanner
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr

NEW_FORM, EDIT_FORM = "course", "course_edit"
"""The kinds of draft this form keeps; the first is about a patient, the second about a course."""

WIDEST = 960
"""A form wider than this, in px at 100 %, is hard to read across."""


class CourseFormPage(QWidget):
    """Open a course or edit one. Wishes: `saved(patient_id, course_id)`, `closed(patient_id)`."""

    saved = Signal(int, int)
    closed = Signal(int)
    topics: frozenset[Topic] = frozenset()
    keeper: DraftKeeper | None

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.patient_id, self._course_id = 0, 0
        self._base: dict[str, str] = {}
        self._touched, self._tried, self._ready = set[str](), False, False
        self.form, self.keeper = CourseForm({}), None
        self.save_button = Button(tr("Save course"), kind=Kind.PRIMARY, key="Ctrl+S", run=self.save)
        self.close_button = Button(tr("Close"), key="Esc", run=self.close_form)
        self.close_button.explain(tr("What is typed stays as a draft."))
        self.discard_button = Button(tr("Discard"), icon="trash", kind=Kind.QUIET, run=self.discard)
        self.banner = IdentityBanner((self.discard_button, self.close_button, self.save_button))
        self.title, self.kept = Label("", Role.TITLE), Label("", Role.SMALL)
        self.notices, self.conflict = NoticeBoard(), ConflictPanel()
        self._build()

    def _build(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 16, 20, 0)
        stack.setSpacing(12)
        stack.addWidget(self.banner)
        line = QHBoxLayout()
        line.addWidget(self.title)
        line.addSpacing(8)
        line.addWidget(self.kept)
        line.addStretch(1)
        stack.addLayout(line)
        stack.addWidget(self.notices)
        stack.addWidget(self.conflict)
        self._area = QScrollArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        stack.addWidget(self._area, 1)

    def open_new(self, patient_id: int, draft: Draft | None = None) -> None:
        """Open a new course for a patient, going on with a draft if there is one."""
        self._start(patient_id, 0, tr("New course"), {"patient_id": str(patient_id)})
        done = partial(self._show_new, draft)
        self._desk.run(_read_for_new, patient_id, done=done, failed=self._refuse, latest=f"course-{id(self)}")

    def open_existing(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Edit a course on record, going on with a draft if there is one."""
        self._start(patient_id, course_id, tr("Edit course"), {"patient_id": str(patient_id)})
        done = partial(self._show_existing, draft)
        self._desk.run(
            _read_for_edit, patient_id, course_id, done=done, failed=self._refuse, latest=f"course-{id(self)}"
        )

    def refresh(self) -> None:
        """A form never changes under the hands of who types; a conflict is told when saving."""

    def leave(self) -> None:
        """Keep what is typed before the page is left."""
        self.form.flush()

    def _start(self, patient_id: int, course_id: int, title: str, extra: dict[str, str]) -> None:
        self.patient_id, self._course_id = patient_id, course_id
        self._base, self._ready, self._tried = {}, False, False
        self._touched.clear()
        self.notices.clear()
        self.conflict.hide()
        self.banner.hide()
        self.title.setText(title)
        self._mark_kept("")
        self._replace_form(extra)

    def _replace_form(self, extra: dict[str, str]) -> None:
        self.form = CourseForm(extra)
        self.form.setMaximumWidth(px(WIDEST))
        holder = QWidget()
        holder.setProperty("ground", "clear")
        row = QVBoxLayout(holder)
        row.setContentsMargins(0, 0, 8, 20)
        row.addWidget(self.form)
        row.addStretch(1)
        kind, subject = (EDIT_FORM, self._course_id) if self._course_id else (NEW_FORM, self.patient_id)
        self.keeper = DraftKeeper(self._desk, self.form, kind, subject, self._draft_title)
        self.keeper.kept.connect(self._on_kept)
        self.form.edited.connect(self._look)
        for field in self.form.fields:
            field.changed.connect(partial(self._touched.add, field.name))
        self._area.setWidget(holder)
        holder.setEnabled(False)

    def _show_new(self, draft: Draft | None, read: tuple[Patient, tuple[Concern, ...]]) -> None:
        patient, concerns = read
        self.form.offer_concerns(concerns)
        self.form.fill({"opened_on": self._desk.context.today()})
        self._show_form(patient, draft)

    def _show_existing(self, draft: Draft | None, read: tuple[Patient, tuple[Concern, ...], Course]) -> None:
        patient, concerns, course = read
        self.form.offer_concerns(concerns)
        self.form.fill(values_of(course.entry))
        self.form.extra |= {"seen_version": str(course.version)}
        self._base = self.form.raw()
        self._show_form(patient, draft)

    def _show_form(self, patient: Patient, draft: Draft | None) -> None:
        self._ready = True
        holder = self._area.widget()
        if holder is not None:
            holder.setEnabled(True)
        self.banner.show_identity(identity_of(patient, self._desk.context.today()))
        self.banner.show()
        self._touched.clear()
        if draft is not None and self.keeper is not None:
            self._resume(draft, self.keeper)
        self.form.field("area" if self._course_id else "concern_id").give_focus()

    def _resume(self, draft: Draft, keeper: DraftKeeper) -> None:
        keeper.resume(draft)
        version = str(draft.content.get("seen_version", ""))
        if version and version != self.form.extra.get("seen_version"):
            self.form.extra["seen_version"] = version
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
        area = self.form.field("area").raw_text()
        return (tr("Course, {area}", area=area) if area else tr("New course"))[:200]

    def _findings(self) -> Findings:
        if self.keeper is None:
            return ()
        today = self._desk.context.today()
        entry = self.form.entry(self.keeper.entry_id, self.patient_id, today)
        unread = {finding.field for finding in self.form.problems()}
        found = (*_missing(self.form), *check_course(entry, today))
        return tuple(finding for finding in found if finding.field not in unread)

    def _look(self) -> None:
        self.form.show_findings(
            finding for finding in self._findings() if self._tried or finding.field in self._touched
        )

    def save(self) -> None:
        """Save, or say beside each field why not."""
        if self.keeper is None or not self._ready:
            return
        self._tried = True
        self.form.flush()
        self.form.show_findings(self._findings())
        if not self.form.focus_first_stop():
            self._send(self.keeper)

    def _send(self, keeper: DraftKeeper) -> None:
        self.save_button.setEnabled(False)
        entry = self.form.entry(keeper.entry_id, self.patient_id, self._desk.context.today())
        if not self._course_id:
            self._desk.run(open_course, entry, done=self._done, failed=self._refuse)
        else:
            version = int(self.form.extra["seen_version"])
            self._desk.run(edit_course, self._course_id, version, entry, done=self._done, failed=self._refuse)

    def _done(self, done: Done[int]) -> None:
        self.save_button.setEnabled(True)
        if self.keeper is not None:
            self.keeper.stop()
        self._mark_kept("")
        self.saved.emit(self.patient_id, done.value)

    def _refuse(self, error: PicoError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, Refused):
            self.form.show_findings(error.findings)
            self.form.focus_first_stop()
        elif isinstance(error, EditConflict) and self._course_id:
            self._desk.run(_read_for_edit, self.patient_id, self._course_id, done=self._settle, failed=self._refuse)
        else:
            self.notices.refuse(error)

    def _settle(self, read: tuple[Patient, tuple[Concern, ...], Course]) -> None:
        theirs = read[2]
        values = values_of(theirs.entry)
        self.conflict.show_conflict(self.form, self._base, values)
        typed = self.form.raw()
        self.form.fill(values)
        self.form.extra["seen_version"] = str(theirs.version)
        self._base = self.form.raw()
        self.form.restore(typed)

    def discard(self) -> None:
        """Give up what was typed."""
        if self.keeper is not None:
            self.keeper.discard()
        self.closed.emit(self.patient_id)

    def close_form(self) -> None:
        """Leave the form; what is typed stays as a draft."""
        self.leave()
        self.closed.emit(self.patient_id)


def _missing(form: CourseForm) -> tuple[Finding, ...]:
    """What the entry cannot express: no concern chosen, no day typed."""
    asked = {
        "concern_id": mark("Choose what is treated."),
        "opened_on": mark("Enter the day the course was opened."),
    }
    return tuple(
        Finding(name, sentence(text), code="course.missing")
        for name, text in asked.items()
        if form.field(name).value() is None and not form.field(name).problems()
    )


def _read_for_new(context: Context, patient_id: int) -> tuple[Patient, tuple[Concern, ...]]:
    return read_patient(context, patient_id), list_concerns(context)


def _read_for_edit(
    context: Context, patient_id: int, course_id: int
) -> tuple[Patient, tuple[Concern, ...], Course]:
    course = read_one(context, patient_id, course_id).course
    return read_patient(context, patient_id), list_concerns(context), course
