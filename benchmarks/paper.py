"""Progress reports: one of three pages against the same things put straight on a canvas, and 500 in a row."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from PIL import Image
from pypdf import PageObject, PdfReader
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from benchmarks.clinics import SMALL, open_clinic
from benchmarks.measure import Line, in_turns, milliseconds, spread
from pico_tracker.domain.course_photos import CoursePhotos, ReportPhoto
from pico_tracker.domain.photos import PRINT_BOX
from pico_tracker.domain.progress import Audience, CourseProgress
from pico_tracker.domain.progress_reports import ProgressReport
from pico_tracker.reports.photo_row import Jpeg
from pico_tracker.reports.progress_report import render_progress_report
from pico_tracker.services.context import Context
from pico_tracker.services.reports import gather_progress_report

_PAGES, _COURSES, _ROUNDS, _BATCH = 3, 2, 15, 500
_MAY_GROW_MIB = 8.0
_STEPS = {b"m": "moveTo", b"l": "lineTo", b"c": "curveTo", b"h": "close", b"re": "rect"}
_PAINTS = {b"S": (1, 0), b"s": (1, 0), b"f": (0, 1), b"f*": (0, 1), b"B": (1, 1), b"n": (0, 0)}
_Places = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A stretch of text in one font and colour, where it begins."""

    place: _Places
    font: str
    size: float
    colour: _Places
    text: str


@dataclass(frozen=True, slots=True)
class _Path:
    """A path: its steps by the canvas's names for them, and how it is painted."""

    steps: tuple[tuple[str, _Places], ...]
    stroke: int
    fill: int
    width: float
    colours: tuple[_Places, _Places]
    """Of the line and of the ground."""


@dataclass(slots=True)
class _Page:
    """What stands on one page: texts, paths, and where the photos are."""

    size: tuple[float, float]
    texts: list[_Text] = field(default_factory=list)
    paths: list[_Path] = field(default_factory=list)
    photos: list[_Places] = field(default_factory=list)


def measure_report() -> Iterator[Line]:
    """Milliseconds to render one report that is read already, and each of 500; what those leave in memory."""
    with open_clinic(SMALL) as clinic:
        report = _find_report(clinic.context)
        others = [_gather(clinic.context, one) for one in range(1, _BATCH + 1)]
    yield measure_page(report)
    yield _measure_batch(report)
    yield _measure_memory(others)


def measure_page(report: ProgressReport) -> Line:
    """One report against a bare canvas."""
    jpegs = [photo.jpeg for course in report.courses for photo in course.photos.photos]
    pages = [_read(page) for page in PdfReader(BytesIO(_render(report))).pages]
    floor, ours = in_turns([(partial(_draw, pages, jpegs), partial(_render, report))], _ROUNDS)
    return Line(
        name="report",
        what=f"progress report, {len(pages)} pages, {len(jpegs)} photos",
        unit="ms",
        floor=floor,
        ours=ours,
        goal=2.8,
        note="floor: a bare canvas with the same texts, lines, curves and photos at the same places",
    )


def _measure_batch(report: ProgressReport) -> Line:
    warm = spread([milliseconds(partial(_render, report)) for _ in range(_ROUNDS)])
    started = perf_counter()
    for _ in range(_BATCH):
        _render(report)
    each = (perf_counter() - started) * 1000 / _BATCH
    return Line(
        name="report",
        what=f"each of {_BATCH} such reports",
        unit="ms",
        floor=warm,
        ours=spread([each]),
        goal=1.1,
        note="floor: one alone, warm; the collector may run between the many",
    )


def _measure_memory(reports: list[ProgressReport]) -> Line:
    for one in reports:
        _render(one)
    before = _resident_mib()
    for one in reports:
        _render(one)
    return Line(
        name="report",
        what=f"memory that {_BATCH} patients' reports leave",
        unit="MiB",
        floor=spread([_MAY_GROW_MIB]),
        ours=spread([_resident_mib() - before]),
        goal=1,
        note="floor: what they may leave",
    )


def _resident_mib() -> float:
    """Of this process now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def _find_report(context: Context) -> ProgressReport:
    """The first patient with two courses whose practitioner's report has three pages once it has photos."""
    for patient_id in range(1, SMALL + 1):
        report = _gather(context, patient_id)
        if len(report.courses) == _COURSES and all(one.sessions for one in report.courses):
            shown = replace(report, courses=tuple(_pictured(one) for one in report.courses))
            if len(PdfReader(BytesIO(_render(shown))).pages) == _PAGES:
                return shown
    msg = f"no report of {_PAGES} pages in this clinic"
    raise LookupError(msg)


