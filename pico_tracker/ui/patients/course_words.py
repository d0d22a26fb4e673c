"""What a course's card, rows and strips say: words for states, dates and settings."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import QDate, QLocale

from pico_tracker.domain.assessments import ScaleTrend, trends_of
from pico_tracker.domain.courses import (
    COURSE_STATE_NAMES,
    OPEN_STATES,
    Course,
    CourseStanding,
    CourseState,
    standing_on,
)
from pico_tracker.domain.diary import TREATING, Visit
from pico_tracker.domain.intervals import Window
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.side_effects import SEVERITY_NAMES, SideEffect
from pico_tracker.services.courses import CourseSummary
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.decimals import said_decimal
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr, translated

STATE_TONES = {
    CourseState.PLANNED: Tone.INFO,
    CourseState.ACTIVE: Tone.OK,
    CourseState.PAUSED: Tone.WARN,
    CourseState.COMPLETED: Tone.NEUTRAL,
    CourseState.MAINTENANCE: Tone.SPECIAL,
    CourseState.DISCONTINUED: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """What one course card says. `done` and `expected` draw the bar; no bar where expected is 0."""

    course_id: int
    title: str
    state: ChipText
    counted: str
    done: int = 0
    expected: int = 0
    lines: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    """Why the dates are as they are; for those who may read the clinical record."""
    due: ChipText | None = None


def card_of(progress: CourseProgress, today: date) -> CardText:
    """A course as the practitioner sees it."""
    course = progress.course
    dates = (_next_line(course), _booked_line(progress.next_visit), _maintenance_line(course))
    lines = (_score_line(progress), *dates)
    return CardText(
        course_id=course.id,
        title=course.title,
        state=state_chip(course.state),
        counted=_counted(course),
        done=min(course.sessions_done, course.entry.sessions_to),
        expected=course.entry.sessions_to,
        lines=tuple(line for line in lines if line),
        why=why_lines(course),
        due=_due_of(course, progress.next_visit, today),
    )


def card_of_summary(summary: CourseSummary, today: date) -> CardText:
    """A course as reception sees it: where it stands, from when it is safe to book, what is booked."""
    is_open, due_on = summary.state in OPEN_STATES, summary.maintenance_due_on
    window = summary.window if is_open and summary.state is not CourseState.MAINTENANCE else None
    lines = (
        review_first() if is_open and summary.is_held else "",
        "" if window is None else tr("Safe to book from {date}", date=said_day(window.earliest_on)),
        _booked_line(summary.next_visit),
        "" if due_on is None else tr("Maintenance due {date}", date=said_day(due_on)),
    )
    due = window_chip(window, due_on if is_open else None, today) if summary.next_visit is None else None
    trouble = _trouble_of(window, summary.next_visit) if not summary.is_held else _review_chip()
    return CardText(
        course_id=summary.course_id,
        title=summary.title,
        state=state_chip(summary.state),
        counted=_sessions_done(summary.sessions_done),
        lines=tuple(line for line in lines if line),
        why=tuple(said(reason) for reason in summary.reasons),
        due=(trouble if is_open else None) or due,
    )


def why_lines(course: Course) -> tuple[str, ...]:
    """Why the next session and maintenance are due when they are, the deciding reasons first."""
    reasons = () if course.state not in (*OPEN_STATES, CourseState.PAUSED) else course.reasons
    return tuple(said(reason) for reason in (*reasons, *course.maintenance_reasons))


def review_first() -> str:
    """What stands instead of a date while a practitioner has to look first; no clinical text."""
    return tr("No date: review first")


def _review_chip() -> ChipText:
    return ChipText(tr("Review first"), Tone.DANGER)


def _trouble_of(window: Window | None, booked: Visit | None) -> ChipText | None:
    """Whether a treatment is booked before it is safe: dates move when a reaction or a skin type is written."""
    if booked is None or window is None or booked.kind not in TREATING:
        return None
    is_early = booked.starts_at.date() < window.earliest_on
    return ChipText(tr("Booked too early"), Tone.WARN) if is_early else None


def state_chip(state: CourseState) -> ChipText:
    """A course's state in its tone."""
    return ChipText(translated(COURSE_STATE_NAMES[state]), STATE_TONES[state])


def window_chip(window: Window | None, maintenance_due_on: date | None, today: date) -> ChipText | None:
    """Whether a session may be booked today, with a colour and always with a word."""
    if window is not None:
        return _window_word(window, today)
    if maintenance_due_on is None:
        return None
    late = (today - maintenance_due_on).days
    if late > 0:
        return ChipText(tr("Maintenance {days} d late", days=late), Tone.WARN)
    return ChipText(tr("Maintenance planned"), Tone.NEUTRAL)


def _window_word(window: Window, today: date) -> ChipText:
    standing = standing_on(window, today)
    if standing is CourseStanding.TOO_EARLY:
        return ChipText(tr("Too early until {date}", date=short_span(window.earliest_on, window.earliest_on)))
    if standing is CourseStanding.DUE:
        return ChipText(tr("Due now"), Tone.OK)
    late = (today - window.target_on).days
    if standing is CourseStanding.OVERDUE:
        return ChipText(tr("{days} d late", days=late), Tone.WARN)
    return ChipText(tr("Lost to follow-up, {days} d late", days=late), Tone.DANGER)


