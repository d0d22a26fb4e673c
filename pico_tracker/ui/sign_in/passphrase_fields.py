"""A new passphrase, typed twice and looked at before it is used."""

from PySide6.QtWidgets import QLineEdit

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.passphrases import LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE, check_passphrase
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.kit.fields import TextField, TickField
from pico_tracker.ui.kit.words import tr


class PassphraseField(TextField):
    """One line that hides what is typed; its value is exactly what was typed."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        super().__init__(name, label, required=True, hint=hint, limit=LONGEST_PASSPHRASE)
        self.show_typing(wanted=False)

    def show_typing(self, *, wanted: bool) -> None:
        """Show what is typed, or hide it."""
        self.input.setEchoMode(QLineEdit.EchoMode.Normal if wanted else QLineEdit.EchoMode.Password)

    def value(self) -> str:
        """What was typed; white space counts."""
        return self.input.text()


class NewPassphrase:
    """The two fields and the tick that shows them; a page places them in its form."""

    def __init__(self) -> None:
        self.first = PassphraseField(
            "passphrase",
            tr("Passphrase"),
            hint=tr(
                "At least {limit} characters. A few unrelated words are easy to keep.", limit=SHORTEST_PASSPHRASE
            ),
        )
        self.second = PassphraseField("again", tr("The same again"))
        self.show = TickField("show", tr("Show what is typed"))
        self.show.changed.connect(self._show)

    def _show(self) -> None:
        self.first.show_typing(wanted=self.show.value())
        self.second.show_typing(wanted=self.show.value())

    def value(self) -> str:
        """The passphrase as typed first."""
        return self.first.value()

    def check(self) -> Findings:
        """Why it cannot be taken; nothing when it can."""
        if found := check_passphrase(self.first.value()):
            return found
        if self.first.value() != self.second.value():
            return (Finding("again", sentence(mark("The two are not the same. Type it again."))),)
        return ()
