"""What is due: one line a thing to do, harm first; and what was tried to reach somebody about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import TypeVar

from pico_tracker.domain.contacts import CLOSING, Contact, ContactAbout, Reach, is_try
from pico_tracker.domain.diary import SafeDate, SafeWord, VisitKind
from pico_tracker.domain.intervals import Window
from pico_tracker.domain.side_effects import Severity
from pico_tracker.domain.words import mark

CALL_AFTER_DAYS = 2
"""A patient is called so many days after the first session of a course."""
CALL_WITHIN_DAYS = 14
"""Days after which that call has lost its point."""
_LOOKED_AHEAD = 60


class DueKind(IntEnum):
    """Why a line stands in the list; the order is the order of harm."""

    REACTION_ALARMING = 1
    """Reported by the patient with at least one answer that tells harm."""
    REACTION_REPORTED = 2
    SIDE_EFFECT_URGENT = 3
    SIDE_EFFECT_PROLONGED = 4
    INCIDENT_OPEN = 5
    SIDE_EFFECT_OPEN = 6
    REACTION_TO_RELEASE = 7
    FOLLOW_UP_CALL = 8
    """The call some days after a first session, or on the day agreed at any session."""
    TEST_PATCH_TO_READ = 9
    SESSION_LOST = 10
    """Past the late date: lost to follow-up."""
    SESSION_OVERDUE = 11
    SESSION_DUE = 12
    MAINTENANCE_OVERDUE = 13
    MAINTENANCE_DUE = 14
    VISIT_TO_CONFIRM = 15


class RecallGroup(StrEnum):
    """What the list can be narrowed to; the order is that of its chips."""

    REACTIONS = "reactions"
    OVERDUE = "overdue"
    DUE = "due"
    MAINTENANCE = "maintenance"
    CALLS = "calls"
    TEST_PATCHES = "test patches"
    TO_CONFIRM = "to confirm"
    LOST = "lost"


DUE_NAMES = {
    DueKind.REACTION_ALARMING: mark("Judge now"),
    DueKind.REACTION_REPORTED: mark("To be judged"),
    DueKind.SIDE_EFFECT_URGENT: mark("Review now"),
    DueKind.SIDE_EFFECT_PROLONGED: mark("Prolonged"),
    DueKind.INCIDENT_OPEN: mark("Incident open"),
    DueKind.SIDE_EFFECT_OPEN: mark("Healing"),
    DueKind.REACTION_TO_RELEASE: mark("To release"),
    DueKind.FOLLOW_UP_CALL: mark("Call"),
    DueKind.TEST_PATCH_TO_READ: mark("To be read"),
    DueKind.SESSION_LOST: mark("Lost to follow-up"),
    DueKind.SESSION_OVERDUE: mark("Overdue"),
    DueKind.SESSION_DUE: mark("Due"),
    DueKind.MAINTENANCE_OVERDUE: mark("Overdue"),
    DueKind.MAINTENANCE_DUE: mark("Due"),
    DueKind.VISIT_TO_CONFIRM: mark("To confirm"),
}
GROUP_NAMES = {
    RecallGroup.REACTIONS: mark("Reactions"),
    RecallGroup.OVERDUE: mark("Overdue"),
    RecallGroup.DUE: mark("Due"),
    RecallGroup.MAINTENANCE: mark("Maintenance"),
    RecallGroup.CALLS: mark("Calls"),
    RecallGroup.TEST_PATCHES: mark("Test patches"),
    RecallGroup.TO_CONFIRM: mark("To confirm"),
    RecallGroup.LOST: mark("Lost to follow-up"),
}
REACTION_KINDS = frozenset(kind for kind in DueKind if kind <= DueKind.REACTION_TO_RELEASE)
"""Those about harm: no wish and no contact takes them away, only the one who judges or heals."""
UNTIL_JUDGED = frozenset({DueKind.REACTION_ALARMING, DueKind.REACTION_REPORTED, DueKind.SIDE_EFFECT_URGENT})
"""Those that do not even rest until tomorrow."""
GROUPS: dict[DueKind, RecallGroup] = {
    **dict.fromkeys(REACTION_KINDS, RecallGroup.REACTIONS),
    DueKind.FOLLOW_UP_CALL: RecallGroup.CALLS,
    DueKind.TEST_PATCH_TO_READ: RecallGroup.TEST_PATCHES,
    DueKind.SESSION_LOST: RecallGroup.LOST,
    DueKind.SESSION_OVERDUE: RecallGroup.OVERDUE,
    DueKind.SESSION_DUE: RecallGroup.DUE,
    DueKind.MAINTENANCE_OVERDUE: RecallGroup.MAINTENANCE,
    DueKind.MAINTENANCE_DUE: RecallGroup.MAINTENANCE,
    DueKind.VISIT_TO_CONFIRM: RecallGroup.TO_CONFIRM,
}
_ABOUT = {
    RecallGroup.REACTIONS: ContactAbout.REACTION,
    RecallGroup.MAINTENANCE: ContactAbout.MAINTENANCE,
    RecallGroup.CALLS: ContactAbout.FOLLOW_UP,
    RecallGroup.TEST_PATCHES: ContactAbout.TEST_PATCH,
    RecallGroup.TO_CONFIRM: ContactAbout.VISIT,
}
_VISITS = {
    RecallGroup.REACTIONS: VisitKind.REVIEW,
    RecallGroup.MAINTENANCE: VisitKind.MAINTENANCE,
    RecallGroup.CALLS: VisitKind.CALL,
    RecallGroup.TEST_PATCHES: VisitKind.REVIEW,
}


@dataclass(frozen=True, slots=True)
class DueVisit:
    """The visit that a line is about."""

    id: int
    version: int
    kind: VisitKind
    starts_at: datetime
    """When the patient is told to arrive."""
    treated_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One thing to do for one patient. Reception gets it without `detail`."""

    kind: DueKind
    patient_id: int
    patient_name: str
    record_number: str
    phone: str
    course_id: int
    """0 where it is about no course."""
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
    record_id: int = 0
    """Key of the side effect, report, incident, session, patch or visit that it is about; 0: the course."""
    window: Window | None = None
    """Of the session that is due."""
    visit: DueVisit | None = None
    """With a visit to confirm only."""

    def days_late(self, today: date) -> int:
        """Days past `due_on`; negative while it lies ahead."""
        return (today - self.due_on).days


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallLine(DueLine):
    """A line of the recall list: what is due, what was tried so far, and how to reach the patient."""

    reach: Reach
    tries: int = 0
    """Since the thing fell due; withdrawn contacts do not count."""
    last: Contact | None = None
    """The last contact about it."""
    safe: SafeDate | None = None
    """From when the treatment is safe to book; None where only the course's own dates tell."""

    @property
    def key(self) -> tuple[int, int, int, int]:
        """What tells this line from every other."""
        return self.kind, self.patient_id, self.course_id, self.record_id

    @property
    def group(self) -> RecallGroup:
        """The chip that it is counted under."""
        return GROUPS[self.kind]

    @property
    def about(self) -> ContactAbout:
        """What a contact about this line is about."""
        return about_of(self.kind)

    @property
    def visit_kind(self) -> VisitKind:
        """What kind of visit would close it."""
        return self.visit.kind if self.visit is not None else _VISITS.get(self.group, VisitKind.SESSION)

    @property
    def hidden_until(self) -> date | None:
        """First day on which it shows again after the last contact; None while it shows."""
        if self.last is None or self.kind in UNTIL_JUDGED:
            return None
        return self.last.entry.hidden_until

    @property
    def call_back_at(self) -> datetime | None:
        """When the patient wants to be called back."""
        return None if self.last is None else self.last.entry.call_back_at

    def is_shown(self, today: date) -> bool:
        """Whether it stands in the list that day: it does not rest, nothing closed it, and the
        patient may be contacted about it."""
        is_harm = self.kind in REACTION_KINDS
        if self.reach.no_contact and not is_harm:
            return False
        if self.last is not None and self.last.entry.outcome in CLOSING[self.about]:
            return False
        return self.hidden_until is None or self.hidden_until <= today


