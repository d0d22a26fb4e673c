"""Our maps of body, hands, feet and face on paper, with the areas of a course drawn in, as vectors."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from pico_tracker.domain.treated_areas import MAP_SIDE, VIEW_NAMES, BodyView, Outline
from pico_tracker.reports import styles
from pico_tracker.reports.fonts import REGULAR
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.text import SetLine
from pico_tracker.resources import find_resource

VIEWS_MOST = 4
_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_SKIN = re.compile(r'<g id="skin".*?</g>', re.DOTALL)
_PATH = re.compile(r'<path [^>]*?d="([^"]+)"')
_STEP = re.compile(r"([MLCZ])([^MLCZ]*)")
_GAP = 14.0
_NAME_ROOM = 12.0

Step = tuple[str, tuple[float, ...]]
"""A step of a line, M, L, C or Z, with its coordinates."""


class BodyDrawing(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The maps on which areas were outlined, side by side, each named below; `high` in points."""

    def __init__(self, pen: Pen, areas: Iterable[tuple[BodyView, Outline]], high: float) -> None:
        super().__init__()
        by_view = sorted(areas, key=lambda one: list(BodyView).index(one[0]))
        groups = groupby(by_view, key=lambda one: one[0])
        self._maps = [(view, [outline for _, outline in outlines]) for view, outlines in groups][:VIEWS_MOST]
        self._names = [_name(pen, view) for view, _ in self._maps]
        self.height, self._brand = high, pen.brand

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height taken, in points."""
        high = self.height - _NAME_ROOM
        self.width = sum(_aspect(view) * high for view, _ in self._maps) + _GAP * (len(self._maps) - 1)
        return self.width, self.height

    def draw(self) -> None:
        """Draw each map from the left with its areas in."""
        left, high = 0.0, self.height - _NAME_ROOM
        for (view, outlines), name in zip(self._maps, self._names, strict=True):
            wide = _aspect(view) * high
            self.canv.saveState()
            self.canv.translate(left, self.height)
            self.canv.scale(1, -1)
            _draw_skin(self.canv, view, wide, high)
            for outline in outlines:
                _draw_area(self.canv, outline, (wide, high), self._brand)
            self.canv.restoreState()
            self.canv.setFillColor(styles.QUIET)
            name.draw(self.canv, left + (wide - name.width) / 2, 2)
            left += wide + _GAP


def _name(pen: Pen, view: BodyView) -> SetLine:
    return SetLine(pen.say(VIEW_NAMES[view]), REGULAR, styles.AXIS_SIZE, pen.unprinted)


def _draw_skin(canvas: Canvas, view: BodyView, wide: float, high: float) -> None:
    canvas.setStrokeColor(styles.HEAD_LINE)
    canvas.setFillColor(styles.PAPER)
    canvas.setLineWidth(0.6)
    for steps in _skin_of(view):
        _draw(canvas, steps, wide, high)


def _draw_area(canvas: Canvas, outline: Outline, size: tuple[float, float], brand: Color) -> None:
    corners = [(across / MAP_SIDE, down / MAP_SIDE) for across, down in outline]
    steps: list[Step] = [("M" if number == 0 else "L", corner) for number, corner in enumerate(corners)]
    canvas.setStrokeColor(brand)
    canvas.setFillColor(brand)
    canvas.setLineWidth(0.8)
    _draw(canvas, [*steps, ("Z", ())], *size)


def _draw(canvas: Canvas, steps: Sequence[Step], wide: float, high: float) -> None:
    path = canvas.beginPath()
    moves = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
    for kind, shares in steps:
        moves[kind](*(share * (high if number % 2 else wide) for number, share in enumerate(shares)))
    canvas.drawPath(path, stroke=1, fill=1 if steps[-1][0] == "Z" else 0)


@cache
def _drawing_of(view: BodyView) -> str:
    return find_resource("body", f"{view.value.replace(' ', '_')}.svg").read_text(encoding="utf-8")


@cache
def _size_of(view: BodyView) -> tuple[int, int]:
    box = _BOX.search(_drawing_of(view))
    if box is None:
        msg = f"no viewBox in the map {view}"
        raise ValueError(msg)
    return int(box[1]), int(box[2])


def _aspect(view: BodyView) -> float:
    wide, high = _size_of(view)
    return wide / high


@cache
def _skin_of(view: BodyView) -> tuple[tuple[Step, ...], ...]:
    """The lines of a map's skin, coordinates as shares of its width and height."""
    skin = _SKIN.search(_drawing_of(view))
    paths = _PATH.findall(skin[0]) if skin else []
    return tuple(tuple(_steps(path, _size_of(view))) for path in paths)


def _steps(path: str, size: tuple[int, int]) -> Iterable[Step]:
    for kind, rest in _STEP.findall(path):
        numbers = [float(one) for one in rest.replace(",", " ").split()]
        shares = [number / size[place % 2] for place, number in enumerate(numbers)]
        most = {"M": 2, "L": 2, "C": 6, "Z": 0}[kind]
        for start in range(0, len(shares), most or 1):
            yield kind, tuple(shares[start : start + most])
        if kind == "Z":
            yield "Z", ()
