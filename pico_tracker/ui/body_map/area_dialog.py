"""The form of a named area: its name, its outline on a map, its size."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.treated_areas import AreaEntry, BodyView, TreatedArea, check_area
from pico_tracker.services.context import Context, Done
from pico_tracker.services.treated_areas import add_area, edit_area, list_areas
from pico_tracker.ui.body_map.layers_list import LayersList
from pico_tracker.ui.body_map.maps import name_of
from pico_tracker.ui.body_map.outline_field import Drawn, OutlineField
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import NumberField, TextField
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm

WIDTH = 780
"""Of the form, in px at 100 %: nine maps stand in a line."""


class AreaDialog(SmallForm):
    """Name, outline and measure an area of a course, or change one; `written(area_id)` comes before `saved()`.

    The name of the region that is outlined stands in the name until somebody types another.
    """

    written = Signal(int)

    def __init__(self, desk: Desk, course_id: int, area: TreatedArea | None, parent: QWidget) -> None:
        title = tr("New area") if area is None else area.entry.name
        super().__init__(title, tr("Save area"), desk, parent)
        self.setMinimumWidth(room_for(parent, WIDTH))
        self._course_id, self._area = course_id, area
        self._entry_id = desk.mint_entry_id() if area is None else area.entry.entry_id
        self._proposed = ""
        self.name = TextField("name", tr("Name"), required=True)
        self.size_cm2 = NumberField("area_cm2", tr("Size"), unit=tr("cm²"))
        self.outline = OutlineField("outline", tr("On the map"), required=True)
        fields = (self.name, self.size_cm2, self.outline)
        self.form.section("", fields, columns=2, spans={"outline": 0})
        self.layers = LayersList()
        self.outline.add_beside(self.layers)
        self.layers.changed.connect(self._lay)
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))
        self.outline.changed.connect(self._propose_name)
        self.name.changed.connect(self._call)
        if area is not None:
            self._show(area)
        self.outline.strip.setFocus()

    @property
    def version(self) -> int:
        """The version that Save will name; 0 for a new area."""
        return 0 if self._area is None else self._area.version

    def _show(self, area: TreatedArea) -> None:
        entry = area.entry
        drawn = Drawn(entry.view, entry.outline)
        self.form.fill({"name": entry.name, "area_cm2": entry.area_cm2, "outline": drawn})
        if area.layers:
            self.outline.keep_to(entry.view)
        self.layers.show_areas((area,))
        self._lay()
        self._touched.clear()

    def _lay(self) -> None:
        self.outline.show_beneath(self.layers.placed())

    def _call(self) -> None:
        self.outline.call(self.name.value())

    def _propose_name(self) -> None:
        drawn = self.outline.value()
        if drawn is not None and self.name.value() in ("", self._proposed):
            self._proposed = name_of(drawn.view, drawn.outline)
            self.name.set_value(self._proposed)

    def entry(self) -> AreaEntry:
        """What is typed and outlined."""
        drawn = self.outline.value()
        return AreaEntry(
            entry_id=self._entry_id,
            course_id=self._course_id,
            name=self.name.value(),
            view=BodyView.FRONT if drawn is None else drawn.view,
            outline=() if drawn is None else drawn.outline,
            area_cm2=self.size_cm2.value(),
        )

    def check(self) -> Findings:
        """What is missing or out of bounds."""
        return check_area(self.entry())

    def save(self) -> None:
        """Put it on record."""
        if self._area is None:
            self.send(add_area, self.entry())
        else:
            self.send(edit_area, self._area.id, self._area.version, self.entry())

    def _done(self, done: object) -> None:
        if self._area is not None:
            self.written.emit(self._area.id)
        elif isinstance(done, Done):
            self.written.emit(done.value)
        super()._done(done)

    def read_again(self) -> None:
        """Take the version that somebody else saved, so that a second Save can go through."""
        if self._area is not None:
            self.desk.run(_read_area, self._course_id, self._area.id, done=self._take)

    def _take(self, area: TreatedArea) -> None:
        self._area = area


def room_for(parent: QWidget, wide: int) -> int:
    """`wide` px at 100 %, or what the window has room for where that is less."""
    return min(px(wide), max(px(wide) * 2 // 3, parent.window().width() - px(32)))


def _read_area(context: Context, course_id: int, area_id: int) -> TreatedArea:
    return next(one for one in list_areas(context, course_id) if one.id == area_id)
