"""Fields for numbers, with their unit inside; what is no number stays as typed and is explained."""

from decimal import Decimal
from typing import TypeVar

from PySide6.QtGui import QFocusEvent

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.kit.decimals import NotRead, read_decimal, read_whole, said_decimal
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.text_fields import LineInput

N = TypeVar("N", Decimal, int)

LINE = 40


class _NumberInput(LineInput):
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()


class TypedField(Field[N]):
    """A field whose text has to be read: what cannot be read is kept and explained."""

    def __init__(self, name: str, label: str, *, unit: str = "", required: bool = False, hint: str = "") -> None:
        super().__init__(name, label, required=required, hint=hint)
        self.input = _NumberInput(LINE, unit)
        self.input.textChanged.connect(self._on_text)
        self.input.editingFinished.connect(self._speak)
        self._place(self.input)
        if unit:
            self.input.setAccessibleName(f"{self._label_with_mark()}, {unit}")

    def _on_text(self) -> None:
        if self.findings and not self.problems():
            self.show_findings(())
        self.changed.emit()

    def _speak(self) -> None:
        if self.problems() or self.findings:
            self.show_findings(f for f in self.findings if f.code)

    def raw_text(self) -> str:
        """Exactly what was typed."""
        return self.input.text()

    def set_raw_text(self, text: str) -> None:
        """Put back what was typed."""
        self.input.setText(text[:LINE])

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed; it can still be copied."""
        self.input.setReadOnly(read_only)


class NumberField(TypedField[Decimal]):
    """A number with decimals: `NumberField("fluence_j_cm2", tr("Fluence"), unit="J/cm²")`."""

    def value(self) -> Decimal | None:
        """The number, or none when empty or not readable."""
        number = read_decimal(self.input.text())
        return None if isinstance(number, NotRead) else number

    def set_value(self, value: Decimal | None) -> None:
        """Show a number with the separator of the locale."""
        self.input.setText("" if value is None else said_decimal(value))

    def problems(self) -> Findings:
        """Why the text is no number, and how to type one."""
        typed = self.input.text().strip()
        read = read_decimal(typed)
        if not typed or not isinstance(read, NotRead):
            return ()
        if read is NotRead.AMBIGUOUS:
            text = mark("This can be read in two ways. Type it without a thousands separator.")
        else:
            text = mark("This is not a number. It is kept as typed; type it like {example}.")
        return (self.stop(sentence(text, example=said_decimal(Decimal("3.5")))),)


class WholeNumberField(TypedField[int]):
    """A whole number: `WholeNumberField("pulses", tr("Pulses"))`."""

    def value(self) -> int | None:
        """The number, or none when empty or not readable."""
        number = read_whole(self.input.text())
        return None if isinstance(number, NotRead) else number

    def set_value(self, value: int | None) -> None:
        """Show a number."""
        self.input.setText("" if value is None else str(value))

    def problems(self) -> Findings:
        """Why the text is no whole number, and how to type one."""
        typed = self.input.text().strip()
        if not typed or not isinstance(read_whole(typed), NotRead):
            return ()
        text = mark("This is not a whole number. It is kept as typed; type it like {example}.")
        return (self.stop(sentence(text, example="1064")),)
