"""The passphrase of an encrypted database, and the way in by the printed recovery key."""

from PySide6.QtCore import Signal

from pico_tracker.domain.errors import NotAllowed, PicoError
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.recovery_keys import read_recovery_key
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.ui.front_window import Threshold
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.fields import TextField
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.sign_in.field_column import place_fields
from pico_tracker.ui.sign_in.passphrase_fields import NewPassphrase, PassphraseField


class UnlockPage(Threshold):
    """Asks for the passphrase: `typed(passphrase)`; `recovery_wanted` asks for the other way in."""

    typed = Signal(str)
    recovery_wanted = Signal()

    def __init__(self, database: str, why: Sentence | None = None) -> None:
        super().__init__(tr("Open the clinic"), tr("The record is encrypted. Type the clinic's passphrase."))
        self.form = Form()
        self.passphrase = PassphraseField("passphrase", tr("Passphrase"))
        self.passphrase.input.returnPressed.connect(self._open)
        place_fields(self, self.form, self.passphrase)
        self.note = Label(said(why) if why else "", Role.SMALL, wrap=True)
        self.note.setVisible(bool(why))
        self.add(self.note)
        self.add(Label(database, Role.SMALL, elide=True))
        self.open_button = Button(tr("Open"), kind=Kind.PRIMARY, run=self._open)
        lost = Button(tr("Use the recovery key"), kind=Kind.QUIET, run=self.recovery_wanted.emit)
        self.add_buttons(lost, self.open_button)
        self.setFocusProxy(self.passphrase)

    def _open(self) -> None:
        if not self.open_button.isEnabled():
            return
        if not self.passphrase.value():
            self.form.show_findings((Finding("passphrase", sentence(mark("Type the passphrase."))),))
            return
        self.form.show_findings(())
        self.open_button.setEnabled(False)
        self.typed.emit(self.passphrase.value())

    def refuse(self, error: PicoError) -> None:
        """Say why it did not open, keep what was typed and let it be typed again."""
        self.open_button.setEnabled(True)
        self.form.show_findings((Finding("passphrase", error.sentence),))
        self.passphrase.give_focus()
        self.passphrase.input.selectAll()


class RecoveryPage(Threshold):
    """The printed recovery key and a new passphrase: `typed(key, passphrase)`; `back_wanted`."""

    typed = Signal(str, str)
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            tr("Open with the recovery key"),
            tr("Type the key as it was printed and choose a new passphrase. The recovery key stays the same."),
            width=540,
        )
        self.form = Form()
        self.key = TextField("key", tr("Recovery key"), required=True, hint=tr("Eight groups of five signs."))
        self.new = NewPassphrase()
        place_fields(self, self.form, self.key, self.new.first, self.new.second, self.new.show)
        self.open_button = Button(tr("Set the passphrase and open"), kind=Kind.PRIMARY, run=self._open)
        self.add_buttons(Button(tr("Back"), run=self.back_wanted.emit), self.open_button)
        self.setFocusProxy(self.key)

    def _open(self) -> None:
        found = [*self._check_key(), *self.new.check()]
        self.form.show_findings(found)
        if self.form.focus_first_stop():
            return
        self.open_button.setEnabled(False)
        self.typed.emit(self.key.value(), self.new.value())

    def _check_key(self) -> tuple[Finding, ...]:
        try:
            read_recovery_key(self.key.value())
        except NotAllowed as error:
            return (Finding("key", error.sentence),)
        return ()

    def refuse(self, error: PicoError) -> None:
        """Say why it did not open and keep what was typed."""
        self.open_button.setEnabled(True)
        self.form.show_findings((Finding("key", error.sentence),))
        self.form.focus_first_stop()
