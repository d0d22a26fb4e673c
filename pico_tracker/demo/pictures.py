"""Photos of one course of the demonstration clinic: drawings, since nobody's skin is shown."""

from uuid import NAMESPACE_URL, uuid5

from pico_tracker.demo.earlier import on_day
from pico_tracker.demo.papers import FIRST_NUMBER
from pico_tracker.domain.courses import Course
from pico_tracker.domain.people import Role
from pico_tracker.domain.photos import PhotoEntry
from pico_tracker.domain.sessions import Session
from pico_tracker.resources import find_resource
from pico_tracker.services.clinics import NewClinic
from pico_tracker.services.context import Clock, Context
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.patients import find_patient_by_number
from pico_tracker.services.people import list_colleagues, sign_in
from pico_tracker.services.photos import attach_photo

_CONCERN = "tattoo"
_DRAWINGS = 6
"""How far it has faded: before the first session, then after each."""


def take_pictures(made: NewClinic, clock: Clock) -> None:
    """Give the first patient of a clinic in a file a photo before each session.

    They are no part of what one seed writes alike everywhere: a server keeps no photos yet, and the
    names of their files depend on the clinic's key.
    """
    context = sign_in(made.database, made.administrator_id, clock)
    patient_id = find_patient_by_number(context, f"P-{FIRST_NUMBER}")
    if patient_id is None:
        return
    colleagues = list_colleagues(context)
    person = next(one for one in colleagues if one.role is Role.PRACTITIONER)
    practitioner = sign_in(context.database, person.id, context.clock)
    for progress in read_patient_page(practitioner, patient_id).courses:
        if progress.course.concern_key == _CONCERN:
            for drawing, session in enumerate(progress.sessions[:_DRAWINGS]):
                _take(practitioner, progress.course, session, drawing)


def _take(practitioner: Context, course: Course, session: Session, drawing: int) -> None:
    """The photo taken before a session, on that day."""
    entry = PhotoEntry(
        entry_id=uuid5(NAMESPACE_URL, f"demonstration/{course.id}/{drawing}"),
        patient_id=course.entry.patient_id,
        path=find_resource("demo", f"fading-{drawing}.jpg"),
        course_id=course.id,
        session_id=session.id,
        taken_on=session.entry.performed_on,
        note="Drawing in place of a photo.",
    )
    attach_photo(on_day(practitioner, session.entry.performed_on), entry)
