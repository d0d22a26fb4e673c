"""What the two pages share on which something about a course is signed: banner, title, draft."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pico_tracker.domain.errors import PicoError, Refused
from pico_tracker.domain.findings import Level
from pico_tracker.domain.patients import Patient
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.identity import identity_of
from pico_tracker.ui.kit.banner import IdentityBanner
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.record_form_page import RecordFormPage

_NAMED = 3
"""So many findings are told at the top; the rest is marked beside the fields."""


class SigningPage(RecordFormPage):
    """A page that signs. Wishes: `saved(patient_id, course_id)`, `closed(patient_id)`."""

    saved = Signal(int, int)
    closed = Signal(int)

    def __init__(self, desk: Desk, save_text: str) -> None:
        super().__init__(desk, save_text)
        self.patient_id, self.course_id = 0, 0
        self.save_button.explain(tr("Saves it under your name. Signing cannot be undone."))
        self.banner = IdentityBanner((self.discard_button, self.close_button, self.save_button))
        self.course_title = Label("", Role.QUIET, elide=True)
        head, words = QVBoxLayout(), QHBoxLayout()
        head.addWidget(self.banner)
        words.setSpacing(12)
        words.addWidget(self.title)
        words.addWidget(self.course_title, 1)
        words.addWidget(self.kept)
        self.build(head, words)

    def start(self, patient_id: int, course_id: int, title: str) -> None:
        """Forget whom the page was about before."""
        self.patient_id, self.course_id = patient_id, course_id
        self.begin(title)
        self.course_title.setText("")
        self.banner.hide()

    def show_person(self, patient: Patient, course_title: str) -> None:
        """Say whose record and which course this is about."""
        self.banner.show_identity(identity_of(patient, self.desk.context.today()))
        self.banner.show()
        self.course_title.setText(course_title)

    def save(self) -> None:
        """Sign, or say at the top and beside each field why not; the first such field comes into view."""
        self.notices.clear()
        super().save()
        self._point_out()

    def refuse(self, error: PicoError) -> None:
        """The service has refused; the form stays as typed."""
        super().refuse(error)
        if isinstance(error, Refused):
            self._point_out()

    def _point_out(self) -> None:
        found = [one for field in self.form.fields for one in field.findings if one.level is Level.STOP]
        if not found:
            return
        told = [tr("Not signed yet."), *(said(one.sentence) for one in found[:_NAMED])]
        if len(found) > _NAMED:
            told.append(tr("What else is missing is marked below."))
        self.notices.tell(" ".join(told), Tone.WARN)
        QTimer.singleShot(0, self, self._show_focused)

    def _show_focused(self) -> None:
        """Scroll to where the cursor went, once notices and findings have taken their room."""
        here, holder = self.focusWidget(), self._area.widget()
        if here is not None and holder is not None and holder.isAncestorOf(here):
            self._area.ensureWidgetVisible(here, 40, 120)

    def read_again(self) -> None:
        """What is signed has no earlier version to be compared with."""

    def tell_saved(self, key: int) -> None:
        """It is signed."""
        self.saved.emit(self.patient_id, self.course_id)

    def tell_closed(self) -> None:
        """Back to the patient."""
        self.closed.emit(self.patient_id)
