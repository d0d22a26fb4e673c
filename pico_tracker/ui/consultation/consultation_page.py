"""The page on which a consultation is written and signed."""

from functools import partial

from pico_tracker.domain.consultations import BaselinePhotos, check_consultation
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.findings import Findings
from pico_tracker.services.consultations import (
    ConsultationOpening,
    read_consultation_opening,
    sign_consultation,
)
from pico_tracker.ui.consultation.consultation_form import ConsultationForm
from pico_tracker.ui.consultation.signing_page import SigningPage
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr

FORM = "consultation"
"""The kind of draft this page keeps; its subject is the course."""
WIDEST = 960
"""A form wider than this, in px at 100 %, is hard to read across."""


class ConsultationPage(SigningPage):
    """Write a consultation and sign it: `page.open_new(patient_id, course_id, draft)`."""

    form: ConsultationForm

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Sign consultation"))
        self.form = ConsultationForm()

    def open_new(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Begin a consultation about this course, or go on with a draft."""
        self.start(patient_id, course_id, tr("Consultation"))
        self.form = ConsultationForm()
        self.form.setMaximumWidth(px(WIDEST))
        self.take_form(FORM, course_id)
        done = partial(self._show, draft)
        self.desk.run(
            read_consultation_opening, course_id, done=done, failed=self.refuse, latest=f"consultation-{id(self)}"
        )

    def _show(self, draft: Draft | None, opening: ConsultationOpening) -> None:
        self.show_person(opening.patient, opening.course.title)
        known, agreed = opening.patient.entry, opening.course.entry
        self.form.show_preparation(opening.preparation)
        self.form.fill(
            {
                "held_on": self.desk.context.today(),
                "fitzpatrick": known.fitzpatrick,
                "allergies": known.allergies,
                "goal": agreed.goal,
                "sessions_from": agreed.sessions_from,
                "sessions_to": agreed.sessions_to,
                "limits": opening.limits,
                "photos": BaselinePhotos.NONE,
            }
        )
        self.let_type(draft)
        self.form.field("history").give_focus()

    def draft_title(self) -> str:
        """Which course it is about."""
        return tr("Consultation, {course}", course=self.course_title.text())[:200]

    def check(self, keeper: DraftKeeper) -> Findings:
        """What the rules say."""
        today = self.desk.context.today()
        return check_consultation(self.form.entry(keeper.entry_id, self.course_id, today), today)

    def send(self, keeper: DraftKeeper) -> None:
        """Sign it."""
        entry = self.form.entry(keeper.entry_id, self.course_id, self.desk.context.today())
        self.desk.run(sign_consultation, entry, done=self.done, failed=self.refuse)
