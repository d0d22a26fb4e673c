"""A patient's whole past in one value: what a batch brings in, such as a demonstration clinic.

Entries inside carry 0 where the key of their patient, course or session is not known yet.
"""

from dataclasses import dataclass
from datetime import date

from pico_tracker.domain.assessments import AssessmentEntry
from pico_tracker.domain.courses import CourseEntry, CourseState
from pico_tracker.domain.diary import VisitEntry
from pico_tracker.domain.patients import PatientEntry
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.domain.side_effects import SideEffectEntry
from pico_tracker.domain.treated_areas import AreaEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffectHistory:
    """A side effect, and the place of its session among the course's sessions, from 0."""

    entry: SideEffectEntry
    session_index: int
    released_on: date | None = None
    """When the area was released after it, where it has to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseHistory:
    """A course with its sessions, oldest first; those from `maintenance_from` on are maintenance."""

    entry: CourseEntry
    state: CourseState
    sessions: tuple[SessionEntry, ...] = ()
    maintenance_from: int | None = None
    side_effects: tuple[SideEffectHistory, ...] = ()
    next_visit: VisitEntry | None = None
    assessments: tuple[AssessmentEntry, ...] = ()
    areas: tuple[AreaEntry, ...] = ()
    """Named areas; those of its sessions carry the place in here, from 0, as their key."""

    @property
    def treatments(self) -> int:
        """Sessions before maintenance began."""
        return len(self.sessions) if self.maintenance_from is None else self.maintenance_from


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientHistory:
    """A patient with all courses. An empty record number means the next free one."""

    entry: PatientEntry
    courses: tuple[CourseHistory, ...] = ()
