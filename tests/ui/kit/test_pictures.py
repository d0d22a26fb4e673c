import itertools
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.charts import (
    Chart,
    ChartAxis,
    ChartBand,
    ChartSeries,
    Point,
    Tick,
    TimelineItem,
    TimelineKind,
)
from pico_tracker.domain.words import sentence
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.chart import ChartView, paint_chart
from pico_tracker.ui.kit.pdf_pages import MOST_PIXELS, page_sizes, render_page
from pico_tracker.ui.kit.pdf_view import PdfView, PrintJob, print_pdf
from pico_tracker.ui.kit.style import LIGHT
from pico_tracker.ui.kit.timeline import Timeline

Show = Callable[[QWidget], QWidget]
SESSIONS = ChartAxis(sentence("Sessions done"), 0, 10, tuple(Tick(n, str(n)) for n in range(11)))
CLEARANCE = ChartAxis(sentence("Clearance"), 0, 100, (Tick(0, "0%"), Tick(50, "50%"), Tick(100, "100%")))

LEGEND = 22
"""Height of a line of the legend, in px."""


def chart(*points: Point, bands: tuple[ChartBand, ...] = ()) -> Chart:
    return Chart(
        sentence("Clearance by sessions done"),
        SESSIONS,
        CLEARANCE,
        (ChartSeries(sentence("Observed"), points),),
        sentence("No reading yet."),
        sentence("55 % after 3 sessions"),
        bands,
    )


def painted(shown: Chart) -> QImage:
    picture = QImage(600, 300, QImage.Format.Format_RGB32)
    picture.fill(QColor(LIGHT.surface))
    painter = QPainter(picture)
    paint_chart(painter, QRectF(picture.rect()), shown)
    painter.end()
    return picture


def ink(picture: QImage, token: str) -> list[tuple[int, int]]:
    wanted = QColor(token).rgb()
    return [
        (x, y) for x in range(picture.width()) for y in range(picture.height()) if picture.pixel(x, y) == wanted
    ]


def test_a_place_on_an_axis_is_a_share_of_it_and_stays_on_it() -> None:
    assert [CLEARANCE.part(at) for at in (0, 25, 100, 140, -3)] == [0, 0.25, 1, 1, 0]


def test_a_higher_reading_stands_higher_and_a_later_one_further_right() -> None:
    low, high = ink(painted(chart(Point(2, 20))), LIGHT.brand), ink(painted(chart(Point(8, 80))), LIGHT.brand)
    assert low
    assert high
    assert max(y for _x, y in high) < min(y for _x, y in low)
    assert min(x for x, _y in high) > max(x for x, _y in low)


def test_the_range_expected_is_a_ground_between_two_edges() -> None:
    band = ChartBand(sentence("Expected"), (Point(0, 20), Point(10, 20)), (Point(0, 60), Point(10, 60)))
    ground = ink(painted(chart(Point(5, 90), bands=(band,))), LIGHT.brand_soft)
    heights = [y for _x, y in ground if y > LEGEND]
    plot = 300 - 2 * 14 - LEGEND
    assert 0.3 * plot < max(heights) - min(heights) < 0.45 * plot
    assert min(y for _x, y in ground) < LEGEND, "the legend has a swatch of the same ground"


def test_a_single_point_of_others_is_a_ring_and_has_its_name_in_the_legend() -> None:
    others = ChartSeries(sentence("Published"), (Point(3, 40, "40"),), joined=False)
    with_ring = replace(chart(Point(5, 90)), series=(*chart(Point(5, 90)).series, others))
    assert [str(one) for one in with_ring.legend] == ["Published"]
    assert len(ink(painted(with_ring), LIGHT.brand)) > len(ink(painted(chart(Point(5, 90))), LIGHT.brand))


def test_a_band_never_wears_the_colour_of_all_is_well() -> None:
    band = ChartBand(sentence("Others"), (Point(0, 20), Point(10, 20)), (Point(0, 60), Point(10, 60)))
    middle = replace(band, middle=(Point(0, 40), Point(10, 40)))
    for token in (LIGHT.ok, LIGHT.ok_soft):
        assert not ink(painted(chart(Point(5, 90), bands=(middle,))), token)


