"""The parts of a progress report that the patient reads: tiles, curve, sessions, what happens next."""

from datetime import date

from reportlab.platypus import Flowable

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.courses import COURSE_STATE_NAMES, OPEN_STATES, Course, CourseState
from pico_tracker.domain.diary import Visit
from pico_tracker.domain.progress import ClearanceReading, CourseProgress
from pico_tracker.domain.progress_chart import clearance_chart
from pico_tracker.domain.side_effects import Severity
from pico_tracker.domain.words import mark
from pico_tracker.reports import styles
from pico_tracker.reports.chart import HEIGHT, draw_chart
from pico_tracker.reports.formats import clock, percent, short_day, weekday
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.tables import Column, quiet_table
from pico_tracker.reports.tiles import Tile, TileRow
from pico_tracker.reports.wording import (
    cleared_after,
    how_skin_took_it,
    lower_first,
    plain_course_of,
    plain_side_effect,
    what_we_did,
)

_HEAD_ROOM = 30.0
_SEVERITIES = tuple(Severity)


def tiles(pen: Pen, progress: CourseProgress) -> Flowable:
    """Sessions so far, cleared at the last look, next visit, skin today."""
    makers = (_sessions_tile, _cleared_tile, _next_tile, _skin_tile)
    return TileRow(pen, [make(pen, progress) for make in makers])


def _sessions_tile(pen: Pen, progress: CourseProgress) -> Tile:
    entry = progress.course.entry
    maintenance = sum(session.is_maintenance for session in progress.sessions)
    low, high = entry.sessions_from, entry.sessions_to
    expected = pen.say(mark("about {low} to {high} in all"), low=low, high=high)
    if low == high:
        expected = pen.say(mark("about {count} in all"), count=high)
    if maintenance:
        expected = pen.say(mark("and {count} for maintenance"), count=maintenance)
    count = len(progress.sessions) - maintenance
    return Tile(pen.say(mark("Sessions so far")), str(count), expected)


def _cleared_tile(pen: Pen, progress: CourseProgress) -> Tile:
    label = pen.say(mark("Cleared at last look"))
    last = last_reading(progress)
    if last is None:
        return Tile(label, "–", pen.say(mark("not read yet")))
    after = pen.count(mark("after {count} session"), mark("after {count} sessions"), last.sessions_before)
    return Tile(label, percent(last.percent), after)


def last_reading(progress: CourseProgress) -> ClearanceReading | None:
    """The latest look at how much has cleared."""
    return max(progress.readings, key=lambda one: (one.read_on, one.sessions_before), default=None)


def _next_tile(pen: Pen, progress: CourseProgress) -> Tile:
    label = pen.say(mark("Next visit"))
    if progress.next_visit is not None:
        starts = pen.local(progress.next_visit.starts_at)
        value = f"{short_day(starts, pen.translate)}, {clock(starts)}"
        return Tile(label, value, weekday(starts, pen.translate))
    due = _due_from(progress.course)
    if due is None:
        return Tile(label, "–", pen.say(mark("none planned")))
    value = pen.say(mark("from {day}"), day=short_day(due, pen.translate))
    return Tile(label, value, pen.say(mark("not booked yet")))


def _due_from(course: Course) -> date | None:
    if course.state not in OPEN_STATES:
        return None
    return course.window.earliest_on if course.window is not None else course.maintenance_due_on


def _skin_tile(pen: Pen, progress: CourseProgress) -> Tile:
    label = pen.say(mark("Skin today"))
    still_open = [effect for effect in progress.side_effects if effect.is_open]
    if not still_open:
        return Tile(label, pen.say(mark("Calm")), pen.say(mark("nothing to note")))
    worst = max(still_open, key=lambda effect: _SEVERITIES.index(effect.entry.severity))
    since = pen.say(mark("since {day}"), day=pen.day(worst.entry.onset_on))
    if len(still_open) > 1:
        since = pen.say(mark("{since}, and {count} more"), since=since, count=len(still_open) - 1)
    return Tile(label, plain_side_effect(pen, worst), since)


def curve(pen: Pen, progress: CourseProgress, *, for_patient: bool) -> list[Flowable]:
    """How much has cleared, as a curve, who read it, and what it is compared with where that is shown."""
    chart = clearance_chart(progress)
    if chart.is_empty:
        return [*pen.section(chart.title.text), pen.line(chart.empty.said(pen.translate), styles.QUIET_LINE)]
    heading = pen.section(chart.title.text, HEIGHT + 2 * _HEAD_ROOM)
    return [
        *heading,
        draw_chart(chart, pen),
        *_curve_notes(pen, progress),
        *_compared(pen, progress, for_patient=for_patient),
    ]


