"""Lines to write on by hand: a signature, a date, a number that the record does not keep."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Table, TableStyle

from pico_tracker.reports import styles
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.tables import EMBEDDED

_GAP = 14.0
_ROOM = 30.0
"""Points above a line, for ink."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to fill in: what belongs on it, in the reader's language, and its share of the width."""

    label: str
    share: float


def ink_lines(pen: Pen, blanks: Sequence[Blank], room: float = _ROOM) -> Flowable:
    """Lines side by side over the width, each with its label below and `room` points above for ink."""
    width = (pen.width - _GAP * (len(blanks) - 1)) / sum(blank.share for blank in blanks)
    labels: list[object] = []
    widths: list[float] = []
    for blank in blanks:
        labels += [pen.line(blank.label, styles.SMALL_HEAD), ""]
        widths += [blank.share * width, _GAP]
    return Table([[""] * len(labels[:-1]), labels[:-1]], widths[:-1], [room, None], style=_style(len(blanks)))


def _style(count: int) -> TableStyle:
    rules = [("LINEBELOW", (2 * place, 0), (2 * place, 0), 0.6, styles.QUIET) for place in range(count)]
    return TableStyle(
        [
            EMBEDDED,
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *rules,
        ]
    )