def _due_of(course: Course, booked: Visit | None, today: date) -> ChipText | None:
    if course.state not in OPEN_STATES:
        return None
    if course.is_held:
        return _review_chip()
    if booked is not None:
        return _trouble_of(course.window, booked)
    window = None if course.state is CourseState.MAINTENANCE else course.window
    due = window_chip(window, course.maintenance_due_on, today)
    return None if due is None or due.tone is Tone.NEUTRAL else due  # a date to come has its own line


def _counted(course: Course) -> str:
    done = course.sessions_done
    if course.maintenance_done:
        first_to_last = "M1" if course.maintenance_done == 1 else f"M1–M{course.maintenance_done}"
        return tr("{done} done, then {maintenance}", done=done, maintenance=first_to_last)
    if course.state is CourseState.MAINTENANCE:
        return tr("{done} done, maintenance from now on", done=done)
    low, high = course.entry.sessions_from, course.entry.sessions_to
    if low == high:
        return tr("{done} done, about {high} expected", done=done, high=high)
    return tr("{done} done, about {low} to {high} expected", done=done, low=low, high=high)


def _score_line(progress: CourseProgress) -> str:
    """The scale made for this concern: its only score, or from the first to the last."""
    trend = next(
        (one for one in trends_of(progress.assessments) if _is_own(one, progress.course.concern_key)), None
    )
    if trend is None:
        return ""
    name, last = translated(trend.scale.name), trend.last.score or Decimal(0)
    first = trend.assessments[0].score
    if first is None or len(trend.assessments) == 1:
        return tr("{scale} {score}", scale=name, score=short_number(last))
    return tr("{scale} {first} to {last}", scale=name, first=short_number(first), last=short_number(last))


def _is_own(trend: ScaleTrend, concern_key: str) -> bool:
    return bool(trend.scale.concerns) and trend.scale.suits(concern_key) and trend.last.score is not None


def _sessions_done(count: int) -> str:
    if count == 0:
        return tr("No session yet")
    return tr("1 session done") if count == 1 else tr("{count} sessions done", count=count)


def _next_line(course: Course) -> str:
    if course.state in OPEN_STATES and course.is_held:
        return review_first()
    if course.state not in OPEN_STATES or course.state is CourseState.MAINTENANCE:
        return ""
    if course.window is None:
        return tr("First session when the patient is ready")
    span = short_span(course.window.earliest_on, course.window.target_on)
    return tr("Next: {span}", span=span)


def _booked_line(booked: Visit | None) -> str:
    if booked is None:
        return ""
    moment = said_moment(booked.starts_at)
    if booked.practitioner_name:
        return tr("Booked {moment}, {name}", moment=moment, name=booked.practitioner_name)
    return tr("Booked {moment}", moment=moment)


def _maintenance_line(course: Course) -> str:
    if course.maintenance_due_on is None:
        return ""
    number = course.maintenance_done + 1
    return tr("M{number} due {date}", number=number, date=said_day(course.maintenance_due_on))


def short_span(first: date, last: date) -> str:
    """Two dates as briefly as possible: "3 to 17 Jan 2027", "28 Dec 2026 to 4 Jan 2027"."""
    if first == last:
        return said_day(last)
    pattern = "d" if (first.year, first.month) == (last.year, last.month) else "d MMM"
    pattern = pattern if first.year == last.year else "d MMM yyyy"
    start = QLocale().toString(QDate(first.year, first.month, first.day), pattern)
    return tr("{first} to {last}", first=start, last=said_day(last))


def said_moment(moment: datetime) -> str:
    """A booked moment: "Tue 5 Jan 2027 10:15"."""
    day = QDate(moment.year, moment.month, moment.day)
    return f"{QLocale().toString(day, 'ddd d MMM yyyy')} {moment:%H:%M}"


def session_name(number: int, *, is_maintenance: bool) -> str:
    """A session's number; maintenance sessions are numbered apart: "M1"."""
    return f"M{number}" if is_maintenance else str(number)


def short_number(number: Decimal) -> str:
    """A number without zeros that say nothing: 3, 2.5."""
    plain = number.normalize()
    return said_decimal(plain.quantize(Decimal(1)) if plain == plain.to_integral() else plain)


def aligned_number(number: Decimal) -> str:
    """A number with one decimal at least, so that a column of them lines up: 4.0, 1.25."""
    plain = number.normalize()
    return said_decimal(plain if plain != plain.quantize(Decimal("0.1")) else plain.quantize(Decimal("0.1")))


def spot_size(spot: Spot) -> str:
    """A spot's size in mm: "3.0" if round, else both sides: "2 × 4"."""
    if spot.shape is SpotShape.RECTANGULAR and spot.height_mm is not None:
        return f"{short_number(spot.width_mm)} × {short_number(spot.height_mm)}"
    if spot.shape is SpotShape.SQUARE:
        return f"{short_number(spot.width_mm)} × {short_number(spot.width_mm)}"
    return aligned_number(spot.width_mm)


def side_effect_name(effect: SideEffect) -> str:
    """Kind and severity as last seen: "Redness, mild"."""
    return f"{effect.kind.name}, {translated(SEVERITY_NAMES[effect.now.severity]).lower()}"
