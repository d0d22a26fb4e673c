"""Where the courses of many patients stand, asked for together."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from pico_tracker.db.models import CourseRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.courses import CourseState


@dataclass(frozen=True, slots=True)
class CourseStand:
    """Whose course it is, its state, and when its maintenance falls due."""

    course_id: int
    patient_id: int
    state: CourseState
    maintenance_due_on: date | None


def list_course_stands(work: Work, patient_ids: Collection[int]) -> tuple[CourseStand, ...]:
    """Every course of these patients, oldest first."""
    wanted = (
        select(CourseRow.id, CourseRow.patient_id, CourseRow.state, CourseRow.maintenance_due_on)
        .where(CourseRow.patient_id.in_(patient_ids))
        .order_by(CourseRow.id)
    )
    return tuple(
        CourseStand(row.id, row.patient_id, CourseState(row.state), row.maintenance_due_on)
        for row in work.connection.execute(wanted)
    )
