"""The form that closes a side effect: on which day it had healed."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.side_effects import SideEffect, check_side_effect
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.side_effects import heal_side_effect
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import DateField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm


class HealForm(SmallForm):
    """Write down the day a side effect had healed; today is proposed."""

    def __init__(self, desk: Desk, effect: SideEffect, parent: QWidget) -> None:
        super().__init__(tr("{kind} has healed", kind=effect.kind.name), tr("Save"), desk, parent)
        self._effect = effect
        self.tell_about(tr("Began on {date}", date=said_day(effect.entry.onset_on)))
        self.healed_on = DateField("healed_on", tr("Healed on"), required=True)
        self.form.section("", (self.healed_on,), columns=2)
        self.healed_on.changed.connect(lambda: self.touch("healed_on"))
        self.form.fill({"healed_on": desk.context.today()})
        self.healed_on.give_focus()

    @property
    def version(self) -> int:
        """The version that Save will name."""
        return self._effect.version

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        if self.healed_on.problems():
            return ()
        day = self.healed_on.value()
        if day is None:
            text = mark("Enter the day it had healed.")
            return (Finding("healed_on", sentence(text), code="side_effect.missing"),)
        return check_side_effect(replace(self._effect.entry, healed_on=day), self.desk.context.today(), None)

    def save(self) -> None:
        """Close the side effect."""
        day = self.healed_on.value()
        if day is not None:
            self.send(heal_side_effect, self._effect.id, self._effect.version, day)

    def read_again(self) -> None:
        """Take the version that somebody else saved, so that a second Save can go through."""
        self.desk.run(_read_effect, self._effect, done=self._take)

    def _take(self, effect: SideEffect) -> None:
        self._effect = effect


def _read_effect(context: Context, effect: SideEffect) -> SideEffect:
    page = read_patient_page(context, effect.patient_id)
    effects = (one for progress in page.courses for one in progress.side_effects)
    return next((one for one in effects if one.id == effect.id), effect)
