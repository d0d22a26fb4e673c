"""The treatment passport of a patient: gather what it prints, and print it."""

from io import BytesIO

from pico_tracker.db.queries import areas, patients, screening
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.passports import Passport, PassportCourse
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.services.context import Context, needs, require
from pico_tracker.services.courses import read_progress
from pico_tracker.services.letterheads import clinic_on_paper, template_of


@needs(Permission.PRINT_REPORT)
def gather_passport(context: Context, patient_id: int) -> Passport:
    """Every course of a patient with all its settings; raises `NotFound`."""
    require(context, Permission.READ_CLINICAL)
    with context.database.read() as work:
        return Passport(
            clinic=clinic_on_paper(work),
            patient=patients.read_patient(work, patient_id),
            courses=tuple(_course(work, one) for one in read_progress(context, work, patient_id)),
            printed_at=context.now(),
            printed_by=context.operator.name,
            template=template_of(work, SheetKind.PASSPORT),
        )


def _course(work: Work, progress: CourseProgress) -> PassportCourse:
    course_id = progress.course.id
    return PassportCourse(
        progress=progress,
        patches=screening.list_patches(work, (course_id,)),
        areas=areas.list_areas(work, course_id),
    )


@needs(Permission.PRINT_REPORT)
def print_passport(context: Context, patient_id: int) -> bytes:
    """The passport as a PDF; raises `NotFound`."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.passport import render_passport

    out = BytesIO()
    render_passport(gather_passport(context, patient_id), out, context.translate)
    return out.getvalue()
