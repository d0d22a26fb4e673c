"""Sheets: paper size, letterhead, footer with page x of y, and a file that never differs for one value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table, TableStyle

from pico_tracker.domain.clinic import Clinic, Paper
from pico_tracker.domain.words import Translate, mark
from pico_tracker.reports import styles
from pico_tracker.reports.fonts import REGULAR, load_fonts
from pico_tracker.reports.formats import moment
from pico_tracker.reports.logo import read_logo
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.tables import EMBEDDED
from pico_tracker.reports.text import SetLine, printable, shortened

# Base 85 is made for seven-bit mail of the nineties; it takes a fifth of the bytes and most of the time.
rl_config.useA85 = 0

_SIZES = {Paper.A4: A4, Paper.LETTER: LETTER}
_FOOTER_ROOM = 30.0
_TOP_MARGIN = 38.0
_FOOTER_LIMIT = 90
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_FOOTER_LINES = 3
_HEAD_LINES = 8
"""Of the clinic's name, and of its address: more than either ever takes."""
_LOGO_GAP = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a document says about itself, and on each page. `made_at` has a time zone."""

    paper: Paper
    title: str
    author: str
    record_number: str
    made_at: datetime
    language: str = "en"
    landscape: bool = False
    """Whether the long side lies below; its pen is opened for it too."""
    label: tuple[float, float] | None = None
    """Width and height in points of a label that is printed instead of a sheet: narrow margins, no footer."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, as it lies before the reader."""
        if self.label is not None:
            return self.label
        short, long = _SIZES[self.paper]
        return (long, short) if self.landscape else (short, long)


def text_width(paper: Paper, *, landscape: bool = False) -> float:
    """Width between the margins, in points."""
    return float(_SIZES[paper][1 if landscape else 0]) - 2 * styles.MARGIN


def open_pen(clinic: Clinic, printed_at: datetime, translate: Translate, *, landscape: bool = False) -> Pen:
    """The pen for a sheet of this clinic: its paper's width, its time zone, and the day it is printed on."""
    load_fonts()
    zone = ZoneInfo(clinic.time_zone)
    today = printed_at.astimezone(zone).date()
    pen = Pen(
        translate=translate,
        width=text_width(clinic.paper, landscape=landscape),
        today=today,
        zone=zone,
        brand=styles.colour_of(clinic.letterhead.colour),
        footer=clinic.letterhead.footer,
    )
    # Set once before all else, so that the notice about missing letters knows of its letters too.
    pen.line(pen.footer, styles.FOOTER)
    return pen


def letterhead(pen: Pen, clinic: Clinic, printed_at: datetime, printed_by: str) -> Flowable:
    """The clinic with its logo on the left, when and by whom it was printed on the right, a rule below."""
    logo = read_logo(clinic.letterhead.logo)
    share = pen.width * 0.64
    beside = 0.0 if logo is None or logo.is_wide else logo.width + _LOGO_GAP
    left = _clinic_lines(pen, clinic, share - beside)
    right = _printed_lines(pen, clinic, printed_at, printed_by)
    if beside:
        cells, widths = [[logo, left, right]], [beside, share - beside]
    else:
        cells, widths = [[[logo, *left] if logo else left, right]], [share]
    look = [*_LETTERHEAD_LOOK, ("LINEBELOW", (0, 0), (-1, -1), 1.5, pen.brand)]
    return Table(cells, colWidths=[*widths, pen.width - share], style=TableStyle(look))


def _clinic_lines(pen: Pen, clinic: Clinic, width: float) -> list[Flowable]:
    reach = " · ".join(part for part in (_on_one_line(clinic.address), clinic.phone) if part)
    return [
        _fitted(pen, shortened(clinic.name, 200), styles.CLINIC, (width, _HEAD_LINES)),
        _fitted(pen, shortened(reach, 400), styles.LETTERHEAD, (width, _HEAD_LINES)),
    ]


def _printed_lines(pen: Pen, clinic: Clinic, printed_at: datetime, printed_by: str) -> list[Flowable]:
    printed = pen.say(mark("Printed {moment}"), moment=moment(pen.local(printed_at), pen.translate))
    right = [pen.line(printed, styles.LETTERHEAD_RIGHT)]
    if printed_by:
        by = pen.say(mark("by {name}"), name=printed_by)
        right.append(pen.line(by, styles.LETTERHEAD_RIGHT, 200))
    if clinic.is_demonstration:
        right.append(pen.line(pen.say(mark("Demonstration data")), styles.LETTERHEAD_RIGHT))
    return right


def _on_one_line(address: str) -> str:
    return ", ".join(line.strip(" ,") for line in address[:2000].splitlines() if line.strip(" ,"))


_LETTERHEAD_LOOK = (
    EMBEDDED,
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
)


