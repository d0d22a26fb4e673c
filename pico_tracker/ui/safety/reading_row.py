"""What one spot of a test shows: normal or a reaction, a note, and whether its setting is chosen."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Finding
from pico_tracker.domain.test_patches import RESULT_NAMES, Patch, PatchReadingEntry, PatchResult
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import line
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import TickField
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.slim_fields import FindingList, SlimTextField, mark_input
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.safety.patch_words import patch_beam, patch_reading, patch_settings

NUMBER = 22


class ResultField(Field[PatchResult]):
    """Normal or reaction, side by side; the first letter of each word chooses it, a second click takes it back."""

    def __init__(self) -> None:
        super().__init__("result", tr("It shows"))
        self.label.hide()
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._segments = {one: self._segment(one) for one in PatchResult}
        for one, place in zip(self._segments.values(), ("first", "last"), strict=True):
            one.setProperty("segment", place)
            row.addWidget(one)
        self._place(box, self._segments[PatchResult.NORMAL])

    def _segment(self, result: PatchResult) -> Button:
        button = Button(translated(RESULT_NAMES[result]))
        button.setCheckable(True)
        button.clicked.connect(partial(self._clicked, result))
        button.installEventFilter(self)
        return button

    def segment(self, result: PatchResult) -> Button:
        """The button of a result."""
        return self._segments[result]

    def name_spot(self, name: str) -> None:
        """Say of which spot it is, for a screen reader."""
        for button in self._segments.values():
            button.setAccessibleName(tr("{question}: {answer}", question=name, answer=button.said()))

    def _clicked(self, result: PatchResult, *_told: object) -> None:
        """A click or a press of the space bar: how the button then stands; Qt may leave out to tell it."""
        self._choose(result, checked=self._segments[result].isChecked())

    def _choose(self, result: PatchResult, checked: bool) -> None:
        for one, button in self._segments.items():
            button.setChecked(checked and one is result)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first letter of a word chooses it."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress or event.modifiers():
            return super().eventFilter(watched, event)
        letters = {button.said()[0].casefold(): one for one, button in self._segments.items()}
        wanted = letters.get(event.text().casefold())
        if wanted is None:
            return super().eventFilter(watched, event)
        self._choose(wanted, checked=True)
        return True

    def value(self) -> PatchResult | None:
        """What it shows, none while nobody said."""
        return next((one for one, button in self._segments.items() if button.isChecked()), None)

    def set_value(self, value: PatchResult | None) -> None:
        """Show a result; none takes it back."""
        if value is not self.value():
            for one, button in self._segments.items():
                button.setChecked(one is value)
            self.changed.emit()

    def raw_text(self) -> str:
        """ "normal", "reaction" or ""."""
        value = self.value()
        return value.value if value else ""

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave."""
        self.set_value({one.value: one for one in PatchResult}.get(text))

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Mark the answers; their row says the sentences."""
        self._shown = tuple(findings)
        for button in self._segments.values():
            mark_input(button, self._shown)


class ReadingRow(QWidget):
    """`row.entry(day)` is the reading as typed; `is_begun` once anything was said of the spot."""

    typed = Signal(str)

    def __init__(self, desk: Desk, patch: Patch, number: int) -> None:
        super().__init__()
        self.patch, self._entry_id = patch, desk.mint_entry_id()
        self.result = ResultField()
        self.note = SlimTextField("note", tr("What is seen"))
        self.chosen = TickField("is_chosen", tr("Chosen setting"))
        self.found = FindingList()
        kept = self.chosen.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.chosen.setSizePolicy(kept)
        self.note.label.hide()
        self.note.input.setPlaceholderText(tr("What is seen"))
        self._lay_out(number)
        which = ", ".join(part for part in (patch.entry.place, patch_settings(patch)) if part)
        name = tr("Spot {number}, {settings}", number=number, settings=which)
        self.setAccessibleName(name)
        self.result.name_spot(name)
        self.note.input.setAccessibleName(tr("{question}: {answer}", question=name, answer=tr("What is seen")))
        self.chosen.input.setAccessibleName(tr("{question}: {answer}", question=name, answer=tr("Chosen setting")))
        for field in self.fields:
            field.changed.connect(partial(self._on_typed, field.name))
        self._on_typed("")

    @property
    def fields(self) -> tuple[Field[Any], ...]:
        """The fields in the order they stand."""
        return (self.result, self.note, self.chosen)

    def _lay_out(self, number: int) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(10)
        which = Label(str(number), Role.STRONG)
        which.setFixedWidth(px(NUMBER))
        row.addWidget(which)
        row.addLayout(self._words(), 5)
        row.addWidget(self.result, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.note, 4, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.chosen, 0, Qt.AlignmentFlag.AlignVCenter)
        if number > 1:
            stack.addWidget(line())
        stack.addLayout(row)
        stack.addWidget(self.found)

    def _words(self) -> QVBoxLayout:
        """The place on the area first, which tells spots apart; a tip says what is cut at the end."""
        words = QVBoxLayout()
        words.setSpacing(0)
        place, settings = self.patch.entry.place, patch_settings(self.patch)
        words.addWidget(Label(place or settings, Role.STRONG, elide=True))
        parts = (settings if place else "", patch_beam(self.patch), patch_reading(self.patch))
        words.addWidget(Label(" · ".join(part for part in parts if part), Role.SMALL, elide=True))
        return words

    def _on_typed(self, name: str) -> None:
        is_normal = self.result.value() is PatchResult.NORMAL
        if not is_normal:
            self.chosen.set_value(value=False)
        self.chosen.setVisible(is_normal)
        if name:
            self.typed.emit(name)

    @property
    def is_begun(self) -> bool:
        """Whether anything was said of the spot."""
        return any(one.raw_text() for one in self.fields)

    def entry(self, read_on: date) -> PatchReadingEntry:
        """The reading as typed."""
        return PatchReadingEntry(
            entry_id=self._entry_id,
            patch_id=self.patch.id,
            read_on=read_on,
            result=self.result.value(),
            note=self.note.value(),
            is_chosen=self.chosen.value(),
        )

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Mark the fields and say beneath them what was found."""
        found = tuple(findings)
        self.result.show_findings(one for one in found if one.field == "result")
        self.found.show_findings(found)
