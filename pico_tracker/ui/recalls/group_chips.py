"""Chips over the list: how many lines each group has; one narrows the list to its group."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.recalls import GROUP_NAMES, RecallGroup
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.tick_chip import TickChip
from pico_tracker.ui.kit.words import tr, translated

_TONES = {RecallGroup.REACTIONS: Tone.DANGER, RecallGroup.OVERDUE: Tone.WARN}


class GroupChip(TickChip):
    """One group with its count; ticked, the list shows nothing else."""

    def __init__(self, group: RecallGroup) -> None:
        super().__init__(_TONES.get(group, Tone.NEUTRAL))
        self._group = group
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Say how many lines there are."""
        self.say(tr("{group} {count}", group=translated(GROUP_NAMES[self._group]), count=count))


class GroupChips(QWidget):
    """All groups side by side; `chosen()` follows a click, `group` says which is ticked, if any."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, gap=6)
        self.chips = {group: GroupChip(group) for group in RecallGroup}
        for chip in self.chips.values():
            self._flow.addWidget(chip)
            chip.clicked.connect(lambda _on=False, chip=chip: self._toggle(chip))

    @property
    def group(self) -> RecallGroup | None:
        """The group that the list is narrowed to; none: everybody."""
        return next((group for group, chip in self.chips.items() if chip.isChecked()), None)

    def show_counts(self, counts: Mapping[RecallGroup, int]) -> None:
        """Say how many lines each group has; one without any is left out unless it is ticked."""
        for group, chip in self.chips.items():
            count = counts.get(group, 0)
            chip.show_count(count)
            self._flow.removeWidget(chip)
            if count or chip.isChecked():
                self._flow.addWidget(chip)
            chip.setVisible(bool(count) or chip.isChecked())

    def _toggle(self, chip: GroupChip) -> None:
        for other in self.chips.values():
            if other is not chip:
                other.setChecked(False)
        self.chosen.emit()
