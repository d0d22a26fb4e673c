"""A progress report of three pages, against the same words and lines put straight on a canvas."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.clinics import SMALL, open_clinic
from benchmarks.measure import Line, in_turns
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.progress_reports import ProgressReport
from pico_tracker.reports.fonts import REGULAR
from pico_tracker.reports.progress_report import render_progress_report
from pico_tracker.services.context import Context
from pico_tracker.services.reports import gather_progress_report

_PAGES, _ROUNDS = 3, 15


@dataclass(slots=True)
class _Page:
    """What stands on one page: texts with place and size, rectangles, ends of lines."""

    size: tuple[float, float]
    texts: list[tuple[float, float, float, str]] = field(default_factory=list)
    boxes: list[tuple[float, ...]] = field(default_factory=list)
    points: list[tuple[float, ...]] = field(default_factory=list)


def measure_report() -> Iterator[Line]:
    """Milliseconds to render one report that is read already."""
    with open_clinic(SMALL) as clinic:
        report = _find_report(clinic.context)
    pages = [_read(page) for page in PdfReader(BytesIO(_render(report))).pages]
    floor, ours = in_turns([(partial(_draw, pages), partial(_render, report))], _ROUNDS)
    yield Line(
        name="report",
        what=f"progress report, {_PAGES} pages",
        unit="ms",
        floor=floor,
        ours=ours,
        goal=2.3,
        note="floor: a bare canvas with the same texts, boxes and lines",
    )


def _find_report(context: Context) -> ProgressReport:
    """The first patient whose practitioner's report has three pages."""
    for patient_id in range(1, SMALL + 1):
        report = gather_progress_report(context, patient_id, Audience.PRACTITIONER)
        if len(PdfReader(BytesIO(_render(report))).pages) == _PAGES:
            return report
    msg = f"no report of {_PAGES} pages in this clinic"
    raise LookupError(msg)


def _render(report: ProgressReport) -> bytes:
    out = BytesIO()
    render_progress_report(report, out)
    return out.getvalue()


def _read(page: PageObject) -> _Page:
    found = _Page((float(page.mediabox.width), float(page.mediabox.height)))

    def note_text(text: str, outer: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            found.texts.append((outer[4] + matrix[4], outer[5] + matrix[5], size, text.strip()))

    def note_mark(operator: bytes, operands: Any, _outer: Any, _matrix: Any) -> None:
        kept = {b"re": found.boxes, b"m": found.points, b"l": found.points}.get(operator)
        if kept is not None:
            kept.append(tuple(float(one) for one in operands))

    page.extract_text(visitor_text=note_text, visitor_operand_before=note_mark)
    return found


def _draw(pages: list[_Page]) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=pages[0].size)
    for page in pages:
        for x, y, size, text in page.texts:
            canvas.setFont(REGULAR, size)
            canvas.drawString(x, y, text)
        for box in page.boxes:
            canvas.rect(*box)
        for start, end in zip(page.points[::2], page.points[1::2], strict=False):
            canvas.line(*start, *end)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