def _gather(context: Context, patient_id: int) -> ProgressReport:
    return gather_progress_report(context, patient_id, Audience.PRACTITIONER)


def _pictured(progress: CourseProgress) -> CourseProgress:
    """The course with two photos of the size that paper takes."""
    days = [session.entry.performed_on for session in progress.sessions]
    width, height = 960, PRINT_BOX[1]
    photos = tuple(
        ReportPhoto(jpeg=_jpeg(day.toordinal()), width=width, height=height, taken_on=day, sessions_before=before)
        for before, day in ((0, days[0]), (len(days) - 1, days[-1]))
    )
    return replace(progress, photos=CoursePhotos(photos=photos))


def _jpeg(seed: int) -> bytes:
    """A picture of soft noise, about as large as a photo of skin."""
    noise = Image.frombytes("RGB", (240, 180), Random(seed).randbytes(240 * 180 * 3))
    target = BytesIO()
    noise.resize((960, PRINT_BOX[1]), Image.Resampling.BICUBIC).save(target, "JPEG", quality=88)
    return target.getvalue()


def _render(report: ProgressReport) -> bytes:
    out = BytesIO()
    render_progress_report(report, out)
    return out.getvalue()


def _read(page: PageObject) -> _Page:
    """Everything that is drawn on a page of ours, so that the floor can draw it again."""
    reader = _Reader(_Page((float(page.mediabox.width), float(page.mediabox.height))))
    page.extract_text(visitor_text=reader.note_text, visitor_operand_before=reader.note_operator)
    return reader.page


class _Reader:
    """Listens while pypdf goes through a page."""

    def __init__(self, page: _Page) -> None:
        self.page = page
        self._steps: list[tuple[str, _Places]] = []
        self._pens: dict[bytes, _Places] = {b"RG": (0, 0, 0), b"rg": (0, 0, 0), b"w": (1,)}

    def note_text(self, text: str, outer: Any, matrix: Any, font: Any, size: float) -> None:
        if text.strip():
            name = str(font["/BaseFont"]).partition("+")[2]
            place = _moved(outer, (matrix[4], matrix[5]))
            self.page.texts.append(_Text(place, name, size, self._pens[b"rg"], text.strip()))

    def note_operator(self, operator: bytes, operands: Any, outer: Any, _matrix: Any) -> None:
        if operator in self._pens:
            self._pens[operator] = tuple(map(float, operands))
        elif operator in _STEPS:
            places = tuple(map(float, operands))
            corner, size = (places[:2], places[2:]) if operator == b"re" else (places, ())
            self._steps.append((_STEPS[operator], _moved(outer, corner) + size))
        elif operator in _PAINTS:
            self._note_path(*_PAINTS[operator])
        elif operator == b"Do":
            self.page.photos.append((outer[4], outer[5], outer[0], outer[3]))

    def _note_path(self, stroke: int, fill: int) -> None:
        if stroke or fill:
            colours = (self._pens[b"RG"], self._pens[b"rg"])
            self.page.paths.append(_Path(tuple(self._steps), stroke, fill, self._pens[b"w"][0], colours))
        self._steps.clear()


def _moved(matrix: Any, points: Any) -> _Places:
    """Points, x and y by turns, where a matrix without turns puts them."""
    return tuple(one * matrix[3 * (at % 2)] + matrix[4 + at % 2] for at, one in enumerate(points))


def _draw(pages: list[_Page], jpegs: list[bytes]) -> bytes:
    """The same on a bare canvas: nothing is measured, broken into lines or laid out."""
    out = BytesIO()
    rl_config.useA85 = 0
    canvas = Canvas(out, pagesize=pages[0].size, pageCompression=1, invariant=1)
    left = list(jpegs)
    for page in pages:
        for one in page.texts:
            canvas.setFont(one.font, one.size)
            canvas.setFillColorRGB(*one.colour)
            canvas.drawString(*one.place, one.text)
        for path in page.paths:
            _draw_path(canvas, path)
        for box in page.photos:
            canvas.drawImage(Jpeg(left.pop(0)), *box)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_path(canvas: Canvas, path: _Path) -> None:
    canvas.setLineWidth(path.width)
    canvas.setStrokeColorRGB(*path.colours[0])
    canvas.setFillColorRGB(*path.colours[1])
    drawn = canvas.beginPath()
    for name, places in path.steps:
        getattr(drawn, name)(*places)
    canvas.drawPath(drawn, stroke=path.stroke, fill=path.fill)
