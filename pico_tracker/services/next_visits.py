"""The dates of a course's next visit while a session is still being typed: as if it were signed."""

from dataclasses import replace
from datetime import date

from pico_tracker.db.models import CourseRow
from pico_tracker.db.queries.courses import read_course
from pico_tracker.db.queries.intervals import list_spacings
from pico_tracker.domain.courses import KEPT_UP
from pico_tracker.domain.intervals import NextDates, SpacingFacts, next_dates
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.context import Context, needs
from pico_tracker.services.intervals import adjustments_now, maintenance_after


@needs(Permission.READ_CLINICAL)
def preview_next_dates(context: Context, course_id: int, performed_on: date) -> NextDates:
    """When the next session may be once one of that day is signed, by the clinic's rules of now.

    Side effects count as they are on record. Raises `NotFound`.
    """
    with context.database.read() as work:
        course = read_course(work, course_id)
        spacings = list_spacings(work, course.entry.patient_id)
        facts = next(one.facts for one in spacings if one.course_id == course_id)
        is_treatment = course.state not in KEPT_UP
        return next_dates(_after(facts, performed_on, is_treatment=is_treatment), adjustments_now(work))


@needs(Permission.READ_CLINICAL)
def preview_maintenance(context: Context, course_id: int, performed_on: date) -> date | None:
    """When maintenance falls due once a session of that day is signed; None outside maintenance."""
    with context.database.read() as work:
        row = work.get(CourseRow, course_id)
        if row.state not in KEPT_UP:
            return None
        last_on = max(performed_on, row.last_session_on or performed_on)
        found = maintenance_after(work, course_id, last_on, row.maintenance_months)
        return None if found is None else found.due_on


def _after(facts: SpacingFacts, performed_on: date, *, is_treatment: bool) -> SpacingFacts:
    """The facts with one more session; one of an earlier day than the last moves nothing."""
    treated_on = max(performed_on, facts.treated_on or performed_on) if is_treatment else facts.treated_on
    last_on = max(performed_on, facts.last_session_on or performed_on)
    return replace(facts, treated_on=treated_on, last_session_on=last_on)
