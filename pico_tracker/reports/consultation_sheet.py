"""Consultation and expectation: first the patient's copy in plain words, then what is on record."""

from collections.abc import Iterable
from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable

from pico_tracker.domain.consultation_sheets import (
    ConsultationSheet,
    alternatives_of,
    evidence_of,
    steps_to_show,
)
from pico_tracker.domain.consultations import BASELINE_PHOTO_NAMES, Amendment, BaselinePhotos, Consultation
from pico_tracker.domain.evidence import EVIDENCE_NAMES
from pico_tracker.domain.expectation import Expectation, ExpectedRange
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.formats import moment, number, percent
from pico_tracker.reports.identity import identity_line
from pico_tracker.reports.ink import Blank, ink_lines
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.plan_table import plan_table
from pico_tracker.reports.tables import PLAIN, Column, quiet_table, table_of
from pico_tracker.reports.templates import closing, opening

_BULLET = "•\u00a0\u00a0"
_FACT_SHARES = (24, 76)
_CELL_MOST = 400
"""Characters of a fact that stands in a cell."""
_RECORD_ROOM = 130.0
"""Points for the heading with the first facts below it, which stay together."""
_SIGNING_ROOM = 90.0


def render_consultation_sheet(sheet: ConsultationSheet, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `sheet` as a PDF to `out`; the same sheet gives the same bytes."""
    pen = open_pen(sheet.clinic, sheet.printed_at, translate)
    about = Sheet(
        paper=sheet.clinic.paper,
        title=pen.say(mark("Consultation and expectation")),
        author=sheet.clinic.name,
        record_number=sheet.patient.entry.record_number,
        made_at=sheet.printed_at.astimezone(pen.zone),
    )
    print_sheets(about, _story(sheet, pen, about.title), pen, out)


def _story(sheet: ConsultationSheet, pen: Pen, title: str) -> list[Flowable]:
    head = [
        letterhead(pen, sheet.clinic, sheet.printed_at, sheet.printed_by),
        pen.line(title, styles.TITLE),
        pen.line(identity_line(pen, sheet.patient), styles.QUIET_LINE, NAMES_LIMIT),
        pen.line(sheet.progress.course.title, styles.QUIET_LINE, NAMES_LIMIT),
    ]
    body = [
        *opening(pen, sheet.template),
        *_patients_copy(sheet, pen),
        *closing(pen, sheet.template),
        *_signing(sheet, pen),
        *_on_record(sheet, pen),
        *_range(sheet, pen),
        *_plans(sheet, pen),
    ]
    notice = pen.unprinted_notice()
    return [*head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body]


def _patients_copy(sheet: ConsultationSheet, pen: Pen) -> list[Flowable]:
    """What was talked about, as the patient takes it home."""
    entry = sheet.latest.entry
    other = (f"{_BULLET}{one.said(pen.translate)}" for one in alternatives_of(entry))
    return [
        *pen.section(mark("What you want")),
        *pen.flow(entry.goal, styles.BODY),
        *pen.section(mark("How many sessions to expect")),
        *pen.flow(_sessions(sheet, pen), styles.BODY),
        *pen.section(mark("What may not be possible")),
        *pen.flow(entry.limits, styles.BODY),
        *pen.section(mark("What else could be done")),
        *pen.flow("\n".join(other), styles.BODY),
        *_corrected(sheet.latest.amendments, pen),
        *_decision(sheet.latest, pen),
    ]


def _sessions(sheet: ConsultationSheet, pen: Pen) -> str:
    """How many were told; beside it what was agreed since."""
    told = _how_many(pen, sheet.latest.entry.sessions_from, sheet.latest.entry.sessions_to)
    said = pen.say(
        mark("{sessions}. This is what to expect, not a promise: it may take fewer or more."), sessions=told
    )
    newer = sheet.agreements[-1] if sheet.agreements else None
    if newer is None or newer.entry.agreed_on < sheet.latest.entry.held_on:
        return said
    now = _how_many(pen, newer.entry.sessions_from, newer.entry.sessions_to)
    more = pen.say(mark("Agreed on {day}: {sessions}."), day=pen.day(newer.entry.agreed_on), sessions=now)
    return f"{said} {more}"


def _how_many(pen: Pen, low: int, high: int) -> str:
    if low == high:
        return pen.count(mark("{count} session"), mark("{count} sessions"), low)
    return pen.say(mark("{low} to {high} sessions"), low=low, high=high)


def _corrected(amendments: Iterable[Amendment], pen: Pen) -> list[Flowable]:
    """What was corrected since it was signed: what stood before stays readable above it."""
    told = tuple(amendments)
    parts = pen.section(mark("Corrected since it was signed")) if told else []
    for one in told:
        parts += pen.flow(one.text, styles.BODY)
        said = mark("{moment}, {name}. Why: {reason}")
        at = moment(pen.local(one.at), pen.translate)
        parts += pen.flow(pen.say(said, moment=at, name=one.author, reason=one.reason), styles.NOTE)
    return parts


def _decision(consultation: Consultation, pen: Pen) -> list[Flowable]:
    agreed = mark("Agreed on {day}: you go ahead with the treatment.")
    declined = mark("Decided on {day}: you do not go ahead with the treatment.")
    said = pen.say(agreed if consultation.entry.agreed else declined, day=pen.day(consultation.entry.held_on))
    parts = [pen.line(said, styles.NOTICE)]
    if consultation.entry.preparation_told:
        parts += pen.flow(pen.say(mark("You were told how to prepare for the sessions.")), styles.BODY)
    return parts


def _range(sheet: ConsultationSheet, pen: Pen) -> list[Flowable]:
    """What others saw after as many sessions, with its model named and its limits right below.

    It stands with the record: whoever signs above reads plain words only.
    """
    expectation = sheet.progress.expectation
    if not sheet.template.shows("range") or not (expectation.limits or expectation.remarks):
        return []
    parts = pen.section(mark("Range to compare with"), _RECORD_ROOM)
    if expectation.band is not None:
        parts += _band(expectation.band, pen)
    elif expectation.point is not None:
        point = expectation.point
        said = pen.say(
            mark("{name}: {percent} % after {sessions} sessions."),
            name=point.name.said(pen.translate),
            percent=number(point.percent),
            sessions=number(point.sessions),
        )
        parts += pen.flow(said, styles.BODY)
    return [*parts, *_below(expectation, pen)]


def _below(expectation: Expectation, pen: Pen) -> list[Flowable]:
    said = [one.said(pen.translate) for one in (*expectation.limits, *expectation.remarks)]
    return pen.flow("\n".join(said), styles.NOTE)


def _band(band: ExpectedRange, pen: Pen) -> list[Flowable]:
    steps = steps_to_show(band)
    name = band.name.said(pen.translate)
    evidence = pen.say(EVIDENCE_NAMES[evidence_of(band)])
    columns = [Column(pen.say(mark("After so many sessions")), 30)]
    columns += [Column(str(one.sessions), 12, to_right=True) for one in steps]
    cleared = [f"{number(round(one.lower))} – {percent(round(one.upper))}" for one in steps]
    row = [pen.say(mark("Cleared since the start")), *cleared]
    said = pen.say(mark("{name}. Evidence: {mark}."), name=name, mark=evidence.lower())
    return [*pen.flow(said, styles.BODY), quiet_table(pen, columns, [row], PLAIN)]


def _signing(sheet: ConsultationSheet, pen: Pen) -> list[Flowable]:
    patient = mark("Date, patient or guardian") if sheet.patient.entry.guardian else mark("Date, patient")
    blanks = (Blank(pen.say(patient), 1), Blank(pen.say(mark("Date, for the clinic")), 1))
    return [CondPageBreak(_SIGNING_ROOM), ink_lines(pen, blanks)]


def _on_record(sheet: ConsultationSheet, pen: Pen) -> list[Flowable]:
    """Every consultation as it was signed, the latest first."""
    parts = pen.section(mark("On record"), _RECORD_ROOM)
    for one in sheet.consultations:
        head = pen.say(mark("Consultation of {day}"), day=pen.day(one.entry.held_on))
        parts.append(pen.line(head, styles.SUBSECTION))
        parts += _facts(pen, _asked(one, pen))
        if one is not sheet.latest:
            parts += [*_facts(pen, _told(one, pen)), *_corrected(one.amendments, pen)]
        at = moment(pen.local(one.signed_at), pen.translate)
        parts += pen.flow(pen.say(mark("Signed by {name}, {moment}"), name=one.signed_by, moment=at), styles.NOTE)
    return parts


def _asked(one: Consultation, pen: Pen) -> list[tuple[str, str]]:
    entry = one.entry
    photos = pen.say(BASELINE_PHOTO_NAMES[entry.photos])
    if entry.photos is BaselinePhotos.ELSEWHERE and entry.photos_note:
        photos = f"{photos}: {entry.photos_note}"
    return [
        (pen.say(mark("Concern and history")), entry.history),
        (pen.say(mark("Skin type (Fitzpatrick)")), entry.fitzpatrick or "–"),
        (pen.say(mark("Medicines")), entry.medicines),
        (
            pen.say(mark("Allergies, as known that day")),
            ", ".join(entry.allergies) or pen.say(mark("none recorded")),
        ),
        (pen.say(mark("Photos of the start")), photos),
    ]


def _told(one: Consultation, pen: Pen) -> list[tuple[str, str]]:
    """What the patient's copy does not say of an earlier consultation."""
    entry = one.entry
    decided = mark("Goes ahead") if entry.agreed else mark("Does not go ahead")
    other = " ".join(each.said(pen.translate) for each in alternatives_of(entry))
    return [
        (pen.say(mark("What the patient wants")), entry.goal),
        (pen.say(mark("Sessions expected")), _how_many(pen, entry.sessions_from, entry.sessions_to)),
        (pen.say(mark("What may not be possible")), entry.limits),
        (pen.say(mark("Alternatives")), other),
        (pen.say(mark("Agreed")), pen.say(decided)),
    ]


def _facts(pen: Pen, facts: Iterable[tuple[str, str]]) -> list[Flowable]:
    """Facts as lines of a table; one that a cell would cut stands below in full."""
    told = tuple(facts)
    long = [(label, text) for label, text in told if len(text) > _CELL_MOST or "\n" in text]
    short = [one for one in told if one not in long]
    rows = [[pen.line(label, styles.CELL_HEAD), pen.line(text, styles.CELL)] for label, text in short]
    parts: list[Flowable] = [table_of(pen, _FACT_SHARES, rows, PLAIN, headed=False)] if rows else []
    for label, text in long:
        parts += [pen.line(label, styles.SUBSECTION), *pen.flow(text, styles.BODY)]
    return parts


def _plans(sheet: ConsultationSheet, pen: Pen) -> list[Flowable]:
    if not sheet.agreements:
        return []
    return [*pen.section(mark("Versions of the plan")), plan_table(pen, sheet.agreements)]
