"""The treatment passport: a page for each course with all its settings, so that another clinic can go on."""

from collections.abc import Sequence
from typing import BinaryIO

from reportlab.platypus import Flowable, PageBreak, Table, TableStyle

from pico_tracker.domain.courses import COURSE_STATE_NAMES, Course
from pico_tracker.domain.inks import INK_NAMES
from pico_tracker.domain.passports import Passport, PassportCourse, areas_to_draw, lines_of, noted_effects
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.side_effects import OUTCOME_NAMES, SEVERITY_NAMES, SideEffect
from pico_tracker.domain.test_patches import RESULT_NAMES, Patch
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.body_drawing import BodyDrawing
from pico_tracker.reports.bookmarks import bookmark
from pico_tracker.reports.formats import number, percent
from pico_tracker.reports.identity import identity_line
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.passport_table import settings_table
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.tables import EMBEDDED
from pico_tracker.reports.templates import closing, opening
from pico_tracker.reports.wording import lower_first, number_of

_MAP_HIGH = 104.0
_FEW_LINES = 9
"""Up to so many lines of sessions a page has room for headings."""
_MAP_LINES = 20
"""Up to so many it has room for the map of the body."""


def render_passport(passport: Passport, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `passport` as a PDF to `out`; the same passport gives the same bytes."""
    pen = open_pen(passport.clinic, passport.printed_at, translate)
    about = Sheet(
        paper=passport.clinic.paper,
        title=pen.say(mark("Treatment passport")),
        author=passport.clinic.name,
        record_number=passport.patient.entry.record_number,
        made_at=passport.printed_at.astimezone(pen.zone),
    )
    print_sheets(about, _story(passport, pen, about.title), pen, out)


def _story(passport: Passport, pen: Pen, title: str) -> list[Flowable]:
    """The head stands on each course's page: pages are shown, and lost, one by one."""
    pages = [_course(one, pen) for one in passport.courses] or [_no_course(pen)]
    heads = [_head(passport, pen, title) for _ in pages]
    notice = pen.unprinted_notice()
    story: list[Flowable] = []
    for place, (head, body) in enumerate(zip(heads, pages, strict=True)):
        story += [PageBreak()] if place else []
        story += head
        if place == 0:
            story += [pen.line(notice, styles.NOTICE)] if notice else []
            story += opening(pen, passport.template)
        story += body
    return [*story, *closing(pen, passport.template)]


def _head(passport: Passport, pen: Pen, title: str) -> list[Flowable]:
    entry = passport.patient.entry
    none = pen.say(mark("none recorded"))
    skin = pen.say(mark("skin type {type} (Fitzpatrick)"), type=entry.fitzpatrick or none)
    said = pen.say(mark("Allergies: {names}"), names=", ".join(entry.allergies) or none)
    if entry.alerts:
        said += " · " + pen.say(mark("Alerts: {names}"), names=", ".join(entry.alerts))
    band = styles.WARNING if entry.allergies or entry.alerts else styles.NOTICE
    return [
        letterhead(pen, passport.clinic, passport.printed_at, passport.printed_by),
        pen.line(title, styles.TITLE),
        pen.line(f"{identity_line(pen, passport.patient)} · {skin}", styles.QUIET_LINE, NAMES_LIMIT),
        *pen.flow(said, band),
    ]


def _no_course(pen: Pen) -> list[Flowable]:
    return pen.flow(pen.say(mark("No course was opened yet.")), styles.BODY)


def _course(one: PassportCourse, pen: Pen) -> list[Flowable]:
    progress = one.progress
    style = styles.CARD_HEAD if _is_dense(one) else styles.COURSE
    return [
        bookmark(pen, progress.course.title),
        pen.line(progress.course.title, style, NAMES_LIMIT),
        *_facts(one, pen),
        *_skin(one, pen),
        *_patches(one, pen),
        *_sessions(one, pen),
    ]


def _is_dense(one: PassportCourse) -> bool:
    """Whether its sessions take so much of a page that all else has to be short."""
    return lines_of(one.progress) > _FEW_LINES


def _facts(one: PassportCourse, pen: Pen) -> list[Flowable]:
    """Where the course stands; beside it the map of what was treated, where the page has room for one."""
    if lines_of(one.progress) > _MAP_LINES:
        return pen.flow(" ".join(_told(one, pen)), styles.TINY_NOTE)
    said: list[Flowable] = [pen.line(line, styles.CARD_LINE) for line in _told(one, pen)]
    drawn = [(area.view, area.outline) for area in areas_to_draw(one.areas)]
    if not drawn:
        return said
    drawing = BodyDrawing(pen, drawn, _MAP_HIGH)
    wide, _ = drawing.wrap(pen.width, _MAP_HIGH)
    return [Table([[said, drawing]], colWidths=[pen.width - wide, wide], style=_BESIDE, hAlign="LEFT")]


_BESIDE = TableStyle(
    [
        EMBEDDED,
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)


def _told(one: PassportCourse, pen: Pen) -> list[str]:
    """Where the course stands, in a few lines."""
    progress = one.progress
    told = [
        _standing(progress.course, pen),
        _inks(progress.course, pen),
        _cleared(progress, pen),
        _next(progress.course, pen),
        _maintenance(progress.course, pen),
        _sizes(one, pen),
    ]
    return [line for line in told if line]


def _standing(course: Course, pen: Pen) -> str:
    entry = course.entry
    said = mark("Opened {day}, {state}: {done} of {low} to {high} sessions.")
    return pen.say(
        said,
        day=pen.day(entry.opened_on),
        state=lower_first(pen.say(COURSE_STATE_NAMES[course.state])),
        done=course.sessions_done,
        low=entry.sessions_from,
        high=entry.sessions_to,
    )


def _inks(course: Course, pen: Pen) -> str:
    if not course.entry.inks:
        return ""
    names = ", ".join(lower_first(pen.say(INK_NAMES[ink])) for ink in course.entry.inks)
    return pen.say(mark("Ink colours: {names}."), names=names)


def _cleared(progress: CourseProgress, pen: Pen) -> str:
    """The latest reading, beside the number of sessions before it."""
    readings = list(progress.latest_readings.values())
    if not readings:
        return ""
    last = readings[-1]
    one, many = (
        mark("{percent} after {count} session, read {day}."),
        mark("{percent} after {count} sessions, read {day}."),
    )
    said = pen.say(
        one if last.sessions_before == 1 else many,
        percent=percent(last.percent),
        count=last.sessions_before,
        day=pen.day(last.read_on),
    )
    return pen.say(mark("Cleared: {reading}"), reading=said)


def _next(course: Course, pen: Pen) -> str:
    if course.is_held:
        return pen.say(mark("Next session: no date, a reaction is looked at first."))
    if course.window is None:
        return ""
    said = mark("Next session: not before {earliest}, planned for {target}.")
    return pen.say(said, earliest=pen.day(course.window.earliest_on), target=pen.day(course.window.target_on))


def _maintenance(course: Course, pen: Pen) -> str:
    due_on, months = course.maintenance_due_on, course.entry.maintenance_months
    if due_on is not None:
        return pen.say(mark("Maintenance due {day}."), day=pen.day(due_on))
    if months is None:
        return ""
    return pen.count(
        mark("Maintenance planned after {count} month."), mark("Maintenance planned after {count} months."), months
    )


def _sizes(one: PassportCourse, pen: Pen) -> str:
    sized = [area for area in areas_to_draw(one.areas) if area.area_cm2 is not None]
    names = ", ".join(f"{area.name}\u00a0{number(area.area_cm2)}\u00a0cm²" for area in sized if area.area_cm2)
    return pen.say(mark("Measured: {areas}."), areas=names) if names else ""


def _block(one: PassportCourse, pen: Pen, title: str, lines: Sequence[str]) -> list[Flowable]:
    """Lines below a heading; on a page that is full, behind it."""
    if _is_dense(one):
        said = pen.say(mark("{title}: {told}"), title=pen.say(title), told="; ".join(lines))
        return pen.flow(said, styles.TINY_NOTE)
    return [*pen.section(title), *pen.flow("\n".join(lines), styles.BODY)]


def _sessions(one: PassportCourse, pen: Pen) -> list[Flowable]:
    """What the numbers are, and all of them; which to choose is never said."""
    if not one.progress.sessions:
        return pen.flow(pen.say(mark("No session was given yet.")), styles.BODY)
    return [
        *_block(one, pen, mark("What the numbers are"), [pen.say(_NUMBERS)]),
        *([] if _is_dense(one) else pen.section(mark("Sessions"))),
        *settings_table(pen, one.progress),
    ]


_NUMBERS = mark(
    "nm is the wavelength, the colour of the light; ps is how long a pulse lasts; J/cm² is its energy on each "
    "square centimetre of skin, over the spot or in each microbeam as it says; mJ is all the energy of a pulse; "
    "Hz is how many pulses come a second. They tell what was done with the lasers named here, not how another "
    "laser has to be set."
)


def _skin(one: PassportCourse, pen: Pen) -> list[Flowable]:
    """How the skin took it: what is open stands out, then what has ended; the rest had nothing to note."""
    effects = noted_effects(one.progress)
    if not effects and not one.progress.sessions:
        return []
    numbers = {session.id: number_of(session) for session in one.progress.sessions}
    told = {each.id: _effect(each, numbers.get(each.entry.session_id or 0), pen) for each in effects}
    is_open = [told[each.id] for each in effects if each.is_open]
    ended = [told[each.id] for each in effects if not each.is_open]
    parts: list[Flowable] = []
    if is_open:
        said = pen.say(mark("Open reactions: {reactions}"), reactions="; ".join(is_open))
        parts += pen.flow(said, styles.ALARM_LINE_SMALL)
    quiet = pen.say(mark("Nothing else to note") if effects else mark("Nothing to note"))
    return [*parts, *_block(one, pen, mark("How the skin took it"), [*ended, quiet])]


def _effect(one: SideEffect, session: str | None, pen: Pen) -> str:
    kind = f"{one.kind.name} ({lower_first(pen.say(SEVERITY_NAMES[one.now.gravest]))})"
    since = pen.say(mark("{kind} from {day}"), kind=kind, day=pen.day(one.entry.onset_on))
    if session is not None:
        since = pen.say(mark("{effect}, after session {number}"), number=session, effect=since)
    if one.is_open:
        return since
    ended = lower_first(pen.say(OUTCOME_NAMES[one.outcome]))
    days = pen.count(mark("{count} day"), mark("{count} days"), one.days(pen.today))
    return pen.say(mark("{effect}, {outcome} ({days})"), effect=since, outcome=ended, days=days)


def _patches(one: PassportCourse, pen: Pen) -> list[Flowable]:
    if not one.patches:
        return []
    return _block(one, pen, mark("Test patches"), [_patch(each, pen) for each in one.patches])


def _patch(one: Patch, pen: Pen) -> str:
    entry = one.entry
    settings = f"{entry.wavelength_nm} nm, {entry.pulse_duration_ps} ps, {number(entry.spot_width_mm)} mm"
    settings += f", {number(entry.fluence_j_cm2)} J/cm²"
    placed = ", ".join(part for part in (pen.day(entry.placed_on), entry.place, one.device_name, settings) if part)
    if not one.readings:
        return pen.say(mark("{patch}: not read"), patch=placed)
    last = one.readings[-1]
    result = lower_first(pen.say(RESULT_NAMES[last.result]))
    said = mark("{patch}: {result} on {day}, chosen") if last.is_chosen else mark("{patch}: {result} on {day}")
    return pen.say(said, patch=placed, result=result, day=pen.day(last.read_on))
