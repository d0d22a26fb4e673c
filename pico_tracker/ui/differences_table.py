"""What differs between two versions of a record: a line a fact, the first value struck through."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from pico_tracker.domain.session_amendments import Difference
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr


def differences_table(changed: Sequence[Difference]) -> QWidget:
    """One line a fact: what, as it was with a line through, as it is."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 6)
    grid.setHorizontalSpacing(16)
    for column, stretch in enumerate((2, 4, 4)):
        grid.setColumnStretch(column, stretch)
    for line, one in enumerate(changed):
        grid.addWidget(Label(one.label, Role.SMALL, wrap=True), line, 0)
        grid.addWidget(_before(one), line, 1)
        grid.addWidget(Label(one.after or _none(), wrap=True).selectable(), line, 2)
    return box


def _before(one: Difference) -> Label:
    label = Label(one.before or _none(), wrap=True).selectable()
    label.setAccessibleName(tr("Before: {value}", value=one.before or _none()))
    return label.strike() if one.before else label


def _none() -> str:
    return tr("Not recorded")
