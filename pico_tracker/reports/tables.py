"""Quiet tables: a thin rule under each row, heads that come again on each page."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table, TableStyle

from pico_tracker.reports import styles
from pico_tracker.reports.fonts import REGULAR
from pico_tracker.reports.pen import Pen

EMBEDDED = ("FONTNAME", (0, 0), (-1, -1), REGULAR)
"""For every table: each names a font, even where its cells bring their own, and it must be embedded."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head in the reader's language, its share of the width, its side."""

    head: str
    share: float
    to_right: bool = False


@dataclass(frozen=True, slots=True)
class TableLook:
    """Sizes of a table; `padding` is above and below each line, in points."""

    cell: ParagraphStyle
    cell_right: ParagraphStyle
    head: ParagraphStyle
    head_right: ParagraphStyle
    padding: float


ROOMY = TableLook(styles.CELL, styles.CELL_RIGHT, styles.CELL_HEAD, styles.CELL_HEAD_RIGHT, 4.2)
PLAIN = TableLook(styles.CELL, styles.CELL_RIGHT, styles.CELL_HEAD, styles.CELL_HEAD_RIGHT, 2.2)
DENSE = TableLook(styles.SMALL, styles.SMALL_RIGHT, styles.SMALL_HEAD, styles.SMALL_HEAD_RIGHT, 2.8)


class _WholeRows(Table):  # type: ignore[misc]  # ReportLab has no types
    """A table whose rows go on to the next page whole; only one that is longer than a page is split."""

    def split(self, width: float, height: float) -> list[Flowable]:
        """Between rows, or inside the first of them where a whole page was not enough for it."""
        self.splitInRow = 1 if hasattr(self, "_postponed") else 0
        return list(super().split(width, height))


def quiet_table(
    pen: Pen, columns: Sequence[Column], rows: Sequence[Sequence[str]], look: TableLook = ROOMY
) -> Table:
    """A table over the full width; each text is plain, whatever it holds."""
    shares = [column.share for column in columns]
    cells = [_head(pen, columns, look), *(_row(pen, columns, row, look) for row in rows)]
    return table_of(pen, shares, cells, look)


def table_of(
    pen: Pen, shares: Sequence[float], rows: Sequence[Sequence[Flowable]], look: TableLook, *, headed: bool = True
) -> Table:
    """The same of cells that are set already, the first row being its head where it is `headed`."""
    return _WholeRows(
        [list(row) for row in rows],
        colWidths=[pen.width * share / sum(shares) for share in shares],
        repeatRows=1 if headed else 0,
        style=_style(look, headed=headed),
        hAlign="LEFT",
    )


def _head(pen: Pen, columns: Sequence[Column], look: TableLook) -> list[Flowable]:
    return [pen.line(column.head, look.head_right if column.to_right else look.head) for column in columns]


def _row(pen: Pen, columns: Sequence[Column], texts: Sequence[str], look: TableLook) -> list[Flowable]:
    return [
        pen.line(text, look.cell_right if column.to_right else look.cell)
        for column, text in zip(columns, texts, strict=True)
    ]


_FIRST_LINE = ("LINEBELOW", (0, 0), (-1, 0), 0.6, styles.LINE)


def _style(look: TableLook, *, headed: bool) -> TableStyle:
    head = ("LINEBELOW", (0, 0), (-1, 0), 0.8, styles.HEAD_LINE) if headed else _FIRST_LINE
    return TableStyle(
        [
            EMBEDDED,
            ("LEFTPADDING", (0, 0), (-1, -1), 3.5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3.5),
            ("TOPPADDING", (0, 0), (-1, -1), look.padding),
            ("BOTTOMPADDING", (0, 0), (-1, -1), look.padding + 0.6),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            head,
            ("LINEBELOW", (0, 1), (-1, -1), 0.6, styles.LINE),
        ]
    )
