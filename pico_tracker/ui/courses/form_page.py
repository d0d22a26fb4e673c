"""The page on which a course is opened or edited."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pico_tracker.domain.courses import Concern, Course, CourseEntry, check_course
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context
from pico_tracker.services.courses import edit_course, list_concerns, open_course
from pico_tracker.services.patients import read_patient
from pico_tracker.ui.courses.course_form import CourseForm, values_of
from pico_tracker.ui.courses.reading import read_one
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.identity import identity_of
from pico_tracker.ui.kit.banner import IdentityBanner
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.record_form_page import RecordFormPage

NEW_FORM, EDIT_FORM = "course", "course_edit"
"""The kinds of draft this form keeps; the first is about a patient, the second about a course."""

WIDEST = 960
"""A form wider than this, in px at 100 %, is hard to read across."""


class CourseFormPage(RecordFormPage):
    """Open a course or edit one. Wishes: `saved(patient_id, course_id)`, `closed(patient_id)`."""

    saved = Signal(int, int)
    closed = Signal(int)
    form: CourseForm

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Save course"))
        self.patient_id, self._course_id = 0, 0
        self.form = CourseForm({})
        self.banner = IdentityBanner((self.discard_button, self.close_button, self.save_button))
        head, line = QVBoxLayout(), QHBoxLayout()
        head.addWidget(self.banner)
        line.addWidget(self.title)
        line.addSpacing(8)
        line.addWidget(self.kept)
        line.addStretch(1)
        self.build(head, line)

    def open_new(self, patient_id: int, draft: Draft | None = None) -> None:
        """Open a new course for a patient, going on with a draft if there is one."""
        self._start(patient_id, 0, tr("New course"))
        done = partial(self._show_new, draft)
        self.desk.run(_read_for_new, patient_id, done=done, failed=self.refuse, latest=f"course-{id(self)}")

    def open_existing(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Edit a course on record, going on with a draft if there is one."""
        self._start(patient_id, course_id, tr("Edit course"))
        done = partial(self._show_existing, draft)
        self.desk.run(
            _read_for_edit, patient_id, course_id, done=done, failed=self.refuse, latest=f"course-{id(self)}"
        )

    def _start(self, patient_id: int, course_id: int, title: str) -> None:
        self.patient_id, self._course_id = patient_id, course_id
        self.begin(title)
        self.banner.hide()
        self.form = CourseForm({"patient_id": str(patient_id)})
        self.form.setMaximumWidth(px(WIDEST))
        kind, subject = (EDIT_FORM, course_id) if course_id else (NEW_FORM, patient_id)
        self.take_form(kind, subject)

    def _show_new(self, draft: Draft | None, read: tuple[Patient, tuple[Concern, ...]]) -> None:
        patient, concerns = read
        self.form.offer_concerns(concerns)
        self.form.fill({"opened_on": self.desk.context.today()})
        self._show_form(patient, draft)

    def _show_existing(self, draft: Draft | None, read: tuple[Patient, tuple[Concern, ...], Course]) -> None:
        patient, concerns, course = read
        self.form.offer_concerns(concerns, course.entry.concern_id)
        self.show_values(values_of(course.entry), course.version)
        self._show_form(patient, draft)

    def _show_form(self, patient: Patient, draft: Draft | None) -> None:
        self.banner.show_identity(identity_of(patient, self.desk.context.today()))
        self.banner.show()
        self.let_type(draft)
        self.form.field("area" if self._course_id else "concern_id").give_focus()

    def draft_title(self) -> str:
        """The area, as far as it is typed."""
        area = self.form.field("area").raw_text()
        return (tr("Course, {area}", area=area) if area else tr("New course"))[:200]

    def check(self, keeper: DraftKeeper) -> Findings:
        """What the rules say, and what is missing before they can say anything."""
        today = self.desk.context.today()
        return (*_missing(self.form), *check_course(self._entry(keeper), today))

    def _entry(self, keeper: DraftKeeper) -> CourseEntry:
        return self.form.entry(keeper.entry_id, self.patient_id, self.desk.context.today())

    def send(self, keeper: DraftKeeper) -> None:
        """Open the course, or save what was edited."""
        entry, version = self._entry(keeper), self.form.seen_version
        if version is None:
            self.desk.run(open_course, entry, done=self.done, failed=self.refuse)
        else:
            self.desk.run(edit_course, self._course_id, version, entry, done=self.done, failed=self.refuse)

    def read_again(self) -> None:
        """Read the course that somebody else saved."""
        ids = (self.patient_id, self._course_id)
        self.desk.run(_read_for_edit, *ids, done=self._settle, failed=self.refuse)

    def _settle(self, read: tuple[Patient, tuple[Concern, ...], Course]) -> None:
        self.settle(values_of(read[2].entry), read[2].version)

    def tell_saved(self, key: int) -> None:
        """The course is saved."""
        self.saved.emit(self.patient_id, key)

    def tell_closed(self) -> None:
        """Back to the patient."""
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
