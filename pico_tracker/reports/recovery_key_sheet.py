"""The recovery key's sheet: the key in large groups, where to keep it, how to use it, who has it."""

from typing import BinaryIO

from reportlab.platypus import Flowable, Table, TableStyle

from pico_tracker.domain.recovery_key_sheets import RecoveryKeySheet
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import formats, styles
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.tables import EMBEDDED, Column, TableLook, quiet_table

_ACROSS = 4
_MOST_GROUPS, _GROUP_LIMIT = 40, 24
"""Far above any key: eight groups of five."""
_PLACES = (
    mark("Keep it in a safe or a bank box, in a closed envelope, apart from the computer and from its backups."),
    mark("Never photograph, scan or e-mail it, and keep it in no other program."),
    mark("Two people of the clinic should know where it is. Look once a year whether it is still there."),
)
_STEPS = (
    mark("Start Pico Tracker and open this clinic's record."),
    mark("Where it asks for the passphrase, choose “Use the recovery key”."),
    mark("Type the groups in their order. Capital or small letters, spaces and dashes make no difference."),
    mark("Choose a new passphrase. The key stays the same; put this sheet back."),
)
_KEEPERS = TableLook(styles.CELL, styles.CELL_RIGHT, styles.CELL_HEAD, styles.CELL_HEAD_RIGHT, 11.5)
_ROWS = 3


def render_recovery_key_sheet(sheet: RecoveryKeySheet, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `sheet` as a PDF to `out`; the same sheet gives the same bytes."""
    pen = open_pen(sheet.clinic, sheet.made_at, translate)
    about = Sheet(
        paper=sheet.clinic.paper,
        title=pen.say(mark("Recovery key")),
        author=sheet.clinic.name,
        record_number=sheet.clinic.name,
        made_at=sheet.made_at.astimezone(pen.zone),
    )
    print_sheets(about, _story(sheet, pen), pen, out)


def _story(sheet: RecoveryKeySheet, pen: Pen) -> list[Flowable]:
    body = [
        *_heading(sheet, pen),
        _warning(pen),
        _groups(sheet, pen),
        pen.line(pen.say(_ALIKE), styles.NOTE),
        *pen.section(mark("Where to keep it")),
        *(pen.line(f"•\u00a0\u00a0{pen.say(text)}", styles.STEP) for text in _PLACES),
        *pen.section(mark("When the passphrase is lost")),
        *(pen.line(f"{number}.\u00a0{pen.say(text)}", styles.STEP) for number, text in enumerate(_STEPS, start=1)),
        *pen.section(mark("Who keeps this sheet")),
        _keepers(pen),
    ]
    head = letterhead(pen, sheet.clinic, sheet.made_at, "")
    notice = pen.unprinted_notice()
    return [head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body]


def _heading(sheet: RecoveryKeySheet, pen: Pen) -> list[Flowable]:
    made = pen.local(sheet.made_at)
    which = mark("{clinic} · made on {day} at {time}")
    clock, day = formats.clock(made), pen.day(made.date())
    said = pen.say(which, clinic=sheet.clinic.name, day=day, time=clock)
    parts = [pen.line(pen.say(mark("Recovery key")), styles.TITLE), pen.line(said, styles.QUIET_LINE, NAMES_LIMIT)]
    if sheet.database:
        record = pen.say(mark("Record: {database}"), database=sheet.database)
        parts.append(pen.line(record, styles.QUIET_LINE, NAMES_LIMIT))
    return parts


def _warning(pen: Pen) -> Flowable:
    said = mark(
        "This key opens the record when the passphrase is lost. Whoever has it and the record can read every "
        "patient. Without passphrase and key nobody can, not even the makers of the program."
    )
    return pen.line(pen.say(said), styles.WARNING)


_ALIKE = mark(
    "A recovery key never has the figures 0, 1, 2, 5 and 8 nor the letters B, I, L, O, S, V and Z. "
    "Its last group checks the others, so that a slip is found."
)


def _groups(sheet: RecoveryKeySheet, pen: Pen) -> Flowable:
    """The groups in their order, each under its number."""
    cells: list[list[Flowable] | str] = [
        [pen.line(str(number), styles.KEY_NUMBER), pen.line(group, styles.KEY_GROUP, _GROUP_LIMIT)]
        for number, group in enumerate(sheet.groups[:_MOST_GROUPS], start=1)
    ]
    cells += [""] * (-len(cells) % _ACROSS)
    rows = [cells[start : start + _ACROSS] for start in range(0, len(cells), _ACROSS)]
    look = [
        EMBEDDED,
        ("GRID", (0, 0), (-1, -1), 0.8, styles.HEAD_LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 11),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return Table(rows, colWidths=[pen.width / _ACROSS] * _ACROSS, style=TableStyle(look), spaceAfter=4)


def _keepers(pen: Pen) -> Flowable:
    """Room to write who has it since when; a sheet that moves is signed for again."""
    heads = (mark("Name"), mark("Since"), mark("Where it lies"), mark("Signature"))
    shares = (0.3, 0.16, 0.27, 0.27)
    columns = [Column(pen.say(head), share) for head, share in zip(heads, shares, strict=True)]
    return quiet_table(pen, columns, [("",) * len(heads)] * _ROWS, _KEEPERS)
