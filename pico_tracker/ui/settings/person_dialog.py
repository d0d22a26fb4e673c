"""A new person: name and role."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.errors import PicoError, Refused
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.people import ROLE_NAMES, Role, StaffEntry, check_staff
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Done
from pico_tracker.services.people import add_staff
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.fields import ChoiceField, Option, TextField
from pico_tracker.ui.kit.form import FieldGrid, Form
from pico_tracker.ui.kit.words import tr, translated


class PersonDialog(Dialog):
    """Asks for name and role and adds the person: `added(name)`."""

    added = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(tr("Add a person"), parent, width=480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.form = Form()
        self.name = TextField("name", tr("Name"), required=True, hint=tr("As it stands on reports."))
        options = tuple(Option(role, translated(ROLE_NAMES[role])) for role in Role)
        self.role = ChoiceField("role", tr("Role"), options=options, required=True)
        self.form.take(self.name, self.role)
        self.add(self.form)
        self.add(FieldGrid((self.name, self.role), columns=1))
        self.save_button = Button(tr("Add"), kind=Kind.PRIMARY, key="Ctrl+Return", run=self.save)
        self.ends_with(self.cancel_button(), self.save_button)

    def save(self) -> None:
        """Add the person as typed."""
        role = self.role.value()
        entry = StaffEntry(self.name.value(), role if isinstance(role, Role) else Role.RECEPTION)
        findings = list(check_staff(entry))
        if not isinstance(role, Role):
            findings.append(Finding("role", sentence(mark("Choose what the person does."))))
        self.form.show_findings(findings)
        if self.form.focus_first_stop():
            return
        self.save_button.setEnabled(False)
        self._desk.run(add_staff, entry, done=self._done, failed=self._refuse)

    def _done(self, _done: Done[int]) -> None:
        self.added.emit(self.name.value())
        self.accept()

    def _refuse(self, error: PicoError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, Refused):
            self.form.show_findings(error.findings)
            self.form.focus_first_stop()
        else:
            self.form.notices.refuse(error)
