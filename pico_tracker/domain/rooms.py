"""Rooms that visits occupy."""

from dataclasses import dataclass

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.words import LINE_LIMIT, mark, sentence


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the clinic."""

    id: int
    name: str
    active: bool = True
    device_ids: tuple[int, ...] = ()
    """Lasers that stand in it."""


def check_room_name(name: str) -> Findings:
    """Everything wrong with a room's name."""
    if not name:
        return (Finding("name", sentence(mark("Enter the room's name.")), code="room.name"),)
    if len(name) > LINE_LIMIT:
        said = sentence(mark("The name is longer than {limit} characters. Shorten it."), limit=LINE_LIMIT)
        return (Finding("name", said, code="room.name"),)
    return ()
