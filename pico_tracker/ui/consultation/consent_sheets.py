"""Paper of consents on the screen: the form to be signed, and what was signed, seen before it is printed."""

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.printouts import SheetKind, SheetWish
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.sheets.logged_sheet import LoggedSheetDialog


def show_consent_form(desk: Desk, course_id: int, parent: QWidget) -> None:
    """Open the form of a course, to be signed by hand; that it was printed is kept."""
    wish = SheetWish(kind=SheetKind.CONSENT_FORM, course_id=course_id)
    LoggedSheetDialog(desk, tr("Consent form"), wish, parent).open()


def show_signed_consent(desk: Desk, signing_id: int, parent: QWidget) -> None:
    """Open what was signed, with its scanned pages; that it was printed is kept."""
    wish = SheetWish(kind=SheetKind.CONSENT_FORM, subject_id=signing_id)
    LoggedSheetDialog(desk, tr("Signed consent"), wish, parent).open()
