"""The form that reads a test: all spots placed together as rows, each normal or a reaction."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.patch_checks import check_series_readings
from pico_tracker.domain.patch_rules import PatchRule
from pico_tracker.domain.test_patches import Patch
from pico_tracker.services.test_patches import list_patch_series, read_patch_series
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import DateField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.safety.patch_words import about_series
from pico_tracker.ui.safety.readings_field import ReadingsField
from pico_tracker.ui.safety.row_findings import unique
from pico_tracker.ui.small_form import SmallForm

WIDTH = 940


class PatchReadingForm(SmallForm):
    """`PatchReadingForm(desk, patch, rule, window).open()`: reads the spots placed together with a patch."""

    def __init__(self, desk: Desk, patch: Patch, rule: PatchRule | None, parent: QWidget) -> None:
        super().__init__(tr("Read test patch"), tr("Save reading"), desk, parent)
        self._rule = rule
        self.readings = ReadingsField(desk)
        self.day = DateField("read_on", tr("Read"), required=True)
        self.form.section(tr("Spots"), (self.readings,), columns=1)
        self.form.section("", (self.day,), columns=4)
        self.day.set_value(desk.context.today())
        self.setMinimumWidth(min(WIDTH, parent.window().width()))
        self.readings.typed.connect(self.touch)
        self.day.changed.connect(partial(self.touch, self.day.name))
        self.wait_for(list_patch_series, patch.id, done=self._show)

    def _show(self, patches: tuple[Patch, ...]) -> None:
        self.tell_about(" ".join(part for part in (about_series(patches), self._wait_of(patches)) if part))
        self.readings.show_spots(patches)
        self._touched.clear()
        self.readings.give_focus()

    def _wait_of(self, patches: tuple[Patch, ...]) -> str:
        leave = tr("A spot that nobody looked at stays empty.") if len(patches) > 1 else ""
        if self._rule is None:
            return leave
        ready = max(self._rule.ready_on(one.entry.placed_on, one.skin_type) for one in patches)
        return f"{tr('May be read as normal from {day}.', day=said_day(ready))} {leave}".strip()

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        today = self.desk.context.today()
        entries = self.readings.entries(self.day.value() or today)
        patches = [row.patch for row in self.readings.begun()]
        found = check_series_readings(entries, patches, self._rule, today)
        return unique(_day_once(found))

    def save(self) -> None:
        """Put the readings on record."""
        today = self.desk.context.today()
        self.send(read_patch_series, self.readings.entries(self.day.value() or today))


def _day_once(findings: Findings) -> Iterable[Finding]:
    """All spots are read on one day: what is wrong with it is said beside it."""
    for one in findings:
        yield replace(one, field="read_on") if one.field.endswith(".read_on") else one
