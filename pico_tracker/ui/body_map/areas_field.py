"""The areas a session treats: as last time until somebody changes them on the map."""

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pico_tracker.domain.responses import check_measured
from pico_tracker.domain.treated_areas import (
    SessionArea,
    TreatedArea,
    as_treated,
    check_outline,
    total_cm2,
    treated_last,
)
from pico_tracker.services.treated_areas import list_areas
from pico_tracker.ui.body_map.area_dialog import AreaDialog
from pico_tracker.ui.body_map.map_view import MapView
from pico_tracker.ui.body_map.maps import place_of, read_map
from pico_tracker.ui.body_map.painting import Shape
from pico_tracker.ui.body_map.session_areas_dialog import SessionAreasDialog
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.decimals import said_decimal
from pico_tracker.ui.kit.fields import Field
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr

CHANGE_KEY = "M"
"""Opens the map; where text is typed it is the letter."""
_NARROWEST = 64
"""Of a small map, in px at 100 %, so that names stand in a line."""
_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_ALONE, _ONE_OF_SEVERAL = 110, 72
"""How high the small map of an area is, in px at 100 %."""


class AreasField(Field[tuple[SessionArea, ...]]):
    """`AreasField(desk, course_id, areas)`: prefilled with what the newest session treated, a fact of the course.

    `areas` are the named areas of the course (`list_areas`). `change()` opens the map; `total_cm2()` is the
    sum of what was measured; `areas_changed(areas)` tells of areas that were named meanwhile.
    """

    areas_changed = Signal(object)

    def __init__(self, desk: Desk, course_id: int, areas: Iterable[TreatedArea]) -> None:
        super().__init__("areas", tr("Treated area"))
        self.label.hide()
        self._desk, self._course_id = desk, course_id
        self._areas = tuple(areas)
        self._last = {one.area_id: one for one in treated_last(self._areas)}
        self._treated = tuple(self._last.values())
        self.change_button = Button("", kind=Kind.QUIET, key=CHANGE_KEY, run=self.change)
        box = QWidget()
        self._grid = QGridLayout(box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._place(box, self.change_button)
        self._show()

    @property
    def areas(self) -> tuple[TreatedArea, ...]:
        """The named areas of the course, as read last."""
        return self._areas

    def value(self) -> tuple[SessionArea, ...]:
        """What the session treats, in the order of the course's areas."""
        return self._treated

    def set_value(self, value: tuple[SessionArea, ...] | None) -> None:
        """Show these; none shows no area."""
        self._treated = tuple(value or ())
        self._show()
        self.changed.emit()

    def total_cm2(self) -> Decimal | None:
        """The sum of the sizes measured, or none where none was."""
        return total_cm2(self._treated)

    def use_last(self) -> None:
        """Show again what the newest session treated."""
        self.set_value(tuple(self._last.values()))

    def raw_text(self) -> str:
        """The areas, their outlines and sizes as one text; "[]" where none is treated."""
        return json.dumps([[one.area_id, _size(one.area_cm2), one.outline] for one in self._treated])

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; areas that the course has not got are left out.

        An empty or damaged text changes nothing: what the newest session treated stays.
        """
        known = {one.id: one for one in self._areas}
        found = _from_json(text)
        if found is not None:
            restored = (
                _restored(known[area_id], size, outline) for area_id, size, outline in found if area_id in known
            )
            self.set_value(tuple(restored))

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.change_button.setVisible(not read_only)

    def change(self) -> None:
        """Open the map: which areas, where, how large; a course without areas begins with its first one."""
        if not self.change_button.isEnabled():
            return
        if not self._areas:
            first = AreaDialog(self._desk, self._course_id, None, self.window())
            first.written.connect(self._read_with)
            first.open()
            return
        dialog = SessionAreasDialog(self._desk, self._course_id, self._areas, self._treated, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._take)
        dialog.open()

    def _read_with(self, area_id: int) -> None:
        def show(areas: tuple[TreatedArea, ...]) -> None:
            self._take(areas, (*self._treated, *(as_treated(one) for one in areas if one.id == area_id)))

        self._desk.run(list_areas, self._course_id, done=show)

    def _take(self, areas: tuple[TreatedArea, ...], treated: tuple[SessionArea, ...]) -> None:
        if areas != self._areas:
            self._areas = areas
            self.areas_changed.emit(areas)
        self.set_value(treated)

    def _show(self) -> None:
        """The small maps at the left, words and button at the right."""
        self._grid.removeWidget(self.change_button)
        clear(self._grid)
        alone = len(self._treated) == 1
        for line, one in enumerate(self._treated):
            self._grid.addWidget(_small_map(one, _ALONE if alone else _ONE_OF_SEVERAL), line, 0, 1 + alone, 1)
            self._grid.addWidget(_words(one.name, self._said(one)), line, 1)
        last = len(self._treated)
        if not alone:
            self._grid.addWidget(Label(self._said_together(), Role.QUIET, wrap=True), last, 0, 1, 2)
        self._grid.addWidget(self.change_button, last + 1 - alone, int(alone), 1, 2 - alone, _TOP_LEFT)
        self.change_button.setText(tr("Change on the map") if self._treated else tr("Outline on the map"))
        self.change_button.setAccessibleDescription(self.told())

    def _said_together(self) -> str:
        total = self.total_cm2()
        if not self._treated:
            return tr("No area is outlined.")
        return tr("Not measured") if total is None else tr("Together {size} cm²", size=said_decimal(total))

    def told(self) -> str:
        """All of it in words, for a reader who cannot see the map."""
        return " ".join(
            f"{one.name}, {place_of(one.view, one.outline)}: {self._said(one)}." for one in self._treated
        )

    def _said(self, area: SessionArea) -> str:
        """The size, and how it stands against last time."""
        last = self._last.get(area.area_id)
        if area.area_cm2 is None:
            return tr("Size not measured")
        size = said_decimal(area.area_cm2)
        if last is None or last.area_cm2 is None:
            return tr("{size} cm²", size=size)
        if last.area_cm2 != area.area_cm2:
            return tr("{size} cm², last time {before}", size=size, before=said_decimal(last.area_cm2))
        if last.outline != area.outline:
            return tr("{size} cm², outlined anew", size=size)
        return tr("{size} cm², as last time", size=size)


def _small_map(area: SessionArea, high: int) -> MapView:
    picture = MapView(least=high)
    picture.setFixedSize(px(max(_NARROWEST, min(1.0, read_map(area.view).aspect) * high)), px(high))
    picture.show_map(area.view, (Shape(area.outline, name=area.name),))
    return picture


def _words(name: str, size: str) -> QWidget:
    words = QWidget()
    stack = QVBoxLayout(words)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(2)
    stack.addStretch(1)
    stack.addWidget(Label(name, Role.STRONG, wrap=True))
    stack.addWidget(Label(size, Role.QUIET, wrap=True))
    stack.addStretch(1)
    return words


def _size(size: Decimal | None) -> str:
    return "" if size is None else str(size)


def _restored(area: TreatedArea, size: Decimal | None, outline: Any) -> SessionArea:
    return replace(as_treated(area), area_cm2=size, outline=outline)


def _from_json(text: str) -> list[tuple[int, Decimal | None, Any]] | None:
    """Area, size and outline of each; none where the text is empty or damaged."""
    try:
        found = [
            (int(area_id), Decimal(size) if size else None, tuple((int(x), int(y)) for x, y in outline))
            for area_id, size, outline in json.loads(text)
        ]
    except (ValueError, TypeError, OverflowError, RecursionError, InvalidOperation):  # the other fields still come
        return None
    sound = all(not check_outline(outline) and not check_measured("areas", size) for _, size, outline in found)
    return found if sound else None
