"""Facts with their labels: two a line where they are short, a line each, and in full what no cell takes."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from pico_tracker.domain.session_telling import Told
from pico_tracker.reports import styles
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.tables import PLAIN, table_of

_PAIR_SHARES = (21, 29, 17, 33)
_LINE_SHARES = (21, 79)
_CELL_MOST = 220
"""Characters of a fact that stands in a cell."""


def overflows(one: Told) -> bool:
    """Whether a fact is too long for a cell."""
    return len(one.text) > _CELL_MOST or "\n" in one.text


def fact_pairs(pen: Pen, told: Sequence[Told]) -> list[Flowable]:
    """Short facts, two a line, read down the left half first."""
    if not told:
        return []
    half = (len(told) + 1) // 2
    left, right = told[:half], [*told[half:], Told("", "", "")][:half]
    rows = [[cell for one in pair for cell in _cells(pen, one)] for pair in zip(left, right, strict=True)]
    return [table_of(pen, _PAIR_SHARES, rows, PLAIN, headed=False)]


def fact_lines(pen: Pen, told: Sequence[Told]) -> list[Flowable]:
    """Facts a line each, then in full, however long, those that are longer than a cell."""
    short = [list(_cells(pen, one)) for one in told if not overflows(one)]
    parts: list[Flowable] = [table_of(pen, _LINE_SHARES, short, PLAIN, headed=False)] if short else []
    for one in told:
        if overflows(one):
            parts.append(pen.line(one.label, styles.SUBSECTION))
            parts += pen.flow(one.text, styles.BODY)
    return parts


def _cells(pen: Pen, one: Told) -> tuple[Flowable, Flowable]:
    return pen.line(one.label, styles.CELL_HEAD), pen.line(one.text, styles.CELL)
