"""Cards and the empty state: what stands on the page's ground."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.plain_text import Label, Role, repolish
from pico_tracker.ui.kit.style import CONTROL, px


def line(*, upright: bool = False) -> QWidget:
    """A thin line between parts of a card."""
    thin = QWidget()
    thin.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    thin.setProperty("part", "line")
    if upright:
        thin.setFixedWidth(1)
    else:
        thin.setFixedHeight(1)
    return thin


class Card(QFrame):
    """A titled card: `card = Card(tr("Sessions"), actions=(save_button,)); card.add(table)`.

    Without a title it has no head. `edge_to_edge` drops the inner margin, as tables want it.
    """

    def __init__(self, title: str = "", *, actions: tuple[QWidget, ...] = (), edge_to_edge: bool = False) -> None:
        super().__init__()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self._stack.setSpacing(0)
        self.title = Label(title, Role.HEADING, elide=True)
        self._actions = QHBoxLayout()
        if title or actions:
            self._stack.addWidget(self._head(actions))
            self._stack.addWidget(line())
            self.setAccessibleName(title)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(*((0, 0, 0, 0) if edge_to_edge else (15, 12, 15, 14)))
        self.body.setSpacing(8)
        self._stack.addLayout(self.body, 1)

    def _head(self, actions: tuple[QWidget, ...]) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(15, 5, 12, 5)
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        row.addLayout(self._actions)
        self._actions.setSpacing(8)
        self.set_actions(*actions)
        head.setMinimumHeight(px(CONTROL) + 10)
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return head

    def set_actions(self, *actions: QWidget) -> None:
        """Put buttons or chips at the right of the head, in place of those there."""
        clear(self._actions)
        for action in actions:
            self._actions.addWidget(action)

    def add(self, part: QWidget, stretch: int = 0) -> QWidget:
        """Put a widget under what is already in the card; returns the widget."""
        self.body.addWidget(part, stretch)
        return part


class ChoiceCard(Card):
    """A card that can be chosen by click, Space or Enter, such as one course of several."""

    chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)

    def set_chosen(self, chosen: bool) -> None:
        """Draw it as the chosen one."""
        self.setProperty("chosen", "true" if chosen else "false")
        repolish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter choose."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()


class EmptyState(QWidget):
    """What will appear here, and the first step:
    `EmptyState(tr("No sessions yet."), tr("Log session"), self.log_wanted.emit)`.
    """

    def __init__(self, text: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(24, 28, 24, 28)
        stack.setSpacing(12)
        self.text = Label(text, Role.QUIET, wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        stack.addStretch(1)
        stack.addWidget(self.text)
        if action:
            self.button = Button(action, kind=Kind.SECONDARY, run=run)
            stack.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        stack.addStretch(1)


def clear(layout: QLayout) -> None:
    """Take everything out of `layout` and off the page."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
