"""The aftercare sheet: in which languages a course has one, and printing it."""

from io import BytesIO

from pico_tracker.db.models import SessionRow
from pico_tracker.db.queries import courses
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.advice import AdviceKind
from pico_tracker.domain.aftercare_sheets import AftercareSheet
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.advice_sheets import AdviceOffer, chosen_text, languages_of, offer_of
from pico_tracker.services.context import Context, needs
from pico_tracker.services.letterheads import clinic_on_paper, template_of


@needs(Permission.PRINT_REPORT)
def list_aftercare_languages(context: Context, course_id: int) -> tuple[str, ...]:
    """The languages in which a course's aftercare is complete, the clinic's first one first."""
    with context.database.read() as work:
        return languages_of(work, courses.read_course(work, course_id), AdviceKind.AFTERCARE)


@needs(Permission.PRINT_REPORT)
def read_aftercare_offer(context: Context, course_id: int) -> AdviceOffer:
    """Which sheet a course's patient would get: concern, language, version; raises `NotFound`."""
    with context.database.read() as work:
        return offer_of(work, course_id, AdviceKind.AFTERCARE)


@needs(Permission.PRINT_REPORT)
def print_aftercare_sheet(
    context: Context, course_id: int, language: str | None = None, session_id: int | None = None
) -> bytes:
    """The aftercare sheet of a course as a PDF, naming the day of a session where one is given.

    `language` is one of `list_aftercare_languages`; None: the patient's, else the clinic's first one
    with a line that says so. Raises `NotFound`.
    """
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.aftercare_sheet import render_aftercare_sheet

    with context.database.read() as work:
        sheet = _gather(context, work, course_id, language, session_id)
    out = BytesIO()
    render_aftercare_sheet(sheet, out, context.translate)
    return out.getvalue()


def _gather(
    context: Context, work: Work, course_id: int, language: str | None, session_id: int | None
) -> AftercareSheet:
    chosen = chosen_text(work, course_id, AdviceKind.AFTERCARE, language)
    session = None if session_id is None else work.get(SessionRow, session_id)
    if session is not None and session.course_id != course_id:
        raise NotFound(sentence(mark("This session belongs to another course. Choose it again.")))
    if session is not None and session.is_void:
        raise NotFound(
            sentence(mark("This session was found void: nothing is handed out for it. Choose another one."))
        )
    return AftercareSheet(
        clinic=clinic_on_paper(work),
        template=template_of(work, SheetKind.AFTERCARE),
        patient=chosen.patient,
        course_title=chosen.course.title,
        text=chosen.text,
        unserved=chosen.unserved,
        treated_on=None if session is None else session.performed_on,
        printed_at=context.now(),
        printed_by=context.operator.name,
    )
