"""The progress report: how a patient's courses get on, for the patient or for the practitioner."""

from collections.abc import Callable
from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable

from pico_tracker.domain.progress import Audience, CourseProgress
from pico_tracker.domain.progress_reports import ProgressReport
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import patient_parts, practitioner_parts, styles
from pico_tracker.reports.bookmarks import bookmark
from pico_tracker.reports.identity import identity_line
from pico_tracker.reports.next_steps import aftercare, next_steps
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.photo_row import PhotoRow
from pico_tracker.reports.templates import closing, opening

TITLES = {Audience.PATIENT: mark("Your progress"), Audience.PRACTITIONER: mark("Progress report")}

_COURSE_ROOM = 260.0
"""Points that must be free for a course to begin on a page that another one ends on."""


def render_progress_report(report: ProgressReport, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `report` as a PDF to `out`.

    The same report gives the same bytes. Texts of any kind and length are printed as typed;
    letters that no font here draws stand as ▯ and a line on the sheet says so. The clinic's own words
    and what it leaves out are for the patient's version only.
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
    if report.audience is Audience.PATIENT and len(report.courses) == 1:
        _keep_to_one_page(body)
    notice = pen.unprinted_notice()
    return [*head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body]


def _keep_to_one_page(body: list[Flowable]) -> None:
    """Let the photos be smaller where the sheet is one page then."""
    for place, part in enumerate(body):
        if isinstance(part, PhotoRow):
            part.make_room_for(body[place + 1 :])


def _heading(report: ProgressReport, pen: Pen, title: str) -> list[Flowable]:
    parts = [
        pen.line(title, styles.TITLE),
        pen.line(identity_line(pen, report.patient), styles.QUIET_LINE, NAMES_LIMIT),
    ]
    if len(report.courses) == 1:
        parts.append(pen.line(_course_line(pen, report.courses[0]), styles.QUIET_LINE, NAMES_LIMIT))
    if report.audience is Audience.PRACTITIONER:
        return [*parts, *practitioner_parts.safety_block(pen, report.patient)]
    return [*parts, *opening(pen, report.template)]


def _course_line(pen: Pen, progress: CourseProgress) -> str:
    """As in `Tattoo removal, right forearm · with Dr S. Okafor`: whom the next visit is with, or the last was."""
    last = progress.sessions[-1].operator_name if progress.sessions else ""
    visit = progress.next_visit
    name = (visit.practitioner_name if visit is not None else "") or last
    title = progress.course.title
    return pen.say(mark("{course} · with {name}"), course=title, name=name) if name else title


def _course(report: ProgressReport, pen: Pen, progress: CourseProgress) -> list[Flowable]:
    heading = _course_heading(pen, progress) if len(report.courses) > 1 else []
    if report.audience is Audience.PRACTITIONER:
        return [*heading, *_tell_practitioner(pen, progress)]
    return [*heading, *_tell_patient(pen, progress, report.template.shows)]


def _course_heading(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    """The course's name with room for what says most below it, and its place in the outline."""
    line = pen.line(_course_line(pen, progress), styles.COURSE, NAMES_LIMIT)
    return [CondPageBreak(_COURSE_ROOM), bookmark(pen, progress.course.title), line]


def _tell_patient(pen: Pen, progress: CourseProgress, shows: Callable[[str], bool]) -> list[Flowable]:
    """A course to the patient, without what the clinic leaves out."""
    return [
        patient_parts.tiles(pen, progress),
        *(patient_parts.photos(pen, progress) if shows("photos") else ()),
        *(patient_parts.curve(pen, progress, for_patient=True) if shows("curve") else ()),
        *(patient_parts.scores(pen, progress) if shows("scores") else ()),
        *(patient_parts.sessions(pen, progress, for_patient=True) if shows("sessions") else ()),
        *(next_steps(pen, progress) if shows("next") else ()),
    ]


def _tell_practitioner(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    """A course to who treats, or who inspects: everything, whatever the clinic leaves out for its patients."""
    return [
        *practitioner_parts.goal(pen, progress),
        patient_parts.tiles(pen, progress),
        *patient_parts.photos(pen, progress),
        *practitioner_parts.photos_withheld(pen, progress.photos.withheld),
        *patient_parts.curve(pen, progress, for_patient=False),
        *patient_parts.sessions(pen, progress, for_patient=False),
        *practitioner_parts.settings(pen, progress),
        *practitioner_parts.scores(pen, progress),
        *practitioner_parts.side_effects(pen, progress),
        *practitioner_parts.next_dates(pen, progress),
    ]


def _closing(report: ProgressReport, pen: Pen) -> list[Flowable]:
    if report.audience is Audience.PRACTITIONER:
        return []
    own_words = closing(pen, report.template)
    if not report.template.shows("care"):
        return own_words
    # After one course it goes on what happens next; after several it is about all of them.
    goes_on = len(report.courses) == 1 and report.template.shows("next")
    heading = [] if goes_on else pen.section(mark("Caring for your skin"))
    return [*heading, *aftercare(pen, report.clinic), *own_words]
