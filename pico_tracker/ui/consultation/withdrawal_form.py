"""The form that ends a consent by the patient's word."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.consents import CONSENT_NAMES, Consent, ConsentKind, check_withdrawal
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.consents import withdraw_consent
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import DateField, LongTextField
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.small_form import SmallForm


class WithdrawalForm(SmallForm):
    """Day and reason of a withdrawal; it says what follows."""

    def __init__(self, desk: Desk, consent: Consent, parent: QWidget) -> None:
        super().__init__(tr("Withdraw consent"), tr("Save withdrawal"), desk, parent)
        self._consent = consent
        self.on = DateField("on", tr("Withdrawn on"), required=True)
        self.reason = LongTextField("reason", tr("Reason, or that none was given"), required=True, lines=3)
        self.form.section("", (self.on, self.reason), columns=1)
        for field in (self.on, self.reason):
            field.changed.connect(partial(self.touch, field.name))
        self.form.fill({"on": desk.context.today()})
        self._touched.clear()
        self.tell_about(_what_follows(consent))
        self.reason.give_focus()

    def check(self) -> Findings:
        """What the rules say."""
        on = self.on.value()
        if on is not None:
            return check_withdrawal(self._consent, on, self.reason.value(), self.desk.context.today())
        if self.on.problems():
            return ()
        return (Finding("on", sentence(mark("Enter the day of the withdrawal.")), code="consent.missing"),)

    def save(self) -> None:
        """Put it on record."""
        on = self.on.value() or self.desk.context.today()
        self.send(withdraw_consent, self._consent.id, on, self.reason.value())


def _what_follows(consent: Consent) -> str:
    name = translated(CONSENT_NAMES[consent.kind])
    given = tr("{consent}, given {date}.", consent=name, date=said_day(consent.on))
    if consent.kind is ConsentKind.TREATMENT:
        return tr("{given} From that day no session of this course can be signed.", given=given)
    return tr("{given} From that day the photos are not used for this any more.", given=given)
