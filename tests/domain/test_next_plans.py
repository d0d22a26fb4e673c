"""A plan for next time: what cannot be planned, and what booking is told of it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pico_tracker.domain.devices import Device, Handpiece, PulseMode
from pico_tracker.domain.laser import Optic
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass, PlanToBook, check_plan
from pico_tracker.domain.sessions import check_record
from tests.domain.test_sessions import ENTRY, FACTS

DEVICE = Device(
    id=1,
    name="PicoSure",
    serial="",
    is_nanosecond=False,
    modes=(PulseMode(755, 550, 850), PulseMode(532)),
    handpieces=(Handpiece(1, "Zoom", Optic.FULL_BEAM),),
)
DEVICES = {1: DEVICE, 2: replace(DEVICE, id=2, active=False)}
PLANNED = PlannedPass(
    purpose="Green",
    device_id=1,
    handpiece_id=1,
    wavelength_nm=755,
    pulse_duration_ps=750,
    spot_width_mm=Decimal("3.5"),
    fluence_j_cm2=Decimal("1.2"),
)
PLAN = NextPlanEntry(minutes=30, room_id=7, device_id=1, note="As agreed.", passes=(PLANNED,))


def found(**changes: Any) -> list[tuple[str, str]]:
    """What is said of a plan of one pass with these changes."""
    plan = replace(PLAN, passes=(replace(PLANNED, **changes),))
    return [(one.field, str(one.sentence)) for one in check_plan(plan, DEVICES)]


def test_a_plan_within_what_the_laser_gives_is_fine() -> None:
    assert check_plan(PLAN, DEVICES, rooms=(7,)) == ()


def test_no_plan_and_one_that_says_that_nothing_is_planned_are_fine() -> None:
    assert check_plan(None, DEVICES) == ()
    assert check_plan(NextPlanEntry(), DEVICES) == ()


def test_what_is_left_open_is_fine() -> None:
    assert check_plan(NextPlanEntry(passes=(PlannedPass(purpose="Black"), PlannedPass(is_patch=True))), {}) == ()


def test_a_pass_with_nothing_in_it_is_named() -> None:
    (one,) = check_plan(replace(PLAN, passes=(PLANNED, PlannedPass())), DEVICES)
    assert (one.field, str(one.sentence)) == (
        "next_plan.passes.1",
        "Say what is planned in this pass, or remove it.",
    )


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"device_id": 9}, "device_id", "Choose a laser that is in service."),
        ({"device_id": 2}, "device_id", "Choose a laser that is in service."),
        ({"handpiece_id": 4}, "handpiece_id", "This handpiece does not belong to the laser planned."),
        ({"wavelength_nm": 1064}, "wavelength_nm", "PicoSure has no 1064 nm; it gives 532, 755 nm."),
        ({"pulse_duration_ps": 99}, "pulse_duration_ps", "A pulse of 99 ps is outside 100 to 2000 ps."),
        ({"spot_width_mm": Decimal("0.9")}, "spot_width_mm", "A spot is 1 to 15 mm wide."),
        ({"spot_width_mm": Decimal("3.125")}, "spot_width_mm", "At most 2 decimal places are kept."),
        (
            {"fluence_j_cm2": Decimal("20.001")},
            "fluence_j_cm2",
            "A fluence is 0.05 to 20 J/cm². Check the decimal point.",
        ),
        ({"fluence_j_cm2": Decimal("1.2345")}, "fluence_j_cm2", "At most 3 decimal places are kept."),
        (
            {"fluence_j_cm2": Decimal("NaN")},
            "fluence_j_cm2",
            "A fluence is 0.05 to 20 J/cm². Check the decimal point.",
        ),
        ({"purpose": "x" * 201}, "purpose", "This is longer than 200 characters. Shorten it."),
    ],
)
def test_what_cannot_be_planned_is_said_beside_its_field(changes: dict[str, Any], field: str, said: str) -> None:
    assert found(**changes) == [(f"next_plan.passes.0.{field}", said)]


def test_without_a_laser_only_what_no_laser_gives_is_refused() -> None:
    without = {"device_id": None, "handpiece_id": None}
    assert found(**without, wavelength_nm=1064, pulse_duration_ps=20_000) == []
    assert found(**without, wavelength_nm=199) == [
        ("next_plan.passes.0.wavelength_nm", "A wavelength is 200 to 12000 nm.")
    ]
    assert found(**without, wavelength_nm=None, pulse_duration_ps=20_001) == [
        ("next_plan.passes.0.pulse_duration_ps", "A pulse of 20001 ps is outside 100 to 20000 ps.")
    ]
    assert [name for name, _said in found(device_id=None)] == ["next_plan.passes.0.handpiece_id"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minutes": 4}, "minutes"),
        ({"minutes": 481}, "minutes"),
        ({"room_id": 8}, "room_id"),
        ({"device_id": 2}, "device_id"),
        ({"note": "x" * 20_001}, "note"),
        ({"passes": (PLANNED,) * 21}, "passes"),
    ],
)
def test_what_booking_cannot_look_for_is_refused(changes: dict[str, Any], field: str) -> None:
    assert [one.field for one in check_plan(replace(PLAN, **changes), DEVICES, rooms=(7,))] == [
        f"next_plan.{field}"
    ]


def test_a_visit_of_five_minutes_and_one_of_eight_hours_can_be_planned() -> None:
    for minutes in (5, 480):
        assert check_plan(replace(PLAN, minutes=minutes), DEVICES) == ()


def test_the_laser_to_book_is_the_one_named_else_that_of_the_first_pass() -> None:
    assert replace(PLAN, device_id=5).booked_device_id == 5
    assert replace(PLAN, device_id=None, passes=(PlannedPass(), PLANNED)).booked_device_id == 1
    assert NextPlanEntry().booked_device_id is None
    assert NextPlanEntry().is_empty
    assert not PLAN.is_empty


def test_a_plan_asks_something_of_booking_once_laser_room_or_length_is_named() -> None:
    assert PlanToBook(is_patch_only=True).is_empty
    assert not PlanToBook(minutes=30).is_empty


def test_a_plan_that_cannot_be_keeps_the_session_from_being_signed() -> None:
    entry = replace(ENTRY, next_plan=replace(PLAN, minutes=4))
    assert [one.field for one in check_record(entry, FACTS) if one.field.startswith("next_plan")] == [
        "next_plan.minutes"
    ]