def about_of(kind: DueKind) -> ContactAbout:
    """What a contact about a line of this kind is about."""
    return _ABOUT.get(GROUPS[kind], ContactAbout.SESSION)


def recall_line(due: DueLine, contacts: Iterable[Contact], reach: Reach) -> RecallLine:
    """A line with what was tried; `contacts` are those that count for it, newest first."""
    tried = tuple(contacts)
    values = {one.name: getattr(due, one.name) for one in fields(DueLine)}
    return RecallLine(
        **values,
        reach=reach,
        tries=sum(is_try(one.entry.outcome) for one in tried),
        last=tried[0] if tried else None,
        safe=_safe_of(due),
    )


def _safe_of(due: DueLine) -> SafeDate | None:
    if due.kind in REACTION_KINDS:
        return SafeDate(SafeWord.REVIEW)
    return None if due.window is None else SafeDate(SafeWord.SAFE, due.window.earliest_on)


_L = TypeVar("_L", bound=DueLine)


def harm_first(lines: Iterable[_L]) -> tuple[_L, ...]:
    """The lines in the order to work them: by harm, then the longest waiting."""
    return tuple(sorted(lines, key=_harm))


def _harm(line: DueLine) -> tuple[int, int, date, str]:
    gravest_first = -list(Severity).index(line.severity) if line.severity else 0
    return line.kind, gravest_first, line.due_on, line.patient_name


def working_days(after: date, count: int, is_open: Callable[[date], bool]) -> tuple[date, ...]:
    """The next `count` days after a day on which the clinic is open; fewer where it stays closed for long."""
    ahead = (after + timedelta(days=number) for number in range(1, _LOOKED_AHEAD + 1))
    return tuple(day for day in ahead if is_open(day))[:count]
