"""The downtime pack: each day's sheet, then a page a patient with all that the next session needs."""

from typing import BinaryIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from pico_tracker.domain.asked_answers import tell_consent
from pico_tracker.domain.consents import ConsentState
from pico_tracker.domain.diary import SAFE_NAMES, VISIT_KIND_NAMES, SafeWord, Visit
from pico_tracker.domain.downtime_packs import DowntimeCourse, DowntimeDay, DowntimePack, DowntimePatient
from pico_tracker.domain.screening import ANSWER_NAMES
from pico_tracker.domain.screening_gate import QuestionState
from pico_tracker.domain.session_telling import Voice, tell_plan
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effects import SEVERITY_NAMES, SideEffect
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.bookmarks import bookmark
from pico_tracker.reports.by_hand import empty_fields, empty_rows
from pico_tracker.reports.day_sheet import day_parts, warning_lines
from pico_tracker.reports.formats import clock, moment, weekday
from pico_tracker.reports.identity import identity_line
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pass_table import pass_table
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.tables import PLAIN, Column, table_of
from pico_tracker.reports.voice import voice_of
from pico_tracker.reports.wording import lower_first, session_facts

_FACT_SHARES = (20, 80)
_FACT_MOST = 900
"""Characters of a fact in a cell; a note of several pages stands on the screen."""
_QUESTIONS_MOST = 2400
"""Characters of the names of all questions together."""
_EMPTY_PASSES = 4
_SESSION_ROOM = 80.0


