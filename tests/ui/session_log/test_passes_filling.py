"""What passes are filled with: last time, the plan made last time, and the clinic's own starting values."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pico_tracker.domain.devices import Device, Handpiece, PulseMode
from pico_tracker.domain.doses import DoseFacts
from pico_tracker.domain.laser import FluenceBasis, Optic, Spot, SpotShape
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass
from pico_tracker.domain.passes import Endpoint, PassEntry
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.ranges import DoseProtocol, blank_protocol, read_protocol
from pico_tracker.ui.session_log.pass_filling import (
    Earlier,
    as_last,
    as_planned,
    said_patches,
    start_of,
    with_start,
    without_seen,
)
from pico_tracker.ui.session_log.pass_text import PassText, settings_of

PICOWAY = Device(
    id=1,
    name="PicoWay",
    serial="21-0447",
    is_nanosecond=False,
    modes=(PulseMode(532), PulseMode(1064)),
    handpieces=(Handpiece(1, "Zoom", Optic.FULL_BEAM), Handpiece(2, "Resolve", Optic.FRACTIONAL)),
)
PICOSURE = Device(
    id=7,
    name="PicoSure",
    serial="",
    is_nanosecond=False,
    modes=(PulseMode(755),),
    handpieces=(Handpiece(9, "Zoom 755", Optic.FULL_BEAM),),
)
BOTH = (PICOWAY, PICOSURE)
BLACK = PassEntry(
    device_id=1,
    handpiece_id=1,
    wavelength_nm=1064,
    pulse_duration_ps=450,
    spot=Spot(SpotShape.ROUND, Decimal(3)),
    fluence_j_cm2=Decimal("3.6"),
    pulse_energy_mj=Decimal("254.5"),
    repetition_hz=Decimal(4),
    pulses=312,
    endpoints=(Endpoint.FROSTING,),
    purpose="Black",
    overlap_percent=Decimal(10),
)
RED = replace(
    BLACK,
    wavelength_nm=532,
    pulse_duration_ps=375,
    purpose="Red",
    fluence_j_cm2=Decimal(1),
    pulse_energy_mj=Decimal("70.7"),
    repetition_hz=Decimal(2),
)
BLANK = PassText()


def plan(*passes: PlannedPass) -> NextPlanEntry:
    return NextPlanEntry(passes=passes)


def planned(*passes: PlannedPass, last: tuple[PassEntry, ...] = (BLACK, RED)) -> tuple[PassText, ...]:
    return as_planned(plan(*passes), last, BOTH, BLANK)


def test_last_time_is_taken_without_what_was_seen_then() -> None:
    black, red = as_last((BLACK, RED))
    assert (black.fluence_j_cm2, black.pulse_energy_mj, black.overlap_percent) == ("3.6", "254.5", "10")
    assert (red.wavelength_nm, red.repetition_hz) == ("532", "2")
    assert {(one.pulses, one.endpoints) for one in (black, red)} == {("", "")}


def test_what_a_plan_leaves_open_comes_from_the_pass_with_its_purpose_and_wavelength() -> None:
    (red,) = planned(PlannedPass(purpose="red", wavelength_nm=532, fluence_j_cm2=Decimal("1.2")))
    assert (red.device_id, red.handpiece_id, red.pulse_duration_ps, red.repetition_hz) == ("1", "1", "375", "2")
    assert red.fluence_j_cm2 == "1.2"


def test_the_energy_follows_the_planned_fluence_of_a_full_beam() -> None:
    """4.0 J/cm² on 3 mm (0.070686 cm²) are 282.7 mJ."""
    (black,) = planned(PlannedPass(purpose="Black", fluence_j_cm2=Decimal(4)))
    assert (black.fluence_j_cm2, black.pulse_energy_mj) == ("4.0", "282.7")


def test_a_plan_that_changes_no_dose_keeps_the_energy_of_last_time() -> None:
    (black,) = planned(PlannedPass(purpose="Black", fluence_j_cm2=Decimal("3.60")))
    assert black.pulse_energy_mj == "254.5"


def test_no_energy_of_another_fluence_is_left_for_a_fractional_handpiece() -> None:
    fractional = replace(BLACK, handpiece_id=2, density_per_cm2=400)
    (text,) = planned(PlannedPass(wavelength_nm=1064, fluence_j_cm2=Decimal("0.5")), last=(fractional,))
    assert (text.fluence_j_cm2, text.pulse_energy_mj, text.density_per_cm2) == ("0.5", "", "400")


def test_a_planned_pass_of_another_laser_takes_nothing_of_last_time() -> None:
    (green,) = planned(
        PlannedPass(
            purpose="Green", device_id=7, wavelength_nm=755, spot_width_mm=Decimal(4), pulse_duration_ps=750
        )
    )
    assert green == replace(
        BLANK,
        purpose="Green",
        device_id="7",
        handpiece_id="9",
        wavelength_nm="755",
        pulse_duration_ps="750",
        spot_width_mm="4.0",
        fluence_basis=FluenceBasis.MACRO_SPOT.value,
    )


def test_a_purpose_in_other_words_means_the_only_pass_of_that_wavelength() -> None:
    (black,) = planned(PlannedPass(purpose="Black ink", wavelength_nm=1064))
    assert (black.purpose, black.fluence_j_cm2) == ("Black ink", "3.6")


def test_where_several_passes_could_be_meant_none_is_taken() -> None:
    other = replace(BLACK, purpose="Blue")
    (text,) = planned(PlannedPass(purpose="Green", wavelength_nm=1064), last=(BLACK, other))
    assert (text.purpose, text.wavelength_nm, text.fluence_j_cm2) == ("Green", "", "")


def test_a_plan_of_the_fluence_alone_goes_on_from_the_pass_at_its_place() -> None:
    first, second = planned(PlannedPass(fluence_j_cm2=Decimal(4)), PlannedPass(fluence_j_cm2=Decimal("1.1")))
    assert (first.purpose, second.purpose) == ("Black", "Red")


def test_a_test_patch_is_no_pass_and_is_said_in_words() -> None:
    patch = PlannedPass(
        purpose="Green", wavelength_nm=755, spot_width_mm=Decimal(3), fluence_j_cm2=Decimal(2), is_patch=True
    )
    assert planned(patch) == ()
    assert said_patches(plan(patch, PlannedPass(purpose="Red"))) == (
        "Planned as a test patch: Green, 755 nm, 3.0 mm, 2.0 J/cm²",
    )
    assert said_patches(None) == ()


def test_a_plan_without_passes_fills_nothing() -> None:
    assert as_planned(None, (BLACK,), BOTH, BLANK) == ()
    assert planned() == ()


def test_where_passes_come_from_is_said_with_the_day() -> None:
    earlier = Earlier(last=(BLACK,), planned=plan(PlannedPass(purpose="Black")), last_on=date(2026, 10, 4))
    assert earlier.as_last().source == "As last time, 4 Oct 2026"
    assert earlier.as_planned(BOTH, BLANK).source == "As planned"
    assert replace(earlier, last_on=None).as_last().source == "As last time"
    assert (Earlier().as_last().source, Earlier().as_planned(BOTH, BLANK).source) == ("", "")


def test_what_is_seen_today_is_no_setting() -> None:
    text = replace(settings_of(BLACK), pulses="312", endpoints="frosting")
    assert without_seen((text,)) == (settings_of(BLACK),)


# Starting values of a protocol


def adopted(name: str = "Black ink", **parts: Any) -> DoseProtocol:
    numbers = {"wavelength_nm": 1064, "fluence_from_j_cm2": "1", "fluence_to_j_cm2": "4", "skin_to": "VI"}
    return read_protocol({**blank_protocol(name, "tattoo"), **numbers, **parts})


def facts(*protocols: DoseProtocol) -> DoseFacts:
    return DoseFacts(skin_type=Fitzpatrick.III, concern="tattoo", protocols=protocols)


ZOOM = replace(
    BLANK, device_id="1", handpiece_id="1", wavelength_nm="1064", fluence_basis=FluenceBasis.MACRO_SPOT.value
)


@pytest.mark.parametrize(
    ("text", "protocols", "why"),
    [
        (BLANK, (), "Choose device, handpiece and wavelength first."),
        (replace(ZOOM, wavelength_nm=""), (), "Choose device, handpiece and wavelength first."),
        (
            replace(ZOOM, handpiece_id="2", fluence_basis=""),
            (),
            "Choose first what the fluence is given over.",
        ),
        (
            ZOOM,
            (adopted(),),
            "No adopted protocol for 1064 nm, full beam, has a starting value. A range fills nothing.",
        ),
        (
            ZOOM,
            (adopted(start_fluence_j_cm2="2"), adopted("Mine", start_spot_mm="4")),
            "Several protocols have starting values: Black ink, Mine. Enter them by hand.",
        ),
    ],
)
def test_why_nothing_can_be_started_from_is_said(
    text: PassText, protocols: tuple[DoseProtocol, ...], why: str
) -> None:
    start = start_of(text, BOTH, facts(*protocols))
    assert (start.protocol, start.why) == (None, why)


def test_only_what_the_clinic_entered_is_filled_in() -> None:
    """2 J/cm² on 4 mm (0.125664 cm²) are 251.3 mJ."""
    protocol = adopted(start_fluence_j_cm2="2", start_spot_mm="4", start_pulse_ps="450", start_rate_hz="2.5")
    assert start_of(ZOOM, BOTH, facts(protocol)).protocol == protocol
    assert with_start(ZOOM, protocol, BOTH) == replace(
        ZOOM,
        fluence_j_cm2="2.0",
        spot_width_mm="4.0",
        pulse_duration_ps="450",
        repetition_hz="2.5",
        pulse_energy_mj="251.3",
    )


def test_what_the_protocol_does_not_start_from_stays_as_typed() -> None:
    typed = replace(settings_of(BLACK), pulses="312")
    started = with_start(typed, adopted(start_rate_hz="2"), BOTH)
    assert started == replace(typed, repetition_hz="2")


def test_a_laser_without_a_chosen_handpiece_starts_from_what_no_beam_has() -> None:
    unknown = replace(ZOOM, handpiece_id="")
    assert start_of(unknown, BOTH, facts(adopted(start_spot_mm="4"))).why.startswith(
        "No adopted protocol for 1064 nm, not known"
    )
