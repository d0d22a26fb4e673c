"""The reaction gate: how the last session healed, answered by one key or by what is on record since."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.safety_checks import HEALING_NAMES, Healing, HealingFacts
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr, translated


class HealingField(Field[Healing]):
    """`field.show_facts(facts)` says what is on record since the last session; nothing is preset.

    `event_wanted()` follows the wish to write down what happened. Once that is on record, and
    `show_facts` was told so, the field answers itself.
    """

    event_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("healing", tr("How did it heal?"))
        self._value: Healing | None = None
        self._facts = HealingFacts()
        self._waits = False
        self.healed = Button(translated(HEALING_NAMES[Healing.HEALED]), key="H", run=self._choose_healed)
        self.event_button = Button(tr("Something happened…"), run=self._choose_event)
        self.event_button.explain(tr("Opens the form for a side effect; what is typed here is kept."))
        self.another = Button(tr("Report another…"), kind=Kind.QUIET, run=self.event_wanted.emit)
        box = QWidget()
        flow = FlowLayout(box, gap=6)
        for button in (self.healed, self.event_button, self.another):
            flow.addWidget(button)
        self._place(box, self.healed)
        self.ends = Label("", Role.SMALL, wrap=True)
        self._stack.insertWidget(2, self.ends)
        self.ends.hide()
        for button in (self.healed, self.event_button):
            button.setCheckable(True)
            button.setAccessibleName(tr("{question}: {answer}", question=self.label_text, answer=button.said()))
        self._show()

    def show_facts(self, facts: HealingFacts) -> None:
        """Go on with what is on record now; an event that was just written down is the answer."""
        is_new, self._facts = facts != self._facts, facts
        if self._waits and is_new:
            self._waits = False
            self.set_value(Healing.EVENT)
        self._say_ends()

    def _say_ends(self) -> None:
        named = ", ".join(translated(one) for one in self._facts.to_end)
        self.ends.setText(tr("Healed, no event also ends: {names}", names=named) if named else "")
        self.ends.setVisible(bool(named))

    def _is_recorded(self) -> bool:
        """Whether something that is more than the normal answer of the skin is on record since."""
        beyond = set(self._facts.recorded_since) - set(self._facts.to_end)
        return bool(beyond or self._facts.unhealed)

    def _choose_healed(self) -> None:
        self._waits = False
        self.set_value(Healing.HEALED)
        self._show()

    def _choose_event(self) -> None:
        if self._is_recorded():
            self.set_value(Healing.EVENT)
        else:
            self._waits = True
            self.set_value(None)
            self.event_wanted.emit()
        self._show()

    def _show(self) -> None:
        self.healed.setChecked(self._value is Healing.HEALED)
        self.event_button.setChecked(self._value is Healing.EVENT)
        self.another.setVisible(self._value is Healing.EVENT)

    def value(self) -> Healing | None:
        """The answer, none before there is one."""
        return self._value

    def set_value(self, value: Healing | None) -> None:
        """Show an answer; none takes it back."""
        before, self._value = self._value, value
        self._show()
        if before is not value:
            self.changed.emit()

    def raw_text(self) -> str:
        """The answer as one word."""
        return "" if self._value is None else self._value.value

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; anything else is no answer."""
        self.set_value({one.value: one for one in Healing}.get(text))

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for button in (self.healed, self.event_button, self.another):
            button.setEnabled(not read_only)
