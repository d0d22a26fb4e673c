"""Fields to choose in: one of several, yes or no, a tick."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QWidget,
)

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.plain_text import shown
from pico_tracker.ui.kit.words import tr

LONG_LIST = 12
"""A list longer than this can be searched by typing."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: `value` is what the page gets, `text` what people read."""

    value: object
    text: str


class _Combo(QComboBox):
    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setView(QListView())  # the native list would ignore the style

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page never changes a choice."""
        event.ignore()


class ChoiceField(Field[object]):
    """One of several: `ChoiceField("sex", tr("Sex"), options=(Option("f", tr("Female")), …))`.

    Starts empty; a list longer than `LONG_LIST` can be searched by typing any part of it.
    """

    def __init__(
        self, name: str, label: str, *, options: Sequence[Option] = (), required: bool = False, hint: str = ""
    ) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self.input = _Combo()
        self._options: tuple[Option, ...] = ()
        self._place(self.input)
        self.set_options(options)
        self.input.currentTextChanged.connect(self.changed)
        self.input.activated.connect(self._speak)

    def _speak(self) -> None:
        self.show_findings(f for f in self.findings if f.code)

    def set_options(self, options: Iterable[Option]) -> None:
        """Offer these; the choice stays if it is still among them."""
        kept, before = self.value(), self.raw_text()
        self._options = tuple(options)
        blocker = QSignalBlocker(self.input)
        self.input.clear()
        self.input.addItems([shown(option.text, 200) for option in self._options])
        self._set_searchable(len(self._options) > LONG_LIST)
        self.set_value(kept)
        blocker.unblock()
        if self.raw_text() != before:
            self.changed.emit()

    def _set_searchable(self, searchable: bool) -> None:
        if searchable == self.input.isEditable():
            return
        self.input.setEditable(searchable)
        line = self.input.lineEdit()
        if searchable and line is not None:
            self.input.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            line.setMaxLength(200)
            line.setPlaceholderText(tr("Type to search"))
            line.setAccessibleName(self._label_with_mark())
            line.editingFinished.connect(self._settle)
            completer = QCompleter(self.input.model(), self.input)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.input.setCompleter(completer)

    def _settle(self) -> None:
        index = self._index_of_text(self.input.currentText())
        if index >= 0:
            self.input.setCurrentIndex(index)
        self._speak()

    def _index_of_text(self, text: str) -> int:
        typed = text.strip().casefold()
        texts = [option.text.casefold() for option in self._options]
        return texts.index(typed) if typed in texts else -1

    def value(self) -> object:
        """The value of the chosen option, or none."""
        index = self._index_of_text(self.input.currentText()) if self.input.isEditable() else -1
        index = index if index >= 0 or self.input.isEditable() else self.input.currentIndex()
        return self._options[index].value if 0 <= index < len(self._options) else None

    def set_value(self, value: object) -> None:
        """Choose the option with this value; none chooses nothing."""
        values = [option.value for option in self._options]
        self.input.setCurrentIndex(values.index(value) if value is not None and value in values else -1)
        if self.input.currentIndex() < 0 and self.input.isEditable():
            self.input.setEditText("")

    def raw_text(self) -> str:
        """The text chosen or typed."""
        return self.input.currentText()

    def set_raw_text(self, text: str) -> None:
        """Choose the option with this text, or keep it as typed where typing is possible."""
        self.input.setCurrentIndex(self._index_of_text(text))
        if self.input.currentIndex() < 0 and self.input.isEditable():
            self.input.setEditText(text[:200])

    def problems(self) -> Findings:
        """Says so when what was typed is not in the list."""
        if not self.input.currentText().strip() or self.value() is not None:
            return ()
        if self.input.currentIndex() >= 0 and not self.input.isEditable():
            return ()
        text = mark("This is not in the list. It is kept as typed; choose one from the list.")
        return (self.stop(sentence(text)),)


class YesNoField(Field[bool]):
    """Yes or no, or not answered yet: `YesNoField("sun", tr("Sun or tan on the area"))`.

    The label stands at the left and the answer at the right, so that a list reads as a list.
    """

    def __init__(self, name: str, label: str, *, required: bool = False) -> None:
        super().__init__(name, label, required=required)
        self._stack.removeWidget(self.label)
        self._answers = QButtonGroup(self)
        self._answers.setExclusive(False)
        self.yes, self.no = self._segment(tr("Yes"), "first"), self._segment(tr("No"), "last")
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self.label.setProperty("role", "body")
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inner.addWidget(self.label, 1)
        inner.addSpacing(8)
        inner.addWidget(self.yes)
        inner.addWidget(self.no)
        self._place(row, self.yes)
        self._name_answers()

    def _segment(self, text: str, place: str) -> Button:
        button = Button(text)
        button.setCheckable(True)
        button.setProperty("segment", place)
        button.clicked.connect(lambda checked: self._answer(button, checked))
        return button

    def _name_answers(self) -> None:
        for button in (self.yes, self.no):
            button.setAccessibleName(tr("{question}: {answer}", question=self.label_text, answer=button.said()))

    def _answer(self, button: Button, checked: bool) -> None:
        other = self.no if button is self.yes else self.yes
        if checked:
            other.setChecked(False)
        self.changed.emit()

    def value(self) -> bool | None:
        """The answer, or none when there is none yet."""
        return True if self.yes.isChecked() else False if self.no.isChecked() else None

    def set_value(self, value: bool | None) -> None:
        """Show an answer; none takes it back."""
        before = self.value()
        self.yes.setChecked(value is True)
        self.no.setChecked(value is False)
        if before != value:
            self.changed.emit()

    def raw_text(self) -> str:
        """ "yes", "no" or ""."""
        return {True: "yes", False: "no", None: ""}[self.value()]

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave."""
        self.set_value({"yes": True, "no": False}.get(text))

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.yes.setEnabled(not read_only)
        self.no.setEnabled(not read_only)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Say these beneath the answer."""
        super().show_findings(findings)


class TickField(Field[bool]):
    """A tick with its text beside it: `TickField("eye_protection", tr("Eye protection on"))`."""

    def __init__(self, name: str, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__(name, label, required=required, hint=hint)
        self.label.hide()
        self._stack.removeWidget(self.label)
        self.input = QCheckBox(self._label_with_mark().replace("&", "&&"))
        self.input.setMinimumSize(QSize(0, 24))
        self.input.toggled.connect(lambda _checked: self.changed.emit())
        self._place(self.input)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.input.isChecked()

    def set_value(self, value: bool | None) -> None:
        """Tick it or not."""
        self.input.setChecked(bool(value))

    def raw_text(self) -> str:
        """ "yes" or ""."""
        return "yes" if self.value() else ""

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave."""
        self.set_value(text == "yes")
