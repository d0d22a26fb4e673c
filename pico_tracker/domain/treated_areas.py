"""Treated areas: named, outlined on a map of body or face, measured in cm², used again through a course."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.responses import check_measured
from pico_tracker.domain.words import LINE_LIMIT, Sentence, mark, sentence

CORNERS_LEAST = 3
OUTLINE_LIMIT = 20_000
"""Characters of an outline as JSON."""
MAP_SIDE = 1000
"""A point of an outline lies from 0 to this, across the map's width and down its height."""
Outline = tuple[tuple[int, int], ...]
"""Corners of a closed line on a map, each (across, down)."""


class BodyView(StrEnum):
    """A map on which an area is outlined."""

    FRONT = "front"
    BACK = "back"
    LEFT = "left"
    RIGHT = "right"
    HANDS = "hands"
    FEET = "feet"
    FACE = "face"
    FACE_LEFT = "face left"
    FACE_RIGHT = "face right"


VIEW_NAMES = {
    BodyView.FRONT: mark("Front"),
    BodyView.BACK: mark("Back"),
    BodyView.LEFT: mark("Left side"),
    BodyView.RIGHT: mark("Right side"),
    BodyView.HANDS: mark("Hands"),
    BodyView.FEET: mark("Feet"),
    BodyView.FACE: mark("Face"),
    BodyView.FACE_LEFT: mark("Face, left"),
    BodyView.FACE_RIGHT: mark("Face, right"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaEntry:
    """A named area of a course as typed and outlined."""

    entry_id: uuid.UUID
    course_id: int
    name: str
    view: BodyView
    outline: Outline
    area_cm2: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionArea:
    """An area as it was treated in one session."""

    area_id: int
    outline: Outline
    area_cm2: Decimal | None = None
    name: str = ""
    view: BodyView = BodyView.FRONT


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLayer:
    """One session's outline of an area, to be laid over later ones."""

    on: date
    session_id: int
    outline: Outline
    area_cm2: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatedArea:
    """A named area on record, with each session's outline, oldest first."""

    id: int
    version: int
    entry: AreaEntry
    retired: bool = False
    layers: tuple[AreaLayer, ...] = ()


def write_outline(outline: Outline) -> str:
    """An outline as JSON."""
    return json.dumps(outline)


def read_outline(text: str) -> Outline:
    """The outline that `write_outline` wrote."""
    return tuple((int(across), int(down)) for across, down in json.loads(text))


def check_area(entry: AreaEntry) -> Findings:
    """All that is wrong with a named area."""
    found = [*check_outline(entry.outline), *check_measured("area_cm2", entry.area_cm2)]
    if not entry.name or len(entry.name) > LINE_LIMIT:
        found.append(
            _stop("name", sentence(mark("Name the area, with 1 to {limit} characters."), limit=LINE_LIMIT))
        )
    return tuple(found)


def check_name_free(name: str, others: Iterable[TreatedArea]) -> Findings:
    """Whether a name is not already that of another area in use of the same course."""
    taken = {one.entry.name.casefold() for one in others if not one.retired}
    if name.casefold() not in taken:
        return ()
    said = sentence(mark("This course has an area named {name} already. Name it otherwise."), name=name)
    return (_stop("name", said),)


def check_same_map(known: TreatedArea, entry: AreaEntry) -> Findings:
    """An area that sessions outlined stays on its map, since their outlines are of that map."""
    if not known.layers or entry.view is known.entry.view:
        return ()
    said = sentence(mark("Sessions outlined this area on its map. Name another area for another map."))
    return (_stop("outline", said),)


def check_session_areas(areas: Iterable[SessionArea]) -> Findings:
    """What is wrong with the areas of a session: outline and size of each, and none twice."""
    treated = tuple(areas)
    found = {one.code: one for area in treated for one in _check_as_treated(area)}
    if len({area.area_id for area in treated}) < len(treated):
        said = sentence(mark("An area stands here twice. Take one of the two out."))
        found["session.areas.twice"] = Finding("areas", said, Level.STOP, "session.areas.twice")
    return tuple(found.values())


def _check_as_treated(area: SessionArea) -> Findings:
    found = [
        replace(one, field="areas", code=f"session.areas.{area.area_id}.size")
        for one in check_measured("area_cm2", area.area_cm2)
    ]
    if check_outline(area.outline):
        said = sentence(mark("{name} has no outline. Outline it on the map."), name=area.name)
        found.append(Finding("areas", said, Level.STOP, f"session.areas.{area.area_id}.outline"))
    return tuple(found)


def total_cm2(areas: Iterable[SessionArea]) -> Decimal | None:
    """The sum of the sizes that were measured, or None when none was."""
    sizes = [area.area_cm2 for area in areas if area.area_cm2 is not None]
    return sum(sizes, Decimal(0)) if sizes else None


def as_treated(area: TreatedArea, layer: AreaLayer | None = None) -> SessionArea:
    """A named area as a session treats it: as in an earlier session, else as it stands in the course."""
    source = layer or area.entry
    return SessionArea(
        area_id=area.id,
        outline=source.outline,
        area_cm2=source.area_cm2,
        name=area.entry.name,
        view=area.entry.view,
    )


def treated_last(areas: Iterable[TreatedArea]) -> tuple[SessionArea, ...]:
    """The areas of the newest session that has any, as they were treated then, without retired ones."""
    ends = [(area, area.layers[-1]) for area in areas if area.layers]
    if not ends:
        return ()
    newest = max((layer.on, layer.session_id) for _, layer in ends)
    last = ((area, layer) for area, layer in ends if (layer.on, layer.session_id) == newest)
    return tuple(as_treated(area, layer) for area, layer in last if not area.retired)


def check_outline(outline: Outline) -> Findings:
    """Whether an outline is a closed line on its map."""
    inside = all(0 <= side <= MAP_SIDE for corner in outline for side in corner)
    if len(outline) < CORNERS_LEAST or len(write_outline(outline)) > OUTLINE_LIMIT or not inside:
        return (_stop("outline", sentence(mark("Outline the area on the map."))),)
    return ()


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"area.{field}")
