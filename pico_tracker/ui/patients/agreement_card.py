"""What was agreed for a course: goal, number of sessions, spacing; and the ways to change it."""

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.agreements import CourseAgreement
from pico_tracker.domain.courses import COURSE_STATE_NAMES, IN_TREATMENT, Course, CourseState
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.patients.course_words import why_lines


class AgreementCard(Card):
    """Goal and agreement of the chosen course.

    Wishes: `edit_wanted()`, `state_wanted()`, `maintenance_wanted()`, `plan_wanted()`; their buttons are
    there for those who may write the clinical record.
    """

    edit_wanted = Signal()
    state_wanted = Signal()
    maintenance_wanted = Signal()
    plan_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Goal and agreement"))
        self._course_id = 0
        self.edit_button = Button(tr("Edit course"), run=self.edit_wanted.emit)
        self.set_actions(self.edit_button)
        self.goal = Label("", wrap=True).selectable()
        self.goal.setAlignment(Qt.AlignmentFlag.AlignTop)
        agreed = QWidget()
        self._agreed = QVBoxLayout(agreed)
        self._agreed.setContentsMargins(0, 2, 0, 0)
        self._agreed.setSpacing(4)
        plans = QWidget()
        self._plans = QVBoxLayout(plans)
        self._plans.setContentsMargins(0, 0, 0, 0)
        self._plans.setSpacing(4)
        self.all_given = Label("", wrap=True)
        self.all_given.set_tone("warn")
        for part in (self.goal, agreed, plans, self.all_given):
            self.add(part)
        self.body.addStretch(1)
        self._ways = QWidget()
        ways = FlowLayout(self._ways, gap=8)
        self.state_button = Button(tr("Change state"), run=self.state_wanted.emit)
        self.maintenance_button = Button(tr("Maintenance date"), run=self.maintenance_wanted.emit)
        self.plan_button = Button(tr("Agree longer plan"), run=self.plan_wanted.emit)
        self.plan_button.explain(tr("The plan as it stands stays readable; the new one is a version of its own."))
        ways.addWidget(self.plan_button)
        ways.addWidget(self.state_button)
        ways.addWidget(self.maintenance_button)
        self.add(self._ways)

    def show_course(self, course: Course, *, may: bool) -> None:
        """Show what was agreed; `may` offers to change it."""
        if course.id != self._course_id:
            clear(self._plans)
        self._course_id = course.id
        self.all_given.setText(tr("All agreed sessions are given: {count}.", count=course.entry.sessions_to))
        self.all_given.setVisible(is_used_up(course))
        self.plan_button.setVisible(course.sessions_done > 0 and course.state is not CourseState.DISCONTINUED)
        self.goal.setText(course.entry.goal or tr("No goal written down yet."))
        clear(self._agreed)
        for text in (*agreed_lines(course), *state_lines(course)):
            self._agreed.addWidget(Label(text, Role.SMALL, wrap=True))
        self._show_why(why_lines(course))
        self.edit_button.setVisible(may)
        self._ways.setVisible(may)
        self.maintenance_button.setVisible(course.state is not CourseState.DISCONTINUED)
        QTimer.singleShot(0, self, self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the words and buttons need at this width: a scroll area asks for no more than that."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def show_agreements(self, agreements: Sequence[CourseAgreement]) -> None:
        """Say which plan counts and what was agreed before, where it was agreed anew."""
        clear(self._plans)
        for text in plan_lines(agreements):
            self._plans.addWidget(Label(text, Role.SMALL, wrap=True).selectable())
        QTimer.singleShot(0, self, self._fit)

    def _show_why(self, reasons: tuple[str, ...]) -> None:
        if reasons:
            self._agreed.addSpacing(4)
            self._agreed.addWidget(Label(tr("Why these dates"), Role.STRONG))
        for text in reasons:
            self._agreed.addWidget(Label(text, Role.SMALL, wrap=True).selectable())


def is_used_up(course: Course) -> bool:
    """Whether a course in treatment has had all its agreed sessions."""
    return course.state in IN_TREATMENT and course.sessions_done >= course.entry.sessions_to


def plan_lines(agreements: Sequence[CourseAgreement]) -> tuple[str, ...]:
    """The plan that counts with why it was agreed, then the earlier ones; nothing where there is only one."""
    return tuple(_plan_lines(agreements[::-1]))


def _plan_lines(latest_first: Sequence[CourseAgreement]) -> Iterator[str]:
    for place, one in enumerate(latest_first):
        entry = one.entry
        values = {
            "number": one.number,
            "date": said_day(entry.agreed_on),
            "low": entry.sessions_from,
            "high": entry.sessions_to,
            "weeks": entry.interval.target_weeks,
        }
        if place:
            said = tr("Earlier: plan {number}, {date}: {low} to {high} sessions, every {weeks} weeks", **values)
        else:
            said = tr("Plan {number}, agreed {date}: {low} to {high} sessions, every {weeks} weeks", **values)
        yield tr("{plan}. {reason}", plan=said, reason=entry.reason) if entry.reason else said


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
