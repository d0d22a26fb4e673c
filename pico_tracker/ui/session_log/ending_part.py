"""How the session ended: as planned, or stopped early with the reason and when the patient comes again."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.endings import ENDING_NAMES, Ending
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import DateField, TextField
from pico_tracker.ui.kit.form import AnyField
from pico_tracker.ui.kit.words import tr, translated


class EndingField(Field[Ending]):
    """As planned unless somebody says that it was stopped early."""

    def __init__(self) -> None:
        super().__init__("ending", tr("Ending"))
        self.label.hide()
        self.button = Button(tr("Stopped early…"), run=self.changed.emit)
        self.button.setCheckable(True)
        self.button.explain(tr("The pulses given until then are kept, with the reason and the next date."))
        self._place(self.button)
        self.button.setAccessibleName(translated(ENDING_NAMES[Ending.STOPPED_EARLY]))

    def value(self) -> Ending:
        """How it ended."""
        return Ending.STOPPED_EARLY if self.button.isChecked() else Ending.COMPLETE

    def set_value(self, value: Ending | None) -> None:
        """Show how it ended; none is as planned."""
        before = self.value()
        self.button.setChecked(value is Ending.STOPPED_EARLY)
        if before is not self.value():
            self.changed.emit()

    def raw_text(self) -> str:
        """Empty as planned."""
        return Ending.STOPPED_EARLY.value if self.button.isChecked() else ""

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave."""
        self.set_value(Ending.STOPPED_EARLY if text == Ending.STOPPED_EARLY.value else None)


class EndingPart(QWidget):
    """The choice, and beneath it what is asked where it was stopped early."""

    def __init__(self) -> None:
        super().__init__()
        self.ending = EndingField()
        self.reason = TextField("ending_reason", tr("Why it was stopped"))
        self.return_on = DateField("return_on", tr("Comes again on"))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        for field in self.fields:
            stack.addWidget(field)
        self.ending.changed.connect(self._adapt)
        self._adapt()

    @property
    def fields(self) -> tuple[AnyField, ...]:
        """The fields in reading order."""
        return self.ending, self.reason, self.return_on

    def _adapt(self) -> None:
        for field in (self.reason, self.return_on):
            field.setVisible(self.ending.value() is Ending.STOPPED_EARLY)
