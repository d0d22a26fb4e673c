"""How a course comes to be agreed: the pages that sign, and the window's way to them and back."""

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.permissions import Permission
from pico_tracker.ui.consultation.consent_page import ConsentPage
from pico_tracker.ui.consultation.consultation_page import ConsultationPage
from pico_tracker.ui.consultation.signing_page import SigningPage
from pico_tracker.ui.course_parts import CONSULTATION
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.page_shelf import PageShelf
from pico_tracker.ui.patients.patient_page import PatientPage

P = TypeVar("P", bound=QWidget)
S = TypeVar("S", bound=SigningPage)


class Rooms(Protocol):
    """What is needed of the window."""

    desk: Desk
    pages: PageShelf

    def patient(self) -> PatientPage:
        """The page of one patient."""
        ...

    def open_patient(self, patient_id: int, course_id: int = 0) -> None:
        """Open a patient's record at a course."""
        ...

    def report_side_effect(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Ask for a side effect of a course."""
        ...

    def open_form(self, page: Callable[[], P], fill: Callable[[P], object]) -> None:
        """Go to a page with a form and fill it."""
        ...

    def close_form(self) -> None:
        """Go back to where the form was opened."""
        ...


class Agreeing:
    """Opens consultation and consents, and comes back to the patient's page behind their tab."""

    def __init__(self, window: Rooms) -> None:
        self._window = window

    def consultation(self) -> ConsultationPage:
        """The page that signs a consultation."""
        return self._window.pages.take(ConsultationPage, lambda: self._made(ConsultationPage(self._window.desk)))

    def consent(self) -> ConsentPage:
        """The page that signs consents."""
        return self._window.pages.take(ConsentPage, lambda: self._made(ConsentPage(self._window.desk)))

    def _made(self, page: S) -> S:
        page.saved.connect(self._show_agreed)
        page.closed.connect(lambda _patient_id: self._window.close_form())
        return page

    def consult(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Open the page for a consultation about a course."""
        self._window.open_form(self.consultation, lambda page: page.open_new(patient_id, course_id, draft))

    def ask_consent(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Open the page for consents to a course's treatment."""
        self._window.open_form(self.consent, lambda page: page.open_new(patient_id, course_id, draft))

    def offer_consultation(self, patient_id: int, course_id: int) -> None:
        """Say on the patient's page that a course was opened; nobody has to go on now."""
        said = tr("The course is opened. Its consultation is not signed yet.")
        go = partial(self.consult, patient_id, course_id)
        self._window.patient().notices.tell(said, Tone.INFO, undo=go, action=tr("Consultation"))

    def offer_report(self, patient_id: int, course_id: int) -> None:
        """A patient told of a reaction on the phone: offer to report it."""
        said = tr("The patient tells of a reaction.")
        go = partial(self._window.report_side_effect, patient_id, course_id)
        if self._window.desk.may(Permission.REPORT_REACTION):
            self._window.patient().notices.tell(said, Tone.WARN, undo=go, action=tr("Report it"))

    def _show_agreed(self, patient_id: int, course_id: int) -> None:
        self._window.open_patient(patient_id, course_id)
        self._window.patient().show_part(CONSULTATION)
