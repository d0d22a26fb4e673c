"""The aftercare sheet: in which languages a course has one, and printing it."""

from dataclasses import dataclass
from io import BytesIO

from pico_tracker.db.models import SessionRow
from pico_tracker.db.queries import advice as advice_queries
from pico_tracker.db.queries import courses, patients, people
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.advice import AdviceKind
from pico_tracker.domain.aftercare_sheets import (
    AftercareSheet,
    LanguageChoice,
    aftercare_languages,
    choose_language,
)
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.courses import Course
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.advice import text_for
from pico_tracker.services.context import Context, needs
from pico_tracker.services.rules import rules_of


@dataclass(frozen=True, slots=True)
class AftercareOffer:
    """The sheet that a course's patient would get now."""

    concern_name: str
    choice: LanguageChoice
    languages: tuple[str, ...]
    """Those in which it can be printed, the clinic's first one first."""
    version: str
    """As `AdviceText.version`; empty where the clinic has no text."""


@needs(Permission.PRINT_REPORT)
def list_aftercare_languages(context: Context, course_id: int) -> tuple[str, ...]:
    """The languages in which a course's aftercare is complete, the clinic's first one first."""
    with context.database.read() as work:
        return _languages(work, courses.read_course(work, course_id))


@needs(Permission.PRINT_REPORT)
def read_aftercare_offer(context: Context, course_id: int) -> AftercareOffer:
    """Which sheet a course's patient would get: concern, language, version; raises `NotFound`."""
    with context.database.read() as work:
        course = courses.read_course(work, course_id)
        languages = _languages(work, course)
        wanted = patients.read_patient(work, course.entry.patient_id).entry.language
        choice = choose_language(languages, wanted)
        text = text_for(work, course_id, AdviceKind.AFTERCARE, choice.language)
        return AftercareOffer(course.concern_name, choice, languages, text.version)


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
    course = courses.read_course(work, course_id)
    patient = patients.read_patient(work, course.entry.patient_id)
    choice = choose_language(_languages(work, course), patient.entry.language if language is None else language)
    text = text_for(work, course_id, AdviceKind.AFTERCARE, choice.language)
    if not text.parts:
        said = mark("The clinic has no aftercare text for this concern. Add one in Settings, Clinical rules.")
        raise NotFound(sentence(said))
    session = None if session_id is None else work.get(SessionRow, session_id)
    if session is not None and session.course_id != course_id:
        raise NotFound(sentence(mark("This session belongs to another course. Choose it again.")))
    return AftercareSheet(
        clinic=people.read_clinic(work) or Clinic(name=""),
        patient=patient,
        course_title=course.title,
        text=text,
        unserved=choice.unserved,
        treated_on=None if session is None else session.performed_on,
        printed_at=context.now(),
        printed_by=context.operator.name,
    )


def _languages(work: Work, course: Course) -> tuple[str, ...]:
    devices = advice_queries.list_device_keys(work, course.id)
    return aftercare_languages(rules_of(work, RuleKind.INSTRUCTION), course.concern_key, devices)
