"""A course's timeline, as the plain values that the strip of time shows."""

from datetime import date

from pico_tracker.domain.charts import TimelineItem, TimelineKind
from pico_tracker.domain.courses import OPEN_STATES
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.patients.course_words import session_name, short_span


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
