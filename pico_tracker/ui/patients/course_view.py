"""The right side of the patient page: one course with its curve, agreement, sessions and timeline."""

from datetime import date, tzinfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.agreements import CourseAgreement
from pico_tracker.domain.expectation import Expectation
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.sessions import Session
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.timeline import Timeline
from pico_tracker.ui.patients.agreement_card import AgreementCard
from pico_tracker.ui.patients.curve_card import CurveCard
from pico_tracker.ui.patients.session_detail import SessionDetail
from pico_tracker.ui.patients.sessions_card import SessionsCard
from pico_tracker.ui.patients.timeline_items import timeline_items

NARROW = 720
"""Below this width, in px at 100 %, curve and agreement stand one under the other."""


class CourseView(QWidget):
    """Everything about one course: `view.show_course(progress, today, zone, may=True)`.

    Wishes: `clearance_wanted()`, and those of `AgreementCard`. `detail_opened()` follows Enter on
    a session, so that the page brings the detail into sight.
    """

    clearance_wanted = Signal()
    detail_opened = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._zone: tzinfo | None = None
        self._course_id = 0
        self.curve, self.timeline = CurveCard(), Timeline()
        self.curve.reading_wanted.connect(self.clearance_wanted)
        self.agreement, self.sessions, self.detail = AgreementCard(), SessionsCard(), SessionDetail(desk)
        self.strip = Card()
        self.strip.add(self.timeline)
        self.sessions.chosen.connect(self._show_session)
        self.sessions.opened.connect(self._open_session)
        self._top = QHBoxLayout()
        self._top.setSpacing(16)
        self._top.addWidget(self.curve, 13)
        self._top.addWidget(self.agreement, 8)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        stack.addLayout(self._top)
        stack.addWidget(self.sessions)
        stack.addWidget(self.detail)
        self._beneath = QHBoxLayout()
        self._beneath.setSpacing(16)
        stack.addLayout(self._beneath)
        stack.addWidget(self.strip)
        stack.addStretch(1)

    def show_course(self, progress: CourseProgress, today: date, zone: tzinfo, *, may: bool) -> None:
        """Show a course; what is chosen in its table stays chosen through a refresh."""
        if progress.course.id != self._course_id:
            self.detail.put_away()
            self.sessions.table.clearSelection()
        self._course_id, self._zone = progress.course.id, zone
        self.curve.show_course(progress, may=may)
        self.agreement.show_course(progress.course, may=may)
        self.sessions.show_sessions(progress, today)
        items = timeline_items(progress, today)
        self.timeline.show_items(items)
        self.strip.setVisible(bool(items))
        self._refresh_detail(progress)

    def show_agreements(self, course_id: int, agreements: tuple[CourseAgreement, ...]) -> None:
        """Show the agreed plans of a course, once they are known."""
        if course_id == self._course_id:
            self.agreement.show_agreements(agreements)

    def add_beneath(self, *cards: QWidget) -> None:
        """Put cards side by side under the sessions, one under the other where there is no room."""
        for card in cards:
            self._beneath.addWidget(card, 1)

    def show_expectation(self, course_id: int, expectation: Expectation) -> None:
        """Show what a course may be compared with, once that is known."""
        self.curve.show_expectation(course_id, expectation)

    def _refresh_detail(self, progress: CourseProgress) -> None:
        open_session = self.detail.session
        if open_session is None:
            return
        everything = (*progress.sessions, *progress.void_sessions)
        same = next((one for one in everything if one.id == open_session.id), None)
        if same is None:
            self.detail.put_away()
        else:
            self._show_session(same)

    def _show_session(self, session: Session) -> None:
        if self._zone is not None:
            self.detail.show_session(session, self._zone)

    def _open_session(self, session: Session) -> None:
        self._show_session(session)
        self.detail_opened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack curve and agreement where there is no room side by side."""
        super().resizeEvent(event)
        for table in (self.sessions.table, self.detail.passes):
            QTimer.singleShot(0, table, table.fit_height)
        narrow = self.width() < px(NARROW)
        for row in (self._top, self._beneath):
            row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
