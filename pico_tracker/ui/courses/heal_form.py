"""The form that ends a side effect: on which day, and how."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.side_effects import OUTCOME_NAMES, Outcome, SideEffect, check_outcome
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.side_effects import heal_side_effect
from pico_tracker.ui.courses.effect_reading import read_effect
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import ChoiceField, DateField, Option
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.side_effect_words import day_counter
from pico_tracker.ui.small_form import SmallForm


class HealForm(SmallForm):
    """Write down the day a side effect ended and how; healed today is proposed."""

    def __init__(self, desk: Desk, effect: SideEffect, parent: QWidget) -> None:
        super().__init__(tr("{kind}, how it ended", kind=effect.kind.name), tr("Save"), desk, parent)
        self._effect = effect
        self.tell_about(day_counter(effect, desk.context.today()))
        self.healed_on = DateField("healed_on", tr("Ended on"), required=True)
        ends = tuple(Option(one, translated(OUTCOME_NAMES[one])) for one in Outcome if one is not Outcome.OPEN)
        self.outcome = ChoiceField("outcome", tr("How"), options=ends, required=True)
        self.form.section("", (self.healed_on, self.outcome), columns=2)
        for field in (self.healed_on, self.outcome):
            field.changed.connect(partial(self.touch, field.name))
        self.form.fill({"healed_on": desk.context.today(), "outcome": Outcome.HEALED})
        self.look()
        self.healed_on.give_focus()

    @property
    def version(self) -> int:
        """The version that Save will name."""
        return self._effect.version

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        notes = self._notes()
        if self.healed_on.problems():
            return notes
        day, outcome = self.healed_on.value(), self.outcome.value()
        if day is None:
            text = mark("Enter the day it had healed.")
            return (*notes, Finding("healed_on", sentence(text), code="side_effect.missing"))
        end = outcome if isinstance(outcome, Outcome) else Outcome.OPEN
        return (*notes, *check_outcome(self._effect, end, day, self.desk.context.today()))

    def _notes(self) -> Findings:
        if not self._effect.drives_gate:
            return ()
        said = sentence(mark("A practitioner releases the area afterwards; until then no session opens."))
        return (Finding("outcome", said, Level.NOTE, "side_effect.release"),)

    def look(self) -> None:
        """Say what the rules find, beside the field; what follows is always said."""
        self.form.show_findings(
            one for one in self.check() if self._tried or one.level is Level.NOTE or one.field in self._touched
        )

    def save(self) -> None:
        """End the side effect."""
        day, outcome = self.healed_on.value(), self.outcome.value()
        if day is not None and isinstance(outcome, Outcome):
            self.send(heal_side_effect, self._effect.id, self._effect.version, day, outcome)

    def read_again(self) -> None:
        """Take the version that somebody else saved, so that a second Save can go through."""
        self.desk.run(read_effect, self._effect, done=self._take)

    def _take(self, effect: SideEffect) -> None:
        self._effect = effect
