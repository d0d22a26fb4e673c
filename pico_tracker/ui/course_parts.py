"""The parts behind the patient page's tabs: what makes them, and the small forms their wishes open."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.advice import AdviceKind
from pico_tracker.domain.alongside import Alongside
from pico_tracker.domain.attendances import Attendance, AttendanceKind
from pico_tracker.domain.consents import Consent
from pico_tracker.domain.consultations import Consultation
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.patch_rules import PatchRule
from pico_tracker.domain.printouts import SheetKind, SheetWish
from pico_tracker.domain.test_patches import Patch
from pico_tracker.services.screening import Screening
from pico_tracker.ui.advice.call_form import CallForm
from pico_tracker.ui.advice.check_form import PreparationCheckForm
from pico_tracker.ui.advice.panel import AdvicePanel
from pico_tracker.ui.advice.told_form import ToldForm
from pico_tracker.ui.alongside.alongside_card import AlongsideCard
from pico_tracker.ui.alongside.alongside_form import AlongsideForm
from pico_tracker.ui.attendances.amend_forms import AttendanceAmendmentForm, VoidForm
from pico_tracker.ui.attendances.attendance_form import AttendanceForm, form_of_draft
from pico_tracker.ui.attendances.attendances_card import AttendancesCard
from pico_tracker.ui.body_map.areas_panel import AreasPanel
from pico_tracker.ui.consultation.amendment_form import AmendmentForm
from pico_tracker.ui.consultation.panel import ConsultationPanel
from pico_tracker.ui.consultation.text_view import SignedTextDialog
from pico_tracker.ui.consultation.withdrawal_form import WithdrawalForm
from pico_tracker.ui.course_panel import PanelTab
from pico_tracker.ui.courses.agreement_form import AgreementForm
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.letters.letter_form import LetterForm
from pico_tracker.ui.safety.ask_dialog import AskDialog
from pico_tracker.ui.safety.panel import SafetyPanel
from pico_tracker.ui.safety.patch_form import PatchForm
from pico_tracker.ui.safety.patch_reading_form import PatchReadingForm
from pico_tracker.ui.scores.panel import ScoresPanel
from pico_tracker.ui.scores.score_form import ScoreForm, ScoreWish
from pico_tracker.ui.sheets.logged_sheet import LoggedSheetDialog

SCORES, AREAS, SAFETY = "scores", "areas", "safety"
CONSULTATION, ADVICE = "consultation", "advice"


class CourseParts(QObject):
    """Makes the parts and answers their small wishes itself, through `ask`, which opens a form.

    The wishes that open a page go to the window: `consultation_wanted(patient_id, course_id)`,
    `consent_wanted(patient_id, course_id)`, `side_effect_wanted(patient_id, course_id)` while a visit
    without treatment is typed, and `reaction_told(patient_id, course_id)` after a follow-up call.
    `attended(patient_id, course_id)` follows the signing of a visit without treatment.
    """

    consultation_wanted = Signal(int, int)
    consent_wanted = Signal(int, int)
    side_effect_wanted = Signal(int, int)
    attended = Signal(int, int)
    reaction_told = Signal(int, int)

    def __init__(self, desk: Desk, window: QWidget, ask: Callable[[Dialog], object]) -> None:
        super().__init__(window)
        self._desk, self._window, self._ask = desk, window, ask

    def tabs(self) -> tuple[PanelTab, ...]:
        """The tabs in the order they stand."""
        return (
            PanelTab(SCORES, tr("Scores"), ScoresPanel.topics, self._make_scores),
            PanelTab(AREAS, tr("Areas"), AreasPanel.topics, lambda: AreasPanel(self._desk)),
            PanelTab(SAFETY, tr("Safety"), SafetyPanel.topics, self._make_safety),
            PanelTab(CONSULTATION, tr("Consultation"), ConsultationPanel.topics, self._make_consultation),
            PanelTab(ADVICE, tr("Advice"), AdvicePanel.topics, self._make_advice),
        )

    def beneath(self) -> tuple[QWidget, ...]:
        """The cards under the sessions: visits without treatment, and treatment alongside."""
        visits, alongside = AttendancesCard(self._desk), AlongsideCard(self._desk)
        visits.not_treated_wanted.connect(self.not_treated)
        visits.review_wanted.connect(self.review)
        visits.amendment_wanted.connect(self._amend_attendance)
        visits.void_wanted.connect(self._void_attendance)
        alongside.add_wanted.connect(self._add_alongside)
        alongside.edit_wanted.connect(self._edit_alongside)
        return visits, alongside

    def not_treated(self, patient_id: int, course_id: int) -> None:
        """Ask why the patient was not treated, and when they come again."""
        self._attend(AttendanceForm(self._desk, patient_id, course_id, AttendanceKind.NOT_TREATED, self._window))

    def review(self, patient_id: int, course_id: int) -> None:
        """Ask what a look at the skin showed."""
        self._attend(AttendanceForm(self._desk, patient_id, course_id, AttendanceKind.REVIEW, self._window))

    def resume_attendance(self, patient_id: int, course_id: int, draft: Draft) -> None:
        """Go on with a visit without treatment that was not signed."""
        self._attend(form_of_draft(self._desk, patient_id, course_id, self._window, draft))

    def _attend(self, form: AttendanceForm) -> None:
        form.side_effect_wanted.connect(self.side_effect_wanted)
        form.signed.connect(self.attended)
        self._ask(form)

    def _amend_attendance(self, attendance: Attendance) -> None:
        self._ask(AttendanceAmendmentForm(self._desk, attendance, self._window))

    def _void_attendance(self, attendance: Attendance) -> None:
        self._ask(VoidForm(self._desk, attendance, self._window))

    def _add_alongside(self, patient_id: int) -> None:
        self._ask(AlongsideForm(self._desk, patient_id, self._window))

    def _edit_alongside(self, alongside: Alongside) -> None:
        self._ask(AlongsideForm(self._desk, alongside.entry.patient_id, self._window, alongside))

    def agree_plan(self, patient_id: int, course_id: int) -> None:
        """Ask for a longer plan of a course."""
        self._ask(AgreementForm(self._desk, patient_id, course_id, self._window))

    def _make_scores(self) -> ScoresPanel:
        panel = ScoresPanel(self._desk)
        panel.score_wanted.connect(self._score)
        return panel

    def _score(self, wish: ScoreWish) -> None:
        self._ask(ScoreForm(self._desk, wish, self._window))

    def _make_safety(self) -> SafetyPanel:
        panel = SafetyPanel(self._desk)
        panel.ask_wanted.connect(self._ask_questions)
        panel.patch_wanted.connect(self.place_patch)
        panel.reading_wanted.connect(self.read_patch)
        return panel

    def _ask_questions(self, screening: Screening) -> None:
        AskDialog(self._desk, screening, self._window).open()

    def place_patch(self, patient_id: int, course_id: int) -> None:
        """Ask where and how the spots of a test were placed."""
        self._ask(PatchForm(self._desk, patient_id, course_id, self._window))

    def read_patch(self, patch: Patch, rule: PatchRule | None) -> None:
        """Ask what a test patch, and the spots placed together with it, show."""
        self._ask(PatchReadingForm(self._desk, patch, rule, self._window))

    def _make_consultation(self) -> ConsultationPanel:
        panel = ConsultationPanel(self._desk)
        panel.consultation_wanted.connect(self.consultation_wanted)
        panel.consent_wanted.connect(self.consent_wanted)
        panel.amendment_wanted.connect(self._amend)
        panel.withdrawal_wanted.connect(self._withdraw)
        panel.text_wanted.connect(self._show_text)
        panel.letters.letter_wanted.connect(self.write_letter)
        return panel

    def write_letter(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Write a letter to the family doctor, or go on with one; once signed it is shown to be printed."""
        form = LetterForm(self._desk, patient_id, course_id, self._window, draft)
        form.signed.connect(lambda letter_id: QTimer.singleShot(0, self, partial(self._show_letter, letter_id)))
        self._ask(form)

    def _show_letter(self, letter_id: int) -> None:
        wish = SheetWish(kind=SheetKind.DOCTOR_LETTER, subject_id=letter_id)
        self._ask(LoggedSheetDialog(self._desk, tr("Letter to the doctor"), wish, self._window))

    def _make_advice(self) -> AdvicePanel:
        panel = AdvicePanel(self._desk)
        panel.preparation_wanted.connect(lambda _patient, course: self._tell(AdviceKind.PREPARATION, course))
        panel.aftercare_wanted.connect(lambda _patient, course: self._tell(AdviceKind.AFTERCARE, course))
        panel.check_wanted.connect(self._check_preparation)
        panel.call_wanted.connect(self.call)
        return panel

    def _amend(self, consultation: Consultation) -> None:
        self._ask(AmendmentForm(self._desk, consultation, self._window))

    def _withdraw(self, consent: Consent) -> None:
        self._ask(WithdrawalForm(self._desk, consent, self._window))

    def _show_text(self, consent: Consent) -> None:
        SignedTextDialog(self._desk, consent, self._window).open()

    def _tell(self, kind: AdviceKind, course_id: int) -> None:
        self._ask(ToldForm(self._desk, kind, course_id, self._window))

    def _check_preparation(self, _patient_id: int, course_id: int) -> None:
        self._ask(PreparationCheckForm(self._desk, course_id, self._window))

    def call(self, patient_id: int, course_id: int) -> None:
        """Ask what came of a follow-up call."""
        form = CallForm(self._desk, patient_id, course_id, self._window)
        form.reaction_told.connect(self.reaction_told)
        self._ask(form)
