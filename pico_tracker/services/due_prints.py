"""What is due to print today."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from pico_tracker.db.queries import due_prints as queries
from pico_tracker.db.queries import printouts
from pico_tracker.db.queries.consents import list_consents_of
from pico_tracker.db.queries.opening_hours import read_hours
from pico_tracker.db.queries.visits import list_visits_between
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.due_prints import (
    LETTER_DAYS,
    LOOK_BACK,
    PREPARE_DAYS,
    DuePrint,
    due_prints,
    last_month,
)
from pico_tracker.domain.paper_facts import PaperFact, PaperFacts
from pico_tracker.domain.permissions import Permission, is_allowed
from pico_tracker.domain.recalls import working_days
from pico_tracker.domain.sheet_rights import is_clinical
from pico_tracker.services.context import Context, needs
from pico_tracker.services.printouts import printable_kinds

_HOURS_AHEAD = timedelta(days=62)

_MOST_PRINTS = 100_000
"""All prints of the days looked back on: one left out would make its sheet due again."""


@needs(Permission.PRINT_REPORT)
def list_due_prints(context: Context, day: date) -> tuple[DuePrint, ...]:
    """What is due to print on a day and was neither printed nor found not needed, in order of time.

    Who may not read the clinical record gets the sheets that everybody hands out, without the course.
    """
    with context.database.read() as work:
        lines = due_prints(_facts(context, work, _moment(context, day)))
    kinds = printable_kinds()
    lines = tuple(one for one in lines if one.wish.kind in kinds)
    if is_allowed(context.operator.role, Permission.READ_CLINICAL):
        return lines
    return tuple(replace(one, course_title="") for one in lines if not is_clinical(one.wish))


def _moment(context: Context, day: date) -> datetime:
    """Now; on another day its beginning."""
    now = context.now()
    return now if now.date() == day else datetime.combine(day, time(), context.zone)


def _facts(context: Context, work: Work, now: datetime) -> PaperFacts:
    today, start = now.date(), datetime.combine(now.date(), time(), context.zone)
    end = datetime.combine(today + timedelta(days=1), time(), context.zone)
    next_day = _next_day(context, work, start, today)
    until = max(next_day or today, today + timedelta(days=PREPARE_DAYS)) + timedelta(days=1)
    found = list_visits_between(work, start, datetime.combine(until, time(), context.zone))
    deceased = queries.list_deceased(work, (one.patient_id for one in found))
    visits = tuple(
        replace(one, place=replace(one.place, starts_at=one.starts_at.astimezone(context.zone)))
        for one in found
        if one.patient_id not in deceased
    )
    course_ids = {key for one in visits for key in one.course_ids}
    return PaperFacts(
        now=now,
        next_day=next_day,
        visits=visits,
        sessions=_local(context, queries.list_sessions_without_sheet(work, today, start, end)),
        coming=_local(context, queries.list_next_visits(work, start, end)),
        completed=_local(context, queries.list_completed_courses(work, today, start, end)),
        letters=_local(context, queries.list_letters(work, today - timedelta(days=LETTER_DAYS), today)),
        incidents=_local(context, queries.list_changed_incidents(work, start - LOOK_BACK)),
        consents=list_consents_of(work, course_ids),
        prepared=queries.list_prepared(work, course_ids),
        month_was_worked=queries.has_uses(work, *last_month(today)),
        prints=printouts.list_prints(work, start - LOOK_BACK, end, most=_MOST_PRINTS),
    )


def _next_day(context: Context, work: Work, start: datetime, today: date) -> date | None:
    hours = read_hours(work, context.zone, start, start + _HOURS_AHEAD)
    return next(iter(working_days(today, 1, lambda day: bool(hours.stretches(day)))), None)


def _local(context: Context, facts: tuple[PaperFact, ...]) -> tuple[PaperFact, ...]:
    """With moments on the clinic's clock."""
    return tuple(
        replace(
            one,
            at=one.at.astimezone(context.zone),
            visit_at=None if one.visit_at is None else one.visit_at.astimezone(context.zone),
        )
        for one in facts
    )
