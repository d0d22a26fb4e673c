"""The day sheet: a table for each practitioner; its parts stand in the downtime pack too."""

from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable, Table, TableStyle

from pico_tracker.domain.day_sheets import (
    STATE_LETTERS,
    DayGap,
    DayLine,
    DayPart,
    DaySheet,
    DayVisit,
    states_of,
    total_of,
)
from pico_tracker.domain.diary import VISIT_KIND_NAMES, Visit
from pico_tracker.domain.recalls import RecallLine
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.formats import clock, weekday
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import CELL_LIMIT, NAMES_LIMIT, Pen
from pico_tracker.reports.tables import PLAIN, Column, quiet_table, table_of
from pico_tracker.reports.wording import lower_first

_SHARES = (12.5, 8, 31, 27, 15.5, 6)
_CONFIRM_SHARES = (31, 34, 20, 15)
_PART_ROOM = 150.0
"""Points that a part begins with at least, where it is longer than a page."""
_EMPTY_ROOM = 50.0
_PAGE_ROOM = 600.0
"""A part that needs no more than this is not torn apart."""


def render_day_sheet(sheet: DaySheet, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `sheet` as a PDF to `out`; the same sheet gives the same bytes."""
    pen = open_pen(sheet.clinic, sheet.printed_at, translate)
    about = Sheet(
        paper=sheet.clinic.paper,
        title=pen.say(mark("Day sheet")),
        author=sheet.clinic.name,
        record_number=pen.day(sheet.day),
        made_at=sheet.printed_at.astimezone(pen.zone),
    )
    head = letterhead(pen, sheet.clinic, sheet.printed_at, sheet.printed_by)
    body = day_parts(sheet, pen)
    notice = pen.unprinted_notice()
    print_sheets(about, [head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body], pen, out)


def day_parts(sheet: DaySheet, pen: Pen) -> list[Flowable]:
    """The day with its heading: a table for each practitioner, who is to be confirmed, the total."""
    parts = _heading(sheet, pen)
    for part in sheet.parts:
        parts += _part(part, sheet, pen)
    if not sheet.parts:
        parts.append(pen.line(pen.say(mark("No visits")), styles.BODY))
    return [*parts, *_to_confirm(sheet, pen), *_total(sheet, pen)]


def _heading(sheet: DaySheet, pen: Pen) -> list[Flowable]:
    day = f"{weekday(sheet.day, pen.translate)} {pen.day(sheet.day)}"
    whose = sheet.practitioner or pen.say(mark("All practitioners"))
    if sheet.shows_clinical:
        said = mark("{whose} · for staff who may read the clinical record")
        whose = pen.say(said, whose=whose)
    return [pen.line(day, styles.TITLE), pen.line(whose, styles.QUIET_LINE), *_legend(sheet, pen)]


def _part(part: DayPart, sheet: DaySheet, pen: Pen) -> list[Flowable]:
    name = part.name or pen.say(mark("Without a practitioner"))
    if part.second:
        name = f"{name} · {part.second}"
    heading = pen.line(name, styles.PART_HEAD, NAMES_LIMIT)
    lines = [one for one in part.lines if _is_shown(one, sheet)]
    if not part.visits:
        said = [pen.say(mark("No visits")), *(_said_gap(one, pen) for one in lines if isinstance(one, DayGap))]
        return [CondPageBreak(_EMPTY_ROOM), heading, pen.line(" · ".join(said), styles.QUIET_LINE, NAMES_LIMIT)]
    table = _table(lines, sheet, pen)
    return [_together(pen, heading, table), heading, table]


def _is_shown(line: DayLine, sheet: DaySheet) -> bool:
    return isinstance(line, DayVisit) or bool(line.reason) or sheet.template.shows("free")


def _said_gap(gap: DayGap, pen: Pen) -> str:
    reason = pen.translate(gap.reason or mark("Free"))
    return pen.say(mark("{reason}, {when}"), when=lower_first(_when(gap, pen)), reason=reason)


def _together(pen: Pen, *parts: Flowable) -> Flowable:
    """Goes on to the next page where the parts fit on one but not on the rest of this."""
    height = sum(one.wrap(pen.width, _PAGE_ROOM)[1] + one.getSpaceBefore() for one in parts)
    return CondPageBreak(height if height <= _PAGE_ROOM else _PART_ROOM)


def _table(lines: list[DayLine], sheet: DaySheet, pen: Pen) -> Table:
    heads = (
        mark("Time"),
        mark("Min"),
        mark("Patient"),
        mark("What for"),
        mark("Room, laser"),
        mark("State"),
    )
    head: list[object] = [pen.line(pen.say(text), PLAIN.head) for text in heads]
    rows = [_visit(one, sheet, pen) if isinstance(one, DayVisit) else _gap(one, pen) for one in lines]
    table = table_of(pen, _SHARES, [head, *rows], PLAIN)
    gaps = [(number, one) for number, one in enumerate(lines, start=1) if isinstance(one, DayGap)]
    look: list[tuple[object, ...]] = [("SPAN", (2, number), (-1, number)) for number, _ in gaps]
    look += [("BACKGROUND", (0, number), (-1, number), pen.band) for number, one in gaps if one.reason]
    table.setStyle(TableStyle(look))
    return table


def _visit(line: DayVisit, sheet: DaySheet, pen: Pen) -> list[object]:
    visit = line.visit
    where = " · ".join(one for one in (visit.room_name, visit.device_name) if one)
    return [
        pen.line(clock(visit.starts_at), styles.STRONG_CELL),
        pen.line(_minutes(visit), styles.CELL),
        _patient(line, sheet, pen),
        _what_for(line, pen),
        pen.line(where or "–", styles.CELL),
        pen.line(pen.say(STATE_LETTERS[visit.state]), styles.STRONG_CELL),
    ]


def _minutes(visit: Visit) -> str:
    """Of the treatment, and before it those of numbing."""
    numbing = visit.place.numbing_minutes
    return f"{numbing}\u00a0+\u00a0{visit.place.minutes}" if numbing else str(visit.place.minutes)


def _patient(line: DayVisit, sheet: DaySheet, pen: Pen) -> list[Flowable]:
    """What nobody may overlook, then who it is."""
    visit = line.visit
    known = [visit.record_number]
    if line.born_on is not None:
        known.insert(0, pen.say(mark("born {day}"), day=pen.day(line.born_on)))
    phone = visit.phone if sheet.template.shows("phones") else ""
    return [
        *warning_lines(pen, line.allergies, line.alerts),
        pen.line(visit.patient_name, styles.STRONG_CELL),
        pen.line(" · ".join(known), styles.QUIET_CELL),
        *([pen.line(phone, styles.QUIET_CELL)] if phone else []),
    ]


def warning_lines(pen: Pen, allergies: tuple[str, ...], alerts: tuple[str, ...]) -> list[Flowable]:
    """Allergies, then alerts, each on a line that stands out; none where there is nothing."""
    told = ((mark("Allergies: {names}"), allergies), (mark("Alerts: {names}"), alerts))
    return [
        pen.line(pen.say(said, names=", ".join(names)), styles.ALARM_CELL, NAMES_LIMIT)
        for said, names in told
        if names
    ]


def _what_for(line: DayVisit, pen: Pen) -> list[Flowable]:
    """The kind of visit and, for who may read them, its courses and note; then what the desk wrote."""
    visit, kind = line.visit, pen.say(VISIT_KIND_NAMES[line.visit.kind])
    parts = [pen.line(one, styles.CELL) for one in _courses(line, kind, pen) or [kind]]
    parts += [pen.line(said, styles.STRONG_CELL) for said in _remarks(visit, pen)]
    return [
        *parts,
        *(pen.line(note, styles.QUIET_CELL, CELL_LIMIT) for note in (visit.note, visit.desk_note) if note),
    ]


def _courses(line: DayVisit, kind: str, pen: Pen) -> list[str]:
    titles = line.visit.course_titles
    numbers = line.numbers if len(line.numbers) == len(titles) else (0,) * len(titles)
    return [_course(title, number, kind, pen) for title, number in zip(titles, numbers, strict=True)]


def _course(title: str, number: int, kind: str, pen: Pen) -> str:
    if number:
        return pen.say(mark("{kind} {number} · {course}"), kind=kind, number=number, course=title)
    return pen.say(mark("{kind} · {course}"), kind=kind, course=title)


def _remarks(visit: Visit, pen: Pen) -> list[str]:
    told = (
        (visit.is_before_safe, mark("Before the date that is safe: ask a practitioner")),
        (visit.is_provisional, mark("New: complete the record")),
        (visit.is_walk_in, mark("Walked in")),
    )
    return [pen.say(said) for is_so, said in told if is_so]


def _gap(gap: DayGap, pen: Pen) -> list[object]:
    """Free time, or an absence with its reason, over the width of the visit's columns."""
    style = styles.CELL if gap.reason else styles.QUIET_CELL
    minutes = str(round((gap.ends_at - gap.starts_at).total_seconds() / 60))
    said = (_when(gap, pen), "" if gap.is_whole_day else minutes, pen.translate(gap.reason or mark("Free")))
    return [*(pen.line(one, style) for one in said), "", "", ""]


def _when(gap: DayGap, pen: Pen) -> str:
    return pen.say(mark("All day")) if gap.is_whole_day else f"{clock(gap.starts_at)}–{clock(gap.ends_at)}"


def _to_confirm(sheet: DaySheet, pen: Pen) -> list[Flowable]:
    if not sheet.to_confirm:
        return []
    heads = (mark("When"), mark("Patient"), mark("Phone"), mark("What for"))
    columns = [Column(pen.say(head), share) for head, share in zip(heads, _CONFIRM_SHARES, strict=True)]
    rows = [_confirmed(line, sheet, pen) for line in sheet.to_confirm]
    return [*pen.section(mark("Visits to confirm")), quiet_table(pen, columns, rows, PLAIN)]


def _confirmed(line: RecallLine, sheet: DaySheet, pen: Pen) -> list[str]:
    if line.visit is None:
        return [pen.day(line.due_on), line.patient_name, "", ""]
    starts = pen.local(line.visit.starts_at)
    return [
        f"{weekday(starts, pen.translate)} {pen.day(starts)}, {clock(starts)}",
        f"{line.patient_name} · {line.record_number}",
        line.phone if sheet.template.shows("phones") else "–",
        pen.say(VISIT_KIND_NAMES[line.visit.kind]),
    ]


def _total(sheet: DaySheet, pen: Pen) -> list[Flowable]:
    """How many visits there are, and how many of them were not confirmed or missed."""
    total = total_of(sheet.visits)
    said = [pen.count(mark("{count} visit"), mark("{count} visits"), total.visits)]
    if total.unconfirmed:
        said.append(pen.say(mark("{count} not confirmed"), count=total.unconfirmed))
    if total.missed:
        said.append(pen.say(mark("{count} missed"), count=total.missed))
    return [pen.line(" · ".join(said), styles.SIGNATURE)]


def _legend(sheet: DaySheet, pen: Pen) -> list[Flowable]:
    """What the letters mean, and minutes with a plus."""
    said = [f"{pen.say(letter)} {lower_first(pen.say(name))}" for letter, name in states_of(sheet.visits)]
    if any(visit.place.numbing_minutes for visit in sheet.visits):
        said.append(pen.say(mark("30 + 45: minutes of numbing, then of treatment")))
    return [pen.line(" · ".join(said), styles.QUIET_LINE)] if said else []
