"""The areas of a course on the patient's page, with the outlines of its sessions over time."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.treated_areas import BodyView
from pico_tracker.services.treated_areas import retire_area
from pico_tracker.ui.body_map.area_dialog import AreaDialog
from pico_tracker.ui.body_map.areas_card import AreasCard
from pico_tracker.ui.body_map.painting import Shade
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.plain_text import Label
from tests.builders import Bench
from tests.ui.body_map.courses import areas_of, course_of, name_area, name_cheek, treat
from tests.ui.desks import Show


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    return course_of(file_bench)


@pytest.fixture
def card(desk: Desk, on_screen: Show) -> AreasCard:
    made = AreasCard(desk)
    on_screen(made)
    return made


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label) if label.isVisible() and label.text()]


def button(card: AreasCard, name: str) -> Button:
    return next(one for one in card.findChildren(Button) if one.accessibleName() == name and one.isVisible())


def has_button(card: AreasCard, name: str) -> bool:
    return any(one.accessibleName() == name and one.isVisible() for one in card.findChildren(Button))


def test_a_course_without_areas_says_how_to_begin(
    card: AreasCard, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    card.show_course(course_id)
    assert card.empty.isVisible()
    card.new_button.click()
    (dialog,) = card.findChildren(AreaDialog)
    dialog.outline.region.set_value("right_forearm")
    dialog.try_to_save()
    qtbot.waitUntil(lambda: "Right forearm" in texts(card))
    assert not card.empty.isVisible()
    assert areas_of(file_bench, course_id)[0].entry.name == "Right forearm"


def test_areas_and_the_layers_of_sessions_stand_on_their_maps(
    card: AreasCard, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    forearm, cheek = name_area(file_bench, course_id), name_cheek(file_bench, course_id)
    treat(file_bench, course_id, 120, forearm, area_cm2=Decimal(44))
    treat(file_bench, course_id, 60, forearm, cheek)
    card.show_course(course_id)
    qtbot.waitUntil(lambda: has_button(card, "Change Left cheek"))
    assert "38 cm², treated in 2 sessions" in texts(card)
    assert "Size not measured, treated in 1 session" in texts(card)
    assert [(one.shade, one.name) for one in card.map.shapes] == [
        (Shade.EARLIER, "Right forearm, 25 Jul 2026, 44 cm²"),
        (Shade.EARLIER, "Right forearm, 23 Sep 2026, 38 cm²"),
        (Shade.NOW, "Right forearm"),
    ]
    assert card.strip is not None
    card.strip.choose_view(BodyView.FACE)
    assert card.map.accessibleName() == "Map: Face. Outlined: Left cheek, 23 Sep 2026, Left cheek."
    for tick in card.layers.ticks:
        tick.setChecked(False)
    assert [one.name for one in card.map.shapes] == ["Left cheek"]


def test_the_map_in_front_stays_through_a_refresh(
    card: AreasCard, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    name_area(file_bench, course_id)
    name_cheek(file_bench, course_id)
    card.show_course(course_id)
    qtbot.waitUntil(lambda: has_button(card, "Change Left cheek"))
    assert card.strip is not None
    card.strip.choose_view(BodyView.FACE)
    name_area(file_bench, course_id, name="Left shin")
    card.refresh()
    qtbot.waitUntil(lambda: has_button(card, "Change Left shin"))
    assert card.map.view is BodyView.FACE


def test_an_area_is_retired_and_taken_up_again(
    card: AreasCard, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    name_area(file_bench, course_id)
    card.show_course(course_id)
    qtbot.waitUntil(lambda: has_button(card, "Retire Right forearm"))
    button(card, "Retire Right forearm").click()
    qtbot.waitUntil(lambda: has_button(card, "Take up Right forearm again"))
    assert list(card.map.shapes) == []
    assert "38 cm², not treated yet, retired" in texts(card)
    button(card, "Take up Right forearm again").click()
    qtbot.waitUntil(lambda: has_button(card, "Change Right forearm"))
    assert [one.name for one in card.map.shapes] == ["Right forearm"]


def test_a_refusal_is_told_on_the_card(card: AreasCard, file_bench: Bench, course_id: int, qtbot: QtBot) -> None:
    area = name_area(file_bench, course_id)
    card.show_course(course_id)
    qtbot.waitUntil(lambda: has_button(card, "Retire Right forearm"))
    retire_area(file_bench.administrator, area.id, 1)
    button(card, "Retire Right forearm").click()
    qtbot.waitUntil(lambda: any("Somebody else changed this record" in text for text in texts(card)))


def test_another_course_begins_empty(card: AreasCard, file_bench: Bench, course_id: int, qtbot: QtBot) -> None:
    name_area(file_bench, course_id)
    card.show_course(course_id)
    qtbot.waitUntil(lambda: has_button(card, "Change Right forearm"))
    card.change_area(areas_of(file_bench, course_id)[0])
    (dialog,) = card.findChildren(AreaDialog)
    assert dialog.windowTitle() == "Right forearm"
    dialog.reject()
    card.show_course(course_of(file_bench))
    assert card.empty.isVisible()
