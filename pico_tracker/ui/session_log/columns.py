"""Three columns side by side; where they do not fit, the third stands under the second."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.style import px

GAP = 14


def keep_whole(heading: Label) -> None:
    """Let what stands beside a part's heading give way, never its number and name."""
    heading.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)


@dataclass(frozen=True, slots=True)
class Part:
    """A column: its share of the width, the least width it can be used at, and the least beside two
    others, in px at 100 %."""

    widget: QWidget
    share: int
    least: int
    beside_two: int


class Columns(QWidget):
    """`Columns(Part(before, 12, 220, 230), Part(treatment, 28, 500, 550), Part(after, 12, 220, 220))`."""

    def __init__(self, *parts: Part) -> None:
        super().__init__()
        self._parts = parts
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        first, second, _third = (px(part.least) for part in parts)
        self.setMinimumWidth(first + GAP + second)
        self.fits_three = False
        self._arrange(fits_three=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use three columns where there is room for them."""
        super().resizeEvent(event)
        needed = sum(px(part.beside_two) for part in self._parts) + GAP * (len(self._parts) - 1)
        self._arrange(fits_three=self.width() >= needed)

    def _arrange(self, *, fits_three: bool) -> None:
        if fits_three == self.fits_three:
            return
        self.fits_three = fits_three
        first, second, third = (part.widget for part in self._parts)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(first, 0, 0, 1 if fits_three else 2, 1, top)
        self._grid.addWidget(second, 0, 1, top)
        self._grid.addWidget(third, *((0, 2) if fits_three else (1, 1)), top)
        for column, part in enumerate(self._parts):
            self._grid.setColumnStretch(column, part.share if fits_three or column < 2 else 0)
            self._grid.setColumnMinimumWidth(column, px(part.beside_two) if fits_three else 0)
        self._grid.setRowStretch(1, 0 if fits_three else 1)
        self.updateGeometry()
