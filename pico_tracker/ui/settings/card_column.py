"""Cards of a tab one under the other, scrolling when there is not enough room."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from pico_tracker.ui.kit.style import px

WIDE = 980
"""Width of the cards at most, in px at 100 %."""


def card_column(*cards: QWidget) -> QScrollArea:
    """A scrolling column of cards: `card_column(LasersCard(…), …)`."""
    inside = QWidget()
    inside.setProperty("ground", "clear")
    inside.setMaximumWidth(px(WIDE))
    stack = QVBoxLayout(inside)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(12)
    for card in cards:
        stack.addWidget(card)
    stack.addStretch(1)
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
