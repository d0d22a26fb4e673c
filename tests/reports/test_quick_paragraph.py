"""A short text is set where ReportLab would set it, and is cut and kept whole as ReportLab would."""

import io
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from pico_tracker.reports import styles
from pico_tracker.reports.fonts import load_fonts
from pico_tracker.reports.quick_paragraph import QuickParagraph
from pico_tracker.reports.text import paragraph

WIDTH = 200.0


def placed(part: Paragraph) -> list[tuple[str, float, float]]:
    """The words of a paragraph drawn at 50, 500, with where each stretch begins."""
    out = io.BytesIO()
    canvas = Canvas(out)
    part.wrapOn(canvas, WIDTH, 400)
    part.drawOn(canvas, 50, 500)
    canvas.save()
    found: list[tuple[str, float, float]] = []

    def note(text: str, outer: Any, matrix: Any, _font: Any, _size: float) -> None:
        if text.strip():
            found.append((text.strip(), round(outer[4] + matrix[4], 2), round(outer[5] + matrix[5], 2)))

    PdfReader(out).pages[0].extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize(
    "style", [styles.BODY, styles.CELL_RIGHT, styles.TO_TAKE_HOME, styles.STRUCK, styles.NOTICE]
)
@pytest.mark.parametrize("text", ["Black ink", "Black  ink ", "word " * 30, "one\ntwo"])
def test_a_text_stands_where_the_library_sets_it(style: ParagraphStyle, text: str) -> None:
    load_fonts()
    ours = paragraph(text, style, set())
    theirs = Paragraph("", style, frags=paragraph(text, style, set()).frags)
    assert isinstance(ours, QuickParagraph)
    assert ours.wrap(WIDTH, 400) == theirs.wrap(WIDTH, 400)
    assert placed(ours) == placed(theirs)


def test_a_line_is_kept_whole_and_a_long_text_is_cut_at_a_line() -> None:
    load_fonts()
    line, long = paragraph("Black ink", styles.BODY, set()), paragraph("word " * 200, styles.BODY, set())
    assert line.split(WIDTH, 5) == []
    assert line.split(WIDTH, 50) == [line]
    assert long.split(WIDTH, 5) == []
    first, rest = long.split(WIDTH, 60)
    assert first.wrap(WIDTH, 60)[1] <= 60
    assert [word for part in (first, rest) for word, *_ in placed(part)] == [word for word, *_ in placed(long)]
