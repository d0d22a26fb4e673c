"""What is due: one line a thing to do, harm first."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from pico_tracker.domain.side_effects import Severity
from pico_tracker.domain.words import mark


class DueKind(IntEnum):
    """Why a line stands in the list; the order is the order of harm."""

    SIDE_EFFECT_URGENT = 1
    REACTION_REPORTED = 2
    SIDE_EFFECT_PROLONGED = 3
    INCIDENT_OPEN = 4
    SIDE_EFFECT_OPEN = 5
    REACTION_TO_RELEASE = 6
    SESSION_LOST = 7
    """Past the late date: lost to follow-up."""
    SESSION_OVERDUE = 8
    SESSION_DUE = 9
    MAINTENANCE_OVERDUE = 10
    MAINTENANCE_DUE = 11


DUE_NAMES = {
    DueKind.SIDE_EFFECT_URGENT: mark("Review now"),
    DueKind.REACTION_REPORTED: mark("To be judged"),
    DueKind.SIDE_EFFECT_PROLONGED: mark("Prolonged"),
    DueKind.INCIDENT_OPEN: mark("Incident open"),
    DueKind.SIDE_EFFECT_OPEN: mark("Healing"),
    DueKind.REACTION_TO_RELEASE: mark("To release"),
    DueKind.SESSION_LOST: mark("Lost to follow-up"),
    DueKind.SESSION_OVERDUE: mark("Overdue"),
    DueKind.SESSION_DUE: mark("Due"),
    DueKind.MAINTENANCE_OVERDUE: mark("Overdue"),
    DueKind.MAINTENANCE_DUE: mark("Due"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One thing to do for one patient. Reception gets it without `detail`."""

    kind: DueKind
    patient_id: int
    patient_name: str
    record_number: str
    phone: str
    course_id: int
    course_title: str
    due_on: date
    """Date from which it is due; for a side effect the day it began."""
    detail: str = ""
    """Clinical text, such as the kind of side effect; empty for who may not read it."""
    severity: Severity | None = None
    """Of a side effect; None for who may not read it, and where it is not about one."""
    has_red_flag: bool = False
    """Whether a side effect shows a red flag; never told to who may not read it."""
    session_number: int = 0
    """Number of the session that is due; 0 where it is not about one."""

    def days_late(self, today: date) -> int:
        """Days past `due_on`; negative while it lies ahead."""
        return (today - self.due_on).days


def harm_first(lines: list[DueLine]) -> tuple[DueLine, ...]:
    """The lines in the order to work them: by harm, then the longest waiting."""
    return tuple(sorted(lines, key=_harm))


def _harm(line: DueLine) -> tuple[int, int, date, str]:
    gravest_first = -list(Severity).index(line.severity) if line.severity else 0
    return line.kind, gravest_first, line.due_on, line.patient_name
