"""The preparation sheet: in which languages a course has one, and printing it."""

from io import BytesIO

from pico_tracker.db.queries import courses, visits
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.advice import AdviceKind
from pico_tracker.domain.diary import HOLDING, Visit
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.preparation_sheets import PreparationSheet, visit_to_prepare
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.advice_sheets import AdviceOffer, ChosenText, chosen_text, languages_of, offer_of
from pico_tracker.services.context import Context, needs
from pico_tracker.services.letterheads import clinic_on_paper, template_of


@needs(Permission.PRINT_REPORT)
def list_preparation_languages(context: Context, course_id: int) -> tuple[str, ...]:
    """The languages in which a course's preparation is complete, the clinic's first one first."""
    with context.database.read() as work:
        return languages_of(work, courses.read_course(work, course_id), AdviceKind.PREPARATION)


@needs(Permission.PRINT_REPORT)
def read_preparation_offer(context: Context, course_id: int) -> AdviceOffer:
    """Which sheet a course's patient would get: concern, language, version; raises `NotFound`."""
    with context.database.read() as work:
        return offer_of(work, course_id, AdviceKind.PREPARATION)


@needs(Permission.PRINT_REPORT)
def print_preparation_sheet(
    context: Context, course_id: int, language: str | None = None, visit_id: int | None = None
) -> bytes:
    """The preparation sheet of a course as a PDF, with the day and time of a visit.

    `language` is one of `list_preparation_languages`; None: the patient's, else the clinic's first
    one with a line that says so. `visit_id` None: the next one at which this course is treated, if
    one is booked. Raises `NotFound`.
    """
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.preparation_sheet import render_preparation_sheet

    with context.database.read() as work:
        chosen = chosen_text(work, course_id, AdviceKind.PREPARATION, language)
        sheet = PreparationSheet(
            clinic=clinic_on_paper(work),
            template=template_of(work, SheetKind.PREPARATION),
            patient=chosen.patient,
            course_title=chosen.course.title,
            text=chosen.text,
            unserved=chosen.unserved,
            visit=_visit(context, work, chosen, visit_id),
            printed_at=context.now(),
            printed_by=context.operator.name,
        )
    out = BytesIO()
    render_preparation_sheet(sheet, out, context.translate)
    return out.getvalue()


def _visit(context: Context, work: Work, chosen: ChosenText, visit_id: int | None) -> Visit | None:
    """The visit that was asked for, else the next one of the course."""
    if visit_id is None:
        ahead = visits.list_next_visits(work, chosen.patient.id, context.clock())
        return visit_to_prepare(ahead, chosen.course.id)
    found = next((one.visit for one in visits.find_visits(work, (visit_id,))), None)
    if found is None or found.patient_id != chosen.patient.id:
        raise NotFound(sentence(mark("This visit is not one of the patient's. Choose it again.")))
    if found.state not in HOLDING:
        raise NotFound(sentence(mark("This visit was cancelled or missed. Choose another one.")))
    return found
