"""The label of one visit, 89 × 36 mm: whom it is for, and when; on a page of its own size."""

from dataclasses import replace
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepInFrame

from pico_tracker.domain.appointment_cards import AppointmentLabel
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.formats import clock, weekday
from pico_tracker.reports.page import Sheet, open_pen, print_sheets
from pico_tracker.reports.pen import Pen

LABEL_SIZE = (89 * mm, 36 * mm)
"""Width and height in points of the large address label that label printers take."""
_NAME_LIMIT = 200


def render_appointment_label(label: AppointmentLabel, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `label` as a PDF of one page to `out`; long names make its letters smaller, never a second page."""
    edge = 2 * styles.LABEL_MARGIN
    width, height = LABEL_SIZE[0] - edge, LABEL_SIZE[1] - edge
    pen = replace(open_pen(label.clinic, label.printed_at, translate), width=width)
    sheet = Sheet(
        paper=label.clinic.paper,
        title=pen.say(mark("Appointment label")),
        author=label.clinic.name,
        record_number=label.patient.entry.record_number,
        made_at=label.printed_at.astimezone(pen.zone),
        label=LABEL_SIZE,
    )
    print_sheets(sheet, [KeepInFrame(width, height, _lines(label, pen), mode="shrink")], pen, out)


def _lines(label: AppointmentLabel, pen: Pen) -> list[Flowable]:
    visit, entry = label.visit, label.patient.entry
    starts = pen.local(visit.starts_at)
    when = f"{weekday(starts, pen.translate)} {pen.day(starts)}, {clock(starts)}"
    lines = [
        pen.line(f"{entry.title} {label.patient.name}".strip(), styles.LABEL_NAME, 2 * _NAME_LIMIT),
        pen.line(_who(label, pen), styles.LABEL_LINE),
        pen.line(when, styles.LABEL_WHEN),
    ]
    if visit.practitioner_name:
        lines.append(pen.line(visit.practitioner_name, styles.LABEL_LINE, _NAME_LIMIT))
    notice = pen.unprinted_notice()
    return [*lines, *([pen.line(notice, styles.QUIET_CELL)] if notice else [])]


def _who(label: AppointmentLabel, pen: Pen) -> str:
    entry = label.patient.entry
    number = pen.say(mark("Record {number}"), number=entry.record_number)
    if entry.born_on is None:
        return number
    return pen.say(mark("{number} · born {day}"), number=number, day=pen.day(entry.born_on))
