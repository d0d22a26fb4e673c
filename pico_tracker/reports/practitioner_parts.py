"""The parts that only the practitioner's report has: warnings, every pass's settings, side effects."""

from collections.abc import Iterable
from datetime import date

from reportlab.platypus import CondPageBreak, Flowable

from pico_tracker.domain.assessments import ScaleTrend, trends_of
from pico_tracker.domain.consents import ConsentState
from pico_tracker.domain.course_photos import Withheld
from pico_tracker.domain.courses import Course
from pico_tracker.domain.diary import VISIT_KIND_NAMES, Visit
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.session_amendments import amendments_of
from pico_tracker.domain.session_telling import Voice, recorded, tell_texts
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.words import mark
from pico_tracker.reports import styles
from pico_tracker.reports.formats import moment
from pico_tracker.reports.pass_table import pass_table
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.session_versions import amendment_parts
from pico_tracker.reports.tables import Column, quiet_table
from pico_tracker.reports.voice import voice_of
from pico_tracker.reports.wording import lower_first, number_of, session_facts, side_effect_row

_SESSION_ROOM = 90.0


def safety_block(pen: Pen, patient: Patient) -> list[Flowable]:
    """Skin type, then allergies and alerts on a band: neither may be overlooked."""
    entry = patient.entry
    none = pen.say(mark("none recorded"))
    said = [
        pen.say(mark("Allergies: {names}"), names=", ".join(entry.allergies) or none),
        pen.say(mark("Alerts: {names}"), names=", ".join(entry.alerts) or none),
    ]
    skin = pen.say(mark("Fitzpatrick skin type: {type}"), type=entry.fitzpatrick or none)
    band = styles.WARNING if entry.allergies or entry.alerts else styles.NOTICE
    return [pen.line(skin, styles.QUIET_LINE), *pen.flow("\n".join(said), band)]


