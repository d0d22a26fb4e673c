"""What a sheet leaves open to be written by hand: boxes to tick, empty rows, empty fields."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, Table, TableStyle

from pico_tracker.reports import styles
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.tables import EMBEDDED, Column

_BOX = 10.0
_ROW_HEIGHT = 21.0
_FIELD_HEIGHT = 34.0


class TickBox(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """An empty square to tick."""

    def __init__(self) -> None:
        super().__init__()
        self.width, self.height = _BOX, _BOX + 1.5

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Its outline, strong enough to be copied."""
        self.canv.setStrokeColor(styles.QUIET)
        self.canv.setLineWidth(0.8)
        self.canv.rect(0, 0, _BOX, _BOX)


def empty_rows(pen: Pen, columns: Sequence[Column], count: int) -> Table:
    """A grid with so many rows to fill in, below its heads."""
    total = sum(column.share for column in columns)
    head = [pen.line(column.head, styles.CELL_HEAD) for column in columns]
    rows = [[""] * len(columns) for _ in range(count)]
    widths = [pen.width * column.share / total for column in columns]
    return Table([head, *rows], colWidths=widths, rowHeights=[None, *([_ROW_HEIGHT] * count)], style=_GRID)


def empty_fields(pen: Pen, rows: Sequence[Sequence[str]]) -> list[Flowable]:
    """Rows of fields to fill in, each with its name in the reader's language small above the room for it."""
    return [
        Table(
            [[pen.line(name, styles.CELL_HEAD) for name in names]],
            colWidths=[pen.width / len(names)] * len(names),
            rowHeights=[_FIELD_HEIGHT],
            style=_GRID,
        )
        for names in rows
    ]


_GRID = TableStyle(
    [
        EMBEDDED,
        ("GRID", (0, 0), (-1, -1), 0.6, styles.HEAD_LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
)