def test_pointing_at_a_reading_tells_who_read_it(qtbot: QtBot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    assert view.told_at(QPointF(0, 0)) == ""
    view.resize(600, 300)
    told = sentence("Read by Dr S. Okafor")
    view.show_chart(chart(Point(0, 0), Point(5, 50, "50", told), Point(10, 100)))
    across = [view.told_at(QPointF(x, y)) for x in range(0, 600, 4) for y in range(0, 300, 4)]
    assert set(across) == {"", "Read by Dr S. Okafor"}
    x, y = next((x, y) for x in range(0, 600, 4) for y in range(0, 300, 4) if view.told_at(QPointF(x, y)))
    place = QPoint(x, y)
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert "Read by Dr S. Okafor" in QToolTip.text()
    QToolTip.hideText()


def test_an_empty_chart_says_so_and_is_described_so(qtbot: QtBot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.show_chart(chart())
    assert view.accessibleDescription() == "No reading yet."
    assert chart().is_empty
    view.show_chart(chart(Point(3, 55, "55")))
    assert view.accessibleName() == "Clearance by sessions done"
    assert view.accessibleDescription() == "55 % after 3 sessions"
    view.resize(500, 250)
    assert view.picture().width() == 500


def items() -> tuple[TimelineItem, ...]:
    return (
        TimelineItem(date(2026, 11, 22), sentence("4, today"), TimelineKind.SESSION),
        TimelineItem(date(2026, 6, 28), sentence("1"), TimelineKind.SESSION),
        TimelineItem(date(2026, 8, 16), sentence("2"), TimelineKind.SESSION),
        TimelineItem(date(2026, 8, 20), sentence("Blister, 4 d"), TimelineKind.SIDE_EFFECT),
        TimelineItem(date(2027, 1, 3), sentence("5: 3 to 17 Jan"), TimelineKind.NEXT),
    )


def test_the_timeline_reads_in_order_of_time(qtbot: QtBot, seen: Show) -> None:
    timeline = Timeline()
    timeline.resize(700, 58)
    seen(timeline)
    timeline.show_items(items())
    assert timeline.accessibleDescription().startswith("28 Jun 2026: 1. 16 Aug 2026: 2. 20 Aug 2026: Blister, 4 d")
    marks = timeline._marks()
    assert [mark.at for mark in marks] == sorted(mark.at for mark in marks)
    timeline.grab()


@pytest.mark.parametrize("width", [160, 320, 900])
def test_words_on_the_timeline_never_overlap_or_leave_it(qtbot: QtBot, width: int) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.resize(width, 58)
    timeline.show_items(items())
    shown = [mark for mark in timeline._marks() if mark.text]
    for row in (0, 1):
        line = [mark for mark in shown if mark.row == row]
        assert all(a.left + a.wide <= b.left for a, b in itertools.pairwise(line))
    assert all(mark.left >= 0 and mark.left + mark.wide <= width for mark in shown)


def test_one_mark_alone_and_none_at_all_can_be_shown(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.show_items(items()[:1])
    timeline.grab()
    timeline.show_items(())
    timeline.grab()
    assert timeline.accessibleDescription() == ""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Three pages, A4, A4 and a slip, each with a black square in its upper left quarter."""
    document = pypdfium2.PdfDocument.new()
    with closing(document):
        for wide, high in ((595.0, 842.0), (595.0, 842.0), (200.0, 100.0)):
            page = document.new_page(wide, high)
            page.close()
        target = BytesIO()
        document.save(target)
    return target.getvalue()


def test_the_sizes_of_pages_are_told_in_points(pdf: bytes) -> None:
    assert page_sizes(pdf) == ((595.0, 842.0), (595.0, 842.0), (200.0, 100.0))


def test_a_page_becomes_a_picture_at_the_resolution_asked_for(pdf: bytes) -> None:
    picture = render_page(pdf, 2, 144)
    assert (picture.width(), picture.height()) == (400, 200)
    assert picture.pixelColor(5, 5).name() == QColor(LIGHT.surface).name()


def test_no_page_becomes_a_picture_too_large_to_hold(pdf: bytes) -> None:
    picture = render_page(pdf, 0, 100_000)
    assert picture.width() * picture.height() <= MOST_PIXELS * 1.01


def test_a_document_is_shown_page_by_page_and_fits_the_width(
    qtbot: QtBot, seen: Show, backend: Backend, pdf: bytes
) -> None:
    view = PdfView(backend)
    view.resize(700, 500)
    seen(view)
    view.show_pdf(pdf)
    qtbot.waitUntil(lambda: len(view.pages) == 3 and not view.pages[0].picture.isNull())
    assert view.where.text() == "Page 1 of 3"
    assert 600 < view.pages[0].width() < 700
    assert view.pages[2].picture.isNull()
    bar = view._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: not view.pages[2].picture.isNull())
    assert view.where.text() == "Page 3 of 3"
    before = view.pages[0].width()
    view._step_zoom(1)
    qtbot.waitUntil(lambda: view.pages[0].width() > before)
    view.fit_width()
    assert view.pages[0].width() == before


def test_what_is_no_pdf_reaches_the_crash_handler_and_nothing_else(
    qtbot: QtBot, seen: Show, backend: Backend
) -> None:
    view = PdfView(backend)
    seen(view)
    with qtbot.waitSignal(backend.crashed):
        view.show_pdf(b"not a document")
    assert view.pages == []


def test_the_printer_is_asked_for_without_stopping_the_program(
    qtbot: QtBot, seen: Show, backend: Backend, pdf: bytes
) -> None:
    page = QWidget()
    seen(page)
    dialog = print_pdf(pdf, "Progress report", backend, page)
    assert dialog.isVisible()
    assert dialog.windowModality() is Qt.WindowModality.WindowModal
    with qtbot.waitSignal(dialog.rejected):
        dialog.reject()


def test_a_document_is_printed_page_by_page(qtbot: QtBot, backend: Backend, pdf: bytes, tmp_path: object) -> None:
    target = f"{tmp_path}/printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(target)
    parent = QWidget()
    qtbot.addWidget(parent)
    job = PrintJob(pdf, printer, backend, parent)
    with qtbot.waitSignal(job.finished) as heard:
        job.start()
    assert heard.args == [3]
    with closing(pypdfium2.PdfDocument(target)) as printed:
        assert len(printed) == 3
