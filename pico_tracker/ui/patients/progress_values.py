"""A course's clearance curve and timeline, as the plain values that chart and timeline show."""

from datetime import date

from pico_tracker.domain.charts import (
    Chart,
    ChartAxis,
    ChartSeries,
    Point,
    Tick,
    TimelineItem,
    TimelineKind,
)
from pico_tracker.domain.courses import OPEN_STATES
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.ui.patients.course_words import session_name, short_span

_QUARTER = 25
_MOST_TICKS = 13
_STEPS = (1, 2, 5, 10, 20, 50)
MINUS = "−"


def clearance_chart(progress: CourseProgress) -> Chart:
    """Clearance in percent of the start over the sessions done before each look.

    The start itself, 0 % before the first session, is part of the curve; of several readings
    after the same session the latest counts. Below 0 means worse than at the start.
    """
    points = _points(progress)
    last = max(progress.course.entry.sessions_to, *(int(point.x) for point in points), 1)
    lowest = min(0, *(int(point.y) // _QUARTER * _QUARTER for point in points))
    return Chart(
        title=sentence(mark("Clearance by sessions done")),
        x=ChartAxis(sentence(mark("Sessions done before the reading")), 0, last, _session_ticks(last)),
        y=ChartAxis(sentence(mark("Cleared, in percent")), lowest, 100, _percent_ticks(lowest)),
        series=(ChartSeries(sentence(mark("Cleared")), points if progress.readings else ()),),
        empty=sentence(mark("Nothing read yet. Clearance is read before a session or at a review.")),
        description=_described(progress),
    )


def _points(progress: CourseProgress) -> tuple[Point, ...]:
    in_order = sorted(progress.readings, key=lambda reading: reading.read_on)
    by_sessions = {0: 0} | {reading.sessions_before: reading.percent for reading in in_order}
    return tuple(
        Point(count, percent, f"{percent}".replace("-", MINUS)) for count, percent in sorted(by_sessions.items())
    )


def _session_ticks(last: int) -> tuple[Tick, ...]:
    step = next(step for step in _STEPS if last / step < _MOST_TICKS)
    return tuple(Tick(at, str(at)) for at in range(0, last + 1, step))


def _percent_ticks(lowest: int) -> tuple[Tick, ...]:
    return tuple(Tick(at, f"{at} %".replace("-", MINUS)) for at in range(lowest, 101, _QUARTER))


def _described(progress: CourseProgress) -> Sentence:
    said = ", ".join(f"{point.text} % ({int(point.x)})" for point in _points(progress))
    return sentence(mark("Cleared, with the number of sessions before in brackets: {readings}."), readings=said)


def timeline_items(progress: CourseProgress, today: date) -> tuple[TimelineItem, ...]:
    """Sessions, side effects and what comes next, for the strip of time."""
    items = [_session_item(session) for session in progress.sessions]
    items += [_side_effect_item(effect, today) for effect in progress.side_effects]
    return (*items, *_next_items(progress))


def _session_item(session: Session) -> TimelineItem:
    said = sentence(session_name(session.number, is_maintenance=session.is_maintenance))
    return TimelineItem(session.entry.performed_on, said, TimelineKind.SESSION)


def _side_effect_item(effect: SideEffect, today: date) -> TimelineItem:
    text = mark("{kind}, open") if effect.is_open else mark("{kind}, {days} d")
    said = sentence(text, kind=effect.kind.name, days=effect.days(today))
    return TimelineItem(effect.entry.onset_on, said, TimelineKind.SIDE_EFFECT)


def _next_items(progress: CourseProgress) -> tuple[TimelineItem, ...]:
    course = progress.course
    number = str(course.sessions_done + 1)
    if progress.next_visit is not None:
        on = progress.next_visit.starts_at.date()
        said = sentence(mark("{number}: booked {date}"), number=number, date=short_span(on, on))
        return (TimelineItem(on, said, TimelineKind.NEXT),)
    if course.state not in OPEN_STATES or course.window is None:
        return ()
    span = short_span(course.window.earliest_on, course.window.target_on)
    said = sentence(mark("{number}: {span}"), number=number, span=span)
    return (TimelineItem(course.window.earliest_on, said, TimelineKind.NEXT),)