def render_downtime_pack(pack: DowntimePack, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `pack` as a PDF with an outline of its days and patients to `out`; the same pack gives the
    same bytes."""
    pen = open_pen(pack.clinic, pack.printed_at, translate)
    sheet = Sheet(
        paper=pack.clinic.paper,
        title=pen.say(mark("Downtime pack")),
        author=pack.clinic.name,
        record_number=_days(pack, pen),
        made_at=pack.printed_at.astimezone(pen.zone),
    )
    voice = voice_of(pen, pack.lasers, pack.rooms)
    head = letterhead(pen, pack.clinic, pack.printed_at, pack.printed_by)
    title = [pen.line(sheet.title, styles.TITLE), *_how_to_use(pack, pen)]
    body = [part for number, day in enumerate(pack.days) for part in _day(day, pen, voice, is_first=number == 0)]
    notice = pen.unprinted_notice()
    print_sheets(sheet, [head, *([pen.line(notice, styles.NOTICE)] if notice else []), *title, *body], pen, out)


def _days(pack: DowntimePack, pen: Pen) -> str:
    days = [day.sheet.day for day in pack.days]
    if not days:
        return pen.day(pen.today)
    if len(days) == 1:
        return pen.day(days[0])
    return pen.say(mark("{first} to {last}"), first=pen.day(days[0]), last=pen.day(days[-1]))


def _how_to_use(pack: DowntimePack, pen: Pen) -> list[Flowable]:
    said = mark(
        "As the record stood {moment}. Write down by hand what is done; when the computer is back, "
        "log it from these sheets and destroy them."
    )
    return pen.flow(pen.say(said, moment=moment(pen.local(pack.printed_at), pen.translate)), styles.NOTICE)


def _day(day: DowntimeDay, pen: Pen, voice: Voice, *, is_first: bool) -> list[Flowable]:
    on = day.sheet.day
    parts: list[Flowable] = [] if is_first else [PageBreak()]
    parts += [bookmark(pen, f"{weekday(on, pen.translate)} {pen.day(on)}"), *day_parts(day.sheet, pen)]
    for one in day.patients:
        parts += [PageBreak(), *_patient(one, pen, voice)]
    return parts


def _patient(one: DowntimePatient, pen: Pen, voice: Voice) -> list[Flowable]:
    entry = one.patient.entry
    name = f"{clock(one.visits[0].starts_at)} · {one.patient.name}" if one.visits else one.patient.name
    skin = pen.say(mark("Fitzpatrick skin type {type}"), type=entry.fitzpatrick or "–")
    quiet = " · ".join((identity_line(pen, one.patient), *entry.phones[:3]))
    parts: list[Flowable] = [
        bookmark(pen, name, 1),
        pen.line(name, styles.TITLE, NAMES_LIMIT),
        *_warnings(one, pen),
        pen.line(skin, styles.STRONG_CELL),
        pen.line(quiet, styles.QUIET_LINE, NAMES_LIMIT),
        *(pen.line(_visit(visit, pen), styles.QUIET_LINE, NAMES_LIMIT) for visit in one.visits),
    ]
    for course in one.courses:
        parts += _course(course, one, pen, voice)
    if not one.courses:
        parts.append(pen.line(pen.say(mark("No open course: a first visit.")), styles.BODY))
    return [*parts, *_by_hand(one, pen)]


def _visit(visit: Visit, pen: Pen) -> str:
    starts = visit.starts_at
    minutes = pen.say(mark("{minutes} min"), minutes=visit.place.minutes)
    parts = [f"{weekday(starts, pen.translate)} {pen.day(starts)}, {clock(starts)}"]
    parts += [pen.say(VISIT_KIND_NAMES[visit.kind]), minutes, visit.practitioner_name]
    parts += [visit.room_name, visit.device_name, visit.note]
    return " · ".join(part for part in parts if part)


def _warnings(one: DowntimePatient, pen: Pen) -> list[Flowable]:
    entry = one.patient.entry
    found = warning_lines(pen, entry.allergies, entry.alerts)
    return found or [pen.line(pen.say(_NO_WARNING), styles.CELL)]


_NO_WARNING = mark("No allergies and no alerts on record")


def _course(course: DowntimeCourse, one: DowntimePatient, pen: Pen, voice: Voice) -> list[Flowable]:
    """What holds, what was planned, what was done last time."""
    rows = [_fact(pen, label, told, style) for label, told, style in _facts(course, one, pen, voice) if told]
    return [
        CondPageBreak(_SESSION_ROOM),
        pen.line(_standing(course, pen), styles.PART_HEAD, NAMES_LIMIT),
        table_of(pen, _FACT_SHARES, rows, PLAIN, headed=False),
        *_last_session(course, pen, voice),
    ]


def _standing(course: DowntimeCourse, pen: Pen) -> str:
    known = course.course
    return pen.say(mark("{course} · {count} done"), course=known.title, count=_sessions_done(course, pen))


def _sessions_done(course: DowntimeCourse, pen: Pen) -> str:
    return pen.count(mark("{count} session"), mark("{count} sessions"), course.course.sessions_done)


_Fact = tuple[str, str, ParagraphStyle]


def _facts(course: DowntimeCourse, one: DowntimePatient, pen: Pen, voice: Voice) -> list[_Fact]:
    note = course.last.entry.note_for_next_time if course.last else ""
    holding = "; ".join(_answered(state, pen) for state in course.holding)
    to_ask = "; ".join(state.question.title for state in course.to_ask)
    return [
        _safe(course, one, pen),
        _consent(course, one, pen, voice),
        (mark("Holds against it"), holding, styles.ALARM_CELL),
        (
            mark("Side effects"),
            "; ".join(_effect(each, pen) for each in course.side_effects),
            _effect_style(course, pen),
        ),
        (mark("Plan for next time"), _plan(course, pen, voice), styles.CELL),
        (mark("Note for next time"), note, styles.CELL),
        (mark("Ask before treating"), to_ask, styles.SMALL),
    ]


def _fact(pen: Pen, label: str, told: str, style: ParagraphStyle) -> list[Flowable]:
    limit = _QUESTIONS_MOST if style is styles.SMALL else _FACT_MOST
    return [pen.line(pen.say(label), styles.CELL_HEAD), pen.line(told, style, limit)]


def _safe(course: DowntimeCourse, one: DowntimePatient, pen: Pen) -> _Fact:
    safe = course.safe
    day = "" if safe.from_on is None else pen.day(safe.from_on)
    said = pen.say(SAFE_NAMES[safe.word], date=day)
    is_safe = safe.word is not SafeWord.REVIEW and all(safe.allows(visit.starts_at.date()) for visit in one.visits)
    return mark("Earliest safe date"), said, styles.CELL if is_safe else styles.ALARM_CELL


def _consent(course: DowntimeCourse, one: DowntimePatient, pen: Pen, voice: Voice) -> _Fact:
    on = one.visits[0].starts_at.date() if one.visits else pen.today
    holds = course.consent is not None and course.consent.state(on) is ConsentState.GIVEN
    return mark("Consent"), tell_consent(course.consent, on, voice), styles.CELL if holds else styles.ALARM_CELL


def _answered(state: QuestionState, pen: Pen) -> str:
    if state.given is None:
        return state.question.title
    answer = lower_first(pen.say(ANSWER_NAMES[state.given.answer.answer]))
    day, note = pen.day(state.given.given_on), state.given.answer.note
    said = pen.say(mark("{question}: {answer}, {day}"), question=state.question.title, answer=answer, day=day)
    return f"{said} ({note})" if note else said


def _effect(effect: SideEffect, pen: Pen) -> str:
    """As in "Blister, moderate, from 22 Nov 2026, open"."""
    severity = lower_first(pen.say(SEVERITY_NAMES[effect.now.severity]))
    begun = pen.say(
        mark("{kind}, {severity}, from {day}"),
        kind=effect.kind.name,
        severity=severity,
        day=pen.day(effect.entry.onset_on),
    )
    ended = pen.say(mark("open"))
    if not effect.is_open:
        days = effect.days(pen.today)
        ended = pen.count(mark("ended after {count} day"), mark("ended after {count} days"), days)
    waits = pen.say(mark("the area waits to be released")) if effect.awaits_release else ""
    return ", ".join(part for part in (begun, ended, waits) if part)


def _effect_style(course: DowntimeCourse, pen: Pen) -> ParagraphStyle:
    holds = any(one.is_open_reaction(pen.today) or one.awaits_release for one in course.side_effects)
    return styles.ALARM_CELL if holds else styles.CELL


def _plan(course: DowntimeCourse, pen: Pen, voice: Voice) -> str:
    plan = course.plan
    if plan is None:
        return ""
    made = pen.say(mark("{name}, {day}"), name=plan.made_by, day=pen.day(plan.made_on))
    return f"{tell_plan(plan.entry, voice)} ({made})"


def _last_session(course: DowntimeCourse, pen: Pen, voice: Voice) -> list[Flowable]:
    """Every setting of every pass of last time."""
    session = course.last
    if session is None:
        return [pen.line(pen.say(mark("Not treated yet")), styles.QUIET_LINE)]
    parts: list[Flowable] = [
        CondPageBreak(_SESSION_ROOM),
        pen.line(_session_head(session, pen), styles.SUBSECTION),
        pass_table(pen, session.passes),
        *pen.flow(session_facts(pen, session, voice), styles.NOTE),
    ]
    note = session.entry.note
    return [*parts, *([pen.line(note, styles.NOTE, _FACT_MOST)] if note else [])]


def _session_head(session: Session, pen: Pen) -> str:
    said = mark("Last time: session {number}, {day}")
    if session.is_maintenance:
        said = mark("Last time: maintenance session M{number}, {day}")
    return pen.say(said, number=session.number, day=pen.day(session.entry.performed_on))


def _whose(one: DowntimePatient, pen: Pen) -> str:
    """As in "Amara Nwosu · born 3 May 1992 · P-10482"."""
    entry = one.patient.entry
    born = "" if entry.born_on is None else pen.say(mark("born {day}"), day=pen.day(entry.born_on))
    return " · ".join(part for part in (one.patient.name, born, entry.record_number) if part)


def _warning(one: DowntimePatient, pen: Pen) -> Flowable:
    """Allergies and alerts together, for a page on which nothing else warns."""
    entry = one.patient.entry
    told = ((mark("Allergies: {names}"), entry.allergies), (mark("Alerts: {names}"), entry.alerts))
    said = " · ".join(pen.say(text, names=", ".join(names)) for text, names in told if names)
    if not said:
        return pen.line(pen.say(_NO_WARNING), styles.CELL)
    return pen.line(said, styles.ALARM_CELL, 2 * NAMES_LIMIT)


def _by_hand(one: DowntimePatient, pen: Pen) -> list[Flowable]:
    """Room to write down the session, with whose it is and what warns: the sheets may come apart."""
    heading = pen.say(mark("Session by hand: {whose}"), whose=_whose(one, pen))
    heads = (
        (mark("Device, handpiece"), 22),
        (mark("nm"), 7),
        (mark("ps"), 7),
        (mark("Spot, mm"), 9),
        (mark("J/cm²"), 9),
        (mark("Hz"), 6),
        (mark("Pulses"), 8),
        (mark("Endpoint"), 16),
        (mark("Purpose"), 16),
    )
    fields = (
        (
            mark("Date, time"),
            mark("Course, area"),
            mark("Last time healed, asked, may treat"),
            mark("Eye protection"),
        ),
        (mark("Cooling, numbing"), mark("Pain 0 to 10"), mark("Reaction of the skin"), mark("Next visit")),
        (mark("Aftercare told"), mark("Who treated"), mark("Signature"), mark("Entered on, by")),
    )
    columns = [Column(pen.say(head), share) for head, share in heads]
    parts = [
        pen.line(heading, styles.PART_HEAD, NAMES_LIMIT),
        _warning(one, pen),
        Spacer(0, styles.GAP),
        empty_rows(pen, columns, _EMPTY_PASSES),
        *empty_fields(pen, [[pen.say(name) for name in row] for row in fields]),
    ]
    return [KeepTogether(parts)]
