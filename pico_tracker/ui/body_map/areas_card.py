"""The areas of a course on the patient's page: on the maps, with the outlines of its sessions over time."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.treated_areas import BodyView, TreatedArea
from pico_tracker.services.treated_areas import list_areas, reinstate_area, retire_area
from pico_tracker.ui.body_map.area_dialog import AreaDialog
from pico_tracker.ui.body_map.layers_list import LayersList
from pico_tracker.ui.body_map.map_view import MapView
from pico_tracker.ui.body_map.outline_field import ViewStrip
from pico_tracker.ui.body_map.painting import Shade, Shape
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, EmptyState, clear
from pico_tracker.ui.kit.decimals import said_decimal
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr

MAP_HEIGHT = 260
"""In px at 100 %."""


class AreasCard(Card):
    """`card = AreasCard(desk); card.show_course(course_id)`; ask again with `refresh()` on `Topic.SESSIONS`."""

    def __init__(self, desk: Desk) -> None:
        self.new_button = Button(tr("New area"), run=self.add_area)
        super().__init__(tr("Areas"), actions=(self.new_button,))
        self._desk, self._course_id = desk, 0
        self._areas: tuple[TreatedArea, ...] = ()
        self.strip: ViewStrip | None = None
        self.map = MapView(least=MAP_HEIGHT)
        self.notices = NoticeBoard()
        self.empty = EmptyState(tr("No area is named yet. Name one to outline it at each session."))
        self.layers = LayersList()
        self.layers.changed.connect(self._paint)
        self._strips = QVBoxLayout()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self._shown = QWidget()
        self.add(self.notices)
        self.add(self.empty)
        self.add(self._shown)
        self._lay_out()
        self._show(())

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addLayout(self._lines)
        column.addWidget(self.layers)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.map, 3)
        row.addLayout(column, 4)
        stack = QVBoxLayout(self._shown)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addLayout(self._strips)
        stack.addLayout(row)

    def show_course(self, course_id: int) -> None:
        """Show the areas of a course."""
        if course_id != self._course_id:
            self.notices.clear()
            self._show(())
        self._course_id = course_id
        self.refresh()

    def refresh(self) -> None:
        """Ask for the areas again."""
        self._desk.run(list_areas, self._course_id, done=self._show, latest="areas of the course")

    def _show(self, areas: tuple[TreatedArea, ...]) -> None:
        before = None if self.strip is None else self.strip.view
        self._areas = areas
        self.new_button.setVisible(self._desk.may(Permission.WRITE_CLINICAL))
        self.empty.setVisible(not areas)
        self._shown.setVisible(bool(areas))
        clear(self._lines)
        for area in areas:
            self._lines.addWidget(self._line(area))
        self.layers.show_areas(areas)
        self._show_strip(before)
        self._paint()

    def _show_strip(self, before: BodyView | None) -> None:
        """Tabs of the maps that have an area; with one map there is nothing to choose."""
        clear(self._strips)
        views = [view for view in BodyView if any(one.entry.view is view for one in self._areas)]
        self.strip = ViewStrip(views) if views else None
        if self.strip is None:
            return
        if before in views and before is not None:
            self.strip.choose_view(before)
        self.strip.view_chosen.connect(self._paint)
        self._strips.addWidget(self.strip)
        self.strip.setVisible(len(views) > 1)

    def _paint(self) -> None:
        if self.strip is None:
            return
        view = self.strip.view
        layers = [shape for on, shape in self.layers.placed() if on is view]
        named = [
            Shape(one.entry.outline, Shade.NOW, name=one.entry.name)
            for one in self._areas
            if one.entry.view is view and not one.retired
        ]
        self.map.show_map(view, (*layers, *named))

    def _line(self, area: TreatedArea) -> QWidget:
        """An area in words, with what can be done about it."""
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(area.entry.name, Role.STRONG, wrap=True))
        words.addWidget(Label(told(area), Role.SMALL, wrap=True))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addLayout(words, 1)
        if self._desk.may(Permission.WRITE_CLINICAL):
            for button in self._buttons(area):
                row.addWidget(button)
        return box

    def _buttons(self, area: TreatedArea) -> tuple[Button, ...]:
        name = area.entry.name
        if area.retired:
            back = Button(tr("Take up again"), kind=Kind.QUIET, run=lambda: self._set_retired(area, retired=False))
            back.setAccessibleName(tr("Take up {name} again", name=name))
            return (back,)
        change = Button(tr("Change"), kind=Kind.QUIET, run=lambda: self.change_area(area))
        change.setAccessibleName(tr("Change {name}", name=name))
        retire = Button(tr("Retire"), kind=Kind.QUIET, run=lambda: self._set_retired(area, retired=True))
        retire.setAccessibleName(tr("Retire {name}", name=name))
        retire.explain(tr("It is offered no more; what sessions outlined stays."))
        return change, retire

    def add_area(self) -> None:
        """Name an area."""
        self._open(None)

    def change_area(self, area: TreatedArea) -> None:
        """Rename, outline or measure an area anew."""
        self._open(area)

    def _open(self, area: TreatedArea | None) -> None:
        dialog = AreaDialog(self._desk, self._course_id, area, self.window())
        dialog.saved.connect(self.refresh)
        dialog.open()

    def _set_retired(self, area: TreatedArea, *, retired: bool) -> None:
        self.notices.clear()
        self._desk.run(
            retire_area if retired else reinstate_area,
            area.id,
            area.version,
            done=lambda _done: self.refresh(),
            failed=self.notices.refuse,
        )


def told(area: TreatedArea) -> str:
    """Size, in how many sessions, and whether it is retired, in words."""
    size = area.entry.area_cm2
    parts = [tr("size not measured") if size is None else tr("{size} cm²", size=said_decimal(size))]
    parts.append(_how_often(len(area.layers)))
    if area.retired:
        parts.append(tr("retired"))
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def _how_often(sessions: int) -> str:
    if sessions < 2:
        return tr("treated in 1 session") if sessions else tr("not treated yet")
    return tr("treated in {count} sessions", count=sessions)
