"""What the answers of a form come to, while they are given."""

from PySide6.QtWidgets import QHBoxLayout

from pico_tracker.domain.findings import stops
from pico_tracker.domain.scales.shape import Answers, Result, Scale, check_answers
from pico_tracker.domain.words import Sentence
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr, translated


class LiveResult(Card):
    """Score, band and what goes with them: `result.show_answers(scale, answers)`."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout()
        line.setSpacing(8)
        self.score = Label("", Role.STRONG, wrap=True)
        line.addWidget(self.score, 1)
        self._band = QHBoxLayout()
        line.addLayout(self._band)
        self.body.addLayout(line)
        self.more = Label("", Role.BODY, wrap=True)
        self.notes = Label("", Role.SMALL, wrap=True)
        self.warnings = Label("", Role.SMALL, wrap=True)
        self.warnings.set_tone(Tone.WARN.value)
        for label in (self.more, self.warnings, self.notes):
            self.add(label)
        self.band = ""
        self._show("", None)

    def show_answers(self, scale: Scale, answers: Answers) -> Result | None:
        """Show what the answers come to, and return it; None while one is missing or wrong."""
        if stops(check_answers(scale, answers)):
            self._show("", None)
            return None
        result = scale.score(answers)
        self._show(result.band, result)
        return result

    def _show(self, band: str, result: Result | None) -> None:
        clear(self._band)
        self.band = translated(band) if band else ""
        if result is None:
            self.score.setText(tr("The score stands here once every item is answered."))
        else:
            self.score.setText(said(result.said[0]))
        if self.band:
            self._band.addWidget(Chip(ChipText(self.band, Tone.INFO)))
        rest = () if result is None else tuple(one for one in result.said[1:] if one.text != band)
        _tell(self.more, rest, ". ")
        _tell(self.notes, () if result is None else result.notes, " ")
        _tell(self.warnings, () if result is None else result.warnings, " ")
        self.setAccessibleName(self.score.text())


def _tell(label: Label, sentences: tuple[Sentence, ...], between: str) -> None:
    label.setText(between.join(said(one) for one in sentences))
    label.setVisible(bool(sentences))
