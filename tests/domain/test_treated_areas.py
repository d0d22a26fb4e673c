"""Named areas: what is asked of one, what a session treated last, and how large it was."""

import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pico_tracker.domain.treated_areas import (
    AreaEntry,
    AreaLayer,
    BodyView,
    SessionArea,
    TreatedArea,
    as_treated,
    check_area,
    check_name_free,
    check_same_map,
    check_session_areas,
    read_outline,
    total_cm2,
    treated_last,
    write_outline,
)

SQUARE = ((100, 100), (200, 100), (200, 200), (100, 200))
LARGER = ((90, 90), (210, 90), (210, 210), (90, 210))


def entry(**changes: Any) -> AreaEntry:
    made = AreaEntry(
        entry_id=uuid.UUID(int=1),
        course_id=7,
        name="Right forearm",
        view=BodyView.FRONT,
        outline=SQUARE,
        area_cm2=Decimal(38),
    )
    return replace(made, **changes)


def layer(session_id: int, day: int, **changes: Any) -> AreaLayer:
    made = AreaLayer(on=date(2026, 10, day), session_id=session_id, outline=LARGER, area_cm2=Decimal(41))
    return replace(made, **changes)


def area(area_id: int = 3, *layers: AreaLayer, retired: bool = False, **changes: Any) -> TreatedArea:
    return TreatedArea(id=area_id, version=1, entry=entry(**changes), retired=retired, layers=layers)


def test_a_named_outlined_and_measured_area_is_in_order() -> None:
    assert check_area(entry()) == ()
    assert check_area(entry(area_cm2=None)) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"outline": ()}, "outline"),
        ({"outline": SQUARE[:2]}, "outline"),
        ({"outline": ((0, 0), (1001, 0), (5, 5))}, "outline"),
        ({"outline": ((0, 0), (-1, 0), (5, 5))}, "outline"),
        ({"outline": SQUARE * 600}, "outline"),
        ({"area_cm2": Decimal(0)}, "area_cm2"),
        ({"area_cm2": Decimal(2001)}, "area_cm2"),
        ({"area_cm2": Decimal("3.14")}, "area_cm2"),
    ],
)
def test_what_is_missing_or_out_of_bounds_is_told_at_its_field(changes: dict[str, Any], field: str) -> None:
    assert [one.field for one in check_area(entry(**changes))] == [field]


def test_an_outline_comes_back_as_it_was_written() -> None:
    assert read_outline(write_outline(SQUARE)) == SQUARE


def test_a_name_stands_once_among_the_areas_in_use() -> None:
    (finding,) = check_name_free("right FOREARM", (area(),))
    assert (finding.field, str(finding.sentence)) == (
        "name",
        "This course has an area named right FOREARM already. Name it otherwise.",
    )
    assert check_name_free("Left forearm", (area(),)) == ()
    assert check_name_free("Right forearm", (area(retired=True),)) == ()


def test_an_area_that_sessions_outlined_stays_on_its_map() -> None:
    elsewhere = entry(view=BodyView.BACK)
    assert [one.field for one in check_same_map(area(3, layer(1, 4)), elsewhere)] == ["outline"]
    assert check_same_map(area(3, layer(1, 4)), entry(name="Forearm")) == ()
    assert check_same_map(area(), elsewhere) == ()


def test_the_last_session_says_what_is_treated_again_and_how_large() -> None:
    twice = area(3, layer(1, 4), layer(2, 18, area_cm2=Decimal(40)))
    earlier = area(4, layer(1, 4), name="Left forearm")
    never = area(5, name="Neck")
    (again,) = treated_last((twice, earlier, never))
    assert again == SessionArea(
        area_id=3, outline=LARGER, area_cm2=Decimal(40), name="Right forearm", view=BodyView.FRONT
    )


def test_a_retired_area_is_not_treated_again_by_itself() -> None:
    assert treated_last((area(3, layer(1, 4), retired=True), area(4))) == ()
    assert treated_last(()) == ()


def test_an_area_never_treated_is_taken_as_it_was_named() -> None:
    assert as_treated(area()) == SessionArea(
        area_id=3, outline=SQUARE, area_cm2=Decimal(38), name="Right forearm", view=BodyView.FRONT
    )


def test_sizes_add_up_and_an_unmeasured_one_says_nothing() -> None:
    measured, other = as_treated(area()), replace(as_treated(area(4)), area_cm2=Decimal("4.5"))
    unmeasured = replace(measured, area_cm2=None)
    assert total_cm2((measured, other, unmeasured)) == Decimal("42.5")
    assert total_cm2((unmeasured,)) is None
    assert total_cm2(()) is None


def test_what_is_wrong_with_the_areas_of_a_session_is_told_at_the_areas() -> None:
    sound = as_treated(area())
    assert check_session_areas((sound, as_treated(area(4)))) == ()
    found = check_session_areas((sound, replace(sound, outline=()), replace(sound, area_cm2=Decimal(5000))))
    assert {one.field for one in found} == {"areas"}
    assert sorted(str(one.sentence) for one in found) == [
        "An area is 0.1 to 2000 cm².",
        "An area stands here twice. Take one of the two out.",
        "Right forearm has no outline. Outline it on the map.",
    ]
