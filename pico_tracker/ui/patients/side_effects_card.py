"""The card of open side effects: how long each lasts, and the way to close it."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.side_effect_kinds import Urgency
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, clear, line
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.patients.course_words import day_counter, side_effect_name

_URGENT = (Urgency.URGENT, Urgency.EMERGENCY)


class SideEffectsCard(Card):
    """Every side effect of the patient that has not healed, the prolonged ones first.

    Wishes: `report_wanted()`, `heal_wanted(side_effect)`.
    """

    report_wanted = Signal()
    heal_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Open side effects"))
        self.report_button = Button(tr("Report side effect"), run=self.report_wanted.emit)
        self.report_button.explain(tr("Write down a side effect of the chosen course"))
        self._box = QWidget()
        self._rows = QVBoxLayout(self._box)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(10)
        self.add(self._box)
        self.add(self.report_button)

    def show_effects(self, effects: Sequence[SideEffect], areas: dict[int, str], today: date, *, may: bool) -> None:
        """Show open side effects; `areas` names each course's area, `may` allows closing them."""
        clear(self._rows)
        for number, effect in enumerate(effects):
            if number:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(effect, areas.get(effect.entry.course_id, ""), today, may=may))
        if not effects:
            self._rows.addWidget(Label(tr("None open"), Role.QUIET))

    def _row(self, effect: SideEffect, area: str, today: date, *, may: bool) -> QWidget:
        row = QWidget()
        stack = QVBoxLayout(row)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        stack.addWidget(Label(side_effect_name(effect), Role.STRONG, wrap=True))
        stack.addWidget(Label(day_counter(effect, today), Role.SMALL, wrap=True))
        since = tr("{area}, since {date}", area=area, date=said_day(effect.entry.onset_on))
        stack.addWidget(Label(since, Role.SMALL, wrap=True))
        stack.addLayout(self._foot(effect, today, may=may))
        return row

    def _foot(self, effect: SideEffect, today: date, *, may: bool) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(6)
        for chip in _chips(effect, today):
            foot.addWidget(Chip(chip), 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        if may:
            healed = Button(tr("Healed"), icon="check", run=partial(self.heal_wanted.emit, effect))
            healed.setAccessibleName(tr("{name} has healed", name=side_effect_name(effect)))
            foot.addWidget(healed)
        return foot


def _chips(effect: SideEffect, today: date) -> tuple[ChipText, ...]:
    chips = []
    if effect.kind.urgency in _URGENT:
        chips.append(ChipText(tr("Review now"), Tone.DANGER))
    if effect.is_prolonged(today):
        chips.append(ChipText(tr("Prolonged"), Tone.DANGER))
    return tuple(chips) or (ChipText(tr("Healing"), Tone.NEUTRAL),)
