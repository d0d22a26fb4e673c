"""What a course may be compared with: published studies, or the clinic's own finished courses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pico_tracker.db.models import CourseInkRow
from pico_tracker.db.queries import expectation as queries
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.expectation import (
    FEWEST_COURSES,
    Comparison,
    CourseKind,
    Expectation,
    History,
    PassUse,
    expect,
    wavelengths_for,
)
from pico_tracker.domain.inks import INK_NAMES, InkColour
from pico_tracker.domain.outcomes import Outcome, read_outcome
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.progress_chart import reach
from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.context import Context, needs
from pico_tracker.services.rules import rules_of


@dataclass
class _Finished:
    """The clinic's finished courses, looked up once a concern however many kinds are asked for."""

    work: Work
    names: Mapping[InkColour, str]
    _passes: dict[str, Mapping[int, Sequence[PassUse]]] = field(default_factory=dict)

    def histories_of(self, kind: CourseKind) -> Sequence[History]:
        """The readings of those of a kind; none where there are too few to tell anything."""
        if kind.concern_key not in self._passes:
            self._passes[kind.concern_key] = queries.list_last_passes(self.work, kind.concern_key)
        passes = self._passes[kind.concern_key]
        alike = [course_id for course_id, uses in passes.items() if self._is_alike(kind, uses)]
        if kind.ink is not None and len(alike) >= FEWEST_COURSES:
            inks = queries.list_inks(self.work, alike)
            alike = [course_id for course_id in alike if kind.ink in inks.get(course_id, ())]
        return queries.list_histories(self.work, alike) if len(alike) >= FEWEST_COURSES else ()

    def _is_alike(self, kind: CourseKind, uses: Sequence[PassUse]) -> bool:
        return wavelengths_for(kind.ink, (uses,), self.names) == kind.wavelengths_nm


@needs(Permission.READ_CLINICAL)
def read_expectation(context: Context, progress: CourseProgress) -> Expectation:
    """What a course as it was read may be compared with.

    Apart from the patient's page, which never waits for it. A few milliseconds at any size of
    clinic: only the newest 300 finished courses of the concern are looked at.
    """
    with context.database.read() as work:
        return with_expectation(context, work, (progress,))[0].expectation


def with_expectation(context: Context, work: Work, courses: Sequence[CourseProgress]) -> tuple[CourseProgress, ...]:
    """The courses, each with what it may be compared with."""
    if not courses:
        return ()
    outcomes = tuple(read_outcome(rule.content) for rule in rules_of(work, RuleKind.EXPECTATION))
    names = {ink: context.translate(name) for ink, name in INK_NAMES.items()}
    finished = _Finished(work, names)
    return tuple(replace(one, expectation=_expectation_of(one, outcomes, finished)) for one in courses)


def write_inks(work: ChangeWork, course_id: int, inks: Sequence[InkColour]) -> None:
    """Set the ink colours of a course inside another service's transaction."""
    known = queries.list_inks(work, (course_id,)).get(course_id, frozenset())
    for ink in known.difference(inks):
        work.remove(work.get(CourseInkRow, (course_id, ink.value)))
    work.add_all([CourseInkRow(course_id=course_id, ink=ink.value) for ink in inks if ink not in known])


def _expectation_of(progress: CourseProgress, outcomes: tuple[Outcome, ...], finished: _Finished) -> Expectation:
    return expect(
        Comparison(
            concern_key=progress.course.concern_key,
            inks=progress.course.entry.inks,
            uses=tuple(
                tuple(PassUse(one.entry.wavelength_nm, one.entry.purpose) for one in session.passes)
                for session in progress.sessions
            ),
            until=reach(progress),
            outcomes=outcomes,
            histories_of=finished.histories_of,
            names=finished.names,
        )
    )
