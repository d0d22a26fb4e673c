"""The progress report: how a patient's courses get on, for the patient or for the practitioner."""

from typing import BinaryIO

from reportlab.platypus import Flowable

from pico_tracker.domain.progress import Audience, CourseProgress
from pico_tracker.domain.progress_reports import ProgressReport
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import patient_parts, practitioner_parts, styles
from pico_tracker.reports.identity import identity_line
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import NAMES_LIMIT, Pen

TITLES = {Audience.PATIENT: mark("Your progress"), Audience.PRACTITIONER: mark("Progress report")}


def render_progress_report(report: ProgressReport, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `report` as a PDF to `out`.

    The same report gives the same bytes. Texts of any kind and length are printed as typed;
    letters that no font here draws stand as ▯ and a line on the sheet says so.
    """
    pen = open_pen(report.clinic, report.printed_at, translate)
    sheet = Sheet(
        paper=report.clinic.paper,
        title=pen.say(TITLES[report.audience]),
        author=report.clinic.name,
        record_number=report.patient.entry.record_number,
        made_at=report.printed_at.astimezone(pen.zone),
    )
    print_sheets(sheet, _story(report, pen, sheet.title), pen, out)


def _story(report: ProgressReport, pen: Pen, title: str) -> list[Flowable]:
    head = [
        letterhead(pen, report.clinic, report.printed_at, report.printed_by),
        *_heading(report, pen, title),
    ]
    body = [part for progress in report.courses for part in _course(report, pen, progress)]
    if not report.courses:
        body.append(pen.line(pen.say(mark("No course was opened yet.")), styles.BODY))
    body += _closing(report, pen)
    notice = pen.unprinted_notice()
    return [*head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body]


def _heading(report: ProgressReport, pen: Pen, title: str) -> list[Flowable]:
    parts = [
        pen.line(title, styles.TITLE),
        pen.line(identity_line(pen, report.patient), styles.QUIET_LINE, NAMES_LIMIT),
    ]
    if len(report.courses) == 1:
        parts.append(pen.line(report.courses[0].course.title, styles.QUIET_LINE, NAMES_LIMIT))
    if report.audience is Audience.PRACTITIONER:
        parts += practitioner_parts.safety_block(pen, report.patient)
    return parts


def _course(report: ProgressReport, pen: Pen, progress: CourseProgress) -> list[Flowable]:
    for_patient = report.audience is Audience.PATIENT
    heading = [pen.line(progress.course.title, styles.COURSE, NAMES_LIMIT)] if len(report.courses) > 1 else []
    parts = [
        *heading,
        *([] if for_patient else practitioner_parts.goal(pen, progress)),
        patient_parts.tiles(pen, progress),
        *patient_parts.curve(pen, progress, for_patient=for_patient),
        *patient_parts.sessions(pen, progress, for_patient=for_patient),
    ]
    if not for_patient:
        parts += practitioner_parts.settings(pen, progress)
        parts += practitioner_parts.scores(pen, progress)
        parts += practitioner_parts.side_effects(pen, progress)
        return parts + practitioner_parts.next_dates(pen, progress)
    return parts + _next_steps(pen, progress)


def _next_steps(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    said = patient_parts.next_steps(pen, progress)
    if not said:
        return []
    return [*pen.section(mark("What happens next")), *pen.flow(said, styles.BODY)]


def _closing(report: ProgressReport, pen: Pen) -> list[Flowable]:
    if report.audience is Audience.PRACTITIONER:
        return []
    care = patient_parts.aftercare(pen, report.clinic)
    if len(report.courses) == 1:
        return care
    return [*pen.section(mark("Caring for your skin")), *care]
