"""The progress report as it will come out, before it goes to paper or into a file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.topics import Topic
from pico_tracker.services.context import Context
from pico_tracker.services.courses import CourseSummary, list_course_summaries
from pico_tracker.services.patients import read_patient
from pico_tracker.services.reports import print_progress_report
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.identity import identity_of
from pico_tracker.ui.kit.banner import IdentityBanner
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.choice_fields import Option
from pico_tracker.ui.kit.fields import ChoiceField, TickField
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.pdf_view import PdfView, print_pdf
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.sheets.pdf_file import write_whole

ALL_COURSES = 0
SIDE_WIDTH = 260


class PrintPage(QWidget):
    """A patient's progress report: for whom, about which course, seen before it is printed.

    Wish: `closed(patient_id)`. `shown()` goes out when a report stands in the preview.
    """

    closed = Signal(int)
    shown = Signal()
    topics = frozenset({Topic.PATIENTS, Topic.COURSES, Topic.SESSIONS, Topic.SIDE_EFFECTS, Topic.VISITS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.patient_id, self._record_number, self.pdf = 0, "", b""
        self.close_button = Button(tr("Close"), key="Esc", run=self._close)
        self.save_button = Button(tr("Save as PDF"), key="Ctrl+S", run=self.choose_file)
        self.print_button = Button(tr("Print"), kind=Kind.PRIMARY, key="Ctrl+P", run=self.print_now)
        self.banner = IdentityBanner((self.close_button, self.save_button, self.print_button))
        self.notices, self.preview = NoticeBoard(), PdfView(desk.backend)
        self.audience = ChoiceField("audience", tr("For"))
        self.course = ChoiceField("course", tr("About"))
        self.with_range = TickField("with_range", tr("Show range to compare"))
        self.explained = Label("", Role.QUIET, wrap=True)
        self._build()
        for field in (self.audience, self.course, self.with_range):
            field.changed.connect(self._render)

    def _build(self) -> None:
        choice = Card(tr("Progress report"))
        for part in (self.audience, self.course, self.with_range, self.explained):
            choice.add(part)
        side = QWidget()
        side.setFixedWidth(px(SIDE_WIDTH))
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(choice)
        left.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(side)
        columns.addWidget(self.preview, 1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 16, 20, 0)
        stack.setSpacing(12)
        stack.addWidget(self.banner)
        stack.addWidget(self.notices)
        stack.addLayout(columns, 1)

    def show_patient(self, patient_id: int) -> None:
        """Show a patient's report, the patient's version of all courses first."""
        if patient_id != self.patient_id:
            self.pdf = b""
            self._leave_range_out()
            self.banner.hide()
            self.preview.hide()
            self.course.set_options(())
            self.audience.set_options(())
        self.patient_id = patient_id
        self.notices.clear()
        self.refresh()

    def _leave_range_out(self) -> None:
        """Off for each patient anew: a range on the patient's paper is a choice."""
        quiet = QSignalBlocker(self.with_range)
        self.with_range.set_value(False)
        quiet.unblock()

    def refresh(self) -> None:
        """Ask for the patient and print anew."""
        if self.patient_id:
            latest = f"print-{id(self)}"
            self._desk.run(_read, self.patient_id, done=self._show, failed=self._refuse, latest=latest)

    def _show(self, read: tuple[Patient, tuple[CourseSummary, ...]]) -> None:
        patient, courses = read
        self._record_number = patient.entry.record_number
        self.banner.show_identity(identity_of(patient, self._desk.context.today()))
        self.banner.show()
        audience, course = self.audience.value() or Audience.PATIENT, self.course.value() or ALL_COURSES
        quiet = (QSignalBlocker(self.audience), QSignalBlocker(self.course))
        self.audience.set_options(_audiences(may_read=self._desk.may(Permission.READ_CLINICAL)))
        self.course.set_options(
            (Option(ALL_COURSES, tr("All courses")), *(Option(one.course_id, one.title) for one in courses))
        )
        self.audience.set_value(audience)
        self.course.set_value(course)
        for blocker in quiet:
            blocker.unblock()
        self._render()

    def _render(self) -> None:
        audience, course = self.audience.value(), self.course.value()
        if not isinstance(audience, Audience) or not isinstance(course, int):
            return
        self.explained.setText(_explained(audience))
        self.with_range.setVisible(audience is Audience.PATIENT)
        self._desk.run(
            partial(print_progress_report, with_range=bool(self.with_range.value())),
            self.patient_id,
            audience,
            course or None,
            done=self._show_pdf,
            failed=self._refuse,
            latest=f"report-{id(self)}",
        )

    def _show_pdf(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.preview.show()
        self.preview.show_pdf(pdf)
        self.shown.emit()

    def file_name(self) -> str:
        """A name for the file that says whose report it is without the person's name."""
        number = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in self._record_number)
        return tr("{number} progress report.pdf", number=number)

    def print_now(self) -> None:
        """Ask for the printer, by the system's dialog, and print what is shown."""
        if self.pdf:
            print_pdf(self.pdf, self.file_name(), self._desk.backend, self)

    def choose_file(self) -> None:
        """Ask where to save what is shown."""
        if not self.pdf:
            return
        dialog = QFileDialog(self, tr("Save as PDF"), self.file_name(), tr("PDF files") + " (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write what is shown to a file, whole or not at all."""
        done = partial(self._saved, path)
        self._desk.backend.run(write_whole, path, self.pdf, done=done, failed=self._refuse)

    def _saved(self, path: str, _nothing: None) -> None:
        self.notices.tell(tr("Saved as {name}.", name=Path(path).name), Tone.OK)

    def _refuse(self, error: PicoError) -> None:
        self.notices.refuse(error)

    def _close(self) -> None:
        self.closed.emit(self.patient_id)


def _audiences(*, may_read: bool) -> tuple[Option, ...]:
    patient = Option(Audience.PATIENT, tr("The patient"))
    return (patient, Option(Audience.PRACTITIONER, tr("A practitioner"))) if may_read else (patient,)


def _explained(audience: Audience) -> str:
    if audience is Audience.PATIENT:
        return tr("In plain words: what was done, how the skin took it, what happens next.")
    return tr("Every setting of every pass, side effects and notes, and the range to compare with.")


def _read(context: Context, patient_id: int) -> tuple[Patient, tuple[CourseSummary, ...]]:
    return read_patient(context, patient_id), list_course_summaries(context, patient_id)
