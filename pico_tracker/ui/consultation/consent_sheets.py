"""Paper of consents on the screen: the form to be signed, and what was signed, seen before it is printed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pico_tracker.services.consent_forms import print_consent_form, print_signed_consent
from pico_tracker.services.context import Context
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.sheets.sheet_dialog import SheetDialog


def show_consent_form(desk: Desk, course_id: int, parent: QWidget) -> SheetDialog:
    """Open the form of a course, to be signed by hand."""
    return _show(desk, parent, tr("Consent form"), tr("consent form.pdf"), print_consent_form, course_id)


def show_signed_consent(desk: Desk, signing_id: int, parent: QWidget) -> SheetDialog:
    """Open what was signed, with its scanned pages."""
    return _show(desk, parent, tr("Signed consent"), tr("signed consent.pdf"), print_signed_consent, signing_id)


def _show(
    desk: Desk, parent: QWidget, title: str, name: str, service: Callable[[Context, int], bytes], key: int
) -> SheetDialog:
    dialog = SheetDialog(title, b"", desk.backend, parent, file_name=name)
    desk.run(service, key, done=dialog.show_pdf, failed=dialog.refuse, long=True)
    dialog.open()
    return dialog
