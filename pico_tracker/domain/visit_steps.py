"""What happens to a visit after it is booked: moved, confirmed, arrived, missed, taken back."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pico_tracker.domain.diary import AHEAD, FURTHEST_AHEAD, HOLDING, Place, Visit, VisitState
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.words import TEXT_LIMIT, mark, sentence

_CAME = (VisitState.ARRIVED, VisitState.IN_ROOM, VisitState.DONE)
"""States that say that somebody came."""
_NUMBERS = ("minutes", "numbing_minutes", "clean_up_minutes", "practitioner_id", "room_id", "device_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitStep:
    """One step of a visit on record; steps are added and never changed."""

    id: int
    visit_id: int
    at: datetime
    by: str
    from_state: VisitState
    to_state: VisitState
    before: str = ""
    """Where it stood, as `write_place` says; "" where it stayed."""
    after: str = ""
    reason: str = ""
    batch: uuid.UUID | None = None
    """The same for steps that were taken as one."""
    undoes_id: int | None = None


def write_place(place: Place) -> str:
    """A place as text that `read_place` reads back."""
    values = {name: getattr(place, name) for name in _NUMBERS}
    return json.dumps({"starts_at": place.starts_at.isoformat(), **values}, sort_keys=True)


def read_place(text: str) -> Place:
    """The place that `write_place` wrote."""
    values = json.loads(text)
    return Place(**{**values, "starts_at": datetime.fromisoformat(values["starts_at"])})


def step_to_undo(steps: Sequence[VisitStep]) -> VisitStep | None:
    """The step that can be taken back now: the last one that still counts."""
    undone = {step.undoes_id for step in steps}
    return next((step for step in reversed(steps) if step.id not in undone and step.undoes_id is None), None)


def check_state(visit: Visit, state: VisitState, now: datetime, reason: str = "") -> Findings:
    """All that speaks against bringing a visit into a state at this moment, in the clinic's zone."""
    if state is visit.state:
        said = sentence(mark("The visit is in this state already."))
        return (Finding("state", said, Level.STOP, "visit.state"),)
    found = []
    day = visit.starts_at.astimezone(now.tzinfo).date()
    if state in _CAME and day > now.date():
        said = sentence(mark("This visit is on {date}. Move it to today first."), date=day)
        found.append(Finding("state", said, Level.STOP, "visit.state"))
    if state is VisitState.NO_SHOW and visit.starts_at > now:
        said = sentence(mark("This visit has not begun yet: nobody has missed it. Cancel it, or wait."))
        found.append(Finding("state", said, Level.STOP, "visit.state"))
    if len(reason) > TEXT_LIMIT:
        said = sentence(mark("This is longer than {limit} characters. Shorten it."), limit=TEXT_LIMIT)
        found.append(Finding("reason", said, Level.STOP, "visit.reason"))
    return tuple(found)


def check_move(visit: Visit, place: Place, now: datetime) -> Findings:
    """All that speaks against moving a visit there, but for what is held already."""
    if not holds_time(visit.state) or (visit.state not in AHEAD and place.starts_at != visit.starts_at):
        said = sentence(mark("Only a booked or confirmed visit can be moved. Undo its last step first."))
        return (Finding("starts_at", said, Level.STOP, "visit.moved"),)
    if place.starts_at < now and place.starts_at != visit.starts_at:
        said = sentence(mark("A visit cannot be moved into the past. Check date and time."))
        return (Finding("starts_at", said, Level.STOP, "visit.past"),)
    if place.starts_at - now > FURTHEST_AHEAD:
        said = sentence(mark("The next visit is years away. Check the year."))
        return (Finding("starts_at", said, Level.STOP, "visit.year"),)
    return ()


def holds_time(state: VisitState) -> bool:
    """Whether a visit in this state keeps others out of its time."""
    return state in HOLDING
