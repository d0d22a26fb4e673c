"""A letter to the family doctor: the address where an envelope's window shows it, then as it was written."""

from typing import BinaryIO

from reportlab.lib.units import inch, mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table, TableStyle

from pico_tracker.domain.clinic import Clinic, Paper
from pico_tracker.domain.letter_sheets import LetterSheet, address_lines
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.identity import identity_line
from pico_tracker.reports.ink import Blank, ink_lines
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.tables import EMBEDDED
from pico_tracker.reports.templates import closing, opening

_PAGE_TOP = 38.0
"""Points above the letterhead."""
_WINDOW = {Paper.A4: (25 * mm, 62.7 * mm), Paper.LETTER: (1 * inch, 2.15 * inch)}
"""Where the address begins, from the left and from the top.

A4 as DIN 5008 form B has it, inside the window of BS 4264 too; Letter for a No. 10 window envelope folded in three.
"""
_WINDOW_WIDE, _WINDOW_HIGH = 80 * mm, 27.3 * mm
_RETURN_ROOM = 13.0
_BELOW_WINDOW = 22.0
_SIGNING_ROOM = 110.0


def render_doctor_letter(sheet: LetterSheet, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write the letter as a PDF to `out`; the same letter gives the same bytes."""
    pen = open_pen(sheet.clinic, sheet.printed_at, translate)
    about = Sheet(
        paper=sheet.clinic.paper,
        title=pen.say(mark("Letter to the family doctor")),
        author=sheet.clinic.name,
        record_number=sheet.patient.entry.record_number,
        made_at=sheet.printed_at.astimezone(pen.zone),
    )
    print_sheets(about, _story(sheet, pen), pen, out)


def _story(sheet: LetterSheet, pen: Pen) -> list[Flowable]:
    entry = sheet.letter.entry
    body = [
        pen.line(pen.day(sheet.letter.written_on), styles.LETTERHEAD_RIGHT),
        pen.line(entry.subject, styles.LETTER_SUBJECT, NAMES_LIMIT),
        pen.line(identity_line(pen, sheet.patient), styles.QUIET_LINE, NAMES_LIMIT),
        Spacer(1, 1.5 * styles.GAP),
        *opening(pen, sheet.template),
        *_text(entry.text, pen),
        *closing(pen, sheet.template),
        *_signing(sheet, pen),
    ]
    notice = pen.unprinted_notice()
    return [
        *_head(sheet, pen),
        *([pen.line(notice, styles.NOTICE)] if notice else []),
        *_draft(sheet, pen),
        *body,
    ]


def _head(sheet: LetterSheet, pen: Pen) -> list[Flowable]:
    """The letterhead, then room so that the address lies where the window is, however high the letterhead."""
    head = letterhead(pen, sheet.clinic, sheet.printed_at, sheet.printed_by)
    _, high = head.wrap(pen.width, styles.MARGIN)
    left, top = _WINDOW[sheet.clinic.paper]
    room = top - _PAGE_TOP - high - _RETURN_ROOM
    sender = pen.line(_sender(sheet.clinic), styles.LETTER_SENDER, 120)
    lines = [pen.line(line, styles.LETTER_ADDRESS, 80) for line in address_lines(sheet.letter.entry.addressee)]
    address = Table(
        [[sender], [lines]],
        colWidths=[_WINDOW_WIDE],
        rowHeights=[_RETURN_ROOM, max(_WINDOW_HIGH, _high_of(lines) + 2.5)],
        style=_ADDRESS,
    )
    beside = Table([["", address]], colWidths=[left - styles.MARGIN, pen.width - left + styles.MARGIN], style=_BARE)
    beside.hAlign = "LEFT"
    return [head, Spacer(1, max(room, 0)), beside, Spacer(1, _BELOW_WINDOW)]


def _high_of(lines: list[Flowable]) -> float:
    return float(sum(line.wrap(_WINDOW_WIDE, 0)[1] for line in lines))


def _sender(clinic: Clinic) -> str:
    """The clinic on one line, small above the address, for a letter that comes back."""
    address = ", ".join(line.strip(" ,") for line in clinic.address[:500].splitlines() if line.strip(" ,"))
    return " · ".join(part for part in (clinic.name, address) if part)


def _draft(sheet: LetterSheet, pen: Pen) -> list[Flowable]:
    if not sheet.is_draft:
        return []
    return [pen.line(pen.say(mark("Draft: nobody signed it yet, it is not to be sent.")), styles.WARNING)]


def _text(text: str, pen: Pen) -> list[Flowable]:
    """The text with its paragraphs as they were typed."""
    return [part for one in text.split("\n\n") for part in pen.flow(one, styles.LETTER_TEXT)]


def _signing(sheet: LetterSheet, pen: Pen) -> list[Flowable]:
    name = sheet.letter.written_by
    blanks = (
        Blank(pen.say(mark("Signature, {name}"), name=name), 1),
        Blank(pen.say(mark("Stamp of the clinic")), 1),
    )
    parts: list[Flowable] = [CondPageBreak(_SIGNING_ROOM), Spacer(1, styles.GAP), ink_lines(pen, blanks)]
    if not sheet.is_draft:
        said = mark("Signed in the record by {name} on {day}. Copy: record {number}.")
        day, number = pen.day(sheet.letter.written_on), sheet.patient.entry.record_number
        parts.append(pen.line(pen.say(said, name=name, day=day, number=number), styles.NOTE, NAMES_LIMIT))
    return parts


_LOOK = (
    EMBEDDED,
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
)
_BARE = TableStyle(_LOOK)
_ADDRESS = TableStyle(
    [*_LOOK, ("TOPPADDING", (0, 1), (-1, 1), 2.5), ("LINEBELOW", (0, 0), (-1, 0), 0.4, styles.LINE)]
)
