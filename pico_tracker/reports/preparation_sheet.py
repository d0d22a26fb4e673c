"""The preparation sheet: when to come, and what to do before, in large letters with a box to tick."""

from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable, Table, TableStyle

from pico_tracker.domain.advice import AdvicePart
from pico_tracker.domain.appointment_cards import minutes_here
from pico_tracker.domain.diary import Visit
from pico_tracker.domain.languages import language_code
from pico_tracker.domain.preparation_sheets import PreparationSheet
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import formats, styles
from pico_tracker.reports.advice_parts import framed, said_person, said_unserved, said_versions
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.tables import EMBEDDED
from pico_tracker.reports.templates import closing, opening

_BOX = 10.5
_BOX_ROOM = 22.0


def render_preparation_sheet(sheet: PreparationSheet, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `sheet` as a PDF to `out`; the same sheet gives the same bytes.

    Every line is printed in full: nothing a patient has to know is ever cut.
    """
    pen = open_pen(sheet.clinic, sheet.printed_at, translate)
    about = Sheet(
        paper=sheet.clinic.paper,
        title=pen.say(mark("Preparation")),
        author=sheet.clinic.name,
        record_number=sheet.patient.entry.record_number,
        made_at=sheet.printed_at.astimezone(pen.zone),
        language=language_code(sheet.text.language),
    )
    print_sheets(about, _story(sheet, pen), pen, out)


def _story(sheet: PreparationSheet, pen: Pen) -> list[Flowable]:
    above = letterhead(pen, sheet.clinic, sheet.printed_at, sheet.printed_by)
    pen = pen.in_language(sheet.text.language)
    head = [
        above,
        pen.line(pen.say(mark("Before your session")), styles.TITLE),
        said_person(pen, sheet.patient),
        pen.line(sheet.course_title, styles.QUIET_LINE, NAMES_LIMIT),
        *said_unserved(pen, sheet.text, sheet.unserved),
    ]
    body = [] if sheet.visit is None else [_when_and_where(sheet, sheet.visit, pen)]
    body += opening(pen, sheet.template, styles.OWN_WORDS_TO_TAKE_HOME)
    body += [part for one in sheet.text.parts for part in _to_do(pen, one)]
    body += pen.flow(_ask_us(sheet, pen), styles.OWN_WORDS_TO_TAKE_HOME)
    body += closing(pen, sheet.template, styles.OWN_WORDS_TO_TAKE_HOME)
    body += said_versions(pen, sheet.text)
    notice = pen.unprinted_notice()
    return [*head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body]


def _when_and_where(sheet: PreparationSheet, visit: Visit, pen: Pen) -> Flowable:
    """The day and time in large type, how long it takes and with whom, the address."""
    starts = pen.local(visit.starts_at)
    when = pen.say(
        mark("{weekday} {day} at {time}"),
        weekday=formats.weekday(starts.date(), pen.translate),
        day=pen.day(starts.date()),
        time=formats.clock(starts),
    )
    how = [pen.say(mark("About {minutes} minutes"), minutes=minutes_here(visit))]
    if visit.practitioner_name:
        how.append(pen.say(mark("with {name}"), name=visit.practitioner_name))
    address = ", ".join(line.strip(" ,") for line in sheet.clinic.address.splitlines() if line.strip(" ,"))
    where = ", ".join(part for part in (sheet.clinic.name, address) if part)
    rows = [
        pen.line(when, styles.CARD_WHEN),
        pen.line(" · ".join(how), styles.TO_TICK),
        pen.line(where, styles.TO_TICK, NAMES_LIMIT),
    ]
    return framed(pen, rows, pen.brand, pen.band)


def _to_do(pen: Pen, part: AdvicePart) -> list[Flowable]:
    """The lines of a part under its title, each with a box to tick; a long one runs on below its box."""
    rows = [
        ["" if number else _TickBox(), piece]
        for line in part.lines
        for number, piece in enumerate(pen.flow(line, styles.TO_TICK))
    ]
    widths = [_BOX_ROOM, pen.width - _BOX_ROOM]
    if pen.to_left:
        rows, widths = [[piece, box] for box, piece in rows], [widths[1], widths[0]]
    return [
        CondPageBreak(styles.TO_TAKE_HOME_HEAD.leading * 4),
        pen.line(part.title, styles.TO_TAKE_HOME_HEAD),
        Table(rows, colWidths=widths, style=_BOXES, hAlign="LEFT", splitInRow=1),
    ]


_BOXES = TableStyle(
    [
        EMBEDDED,
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("ALIGN", (1, 0), (1, -1), "RIGHT"),  # the box, where it stands on the right; a text sets itself
    ]
)


class _TickBox(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """An empty box in front of a line, as high as its first line is."""

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return _BOX, styles.TO_TICK.leading

    def draw(self) -> None:
        """Draw the box level with the letters beside it."""
        self.canv.setStrokeColor(styles.QUIET)
        self.canv.setLineWidth(0.9)
        self.canv.roundRect(0.5, 2.6, _BOX, _BOX, 1.5)


def _ask_us(sheet: PreparationSheet, pen: Pen) -> str:
    said = [pen.say(mark("Tick what you have done and bring this sheet with you."))]
    if sheet.clinic.phone:
        asked = mark("If you cannot come, feel ill, or are not sure about one of these lines, call us: {phone}.")
        said.append(pen.say(asked, phone=sheet.clinic.phone.replace(" ", "\u00a0")))
    else:
        asked = mark(
            "If you cannot come, feel ill, or are not sure about one of these lines, ask us before you come."
        )
        said.append(pen.say(asked))
    return " ".join(said)
