"""Sheets on a clinic's own paper: its logo, its colour, its line at the foot."""

import io
from dataclasses import replace

from PIL import Image, ImageDraw

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.letterheads import Letterhead
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.reports.aftercare_sheet import render_aftercare_sheet
from pico_tracker.reports.progress_report import render_progress_report
from tests.reports.samples import CLINIC, make_report
from tests.reports.sheets.aftercare_sheet import make_sheet
from tests.reports.sheets.sample import SampleSheet

PLUM, NAVY = "#7a1f5c", "#1f3a93"
FOOTER = "Northgate Laser Ltd, registered in England no. 01234567 · Provider 1-234567890"


def make_logo(size: tuple[int, int], kind: str, colour: str = PLUM) -> bytes:
    """A disc in a colour, on nothing in a PNG, on white in a JPEG."""
    ground = (255, 255, 255, 0) if kind == "PNG" else (255, 255, 255)
    image = Image.new("RGBA" if kind == "PNG" else "RGB", size, ground)
    ImageDraw.Draw(image).ellipse((2, 2, size[0] - 2, size[1] - 2), fill=colour)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def with_letterhead(logo: bytes = b"", colour: str = PLUM, footer: str = FOOTER) -> Clinic:
    """The sample clinic on its own paper."""
    return replace(CLINIC, letterhead=Letterhead(logo=logo, colour=colour, footer=footer))


SHEETS = (
    SampleSheet(
        "letterhead_beside",
        render_progress_report,
        replace(make_report(4, Audience.PATIENT), clinic=with_letterhead(make_logo((400, 300), "PNG"))),
    ),
    SampleSheet(
        "letterhead_above",
        render_aftercare_sheet,
        make_sheet(
            clinic=with_letterhead(make_logo((600, 120), "JPEG", NAVY), NAVY, f"{FOOTER}. " * 3),
            template=SheetTemplate(opening="Thank you for coming.", closing="We call you in two days."),
        ),
    ),
)
