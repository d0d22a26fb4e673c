"""The main window: owns the pages, the only one who knows them all, and answers their wishes."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.drafts import Draft
from pico_tracker.services.courses import find_patient_of_course
from pico_tracker.ui.agreeing import Agreeing
from pico_tracker.ui.amending import Amending
from pico_tracker.ui.course_parts import CourseParts
from pico_tracker.ui.courses.clearance_form import ClearanceForm
from pico_tracker.ui.courses.form_page import CourseFormPage
from pico_tracker.ui.courses.maintenance_form import MaintenanceForm
from pico_tracker.ui.courses.side_effect_forms import form_of_report, form_of_step
from pico_tracker.ui.courses.state_form import StateForm
from pico_tracker.ui.curtain import Curtain
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.book_tools import HIDE_KEY
from pico_tracker.ui.frame import Frame, Stop
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.crash import CrashHandler
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.rail import Place
from pico_tracker.ui.kit.style import Look, Mode
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.paper_desk import PRINT, PaperDesk
from pico_tracker.ui.patients.form_page import PatientFormPage
from pico_tracker.ui.patients.list_page import PatientsPage
from pico_tracker.ui.patients.merge_form import MergeForm
from pico_tracker.ui.patients.patient_page import PatientPage
from pico_tracker.ui.reception import RECALLS, SCHEDULE, Reception
from pico_tracker.ui.schedule.page import SchedulePage
from pico_tracker.ui.session_log.amend_page import FORM as AMENDMENT
from pico_tracker.ui.session_log.page import LogSessionPage
from pico_tracker.ui.session_wishes import SessionWishes
from pico_tracker.ui.settings.page import SettingsPage
from pico_tracker.ui.side_effect_steps import Step
from pico_tracker.ui.small_form import SmallForm
from pico_tracker.ui.today.page import TodayPage

CourseQuestion = Callable[[Desk, int, int, QWidget], SmallForm]
P = TypeVar("P", bound=QWidget)
TODAY, PATIENTS, SETTINGS = "today", "patients", "settings"


class MainWindow(Frame):
    """What fills the window while somebody works: `MainWindow(desk, look, crash).start()`.

    `theme_chosen(Mode)` tells which look was chosen, so that it can be remembered.
    """

    theme_chosen = Signal(object)

    def __init__(self, desk: Desk, look: Look, crash: CrashHandler, mode: Mode = Mode.SYSTEM) -> None:
        places = (
            Place(TODAY, tr("Today"), "Ctrl+1"),
            Place(PATIENTS, tr("Patients"), "Ctrl+2"),
            Place(SCHEDULE, tr("Schedule"), "Ctrl+3"),
            Place(RECALLS, tr("Recalls"), "Ctrl+4"),
            Place(PRINT, tr("Print"), "Ctrl+5"),
            Place(SETTINGS, tr("Settings"), "Ctrl+,"),
        )
        super().__init__(desk, places)
        self.look, self._mode = look, mode
        self.dialog: Dialog | None = None
        self.parts = CourseParts(desk, self, self.ask)
        self.agreeing = Agreeing(self)
        self.amending = Amending(self, self.pages, self)
        self.sessions = SessionWishes(self)
        self.reception = Reception(self)
        self.paper = PaperDesk(self)
        self.curtain = Curtain(self.pages, HIDE_KEY)
        self.reception.details_turned.connect(self._draw_curtain)
        self._hide_key = QShortcut(QKeySequence(HIDE_KEY), self, self.reception.turn_details)
        self.parts.consultation_wanted.connect(self.agreeing.consult)
        self.parts.consent_wanted.connect(self.agreeing.ask_consent)
        self.parts.side_effect_wanted.connect(self.report_side_effect)
        self.parts.reaction_told.connect(self.agreeing.offer_report)
        self.parts.attended.connect(self._attended)
        self.walk_in_button = Button(tr("Walk-in"), key="Ctrl+W", run=self.reception.let_in)
        self.tools.addWidget(self.walk_in_button)
        self.new_button = Button(tr("New patient"), key="Ctrl+N", run=self.new_patient)
        self.tools.addWidget(self.new_button)
        self._book_key = QShortcut(QKeySequence("Ctrl+B"), self, self.reception.book)
        self._new_key = QShortcut(QKeySequence("Ctrl+N"), self, self.new_patient)
        self.rail.wanted.connect(self.go_to)
        self.search.patient_wanted.connect(self.open_patient)
        crash.keep(self.leave)

    def start(self) -> None:
        """Begin with what the day holds."""
        self.show_person()
        self.reception.count()
        self.paper.count()
        self.go_to(TODAY)

    def go_to(self, place: str) -> None:
        """Go to an entry of the rail."""
        pages: dict[str, Callable[[], QWidget]] = {
            TODAY: self.today,
            PATIENTS: self.patients,
            SCHEDULE: self.reception.schedule,
            RECALLS: self.reception.recalls,
            PRINT: self.paper.page,
            SETTINGS: self.settings,
        }
        self.begin_at(Stop(place, self._names[place], pages[place]))

    def go_back(self) -> None:
        """Go back one step, to Today from the first one."""
        if len(self._way) <= 1 and self.rail.place != TODAY:
            self.go_to(TODAY)
        else:
            super().go_back()

    def note_page(self, page: QWidget) -> None:
        """Offer a new patient where the page does not."""
        self.new_button.setVisible(isinstance(page, TodayPage))
        self.walk_in_button.setVisible(isinstance(page, TodayPage | SchedulePage))
        self._hide_key.setEnabled(not isinstance(page, TodayPage | SchedulePage))
        has_key = isinstance(page, TodayPage | SchedulePage | PatientPage) or self._way[-1].is_form
        self._book_key.setEnabled(not has_key)
        self._new_key.setEnabled(not isinstance(page, TodayPage | PatientsPage | PatientFormPage))
        self._draw_curtain()

    def _draw_curtain(self) -> None:
        """The day book hides its names itself; every other page is covered whole."""
        hides_itself = isinstance(self.pages.currentWidget(), TodayPage | SchedulePage)
        self.curtain.draw(shut=self.reception.is_hidden and not hides_itself)

    # Pages, each made once

    def today(self) -> TodayPage:
        """The page of the day."""
        return self.pages.take(TodayPage, self._make_today)

    def _make_today(self) -> TodayPage:
        page = TodayPage(self.desk)
        page.patient_wanted.connect(self.open_patient)
        page.course_wanted.connect(self.open_patient)
        self.reception.connect_today(page)
        page.draft_wanted.connect(self.resume)
        page.new_patient_wanted.connect(self.new_patient)
        page.lasers_wanted.connect(self.open_lasers)
        page.staff_wanted.connect(self.open_staff)
        page.upkeep_wanted.connect(self.open_upkeep)
        return page

    def patients(self) -> PatientsPage:
        """The page to find patients."""
        return self.pages.take(PatientsPage, self._make_patients)

    def _make_patients(self) -> PatientsPage:
        page = PatientsPage(self.desk)
        page.patient_wanted.connect(self.open_patient)
        page.new_patient_wanted.connect(self.new_patient)
        return page

    def patient(self) -> PatientPage:
        """The page of one patient."""
        return self.pages.take(PatientPage, self._make_patient)

    def _make_patient(self) -> PatientPage:
        page = PatientPage(self.desk, self.parts.tabs(), self.parts.beneath())
        page.edit_wanted.connect(self.edit_patient)
        page.new_course_wanted.connect(self.new_course)
        page.edit_course_wanted.connect(self.edit_course)
        page.log_session_wanted.connect(self.log_session)
        page.print_wanted.connect(self.paper.print_report)
        page.side_effect_wanted.connect(self.report_side_effect)
        page.next_visit_wanted.connect(self.reception.book_for)
        for wish, form in (
            (page.maintenance_wanted, MaintenanceForm),
            (page.clearance_wanted, ClearanceForm),
            (page.state_wanted, StateForm),
        ):
            wish.connect(partial(self._ask_about, form))
        page.step_wanted.connect(self._take_step)
        page.plan_wanted.connect(self.parts.agree_plan)
        page.call_wanted.connect(self.parts.call)
        page.merge_wanted.connect(self.merge_patient)
        page.session_step_wanted.connect(self.amending.take_step)
        return page

    def patient_form(self) -> PatientFormPage:
        """The form of a patient."""
        return self.pages.take(PatientFormPage, self._make_patient_form)

    def _make_patient_form(self) -> PatientFormPage:
        page = PatientFormPage(self.desk)
        page.saved.connect(self.open_patient)
        page.patient_wanted.connect(self.open_patient)
        page.closed.connect(self.close_form)
        return page

    def course_form(self) -> CourseFormPage:
        """The form of a course."""
        return self.pages.take(CourseFormPage, self._make_course_form)

    def _make_course_form(self) -> CourseFormPage:
        page = CourseFormPage(self.desk)
        page.saved.connect(self._course_saved)
        page.closed.connect(lambda _patient_id: self.close_form())
        return page

    def session_log(self) -> LogSessionPage:
        """The page that logs a session."""
        return self.pages.take(LogSessionPage, self._make_session_log)

    def _make_session_log(self) -> LogSessionPage:
        return self.sessions.connect(LogSessionPage(self.desk))

    def settings(self) -> SettingsPage:
        """The page of settings."""
        return self.pages.take(SettingsPage, self._make_settings)

    def _make_settings(self) -> SettingsPage:
        page = SettingsPage(self.desk, self._mode)
        page.theme_wanted.connect(self._change_theme)
        page.course_wanted.connect(self.open_patient)
        return page

    # Wishes

    def open_patient(self, patient_id: int, course_id: int = 0) -> None:
        """Open a patient's record, at a course if one is named."""

        def prepare() -> QWidget:
            page = self.patient()
            page.show_patient(patient_id, course_id or None)
            return page

        self.go(Stop(PATIENTS, tr("the patient"), prepare, patient_id=patient_id))

    def new_patient(self, draft: Draft | None = None) -> None:
        """Open the form for a new patient, or go on with one."""
        self.open_form(self.patient_form, lambda page: page.open_new(draft))

    def edit_patient(self, patient_id: int, draft: Draft | None = None) -> None:
        """Open the form of a patient on record."""
        self.open_form(self.patient_form, lambda page: page.open_existing(patient_id, draft))

    def merge_patient(self, patient_id: int) -> None:
        """Ask for the other record of the same person."""
        form = MergeForm(self.desk, patient_id, self)
        form.merged.connect(self._merged)
        self.ask(form)

    def _merged(self, patient_id: int, merge_id: int) -> None:
        self.open_patient(patient_id)
        self.patient().tell_merged(merge_id)

    def new_course(self, patient_id: int, draft: Draft | None = None) -> None:
        """Open the form for a patient's new course."""
        self.open_form(self.course_form, lambda page: page.open_new(patient_id, draft))

    def edit_course(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Open the form of a course on record."""
        self.open_form(self.course_form, lambda page: page.open_existing(patient_id, course_id, draft))

    def _course_saved(self, patient_id: int, course_id: int) -> None:
        is_new = self.course_form().form.seen_version is None
        self.open_patient(patient_id, course_id)
        if is_new:
            self.agreeing.offer_consultation(patient_id, course_id)

    def log_session(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Open the page to log a session."""
        self.open_form(self.session_log, lambda page: page.open_new(patient_id, course_id, draft))

    def _attended(self, patient_id: int, course_id: int) -> None:
        """A visit ended without treatment: the page that would have logged it is left."""
        if self._way[-1].is_form:
            self.open_patient(patient_id, course_id)

    def print_report(self, patient_id: int) -> None:
        """Open the preview of a patient's sheets."""
        self.paper.print_report(patient_id)

    def open_lasers(self) -> None:
        """Go to where lasers are added."""
        self._show_in_settings(SettingsPage.show_lasers)

    def open_staff(self) -> None:
        """Go to where people are added."""
        self._show_in_settings(SettingsPage.show_staff)

    def open_upkeep(self) -> None:
        """Go to the checks of lasers and the papers of people."""
        self._show_in_settings(SettingsPage.show_upkeep)

    def _show_in_settings(self, show: Callable[[SettingsPage], object]) -> None:
        def prepare() -> QWidget:
            page = self.settings()
            show(page)
            return page

        self.go(Stop(SETTINGS, self._names[SETTINGS], prepare))

    def report_side_effect(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Ask for a side effect of a course, or for what the patient says about it."""
        self.ask(form_of_report(self.desk, patient_id, course_id, self, draft))

    def _ask_about(self, form: CourseQuestion, patient_id: int, course_id: int) -> None:
        self.ask(form(self.desk, patient_id, course_id, self))

    def _take_step(self, step: Step, subject: object) -> None:
        self.ask(form_of_step(step, subject, self.desk, self))

    def ask(self, form: Dialog) -> None:
        """Open a dialog over the window."""
        self.dialog = form
        form.finished.connect(self._asked)
        form.open()

    def _asked(self) -> None:
        self.dialog = None

    def open_form(self, page: Callable[[], P], fill: Callable[[P], object]) -> None:
        """Go to a page with a form and fill it."""

        def prepare() -> QWidget:
            form = page()
            fill(form)
            return form

        self.go(Stop(PATIENTS, tr("the form"), prepare, is_form=True))

    def _change_theme(self, mode: Mode) -> None:
        self._mode = mode
        self.look.apply(mode)
        self.theme_chosen.emit(mode)

    def resume(self, draft: Draft) -> None:
        """Go on with a draft where it belongs."""
        if draft.form == "patient":
            self._resume_patient(draft)
        elif draft.form == "course" and draft.subject_id is not None:
            self.new_course(draft.subject_id, draft)
        elif draft.form == AMENDMENT:
            self.amending.resume(draft)
        elif draft.subject_id is not None:
            self._resume_of_course(draft, draft.subject_id)

    def _resume_patient(self, draft: Draft) -> None:
        if draft.subject_id is None:
            self.new_patient(draft)
        else:
            self.edit_patient(draft.subject_id, draft)

    def _resume_of_course(self, draft: Draft, course_id: int) -> None:
        ways = {
            "course_edit": self.edit_course,
            "session": self.log_session,
            "consultation": self.agreeing.consult,
            "consent": self.agreeing.ask_consent,
            "side_effect": self._resume_side_effect,
            "attendance": self._resume_attendance,
            "doctor_letter": self._resume_letter,
        }
        way = ways[draft.form]
        self.desk.run(find_patient_of_course, course_id, done=lambda patient: way(patient, course_id, draft))

    def _resume_side_effect(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        self.open_patient(patient_id, course_id)
        self.report_side_effect(patient_id, course_id, draft)

    def _resume_attendance(self, patient_id: int, course_id: int, draft: Draft) -> None:
        self.open_patient(patient_id, course_id)
        self.parts.resume_attendance(patient_id, course_id, draft)

    def _resume_letter(self, patient_id: int, course_id: int, draft: Draft) -> None:
        self.open_patient(patient_id, course_id)
        self.parts.write_letter(patient_id, course_id, draft)
