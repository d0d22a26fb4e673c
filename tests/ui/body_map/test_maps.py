"""Our own maps: every view has one, every region has a name and lies on the figure, left is the patient's left."""

import pytest

from pico_tracker.domain.outlines import middle
from pico_tracker.domain.treated_areas import BodyView, check_outline
from pico_tracker.resources import find_resource
from pico_tracker.ui.body_map.maps import name_of, place_of, read_map
from pico_tracker.ui.body_map.region_names import REGION_NAMES
from tests.ui.body_map.courses import FOREARM

SIDES = {BodyView.FRONT: 1, BodyView.FACE: 1, BodyView.BACK: -1}
"""Where the patient's left is on a map: 1 at the right of it."""


def test_each_view_has_a_map_and_no_map_is_left_over() -> None:
    files = {path.stem for path in find_resource("body").glob("*.svg")}
    assert files == {view.value.replace(" ", "_") for view in BodyView}


def test_every_region_has_a_name_and_every_name_a_region() -> None:
    assert {one.key for view in BodyView for one in read_map(view).regions} == set(REGION_NAMES)


@pytest.mark.parametrize("view", BodyView)
def test_no_name_stands_twice_on_a_map(view: BodyView) -> None:
    names = [one.name for one in read_map(view).regions]
    assert len(names) > 10
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("view", BodyView)
def test_every_region_is_an_outline_that_is_named_by_itself(view: BodyView) -> None:
    for region in read_map(view).regions:
        assert check_outline(region.outline) == (), region.key
        assert name_of(view, region.outline) == region.name


@pytest.mark.parametrize("view", SIDES)
def test_left_and_right_are_the_patients_own(view: BodyView) -> None:
    for region in read_map(view).regions:
        away = (middle(region.outline)[0] - 500) * SIDES[view]
        if region.key.startswith("left_"):
            assert away > 0, region.key
        elif region.key.startswith("right_"):
            assert away < 0, region.key


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_side_shows_that_side_only(side: str) -> None:
    for view in (BodyView(side), BodyView(f"face {side}")):
        assert {one.key.partition("_")[0] for one in read_map(view).regions} == {side}


def test_a_point_is_named_by_what_lies_on_top() -> None:
    face = read_map(BodyView.FACE_LEFT)
    ear = next(one for one in face.regions if one.key == "left_ear")
    found = face.region_at(middle(ear.outline))
    assert found is not None
    assert found.name == "Left ear"
    assert face.region_at((5, 990)) is None


def test_an_outline_over_much_of_the_body_is_named_by_its_map() -> None:
    wide = ((50, 20), (950, 20), (950, 980), (50, 980))
    assert name_of(BodyView.FRONT, wide) == "Front"
    assert place_of(BodyView.FRONT, wide) == "Front"
    assert place_of(BodyView.FRONT, FOREARM) == "Right forearm (Front)"
