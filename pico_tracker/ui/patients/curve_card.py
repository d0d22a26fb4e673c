"""How much has cleared in a course, beside what it may be compared with."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.expectation import NO_EXPECTATION, Expectation, Status
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.progress_chart import clearance_chart
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.chart import ChartView
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import Label, Role, tip
from pico_tracker.ui.kit.words import said, tr


class CurveCard(Card):
    """The curve: `card.show_course(progress, may=True)`, then `card.show_expectation(course_id, found)`.

    Wish: `reading_wanted()`. A course keeps its range until another one is told.
    """

    reading_wanted = Signal()

    def __init__(self) -> None:
        self.reading_button = Button(tr("Read clearance"), run=self._want_reading)
        super().__init__(tr("How much has cleared, by sessions done"), actions=(self.reading_button,))
        self._progress: CourseProgress | None = None
        self._known: dict[int, Expectation] = {}
        self.chart = ChartView()
        self._status_box = QWidget()
        self._statuses = FlowLayout(self._status_box)
        self.remarks, self.limits = Label("", Role.SMALL, wrap=True), Label("", Role.SMALL, wrap=True)
        self.add(self._status_box)
        self.add(self.chart, 1)
        self.add(self.remarks)
        self.add(self.limits)

    def show_course(self, progress: CourseProgress, *, may: bool) -> None:
        """Show a course; what it may be compared with follows, unless it is known already."""
        self.reading_button.setVisible(may)
        self._progress = progress
        self._show(self._known.get(progress.course.id, NO_EXPECTATION))

    def show_expectation(self, course_id: int, expectation: Expectation) -> None:
        """Show what a course may be compared with, if it is still the one shown."""
        if self._progress is not None and self._progress.course.id == course_id:
            self._known = {course_id: expectation}
            self._show(expectation)

    def _show(self, expectation: Expectation) -> None:
        if self._progress is None:
            return
        self._progress = replace(self._progress, expectation=expectation)
        self.chart.show_chart(clearance_chart(self._progress))
        self._show_statuses(self._progress.statuses)
        for label, sentences in ((self.remarks, expectation.remarks), (self.limits, expectation.limits)):
            label.setText(" ".join(said(one) for one in sentences))
            label.setVisible(bool(sentences))

    def _show_statuses(self, statuses: tuple[Status, ...]) -> None:
        self._statuses.clear()
        for status in statuses:
            chip = Chip(ChipText(said(status.said)))
            chip.setToolTip(tip(said(status.rule)))
            chip.setAccessibleDescription(said(status.rule))
            self._statuses.addWidget(chip)
        self._status_box.setVisible(bool(statuses))

    def _want_reading(self) -> None:
        self.reading_wanted.emit()
