"""The appointment card: the upper half of a sheet, cut off and folded once to A6, visits outside on its front.

Folded away from the eye, the visits lie on the front and how to reach the clinic on the back.
"""

from dataclasses import replace
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table, TableStyle

from pico_tracker.domain.appointment_cards import CARD_KIND_NAMES, AppointmentCard, minutes_here
from pico_tracker.domain.diary import Visit, VisitKind
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.formats import clock, weekday
from pico_tracker.reports.logo import read_logo
from pico_tracker.reports.page import Sheet, open_pen, print_sheets
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.tables import EMBEDDED

_CARD_HEIGHT = 148 * mm
_GUTTER = 21.0
"""On each side of the fold."""
_ROOM = _CARD_HEIGHT - 60.0
"""Height that each side of the card has for its lines, with a margin above and below."""
_TO_CUT = 22.0
"""From the lines to the cut."""
_TICK = 10.0
_SHORT = 1200
"""Characters of the clinic's words that the back can hold at most."""
_LINE_LIMIT = 220
"""Characters of a line made of names; each may have 200."""


def render_appointment_card(card: AppointmentCard, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `card` as a PDF to `out`; the same card gives the same bytes.

    More visits than one card holds go on another. Words of the clinic's own that are longer than the
    card stand in full below the cut.
    """
    pen = open_pen(card.clinic, card.printed_at, translate)
    sheet = Sheet(
        paper=card.clinic.paper,
        title=pen.say(mark("Appointment card")),
        author=card.clinic.name,
        record_number=card.patient.entry.record_number,
        made_at=card.printed_at.astimezone(pen.zone),
    )
    print_sheets(sheet, _story(card, pen, sheet.size[1]), pen, out)


def _story(card: AppointmentCard, pen: Pen, page_height: float) -> list[Flowable]:
    side = replace(pen, width=pen.width / 2 - _GUTTER)
    is_short = len(card.template.closing) <= _SHORT
    back, below = _back(card, side) if is_short else [], []
    if not is_short or _height(back, side) > _ROOM:
        back, below = _back(replace(card, template=replace(card.template, closing="")), side), _in_full(card, pen)
    story: list[Flowable] = []
    for front in _fronts(card, side):
        story += [PageBreak()] if story else []
        story += [_both(pen, front, back), _Cut(pen.width, page_height), *_how_to_cut(card, pen)]
    return [*story, *below]


def _fronts(card: AppointmentCard, pen: Pen) -> list[list[Flowable]]:
    """The visits, as many on each card as it has room for."""
    head = _heading(card, pen)
    if not card.visits:
        said = mark("No visit is booked. Call us, and we find a time.")
        return [[*head, *pen.flow(pen.say(said), styles.CARD_LINE)]]
    room, cards, left = _ROOM - _height(head, pen), [[*head]], 0.0
    for visit in card.visits:
        lines = _visit(visit, pen)
        height = _height(lines, pen)
        if left + height > room and left:
            cards.append(_heading(card, pen))
            left = 0.0
        cards[-1] += lines
        left += height
    return cards


def _heading(card: AppointmentCard, pen: Pen) -> list[Flowable]:
    entry = card.patient.entry
    person = f"{entry.title} {card.patient.name}".strip()
    opening = [pen.line(card.template.opening, styles.CARD_LINE)] if card.template.opening else []
    logo = read_logo(card.clinic.letterhead.logo)
    return [
        *([logo] if logo is not None and logo.width <= pen.width else []),
        pen.line(card.clinic.name, styles.CLINIC, _LINE_LIMIT),
        _rule(pen),
        pen.line(pen.say(mark("Your appointments")), styles.TITLE),
        pen.line(person, styles.QUIET_LINE, _LINE_LIMIT),
        pen.line(pen.say(mark("Record {number}"), number=entry.record_number), styles.QUIET_LINE),
        *opening,
        Spacer(1, styles.GAP),
    ]


def _visit(visit: Visit, pen: Pen) -> list[Flowable]:
    """Day and time large, then in plain words what it is, how long, with whom and where."""
    starts = visit.starts_at
    when = f"{weekday(starts, pen.translate)} {pen.day(starts)}, {clock(starts)}".replace(" ", "\u00a0")
    when = when.replace(",\u00a0", ", ")
    parts = [pen.say(CARD_KIND_NAMES[visit.kind]), _length(visit, pen)]
    if visit.practitioner_name and visit.kind is not VisitKind.CALL:
        parts.append(pen.say(mark("with {name}"), name=visit.practitioner_name))
    if visit.room_name and visit.kind is not VisitKind.CALL:
        parts.append(visit.room_name)
    return [
        pen.line(when, styles.CARD_WHEN),
        pen.line(", ".join(parts), styles.CARD_LINE, 2 * _LINE_LIMIT),
        Spacer(1, styles.GAP),
    ]


def _length(visit: Visit, pen: Pen) -> str:
    return pen.say(mark("about {minutes} minutes"), minutes=minutes_here(visit))


def _back(card: AppointmentCard, pen: Pen) -> list[Flowable]:
    """How to reach the clinic, how to come prepared, and the clinic's word on cancelling."""
    return [*_prepare(card, pen), *_closing(card, pen), *_reach(card, pen)]


def _prepare(card: AppointmentCard, pen: Pen) -> list[Flowable]:
    if not card.asks_preparation or not card.template.shows("prepare"):
        return []
    said = mark("Some days before, read the sheet on how to prepare. Ask us for it if you do not have it.")
    return [
        pen.line(pen.say(mark("Before you come")), styles.CARD_HEAD),
        *pen.flow(pen.say(said), styles.CARD_LINE),
    ]


def _closing(card: AppointmentCard, pen: Pen) -> list[Flowable]:
    if not card.template.closing:
        return []
    head = pen.line(pen.say(mark("If you cannot come")), styles.CARD_HEAD)
    return [head, *pen.flow(card.template.closing, styles.CARD_LINE)]


def _reach(card: AppointmentCard, pen: Pen) -> list[Flowable]:
    clinic = card.clinic
    if not card.template.shows("clinic") or not (clinic.address or clinic.phone):
        return []
    parts: list[Flowable] = [pen.line(pen.say(mark("How to reach us")), styles.CARD_HEAD)]
    parts.append(pen.line(clinic.name, styles.CARD_LINE, _LINE_LIMIT))
    lines = [one.strip(" ,") for one in clinic.address.splitlines() if one.strip(" ,")]
    parts += [pen.line(one, styles.CARD_LINE, 200) for one in lines[:8]]
    if clinic.phone:
        parts.append(pen.line(clinic.phone.replace(" ", "\u00a0"), styles.CARD_WHEN, 200))
    return parts


def _in_full(card: AppointmentCard, pen: Pen) -> list[Flowable]:
    return [Spacer(1, styles.GAP), *_closing(card, pen)]


def _height(parts: list[Flowable], pen: Pen) -> float:
    """Points that the parts take one below the other."""
    heights = (one.wrap(pen.width, _CARD_HEIGHT)[1] for one in parts)
    return float(sum(heights) + sum(one.getSpaceBefore() + one.getSpaceAfter() for one in parts))


def _rule(pen: Pen) -> Flowable:
    style = TableStyle([EMBEDDED, ("LINEABOVE", (0, 0), (-1, -1), 1.5, pen.brand)])
    return Table([[""]], colWidths=[pen.width], rowHeights=[6], style=style, spaceBefore=4)


def _both(pen: Pen, front: list[Flowable], back: list[Flowable]) -> Table:
    half = pen.width / 2
    return Table([[front, back or ""]], colWidths=[half, half], rowHeights=[_ROOM], style=_SIDES)


_SIDES = TableStyle(
    [
        EMBEDDED,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (0, 0), (0, -1), _GUTTER),
        ("LEFTPADDING", (1, 0), (1, -1), _GUTTER),
        ("RIGHTPADDING", (1, 0), (1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
)


class _Cut(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Where to cut, from edge to edge of the sheet, and where to fold: marks only, no frame on the card."""

    def __init__(self, width: float, page_height: float) -> None:
        super().__init__()
        self.width, self.height, self._page_height = width, _TO_CUT, page_height

    def draw(self) -> None:
        """A dashed line so far below the sheet's upper edge as a card is high; ticks at the fold."""
        canvas, middle = self.canv, self.width / 2
        top = self._page_height - canvas.absolutePosition(0, 0)[1]
        cut = top - _CARD_HEIGHT
        canvas.setStrokeColor(styles.HEAD_LINE)
        canvas.setLineWidth(0.6)
        canvas.line(middle, cut, middle, cut + _TICK)
        canvas.line(middle, top - _TICK, middle, top)
        canvas.setDash(4, 4)
        canvas.line(-styles.MARGIN, cut, self.width + styles.MARGIN, cut)


def _how_to_cut(card: AppointmentCard, pen: Pen) -> list[Flowable]:
    """What stands below the cut: for the clinic, not for the patient."""
    said = [mark("Cut along the line and fold at the marks: the visits lie on the front, the clinic on the back.")]
    said += [mark("Demonstration data")] if card.clinic.is_demonstration else []
    notice = pen.unprinted_notice()
    return [
        Spacer(1, styles.GAP),
        *(pen.line(pen.say(one), styles.QUIET_CELL) for one in said),
        *([pen.line(notice, styles.NOTICE)] if notice else []),
    ]
