"""The test patches of an area: each spot with its settings, what was read, and lines to read the rest by hand."""

from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable, Table, TableStyle

from pico_tracker.domain.laser import BASIS_NAMES
from pico_tracker.domain.patch_sheets import PatchSeries, PatchSheet, PatchSpot
from pico_tracker.domain.test_patches import RESULT_NAMES, STATE_NAMES, Patch
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.formats import number
from pico_tracker.reports.identity import identity_line
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.practitioner_parts import safety_block
from pico_tracker.reports.tables import DENSE, EMBEDDED, PLAIN, Column, quiet_table
from pico_tracker.reports.wording import lower_first

_NONE = "–"
_SERIES_ROOM = 150.0
_HAND_ROW = 25.0
"""Points of a row that is filled in by hand."""


def render_patch_sheet(sheet: PatchSheet, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `sheet` as a PDF to `out`; the same sheet gives the same bytes."""
    pen = open_pen(sheet.clinic, sheet.printed_at, translate)
    about = Sheet(
        paper=sheet.clinic.paper,
        title=pen.say(mark("Test patches")),
        author=sheet.clinic.name,
        record_number=sheet.patient.entry.record_number,
        made_at=sheet.printed_at.astimezone(pen.zone),
    )
    print_sheets(about, _story(sheet, pen, about.title), pen, out)


def _story(sheet: PatchSheet, pen: Pen, title: str) -> list[Flowable]:
    head = [
        letterhead(pen, sheet.clinic, sheet.printed_at, sheet.printed_by),
        pen.line(title, styles.TITLE),
        pen.line(identity_line(pen, sheet.patient), styles.QUIET_LINE, NAMES_LIMIT),
        pen.line(sheet.course_title, styles.QUIET_LINE, NAMES_LIMIT),
        *safety_block(pen, sheet.patient),
    ]
    body = [*_standings(sheet, pen), *(part for one in sheet.series for part in _series(sheet, pen, one))]
    if not sheet.series:
        body += pen.flow(pen.say(mark("No test patch is on record for this area.")), styles.BODY)
    if any(one.energy_mj is not None for series in sheet.series for one in series.spots):
        said = pen.say(mark("Energy is calculated from the fluence over a round spot; nobody entered it."))
        body += pen.flow(said, styles.NOTE)
    notice = pen.unprinted_notice()
    return [*head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body]


def _series(sheet: PatchSheet, pen: Pen, series: PatchSeries) -> list[Flowable]:
    said = mark("Placed on {day} by {name}")
    placed = pen.say(said, day=pen.day(series.placed_on), name=series.spots[0].patch.placed_by)
    return [
        CondPageBreak(_SERIES_ROOM),
        pen.line(placed, styles.SECTION, NAMES_LIMIT),
        quiet_table(pen, _columns(pen), [_row(pen, *one) for one in enumerate(series.spots, start=1)], DENSE),
        *_notes(pen, series),
        *_readings(sheet, pen, series),
        *_chosen(pen, series),
    ]


def _columns(pen: Pen) -> list[Column]:
    heads = (
        mark("Place"),
        mark("Device, handpiece"),
        "nm",
        "ps",
        mark("Spot, mm"),
        "J/cm²",
        mark("mJ, calculated"),
    )
    shares = (21, 25, 7, 7, 9, 18, 10)
    return [Column("#", 4), *(Column(pen.say(head), share) for head, share in zip(heads, shares, strict=True))]


def _row(pen: Pen, place: int, spot: PatchSpot) -> list[str]:
    entry = spot.patch.entry
    tool = ", ".join(part for part in (spot.patch.device_name, spot.patch.handpiece_name) if part)
    basis = (
        pen.say(mark("basis not known")) if spot.basis is None else lower_first(pen.say(BASIS_NAMES[spot.basis]))
    )
    return [
        str(place),
        entry.place or _NONE,
        tool,
        str(entry.wavelength_nm),
        str(entry.pulse_duration_ps),
        number(entry.spot_width_mm),
        f"{number(entry.fluence_j_cm2)} " + basis.replace(" ", "\u00a0"),
        _NONE if spot.energy_mj is None else number(spot.energy_mj),
    ]


def _notes(pen: Pen, series: PatchSeries) -> list[Flowable]:
    """What was seen at once."""
    said = [
        pen.say(mark("Spot {number}, at once: {note}"), number=place, note=one.patch.entry.note)
        for place, one in enumerate(series.spots, start=1)
        if one.patch.entry.note
    ]
    return pen.flow("\n".join(said), styles.NOTE)


def _readings(sheet: PatchSheet, pen: Pen, series: PatchSeries) -> list[Flowable]:
    """What was read, the day counted from placing; then lines for the spots nobody looked at."""
    rows = [row for place, one in enumerate(series.spots, start=1) for row in _read(pen, place, one.patch)]
    parts: list[Flowable] = []
    if rows:
        parts = [
            pen.line(pen.say(mark("Read")), styles.SUBSECTION),
            quiet_table(pen, _reading_columns(pen), rows, DENSE),
        ]
    return [*parts, *(_to_read(sheet, pen, series) if series.is_to_be_read else ())]


def _reading_columns(pen: Pen) -> list[Column]:
    return [
        Column(pen.say(mark("Spot")), 7),
        Column(pen.say(mark("Read on")), 15),
        Column(pen.say(mark("Day")), 7),
        Column(pen.say(mark("Answer")), 18),
        Column(pen.say(mark("What was seen")), 35),
        Column(pen.say(mark("Read by")), 18),
    ]


def _read(pen: Pen, place: int, patch: Patch) -> list[list[str]]:
    return [
        [
            str(place),
            pen.day(one.read_on),
            str((one.read_on - patch.entry.placed_on).days),
            pen.say(RESULT_NAMES[one.result]),
            one.note or _NONE,
            one.read_by,
        ]
        for one in patch.readings
    ]


def _to_read(sheet: PatchSheet, pen: Pen, series: PatchSeries) -> list[Flowable]:
    ready_on = series.ready_on(sheet.rule)
    said = pen.say(mark("To be read"))
    if ready_on is not None:
        rule = mark("To be read; by the clinic's rule it may be read as normal from {day} on")
        said = pen.say(rule, day=pen.day(ready_on))
    parts: list[Flowable] = [pen.line(said, styles.SUBSECTION)]
    unread = [place for place, one in enumerate(series.spots, start=1) if not one.patch.readings]
    return [*parts, _hand_table(pen, unread)]


def _hand_table(pen: Pen, places: list[int]) -> Table:
    """A row for each unread spot, with room to write in each cell."""
    columns = _reading_columns(pen)
    answers = " / ".join(pen.say(name).lower() for name in RESULT_NAMES.values())
    head = [pen.line(column.head, styles.CELL_HEAD) for column in columns]
    rows = [
        [pen.line(str(place), styles.CELL), "", "", pen.line(answers, styles.QUIET_CELL), "", ""]
        for place in places
    ]
    total = sum(column.share for column in columns)
    return Table(
        [head, *rows],
        colWidths=[pen.width * column.share / total for column in columns],
        rowHeights=[None, *(_HAND_ROW for _ in rows)],
        repeatRows=1,
        style=_HAND_STYLE,
        hAlign="LEFT",
    )


_HAND_STYLE = TableStyle(
    [
        EMBEDDED,
        ("LEFTPADDING", (0, 0), (-1, -1), 3.5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, styles.HEAD_LINE),
        ("LINEBELOW", (0, 1), (-1, -1), 0.6, styles.QUIET),
        ("LINEAFTER", (0, 1), (-2, -1), 0.4, styles.LINE),
    ]
)


def _chosen(pen: Pen, series: PatchSeries) -> list[Flowable]:
    """The settings that somebody chose to go on with; what nobody chose is not worked out here."""
    return [pen.line(_said_choice(pen, series, one), styles.NOTICE) for one in series.chosen]


def _said_choice(pen: Pen, series: PatchSeries, patch: Patch) -> str:
    entry, last = patch.entry, patch.readings[-1]
    place = next(at for at, one in enumerate(series.spots, start=1) if one.patch.id == patch.id)
    return pen.say(
        mark(
            "Chosen by {name}: spot {place}, {device}, {wavelength} nm, {pulse} ps, {width} mm, {fluence} J/cm², "
            "read as normal on {day}."
        ),
        name=last.read_by,
        place=place,
        device=patch.device_name,
        wavelength=entry.wavelength_nm,
        pulse=entry.pulse_duration_ps,
        width=number(entry.spot_width_mm),
        fluence=number(entry.fluence_j_cm2),
        day=pen.day(last.read_on),
    )


def _standings(sheet: PatchSheet, pen: Pen) -> list[Flowable]:
    """What the area may be treated with as far as test patches go."""
    if not sheet.standings:
        return []
    heads = {mark("Laser"): 34, "nm": 10, mark("Area"): 32, mark("Test patch today"): 24}
    columns = [Column(pen.say(head), share) for head, share in heads.items()]
    rows = [
        [one.device_name, str(one.wavelength_nm), sheet.area, pen.say(STATE_NAMES[one.state])]
        for one in sheet.standings
    ]
    said = pen.say(mark("A test patch says something about its own laser, wavelength and area only."))
    parts = [*pen.section(mark("What it opens")), quiet_table(pen, columns, rows, PLAIN)]
    return [*parts, *pen.flow(said, styles.NOTE)]
