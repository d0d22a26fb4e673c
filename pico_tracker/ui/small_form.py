"""What the small forms share: a dialog with a form, a save key, findings in place."""

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.errors import EditConflict, PicoError, Refused
from pico_tracker.domain.findings import Findings
from pico_tracker.services.context import Context, Done
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.kit.plain_text import Label, Role

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class SmallForm(Dialog):
    """A window-modal form: `form = HealForm(…); form.saved.connect(…); form.open()`.

    Subclasses say what is checked (`check`) and what Save does (`save`). A refusal is told beside
    its field and the form stays as typed.
    """

    saved = Signal()

    def __init__(self, title: str, save_text: str, desk: Desk, parent: QWidget, form: Form | None = None) -> None:
        super().__init__(title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.form = desk, form or Form()
        self.about = Label("", Role.QUIET, wrap=True)
        self.about.hide()
        self.add(self.about)
        self.add(self.form)
        self.save_button = Button(save_text, kind=Kind.PRIMARY, key="Ctrl+S", run=self.try_to_save)
        self.close_button = self.cancel_button()
        self.ends_with(self.close_button, self.save_button)
        self.form.edited.connect(self.look)
        self._tried, self._touched = False, set[str]()
        self._ready = True

    def tell_about(self, text: str) -> None:
        """Say above the form what it is about."""
        self.about.setText(text)
        self.about.setVisible(bool(text))

    def wait_for(self, service: Callable[[Context, *Ts], T], *args: *Ts, done: Callable[[T], object]) -> None:
        """Ask for what the form shows; nothing can be saved before it is there."""
        self._set_ready(ready=False)

        def show(value: T) -> None:
            self._set_ready(ready=True)
            done(value)

        self.desk.run(service, *args, done=show, failed=self._refuse)

    def _set_ready(self, *, ready: bool) -> None:
        self._ready = ready
        self.form.setEnabled(ready)

    def touch(self, name: str) -> None:
        """Remember that somebody typed in a field, so that its findings are told."""
        self._touched.add(name)

    def check(self) -> Findings:
        """What the rules say about the form as it is; subclasses override."""
        return ()

    def look(self) -> None:
        """Say what the rules find, beside the field."""
        self.form.show_findings(
            finding for finding in self.check() if self._tried or finding.field in self._touched
        )

    def try_to_save(self) -> None:
        """Save unless something stops it."""
        if not self._ready:
            return
        self._tried = True
        self.form.flush()
        self.look()
        if not self.form.focus_first_stop():
            self.save()

    def save(self) -> None:
        """Send what is typed to its service; subclasses override."""
        raise NotImplementedError

    def send(self, service: Callable[[Context, *Ts], Done[T]], *args: *Ts) -> None:
        """Call the service that saves; the form closes when it is done."""
        self.save_button.setEnabled(False)
        self.desk.run(service, *args, done=self._done, failed=self._refuse)

    def _done(self, _done: object) -> None:
        self.saved.emit()
        self.accept()

    def _refuse(self, error: PicoError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, Refused):
            self.form.show_findings(error.findings)
            self.form.focus_first_stop()
            return
        self.form.notices.clear()
        self.form.notices.refuse(error)
        if isinstance(error, EditConflict):
            self.read_again()

    def read_again(self) -> None:
        """Read the record anew after somebody else changed it; subclasses override where they hold one."""
