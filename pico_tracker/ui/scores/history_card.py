"""Every score of a course on one scale, corrected ones too."""

from PySide6.QtCore import Signal

from pico_tracker.domain.assessments import Assessment
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.cells import Cell, Column, Quiet
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.scores.score_words import NO_SCORE, place_text, score_text


class HistoryCard(Card):
    """Scores, the latest first, with the whole of the one that is chosen beneath.

    `correction_wanted(assessment)` follows the button.
    """

    correction_wanted = Signal(object)

    def __init__(self) -> None:
        self.correct_button = Button(tr("Correct"), run=self._correct)
        super().__init__(tr("All scores"), actions=(self.correct_button,), edge_to_edge=True)
        self.table: RecordTable[Assessment] = RecordTable("scores_history", _columns(), key=lambda one: one.id)
        self.table.setAccessibleName(tr("All scores"))
        self.table.chosen.connect(self._choose)
        self.detail = Label("", wrap=True).selectable()
        self.detail.setContentsMargins(15, 4, 15, 12)
        self.add(self.table)
        self.add(self.detail)
        self._may = False

    def show_scores(self, assessments: tuple[Assessment, ...], *, may: bool) -> None:
        """Show the scores of one scale, oldest first as they come; `may` allows correcting them."""
        self._may = may
        self.table.show_rows(assessments[::-1])
        self.table.fit_height()
        if assessments and self.table.current() is None:
            self.table.go_to(assessments[-1].id)
        self._choose(self.table.current())

    def _choose(self, assessment: Assessment | None) -> None:
        self.correct_button.setVisible(self._may)
        self.correct_button.setEnabled(assessment is not None and assessment.counts)
        self.detail.setText("" if assessment is None else _whole(assessment))
        self.detail.setVisible(assessment is not None)

    def _correct(self) -> None:
        assessment = self.table.current()
        if assessment is not None:
            self.correction_wanted.emit(assessment)


def _whole(assessment: Assessment) -> str:
    parts = [assessment.summary]
    if assessment.entry.note:
        parts.append(tr("Note: {note}", note=assessment.entry.note))
    if assessment.correction_reason:
        parts.append(tr("Corrects an earlier score: {reason}", reason=assessment.correction_reason))
    if assessment.entry.take_over:
        parts.append(tr("Taken over into the record."))
    return "\n".join(parts)


def _state(assessment: Assessment) -> Cell:
    if not assessment.counts:
        return ChipText(tr("Corrected"), Tone.WARN)
    return ChipText(tr("Correction"), Tone.INFO) if assessment.corrects_id else Quiet(NO_SCORE)


def _columns() -> tuple[Column[Assessment], ...]:
    return (
        Column("on", tr("Scored on"), lambda one: said_day(one.entry.assessed_on), keep=True),
        Column("after", tr("Sessions before"), place_text, number=True),
        Column("score", tr("Score"), lambda one: score_text(one.score), number=True, strong=True),
        Column("by", tr("By"), lambda one: one.rated_by),
        Column("state", tr("State"), _state, keep=True),
    )
