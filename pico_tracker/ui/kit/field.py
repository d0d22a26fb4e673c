"""What all form fields share: a label above, the input, and what the rules say beneath."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.words import Sentence
from pico_tracker.ui.kit.notice import ToneBox
from pico_tracker.ui.kit.plain_text import Label, Role, repolish
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr

V = TypeVar("V")

TONES = {Level.NOTE: Tone.INFO, Level.CAUTION: Tone.WARN, Level.STOP: Tone.DANGER}


def level_word(finding: Finding) -> str:
    """The word that goes with the colour of a finding."""
    if finding.level is Level.STOP and finding.overridable:
        return tr("Only with a reason")
    words = {Level.NOTE: tr("Note"), Level.CAUTION: tr("Caution"), Level.STOP: tr("Not possible")}
    return words[finding.level]


class FindingLine(ToneBox):
    """One finding under its field: word, sentence, colour."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(TONES[finding.level])
        self.finding = finding
        text = tr("{word}: {sentence}", word=level_word(finding), sentence=said(finding.sentence))
        label = Label(text, Role.SMALL, wrap=True)
        label.set_tone(TONES[finding.level].value)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 8, 4)
        row.addWidget(label)
        self.setAccessibleName(text)


class Field(QWidget, Generic[V]):
    """One thing to enter. Subclasses say how it is typed; pages use only this:

    `value()` is what was entered or none; `raw_text()` is exactly what was typed, for a draft,
    and `set_raw_text()` puts it back; `problems()` says why what was typed is no value.
    """

    changed = Signal()

    def __init__(self, name: str, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__()
        self.name, self.label_text, self.required = name, label, required
        self._shown: Findings = ()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(4)
        self.label = Label(self._label_with_mark(), Role.SMALL, elide=True)
        self._stack.addWidget(self.label)
        self._hint = Label(hint, Role.SMALL, wrap=True)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(4)

    def _label_with_mark(self) -> str:
        return tr("{label} (required)", label=self.label_text) if self.required else self.label_text

    def _place(self, input_: QWidget, focus: QWidget | None = None) -> None:
        """Put the input under the label; `focus` is the part that is typed in."""
        self._input = focus or input_
        self._input.setAccessibleName(self._label_with_mark())
        self._input.setAccessibleDescription(self._hint.text())
        self.setFocusProxy(self._input)
        self._stack.addWidget(input_)
        if self._hint.text():
            self._stack.addWidget(self._hint)
        self._stack.addLayout(self._findings)
        self._stack.addStretch(1)

    def value(self) -> V | None:
        """What was entered, or none when empty or not readable."""
        raise NotImplementedError

    def set_value(self, value: V | None) -> None:
        """Show a value; none empties the field."""
        raise NotImplementedError

    def raw_text(self) -> str:
        """Exactly what was typed, readable or not."""
        raise NotImplementedError

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave."""
        raise NotImplementedError

    def problems(self) -> Findings:
        """Why what was typed is no value; nothing when it is one, or when the field is empty."""
        return ()

    def stop(self, sentence: Sentence) -> Finding:
        """A finding of this field's own that stops."""
        return Finding(self.name, sentence, Level.STOP)

    @property
    def findings(self) -> Findings:
        """What is said beneath the field now."""
        return self._shown

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Say these beneath the field, the gravest first, after the field's own problems."""
        wanted = (*self.problems(), *sorted(findings, key=lambda finding: -finding.level))
        if wanted == self._shown:
            return
        self._shown = wanted
        self._clear_findings()
        for finding in wanted:
            self._findings.addWidget(FindingLine(finding))
        highest = max((finding.level for finding in wanted), default=None)
        self._input.setProperty("level", highest.name.lower() if highest else "")
        self._input.setAccessibleDescription(
            " ".join([self._hint.text(), *(said(finding.sentence) for finding in wanted)]).strip()
        )
        repolish(self._input)

    def _clear_findings(self) -> None:
        while self._findings.count():
            item = self._findings.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self._input.setEnabled(not read_only)

    def give_focus(self) -> None:
        """Put the cursor here."""
        self._input.setFocus(Qt.FocusReason.OtherFocusReason)
