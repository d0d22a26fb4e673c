"""The page of one patient: who it is, what is treated, how it goes."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.courses import OPEN_STATES
from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.topics import Topic
from pico_tracker.services.agreements import list_agreements
from pico_tracker.services.context import Context
from pico_tracker.services.courses import CourseSummary, list_course_summaries, read_patient_page
from pico_tracker.services.courses import PatientPage as PatientRecord
from pico_tracker.services.expectation import read_expectation
from pico_tracker.services.patients import note_patient_opened, read_patient
from pico_tracker.ui.course_panel import CoursePanel, PanelTab
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.identity import identity_of
from pico_tracker.ui.kit.banner import IdentityBanner
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import EmptyState
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.tabs import Tab, TabbedParts
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.patients.course_cards import CourseCards
from pico_tracker.ui.patients.course_view import CourseView
from pico_tracker.ui.patients.course_words import card_of, card_of_summary
from pico_tracker.ui.patients.merges_strip import MergesStrip
from pico_tracker.ui.patients.reception_view import ReceptionView
from pico_tracker.ui.patients.side_effects_card import SideEffectsCard

SHOWN = frozenset({Topic.PATIENTS, Topic.COURSES, Topic.SESSIONS, Topic.SIDE_EFFECTS, Topic.VISITS, Topic.PHOTOS})
"""Topics of what the page shows itself; each panel adds its own."""
PROGRESS = "progress"
"""Name of the tab that stands in front."""
CARDS_WIDTH = 212
"""Width of the column of courses, in px at 100 %."""

BAR = 10
"""Beside the scroll bar, which takes as much again; without one both are left free."""


class PatientPage(QWidget):
    """One patient with all courses; whoever may not read the clinical record sees dates only.

    Every wish names the patient first; `course_id` is 0 in `next_visit_wanted` where no course is
    meant. `step_wanted` carries a `Step` about a side effect and its subject, `session_step_wanted` a
    `SessionStep` and its `Session`. `panels` stand behind tabs
    beside the progress; `beneath` are cards under the sessions, each a `CoursePanel`.
    """

    edit_wanted = Signal(int)
    new_course_wanted = Signal(int)
    edit_course_wanted = Signal(int, int)
    log_session_wanted = Signal(int, int)
    side_effect_wanted = Signal(int, int)
    next_visit_wanted = Signal(int, int)
    print_wanted = Signal(int)
    step_wanted = Signal(object, object)
    maintenance_wanted = Signal(int, int)
    clearance_wanted = Signal(int, int)
    state_wanted = Signal(int, int)
    plan_wanted = Signal(int, int)
    call_wanted = Signal(int, int)
    merge_wanted = Signal(int)
    session_step_wanted = Signal(object, object)

    def __init__(self, desk: Desk, panels: tuple[PanelTab, ...] = (), beneath: tuple[QWidget, ...] = ()) -> None:
        super().__init__()
        self.topics = SHOWN.union(*(panel.topics for panel in panels))
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.patient_id = self.course_id = 0
        self._courses: dict[int, CourseProgress] = {}
        self._patient: Patient | None = None
        self._make_buttons()
        self.banner = IdentityBanner((self.edit_button, self.print_button, self.visit_button, self.log_button))
        self.notices, self.merges = NoticeBoard(), MergesStrip(desk)
        self.cards, self.side_effects = CourseCards(), SideEffectsCard(desk)
        self.view, self.reception = CourseView(desk), ReceptionView()
        self.view.add_beneath(*beneath)
        self._beneath = beneath
        tabs = (Tab(panel.name, panel.text, panel.make) for panel in panels)
        self.parts = TabbedParts((Tab(PROGRESS, tr("Progress"), lambda: self.view), *tabs))
        self.parts.strip.setVisible(bool(panels))
        self.no_course = EmptyState(
            tr("Courses stand here: one concern on one area, with its sessions, clearance and dates."),
            tr("New course"),
            self._want_course,
        )
        self._build()
        self._connect()

    def _make_buttons(self) -> None:
        self.edit_button = Button(tr("Edit"), key="Ctrl+E", run=self._want_edit)
        self.print_button = Button(tr("Print"), key="Ctrl+P", run=self._want_print)
        self.visit_button = Button(tr("Next visit"), key="Ctrl+B", run=partial(self._wish, self.next_visit_wanted))
        log = partial(self._wish, self.log_session_wanted)
        self.log_button = Button(tr("Log session"), kind=Kind.PRIMARY, key="Ctrl+L", run=log)
        self.new_course_button = Button(tr("New course"), run=self._want_course)
        self.merge_button = Button(tr("Same person as…"), kind=Kind.QUIET, run=self._want_merge)
        self.merge_button.explain(tr("Make one record of two of the same person"))

    def _build(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 16, 0, 0)
        stack.setSpacing(12)
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, 20, 0)
        head.addWidget(self.banner)
        head.addWidget(self.notices)
        head.addWidget(self.merges)
        stack.addLayout(head)
        self._body = QWidget()
        self._body.setProperty("ground", "clear")
        columns = QHBoxLayout(self._body)
        columns.setContentsMargins(0, 0, BAR, 20)
        columns.setSpacing(12)
        columns.addWidget(self._left())
        for part in (self.parts, self.reception, self.no_course):
            columns.addWidget(part, 1)
        self._area = QScrollArea()
        self._area.setAccessibleName(tr("Courses of the patient"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self._body)
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.connect(lambda low, high: columns.setContentsMargins(0, 0, BAR if high > low else 20, 20))
        stack.addWidget(self._area, 1)
        self._show_nothing()

    def _left(self) -> QWidget:
        self._cards_column = left = QWidget()
        left.setFixedWidth(px(CARDS_WIDTH))
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        stack.addWidget(self.cards)
        stack.addWidget(self.new_course_button)
        stack.addWidget(self.side_effects)
        stack.addWidget(self.merge_button)
        stack.addStretch(1)
        return left

    def changeEvent(self, event: QEvent) -> None:
        """Follow another type size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._cards_column.setFixedWidth(px(CARDS_WIDTH))

    def _connect(self) -> None:
        self.cards.chosen.connect(self._choose)
        self.view.detail_opened.connect(self._bring_detail)
        self.parts.shown_part.connect(lambda _part: self._show_part())
        self.side_effects.step_wanted.connect(self.step_wanted)
        self.view.detail.step_wanted.connect(self.session_step_wanted)
        self.merges.led_away.connect(self._follow_merge)
        self.merges.undone.connect(self._told_apart)
        self.merges.refused.connect(self._refuse)
        wishes = {
            self.side_effects.report_wanted: self.side_effect_wanted,
            self.view.clearance_wanted: self.clearance_wanted,
            self.view.agreement.edit_wanted: self.edit_course_wanted,
            self.view.agreement.state_wanted: self.state_wanted,
            self.view.agreement.maintenance_wanted: self.maintenance_wanted,
            self.view.agreement.plan_wanted: self.plan_wanted,
            self.reception.call_wanted: self.call_wanted,
        }
        for asked, wish in wishes.items():
            asked.connect(partial(self._wish, wish))

    def show_patient(self, patient_id: int, course_id: int | None = None) -> None:
        """Open a patient's record, on a course if one is named."""
        if patient_id != self.patient_id:
            self._show_nothing()
        self.patient_id, self.course_id = patient_id, course_id or self.course_id
        self.notices.clear()
        self._desk.run(note_patient_opened, patient_id, failed=self._refuse)
        self.refresh()

    def refresh(self) -> None:
        """Ask again for everything that is shown."""
        if not self.patient_id:
            return
        self.merges.show_patient(self.patient_id)
        latest = f"patient-page-{id(self)}"
        if self._desk.may(Permission.READ_CLINICAL):
            service, show = read_patient_page, self._show_record
            self._desk.run(service, self.patient_id, done=show, failed=self._refuse, latest=latest)
        else:
            shown = self._show_for_reception
            self._desk.run(_read_for_reception, self.patient_id, done=shown, failed=self._refuse, latest=latest)

    def _show_nothing(self) -> None:
        """Never show one patient's data while another's are on their way."""
        self.patient_id = self.course_id = 0
        self._courses = {}
        self._patient = None
        self.banner.hide()
        self.merges.forget()
        self._body.hide()
        self.view.detail.put_away()

    def _show_record(self, record: PatientRecord) -> None:
        today = self._desk.context.today()
        self._courses = {one.course.id: one for one in record.courses}
        self._patient = record.patient
        self._settle_course(tuple(self._courses))
        self._show_frame(record.patient)
        self.cards.show_cards([card_of(one, today) for one in record.courses], self.course_id)
        may = self._desk.may(Permission.WRITE_CLINICAL)
        self.side_effects.show_courses(record.patient.id, record.courses, may=may)
        self._offer_report()
        self.side_effects.setVisible(bool(record.courses))
        self.reception.hide()
        self._show_course()

    def _show_for_reception(self, record: tuple[Patient, tuple[CourseSummary, ...]]) -> None:
        patient, courses = record
        today = self._desk.context.today()
        self._courses = {}
        self._settle_course(tuple(course.course_id for course in courses))
        self._show_frame(patient)
        cards = [card_of_summary(course, today) for course in courses]
        self.cards.show_cards(cards, self.course_id)
        self.side_effects.show_for_reception()
        self._offer_report()
        self.side_effects.setVisible(bool(courses))
        self.parts.hide()
        self.no_course.hide()
        self.log_button.hide()
        self.reception.show_patient(patient, cards)
        self.reception.show()

    def _offer_report(self) -> None:
        may = self._desk.may(Permission.REPORT_REACTION)
        self.side_effects.report_button.setVisible(may and bool(self.course_id))

    def _show_frame(self, patient: Patient) -> None:
        self.banner.show_identity(identity_of(patient, self._desk.context.today()))
        self.edit_button.setVisible(self._desk.may(Permission.EDIT_PATIENT))
        self.print_button.setVisible(self._desk.may(Permission.PRINT_REPORT))
        self.visit_button.setVisible(self._desk.may(Permission.BOOK))
        self.new_course_button.setVisible(self._desk.may(Permission.WRITE_CLINICAL))
        self.merge_button.setVisible(self._desk.may(Permission.EDIT_PATIENT))
        self.banner.show()
        self._body.show()

    def _settle_course(self, course_ids: tuple[int, ...]) -> None:
        """Stay on the chosen course, else take the first."""
        if self.course_id not in course_ids:
            self.course_id = course_ids[0] if course_ids else 0

    def _show_course(self) -> None:
        progress = self._courses.get(self.course_id)
        may = self._desk.may(Permission.WRITE_CLINICAL)
        self.parts.setVisible(progress is not None)
        self.no_course.setVisible(progress is None)
        self.log_button.setVisible(may and progress is not None and progress.course.state in OPEN_STATES)
        if progress is not None:
            context = self._desk.context
            self.view.show_course(progress, context.today(), context.zone, may=may)
            self._compare(progress)
            self._show_beneath(progress)
            self._show_part()

    def _compare(self, progress: CourseProgress) -> None:
        show = partial(self.view.show_expectation, progress.course.id)
        latest = f"expectation-{id(self)}"
        self._desk.run(read_expectation, progress, done=show, failed=self._refuse, latest=latest)

    def _show_beneath(self, progress: CourseProgress) -> None:
        course_id = progress.course.id
        show = partial(self.view.show_agreements, course_id)
        self._desk.run(list_agreements, course_id, done=show, failed=self._refuse, latest=f"agreed-{id(self)}")
        for card in self._beneath:
            if isinstance(card, CoursePanel) and self._patient is not None:
                card.show_course(self._patient, progress)

    def _show_part(self) -> None:
        """Let the part in front show the chosen course; the others ask when they are wanted."""
        progress = self._courses.get(self.course_id)
        part = self.parts.part
        if progress is None or self._patient is None or part is self.view:
            return
        if isinstance(part, CoursePanel):
            part.show_course(self._patient, progress)

    def show_part(self, name: str) -> None:
        """Bring a part of the course to the front, such as its consultation."""
        self.parts.choose(name)

    def _choose(self, course_id: int) -> None:
        self.course_id = course_id
        if self._courses:
            self._show_course()

    def _bring_detail(self) -> None:
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.view.detail))

    def _wish(self, wish: SignalInstance) -> None:
        if self.patient_id:
            wish.emit(self.patient_id, self.course_id)

    def _want_edit(self) -> None:
        self.edit_wanted.emit(self.patient_id)

    def _want_print(self) -> None:
        self.print_wanted.emit(self.patient_id)

    def _want_course(self) -> None:
        self.new_course_wanted.emit(self.patient_id)

    def _want_merge(self) -> None:
        self.merge_wanted.emit(self.patient_id)

    def tell_merged(self, merge_id: int) -> None:
        """Say that another record was merged into this one, with its undoing."""
        self.notices.tell(tr("Both records are one now."), undo=partial(self.merges.undo, merge_id))

    def _follow_merge(self, patient_id: int, text: str) -> None:
        """Go on to the record that holds everything of this one."""
        self.show_patient(patient_id)
        self.notices.tell(text, Tone.INFO)

    def _told_apart(self) -> None:
        self.notices.tell(tr("Both records are as they were."))
        self.refresh()

    def _refuse(self, error: PicoError) -> None:
        self.notices.refuse(error)


def _read_for_reception(context: Context, patient_id: int) -> tuple[Patient, tuple[CourseSummary, ...]]:
    return read_patient(context, patient_id), list_course_summaries(context, patient_id)
