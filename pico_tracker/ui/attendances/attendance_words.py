"""What the window says of a visit without treatment."""

from collections.abc import Iterator
from datetime import tzinfo

from pico_tracker.domain.attendances import ATTENDANCE_NAMES, HIGHEST, Attendance, AttendanceEntry, AttendanceKind
from pico_tracker.domain.courses import Course
from pico_tracker.domain.safety_checks import HEALING_NAMES
from pico_tracker.domain.sessions import Session
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

_TONES = {AttendanceKind.NOT_TREATED: Tone.WARN, AttendanceKind.REVIEW: Tone.INFO}


def attendance_chip(attendance: Attendance) -> ChipText:
    """Which kind of visit it was, or that it is void."""
    if attendance.is_void:
        return ChipText(tr("Void"), Tone.DANGER)
    kind = attendance.entry.kind
    return ChipText(translated(ATTENDANCE_NAMES[kind]), _TONES[kind])


def attendance_lines(entry: AttendanceEntry) -> tuple[str, ...]:
    """Everything that was signed, one fact a line."""
    return tuple(_facts(entry))


def _facts(entry: AttendanceEntry) -> Iterator[str]:
    if entry.reason:
        yield tr("Reason: {reason}", reason=entry.reason)
    if entry.healing is not None:
        yield tr("Last session: {healing}", healing=translated(HEALING_NAMES[entry.healing]).lower())
    if entry.satisfaction is not None:
        yield tr("Satisfaction {score} of {highest}", score=entry.satisfaction, highest=HIGHEST)
    if entry.goal_reached is not None:
        yield tr("Goal reached {score} of {highest}", score=entry.goal_reached, highest=HIGHEST)
    if entry.note:
        yield entry.note
    if entry.return_on is not None:
        yield tr("Comes again {date}", date=said_day(entry.return_on))


def signed_line(attendance: Attendance, zone: tzinfo) -> str:
    """Who signed it, and when where that was another day."""
    signed = attendance.signed_at.astimezone(zone).date()
    if signed == attendance.entry.held_on:
        return tr("Signed by {name}", name=attendance.signed_by)
    return tr("Signed {date} by {name}", date=said_day(signed), name=attendance.signed_by)


def void_line(attendance: Attendance, zone: tzinfo) -> str:
    """Who found it void, when and why; nothing where it counts."""
    if not attendance.is_void or attendance.voided_at is None:
        return ""
    day = said_day(attendance.voided_at.astimezone(zone).date())
    values = {"date": day, "name": attendance.voided_by}
    return tr("Found void {date} by {name}: {reason}", **values, reason=attendance.void_reason)


def last_time_lines(course: Course, last: Session | None) -> tuple[str, ...]:
    """What was done last in the course, and what was left for today."""
    if last is None:
        return (tr("{course}. No session yet.", course=course.title),)
    when = tr(
        "{course}. Last session {date}, by {name}.",
        course=course.title,
        date=said_day(last.entry.performed_on),
        name=last.operator_name,
    )
    note = last.entry.note_for_next_time
    return (when, tr("For today: {note}", note=note)) if note else (when,)
