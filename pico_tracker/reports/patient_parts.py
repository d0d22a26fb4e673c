"""The parts of a progress report that the patient reads: tiles, photos, curve, scores, sessions."""

from datetime import date

from reportlab.platypus import Flowable

from pico_tracker.domain.assessments import ScaleTrend, trends_of
from pico_tracker.domain.courses import OPEN_STATES, Course
from pico_tracker.domain.progress import ClearanceReading, CourseProgress
from pico_tracker.domain.progress_chart import clearance_chart
from pico_tracker.domain.side_effects import Outcome, Severity
from pico_tracker.domain.words import mark
from pico_tracker.reports import styles
from pico_tracker.reports.chart import HEIGHT, draw_chart
from pico_tracker.reports.formats import clock, percent, short_day, weekday
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.photo_row import MOST_HEIGHT, PhotoRow
from pico_tracker.reports.tables import Column, quiet_table
from pico_tracker.reports.tiles import Tile, TileRow
from pico_tracker.reports.wording import (
    cleared_after,
    how_skin_took_it,
    lower_first,
    number_of,
    plain_course_of,
    plain_side_effect,
    what_we_did,
)

_HEAD_ROOM = 30.0
_PATIENT_CHART = 116.0
"""Height of the patient's curve, in points: the sheet is to be one page."""
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
    if due <= pen.today:
        return Tile(label, pen.say(mark("From now on")), pen.say(mark("any day, not booked yet")))
    value = pen.say(mark("from {day}"), day=short_day(due, pen.translate))
    return Tile(label, value, pen.say(mark("not booked yet")))


def _due_from(course: Course) -> date | None:
    if course.state not in OPEN_STATES:
        return None
    return course.window.earliest_on if course.window is not None else course.maintenance_due_on


def _skin_tile(pen: Pen, progress: CourseProgress) -> Tile:
    label = pen.say(mark("Skin today"))
    still_open = [effect for effect in progress.told_side_effects if effect.is_open]
    if not still_open:
        return _settled_tile(pen, progress, label)
    worst = max(still_open, key=lambda effect: _SEVERITIES.index(effect.now.severity))
    since = pen.say(mark("since {day}"), day=pen.day(worst.entry.onset_on))
    if len(still_open) > 1:
        since = pen.say(mark("{since}, and {count} more"), since=since, count=len(still_open) - 1)
    return Tile(label, plain_side_effect(pen, worst, worst.now.severity), since)


def _settled_tile(pen: Pen, progress: CourseProgress, label: str) -> Tile:
    """Where nothing is healing: what has stayed, or that there is nothing."""
    stayed = [effect for effect in progress.told_side_effects if effect.outcome is Outcome.PERMANENT]
    if stayed:
        last = max(stayed, key=lambda effect: effect.entry.onset_on)
        return Tile(label, plain_side_effect(pen, last, last.now.severity), pen.say(mark("has stayed")))
    if not progress.sessions:
        return Tile(label, "–", pen.say(mark("not treated yet")))
    return Tile(label, pen.say(mark("Calm")), pen.say(mark("nothing to note")))


def photos(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    """Before and now, or the only photo; which of them could not be read."""
    shown, unread = progress.photos.photos, progress.photos.unread
    if not shown and not unread:
        return []
    title = mark("Before and now") if len(shown) > 1 else mark("Photo")
    parts = pen.section(title, MOST_HEIGHT + 2 * _HEAD_ROOM)
    if shown:
        parts.append(PhotoRow(pen, shown))
    if unread:
        one, many = mark("{count} photo could not be read."), mark("{count} photos could not be read.")
        parts.append(pen.line(pen.count(one, many, unread), styles.QUIET_LINE))
    return parts


def scores(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    """The last result of those scales whose words a patient knows; numbers of specialists' scales are left out."""
    told = [_plain_score(pen, one) for one in trends_of(progress.assessments) if one.scale.key in _PLAIN_SCORES]
    said = "\n".join(one for one in told if one)
    return [*pen.section(mark("How it is going")), *pen.flow(said, styles.BODY)] if said else []


_PLAIN_SCORES = {
    "gais": mark("Compared with before the course: {result} ({day}, after {count} sessions)."),
    "dlqi": mark("Your skin in daily life: {result} ({day}, after {count} sessions)."),
    "pain_nrs": mark("Pain, as you said: {result} ({day}, after {count} sessions)."),
}


def _plain_score(pen: Pen, trend: ScaleTrend) -> str:
    last = trend.last
    if not last.band:
        return ""
    return pen.say(
        _PLAIN_SCORES[trend.scale.key],
        result=lower_first(pen.say(last.band)),
        day=pen.day(last.entry.assessed_on),
        count=last.sessions_before,
    )


def curve(pen: Pen, progress: CourseProgress, *, for_patient: bool) -> list[Flowable]:
    """How much has cleared, as a curve, who read it, and what it is compared with where that is shown."""
    chart = clearance_chart(progress)
    if chart.is_empty:
        return [*pen.section(chart.title.text), pen.line(chart.empty.said(pen.translate), styles.QUIET_LINE)]
    height = _PATIENT_CHART if for_patient else HEIGHT
    return [
        *pen.section(chart.title.text, height + 2 * _HEAD_ROOM),
        draw_chart(chart, pen, height),
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
            number_of(session),
            pen.day(session.entry.performed_on),
            _done(pen, progress.sessions[index].is_maintenance, what_we_did(pen, session)),
            how_skin_took_it(pen, session, progress.told_side_effects),
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
    apart = [effect for effect in progress.told_side_effects if effect.entry.session_id not in known]
    return [
        pen.line(f"{pen.day(effect.entry.onset_on)}: {plain_course_of(pen, effect)}", styles.NOTE)
        for effect in apart
    ]
