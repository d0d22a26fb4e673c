"""Chips over the list: how many lines each group has; one narrows the list to its group."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pico_tracker.domain.recalls import GROUP_NAMES, RecallGroup
from pico_tracker.ui.kit.chips import ChipText, chip_font, chip_size
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.style import Tone, colour, px, theme
from pico_tracker.ui.kit.words import tr, translated

HIGH = 24
"""Height of a chip in px at 100 %."""
_TONES = {RecallGroup.REACTIONS: Tone.DANGER, RecallGroup.OVERDUE: Tone.WARN}


class GroupChip(QAbstractButton):
    """One group with its count; ticked, the list shows nothing else."""

    def __init__(self, group: RecallGroup) -> None:
        super().__init__()
        self._group, self._tone = group, _TONES.get(group, Tone.NEUTRAL)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Say how many lines there are."""
        self.setText(tr("{group} {count}", group=translated(GROUP_NAMES[self._group]), count=count))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Its words with air at both ends."""
        size = chip_size(ChipText(self.text()))
        return QSize(size.width() + px(2), max(size.height(), px(HIGH)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and words, with a frame when it is ticked or the keyboard is on it."""
        ticked, focused = self.isChecked(), self.hasFocus()
        ink, ground = theme().tone(Tone.BRAND if ticked else self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        framed = QPen(colour("focus"), 2 if focused else 1)
        painter.setPen(framed if ticked or focused else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(ground))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(chip_font())
        painter.setPen(QColor(ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text())


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
