"""The next dates of courses: asked anew wherever they count, and kept for the lists of what is due."""

from collections.abc import Mapping
from datetime import date

from pico_tracker.db.models import CourseRow
from pico_tracker.db.queries.assessments import list_of_course
from pico_tracker.db.queries.courses import list_clearances
from pico_tracker.db.queries.intervals import list_kept_up, list_spacings
from pico_tracker.db.queries.rules import list_rules
from pico_tracker.db.unit_of_work import Work, WritingWork
from pico_tracker.domain.assessments import last_scores_of
from pico_tracker.domain.courses import KEPT_UP, Course
from pico_tracker.domain.interval_rules import Adjustments, adjustments_of
from pico_tracker.domain.intervals import (
    Maintenance,
    MaintenanceFacts,
    NextDates,
    Score,
    maintenance_due,
    next_dates,
)
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.words import Sentence

MOVING_RULES = (RuleKind.INTERVAL, RuleKind.SIDE_EFFECT)
"""Kinds of rule whose edit moves next dates: which reactions are open, and what they do."""


def adjustments_now(work: Work) -> Adjustments:
    """The adjustments of the interval that are in force."""
    return adjustments_of(list_rules(work, RuleKind.INTERVAL))


def dates_of_patient(work: Work, patient_id: int) -> Mapping[int, NextDates]:
    """The next dates of each course of a patient, by the course's key."""
    adjustments = adjustments_now(work)
    return {one.course_id: next_dates(one.facts, adjustments) for one in list_spacings(work, patient_id)}


def refresh_windows(work: WritingWork, patient_id: int | None = None) -> None:
    """Bring the dates kept for lists to what follows now, for one patient or for the whole clinic.

    Whoever changes what they follow from calls this in the same transaction: a session, a side effect,
    what a patient reports, a skin type, an agreed interval, a state, a rule of `MOVING_RULES`.
    """
    adjustments = adjustments_now(work)
    for one in list_spacings(work, patient_id):
        dates = next_dates(one.facts, adjustments)
        if (dates.window, dates.review_from_on) != (one.window, one.held_from_on):
            _keep(work.get(CourseRow, one.course_id), dates)


def refresh_after_rule(work: WritingWork, kind: RuleKind) -> None:
    """Bring every course's dates to what an edited rule says, where it is one that moves them."""
    if kind in MOVING_RULES:
        refresh_windows(work)
    if kind is RuleKind.INTERVAL:
        for course_id in list_kept_up(work):
            refresh_maintenance(work, course_id)


def _keep(row: CourseRow, dates: NextDates) -> None:
    window = dates.window
    row.window_earliest_on = None if window is None else window.earliest_on
    row.window_target_on = None if window is None else window.target_on
    row.window_late_on = None if window is None else window.late_on
    row.held_from_on = dates.review_from_on


def schedule_maintenance(work: WritingWork, row: CourseRow, today: date) -> None:
    """Set the maintenance date from the last session and the last scores, where maintenance was agreed."""
    row.maintenance_by_hand = False
    found = maintenance_after(work, row.id, row.last_session_on or today, row.maintenance_months)
    if found is not None:
        row.maintenance_due_on = found.due_on


def refresh_maintenance(work: WritingWork, course_id: int) -> None:
    """Bring the maintenance date to what the last scores say now, unless a person set it."""
    row = work.get(CourseRow, course_id)
    if row.state not in KEPT_UP or row.maintenance_by_hand or row.last_session_on is None:
        return
    found = maintenance_after(work, course_id, row.last_session_on, row.maintenance_months)
    if found is not None:
        row.maintenance_due_on = found.due_on


def why_maintenance(work: Work, course: Course) -> tuple[Sentence, ...]:
    """Why maintenance of a course comes earlier than agreed, if it does."""
    if course.maintenance_due_on is None or course.last_session_on is None:
        return ()
    found = maintenance_after(work, course.id, course.last_session_on, course.entry.maintenance_months)
    return found.reasons if found is not None and found.due_on == course.maintenance_due_on else ()


def maintenance_after(work: Work, course_id: int, last_on: date, months: int | None) -> Maintenance | None:
    """When maintenance falls due after a session of that day; None where it was never agreed."""
    if months is None:
        return None
    scores = last_scores_of(list_of_course(work, course_id)).values()
    facts = MaintenanceFacts(
        last_on=last_on,
        months=months,
        scores=tuple(
            Score(one.previous, one.last, one.higher_is_worse) for one in scores if one.previous is not None
        ),
        clearances=list_clearances(work, course_id),
    )
    return maintenance_due(facts, adjustments_now(work))