def goal(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    """What the patient wants and what was agreed, if it was written down."""
    if not progress.course.entry.goal:
        return []
    return pen.flow(pen.say(mark("Goal: {goal}"), goal=progress.course.entry.goal), styles.QUIET_LINE)


def photos_withheld(pen: Pen, withheld: Withheld | None) -> list[Flowable]:
    """Why no photo stands on the sheet, although the record has some."""
    if withheld is None:
        return []
    day = "" if withheld.on is None else pen.day(withheld.on)
    return [*pen.section(mark("Photos")), pen.line(pen.say(_WITHHELD[withheld.state], day=day), styles.QUIET_LINE)]


_WITHHELD = {
    None: mark("Not printed: no decision about photos for the record is written down."),
    ConsentState.REFUSED: mark("Not printed: photos for the record were refused on {day}."),
    ConsentState.WITHDRAWN: mark("Not printed: the consent to photos for the record was withdrawn on {day}."),
    ConsentState.EXPIRED: mark("Not printed: the consent to photos for the record was valid until {day}."),
}


def settings(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    """Each session with each of its passes, every setting, and every version of it; then what was found void."""
    if not progress.sessions and not progress.void_sessions:
        return []
    voice = voice_of(pen, _lasers((*progress.sessions, *progress.void_sessions)))
    parts = pen.section(mark("Settings, session by session"), _SESSION_ROOM + 30)
    for session in (*progress.sessions, *progress.void_sessions):
        parts += _session(pen, session, voice)
    return parts


def _lasers(sessions: Iterable[Session]) -> dict[int, str]:
    """Names of the lasers used, for counters and plans."""
    return {one.entry.device_id: one.device_name for session in sessions for one in session.passes}


def _session(pen: Pen, session: Session, voice: Voice) -> list[Flowable]:
    parts: list[Flowable] = [
        CondPageBreak(_SESSION_ROOM),
        pen.line(_session_head(pen, session), styles.SUBSECTION),
        *pen.flow(session_facts(pen, session, voice), styles.NOTE),
        pass_table(pen, session.passes),
    ]
    for one in recorded(tell_texts(session.entry, voice)):
        parts += pen.flow(f"{one.label}: {one.text}", styles.NOTE)
    for amendment in amendments_of(session, voice):
        parts += amendment_parts(pen, amendment)
    return parts


def _session_head(pen: Pen, session: Session) -> str:
    values = {"number": number_of(session), "day": pen.day(session.entry.performed_on)}
    if session.is_void:
        return pen.say(mark("Void session · {day}"), **values)
    said = pen.say(mark("Session {number} · {day} · maintenance") if session.is_maintenance else _SESSION, **values)
    return pen.say(mark("{session} · amended"), session=said) if session.earlier else said


_SESSION = mark("Session {number} · {day}")


def side_effects(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    """Every side effect of the course, then the notes on them."""
    parts = pen.section(mark("Side effects"))
    if not progress.side_effects:
        return [*parts, pen.line(pen.say(mark("None reported.")), styles.QUIET_LINE)]
    numbers = {session.id: number_of(session) for session in progress.sessions}
    rows = [
        side_effect_row(pen, effect, numbers.get(effect.entry.session_id or 0)) for effect in progress.side_effects
    ]
    parts.append(quiet_table(pen, side_effect_columns(pen), rows))
    for effect in progress.side_effects:
        for noted in (effect.entry.note, effect.entry.management_text, effect.release_finding):
            if noted:
                begun = f"{effect.kind.name}, {pen.day(effect.entry.onset_on)}: {noted}"
                parts += pen.flow(begun, styles.NOTE)
    return parts


def side_effect_columns(pen: Pen) -> list[Column]:
    """The columns of the table of side effects."""
    return [
        Column(pen.say(mark("Kind")), 25),
        Column(pen.say(mark("Severity")), 12),
        Column(pen.say(mark("Grade")), 8),
        Column(pen.say(mark("Session")), 10),
        Column(pen.say(mark("Onset")), 14),
        Column(pen.say(mark("Ended")), 14),
        Column(pen.say(mark("Outcome")), 17),
        Column(pen.say(mark("Days")), 7, to_right=True),
        Column(pen.say(mark("Days away")), 10, to_right=True),
    ]


def scores(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    """The last score on each scale, in the words it was recorded with."""
    trends = trends_of(progress.assessments)
    if not trends:
        return []
    lines = "\n".join(_last_score(pen, trend) for trend in trends)
    return [*pen.section(mark("Last scores")), *pen.flow(lines, styles.BODY)]


def _last_score(pen: Pen, trend: ScaleTrend) -> str:
    last = trend.last
    day, summary = pen.day(last.entry.assessed_on), last.summary
    if last.sessions_before == 0:
        return pen.say(mark("{day}, before the first session: {summary}"), day=day, summary=summary)
    said = mark("{day}, after session {number}: {summary}")
    return pen.say(said, day=day, number=last.sessions_before, summary=summary)


def next_dates(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    """Next visit, window and maintenance of a course, as facts."""
    said = [
        *_call_date(pen, progress.coming.call_on),
        *_visit_date(pen, progress.next_visit),
        *_window_dates(pen, progress.course),
        *_maintenance_date(pen, progress.course.maintenance_due_on),
    ]
    if not said:
        return []
    return [*pen.section(mark("Next dates")), *pen.flow("\n".join(said), styles.BODY)]


def _call_date(pen: Pen, call_on: date | None) -> list[str]:
    return [pen.say(mark("Follow-up call: {day}"), day=pen.day(call_on))] if call_on else []


def _visit_date(pen: Pen, visit: Visit | None) -> list[str]:
    if visit is None:
        return [pen.say(mark("Next visit: not booked"))]
    starts = moment(pen.local(visit.starts_at), pen.translate)
    kind = lower_first(pen.say(VISIT_KIND_NAMES[visit.kind]))
    return [pen.say(mark("Next visit: {moment}, {kind}"), moment=starts, kind=kind)]


def _window_dates(pen: Pen, course: Course) -> list[str]:
    window = course.window
    if course.is_held:
        return [pen.say(mark("Next session: no date, review first"))]
    if window is None:
        return []
    said = mark("Next session: earliest {earliest}, target {target}, late after {late}")
    dates = {"earliest": window.earliest_on, "target": window.target_on, "late": window.late_on}
    return [pen.say(said, **{name: pen.day(date) for name, date in dates.items()})]


def _maintenance_date(pen: Pen, due_on: date | None) -> list[str]:
    return [pen.say(mark("Maintenance due: {day}"), day=pen.day(due_on))] if due_on else []
