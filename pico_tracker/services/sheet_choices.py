"""What a sheet of a patient can be about, and in which languages it comes."""

from dataclasses import dataclass

from pico_tracker.db.queries.patients import read_patient
from pico_tracker.db.queries.sheet_choices import (
    IncidentChoice,
    LetterChoice,
    SessionChoice,
    list_incident_choices,
    list_letter_choices,
    list_session_choices,
)
from pico_tracker.domain.diary import AHEAD, Visit
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission, is_allowed
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.services.aftercare_sheets import list_aftercare_languages
from pico_tracker.services.context import Context, needs
from pico_tracker.services.courses import CourseSummary, list_course_summaries
from pico_tracker.services.preparation_sheets import list_preparation_languages
from pico_tracker.services.visits import list_patient_visits


@dataclass(frozen=True, slots=True)
class SheetChoices:
    """A patient and what is on record that a sheet may be about, latest first."""

    patient: Patient
    courses: tuple[CourseSummary, ...]
    visits: tuple[Visit, ...]
    """Those ahead, soonest first."""
    sessions: tuple[SessionChoice, ...] = ()
    incidents: tuple[IncidentChoice, ...] = ()
    letters: tuple[LetterChoice, ...] = ()
    """These and incidents only for who may read the clinical record."""


@needs(Permission.PRINT_REPORT)
def read_sheet_choices(context: Context, patient_id: int) -> SheetChoices:
    """All that a sheet of a patient can be about; raises `NotFound`."""
    may_read = is_allowed(context.operator.role, Permission.READ_CLINICAL)
    now = context.now()
    visits = (one for one in list_patient_visits(context, patient_id) if one.state in AHEAD and one.ends_at >= now)
    courses, ahead = list_course_summaries(context, patient_id), tuple(visits)
    with context.database.read() as work:
        return SheetChoices(
            patient=read_patient(work, patient_id),
            courses=courses,
            visits=ahead,
            sessions=list_session_choices(work, patient_id),
            incidents=list_incident_choices(work, patient_id) if may_read else (),
            letters=list_letter_choices(work, patient_id) if may_read else (),
        )


@needs(Permission.PRINT_REPORT)
def list_sheet_languages(context: Context, kind: SheetKind, course_id: int) -> tuple[str, ...]:
    """The languages in which a course's sheet of that kind comes; none where it comes in one only."""
    if kind is SheetKind.AFTERCARE:
        return list_aftercare_languages(context, course_id)
    return list_preparation_languages(context, course_id) if kind is SheetKind.PREPARATION else ()
