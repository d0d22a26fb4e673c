"""Who waits for whom: a late arrival and the time it still has, a long visit and the next one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pico_tracker.domain.diary import Visit, VisitState
from pico_tracker.domain.visit_steps import holds_time
from pico_tracker.domain.words import Sentence, mark, sentence

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Late:
    """A patient who came late."""

    by: int
    """Minutes."""
    left: int
    """Minutes that the visit can last until somebody else needs its people, room or laser."""
    of: int
    """Minutes that the visit takes in full."""

    @property
    def suffices(self) -> bool:
        """Whether the time is still enough."""
        return self.left >= self.of


@dataclass(frozen=True, slots=True)
class Overrun:
    """A visit that goes on past its end."""

    by: int
    """Minutes."""
    next_at: datetime | None = None
    """When the next one begins that needs the same person, room or laser; none that day."""
    waits: bool = False
    """Whether that patient is here, or their time has come."""


def read_late(visit: Visit, others: Iterable[Visit]) -> Late | None:
    """How late the patient of a visit arrived, and what is left of its time; None if not late at all.

    `others` are the visits of that day.
    """
    if visit.state is not VisitState.ARRIVED or visit.state_at is None:
        return None
    by = _minutes(visit.starts_at, visit.state_at)
    if by < 1:
        return None
    ahead = [one for one in (_needed_at(visit, other) for other in others) if one is not None]
    whole = _minutes(visit.starts_at, visit.ends_at)
    left = whole if not ahead else max(0, min(whole, _minutes(visit.state_at, min(ahead))))
    return Late(by, left, whole)


def read_overrun(visit: Visit, others: Iterable[Visit], now: datetime) -> Overrun | None:
    """How far a visit is over its time and whom that keeps waiting; None within its time."""
    by = _minutes(visit.ends_at, now)
    if visit.state is not VisitState.IN_ROOM or by < 1:
        return None
    follows = [one for one in others if _needed_at(visit, one) is not None and one.state is not VisitState.DONE]
    if not follows:
        return Overrun(by)
    after = min(follows, key=lambda one: one.starts_at)
    return Overrun(by, after.starts_at, after.state is VisitState.ARRIVED or after.starts_at <= now)


def waiting_minutes(visit: Visit, now: datetime) -> int:
    """How many minutes a patient who has arrived has been waiting; 0 for everybody else."""
    if visit.state is not VisitState.ARRIVED or visit.state_at is None:
        return 0
    return max(0, _minutes(visit.state_at, now))


def said_late(late: Late) -> Sentence:
    """A late arrival in words."""
    if late.suffices:
        return sentence(mark("Arrived {by} min late: the full {of} min still fit"), by=late.by, of=late.of)
    text = mark("Arrived {by} min late: {left} of {of} min left")
    return sentence(text, by=late.by, left=late.left, of=late.of)


def said_overrun(over: Overrun) -> Sentence:
    """A long visit in words."""
    if over.next_at is None:
        return sentence(mark("Over by {by} min: nobody is next"), by=over.by)
    text = (
        mark("Over by {by} min: next at {time} waits") if over.waits else mark("Over by {by} min: next at {time}")
    )
    return sentence(text, by=over.by, time=f"{over.next_at:%H:%M}")


def _needed_at(visit: Visit, other: Visit) -> datetime | None:
    """When a later visit needs what this one holds; the room is cleaned before."""
    if other.id == visit.id or not holds_time(other.state) or other.starts_at <= visit.starts_at:
        return None
    if _is_same(visit.place.room_id, other.place.room_id):
        return other.starts_at.astimezone(UTC) - timedelta(minutes=visit.place.clean_up_minutes)
    shared = (
        (visit.place.practitioner_id, other.place.practitioner_id),
        (visit.place.device_id, other.place.device_id),
    )
    return other.place.treated_from if any(_is_same(one, two) for one, two in shared) else None


def _is_same(one: int | None, other: int | None) -> bool:
    return one is not None and one == other


def _minutes(start: datetime, end: datetime) -> int:
    """Whole minutes of real time from one moment to another, less than 0 the other way round."""
    return int((end.astimezone(UTC) - start.astimezone(UTC)) / _MINUTE)
