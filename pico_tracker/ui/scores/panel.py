"""The part of the patient page about the scores of one course."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.assessment_chart import score_chart
from pico_tracker.domain.assessments import Assessment, ScaleTrend, trends_of
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.scales.register import scale_of, scales_for
from pico_tracker.domain.scales.shape import Scale
from pico_tracker.domain.topics import Topic
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, EmptyState
from pico_tracker.ui.kit.cells import Cell, Column, TwoLines
from pico_tracker.ui.kit.chart import ChartView
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.scores.history_card import HistoryCard
from pico_tracker.ui.scores.scale_picker import ScalePicker
from pico_tracker.ui.scores.score_form import ScoreWish
from pico_tracker.ui.scores.score_words import band_text, change_chip, direction_text, score_text


class ScoresPanel(QWidget):
    """The scales a course was scored on, how each moved, and every score of the chosen one:
    `panel.show_course(patient, progress)`.

    `score_wanted(ScoreWish)` follows a picked scale or the button for a correction.
    """

    score_wanted = Signal(object)
    topics = frozenset({Topic.ASSESSMENTS, Topic.SESSIONS, Topic.COURSES, Topic.PATIENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._patient: Patient | None = None
        self._progress: CourseProgress | None = None
        self.record_button = Button(tr("Record a score"), kind=Kind.PRIMARY, run=self.pick_scale)
        self.again_button = Button(tr("Score again"), run=self._score_again)
        self.list = Card(tr("Scores"), actions=(self.again_button, self.record_button), edge_to_edge=True)
        self.table: RecordTable[ScaleTrend] = RecordTable("scores", _columns(), key=lambda one: one.scale.key)
        self.table.setAccessibleName(tr("Scores"))
        self.table.chosen.connect(self._show_trend)
        self.empty = EmptyState("")
        self.list.add(self.table)
        self.list.add(self.empty)
        self.curve, self.chart = Card(tr("Scores by sessions done")), ChartView()
        self.curve.add(self.chart, 1)
        self.history = HistoryCard()
        self.history.correction_wanted.connect(self._correct)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        for card in (self.list, self.curve, self.history):
            stack.addWidget(card)
        stack.addStretch(1)

    def show_course(self, patient: Patient, progress: CourseProgress) -> None:
        """Show the scores of a course; the scale that is chosen stays chosen."""
        self._patient, self._progress = patient, progress
        trends = trends_of(progress.assessments)
        may = self._desk.may(Permission.WRITE_CLINICAL)
        self.record_button.setVisible(may)
        self.again_button.setVisible(may and bool(trends))
        self.table.show_rows(trends)
        self.table.fit_height()
        self.table.setVisible(bool(trends))
        self.empty.text.setText(_nothing_yet(progress.course.concern_key))
        self.empty.setVisible(not trends)
        if trends and self.table.current() is None:
            self.table.go_to(trends[0].scale.key)
        self._show_trend(self.table.current() if trends else None)

    def pick_scale(self) -> None:
        """Ask on which scale to score."""
        if self._progress is not None:
            picker = ScalePicker(self._progress.course.concern_key, self.window())
            picker.picked.connect(self._want)
            picker.open()

    def _score_again(self) -> None:
        trend = self.table.current()
        if trend is not None:
            self._want(trend.scale)

    def _correct(self, assessment: Assessment) -> None:
        self._want(scale_of(assessment.entry.scale_key), assessment)

    def _want(self, scale: Scale, corrects: Assessment | None = None) -> None:
        if self._patient is not None and self._progress is not None:
            self.score_wanted.emit(ScoreWish(self._patient, self._progress.course, scale, corrects))

    def _show_trend(self, trend: ScaleTrend | None) -> None:
        self.curve.setVisible(trend is not None and trend.scale.higher_is_worse is not None)
        self.history.setVisible(trend is not None)
        if trend is None or self._progress is None:
            return
        name, direction = translated(trend.scale.name), direction_text(trend.scale)
        self.curve.title.setText(f"{name}, {direction}" if direction else name)
        self.chart.show_chart(score_chart(trend, self._progress.course.entry.sessions_to))
        of_scale = [one for one in self._progress.assessments if one.entry.scale_key == trend.scale.key]
        self.history.title.setText(tr("All scores: {scale}", scale=name))
        self.history.show_scores(tuple(of_scale), may=self._desk.may(Permission.WRITE_CLINICAL))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tables as high as their rows."""
        super().resizeEvent(event)
        for table in (self.table, self.history.table):
            table.fit_height()


def _nothing_yet(concern_key: str) -> str:
    own = [scale for scale in scales_for(concern_key) if scale.concerns and scale.suits(concern_key)]
    names = "; ".join(translated(scale.name) for scale in own)
    if not names:
        return tr("No score yet. A score before the first session is the start of the line.")
    return tr("No score yet. These fit this concern: {scales}.", scales=names)


def _columns() -> tuple[Column[ScaleTrend], ...]:
    return (
        Column("scale", tr("Scale"), lambda one: TwoLines(translated(one.scale.name), _when(one)), strong=True),
        Column("last", tr("Last"), lambda one: score_text(one.last.score), number=True, strong=True),
        Column("band", tr("Band"), _band, keep=True),
        Column("since_last", tr("Since last"), lambda one: change_chip(one, one.since_last), keep=True),
        Column("since_start", tr("Since the start"), lambda one: change_chip(one, one.since_start), keep=True),
    )


def _band(trend: ScaleTrend) -> Cell:
    band = band_text(trend.last)
    return ChipText(band) if band else None


def _when(trend: ScaleTrend) -> str:
    before, day = trend.last.sessions_before, said_day(trend.last.entry.assessed_on)
    if before == 0:
        return tr("{date}, before the first session", date=day)
    return tr("{date}, after session {number}", date=day, number=before)
