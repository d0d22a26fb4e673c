"""The treatment register on paper, on the long side: every use of a laser in a period, for an inspector."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.treatment_registers import LaserUse, RegisterEntry, TreatmentRegister, laser_uses
from pico_tracker.domain.upkeep import CHECK_NAMES, RESULT_NAMES, DeviceCheck
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.bookmarks import bookmark
from pico_tracker.reports.formats import month
from pico_tracker.reports.ink import Blank, ink_lines
from pico_tracker.reports.ledger import Block, Ledger, note_letters
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.register_entries import (
    entry_block,
    entry_head,
    incident_row,
    laser_line,
    patch_block,
    patch_head,
)
from pico_tracker.reports.tables import PLAIN, Column, quiet_table
from pico_tracker.reports.tiles import Tile, TileRow

_LONG = 20
"""Entries past which the file has an outline of its months and days."""
_FIRST_ENTRY_ROOM = 150.0
_HOW_TO_READ = mark(
    "Each session has the number under which it came on record; nothing changes it later. A void session stays "
    "listed with its number and counts nowhere. An amended one is printed as it stands now. A test patch has a "
    "number of its own, such as T7. Fluence is as the laser shows it, over the spot or per microbeam."
)
_NO_LOCAL_RULES = mark(
    "The clinic has not entered the version of its local rules. Write down which one was in force in this period."
)
_LOCAL_RULES = mark(
    "Local rules on the day of printing: {version}. Write down another version that was in force in this period."
)
_BY_HAND = (
    (mark("Local rules: version and day"), 4),
    (mark("Laser Protection Adviser"), 3),
    (mark("Responsible for the register: signature"), 4),
    (mark("Seen by: signature and day"), 4),
)


def render_treatment_register(
    register: TreatmentRegister, out: BinaryIO, translate: Translate = in_english
) -> None:
    """Write `register` as a PDF to `out`; the same register gives the same bytes."""
    pen = open_pen(register.clinic, register.printed_at, translate, landscape=True)
    sheet = Sheet(
        paper=register.clinic.paper,
        title=pen.say(mark("Treatment register")),
        author=register.clinic.name,
        record_number=_period(register, pen),
        made_at=register.printed_at.astimezone(pen.zone),
        landscape=True,
    )
    print_sheets(sheet, _story(register, pen, sheet.title), pen, out)


def _period(register: TreatmentRegister, pen: Pen) -> str:
    first, last = pen.day(register.first_on), pen.day(register.last_on)
    return first if first == last else pen.say(mark("{first} to {last}"), first=first, last=last)


def _story(register: TreatmentRegister, pen: Pen, title: str) -> list[Flowable]:
    uses = laser_uses(register)
    body = [
        *_sessions(register, pen),
        *_patches(register, pen),
        *_incidents(register, pen),
        *_lasers(pen, uses),
        *_checks(register, pen),
    ]
    notice = pen.unprinted_notice()
    return [
        letterhead(pen, register.clinic, register.printed_at, register.printed_by),
        pen.line(title, styles.TITLE),
        pen.line(_period(register, pen), styles.QUIET_LINE),
        *([pen.line(notice, styles.NOTICE)] if notice else []),
        *_summary(register, pen, uses),
        *body,
    ]


def _summary(register: TreatmentRegister, pen: Pen, uses: Sequence[LaserUse]) -> list[Flowable]:
    """Totals, how to read the entries, and lines for what the record does not keep."""
    if register.is_empty:
        return [pen.line(pen.say(mark("No treatment in this period.")), styles.NOTICE)]
    void = sum(one.is_void for one in register.entries)
    caption = pen.say(mark("and {count} void"), count=void) if void else ""
    row = (
        Tile(pen.say(mark("Sessions")), _count(len(register.entries) - void), caption),
        Tile(pen.say(mark("Passes")), _count(sum(one.passes for one in uses))),
        Tile(pen.say(mark("Pulses")), _count(sum(one.pulses for one in uses)), _uncounted(pen, uses)),
        Tile(pen.say(mark("Test patches")), _count(len(register.patches))),
    )
    return [
        TileRow(pen, row),
        Spacer(0, styles.GAP),
        pen.line(pen.say(_HOW_TO_READ), styles.NOTE, len(_HOW_TO_READ)),
        *pen.flow(_local_rules(register.clinic, pen), styles.NOTE),
        ink_lines(pen, [Blank(pen.say(label), share) for label, share in _BY_HAND]),
    ]


def _local_rules(clinic: Clinic, pen: Pen) -> str:
    """The record knows the version of today; an earlier one is written by hand."""
    if not clinic.local_rules:
        return pen.say(_NO_LOCAL_RULES)
    return pen.say(_LOCAL_RULES, version=clinic.local_rules)


def _count(value: int) -> str:
    """A number with thin gaps between thousands."""
    return f"{value:,}".replace(",", "\u202f")


def _uncounted(pen: Pen, uses: Sequence[LaserUse]) -> str:
    passes = sum(one.uncounted for one in uses)
    if not passes:
        return ""
    return pen.count(mark("{count} pass was not counted"), mark("{count} passes were not counted"), passes)


def _sessions(register: TreatmentRegister, pen: Pen) -> list[Flowable]:
    """A heading and a ledger for each month; on a long register, months and days stand in the outline."""
    is_long = len(register.entries) > _LONG
    parts: list[Flowable] = []
    for (year, number), entries in groupby(register.entries, key=_month_of):
        first = date(year, number, 1)
        named = pen.say(mark("Sessions, {month}"), month=month(first, pen.translate))
        blocks = list(_blocks(register, pen, entries, is_long=is_long))
        note_letters(pen, blocks)
        parts += _heading(pen, named, is_long=is_long)
        parts.append(Ledger(pen, entry_head(pen), blocks))
    return parts


def _month_of(entry: RegisterEntry) -> tuple[int, int]:
    return entry.performed_on.year, entry.performed_on.month


def _heading(pen: Pen, named: str, *, is_long: bool) -> list[Flowable]:
    place = [bookmark(pen, named)] if is_long else []
    return [CondPageBreak(_FIRST_ENTRY_ROOM), *place, pen.line(named, styles.SECTION)]


def _blocks(
    register: TreatmentRegister, pen: Pen, entries: Iterable[RegisterEntry], *, is_long: bool
) -> Iterator[Block]:
    for day, given in groupby(entries, key=lambda one: one.performed_on):
        place = bookmark(pen, pen.day(day), 1) if is_long else None
        for entry in given:
            yield entry_block(pen, register, entry, place)
            place = None


def _patches(register: TreatmentRegister, pen: Pen) -> list[Flowable]:
    if not register.patches:
        return []
    blocks = [patch_block(pen, register, one) for one in register.patches]
    note_letters(pen, blocks)
    named = pen.say(mark("Test patches"))
    is_long = len(register.entries) > _LONG
    return [*_heading(pen, named, is_long=is_long), Ledger(pen, patch_head(pen), blocks)]


def _incidents(register: TreatmentRegister, pen: Pen) -> list[Flowable]:
    """What was opened in the period, so that an incident of an earlier session, or of none, is not missed."""
    if not register.incidents:
        return []
    heads = (
        (mark("No."), 5),
        (mark("Opened"), 9),
        (mark("Patient"), 26),
        (mark("Treatment, body area"), 22),
        (mark("Incident"), 18),
        (mark("Session"), 13),
        (mark("State"), 7),
    )
    columns = [Column(pen.say(head), share) for head, share in heads]
    rows = [incident_row(pen, one) for one in register.incidents]
    return [*pen.section(mark("Incidents opened in this period")), quiet_table(pen, columns, rows, PLAIN)]


def _lasers(pen: Pen, uses: Sequence[LaserUse]) -> list[Flowable]:
    if not uses:
        return []
    columns = [
        Column(pen.say(mark("Laser")), 40),
        Column(pen.say(mark("Sessions")), 10, to_right=True),
        Column(pen.say(mark("Passes")), 10, to_right=True),
        Column(pen.say(mark("Pulses")), 12, to_right=True),
        Column(pen.say(mark("Passes not counted")), 14, to_right=True),
        Column(pen.say(mark("Test patches")), 14, to_right=True),
    ]
    rows = [
        [
            laser_line(pen, one.laser),
            *map(_count, (one.sessions, one.passes, one.pulses, one.uncounted, one.patches)),
        ]
        for one in uses
    ]
    return [*pen.section(mark("Use of each laser, void sessions left out")), quiet_table(pen, columns, rows, PLAIN)]


def _checks(register: TreatmentRegister, pen: Pen) -> list[Flowable]:
    heading = pen.section(mark("Quality checks and services of the lasers in this period"))
    if not register.checks:
        none = pen.say(mark("None on record."))
        return [*heading, pen.line(none, styles.QUIET_LINE)]
    heads = (
        (mark("Day"), 9),
        (mark("Laser, handpiece"), 27),
        (mark("What"), 10),
        (mark("Outcome"), 8),
        (mark("Done by"), 14),
        (mark("Entered by"), 12),
        (mark("Details"), 20),
    )
    columns = [Column(pen.say(head), share) for head, share in heads]
    rows = [_check(register, pen, one) for one in register.checks]
    return [*heading, quiet_table(pen, columns, rows, PLAIN)]


def _check(register: TreatmentRegister, pen: Pen, one: DeviceCheck) -> list[str]:
    entry = one.entry
    laser = register.lasers.get(entry.device_id)
    piece = register.handpieces.get(entry.handpiece_id or 0, "")
    named = "–" if laser is None else laser_line(pen, laser)
    return [
        pen.day(entry.done_on),
        f"{named}, {piece}" if piece else named,
        pen.say(CHECK_NAMES[entry.kind]),
        pen.say(RESULT_NAMES[entry.result]),
        entry.done_by or "–",
        one.recorded_by,
        entry.note or "–",
    ]
