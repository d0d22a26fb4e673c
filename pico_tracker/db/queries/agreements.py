"""The agreed plans of a course."""

from typing import Any

from sqlalchemy import bindparam, select

from pico_tracker.db.models import CourseAgreementRow, StaffRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.agreements import AgreementEntry, CourseAgreement
from pico_tracker.domain.intervals import Interval

_OF_COURSE = (
    select(CourseAgreementRow.__table__, StaffRow.name.label("written_by"))
    .join(StaffRow, StaffRow.id == CourseAgreementRow.written_by_id)
    .where(CourseAgreementRow.course_id == bindparam("course_id"))
    .order_by(CourseAgreementRow.number)
)


def list_agreements(work: Work, course_id: int) -> tuple[CourseAgreement, ...]:
    """The agreed plans of a course, the first one first; none where the first one still stands."""
    return tuple(_agreement(row) for row in work.connection.execute(_OF_COURSE, {"course_id": course_id}))


def _agreement(row: Any) -> CourseAgreement:
    entry = AgreementEntry(
        entry_id=row.entry_id,
        course_id=row.course_id,
        sessions_from=row.sessions_from,
        sessions_to=row.sessions_to,
        interval=Interval(row.earliest_weeks, row.target_weeks, row.late_weeks),
        maintenance_months=row.maintenance_months,
        agreed_on=row.agreed_on,
        reason=row.reason,
    )
    return CourseAgreement(number=row.number, entry=entry, written_by=row.written_by, written_at=row.created_at)
