"""How long a visit usually takes, in parts, and what it took for this patient the last time."""

from collections.abc import Iterable
from dataclasses import dataclass

from pico_tracker.domain.bookings import FIRING
from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState

_CAME_TO_NOTHING = (VisitState.CANCELLED, VisitState.NO_SHOW)


@dataclass(frozen=True, slots=True)
class Lengths:
    """The parts of a visit in minutes."""

    minutes: int
    """Of the treatment."""
    numbing: int = 0
    clean_up: int = 0


CONSULTATION_LENGTHS = Lengths(30)
TEST_PATCH_LENGTHS = Lengths(20, clean_up=5)
TREATMENT_LENGTHS = Lengths(30, clean_up=10)
REVIEW_LENGTHS = Lengths(15)
CALL_LENGTHS = Lengths(10)
USUAL_LENGTHS = {
    VisitKind.CONSULTATION: CONSULTATION_LENGTHS,
    VisitKind.TEST_PATCH: TEST_PATCH_LENGTHS,
    VisitKind.SESSION: TREATMENT_LENGTHS,
    VisitKind.REVIEW: REVIEW_LENGTHS,
    VisitKind.MAINTENANCE: TREATMENT_LENGTHS,
    VisitKind.CALL: CALL_LENGTHS,
}
"""What a visit begins from that has none before it (design choice; the form changes it). Numbing is
nobody's habit until somebody had it."""


def last_of_kind(visits: Iterable[Visit], kind: VisitKind) -> Visit | None:
    """The patient's latest visit of a kind, whether it was or is to come; cancelled and missed ones are none."""
    of_kind = (one for one in visits if one.kind is kind and one.state not in _CAME_TO_NOTHING)
    return max(of_kind, key=lambda one: one.starts_at, default=None)


def usual_lengths(visits: Iterable[Visit], kind: VisitKind) -> Lengths:
    """As long as the patient's last visit of that kind, else what such a visit usually takes."""
    last = last_of_kind(visits, kind)
    return USUAL_LENGTHS[kind] if last is None else lengths_of(last.place)


def lengths_of(place: Place) -> Lengths:
    """The parts of a place."""
    return Lengths(place.minutes, place.numbing_minutes, place.clean_up_minutes)


def last_device(visits: Iterable[Visit], kind: VisitKind) -> int | None:
    """The laser that fired at the patient last, for a visit in which one is fired."""
    if kind not in FIRING:
        return None
    treated = [
        one
        for one in visits
        if one.kind in FIRING and one.place.device_id is not None and one.state not in _CAME_TO_NOTHING
    ]
    last = max(treated, key=lambda one: one.starts_at, default=None)
    return None if last is None else last.place.device_id
