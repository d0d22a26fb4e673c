"""The record of one session on paper: every setting of every pass, with its versions where it was amended."""

from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from pico_tracker.domain.asked_answers import tell_asked, tell_consent, tell_noes
from pico_tracker.domain.session_amendments import amendments_of, why_void
from pico_tracker.domain.session_digests import content_digest
from pico_tracker.domain.session_records import SessionRecord
from pico_tracker.domain.session_telling import Told, Voice, recorded, tell_session, tell_texts
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.facts import fact_lines, fact_pairs, overflows
from pico_tracker.reports.formats import moment
from pico_tracker.reports.identity import identity_line
from pico_tracker.reports.ink import Blank, ink_lines
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pass_table import pass_table
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.practitioner_parts import safety_block
from pico_tracker.reports.session_versions import amendment_parts, hash_line
from pico_tracker.reports.text import shortened
from pico_tracker.reports.voice import voice_of

_AMENDMENT_ROOM = 120.0
_SIGNATURE_ROOM = 84.0
_INK_ROOM = 22.0
_DIGEST_GAP = 4.0
_NAME_MOST = 60
_WHAT_FOR = mark(
    "The record on screen shows the same hash; where it differs, sheet and record are not the same version."
)


def render_session_record(record: SessionRecord, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `record` as a PDF to `out`; the same record gives the same bytes."""
    pen = open_pen(record.clinic, record.printed_at, translate)
    sheet = Sheet(
        paper=record.clinic.paper,
        title=pen.say(mark("Session record")),
        author=record.clinic.name,
        record_number=record.patient.entry.record_number,
        made_at=record.printed_at.astimezone(pen.zone),
    )
    print_sheets(sheet, _story(record, pen, sheet.title), pen, out)


def _story(record: SessionRecord, pen: Pen, title: str) -> list[Flowable]:
    voice = voice_of(pen, record.lasers, record.rooms)
    head = [
        letterhead(pen, record.clinic, record.printed_at, record.printed_by),
        pen.line(title, styles.TITLE),
        pen.line(identity_line(pen, record.patient), styles.QUIET_LINE, NAMES_LIMIT),
        *safety_block(pen, record.patient),
    ]
    body = [
        *_void_notice(record, pen),
        pen.line(_heading(record, pen), styles.COURSE, NAMES_LIMIT),
        pass_table(pen, record.session.passes),
        *_facts(record, pen, voice),
        *_texts(record, pen, voice),
        *_doubts(record, pen),
        *_signature(record, pen),
        *_versions(record, pen, voice),
    ]
    notice = pen.unprinted_notice()
    return [*head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body]


def _void_notice(record: SessionRecord, pen: Pen) -> list[Flowable]:
    if not record.session.is_void:
        return []
    said = mark("Void: this session counts nowhere. Reason: {reason}")
    return pen.flow(pen.say(said, reason=why_void(record.session)), styles.WARNING)


def _heading(record: SessionRecord, pen: Pen) -> str:
    session = record.session
    values = {
        "course": record.course.title,
        "number": session.number,
        "day": pen.day(session.entry.performed_on),
    }
    if session.is_void:
        return pen.say(mark("{course}, void session of {day}"), **values)
    said = mark("{course}, session {number}, {day}")
    if session.is_maintenance:
        said = mark("{course}, maintenance session M{number}, {day}")
    named = pen.say(said, **values)
    return pen.say(mark("{session}, as amended"), session=named) if session.earlier else named


def _facts(record: SessionRecord, pen: Pen, voice: Voice) -> list[Flowable]:
    """What was recorded besides the passes, two facts a line."""
    told = [one for one in _told(record, voice) if not _is_long(one, record, voice)]
    return [*pen.section(mark("Session")), *fact_pairs(pen, told)]


def _told(record: SessionRecord, voice: Voice) -> list[Told]:
    told = (*tell_session(record.session, voice), *_told_besides(record, voice))
    return [one for one in recorded(told) if one.key != "performed_on"]


def _told_besides(record: SessionRecord, voice: Voice) -> tuple[Told, ...]:
    """What is on record beside the session: the consent it rested on, how many photos were taken."""
    consent = tell_consent(record.consent, record.session.entry.performed_on, voice)
    photos = str(len(record.photos)) if record.photos else ""
    return (
        Told("consent", voice.say(mark("Consent to treatment")), consent),
        Told("photos", voice.say(mark("Photos")), photos),
    )


def _asked(record: SessionRecord, voice: Voice) -> tuple[Told, ...]:
    """What was asked that day: in short what was answered and who asked, then what the noes were to."""
    return (
        Told("asked", voice.say(mark("Asked that day")), tell_asked(record.asked, voice)),
        Told("noes", voice.say(mark("Answered no")), tell_noes(record.asked)),
    )


def _is_long(one: Told, record: SessionRecord, voice: Voice) -> bool:
    """Whether a fact stands in full below the others: sentences, and what a cell would cut."""
    in_full = {each.key for each in tell_texts(record.session.entry, voice)}
    return one.key in in_full or overflows(one)


def _texts(record: SessionRecord, pen: Pen, voice: Voice) -> list[Flowable]:
    """What was asked and what was written: lines of a table, then in full what is longer than a cell."""
    written = (one for one in _told(record, voice) if _is_long(one, record, voice))
    return fact_lines(pen, [*recorded(_asked(record, voice)), *written])


def _doubts(record: SessionRecord, pen: Pen) -> list[Flowable]:
    found = record.first_verdict
    if not found:
        return []
    parts = pen.section(mark("What was doubtful, and went ahead with the reason"))
    for one in found:
        parts += pen.flow(one.said, styles.NOTE)
    return parts


def _versions(record: SessionRecord, pen: Pen, voice: Voice) -> list[Flowable]:
    session = record.session
    amended = zip(session.earlier, amendments_of(session, voice), strict=True)
    parts = pen.section(mark("Amendments"), _AMENDMENT_ROOM) if session.earlier else []
    for before, one in amended:
        digest = hash_line(pen, before.version, content_digest(session, before))
        parts += amendment_parts(pen, one, record.verdict_on(one.reason), digest)
    return parts


def _signature(record: SessionRecord, pen: Pen) -> list[Flowable]:
    """Who signed when, lines for ink, and the hash that tells this version from any other."""
    session = record.session
    digest = hash_line(pen, session.version, content_digest(session))
    return [
        CondPageBreak(_SIGNATURE_ROOM),
        pen.line(_signed(record, pen), styles.SIGNATURE, NAMES_LIMIT),
        ink_lines(pen, [Blank(label, share) for label, share in _blanks(record, pen)], _INK_ROOM),
        Spacer(0, _DIGEST_GAP),
        pen.line(digest, styles.SMALL),
        pen.line(pen.say(_WHAT_FOR), styles.SMALL_HEAD, len(_WHAT_FOR)),
    ]


def _signed(record: SessionRecord, pen: Pen) -> str:
    session = record.session
    if session.signed_at is None:
        return pen.say(mark("Not signed"))
    signed = moment(pen.local(session.signed_at), pen.translate)
    said = pen.say(mark("Signed by {name}, {moment}"), name=record.signed_by or "–", moment=signed)
    if session.entered_later:
        said = pen.say(mark("{signed}, entered later than the session"), signed=said)
    return said


def _blanks(record: SessionRecord, pen: Pen) -> tuple[tuple[str, float], ...]:
    operator, patient = record.session.operator_name or "–", record.patient.name
    return (
        (pen.say(mark("Treated by {name}: signature"), name=shortened(operator, _NAME_MOST)), 5),
        (pen.say(mark("Patient {name}, where asked: signature"), name=shortened(patient, _NAME_MOST)), 5),
        (pen.say(mark("Day")), 2),
    )
