"""The report of an incident on paper: patient, event, treatment, every account, who was told and when."""

from typing import BinaryIO

from reportlab.platypus import Flowable, KeepTogether, Spacer

from pico_tracker.domain.incident_reports import IncidentReport
from pico_tracker.domain.patients import SEX_NAMES
from pico_tracker.domain.session_telling import Told, Voice, recorded, tell_session
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effect_kinds import Urgency
from pico_tracker.domain.side_effects import (
    CAUSE_NAMES,
    CHANGE_NAMES,
    MANAGEMENT_NAMES,
    OUTCOME_NAMES,
    SEVERITY_NAMES,
    FollowUp,
    RedFlagAnswer,
)
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.facts import fact_lines, fact_pairs, overflows
from pico_tracker.reports.formats import moment
from pico_tracker.reports.identity import identity_line
from pico_tracker.reports.incident_parts import account_parts, duty_parts
from pico_tracker.reports.ink import Blank, ink_lines
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pass_table import pass_table
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.register_entries import laser_line
from pico_tracker.reports.tables import PLAIN, Column, quiet_table
from pico_tracker.reports.tiles import Tile, TileRow
from pico_tracker.reports.voice import voice_of
from pico_tracker.reports.wording import lower_first


def render_incident_report(report: IncidentReport, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `report` as a PDF to `out`; the same report gives the same bytes."""
    pen = open_pen(report.clinic, report.printed_at, translate)
    sheet = Sheet(
        paper=report.clinic.paper,
        title=pen.say(mark("Incident report")),
        author=report.clinic.name,
        record_number=report.patient.entry.record_number,
        made_at=report.printed_at.astimezone(pen.zone),
    )
    print_sheets(sheet, _story(report, pen, sheet.title), pen, out)


def _story(report: IncidentReport, pen: Pen, title: str) -> list[Flowable]:
    voice = voice_of(pen, {key: one.model for key, one in report.lasers.items()}, report.rooms)
    head = [
        letterhead(pen, report.clinic, report.printed_at, report.printed_by),
        pen.line(title, styles.TITLE),
        pen.line(identity_line(pen, report.patient), styles.QUIET_LINE, NAMES_LIMIT),
        pen.line(_standing(report, pen), styles.QUIET_LINE, NAMES_LIMIT),
    ]
    body = [
        TileRow(pen, _tiles(report, pen)),
        *_patient(report, pen, voice),
        *_event(report, pen, voice),
        *_course(report, pen),
        *_treatment(report, pen, voice),
        *account_parts(pen, report.incident.accounts),
        *_signatures(pen),
        *duty_parts(pen),
    ]
    notice = pen.unprinted_notice()
    return [*head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body]


def _standing(report: IncidentReport, pen: Pen) -> str:
    incident = report.incident
    text = mark("Incident {number}, opened {opened}, open")
    if incident.closed_on is not None:
        text = mark("Incident {number}, opened {opened}, closed {closed} by {name}")
    return pen.say(
        text,
        number=incident.id,
        opened=pen.day(incident.opened_on),
        closed="" if incident.closed_on is None else pen.day(incident.closed_on),
        name=incident.closed_by or "–",
    )


def _tiles(report: IncidentReport, pen: Pen) -> tuple[Tile, ...]:
    effect, state = report.effect, mark("Open") if report.incident.is_open else mark("Closed")
    accounts = len(report.incident.accounts)
    return (
        Tile(pen.say(mark("Event")), effect.kind.name, _gravest(report, pen)),
        Tile(pen.say(mark("Began")), pen.day(effect.entry.onset_on), _onset(report, pen)),
        Tile(pen.say(mark("Outcome")), pen.say(OUTCOME_NAMES[effect.outcome]), _lasted(report, pen)),
        Tile(
            pen.say(mark("Incident")),
            pen.say(state),
            pen.count(mark("{count} account"), mark("{count} accounts"), accounts),
        ),
    )


def _gravest(report: IncidentReport, pen: Pen) -> str:
    severity = pen.say(SEVERITY_NAMES[report.effect.now.gravest])
    return pen.say(mark("{severity} at its gravest"), severity=lower_first(severity))


def _onset(report: IncidentReport, pen: Pen) -> str:
    days = report.effect.onset_day
    if days is None:
        return pen.say(mark("not tied to a session"))
    if days == 0:
        return pen.say(mark("on the day of treatment"))
    return pen.count(mark("{count} day after treatment"), mark("{count} days after treatment"), days)


def _lasted(report: IncidentReport, pen: Pen) -> str:
    effect = report.effect
    days = effect.days(pen.today)
    if effect.entry.healed_on is None:
        return pen.count(mark("for {count} day so far"), mark("for {count} days so far"), days)
    after = pen.count(mark("after {count} day"), mark("after {count} days"), days)
    return f"{pen.day(effect.entry.healed_on)}, {after}"


def _patient(report: IncidentReport, pen: Pen, voice: Voice) -> list[Flowable]:
    entry, none = report.patient.entry, pen.say(mark("None recorded"))
    unknown = pen.say(mark("Not recorded"))
    told = (
        Told("record", voice.say(mark("Patient's number")), entry.record_number),
        Told("initials", voice.say(mark("Initials, for forms without a name")), report.initials or unknown),
        Told("age", voice.say(mark("Age when it began")), unknown if report.age is None else str(report.age)),
        Told("sex", voice.say(mark("Sex")), voice.say(SEX_NAMES[entry.sex])),
        Told("skin", voice.say(mark("Fitzpatrick skin type")), entry.fitzpatrick or unknown),
    )
    warned = (
        Told("allergies", voice.say(mark("Allergies")), ", ".join(entry.allergies) or none),
        Told("alerts", voice.say(mark("Alerts")), ", ".join(entry.alerts) or none),
    )
    return [*pen.section(mark("Patient")), *fact_pairs(pen, told), *fact_lines(pen, warned)]


def _facts(pen: Pen, told: tuple[Told, ...]) -> list[Flowable]:
    """Two a line, then what is longer than a cell."""
    long = [one for one in told if overflows(one) and one.key not in _ONE_LINE]
    return [*fact_pairs(pen, [one for one in told if one not in long]), *fact_lines(pen, long)]


def _event(report: IncidentReport, pen: Pen, voice: Voice) -> list[Flowable]:
    effect, entry = report.effect, report.effect.entry
    gravest = effect.now.gravest
    worse = "" if gravest is entry.severity else pen.say(SEVERITY_NAMES[gravest])
    short = (
        Told("kind", voice.say(mark("Side effect")), effect.kind.name),
        Told("severity", voice.say(mark("Severity as reported")), voice.say(SEVERITY_NAMES[entry.severity])),
        Told("gravest", voice.say(mark("Gravest")), worse),
        Told("grade", voice.say(mark("Grade as reported")), "" if entry.grade is None else str(entry.grade)),
        Told("term", voice.say(mark("Term of the grade")), _term(report)),
        Told("cause", voice.say(mark("What it comes from")), voice.say(CAUSE_NAMES[entry.cause])),
        Told("done", voice.say(mark("What was done")), _management(entry.management, pen)),
        Told(
            "downtime",
            voice.say(mark("Days away")),
            "" if entry.downtime_days is None else str(entry.downtime_days),
        ),
        Told("reported", voice.say(mark("Written down by")), effect.reported_by),
        Told("ended", voice.say(mark("Ended")), "" if entry.healed_on is None else pen.day(entry.healed_on)),
    )
    told = (
        Told("area", voice.say(mark("Where")), report.where),
        Told("flags", voice.say(mark("Red flags")), _flags(entry.red_flags, pen)),
        Told("management", voice.say(mark("Management")), entry.management_text),
        Told("note", voice.say(mark("Note")), entry.note),
        Told("released", voice.say(mark("Area released")), _release(report, pen)),
    )
    return [*pen.section(mark("Event")), *fact_pairs(pen, recorded(short)), *fact_lines(pen, recorded(told))]


def _term(report: IncidentReport) -> str:
    """What the grade is of; empty where nobody gave one."""
    grades = (report.effect.entry.grade, *(one.entry.grade for one in report.effect.follow_ups))
    return report.effect.kind.grading_term if any(grades) else ""


def _flags(answers: tuple[RedFlagAnswer, ...], pen: Pen) -> str:
    """The questions that were answered with yes; empty where none was asked."""
    if not answers:
        return ""
    return "; ".join(one.question for one in answers if one.is_yes) or pen.say(mark("all answered no"))


def _management(done: Urgency | None, pen: Pen) -> str:
    return "" if done is None else pen.say(MANAGEMENT_NAMES[done])


def _release(report: IncidentReport, pen: Pen) -> str:
    effect = report.effect
    if effect.released_on is None:
        return ""
    text = mark("{day} by {name}: {finding}")
    return pen.say(text, day=pen.day(effect.released_on), name=effect.released_by, finding=effect.release_finding)


def _course(report: IncidentReport, pen: Pen) -> list[Flowable]:
    """Each later look, and how it ended."""
    heading = pen.section(mark("How it went on"))
    looks = report.effect.follow_ups
    if not looks:
        return [*heading, pen.line(pen.say(mark("Nobody has written a later look.")), styles.QUIET_LINE)]
    heads = (
        (mark("Seen"), 13),
        (mark("Change"), 13),
        (mark("Severity"), 10),
        (mark("Grade"), 7),
        (mark("What was done, note"), 39),
        (mark("Written by"), 18),
    )
    rows = [_look(one, pen) for one in looks]
    return [*heading, quiet_table(pen, [Column(pen.say(head), share) for head, share in heads], rows, PLAIN)]


def _look(one: FollowUp, pen: Pen) -> list[str]:
    entry = one.entry
    flags = _flags(tuple(flag for flag in entry.red_flags if flag.is_yes), pen)
    said = (_management(entry.management, pen), entry.management_text, entry.note, flags)
    return [
        pen.day(entry.seen_on),
        pen.say(CHANGE_NAMES[entry.change]),
        pen.say(SEVERITY_NAMES[entry.severity]),
        "–" if entry.grade is None else str(entry.grade),
        " · ".join(part for part in said if part) or "–",
        f"{one.written_by}, {moment(pen.local(one.written_at), pen.translate)}",
    ]


def _treatment(report: IncidentReport, pen: Pen, voice: Voice) -> list[Flowable]:
    heading = pen.section(mark("Device and treatment"))
    if report.session is None:
        return [*heading, pen.line(pen.say(mark("It was written to no session.")), styles.QUIET_LINE)]
    lasers = tuple(
        Told(f"laser{one.id}", voice.say(mark("Device")), laser_line(pen, one)) for one in report.devices
    )
    facts = [one for one in recorded(tell_session(report.session, voice)) if one.key not in _NOT_ASKED]
    return [
        *heading,
        pen.line(_session(report, report.session, pen), styles.SUBSECTION, NAMES_LIMIT),
        *fact_lines(pen, lasers),
        Spacer(0, styles.GAP),
        pass_table(pen, report.session.passes),
        Spacer(0, styles.GAP),
        *_facts(pen, (*facts, Told("signed", voice.say(mark("Signed")), _signed(report, report.session, pen)))),
    ]


_NOT_ASKED = frozenset({"performed_on", "products", "next_plan", "call_on", "note_for_next_time"})
"""Facts of a session that say nothing about an incident."""
_ONE_LINE = frozenset({"operator", "checked", "eyes", "signed"})
"""Facts that are typed or chosen as one line, and stand in a cell."""


def _session(report: IncidentReport, session: Session, pen: Pen) -> str:
    text = mark("{course}, session {number}, {day}, version {version}")
    if session.is_void:
        text = mark("{course}, void session of {day}, version {version}")
    return pen.say(
        text,
        course=report.course.title,
        number=f"M{session.number}" if session.is_maintenance else session.number,
        day=pen.day(session.entry.performed_on),
        version=session.version,
    )


def _signed(report: IncidentReport, session: Session, pen: Pen) -> str:
    if session.signed_at is None:
        return pen.say(mark("Not signed"))
    at = moment(pen.local(session.signed_at), pen.translate)
    return pen.say(mark("{at} by {name}"), at=at, name=report.signed_by or "–")


def _signatures(pen: Pen) -> list[Flowable]:
    blanks = (
        Blank(pen.say(mark("Written by: name and signature")), 5),
        Blank(pen.say(mark("Responsible: name and signature")), 5),
        Blank(pen.say(mark("Day")), 2),
    )
    return [KeepTogether([Spacer(0, styles.GAP), ink_lines(pen, blanks)])]
