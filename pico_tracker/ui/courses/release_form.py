"""The form in which a practitioner releases the area for treatment after a side effect."""

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.side_effects import OUTCOME_NAMES, SideEffect, check_release
from pico_tracker.services.side_effects import release_reaction
from pico_tracker.ui.courses.effect_reading import read_effect
from pico_tracker.ui.courses.story_view import StoryView
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import LongTextField
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.small_form import SmallForm


class ReleaseForm(SmallForm):
    """Say what was found when somebody looked at the area, and release it."""

    def __init__(self, desk: Desk, effect: SideEffect, parent: QWidget) -> None:
        super().__init__(tr("Release the area after {kind}", kind=effect.kind.name), tr("Release"), desk, parent)
        self._effect = effect
        self.tell_about(_ended(effect))
        self.body.insertWidget(1, StoryView(effect, desk.context.zone))
        self.finding = LongTextField(
            "finding",
            tr("What you found"),
            required=True,
            hint=tr("Recorded with your name and today's date; the next dates follow from it."),
            lines=2,
        )
        self.form.section("", (self.finding,), columns=1)
        self.finding.changed.connect(lambda: self.touch("finding"))
        self.finding.give_focus()

    @property
    def version(self) -> int:
        """The version that Save will name."""
        return self._effect.version

    def check(self) -> Findings:
        """What keeps the area from being released."""
        return check_release(self._effect, self.finding.value())

    def save(self) -> None:
        """Release the area."""
        self.send(release_reaction, self._effect.id, self._effect.version, self.finding.value())

    def read_again(self) -> None:
        """Take the version that somebody else saved, so that a second Save can go through."""
        self.desk.run(read_effect, self._effect, done=self._take)

    def _take(self, effect: SideEffect) -> None:
        self._effect = effect


def _ended(effect: SideEffect) -> str:
    if effect.entry.healed_on is None:
        return tr("Began {date}, not ended yet", date=said_day(effect.entry.onset_on))
    outcome = translated(OUTCOME_NAMES[effect.outcome])
    return tr("{outcome} on {date}", outcome=outcome, date=said_day(effect.entry.healed_on))
