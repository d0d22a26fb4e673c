"""What a day sheet asks besides its visits: which session of its course each would be."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import bindparam, func, select

from pico_tracker.db.models import CourseRow, SessionRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.courses import KEPT_UP, CourseState

_NUMBERS = (
    select(CourseRow.id, CourseRow.state, func.count(SessionRow.id))
    .outerjoin(
        SessionRow,
        (SessionRow.course_id == CourseRow.id)
        & (SessionRow.performed_on < bindparam("day"))
        & ~SessionRow.is_maintenance
        & ~SessionRow.is_void,
    )
    .where(CourseRow.id.in_(bindparam("ids", expanding=True)))
    .group_by(CourseRow.id, CourseRow.state)
)


def number_sessions(work: Work, course_ids: Iterable[int], day: date) -> Mapping[int, int]:
    """Which treatment session one on that day would be, by course; 0 in a course that is kept up only."""
    rows = work.connection.execute(_NUMBERS, {"ids": sorted(set(course_ids)), "day": day})
    return {course_id: 0 if CourseState(state) in KEPT_UP else before + 1 for course_id, state, before in rows}
