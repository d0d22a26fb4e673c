"""Paper: gather what a sheet prints, and print it."""

from dataclasses import replace
from io import BytesIO

from pico_tracker.db.queries import (
    catalogue,
    consents,
    consultations,
    courses,
    patients,
    photos,
    rooms,
    session_records,
)
from pico_tracker.db.queries.calls_due import find_follow_up_day
from pico_tracker.db.queries.next_plans import find_next_plan
from pico_tracker.db.queries.session_answers import list_asked
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.asked_answers import treatment_consent_on
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.progress import Audience, Coming, CourseProgress
from pico_tracker.domain.progress_reports import ProgressReport
from pico_tracker.domain.session_records import SessionRecord
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context, needs, require
from pico_tracker.services.course_photos import photos_for_paper
from pico_tracker.services.courses import read_progress
from pico_tracker.services.expectation import with_expectation
from pico_tracker.services.letterheads import clinic_on_paper, template_of


@needs(Permission.PRINT_REPORT)
def gather_progress_report(
    context: Context,
    patient_id: int,
    audience: Audience,
    course_id: int | None = None,
    *,
    with_range: bool = False,
) -> ProgressReport:
    """Everything the progress report of a patient prints, or of one course.

    The practitioner's version needs the right to read the clinical record, and always shows what a
    course may be compared with; the patient's does so `with_range` only. The patient's own sheet is
    the same whoever prints it, photos that the patient agreed to included.
    """
    with_range = with_range or audience is Audience.PRACTITIONER
    if audience is Audience.PRACTITIONER:
        require(context, Permission.READ_CLINICAL)
    with context.database.read() as work:
        courses = tuple(
            one
            for one in read_progress(context, work, patient_id)
            if course_id is None or one.course.id == course_id
        )
        if course_id is not None and not courses:
            raise NotFound(sentence(mark("This course is not one of the patient's. Choose it again.")))
        if with_range:
            courses = with_expectation(context, work, courses)
        template = template_of(work, SheetKind.PROGRESS_REPORT)
        if audience is Audience.PRACTITIONER or template.shows("photos"):
            courses = tuple(replace(one, photos=photos_for_paper(context, work, one)) for one in courses)
        return ProgressReport(
            audience=audience,
            clinic=clinic_on_paper(work),
            patient=patients.read_patient(work, patient_id),
            courses=tuple(replace(one, coming=_read_coming(context, work, one)) for one in courses),
            printed_at=context.now(),
            printed_by=context.operator.name,
            template=template,
        )


def _read_coming(context: Context, work: Work, progress: CourseProgress) -> Coming:
    """What a report tells of the time to come besides the next visit."""
    course_id = progress.course.id
    plan = find_next_plan(work, course_id)
    return Coming(
        call_on=find_follow_up_day(work, course_id, context.today(), context.day()[0]),
        tests=tuple(one.purpose for one in plan.entry.passes if one.is_patch) if plan is not None else (),
        limits=_read_limits(work, course_id),
    )


def _read_limits(work: Work, course_id: int) -> str:
    """What the last consultation that was agreed to said may not be possible.

    One that was amended is left out: which of its words still hold is for a person to read.
    """
    agreed = (one for one in consultations.list_consultations(work, course_id) if one.entry.agreed)
    last = next(agreed, None)
    return "" if last is None or last.amendments else last.entry.limits


@needs(Permission.PRINT_REPORT)
def print_progress_report(
    context: Context,
    patient_id: int,
    audience: Audience,
    course_id: int | None = None,
    *,
    with_range: bool = False,
) -> bytes:
    """The progress report as a PDF; `with_range` as for `gather_progress_report`."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.progress_report import render_progress_report

    report = gather_progress_report(context, patient_id, audience, course_id, with_range=with_range)
    out = BytesIO()
    render_progress_report(report, out, context.translate)
    return out.getvalue()


@needs(Permission.READ_CLINICAL)
def gather_session_record(context: Context, session_id: int) -> SessionRecord:
    """Everything that is on record of one session, for its sheet and for the screen; raises `NotFound`."""
    with context.database.read() as work:
        patient_id, session = session_records.read_session(work, session_id)
        course_id, on = session.entry.course_id, session.entry.performed_on
        return SessionRecord(
            clinic=clinic_on_paper(work),
            patient=patients.read_patient(work, patient_id),
            course=courses.read_course(work, course_id),
            session=session,
            signed_by=session_records.read_signer(work, session_id),
            findings=session_records.list_findings(work, session_id),
            asked=list_asked(work, patient_id, session),
            consent=treatment_consent_on(consents.list_consents(work, course_id), on),
            photos=tuple(
                one for one in photos.list_photos(work, patient_id, course_id) if one.session_id == session_id
            ),
            lasers={one.id: one.name for one in catalogue.list_devices(work)},
            rooms={one.id: one.name for one in rooms.list_rooms(work)},
            printed_at=context.now(),
            printed_by=context.operator.name,
        )


@needs(Permission.READ_CLINICAL)
def print_session_record(context: Context, session_id: int) -> bytes:
    """The record of one session as a PDF; raises `NotFound`."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.session_record import render_session_record

    out = BytesIO()
    render_session_record(gather_session_record(context, session_id), out, context.translate)
    return out.getvalue()
