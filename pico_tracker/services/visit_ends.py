"""A visit in the day book is over when the note of it is signed."""

from datetime import date, datetime, time, timedelta

from pico_tracker.db.models import VisitRow
from pico_tracker.db.queries import visits as queries
from pico_tracker.db.unit_of_work import ChangeWork
from pico_tracker.domain.diary import Visit, VisitState
from pico_tracker.domain.words import mark
from pico_tracker.services.context import Context
from pico_tracker.services.visit_steps import StepTaker

OVER = (VisitState.DONE, VisitState.NO_SHOW, VisitState.CANCELLED)


def find_visit_of(context: Context, work: ChangeWork, patient_id: int, course_id: int, on: date) -> int | None:
    """The patient's visit of that day that the note of this course is about, None where none was booked.

    One that serves the course comes before one that serves none, one that has begun before one that has not.
    """
    start = datetime.combine(on, time(), context.zone)
    end = datetime.combine(on + timedelta(days=1), time(), context.zone)
    found = [
        one
        for one in queries.list_visits_between(work, start, end)
        if one.patient_id == patient_id
        and one.state not in (VisitState.NO_SHOW, VisitState.CANCELLED)
        and (course_id in one.course_ids or not one.course_ids)
    ]
    return min(found, key=lambda one: _rank(one, course_id)).id if found else None


def _rank(visit: Visit, course_id: int) -> tuple[bool, bool, datetime]:
    has_begun = visit.state in (VisitState.IN_ROOM, VisitState.ARRIVED)
    return course_id not in visit.course_ids, not has_begun, visit.starts_at


def finish_visit(context: Context, work: ChangeWork, visit_id: int) -> None:
    """Say that a visit is done, unless it is over already; part of the transaction that signs its note."""
    visit = queries.find_visits(work, (visit_id,))[0].visit
    if visit.state in OVER:
        return
    work.hold(VisitRow, visit_id).version += 1
    StepTaker(context, work, context.translate(mark("Note signed"))).set_state(visit, VisitState.DONE)
