"""Every setting of every session of a course, as many lines as passes differ, dense enough for one page."""

from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from pico_tracker.domain.passes import ENDPOINT_NAMES
from pico_tracker.domain.passports import MergedPass, letter_of, lines_of, merged_passes, tools_of
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.words import mark
from pico_tracker.reports import styles
from pico_tracker.reports.pass_table import PASS_SETTINGS
from pico_tracker.reports.passport_numbing import cooling_and_numbing
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.tables import EMBEDDED
from pico_tracker.reports.text import shortened
from pico_tracker.reports.wording import lower_first, number_of

MANY_LINES = 24
"""From so many lines on the type is smaller."""
_PURPOSE_LIMIT = 60
_NONE = "–"
_GAP = 2.0
"""Left and right of a cell's text, in points."""
_SAID = {head: said for head, _, said in PASS_SETTINGS}
_NUMBERS = ("nm", "ps", "Spot", "J/cm²", "mJ", "Hz")
"""Settings that read here as they do in the clinic's own table of passes."""


class _Continued(Table):  # type: ignore[misc]  # ReportLab has no types
    """A table that says so where it runs on to another page."""

    note: Flowable | None = None

    def split(self, width: float, height: float) -> list[Flowable]:
        """The part that fits, the line that says so, and the rest."""
        if self.note is None:
            return list(super().split(width, height))
        room = height - self.note.wrap(width, height)[1] - self.note.getSpaceBefore()
        parts = super().split(width, room)
        if len(parts) < 2:
            return list(parts)
        first, rest = parts
        rest.note = self.note
        return [first, self.note, rest]


def settings_table(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    """The key of the lasers, then a line for each pass; passes with equal settings are one line."""
    tools = tools_of(progress.sessions)
    is_dense = lines_of(progress) > MANY_LINES
    key = " · ".join(f"{letter_of(place)} {tool}" for place, tool in enumerate(tools))
    table = _table(pen, progress.sessions, tools, is_dense=is_dense)
    note = styles.TINY_NOTE if is_dense else styles.NOTE
    told = [pen.say(mark("Lasers: {key}"), key=key), cooling_and_numbing(pen, progress.sessions)]
    return [*pen.flow("\n".join(told), note), table]


def _table(pen: Pen, sessions: Sequence[Session], tools: Sequence[str], *, is_dense: bool) -> Table:
    cell, head = (styles.TINY, styles.TINY_HEAD) if is_dense else (styles.SMALL, styles.SMALL_HEAD)
    rows = [[pen.line(one, head) for one in _heads(pen)]]
    ends = []
    for session in sessions:
        for place, one in enumerate(merged_passes(session)):
            begun = _begun(pen, session) if place == 0 else ["", ""]
            rows.append([pen.line(text, cell) for text in (*begun, *_settings(pen, one, tools))])
        ends.append(len(rows) - 1)
    table = _Continued(
        rows,
        colWidths=_widths(rows, pen.width),
        repeatRows=1,
        splitInRow=1,
        style=_style(ends, *((0.0, 1.1) if is_dense else (1.6, 2.6))),
        hAlign="LEFT",
        spaceBefore=4,
    )
    table.note = pen.line(pen.say(mark("This course goes on on the next page.")), styles.NOTE)
    return table


def _widths(rows: Sequence[Sequence[Paragraph]], width: float) -> list[float]:
    """Each column as wide as its longest text, so that no line is spent on a break; where they need
    more than `width` points the widest give way."""
    needs = [max(map(_need, column)) for column in zip(*rows, strict=True)]
    # The last head is a sentence: it may break, the passes below it rather not.
    needs[-1] = max(_need(row[-1]) for row in rows[1:])
    widths = [0.0] * len(needs)
    room = width
    for done, place in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        widths[place] = min(needs[place], room / (len(needs) - done))
        room -= widths[place]
    return [one + room / len(widths) for one in widths]


def _need(cell: Paragraph) -> float:
    """Points that a cell takes on one line, and a little for rounding."""
    letters = (one for one in cell.frags if getattr(one, "text", ""))
    return float(sum(stringWidth(one.text, one.fontName, one.fontSize) for one in letters)) + 2 * _GAP + 0.1


def _heads(pen: Pen) -> list[str]:
    return [
        "#",
        pen.say(mark("Date")),
        pen.say(mark("Laser")),
        pen.say(mark("For")),
        *(pen.say(head) for head in _NUMBERS),
        pen.say(mark("Pulses")),
        pen.say(mark("What the skin showed at once")),
    ]


def _begun(pen: Pen, session: Session) -> list[str]:
    return [number_of(session), pen.day(session.entry.performed_on)]


def _settings(pen: Pen, one: MergedPass, tools: Sequence[str]) -> list[str]:
    entry = one.entry
    seen = ", ".join(lower_first(pen.say(ENDPOINT_NAMES[endpoint])) for endpoint in entry.endpoints)
    return [
        letter_of(tools.index(one.tool)),
        shortened(entry.purpose, _PURPOSE_LIMIT) or _NONE,
        *(_SAID[head](pen, entry) for head in _NUMBERS),
        _pulses(one),
        seen or _NONE,
    ]


def _pulses(one: MergedPass) -> str:
    """All pulses together, and over how many times they went."""
    given = _NONE if one.entry.pulses is None else str(one.entry.pulses)
    return given if one.entry.times == 1 else f"{given} in {one.entry.times}×"


def _style(ends: Sequence[int], padding: float, end_padding: float) -> TableStyle:
    return TableStyle(
        [
            EMBEDDED,
            ("LEFTPADDING", (0, 0), (-1, -1), _GAP),
            ("RIGHTPADDING", (0, 0), (-1, -1), _GAP),
            ("TOPPADDING", (0, 0), (-1, -1), padding),
            ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
            ("BOTTOMPADDING", (0, 0), (-1, 0), padding + 1.5),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, styles.HEAD_LINE),
            *(("BOTTOMPADDING", (0, end), (-1, end), end_padding) for end in ends),
            *(("LINEBELOW", (0, end), (-1, end), 0.6, styles.LINE) for end in ends),
        ]
    )
