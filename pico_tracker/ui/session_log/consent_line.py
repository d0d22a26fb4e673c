"""Where the consent to the treatment stands on the day, and what is missing of the course's papers."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pico_tracker.domain.consents import Agreement, Consent, ConsentKind, ConsentState, latest_consents
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr


class ConsentLine(Field[str]):
    """Nothing is typed here: it names the consent, and is where findings about the papers are said.

    `consent_wanted()` follows the wish to take one.
    """

    consent_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("course_id", tr("Consent"))
        self.label.hide()
        self.line = Label("", Role.SMALL, wrap=True)
        self.button = Button(tr("Take consent"), kind=Kind.QUIET, run=self.consent_wanted.emit)
        self.button.explain(tr("Opens the consent; what is typed here is kept as a draft."))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self._place(box)  # nothing that takes the cursor: the button is there only where it is needed
        self.button.hide()

    def show_agreement(self, agreement: Agreement, day: date) -> None:
        """Say where it stands on a day."""
        chip = consent_chip(agreement, day)
        self.line.setText(chip.text)
        self.line.set_tone("" if chip.tone is Tone.NEUTRAL else chip.tone.value)
        self.button.setVisible(chip.tone is not Tone.NEUTRAL and self.button.parent() is not None)

    def give_focus(self) -> None:
        """Go to what takes a consent."""
        self.button.setFocus()

    def value(self) -> str:
        """Nothing is entered."""
        return ""

    def set_value(self, value: str | None) -> None:
        """Nothing is entered."""

    def raw_text(self) -> str:
        """Nothing is typed."""
        return ""

    def set_raw_text(self, text: str) -> None:
        """Nothing is typed."""


def consent_chip(agreement: Agreement, day: date) -> ChipText:
    """The consent to the treatment on a day, in a few words."""
    known = (one for one in agreement.consents if one.kind is ConsentKind.TREATMENT and one.on <= day)
    last = latest_consents(known).get(ConsentKind.TREATMENT)
    if last is None:
        return ChipText(tr("No consent on record"), Tone.WARN)
    return _chip_of(last, day)


def _chip_of(last: Consent, day: date) -> ChipText:
    state = last.state(day)
    until = "" if last.expires_on is None else said_day(last.expires_on)
    if state is ConsentState.GIVEN:
        return ChipText(tr("Consent to {day}", day=until) if until else tr("Consent given"))
    if state is ConsentState.EXPIRED:
        return ChipText(tr("Consent expired {day}", day=until), Tone.WARN)
    if state is ConsentState.WITHDRAWN:
        return ChipText(tr("Consent withdrawn"), Tone.DANGER)
    return ChipText(tr("Consent refused"), Tone.DANGER)
