"""The sheet of an area's test patches: gather what it prints, and print it."""

from io import BytesIO

from pico_tracker.db.queries import courses, patients
from pico_tracker.domain.patch_sheets import PatchSheet, series_of, standings_of
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.context import Context, needs, require
from pico_tracker.services.letterheads import clinic_on_paper
from pico_tracker.services.screening import read_screening


@needs(Permission.PRINT_REPORT)
def gather_patch_sheet(context: Context, course_id: int) -> PatchSheet:
    """Every test patch of the area of a course, with what they say today; raises `NotFound`."""
    require(context, Permission.READ_CLINICAL)
    screening = read_screening(context, course_id)
    facts = screening.facts
    with context.database.read() as work:
        course = courses.read_course(work, course_id)
        return PatchSheet(
            clinic=clinic_on_paper(work),
            patient=patients.read_patient(work, course.entry.patient_id),
            course_title=course.title,
            area=course.entry.area,
            series=series_of(facts.patches.patches, facts.devices),
            standings=standings_of(facts.patches.patches, screening.patches),
            rule=facts.patches.rule,
            printed_at=context.now(),
            printed_by=context.operator.name,
        )


@needs(Permission.PRINT_REPORT)
def print_patch_sheet(context: Context, course_id: int) -> bytes:
    """The sheet as a PDF; raises `NotFound`."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.patch_sheet import render_patch_sheet

    out = BytesIO()
    render_patch_sheet(gather_patch_sheet(context, course_id), out, context.translate)
    return out.getvalue()
