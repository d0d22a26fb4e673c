"""The form of a named area: by keyboard, by mouse, with the layers of earlier sessions."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.treated_areas import BodyView
from pico_tracker.services.treated_areas import edit_area
from pico_tracker.ui.body_map.area_dialog import AreaDialog
from pico_tracker.ui.body_map.outline_field import Drawn, OutlineField
from pico_tracker.ui.body_map.painting import Shade
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.words import said
from tests.builders import Bench
from tests.ui.body_map.courses import CHEEK, FOREARM, areas_of, course_of, name_area, region, treat
from tests.ui.desks import Show

BESIDE = ((10, 10), (60, 10), (60, 60), (10, 60))
"""In the corner of the map, where nobody stands."""
PATCH = ((150, 420), (190, 420), (190, 460), (150, 460))


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    return course_of(file_bench)


def shown(dialog: AreaDialog, qtbot: QtBot) -> AreaDialog:
    with qtbot.waitActive(dialog):
        dialog.open()
    return dialog


def save(dialog: AreaDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def said_under(dialog: AreaDialog, name: str) -> list[str]:
    return [said(finding.sentence) for finding in dialog.form.field(name).findings]


def test_an_area_is_named_outlined_and_measured_by_keyboard_alone(
    desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    dialog = shown(AreaDialog(desk, course_id, None, window), qtbot)
    qtbot.waitUntil(dialog.outline.strip.hasFocus)
    QTest.keyClick(dialog.outline.strip, Qt.Key.Key_Right)
    assert dialog.outline.view is BodyView.BACK
    QTest.keyClick(dialog.outline.strip, Qt.Key.Key_Left)
    region = dialog.outline.region.input
    dialog.outline.give_focus()
    qtbot.waitUntil(region.hasFocus)
    QTest.keyClicks(region, "right forearm")
    QTest.keyClick(region, Qt.Key.Key_Tab)
    assert dialog.name.value() == "Right forearm"
    QTest.keyClicks(dialog.size_cm2.input, "38.5")
    with qtbot.waitSignal(dialog.written) as heard:
        save(dialog, qtbot)
    (area,) = areas_of(file_bench, course_id)
    assert heard.args == [area.id]
    assert (area.entry.name, area.entry.view, area.entry.outline, area.entry.area_cm2) == (
        "Right forearm",
        BodyView.FRONT,
        FOREARM,
        Decimal("38.5"),
    )


def test_a_name_that_was_typed_stays_when_the_outline_changes(
    desk: Desk, window: QWidget, course_id: int, qtbot: QtBot
) -> None:
    dialog = shown(AreaDialog(desk, course_id, None, window), qtbot)
    dialog.outline.map.drawn.emit(PATCH)
    assert dialog.name.value() == "Right forearm"
    dialog.outline.strip.choose_view(BodyView.FACE)
    assert "Right forearm (Front). A line on this map takes its place." in dialog.outline.where.text()
    dialog.outline.map.drawn.emit(CHEEK)
    assert dialog.name.value() == "Left cheek"
    dialog.name.set_value("Café-au-lait spot")
    dialog.outline.region.set_value("chin")
    assert dialog.name.value() == "Café-au-lait spot"
    assert dialog.outline.map.accessibleName() == "Map: Face. Outlined: Café-au-lait spot."


def test_what_is_missing_is_told_beside_its_field_and_nothing_is_saved(
    desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    dialog = shown(AreaDialog(desk, course_id, None, window), qtbot)
    dialog.try_to_save()
    assert said_under(dialog, "name") == ["Name the area, with 1 to 200 characters."]
    assert said_under(dialog, "outline") == ["Outline the area on the map."]
    dialog.outline.set_value(Drawn(BodyView.FRONT, FOREARM))
    dialog.size_cm2.set_raw_text("5000")
    dialog.try_to_save()
    assert said_under(dialog, "area_cm2") == ["An area is 0.1 to 2000 cm²."]
    assert areas_of(file_bench, course_id) == ()
    dialog.reject()


def test_an_outline_beside_the_body_is_refused_and_one_that_reaches_onto_it_is_not(
    desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    dialog = shown(AreaDialog(desk, course_id, None, window), qtbot)
    for view in BodyView:
        assert Drawn(view, BESIDE).is_beside
        assert not Drawn(view, ((0, 0), (1000, 0), (1000, 1000), (0, 1000))).is_beside
    dialog.outline.map.drawn.emit(BESIDE)
    dialog.name.set_value("Forearm")
    dialog.try_to_save()
    assert said_under(dialog, "outline") == ["Draw the outline on the body."]
    assert areas_of(file_bench, course_id) == ()
    dialog.outline.clear_button.click()
    assert said_under(dialog, "outline") != ["Draw the outline on the body."]
    dialog.outline.map.drawn.emit(PATCH)
    assert dialog.form.problems() == ()
    with qtbot.waitSignal(dialog.saved, timeout=5000):
        dialog.try_to_save()
    assert [one.entry.name for one in areas_of(file_bench, course_id)] == ["Forearm"]


def test_a_name_in_use_is_refused_beside_the_name(
    desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    name_area(file_bench, course_id)
    dialog = shown(AreaDialog(desk, course_id, None, window), qtbot)
    dialog.outline.set_value(Drawn(BodyView.FRONT, FOREARM))
    dialog.try_to_save()
    qtbot.waitUntil(lambda: bool(said_under(dialog, "name")))
    assert "already" in said_under(dialog, "name")[0]
    dialog.reject()


def test_the_outlines_of_earlier_sessions_are_ticked_newest_first_and_lie_beneath(
    desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    area = name_area(file_bench, course_id)
    for days, size in ((240, "44"), (180, "41"), (120, "38"), (60, "35.5")):
        treat(file_bench, course_id, days, area, area_cm2=Decimal(size))
    (area,) = areas_of(file_bench, course_id)
    dialog = shown(AreaDialog(desk, course_id, area, window), qtbot)
    ticks = dialog.layers.ticks
    assert [tick.text() for tick in ticks] == [
        "23 Sep 2026, 35.5 cm²",
        "25 Jul 2026, 38 cm²",
        "26 May 2026, 41 cm²",
        "27 Mar 2026, 44 cm²",
    ]
    assert [tick.isChecked() for tick in ticks] == [True, True, True, False]
    ticks[0].setChecked(False)
    ticks[3].click()
    beneath = [one for one in dialog.outline.map.shapes if one.shade is Shade.EARLIER]
    assert [one.name for one in beneath] == [
        "Right forearm, 27 Mar 2026, 44 cm²",
        "Right forearm, 26 May 2026, 41 cm²",
        "Right forearm, 25 Jul 2026, 38 cm²",
    ]
    assert [one.strength for one in beneath] == sorted(one.strength for one in beneath)
    assert not dialog.outline.strip.isVisible(), "its sessions keep it on its map"
    dialog.reject()


def test_who_comes_second_keeps_what_was_typed_and_can_save_again(
    desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    area = name_area(file_bench, course_id)
    dialog = shown(AreaDialog(desk, course_id, area, window), qtbot)
    edit_area(file_bench.administrator, area.id, 1, replace(area.entry, area_cm2=Decimal(40)))
    dialog.name.set_value("Right forearm, sleeve")
    dialog.try_to_save()
    qtbot.waitUntil(lambda: dialog.version == 2)
    assert dialog.name.value() == "Right forearm, sleeve"
    save(dialog, qtbot)
    assert areas_of(file_bench, course_id)[0].entry.name == "Right forearm, sleeve"


def test_an_outline_outlives_a_draft_and_damage_shows_none(qtbot: QtBot, window: QWidget) -> None:
    field, again = OutlineField("outline", "On the map"), OutlineField("outline", "On the map")
    for one in (field, again):
        qtbot.addWidget(one)
    assert field.raw_text() == ""
    field.set_value(Drawn(BodyView.FACE_LEFT, PATCH))
    again.set_raw_text(field.raw_text())
    assert again.value() == Drawn(BodyView.FACE_LEFT, PATCH)
    assert again.view is BodyView.FACE_LEFT
    for damaged in (
        "",
        "{",
        '["moon", []]',
        '["front", []]',
        '["front", [[1]]]',
        '["front", [[0,0],[9000,0],[1,1]]]',
    ):
        again.set_raw_text(damaged)
        assert again.value() is None


def test_a_region_that_is_not_on_the_map_is_explained_and_kept(qtbot: QtBot, window: QWidget) -> None:
    field = OutlineField("outline", "On the map")
    qtbot.addWidget(field)
    QTest.keyClicks(field.region.input, "elbow grease")
    assert [said(one.sentence) for one in field.problems()] == [
        "Choose the region from the list, or empty the field."
    ]
    assert field.region.raw_text() == "elbow grease"
    field.map.drawn.emit(PATCH)
    assert (field.problems(), field.region.raw_text()) == ((), "")


def test_clearing_takes_the_outline_and_closer_goes_to_it(qtbot: QtBot, window: QWidget) -> None:
    field = OutlineField("outline", "On the map")
    qtbot.addWidget(field)
    assert not field.clear_button.isEnabled()
    field.set_value(Drawn(BodyView.FRONT, region(BodyView.FRONT, "left_shin")))
    assert field.region.value() == "left_shin"
    field.distance_button.click()
    assert field.map.is_close
    assert field.distance_button.said() == "Whole map"
    field.distance_button.click()
    assert not field.map.is_close
    field.clear_button.click()
    assert field.value() is None
    assert field.where.text() == "Nothing is outlined yet."
    field.distance_button.click()
    assert field.map.is_close
