"""A course's past, as a batch brings it in."""

import uuid
from datetime import date, timedelta

from pico_tracker.domain.courses import CourseEntry, CourseState
from pico_tracker.domain.histories import CourseHistory
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.responses import Anaesthesia, Cooling
from pico_tracker.domain.sessions import SessionEntry

OPENED = date(2026, 1, 5)
COURSE = CourseEntry(
    entry_id=uuid.UUID(int=1),
    patient_id=0,
    concern_id=1,
    area="left ankle",
    sessions_from=4,
    sessions_to=10,
    interval=Interval(6, 8, 16),
    opened_on=OPENED,
)


def sessions(count: int) -> tuple[SessionEntry, ...]:
    return tuple(
        SessionEntry(
            entry_id=uuid.UUID(int=2 + index),
            course_id=0,
            performed_on=OPENED + timedelta(weeks=8 * index),
            operator_id=1,
            eye_protection="Patient: metal shields.",
            passes=(),
            pain=3,
            cooling=Cooling.COLD_AIR,
            anaesthesia=Anaesthesia.NONE,
        )
        for index in range(count)
    )


def test_every_session_of_a_course_without_maintenance_is_a_treatment() -> None:
    assert CourseHistory(entry=COURSE, state=CourseState.ACTIVE, sessions=sessions(5)).treatments == 5


def test_sessions_from_the_beginning_of_maintenance_on_are_no_treatments() -> None:
    history = CourseHistory(entry=COURSE, state=CourseState.MAINTENANCE, sessions=sessions(5), maintenance_from=3)
    assert history.treatments == 3


def test_a_course_that_came_for_maintenance_only_has_no_treatments() -> None:
    history = CourseHistory(entry=COURSE, state=CourseState.MAINTENANCE, sessions=sessions(2), maintenance_from=0)
    assert history.treatments == 0
