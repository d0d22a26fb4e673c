"""What was agreed for a course: goal, number of sessions, spacing; and the ways to change it."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.courses import COURSE_STATE_NAMES, Course, CourseState
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.patients.course_words import why_lines


class AgreementCard(Card):
    """Goal and agreement of the chosen course.

    Wishes: `edit_wanted()`, `state_wanted()`, `maintenance_wanted()`; their buttons are there for
    those who may write the clinical record.
    """

    edit_wanted = Signal()
    state_wanted = Signal()
    maintenance_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Goal and agreement"))
        self.edit_button = Button(tr("Edit course"), run=self.edit_wanted.emit)
        self.set_actions(self.edit_button)
        self.goal = Label("", wrap=True).selectable()
        self.goal.setAlignment(Qt.AlignmentFlag.AlignTop)
        agreed = QWidget()
        self._agreed = QVBoxLayout(agreed)
        self._agreed.setContentsMargins(0, 2, 0, 0)
        self._agreed.setSpacing(4)
        self.add(self.goal)
        self.add(agreed)
        self.body.addStretch(1)
        self._ways = QWidget()
        ways = FlowLayout(self._ways, gap=8)
        self.state_button = Button(tr("Change state"), run=self.state_wanted.emit)
        self.maintenance_button = Button(tr("Maintenance date"), run=self.maintenance_wanted.emit)
        ways.addWidget(self.state_button)
        ways.addWidget(self.maintenance_button)
        self.add(self._ways)

    def show_course(self, course: Course, *, may: bool) -> None:
        """Show what was agreed; `may` offers to change it."""
        self.goal.setText(course.entry.goal or tr("No goal written down yet."))
        clear(self._agreed)
        for text in (*agreed_lines(course), *state_lines(course)):
            self._agreed.addWidget(Label(text, Role.SMALL, wrap=True))
        self._show_why(why_lines(course))
        self.edit_button.setVisible(may)
        self._ways.setVisible(may)
        self.maintenance_button.setVisible(course.state is not CourseState.DISCONTINUED)

    def _show_why(self, reasons: tuple[str, ...]) -> None:
        if reasons:
            self._agreed.addSpacing(4)
            self._agreed.addWidget(Label(tr("Why these dates"), Role.STRONG))
        for text in reasons:
            self._agreed.addWidget(Label(text, Role.SMALL, wrap=True).selectable())


def state_lines(course: Course) -> tuple[str, ...]:
    """Since when the course stands where it stands and why, where that was written down."""
    if course.state_since_on is None or not course.state_reason:
        return ()
    state, since = translated(COURSE_STATE_NAMES[course.state]), said_day(course.state_since_on)
    return (tr("{state} since {date}: {reason}", state=state, date=since, reason=course.state_reason),)


def agreed_lines(course: Course) -> tuple[str, ...]:
    """Sessions, spacing, maintenance and begin, one a line."""
    entry = course.entry
    every = entry.interval
    weeks = tr(
        "Every {target} weeks, not before {earliest}, late after {late}",
        target=every.target_weeks,
        earliest=every.earliest_weeks,
        late=every.late_weeks,
    )
    sessions = _sessions(entry.sessions_from, entry.sessions_to)
    return (sessions, weeks, _maintenance(course), _opened(entry.opened_on))


def _sessions(low: int, high: int) -> str:
    if low == high:
        return tr("1 session") if low == 1 else tr("About {count} sessions", count=low)
    return tr("About {low} to {high} sessions", low=low, high=high)


def _maintenance(course: Course) -> str:
    months = course.entry.maintenance_months
    if months is None:
        return tr("No maintenance planned")
    return tr("Maintenance every month") if months == 1 else tr("Maintenance every {count} months", count=months)


def _opened(opened_on: date) -> str:
    return tr("Opened {date}", date=said_day(opened_on))
