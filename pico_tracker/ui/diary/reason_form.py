"""One question: why. For what is possible only, or better, with a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import LongTextField
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.small_form import SmallForm


class ReasonForm(SmallForm):
    """`ReasonForm(title, error, desk, parent)`: `given(str)`; needed where `error` says what is against it."""

    given = Signal(str)

    def __init__(self, title: str, error: PicoError | None, desk: Desk, parent: QWidget) -> None:
        super().__init__(title, tr("Go on"), desk, parent)
        self._is_needed = error is not None
        if error is not None:
            self.tell_about(said(error.sentence))
        self.reason = LongTextField("reason", tr("Reason"), lines=2, required=self._is_needed)
        self.form.section("", (self.reason,), columns=1)
        self.reason.give_focus()

    def check(self) -> Findings:
        """A reason is missing where it is needed."""
        if self._is_needed and not self.reason.value().strip():
            said_why = sentence(mark("Say why. It is kept with the visit."))
            return (Finding("reason", said_why, Level.STOP, "visit.reason"),)
        return ()

    def save(self) -> None:
        """Hand the reason over and close."""
        self.given.emit(self.reason.value())
        self.accept()
