"""The one date that is safe to book from: the same dates that the room asks, without clinical text."""

from collections.abc import Iterable, Mapping
from datetime import date

from pico_tracker.db.queries.courses import list_open_course_ids
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.diary import TREATING, SafeDate, SafeWord, VisitKind, later_safe_date
from pico_tracker.domain.intervals import NextDates
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.context import Context, needs
from pico_tracker.services.intervals import dates_of_patient


@needs(Permission.READ_DIRECTORY)
def read_safe_date(context: Context, patient_id: int, course_ids: tuple[int, ...], kind: VisitKind) -> SafeDate:
    """From when a visit of this kind is safe for the patient; over all open courses where none is named."""
    with context.database.read() as work:
        return find_safe_date(work, patient_id, course_ids, kind, context.today())


def find_safe_date(
    work: Work, patient_id: int, course_ids: Iterable[int], kind: VisitKind, today: date
) -> SafeDate:
    """The date inside another service's transaction."""
    if kind not in TREATING:
        return SafeDate(SafeWord.FREE)
    dates = dates_of_patient(work, patient_id)
    wanted = tuple(course_ids) or list_open_course_ids(work, patient_id)
    return later_safe_date(safe_date_of(dates, course_id, today) for course_id in wanted)


def safe_date_of(dates: Mapping[int, NextDates], course_id: int, today: date) -> SafeDate:
    """The date of one course as it counts today."""
    found = dates.get(course_id, NextDates())
    if found.is_held(today):
        return SafeDate(SafeWord.REVIEW)
    if found.not_before_on is None:
        return SafeDate(SafeWord.FREE)
    return SafeDate(SafeWord.SAFE, found.not_before_on)