def print_sheets(sheet: Sheet, story: Sequence[Flowable], pen: Pen, out: BinaryIO) -> None:
    """Lay `story` out on as many sheets as it takes and write the PDF to `out`.

    The same story and sheet give the same bytes: the file's date is `made_at`, not the clock.
    """
    load_fonts()
    own = _own_footer(sheet, pen)
    document = BaseDocTemplate(
        out,
        pagesize=sheet.size,
        title=_property(f"{sheet.title} · {sheet.record_number}"),
        author=_property(sheet.author),
        creator="Pico Tracker",
        lang=_language(sheet.language),
        displayDocTitle=1,
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
        pageTemplates=[PageTemplate("sheet", [_frame(sheet, own)])],
    )
    document.build(list(story), canvasmaker=_canvas_maker(sheet, pen, own))


def _language(code: str) -> str:
    """A code as the file may carry it; a clinic can have typed another word for the language of its text."""
    return code if _LANGUAGE_CODE.fullmatch(code) else "und"


def _property(text: str) -> str:
    return shortened(printable(text[: 4 * _FOOTER_LIMIT]), _FOOTER_LIMIT)


def _own_footer(sheet: Sheet, pen: Pen) -> Paragraph | None:
    """The clinic's own line for the foot of each page, laid out; past `_FOOTER_LINES` lines it is cut."""
    if not pen.footer or sheet.label is not None:
        return None
    return _fitted(pen, pen.footer, styles.FOOTER, (sheet.size[0] - 2 * styles.MARGIN, _FOOTER_LINES))


def _fitted(pen: Pen, text: str, style: ParagraphStyle, room: tuple[float, int]) -> Paragraph:
    """As much of `text` as fits into a width in points and so many lines; the cut is shown as …"""
    width, lines = room
    highest, limit = lines * style.leading, max(len(text), 1)
    while True:
        laid_out = pen.line(text, style, limit)
        if laid_out.wrap(width, highest)[1] <= highest:
            return laid_out
        limit = limit * 7 // 8


def _frame(sheet: Sheet, own: Paragraph | None) -> Frame:
    width, height = sheet.size
    margins = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    if sheet.label is not None:
        edge = styles.LABEL_MARGIN
        return Frame(edge, edge, width - 2 * edge, height - 2 * edge, **margins)
    bottom = styles.MARGIN + _FOOTER_ROOM + (own.height if own else 0)
    room = height - bottom - _TOP_MARGIN
    return Frame(styles.MARGIN, bottom, width - 2 * styles.MARGIN, room, **margins)


def _canvas_maker(sheet: Sheet, pen: Pen, own: Paragraph | None) -> type[Canvas]:
    label = shortened(f"{sheet.record_number} · {sheet.title}", _FOOTER_LIMIT)
    # Asked before the pages are drawn, so that the notice about missing letters is complete.
    footer = SetLine(label, REGULAR, styles.FOOTER_SIZE, pen.unprinted)

    class NumberedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
        """Keeps finished pages until their number is known, then draws each footer."""

        def __init__(self, *args: object, **settings: object) -> None:
            super().__init__(*args, **settings)
            self._finished: list[dict[str, object]] = []
            self._places: list[tuple[str, int, float]] = []
            self.setDateFormatter(lambda *_clock: _pdf_date(sheet.made_at))

        def note_place(self, title: str, level: int, top: float) -> None:
            """Keep a place on this page for the file's outline; `top` is in points from the foot."""
            self._places.append((title, level, top))

        def showPage(self) -> None:
            self._finished.append(dict(self.__dict__))
            self._places = []
            self._startPage()

        def save(self) -> None:
            pages = self._finished
            for number, page in enumerate(pages, start=1):
                self.__dict__.update(page)
                page_of = pen.say(mark("Page {number} of {count}"), number=number, count=len(pages))
                if sheet.label is None:
                    _draw_footer(self, sheet.size[0], _Footer(footer, page_of, own))
                _write_outline(self, number, self._places)
                super().showPage()
            super().save()

    return NumberedCanvas


def _write_outline(canvas: Canvas, page: int, places: list[tuple[str, int, float]]) -> None:
    """Enter the places of the page that is being written; a file without any opens without an outline."""
    for number, (title, level, top) in enumerate(places):
        key = f"{page}.{number}"
        canvas.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
        canvas.addOutlineEntry(title, key, level)
        canvas.showOutline()


@dataclass(frozen=True, slots=True)
class _Footer:
    """What stands at the foot of one page: sheet, number of the page, the clinic's own line above both."""

    left: SetLine
    right: str
    own: Paragraph | None


def _draw_footer(canvas: Canvas, width: float, footer: _Footer) -> None:
    base, end = styles.MARGIN - 14, width - styles.MARGIN
    rule = base + 16 + (footer.own.height if footer.own else 0)
    canvas.setStrokeColor(styles.LINE)
    canvas.setLineWidth(0.8)
    canvas.line(styles.MARGIN, rule, end, rule)
    if footer.own:
        footer.own.drawOn(canvas, styles.MARGIN, base + 12)
    canvas.setFillColor(styles.QUIET)
    footer.left.draw(canvas, styles.MARGIN, base)
    canvas.setFont(REGULAR, styles.FOOTER_SIZE)
    canvas.drawRightString(end, base, footer.right)


def _pdf_date(moment_made: datetime) -> str:
    offset = moment_made.strftime("%z") or "+0000"
    return f"D:{moment_made:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
