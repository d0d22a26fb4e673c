"""Where an area is: outlined on a map by mouse, or taken from the map's regions by name."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.outlines import middle
from pico_tracker.domain.treated_areas import MAP_SIDE, VIEW_NAMES, BodyView, Outline, check_outline
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.body_map.map_view import MapView
from pico_tracker.ui.body_map.maps import place_of, read_map
from pico_tracker.ui.body_map.painting import Shade, Shape
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.fields import ChoiceField, Field, Option
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.tabs import Tab, TabStrip
from pico_tracker.ui.kit.words import tr, translated

LEAST_HEIGHT = 280
"""Of the map, in px at 100 %."""
SIDE_WIDTH = 240
"""Of what stands beside it, in px at 100 %."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An outline and the map it is on."""

    view: BodyView
    outline: Outline

    @property
    def is_beside(self) -> bool:
        """Whether it lies wholly beside the body of its map."""
        return not read_map(self.view).touches(self.outline)


class ViewStrip(TabStrip):
    """The maps to choose from, one tab a view: `strip.view`, `strip.choose_view(view)`."""

    view_chosen = Signal(object)

    def __init__(self, views: Iterable[BodyView] = BodyView) -> None:
        super().__init__(tuple(Tab(one.value, translated(VIEW_NAMES[one]), QWidget) for one in views))
        self.setAccessibleName(tr("Maps"))
        self.chosen.connect(lambda name: self.view_chosen.emit(BodyView(name)))

    @property
    def view(self) -> BodyView:
        """The map in front."""
        return BodyView(self.name)

    def choose_view(self, view: BodyView) -> None:
        """Bring a map to the front."""
        self.choose(view.value)


