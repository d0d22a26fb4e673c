"""The aftercare sheet: what a patient does after a session, in large letters, and when to call."""

from typing import BinaryIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Table, TableStyle

from pico_tracker.domain.advice import AdvicePart
from pico_tracker.domain.aftercare_sheets import AftercareSheet
from pico_tracker.domain.languages import language_code, language_name
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.tables import EMBEDDED

_BULLET = "•\u00a0\u00a0"
_FRAME_ROOM = 120.0


def render_aftercare_sheet(sheet: AftercareSheet, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `sheet` as a PDF to `out`; the same sheet gives the same bytes.

    Every line is printed in full: nothing a patient has to know is ever cut.
    """
    pen = open_pen(sheet.clinic, sheet.printed_at, translate)
    about = Sheet(
        paper=sheet.clinic.paper,
        title=pen.say(mark("Aftercare")),
        author=sheet.clinic.name,
        record_number=sheet.patient.entry.record_number,
        made_at=sheet.printed_at.astimezone(pen.zone),
        language=language_code(sheet.text.language),
    )
    print_sheets(about, _story(sheet, pen), pen, out)


def _story(sheet: AftercareSheet, pen: Pen) -> list[Flowable]:
    head = [letterhead(pen, sheet.clinic, sheet.printed_at, sheet.printed_by), *_heading(sheet, pen)]
    body = [part for one in sheet.text.parts for part in _care(pen, one)]
    body += _when_to_call(sheet, pen)
    body += pen.flow(_versions(sheet, pen), styles.NOTE)
    notice = pen.unprinted_notice()
    return [*head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body]


def _heading(sheet: AftercareSheet, pen: Pen) -> list[Flowable]:
    entry = sheet.patient.entry
    person = pen.say(
        mark("{name} · record {number}"),
        name=f"{entry.title} {sheet.patient.name}".strip(),
        number=entry.record_number,
    )
    about = sheet.course_title
    if sheet.treated_on is not None:
        about = pen.say(mark("{course} · session of {day}"), course=about, day=pen.day(sheet.treated_on))
    parts: list[Flowable] = [
        pen.line(pen.say(mark("Aftercare")), styles.TITLE),
        pen.line(person, styles.QUIET_LINE, NAMES_LIMIT),
        pen.line(about, styles.QUIET_LINE, NAMES_LIMIT),
    ]
    if sheet.unserved:
        said = pen.say(
            mark(
                "We do not have this text in {wanted} yet. This sheet is in {language}. Ask us what is not clear."
            ),
            wanted=sheet.unserved,
            language=pen.translate(language_name(sheet.text.language)),
        )
        parts.append(pen.line(said, styles.NOTICE))
    return parts


def _care(pen: Pen, part: AdvicePart) -> list[Flowable]:
    """The lines of a part that do not stand in a frame, under its title."""
    framed = {*part.call_same_day, *part.emergency}
    lines = [line for line in part.lines if line not in framed]
    if not lines:
        return []
    said = [one for line in lines for one in pen.flow(f"{_BULLET}{line}", styles.TO_TAKE_HOME)]
    return [
        CondPageBreak(styles.TO_TAKE_HOME_HEAD.leading * 4),
        pen.line(part.title, styles.TO_TAKE_HOME_HEAD),
        *said,
    ]


def _when_to_call(sheet: AftercareSheet, pen: Pen) -> list[Flowable]:
    """The frame that says when to call whom; with the clinic's number wherever it has one."""
    rows: list[Flowable] = []
    if sheet.text.call_same_day or sheet.clinic.phone:
        rows.append(pen.line(pen.say(mark("When to call us")), styles.ALARM_HEAD))
        rows += _rows(pen, sheet.text.call_same_day, styles.ALARM_LINE)
    if sheet.clinic.phone:
        said = pen.say(mark("Our number: {phone}"), phone=sheet.clinic.phone.replace(" ", "\u00a0"))
        rows.append(pen.line(said, styles.ALARM_STRONG))
    if sheet.text.emergency:
        rows.append(pen.line(pen.say(mark("Emergency")), styles.ALARM_HEAD))
        rows += _rows(pen, sheet.text.emergency, styles.ALARM_STRONG)
    if not rows:
        return []
    frame = Table(
        [[row] for row in rows],
        colWidths=[pen.width],
        splitInRow=1,
        style=_FRAME,
        hAlign="LEFT",
        spaceBefore=12,
        spaceAfter=8,
    )
    return [CondPageBreak(_FRAME_ROOM), frame]


def _rows(pen: Pen, lines: tuple[str, ...], style: ParagraphStyle) -> list[Flowable]:
    return [one for line in lines for one in pen.flow(line, style)]


_FRAME = TableStyle(
    [
        EMBEDDED,
        ("BACKGROUND", (0, 0), (-1, -1), styles.ALARM_BAND),
        ("LINEBEFORE", (0, 0), (0, -1), 3, styles.ALARM),
        ("LEFTPADDING", (0, 0), (-1, -1), 14),
        ("RIGHTPADDING", (0, 0), (-1, -1), 12),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
)


def _versions(sheet: AftercareSheet, pen: Pen) -> str:
    """Which texts these are, so that a sheet in a patient's hands can be told apart from a later one."""
    named = (
        pen.say(mark("{title}: version {version}"), title=part.title, version=part.rule_version)
        for part in sheet.text.parts
    )
    return " · ".join((pen.translate(language_name(sheet.text.language)), *named))
