"""The areas of a session: as last time until somebody changes them on the map."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.treated_areas import BodyView, as_treated
from pico_tracker.services.treated_areas import retire_area
from pico_tracker.ui.body_map.area_dialog import AreaDialog
from pico_tracker.ui.body_map.areas_field import AreasField
from pico_tracker.ui.body_map.map_view import MapView
from pico_tracker.ui.body_map.outline_field import Drawn
from pico_tracker.ui.body_map.painting import Shade
from pico_tracker.ui.body_map.session_areas_dialog import SessionAreasDialog
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.plain_text import Label
from tests.builders import Bench
from tests.ui.body_map.courses import CHEEK, FOREARM, areas_of, course_of, name_area, name_cheek, treat
from tests.ui.desks import Show

PATCH = ((150, 420), (190, 420), (190, 460), (150, 460))


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    return course_of(file_bench)


@pytest.fixture
def page(on_screen: Show) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    on_screen(made)
    return made


def field_on(page: QWidget, desk: Desk, bench: Bench, course_id: int) -> AreasField:
    field = AreasField(desk, course_id, areas_of(bench, course_id))
    layout = page.layout()
    assert layout is not None
    layout.addWidget(field)
    return field


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label) if not label.isHidden() and label.text()]


def dialog_of(field: AreasField) -> SessionAreasDialog:
    return next(one for one in field.window().findChildren(SessionAreasDialog) if one.isVisible())


def new_area_of(parent: QWidget) -> AreaDialog:
    return next(one for one in parent.findChildren(AreaDialog) if one.isVisible())


def test_the_newest_session_says_what_is_treated_again(
    desk: Desk, page: QWidget, file_bench: Bench, course_id: int
) -> None:
    forearm, cheek = name_area(file_bench, course_id), name_cheek(file_bench, course_id)
    treat(file_bench, course_id, 120, forearm, cheek)
    treat(file_bench, course_id, 60, forearm, outline=PATCH)
    field = field_on(page, desk, file_bench, course_id)
    assert field.value() == (replace(as_treated(forearm), outline=PATCH),)
    assert texts(field) == ["Right forearm", "38 cm², as last time"]
    (picture,) = field.findChildren(MapView)
    assert picture.accessibleName() == "Map: Front. Outlined: Right forearm."
    assert (
        field.change_button.accessibleDescription() == "Right forearm, Right forearm (Front): 38 cm², as last time."
    )
    assert field.total_cm2() == Decimal(38)


def test_a_first_session_has_no_area_until_one_is_outlined(
    desk: Desk, page: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    field = field_on(page, desk, file_bench, course_id)
    assert (field.value(), field.total_cm2(), texts(field)) == ((), None, ["No area is outlined."])
    assert field.change_button.said() == "Outline on the map"
    field.change()
    first = new_area_of(page)
    first.outline.region.set_value("right_forearm")
    first.size_cm2.set_value(Decimal(38))
    with qtbot.waitSignal(field.changed), qtbot.waitSignal(field.areas_changed):
        first.try_to_save()
    (area,) = areas_of(file_bench, course_id)
    assert field.areas == (area,)
    assert field.value() == (as_treated(area),)
    assert texts(field) == ["Right forearm", "38 cm²"]


def test_an_outline_beside_the_body_is_refused_whichever_area_is_in_front(
    desk: Desk, page: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    forearm, cheek = name_area(file_bench, course_id), name_cheek(file_bench, course_id)
    treat(file_bench, course_id, 60, forearm, cheek)
    field = field_on(page, desk, file_bench, course_id)
    field.change()
    dialog = dialog_of(field)
    dialog.outline.map.drawn.emit(((10, 10), (60, 10), (60, 60), (10, 60)))
    dialog.use_button.click()
    assert dialog.said.text() == "Draw the outline on the body."
    dialog.rows[1].show_button.click()
    assert dialog.outline.findings == ()
    dialog.use_button.click()
    assert dialog.said.text() == "Draw the outline of Right forearm on the body."
    dialog.rows[0].show_button.click()
    dialog.outline.map.drawn.emit(PATCH)
    with qtbot.waitSignal(dialog.chosen):
        dialog.use_button.click()
    assert field.value()[0].outline == PATCH


def test_the_key_opens_the_map_and_is_a_letter_where_text_is_typed(
    desk: Desk, page: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    name_area(file_bench, course_id)
    note = QLineEdit()
    layout = page.layout()
    assert layout is not None
    layout.addWidget(note)
    field = field_on(page, desk, file_bench, course_id)
    qtbot.waitUntil(note.isVisible)
    note.setFocus()
    QTest.keyClick(note, Qt.Key.Key_M)
    assert note.text() == "m"
    assert not page.findChildren(SessionAreasDialog)
    field.change_button.setFocus()
    QTest.keyClick(field.change_button, Qt.Key.Key_M)
    dialog = dialog_of(field)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()


def test_areas_are_ticked_outlined_and_measured_for_this_session_only(
    desk: Desk, page: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    forearm, cheek = name_area(file_bench, course_id), name_cheek(file_bench, course_id)
    treat(file_bench, course_id, 60, forearm)
    field = field_on(page, desk, file_bench, course_id)
    field.change()
    dialog = dialog_of(field)
    assert [(row.tick.value(), row.size_cm2.raw_text()) for row in dialog.rows] == [(True, "38"), (False, "")]
    assert dialog.outline.value() == Drawn(BodyView.FRONT, FOREARM)
    dialog.outline.map.drawn.emit(PATCH)
    dialog.rows[1].show_button.click()
    assert dialog.outline.value() == Drawn(BodyView.FACE, CHEEK)
    dialog.rows[1].tick.set_value(True)
    dialog.rows[1].size_cm2.set_raw_text("12.5")
    with qtbot.waitSignal(field.changed):
        dialog.use_button.click()
    assert field.value() == (
        replace(as_treated(forearm), outline=PATCH),
        replace(as_treated(cheek), area_cm2=Decimal("12.5")),
    )
    assert texts(field) == [
        "Right forearm",
        "38 cm², outlined anew",
        "Left cheek",
        "12.5 cm²",
        "Together 50.5 cm²",
    ]
    assert field.total_cm2() == Decimal("50.5")
    assert [one.entry for one in areas_of(file_bench, course_id)] == [forearm.entry, cheek.entry]
    field.use_last()
    assert texts(field) == ["Right forearm", "38 cm², as last time"]


def test_other_areas_of_the_session_and_earlier_layers_lie_beneath(
    desk: Desk, page: QWidget, file_bench: Bench, course_id: int
) -> None:
    forearm = name_area(file_bench, course_id)
    upper = name_area(file_bench, course_id, name="Right upper arm", outline=PATCH)
    treat(file_bench, course_id, 60, forearm, upper)
    field = field_on(page, desk, file_bench, course_id)
    field.change()
    dialog = dialog_of(field)
    assert [(one.shade, one.name) for one in dialog.outline.map.shapes] == [
        (Shade.OTHER, "Right upper arm"),
        (Shade.EARLIER, "Right forearm, 23 Sep 2026, 38 cm²"),
        (Shade.NOW, "Right forearm"),
    ]
    dialog.layers.ticks[0].click()
    assert [one.shade for one in dialog.outline.map.shapes] == [Shade.OTHER, Shade.NOW]
    dialog.reject()


def test_what_cannot_be_used_is_said_and_the_dialog_stays(
    desk: Desk, page: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    treat(file_bench, course_id, 60, name_area(file_bench, course_id))
    field = field_on(page, desk, file_bench, course_id)
    field.change()
    dialog = dialog_of(field)
    dialog.outline.clear_button.click()
    dialog.rows[0].size_cm2.set_raw_text("5000")
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.use_button.click()
    assert dialog.said.text().splitlines() == [
        "An area is 0.1 to 2000 cm².",
        "Right forearm has no outline. Outline it on the map.",
    ]
    dialog.rows[0].size_cm2.set_raw_text("many")
    dialog.use_button.click()
    assert "This is not a number." in dialog.said.text()
    dialog.reject()


def test_another_area_is_named_from_the_session_and_treated(
    desk: Desk, page: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    treat(file_bench, course_id, 60, name_area(file_bench, course_id))
    field = field_on(page, desk, file_bench, course_id)
    field.change()
    dialog = dialog_of(field)
    dialog.new_button.click()
    new = new_area_of(dialog)
    new.outline.strip.choose_view(BodyView.BACK)
    new.outline.region.set_value("left_calf")
    new.try_to_save()
    qtbot.waitUntil(lambda: len(dialog.rows) == 2)
    assert [row.tick.value() for row in dialog.rows] == [True, True]
    with qtbot.waitSignal(field.areas_changed):
        dialog.use_button.click()
    assert [one.name for one in field.value()] == ["Right forearm", "Left calf"]


def test_a_size_that_changed_stands_beside_that_of_last_time(
    desk: Desk, page: QWidget, file_bench: Bench, course_id: int
) -> None:
    treat(file_bench, course_id, 60, name_area(file_bench, course_id))
    field = field_on(page, desk, file_bench, course_id)
    (treated,) = field.value()
    field.set_value((replace(treated, area_cm2=Decimal(41)),))
    assert texts(field) == ["Right forearm", "41 cm², last time 38"]
    field.set_value((replace(treated, area_cm2=None),))
    assert texts(field) == ["Right forearm", "Size not measured"]
    assert field.total_cm2() is None
    field.set_value(None)
    assert field.value() == ()


def test_a_draft_brings_the_areas_back_and_damage_leaves_those_of_last_time(
    desk: Desk, page: QWidget, file_bench: Bench, course_id: int
) -> None:
    treat(file_bench, course_id, 60, name_area(file_bench, course_id))
    field = field_on(page, desk, file_bench, course_id)
    (last,) = field.value()
    changed = replace(last, outline=PATCH, area_cm2=Decimal("40.5"))
    field.set_value((changed,))
    kept = field.raw_text()
    again = field_on(page, desk, file_bench, course_id)
    again.set_raw_text(kept)
    assert again.value() == (changed,)
    again.use_last()
    for damaged in (
        "",
        "{",
        "[1]",
        '[[1, "x", []]]',
        '[[1, "3", []]]',
        '[[1, "3", 4]]',
        '[[1, "NaN", [[0, 0], [9, 0], [9, 9]]]]',
    ):
        again.set_raw_text(damaged)
        assert again.value() == (last,)
    again.set_raw_text('[[9999, "3", [[0, 0], [9, 0], [9, 9]]]]')
    assert again.value() == (), "an area of another course is left out"
    field.set_value(())
    again.use_last()
    again.set_raw_text(field.raw_text())
    assert again.value() == ()


def test_a_retired_area_is_offered_no_more(desk: Desk, page: QWidget, file_bench: Bench, course_id: int) -> None:
    forearm, cheek = name_area(file_bench, course_id), name_cheek(file_bench, course_id)
    treat(file_bench, course_id, 60, forearm, cheek)
    retire_area(file_bench.practitioner, cheek.id, 1)
    field = field_on(page, desk, file_bench, course_id)
    assert [one.name for one in field.value()] == ["Right forearm"]
    field.change()
    dialog = dialog_of(field)
    assert [row.area.entry.name for row in dialog.rows] == ["Right forearm"]
    dialog.reject()


def test_a_signed_session_shows_its_areas_without_the_way_to_the_map(
    desk: Desk, page: QWidget, file_bench: Bench, course_id: int
) -> None:
    treat(file_bench, course_id, 60, name_area(file_bench, course_id))
    field = field_on(page, desk, file_bench, course_id)
    field.set_read_only(read_only=True)
    assert field.change_button.isHidden()
    assert QApplication.activeModalWidget() is None
