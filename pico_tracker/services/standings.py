"""How many patients stand today, asked for together: the same dates that the room asks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from pico_tracker.db.queries.intervals import CourseSpacing, list_spacings_of
from pico_tracker.db.queries.standings import CourseStand, list_course_stands
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.courses import KEPT_UP, OPEN_STATES, CourseState
from pico_tracker.domain.intervals import NextDates, next_dates
from pico_tracker.domain.standings import Standing
from pico_tracker.services.intervals import adjustments_now
from pico_tracker.services.safe_dates import safe_date_of


def find_standings(work: Work, patient_ids: Collection[int], today: date) -> Mapping[int, Standing]:
    """The standing of each of these patients, in as many questions as for one."""
    adjustments, wanted = adjustments_now(work), sorted(set(patient_ids))
    spacings = {one.course_id: one for one in list_spacings_of(work, wanted)}
    dates = {key: next_dates(one.facts, adjustments) for key, one in spacings.items()}
    courses: dict[int, list[CourseStand]] = defaultdict(list)
    for stand in list_course_stands(work, wanted):
        courses[stand.patient_id].append(stand)
    return {key: _standing(courses[key], spacings, dates, today) for key in wanted}


def _standing(
    courses: Iterable[CourseStand],
    spacings: Mapping[int, CourseSpacing],
    dates: Mapping[int, NextDates],
    today: date,
) -> Standing:
    own = tuple(courses)
    late = {one.course_id: _target(one, dates[one.course_id], today) for one in own}
    return Standing(
        safe_dates={one.course_id: safe_date_of(dates, one.course_id, today) for one in own},
        open_course_ids=tuple(one.course_id for one in own if one.state in OPEN_STATES),
        overdue_since={key: day for key, day in late.items() if day is not None and day < today},
        has_reaction=any(_is_hurt(spacings[one.course_id], today) for one in own),
    )


def _target(course: CourseStand, dates: NextDates, today: date) -> date | None:
    """The day by which a course that goes on is to be treated."""
    if course.state in KEPT_UP:
        return course.maintenance_due_on
    window = dates.window_on(today)
    return None if window is None or course.state is CourseState.PAUSED else window.target_on


def _is_hurt(spacing: CourseSpacing, today: date) -> bool:
    """Whether the patient reported something that nobody judged, or has a side effect that is no expected one."""
    facts = spacing.facts
    return bool(facts.reported_on) or any(one.is_open_reaction(today) for one in facts.effects)
