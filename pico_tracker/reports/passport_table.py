"""Every setting of every session of a course, as many lines as passes differ, dense enough for one page."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, Table, TableStyle

from pico_tracker.domain.laser import BASIS_NAMES
from pico_tracker.domain.passes import ENDPOINT_NAMES
from pico_tracker.domain.passports import MergedPass, letter_of, lines_of, merged_passes, tools_of
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.words import mark
from pico_tracker.reports import styles
from pico_tracker.reports.formats import number
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.tables import EMBEDDED
from pico_tracker.reports.wording import lower_first, number_of, spot_size

MANY_LINES = 28
"""From so many lines on the type is smaller."""
_PURPOSE_LIMIT = 60
_NONE = "–"
_SHARES = (3, 10.5, 5.2, 11.3, 5, 5, 11, 15.5, 7.5, 26)


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
    return [*pen.flow(pen.say(mark("Lasers: {key}"), key=key), note), table]


def _table(pen: Pen, sessions: Sequence[Session], tools: Sequence[str], *, is_dense: bool) -> Table:
    cell, head = (styles.TINY, styles.TINY_HEAD) if is_dense else (styles.SMALL, styles.SMALL_HEAD)
    rows: list[list[Flowable]] = [[pen.line(one, head) for one in _heads(pen)]]
    ends = []
    for session in sessions:
        for place, one in enumerate(merged_passes(session)):
            begun = _begun(pen, session) if place == 0 else ["", ""]
            rows.append([pen.line(text, cell) for text in (*begun, *_settings(pen, one, tools))])
        ends.append(len(rows) - 1)
    table = _Continued(
        rows,
        colWidths=[pen.width * share / sum(_SHARES) for share in _SHARES],
        repeatRows=1,
        splitInRow=1,
        style=_style(ends, 0.0 if is_dense else 1.6),
        hAlign="LEFT",
        spaceBefore=4,
    )
    table.note = pen.line(pen.say(mark("This course goes on on the next page.")), styles.NOTE)
    return table


def _heads(pen: Pen) -> list[str]:
    return [
        "#",
        pen.say(mark("Date")),
        pen.say(mark("Laser")),
        pen.say(mark("For")),
        "nm",
        "ps",
        pen.say(mark("Spot")),
        "J/cm²",
        pen.say(mark("Pulses")),
        pen.say(mark("What the skin showed at once")),
    ]


def _begun(pen: Pen, session: Session) -> list[str]:
    return [number_of(session), pen.day(session.entry.performed_on)]


def _settings(pen: Pen, one: MergedPass, tools: Sequence[str]) -> list[str]:
    entry = one.entry
    basis = lower_first(pen.say(BASIS_NAMES[entry.fluence_basis])).replace(" ", "\u00a0")
    seen = ", ".join(lower_first(pen.say(ENDPOINT_NAMES[endpoint])) for endpoint in entry.endpoints)
    return [
        letter_of(tools.index(one.tool)),
        entry.purpose[:_PURPOSE_LIMIT] or _NONE,
        str(entry.wavelength_nm),
        str(entry.pulse_duration_ps),
        _spot(pen, one),
        f"{number(entry.fluence_j_cm2)} {basis}",
        _pulses(one),
        seen or _NONE,
    ]


def _spot(pen: Pen, one: MergedPass) -> str:
    """The spot, and how densely a fractional one covers it."""
    entry = one.entry
    spot = spot_size(pen, entry.spot)
    if entry.density_per_cm2 is None:
        return spot
    return f"{spot}, {pen.say(mark('{density} foci/cm²'), density=entry.density_per_cm2)}"


def _pulses(one: MergedPass) -> str:
    """All pulses together, and over how many times they went."""
    given = _NONE if one.entry.pulses is None else str(one.entry.pulses)
    return given if one.entry.times == 1 else f"{given} in {one.entry.times}×"


def _style(ends: Sequence[int], padding: float) -> TableStyle:
    return TableStyle(
        [
            EMBEDDED,
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
            ("TOPPADDING", (0, 0), (-1, -1), padding),
            ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
            ("BOTTOMPADDING", (0, 0), (-1, 0), padding + 1.5),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, styles.HEAD_LINE),
            *(("BOTTOMPADDING", (0, end), (-1, end), padding + 1.0) for end in ends),
            *(("LINEBELOW", (0, end), (-1, end), 0.6, styles.LINE) for end in ends),
        ]
    )
