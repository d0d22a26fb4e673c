"""The aftercare sheet: what a patient does after a session, in large letters, and when to call."""

from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable

from pico_tracker.domain.advice import AdvicePart
from pico_tracker.domain.aftercare_sheets import AftercareSheet
from pico_tracker.domain.languages import language_code
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.advice_parts import framed, lines_of, said_person, said_unserved, said_versions
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.templates import closing, opening

_BULLET = "•\u00a0\u00a0"
_FRAME_ROOM = 120.0


def render_aftercare_sheet(sheet: AftercareSheet, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `sheet` as a PDF to `out`; the same sheet gives the same bytes.

    Every line is printed in full: nothing a patient has to know is ever cut.
    """
    pen = open_pen(sheet.clinic, sheet.printed_at, translate)
    about = Sheet(
        paper=sheet.clinic.paper,
        title=pen.say(mark("Aftercare")),
        author=sheet.clinic.name,
        record_number=sheet.patient.entry.record_number,
        made_at=sheet.printed_at.astimezone(pen.zone),
        language=language_code(sheet.text.language),
    )
    print_sheets(about, _story(sheet, pen), pen, out)


def _story(sheet: AftercareSheet, pen: Pen) -> list[Flowable]:
    above = letterhead(pen, sheet.clinic, sheet.printed_at, sheet.printed_by)
    pen = pen.in_language(sheet.text.language)
    head = [above, *_heading(sheet, pen)]
    body = opening(pen, sheet.template, styles.OWN_WORDS_TO_TAKE_HOME)
    body += [part for one in sheet.text.parts for part in _care(pen, one)]
    body += _when_to_call(sheet, pen)
    body += closing(pen, sheet.template, styles.OWN_WORDS_TO_TAKE_HOME)
    body += said_versions(pen, sheet.text)
    notice = pen.unprinted_notice()
    return [*head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body]


def _heading(sheet: AftercareSheet, pen: Pen) -> list[Flowable]:
    about = sheet.course_title
    if sheet.treated_on is not None:
        about = pen.say(mark("{course} · session of {day}"), course=about, day=pen.day(sheet.treated_on))
    return [
        pen.line(pen.say(mark("Aftercare")), styles.TITLE),
        said_person(pen, sheet.patient),
        pen.line(about, styles.QUIET_LINE, NAMES_LIMIT),
        *said_unserved(pen, sheet.text, sheet.unserved),
    ]


def _care(pen: Pen, part: AdvicePart) -> list[Flowable]:
    """The lines of a part that do not stand in a frame, under its title."""
    framed = {*part.call_same_day, *part.emergency}
    lines = [line for line in part.lines if line not in framed]
    if not lines:
        return []
    said = [one for line in lines for one in pen.flow(f"{_BULLET}{line}", styles.TO_TAKE_HOME)]
    return [
        CondPageBreak(styles.TO_TAKE_HOME_HEAD.leading * 4),
        pen.line(part.title, styles.TO_TAKE_HOME_HEAD),
        *said,
    ]


def _when_to_call(sheet: AftercareSheet, pen: Pen) -> list[Flowable]:
    """The frame that says when to call whom; with the clinic's number wherever it has one."""
    rows: list[Flowable] = []
    if sheet.text.call_same_day or sheet.clinic.phone:
        rows.append(pen.line(pen.say(mark("When to call us")), styles.ALARM_HEAD))
        rows += lines_of(pen, sheet.text.call_same_day, styles.ALARM_LINE)
    if sheet.clinic.phone:
        said = pen.say(mark("Our number: {phone}"), phone=sheet.clinic.phone.replace(" ", "\u00a0"))
        rows.append(pen.line(said, styles.ALARM_STRONG))
    if sheet.text.emergency:
        rows.append(pen.line(pen.say(mark("Emergency")), styles.ALARM_HEAD))
        rows += lines_of(pen, sheet.text.emergency, styles.ALARM_STRONG)
    if not rows:
        return []
    return [CondPageBreak(_FRAME_ROOM), framed(pen, rows, styles.ALARM, styles.ALARM_BAND)]