class OutlineField(Field[Drawn]):
    """`OutlineField("outline", tr("On the map"))`: a closed line on one of the maps.

    `show_beneath` lays other outlines under it; `beside` is the column at the right of the map, for more.
    """

    def __init__(self, name: str, label: str, *, required: bool = False) -> None:
        super().__init__(name, label, required=required)
        self._drawn: Drawn | None = None
        self._beneath: tuple[tuple[BodyView, Shape], ...] = ()
        self._called = ""
        self.strip = ViewStrip()
        self.strip.view_chosen.connect(self._show_view)
        self.map = MapView(drawing=True, least=LEAST_HEIGHT)
        self.map.drawn.connect(self._take)
        self.region = ChoiceField("region", tr("Or a whole region"))
        self.region.changed.connect(self._take_region)
        self.where = Label("", Role.SMALL, wrap=True)
        self.clear_button = Button(tr("Clear the outline"), kind=Kind.QUIET, run=self._clear)
        self.distance_button = Button("", kind=Kind.QUIET, run=self._turn_distance)
        self.map.distance_changed.connect(self._say_distance)
        self._say_distance()
        box = QWidget()
        stack = QVBoxLayout(box)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        stack.addWidget(self.strip)
        stack.addLayout(self._row())
        self._place(box, self.region.input)
        self.region.input.setAccessibleName(tr("Region of the map"))
        self._show_view(self.strip.view)

    def _row(self) -> QHBoxLayout:
        self.beside = QVBoxLayout()
        self.beside.setSpacing(8)
        hint = Label(tr("Draw around the area with the mouse; the wheel comes closer."), Role.SMALL, wrap=True)
        for part in (hint, self.region, self.where):
            self.beside.addWidget(part)
        for button in (self.distance_button, self.clear_button):
            self.beside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.beside.addStretch(1)
        column = QWidget()
        column.setFixedWidth(px(SIDE_WIDTH))
        column.setLayout(self.beside)
        self.beside.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.map, 1)
        row.addWidget(column)
        return row

    @property
    def view(self) -> BodyView:
        """The map in front."""
        return self.strip.view

    def add_beside(self, part: QWidget) -> None:
        """Put something under the tools at the right of the map."""
        self.beside.insertWidget(self.beside.count() - 1, part)

    def keep_to(self, view: BodyView) -> None:
        """Let nothing be outlined on another map than this."""
        self.strip.hide()
        self.strip.choose_view(view)

    def show_beneath(self, placed: Iterable[tuple[BodyView, Shape]]) -> None:
        """Lay these under what is outlined, each on its map."""
        self._beneath = tuple(placed)
        self._paint()

    def call(self, name: str) -> None:
        """Say what the outline is called, for those who cannot see it."""
        self._called = name
        self._paint()

    def value(self) -> Drawn | None:
        """What is outlined, or none."""
        return self._drawn

    def set_value(self, value: Drawn | None) -> None:
        """Show an outline on its map; none takes it away."""
        self._drawn = value
        if value is not None:
            self.strip.choose_view(value.view)
        self._show_view(self.view)
        self.changed.emit()

    def raw_text(self) -> str:
        """Map and corners as one text."""
        return "" if self._drawn is None else json.dumps([self._drawn.view, self._drawn.outline])

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; a damaged text shows none."""
        self.set_value(_from_json(text))

    def problems(self) -> Findings:
        """Explains a region that is typed and not on this map, and an outline beside the body."""
        found = []
        if self.region.problems():
            found.append(self.stop(sentence(mark("Choose the region from the list, or empty the field."))))
        if self._drawn is not None and self._drawn.is_beside:
            found.append(self.stop(sentence(mark("Draw the outline on the body."))))
        return tuple(found)

    def _show_view(self, view: BodyView) -> None:
        blocker = QSignalBlocker(self.region)
        self.region.set_options(tuple(Option(one.key, one.name) for one in read_map(view).regions))
        self.region.set_value(self._region_taken())
        blocker.unblock()
        self._paint()

    def _region_taken(self) -> str | None:
        """The region whose outline it is, exactly."""
        if self._drawn is None or self._drawn.view is not self.view:
            return None
        outline = self._drawn.outline
        return next((one.key for one in read_map(self.view).regions if one.outline == outline), None)

    def _take_region(self) -> None:
        found = next((one for one in read_map(self.view).regions if one.key == self.region.value()), None)
        if found is not None and self._region_taken() != found.key:
            self._take(found.outline)

    def _take(self, outline: Outline) -> None:
        self.set_value(Drawn(self.view, outline))
        self.show_findings(())

    def _turn_distance(self) -> None:
        """Come closer to what is outlined, or to the middle, and back."""
        if self.map.is_close:
            self.map.see_whole()
            return
        drawn = self._drawn
        here = drawn is not None and drawn.view is self.view
        across, down = middle(drawn.outline) if drawn is not None and here else (MAP_SIDE // 2, MAP_SIDE // 3)
        self.map.come_closer(across / MAP_SIDE, down / MAP_SIDE)

    def _say_distance(self) -> None:
        self.distance_button.setText(tr("Whole map") if self.map.is_close else tr("Closer"))
        self.distance_button.updateGeometry()

    def _clear(self) -> None:
        self.set_value(None)
        self.show_findings(())

    def _paint(self) -> None:
        shapes = [shape for view, shape in self._beneath if view is self.view]
        drawn = self._drawn
        if drawn is not None and drawn.view is self.view:
            shapes.append(Shape(drawn.outline, Shade.NOW, name=self._called or place_of(drawn.view, drawn.outline)))
        self.map.show_map(self.view, shapes)
        self.where.setText(_told(drawn, self.view))
        self.clear_button.setEnabled(drawn is not None)


def _told(drawn: Drawn | None, view: BodyView) -> str:
    if drawn is None:
        return tr("Nothing is outlined yet.")
    place = place_of(drawn.view, drawn.outline)
    if drawn.view is view:
        return tr("Outlined: {place}.", place=place)
    return tr("Outlined: {place}. A line on this map takes its place.", place=place)


def _from_json(text: str) -> Drawn | None:
    try:
        view, corners = json.loads(text)
        drawn = Drawn(BodyView(view), tuple((int(x), int(y)) for x, y in corners))
    except (ValueError, TypeError, OverflowError, RecursionError):  # empty or damaged: the other fields still come
        return None
    return None if check_outline(drawn.outline) else drawn
