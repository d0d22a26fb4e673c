"""The clinic's own words on a sheet: what it says before, and what it says at the end."""

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.reports import styles
from pico_tracker.reports.pen import Pen


def opening(pen: Pen, template: SheetTemplate, style: ParagraphStyle = styles.OWN_WORDS) -> list[Flowable]:
    """What the clinic says below the heading, in full; nothing where it says nothing."""
    return pen.flow(template.opening, style)


def closing(pen: Pen, template: SheetTemplate, style: ParagraphStyle = styles.OWN_WORDS) -> list[Flowable]:
    """What the clinic says at the end, in full; nothing where it says nothing."""
    return pen.flow(template.closing, style)