def _curve_notes(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    readers = ", ".join(dict.fromkeys(one.read_by for one in progress.readings if one.read_by))
    notes = [pen.say(mark("Read by {names}."), names=readers)] if readers else []
    notes.append(pen.say(mark("Fading is never even from one session to the next.")))
    if any(one.percent < 0 for one in progress.readings):
        notes.append(pen.say(mark("Below 0 % there is more to see than at the start.")))
    return [pen.line(" ".join(notes), styles.QUIET_LINE)]


def _compared(pen: Pen, progress: CourseProgress, *, for_patient: bool) -> list[Flowable]:
    """What the band or the ring is, with the words of its model and limits; for the practitioner
    how the course gets on beside it, and what stands out."""
    expectation = progress.expectation
    drawn = expectation.band or expectation.point
    parts: list[Flowable] = []
    if drawn is not None:
        shows = mark("The band: {name}.") if expectation.band else mark("The ring: {name}.")
        said = [pen.say(shows, name=lower_first(drawn.name.said(pen.translate)))]
        said += [one.said(pen.translate) for one in drawn.limits]
        parts += pen.flow(" ".join(said), styles.NOTE)
    if for_patient:
        return parts
    for status in progress.statuses:
        said_of = {"status": status.said.said(pen.translate), "rule": status.rule.said(pen.translate)}
        parts += pen.flow(pen.say(mark("{status}. {rule}"), **said_of), styles.NOTE)
    for remark in expectation.remarks:
        parts += pen.flow(remark.said(pen.translate), styles.NOTE)
    return parts


def sessions(pen: Pen, progress: CourseProgress, *, for_patient: bool) -> list[Flowable]:
    """The table of sessions in plain words; the heads speak to the patient or of the patient."""
    title, skin = _TO_PATIENT if for_patient else _OF_PATIENT
    heading = pen.section(title)
    if not progress.sessions:
        return [*heading, pen.line(pen.say(mark("No session yet.")), styles.QUIET_LINE)]
    columns = [
        Column("#", 0.055),
        Column(pen.say(mark("Date")), 0.145),
        Column(pen.say(mark("What we did")), 0.25),
        Column(pen.say(skin), 0.39),
        Column(pen.say(mark("Cleared after")), 0.16, to_right=True),
    ]
    last = progress.sessions[-1]
    rows = [
        [
            str(session.number),
            pen.day(session.entry.performed_on),
            _done(pen, progress.sessions[index].is_maintenance, what_we_did(pen, session)),
            how_skin_took_it(pen, session, progress.side_effects),
            cleared_after(pen, session, is_last=session is last),
        ]
        for index, session in enumerate(progress.sessions)
    ]
    return [*heading, quiet_table(pen, columns, rows), *_apart(pen, progress)]


_TO_PATIENT = (mark("Your sessions"), mark("How your skin took it"))
_OF_PATIENT = (mark("Sessions"), mark("How the skin took it"))


def _done(pen: Pen, is_maintenance: bool, done: str) -> str:
    return pen.say(mark("{done} (maintenance)"), done=done) if is_maintenance else done


def _apart(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    """Side effects that were written to no session of this course."""
    known = {session.id for session in progress.sessions}
    apart = [effect for effect in progress.side_effects if effect.entry.session_id not in known]
    return [
        pen.line(f"{pen.day(effect.entry.onset_on)}: {plain_course_of(pen, effect)}", styles.NOTE)
        for effect in apart
    ]


def next_steps(pen: Pen, progress: CourseProgress) -> str:
    """What happens next in this course, in plain sentences."""
    course = progress.course
    said = [_visit_sentence(pen, progress.next_visit), _state_sentence(pen, course)]
    if course.state in OPEN_STATES:
        said += [_window_sentence(pen, progress), _expectation(pen, course), _maintenance_sentence(pen, course)]
    return " ".join(one for one in said if one)


def _visit_sentence(pen: Pen, visit: Visit | None) -> str:
    if visit is None:
        return ""
    starts = pen.local(visit.starts_at)
    when = {"weekday": weekday(starts, pen.translate), "day": pen.day(starts), "time": clock(starts)}
    if not visit.practitioner_name:
        return pen.say(mark("Your next visit is on {weekday} {day} at {time}."), **when)
    said = mark("Your next visit is on {weekday} {day} at {time} with {name}.")
    return pen.say(said, **when, name=visit.practitioner_name)


def _state_sentence(pen: Pen, course: Course) -> str:
    if course.state in OPEN_STATES:
        return ""
    if course.state is CourseState.COMPLETED:
        return pen.say(mark("This course is completed."))
    state = pen.say(COURSE_STATE_NAMES[course.state])
    return pen.say(mark("This course stands at: {state}."), state=state)


def _window_sentence(pen: Pen, progress: CourseProgress) -> str:
    window = progress.course.window
    if progress.next_visit is not None:
        return ""
    if progress.course.is_held:
        return pen.say(mark("We look at your skin first, and then choose the day of your next session with you."))
    if window is None:
        return pen.say(mark("Your next session is not booked yet: call us to choose a day."))
    return pen.say(
        mark(
            "Your next session can be from {earliest} on, best by {target}. It is not booked yet: "
            "call us to choose a day."
        ),
        earliest=pen.day(window.earliest_on),
        target=pen.day(window.target_on),
    )


def _expectation(pen: Pen, course: Course) -> str:
    if course.state is CourseState.MAINTENANCE:
        return ""
    low, high = course.entry.sessions_from, course.entry.sessions_to
    if low == high:
        return pen.count(
            mark("We expect about {count} session in all."), mark("We expect about {count} sessions in all."), low
        )
    return pen.say(mark("We expect about {low} to {high} sessions in all."), low=low, high=high)


def _maintenance_sentence(pen: Pen, course: Course) -> str:
    due = course.maintenance_due_on
    if due is None:
        return ""
    return pen.say(mark("A maintenance session is due on {day}."), day=pen.day(due))


def aftercare(pen: Pen, clinic: Clinic) -> list[Flowable]:
    """How to care for the skin and when to call. Source: clinical reference, section 6."""
    care = mark("Keep the area clean and out of the sun; use sunscreen of SPF 30 to 50 when it is not covered.")
    call = mark(
        "Call the clinic the same day for blisters, pus, spreading redness, fever, strong pain or any eye symptom."
    )
    said = [pen.say(care), pen.say(call)]
    if clinic.phone:
        said.append(pen.say(mark("Our number is {phone}."), phone=clinic.phone.replace(" ", "\u00a0")))
    said.append(pen.say(mark("If you have trouble breathing, call the emergency number.")))
    return [pen.line(" ".join(said), styles.BODY, 1200)]
