"""A strip of tabs over parts of one page; a part is made when it is first wanted."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QTabBar, QVBoxLayout, QWidget

from pico_tracker.ui.kit.plain_text import shown


@dataclass(frozen=True, slots=True)
class Tab:
    """One part: its name, the word on it and what makes it."""

    name: str
    text: str
    make: Callable[[], QWidget]


class TabStrip(QTabBar):
    """The words: `chosen(name)` follows a click or the arrow keys."""

    chosen = Signal(str)

    def __init__(self, tabs: tuple[Tab, ...]) -> None:
        super().__init__()
        self.names = tuple(tab.name for tab in tabs)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        for tab in tabs:
            self.addTab(shown(tab.text).replace("&", "&&"))
        self.currentChanged.connect(lambda index: self.chosen.emit(self.names[index]))

    @property
    def name(self) -> str:
        """The tab in front."""
        return self.names[self.currentIndex()]

    def choose(self, name: str) -> None:
        """Bring a tab to the front."""
        self.setCurrentIndex(self.names.index(name))


class TabbedParts(QWidget):
    """A strip of tabs with the part in front beneath it, as high as that part:
    `parts = TabbedParts((Tab("scores", tr("Scores"), make_scores),))`.

    `shown_part(part)` follows each change of the part in front.
    """

    shown_part = Signal(object)

    def __init__(self, tabs: tuple[Tab, ...]) -> None:
        super().__init__()
        self._make = {tab.name: tab.make for tab in tabs}
        self._made: dict[str, QWidget] = {}
        self.strip = TabStrip(tabs)
        self.strip.chosen.connect(self._show)
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(12)
        self._stack.addWidget(self.strip)
        self._show(self.strip.name)

    @property
    def part(self) -> QWidget:
        """The part in front."""
        return self._made[self.strip.name]

    def choose(self, name: str) -> QWidget:
        """Bring a part to the front and return it."""
        self.strip.choose(name)
        return self.part

    def _show(self, name: str) -> None:
        if name not in self._made:
            part = self._made[name] = self._make[name]()
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            self._stack.addWidget(part, 1)
        for other, part in self._made.items():
            part.setVisible(other == name)
        self.shown_part.emit(self.part)
