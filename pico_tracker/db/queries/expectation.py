"""The clinic's own finished courses, to compare another course of their kind with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from pico_tracker.db.models import (
    ClearanceReadingRow,
    ConcernRow,
    CourseInkRow,
    CourseRow,
    SessionPassRow,
    SessionRow,
)
from pico_tracker.db.queries.courses import READING_COUNTS
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.expectation import PassUse
from pico_tracker.domain.inks import InkColour

NEWEST = 300
"""So many finished courses of a concern are looked at, the newest ones, however large the clinic is."""

_FINISHED = (
    select(CourseRow.id, CourseRow.last_session_on)
    .join(ConcernRow, ConcernRow.id == CourseRow.concern_id)
    .where(
        ConcernRow.key == bindparam("concern_key"),
        CourseRow.state.in_((CourseState.COMPLETED.value, CourseState.MAINTENANCE.value)),
    )
    .order_by(CourseRow.last_session_on.desc())
    .limit(NEWEST)
    .subquery()
)
_LAST_PASSES = (
    select(_FINISHED.c.id, SessionPassRow.wavelength_nm, SessionPassRow.purpose)
    .join(
        SessionRow,
        (SessionRow.course_id == _FINISHED.c.id)
        & (SessionRow.performed_on == _FINISHED.c.last_session_on)
        & ~SessionRow.is_void,
    )
    .join(SessionPassRow, SessionPassRow.session_id == SessionRow.id)
)
_INKS = select(CourseInkRow.course_id, CourseInkRow.ink).where(
    CourseInkRow.course_id.in_(bindparam("course_ids", expanding=True))
)
_READINGS = (
    select(ClearanceReadingRow.course_id, ClearanceReadingRow.sessions_before, ClearanceReadingRow.percent)
    .where(ClearanceReadingRow.course_id.in_(bindparam("course_ids", expanding=True)), READING_COUNTS)
    .order_by(ClearanceReadingRow.course_id, ClearanceReadingRow.read_on, ClearanceReadingRow.id)
)


def list_last_passes(work: Work, concern_key: str) -> dict[int, list[PassUse]]:
    """What the last session of each finished course of a concern was given with, by course."""
    found: dict[int, list[PassUse]] = defaultdict(list)
    for row in work.connection.execute(_LAST_PASSES, {"concern_key": concern_key}):
        found[row.id].append(PassUse(row.wavelength_nm, row.purpose))
    return found


def list_inks(work: Work, course_ids: Iterable[int]) -> Mapping[int, frozenset[InkColour]]:
    """The ink colours of courses, by course."""
    return {
        course_id: frozenset(InkColour(row.ink) for row in rows)
        for course_id, rows in _by_course(work, _INKS, course_ids).items()
    }


def list_histories(work: Work, course_ids: Iterable[int]) -> list[dict[int, int]]:
    """The readings of courses: sessions before the look to the latest percent read there."""
    return [
        {row.sessions_before: row.percent for row in rows}
        for rows in _by_course(work, _READINGS, course_ids).values()
    ]


def _by_course(work: Work, statement: Any, course_ids: Iterable[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in work.connection.execute(statement, {"course_ids": tuple(course_ids)}):
        found[row.course_id].append(row)
    return found
