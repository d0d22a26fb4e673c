"""Our own maps of body, hands, feet and face: one SVG a view in `resources/body`.

The drawing has `currentColor` for its lines and `currentGround` for the skin; the group `detail` is left
out where a map is small. The group `regions` is not painted: each path is a named region, of straight
lines only (`M x yL x y…Z`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pico_tracker.domain.outlines import Corner, holds, points_in, share_inside
from pico_tracker.domain.treated_areas import MAP_SIDE, VIEW_NAMES, BodyView, Outline
from pico_tracker.resources import find_resource
from pico_tracker.ui.body_map.region_names import REGION_NAMES
from pico_tracker.ui.kit.words import tr, translated

_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_REGION = re.compile(r'<path id="(\w+)" d="M([^Z"]+)Z"/>')
_DETAIL = re.compile(r'<g id="detail".*?</g>', re.DOTALL)
_ENOUGH = 0.3
"""An outline is named by the region that holds at least so much of it."""


@dataclass(frozen=True, slots=True)
class Region:
    """A named part of a map, in thousandths of it."""

    key: str
    outline: Outline

    @property
    def name(self) -> str:
        """What people call it, in the language of the window."""
        return translated(REGION_NAMES[self.key])


@dataclass(frozen=True, slots=True)
class BodyMap:
    """One map: its drawing, how wide for one unit of height, its regions."""

    view: BodyView
    drawing: str
    plain: str
    """The drawing without detail, for small pictures."""
    aspect: float
    regions: tuple[Region, ...]

    def region_at(self, point: Corner) -> Region | None:
        """The region under a point, the later drawn of two."""
        return next((one for one in reversed(self.regions) if holds(one.outline, point)), None)

    def region_of(self, outline: Outline) -> Region | None:
        """The region that holds most of an outline; none where it spreads over many."""
        points = points_in(outline)
        shares = [(share_inside(points, one.outline), at) for at, one in enumerate(self.regions)]
        share, at = max(shares)
        return self.regions[at] if share >= _ENOUGH else None

    def touches(self, outline: Outline) -> bool:
        """Whether any of an outline lies on the body, in one of the regions."""
        points = (*points_in(outline), *outline)
        return any(share_inside(points, one.outline) for one in self.regions)


@lru_cache(maxsize=len(BodyView))
def read_map(view: BodyView) -> BodyMap:
    """The map of a view; raises `FileNotFoundError` where the program was packed without it."""
    name = view.value.replace(" ", "_")
    drawing = find_resource("body", f"{name}.svg").read_text(encoding="utf-8")
    box = _BOX.search(drawing)
    if box is None:
        msg = f"no viewBox in the map {name}"
        raise ValueError(msg)
    wide, high = (int(side) for side in box.groups())
    regions = tuple(Region(key, _outline(path, wide, high)) for key, path in _REGION.findall(drawing))
    return BodyMap(view, drawing, _DETAIL.sub("", drawing), wide / high, regions)


def name_of(view: BodyView, outline: Outline) -> str:
    """An outline in plain words: the region it lies in, else the view."""
    region = read_map(view).region_of(outline)
    return translated(VIEW_NAMES[view]) if region is None else region.name


def place_of(view: BodyView, outline: Outline) -> str:
    """Where an outline lies, for a reader who cannot see the map: "Right forearm (Front)"."""
    region, on = read_map(view).region_of(outline), translated(VIEW_NAMES[view])
    return on if region is None else tr("{region} ({view})", view=on, region=region.name)


def _outline(path: str, wide: int, high: int) -> Outline:
    corners = (corner.split() for corner in path.split("L"))
    return tuple((_part(float(x), wide), _part(float(y), high)) for x, y in corners)


def _part(at: float, side: int) -> int:
    return min(MAP_SIDE, max(0, round(at * MAP_SIDE / side)))
