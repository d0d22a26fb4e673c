"""Before a sheet leaves as a file: a password if wished, and where an e-mail draft goes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pico_tracker.domain.errors import PicoError, Refused
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.mail_drafts import LONGEST_PASSWORD, SHORTEST_PASSWORD, check_draft, check_password
from pico_tracker.domain.printouts import Printout
from pico_tracker.domain.sheet_rights import is_handed_out
from pico_tracker.services.mail_drafts import DraftFile, lock, make_mail_draft, read_mail_address
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import TextField, TickField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm


class PasswordField(TextField):
    """One line that hides what is typed; its value is exactly what was typed."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        super().__init__(name, label, required=True, hint=hint, limit=LONGEST_PASSWORD)
        self.input.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        """What was typed; white space counts."""
        return self.input.text()


class LockForm(SmallForm):
    """A password typed twice, for a file: `ready(pdf)` follows. It is kept nowhere."""

    ready = Signal(object)

    def __init__(self, desk: Desk, printout: Printout, parent: QWidget) -> None:
        super().__init__(tr("Lock with a password"), tr("Save PDF…"), desk, parent)
        self.printout = printout
        self.tell_about(tr("The file opens with this password only. It is kept nowhere: nobody can find it again."))
        self.password, self.again = _passwords()
        self.form.section("", (self.password, self.again), columns=1)
        self.password.give_focus()

    def check(self) -> Findings:
        """Why the password cannot be taken."""
        return check_password(self.password.value(), self.again.value())

    def save(self) -> None:
        """Lock the file."""
        arguments = (self.printout.pdf, self.password.value(), self.again.value())
        self.desk.run(lock, *arguments, done=self._made, failed=self._refuse)

    def _made(self, made: object) -> None:
        self.ready.emit(made)
        self.accept()


class MailForm(SmallForm):
    """An e-mail draft with the sheet, locked if wished: `ready(DraftFile)` follows. Nothing is sent."""

    ready = Signal(object)

    def __init__(self, desk: Desk, printout: Printout, parent: QWidget) -> None:
        super().__init__(tr("E-mail draft"), tr("Save draft…"), desk, parent)
        self.printout = printout
        self.locked = TickField("locked", tr("Lock the PDF with a password"))
        self.password, self.again = _passwords()
        self.form.section("", (self.locked,), columns=1)
        self.secret = self.form.section("", (self.password, self.again), columns=1)
        self.secret.hide()
        self.locked.changed.connect(self._show_passwords)
        self.wait_for(read_mail_address, printout.wish, done=self._show_address)
        self.locked.give_focus()

    def _show_address(self, address: str) -> None:
        unsent = tr("Nothing is sent from here: open the draft in your e-mail program, look at it and send it.")
        self.tell_about(f"{self._said_to(address)} {unsent}")

    def _said_to(self, address: str) -> str:
        if not is_handed_out(self.printout.wish):
            return tr("Without an address: this sheet is not one for the patient.")
        return (
            tr("To {address}.", address=address) if address else tr("Without an address: e-mail was not agreed to.")
        )

    def _show_passwords(self) -> None:
        self.secret.setVisible(self.locked.value())
        if self.locked.value():
            self.password.give_focus()
        self.look()

    def check(self) -> Findings:
        """Why the password cannot be taken where one is wished, or why the sheet needs one."""
        if self.locked.value():
            return check_password(self.password.value(), self.again.value())
        return check_draft(self.printout.wish, "", "")

    def save(self) -> None:
        """Write the draft in memory."""
        words = (self.password.value(), self.again.value()) if self.locked.value() else ("", "")
        self.desk.run(make_mail_draft, self.printout, *words, done=self._made, failed=self._refuse)

    def _made(self, made: DraftFile) -> None:
        self.ready.emit(made)
        self.accept()

    def _refuse(self, error: PicoError) -> None:
        if isinstance(error, Refused):
            self.form.show_findings(error.findings)
            return
        super()._refuse(error)


def _passwords() -> tuple[PasswordField, PasswordField]:
    hint = tr("At least {limit} characters. Tell it another way, not by e-mail.", limit=SHORTEST_PASSWORD)
    return PasswordField("password", tr("Password"), hint=hint), PasswordField("again", tr("The same again"))
