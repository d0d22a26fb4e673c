"""What the treatment passport makes of a record."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pico_tracker.domain.passes import Endpoint, LoggedPass
from pico_tracker.domain.passports import (
    areas_to_draw,
    letter_of,
    lines_of,
    merged_passes,
    noted_effects,
    tools_of,
)
from pico_tracker.domain.treated_areas import AreaEntry, AreaLayer, BodyView, Outline, TreatedArea
from tests.reports.samples import BLACK, ENTRY_ID, FIRST_DAY, RED, REDNESS, make_course, make_effect, make_session

HERE: Outline = ((0, 0), (10, 0), (10, 10))
THERE: Outline = ((20, 0), (30, 0), (30, 10))


def changed(one: LoggedPass, **changes: object) -> LoggedPass:
    return replace(one, entry=replace(one.entry, **changes))  # type: ignore[arg-type]  # the test's own fields


def area(key: int, *, retired: bool = False, treated: bool = False) -> TreatedArea:
    layer = AreaLayer(on=FIRST_DAY, session_id=1, outline=THERE, area_cm2=Decimal(3))
    entry = AreaEntry(entry_id=ENTRY_ID, course_id=1, name=f"Area {key}", view=BodyView.FACE, outline=HERE)
    return TreatedArea(id=key, version=1, entry=entry, retired=retired, layers=(layer,) if treated else ())


def test_passes_with_equal_settings_are_one_line_with_all_their_pulses() -> None:
    again = changed(BLACK, pulses=88, endpoints=(Endpoint.FROSTING, Endpoint.PETECHIAE))
    first, second = merged_passes(make_session(1, 1, (BLACK, RED, again)))
    assert (first.entry.pulses, first.entry.times) == (500, 2)
    assert first.entry.endpoints == (Endpoint.FROSTING, Endpoint.PETECHIAE)
    assert first.tool == "Picosure Pro, Zoom 2–6 mm"
    assert (second.entry.pulses, second.entry.times) == (97, 1)


def test_pulses_that_were_not_all_counted_have_no_sum() -> None:
    (one,) = merged_passes(make_session(1, 1, (BLACK, changed(BLACK, pulses=None))))
    assert one.entry.pulses is None
    (other,) = merged_passes(make_session(1, 1, (changed(BLACK, pulses=None), BLACK)))
    assert other.entry.pulses is None


def test_another_fluence_purpose_or_handpiece_is_a_line_of_its_own() -> None:
    passes = (
        BLACK,
        changed(BLACK, fluence_j_cm2=Decimal("2.0")),
        changed(BLACK, purpose="Outline"),
        replace(BLACK, handpiece_name="Fixed"),
    )
    assert len(merged_passes(make_session(1, 1, passes))) == 4


@pytest.mark.parametrize(
    "changes",
    [
        {"repetition_hz": Decimal(8)},
        {"pulse_energy_mj": Decimal(200)},
        {"pulse_energy_mj": None},
        {"density_per_cm2": 400},
        {"overlap_percent": Decimal(10)},
    ],
)
def test_passes_are_one_line_only_when_all_their_settings_are_equal(changes: dict[str, object]) -> None:
    assert len(merged_passes(make_session(1, 1, (BLACK, changed(BLACK, **changes))))) == 2


def test_each_laser_with_its_handpiece_stands_once_in_the_key() -> None:
    bare = replace(BLACK, handpiece_name="")
    sessions = (make_session(1, 2, (BLACK, RED)), make_session(2, 2, (RED, bare, BLACK)))
    assert tools_of(sessions) == ("Picosure Pro, Zoom 2–6 mm", "Enlighten, MLA", "Picosure Pro")


def test_the_letters_of_the_key_go_on_after_z() -> None:
    assert [letter_of(place) for place in (0, 1, 25, 26, 27, 52)] == ["A", "B", "Z", "AA", "AB", "BA"]


def test_the_lines_of_a_course_are_counted_after_merging() -> None:
    # Four sessions of the sample: one pass, one pass, two and two.
    assert lines_of(make_course(4)) == 6


def test_side_effects_are_told_in_the_order_they_began() -> None:
    effects = (make_effect(3, REDNESS, None), make_effect(1, REDNESS, 2))
    progress = replace(make_course(3), side_effects=effects)
    assert [one.id for one in noted_effects(progress)] == [1, 3]


def test_an_area_is_drawn_as_it_was_treated_last_and_one_never_treated_as_it_was_outlined() -> None:
    drawn = areas_to_draw((area(1, treated=True), area(2)))
    assert [(one.name, one.outline) for one in drawn] == [("Area 1", THERE), ("Area 2", HERE)]


def test_a_retired_area_is_drawn_only_if_it_was_treated() -> None:
    drawn = areas_to_draw((area(1, retired=True), area(2, retired=True, treated=True)))
    assert [one.name for one in drawn] == ["Area 2"]
