"""The consultation and expectation sheet: gather what it prints, and print it."""

from io import BytesIO

from pico_tracker.db.queries import agreements, consultations, patients
from pico_tracker.db.queries import courses as course_queries
from pico_tracker.domain.consultation_sheets import ConsultationSheet
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context, needs, require
from pico_tracker.services.courses import read_progress
from pico_tracker.services.expectation import with_expectation
from pico_tracker.services.letterheads import clinic_on_paper, template_of


@needs(Permission.PRINT_REPORT)
def gather_consultation_sheet(context: Context, course_id: int) -> ConsultationSheet:
    """Everything the sheet of a course prints; raises `NotFound`, also where no consultation was signed."""
    require(context, Permission.READ_CLINICAL)
    with context.database.read() as work:
        patient_id = course_queries.read_course(work, course_id).entry.patient_id
        held = consultations.list_consultations(work, course_id)
        if not held:
            raise NotFound(sentence(mark("No consultation of this course is signed yet. Sign one, then print it.")))
        progress = tuple(one for one in read_progress(context, work, patient_id) if one.course.id == course_id)
        return ConsultationSheet(
            clinic=clinic_on_paper(work),
            patient=patients.read_patient(work, patient_id),
            progress=with_expectation(context, work, progress)[0],
            consultations=held,
            agreements=agreements.list_agreements(work, course_id),
            printed_at=context.now(),
            printed_by=context.operator.name,
            template=template_of(work, SheetKind.CONSULTATION),
        )


@needs(Permission.PRINT_REPORT)
def print_consultation_sheet(context: Context, course_id: int) -> bytes:
    """The sheet as a PDF; raises `NotFound`."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.consultation_sheet import render_consultation_sheet

    out = BytesIO()
    render_consultation_sheet(gather_consultation_sheet(context, course_id), out, context.translate)
    return out.getvalue()
