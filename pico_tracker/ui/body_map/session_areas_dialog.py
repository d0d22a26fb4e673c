"""Which areas a session treats: ticked, outlined and measured for this session, new ones added."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.treated_areas import SessionArea, TreatedArea, as_treated, check_session_areas
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.treated_areas import list_areas
from pico_tracker.ui.body_map.area_dialog import WIDTH, AreaDialog, room_for
from pico_tracker.ui.body_map.layers_list import LayersList
from pico_tracker.ui.body_map.outline_field import Drawn, OutlineField
from pico_tracker.ui.body_map.painting import Shade, Shape
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.fields import NumberField, TickField
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import said, tr

LIST_WIDTH = 250
"""Of the areas beside the map, in px at 100 %."""


class AreaRow(QWidget):
    """One area of the course: ticked where it is treated, with its size, and a button to see it on the map."""

    changed = Signal()

    def __init__(self, area: TreatedArea, treated: SessionArea | None) -> None:
        super().__init__()
        self.area = area
        self.treated = treated or as_treated(area, area.layers[-1] if area.layers else None)
        name = area.entry.name
        self.tick = TickField(f"treated_{area.id}", name)
        self.tick.set_value(treated is not None)
        self.size_cm2 = NumberField(f"size_{area.id}", tr("Size of {name}", name=name), unit=tr("cm²"))
        self.size_cm2.label.hide()
        self.size_cm2.set_value(self.treated.area_cm2)
        self.show_button = Button(tr("Show"))
        self.show_button.setCheckable(True)
        self.show_button.setAccessibleName(tr("Show {name} on the map", name=name))
        for field in (self.tick, self.size_cm2):
            field.changed.connect(self.changed)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.size_cm2, 1)
        second.addWidget(self.show_button)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        stack.addWidget(self.tick)
        stack.addLayout(second)

    def drawn(self) -> Drawn | None:
        """Where it is treated in this session, or none once that was cleared."""
        return Drawn(self.area.entry.view, self.treated.outline) if self.treated.outline else None

    def value(self) -> SessionArea:
        """The area as this session treats it."""
        return replace(self.treated, area_cm2=self.size_cm2.value(), name=self.area.entry.name)


class SessionAreasDialog(Dialog):
    """`dialog = SessionAreasDialog(desk, course_id, areas, treated, parent)`; `chosen(areas, treated)` at the end.

    `chosen` hands back the areas of the course, new ones among them, and the areas of this session.
    """

    chosen = Signal(object, object)

    def __init__(
        self,
        desk: Desk,
        course_id: int,
        areas: Iterable[TreatedArea],
        treated: Iterable[SessionArea],
        parent: QWidget,
    ) -> None:
        super().__init__(tr("Areas treated in this session"), parent)
        self.setMinimumWidth(room_for(parent, WIDTH + LIST_WIDTH))
        self._desk, self._course_id = desk, course_id
        self.rows: list[AreaRow] = []
        self._areas: tuple[TreatedArea, ...] = ()
        self._front, self._layers_of = 0, 0
        self._group = QButtonGroup(self)
        self.outline = OutlineField("outline", tr("On the map"))
        self.outline.changed.connect(self._take_outline)
        self.layers = LayersList()
        self.layers.changed.connect(self._lay)
        self.outline.add_beside(self.layers)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.new_button = Button(tr("New area…"), icon="plus", run=self.add_area)
        self.said = Label("", Role.SMALL, wrap=True)
        self.said.set_tone("danger")
        self.body.addLayout(self._columns())
        self.use_button = Button(tr("Use these areas"), kind=Kind.PRIMARY, key="Ctrl+S", run=self._finish)
        self.ends_with(self.cancel_button(), self.use_button)
        self._show_areas(tuple(areas), tuple(treated))

    def _columns(self) -> QHBoxLayout:
        left = QWidget()
        left.setFixedWidth(px(LIST_WIDTH))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._list)
        for part in (self.new_button, self.said):
            column.addWidget(part)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(left)
        row.addWidget(self.outline, 1)
        return row

    def _show_areas(self, areas: tuple[TreatedArea, ...], treated: tuple[SessionArea, ...]) -> None:
        by_id = {one.area_id: one for one in treated}
        clear(self._list)
        self._areas = areas
        self.rows = [AreaRow(one, by_id.get(one.id)) for one in areas if not one.retired or one.id in by_id]
        for at, row in enumerate(self.rows):
            self._group.addButton(row.show_button)
            row.show_button.clicked.connect(lambda _checked, at=at: self.bring_to_front(at))
            row.changed.connect(lambda at=at: self.bring_to_front(at))
            self._list.addWidget(row)
        first = next((at for at, row in enumerate(self.rows) if row.area.id in by_id), 0)
        self.bring_to_front(first)

    def bring_to_front(self, at: int) -> None:
        """Show an area on the map, to be outlined anew."""
        self._front = at
        row = self._row()
        self.outline.setEnabled(row is not None)
        if row is None:
            return
        row.show_button.setChecked(True)
        self.outline.call(row.area.entry.name)
        if row.area.id != self._layers_of:
            self._layers_of = row.area.id
            self.layers.show_areas((row.area,))
        self.outline.keep_to(row.area.entry.view)
        self.outline.set_value(row.drawn())
        self.outline.show_findings(())
        self._lay()

    def _row(self) -> AreaRow | None:
        return self.rows[self._front] if self._front < len(self.rows) else None

    def _lay(self) -> None:
        row = self._row()
        others = [
            (one.area.entry.view, Shape(one.treated.outline, Shade.OTHER, name=one.area.entry.name))
            for one in self.rows
            if one is not row and one.tick.value()
        ]
        self.outline.show_beneath((*others, *self.layers.placed()))

    def _take_outline(self) -> None:
        row, drawn = self._row(), self.outline.value()
        outline = () if drawn is None else drawn.outline
        if row is None or outline == row.treated.outline:
            return
        row.treated = replace(row.treated, outline=outline)
        if outline:
            row.tick.set_value(True)

    def treated(self) -> tuple[SessionArea, ...]:
        """The areas ticked, as outlined and measured."""
        return tuple(row.value() for row in self.rows if row.tick.value())

    def add_area(self) -> None:
        """Name another area of the course; it is treated in this session."""
        dialog = AreaDialog(self._desk, self._course_id, None, self)
        dialog.written.connect(self._read_with)
        dialog.open()

    def _read_with(self, area_id: int) -> None:
        treated = self.treated()

        def show(areas: tuple[TreatedArea, ...]) -> None:
            new = tuple(as_treated(one) for one in areas if one.id == area_id)
            self._show_areas(areas, (*treated, *new))

        self._desk.run(list_areas, self._course_id, done=show)

    def _beside(self) -> Findings:
        """Of the areas treated that are not in front, which are outlined beside the body."""
        return tuple(
            self.outline.stop(sentence(mark("Draw the outline of {area} on the body."), area=row.area.entry.name))
            for row in self.rows
            if row is not self._row() and _is_beside(row)
        )

    def _finish(self) -> None:
        unread = [finding for row in self.rows if row.tick.value() for finding in row.size_cm2.problems()]
        wrong = (*unread, *self.outline.problems(), *self._beside(), *check_session_areas(self.treated()))
        self.said.setText(_told(wrong))
        if not wrong:
            self.chosen.emit(self._areas, self.treated())
            self.accept()


def _is_beside(row: AreaRow) -> bool:
    drawn = row.drawn()
    return row.tick.value() and drawn is not None and drawn.is_beside


def _told(findings: Iterable[Finding]) -> str:
    return "\n".join(dict.fromkeys(said(one.sentence) for one in findings))
