"""Fields for words: one line, or several. Both capped, both plain text whatever is pasted."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, clean_line, clean_text, mark, sentence
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.plain_text import Label, Role, first_units, units
from pico_tracker.ui.kit.style import CONTROL, px


class LineInput(QLineEdit):
    """A line of text with a unit inside at its right end; longer text than `limit` is cut."""

    was_cut = Signal()

    def __init__(self, limit: int = LINE_LIMIT, unit: str = "") -> None:
        super().__init__()
        self._limit = limit
        self.setMaxLength(limit + 2)  # so that being too long can be seen, even where Qt halves a letter
        self._unit = Label(unit, Role.SMALL)
        self._unit.setParent(self)
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._keep_within)

    def show_text(self, text: str) -> None:
        """Show a text from its beginning."""
        self.setText(first_units(text, self._limit + 1))
        self.setCursorPosition(0)

    def _keep_within(self, text: str) -> None:
        if units(text) > self._limit:
            self.setText(first_units(text, self._limit))
            self.was_cut.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the unit at the right end."""
        super().resizeEvent(event)
        if self._unit.text():
            size = self._unit.sizeHint()
            self._unit.setGeometry(
                self.width() - size.width() - px(10),
                (self.height() - size.height()) // 2,
                size.width(),
                size.height(),
            )
            self.setTextMargins(0, 0, size.width() + px(4), 0)


class PlainInput(QPlainTextEdit):
    """Several lines of plain text, cut at `limit`; Tab goes on to the next field."""

    was_cut = Signal()

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._keep_within)

    def room(self) -> int:
        """How many characters still fit, what is marked being replaced."""
        taken = self.document().characterCount() - 1
        cursor = self.textCursor()
        return max(0, self._limit - taken + (cursor.selectionEnd() - cursor.selectionStart()))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only text can be pasted or dropped."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste the plain text that fits; markup and pictures are never looked at.

        It is cleaned when it is read: a word pasted into a sentence keeps the space before it.
        """
        if not source.hasText():
            return
        text = source.text()[: self._limit + 1]
        fitting = first_units(text, self.room())
        self.textCursor().insertText(fitting)
        if len(fitting) < len(text):
            self.was_cut.emit()

    def _keep_within(self) -> None:
        extra = self.document().characterCount() - 1 - self._limit
        if extra > 0:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._limit)
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            self.was_cut.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter belongs to the page (sign and finish), not to the text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            return
        super().keyPressEvent(event)


def cut_finding(name: str, limit: int) -> Finding:
    """Says that a text was cut."""
    text = sentence(mark("Only the first {limit} characters were kept. The rest was cut."), limit=limit)
    return Finding(name, text, Level.NOTE)


class _CappedField(Field[str]):
    """Text in an input that cuts what is longer than a limit, which the field then tells."""

    input: LineInput | PlainInput

    def __init__(self, name: str, label: str, limit: int, *, required: bool, hint: str) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self._limit, self._cut = limit, False

    def _note_cut(self) -> None:
        self._cut = True
        self.show_findings(())

    def set_raw_text(self, text: str) -> None:
        """Put back what was typed."""
        self.set_value(text)

    def problems(self) -> Findings:
        """Says so when a pasted text was cut."""
        return (cut_finding(self.name, self._limit),) if self._cut else ()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed; it can still be copied."""
        self.input.setReadOnly(read_only)


class TextField(_CappedField):
    """One line: `TextField("family_name", tr("Family name"), required=True)`."""

    input: LineInput

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        unit: str = "",
        limit: int = LINE_LIMIT,
    ) -> None:
        super().__init__(name, label, limit, required=required, hint=hint)
        self.input = LineInput(limit, unit)
        self.input.was_cut.connect(self._note_cut)
        self.input.textEdited.connect(self._edited)
        self.input.textChanged.connect(self.changed)
        self._place(self.input)

    def _edited(self) -> None:
        self._cut = units(self.input.text()) > self._limit

    def value(self) -> str:
        """The line, cleaned; "" when empty."""
        return clean_line(self.input.text())

    def set_value(self, value: str | None) -> None:
        """Show a line; none empties the field."""
        self._cut = False
        self.input.show_text(value or "")

    def raw_text(self) -> str:
        """Exactly what was typed."""
        return self.input.text()


class LongTextField(_CappedField):
    """Several lines: `LongTextField("note", tr("Note"), lines=4)`."""

    input: PlainInput

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        lines: int = 3,
        limit: int = TEXT_LIMIT,
    ) -> None:
        super().__init__(name, label, limit, required=required, hint=hint)
        self._text = ""
        self.input = PlainInput(limit)
        self.input.setFixedHeight(max(px(CONTROL), self.input.fontMetrics().lineSpacing() * lines + px(18)))
        self.input.was_cut.connect(self._note_cut)
        self.input.textChanged.connect(self._edited)
        self._place(self.input)

    def _edited(self) -> None:
        text = self.input.toPlainText()
        if text == self._text:  # Qt speaks up for a new font, too
            return
        self._text = text
        self._cut = self._cut and self.input.room() == 0
        self.changed.emit()

    def value(self) -> str:
        """The text, cleaned; "" when empty."""
        return clean_text(self.input.toPlainText())

    def set_value(self, value: str | None) -> None:
        """Show a text; none empties the field."""
        self._cut = False
        self.input.setPlainText(first_units(value or "", self._limit))

    def raw_text(self) -> str:
        """Exactly what was typed."""
        return self.input.toPlainText()
