"""Everything written about side effects, oldest first, to read."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import line
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.side_effect_words import day_counter, story_of

HEIGHT = 420
"""Height of the part that scrolls, in px at 100 %."""


class StoryView(QWidget):
    """What was written about one side effect: `StoryView(effect, zone)`."""

    def __init__(self, effect: SideEffect, zone: tzinfo) -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        for told in story_of(effect, zone):
            stack.addWidget(Label(told.head, Role.SMALL, wrap=True))
            stack.addWidget(Label(told.body, wrap=True).selectable())


class StoryDialog(Dialog):
    """Every side effect of a patient with all that was written about it."""

    def __init__(self, desk: Desk, effects: Sequence[SideEffect], parent: QWidget) -> None:
        super().__init__(tr("All side effects"), parent, width=640)
        box = QWidget()
        box.setProperty("ground", "clear")
        stack = QVBoxLayout(box)
        stack.setContentsMargins(0, 0, 10, 0)
        stack.setSpacing(10)
        context = desk.context
        for place, effect in enumerate(effects):
            if place:
                stack.addWidget(line())
            stack.addWidget(Label(effect.kind.name, Role.HEADING))
            stack.addWidget(Label(day_counter(effect, context.today()), Role.SMALL, wrap=True))
            stack.addWidget(StoryView(effect, context.zone))
        if not effects:
            stack.addWidget(Label(tr("No side effect on record."), Role.QUIET, wrap=True))
        stack.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(tr("All side effects"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setMinimumHeight(px(HEIGHT))
        area.setWidget(box)
        self.add(area, 1)
        self.ends_with(Button(tr("Close"), run=self.reject))
