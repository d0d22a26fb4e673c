"""What is due or overdue, harm first, and who is to be called about it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from pico_tracker.db.models import ClinicRow
from pico_tracker.db.queries import calls_due
from pico_tracker.db.queries import contacts as contact_queries
from pico_tracker.db.queries import recalls as queries
from pico_tracker.db.queries.opening_hours import read_hours
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.patch_rules import PatchRule
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.permissions import Permission, is_allowed
from pico_tracker.domain.recalls import (
    GROUPS,
    DueLine,
    RecallGroup,
    RecallLine,
    about_of,
    harm_first,
    recall_line,
    working_days,
)
from pico_tracker.services.context import Context, needs
from pico_tracker.services.screening import patch_rule

DAYS_AHEAD = 14
"""How far ahead something due is listed."""
_HOURS_AHEAD = timedelta(days=62)
_L = TypeVar("_L", bound=DueLine)


@needs(Permission.READ_DIRECTORY)
def list_due(context: Context) -> tuple[DueLine, ...]:
    """Side effects and what follows from them, sessions and maintenance due in the next days or
    overdue, harm first; without those that rest after a contact.

    Who may not read the clinical record gets every line without its clinical text.
    """
    with context.database.read() as work:
        lines = [*_list_reactions(context, work), *_list_sessions(context, work)]
    if not _may_read(context):
        lines = [_without_detail(line) for line in lines]
    return harm_first(lines)


@needs(Permission.READ_DIRECTORY)
def list_recalls(context: Context, wanted: RecallGroup | None = None) -> tuple[RecallLine, ...]:
    """Everybody to reach, harm first, with what was tried and how to reach them: all, or one group.

    What rests after a contact, what a visit closed and who does not want to be contacted is left out,
    but never a reaction for that. Who may not read the clinical record gets no clinical text, and of a
    course no more than its dates.
    """
    with context.database.read() as work:
        due = [
            *_list_reactions(context, work),
            *_list_sessions(context, work),
            *_list_calls(context, work),
            *_list_visits(context, work),
        ]
        found = [one for one in due if wanted is None or GROUPS[one.kind] is wanted]
        lines = _with_contacts(context, work, found)
    if not _may_read(context):
        lines = [replace(_without_detail(line), course_title="") for line in lines]
    return harm_first(line for line in lines if line.is_shown(context.today()))


@needs(Permission.READ_DIRECTORY)
def count_recalls(context: Context) -> Mapping[RecallGroup, int]:
    """How many lines of each group wait; every group is named."""
    counted = Counter(line.group for line in list_recalls(context))
    return {group: counted[group] for group in RecallGroup}


@needs(Permission.READ_DIRECTORY)
def list_visits_to_confirm(context: Context) -> tuple[RecallLine, ...]:
    """Visits of the clinic's next working days that nobody has confirmed yet, in order of time."""
    lines = list_recalls(context, RecallGroup.TO_CONFIRM)
    return tuple(sorted(lines, key=lambda line: line.visit.starts_at if line.visit else context.now()))


def _list_reactions(context: Context, work: Work) -> list[DueLine]:
    return [
        *queries.list_open_side_effects(work, context.today()),
        *queries.list_reactions_to_judge(work),
        *queries.list_open_incidents(work),
        *queries.list_side_effects_to_release(work),
    ]


def _list_sessions(context: Context, work: Work) -> list[DueLine]:
    today, day = context.today(), context.day()[0]
    until = today + timedelta(days=DAYS_AHEAD)
    return [
        *queries.list_due_sessions(work, today, until, day),
        *queries.list_due_maintenance(work, today, until, day),
    ]


def _list_calls(context: Context, work: Work) -> list[DueLine]:
    """Calls after a session, and test patches to read."""
    today, day, rule = context.today(), context.day()[0], patch_rule(work)
    until = today + timedelta(days=DAYS_AHEAD)

    def ready_on(placed_on: date, skin_type: Fitzpatrick | None) -> date:
        return placed_on if rule is None else rule.ready_on(placed_on, skin_type)

    patches = calls_due.list_patches_to_read(work, _patches_since(today, rule), today, day, ready_on)
    return [
        *calls_due.list_follow_up_calls(work, today, day, until),
        *(line for line in patches if line.due_on <= until),
    ]


def _patches_since(today: date, rule: PatchRule | None) -> date:
    """An older patch says nothing any more: another is needed."""
    return today - timedelta(days=365 if rule is None else int(rule.valid_days.value))


def _list_visits(context: Context, work: Work) -> list[DueLine]:
    days = _confirmed_ahead(context, work)
    if not days:
        return []
    start = _midnight(context, context.today() + timedelta(days=1))
    end = _midnight(context, days[-1] + timedelta(days=1))
    return [_local(context, one) for one in calls_due.list_unconfirmed_visits(work, start, end)]


def _confirmed_ahead(context: Context, work: Work) -> tuple[date, ...]:
    """The working days whose visits are to be confirmed."""
    start = context.day()[0]
    hours = read_hours(work, context.zone, start, start + _HOURS_AHEAD)
    count = work.get(ClinicRow, 1).confirm_days
    return working_days(context.today(), count, lambda day: bool(hours.stretches(day)))


def _midnight(context: Context, day: date) -> datetime:
    return datetime.combine(day, time(), context.zone)


def _local(context: Context, line: DueLine) -> DueLine:
    """The line with its visit's times in the clinic's time zone."""
    if line.visit is None:
        return line
    starts_at = line.visit.starts_at.astimezone(context.zone)
    treated_from = line.visit.treated_from.astimezone(context.zone)
    visit = replace(line.visit, starts_at=starts_at, treated_from=treated_from)
    return replace(line, visit=visit, due_on=starts_at.date())


def _with_contacts(context: Context, work: Work, due: Sequence[DueLine]) -> list[RecallLine]:
    """The lines with what was tried about each, and how to reach the patient."""
    courses = contact_queries.contacts_of_courses(work, (one.course_id for one in due if one.course_id))
    visits = contact_queries.contacts_of_visits(work, (one.visit.id for one in due if one.visit))
    reaches = contact_queries.read_reaches(work, (one.patient_id for one in due))
    lines = []
    for one in due:
        tried = visits if one.visit is not None else courses
        key = one.visit.id if one.visit is not None else one.course_id
        contacts = (contact.in_zone(context.zone) for contact in tried.get((key, about_of(one.kind)), ()))
        lines.append(recall_line(one, contacts, reaches[one.patient_id]))
    return lines


def _may_read(context: Context) -> bool:
    return is_allowed(context.operator.role, Permission.READ_CLINICAL)


def _without_detail(line: _L) -> _L:
    return replace(line, detail="", severity=None, has_red_flag=False)
