"""What the window does about signed sessions: amend one, find one void, print its record."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.printouts import SheetKind, SheetWish
from pico_tracker.domain.sessions import Session
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.patients.void_form import VoidForm
from pico_tracker.ui.session_log.amend_page import AmendPage
from pico_tracker.ui.session_steps import SessionStep
from pico_tracker.ui.sheets.logged_sheet import LoggedSheetDialog

P = TypeVar("P", bound=QWidget)


class Pages(Protocol):
    """Where pages are kept, each made once."""

    def take(self, kind: type[P], make: Callable[[], P]) -> P:
        """The page of that kind."""
        ...


class Rooms(Protocol):
    """What is needed of the window."""

    desk: Desk

    def open_patient(self, patient_id: int, course_id: int = 0) -> None:
        """Open a patient's record, at a course if one is named."""
        ...

    def open_form(self, page: Callable[[], P], fill: Callable[[P], object]) -> None:
        """Go to a page with a form and fill it."""
        ...

    def close_form(self) -> None:
        """Go back from a form."""
        ...

    def ask(self, form: Dialog) -> None:
        """Open a dialog over the window."""
        ...


class Amending:
    """Answers `PatientPage.session_step_wanted` and goes on with drafts of amendments."""

    def __init__(self, window: Rooms, pages: Pages, parent: QWidget) -> None:
        self._window, self._pages, self._parent = window, pages, parent

    def take_step(self, step: SessionStep, session: Session) -> None:
        """Do one thing about a signed session."""
        if step is SessionStep.AMEND:
            self.amend(session.id)
        elif step is SessionStep.VOID:
            self._window.ask(VoidForm(self._window.desk, session, self._parent))
        else:
            wish = SheetWish(kind=SheetKind.SESSION_RECORD, session_id=session.id)
            self._window.ask(LoggedSheetDialog(self._window.desk, tr("Session record"), wish, self._parent))

    def resume(self, draft: Draft) -> None:
        """Go on with an amendment that was begun."""
        if draft.subject_id is not None:
            self.amend(draft.subject_id, draft)

    def amend(self, session_id: int, draft: Draft | None = None) -> None:
        """Open the page that amends a signed session."""
        self._window.open_form(self.page, lambda page: page.open_session(session_id, draft))

    def page(self) -> AmendPage:
        """The page that amends sessions."""
        return self._pages.take(AmendPage, self._make)

    def _make(self) -> AmendPage:
        page = AmendPage(self._window.desk)
        page.saved.connect(self._window.open_patient)
        page.closed.connect(self._window.close_form)
        return page
