"""The clinic's lasers as lists show them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pico_tracker.domain.devices import Device, DeviceEntry, HandpieceEntry, PulseMode, check_device
from pico_tracker.domain.laser import Optic

DEVICE = Device(
    id=1,
    name="PicoWay",
    serial="",
    is_nanosecond=False,
    modes=(PulseMode(1064, 240, 750), PulseMode(532), PulseMode(1064)),
    handpieces=(),
)


def test_wavelengths_are_listed_once_and_shortest_first() -> None:
    assert DEVICE.wavelengths_nm == (532, 1064)


def test_a_serial_number_is_shown_where_there_is_one() -> None:
    assert DEVICE.title == "PicoWay"
    assert replace(DEVICE, serial="A-17").title == "PicoWay · A-17"


OWN = DeviceEntry(
    name="Own laser",
    serial="7",
    modes=(PulseMode(1064, 300, 750), PulseMode(532)),
    handpieces=(HandpieceEntry("Zoom", Optic.FULL_BEAM),),
    max_repetition_hz=Decimal("10.25"),
)


def said_of(**changes: Any) -> dict[str, str]:
    return {one.field: one.sentence.said() for one in check_device(replace(OWN, **changes))}


def test_a_laser_of_ones_own_is_right_with_what_its_plate_says() -> None:
    assert said_of() == {}
    assert said_of(serial="", handpieces=(), max_repetition_hz=None) == {}


def test_a_laser_needs_a_name_and_a_wavelength() -> None:
    assert said_of(name="", modes=()) == {
        "name": "Enter the laser's name.",
        "modes": "Enter at least one wavelength.",
    }


def test_names_and_numbers_that_are_too_long_are_told() -> None:
    too_long = "This is longer than 200 characters. Shorten it."
    piece = HandpieceEntry("p" * 201, Optic.UNKNOWN)
    assert said_of(name="n" * 201, serial="s" * 201, handpieces=(piece,)) == {
        "name": too_long,
        "serial": too_long,
        "handpieces.0.name": too_long,
    }


@pytest.mark.parametrize("rate", ["0", "-1", "20.01", "NaN", "Infinity"])
def test_a_rate_is_above_nothing_and_no_faster_than_any_laser(rate: str) -> None:
    said = said_of(max_repetition_hz=Decimal(rate))
    assert said == {"max_repetition_hz": "A repetition rate is above 0 and at most 20 Hz."}


def test_a_rate_finer_than_is_kept_is_told() -> None:
    said = said_of(max_repetition_hz=Decimal("2.505"))
    assert said == {"max_repetition_hz": "At most 2 decimal places are kept."}


@pytest.mark.parametrize("wavelength", [0, 199, 12_001])
def test_a_wavelength_is_light_a_laser_gives(wavelength: int) -> None:
    said = said_of(modes=(PulseMode(wavelength),))
    assert said == {"modes.0.wavelength_nm": "A wavelength is 200 to 12000 nm."}


def test_a_wavelength_is_entered_once() -> None:
    said = said_of(modes=(PulseMode(1064, 300, 750), PulseMode(1064)))
    assert said == {"modes.1.wavelength_nm": "1064 nm is entered twice."}


def test_a_picosecond_laser_has_no_nanosecond_pulse() -> None:
    said = said_of(modes=(PulseMode(1064, 99, 5000),))
    assert said == {
        "modes.0.shortest_ps": "A pulse is 100 to 2000 ps.",
        "modes.0.longest_ps": "A pulse is 100 to 2000 ps.",
    }


def test_a_nanosecond_laser_has_pulses_to_twenty_nanoseconds() -> None:
    modes = (PulseMode(1064, 5000, 20_000),)
    assert said_of(is_nanosecond=True, modes=modes) == {}
    said = said_of(is_nanosecond=True, modes=(PulseMode(1064, None, 20_001),))
    assert said == {"modes.0.longest_ps": "A pulse is 100 to 20000 ps."}


def test_the_longest_pulse_is_not_shorter_than_the_shortest() -> None:
    assert said_of(modes=(PulseMode(1064, 450, 450),)) == {}
    said = said_of(modes=(PulseMode(1064, 450, 449),))
    assert said == {"modes.0.longest_ps": "The longest pulse is shorter than the shortest one."}


def test_a_handpiece_has_a_name_of_its_own() -> None:
    pieces = (HandpieceEntry("Zoom", Optic.FULL_BEAM), HandpieceEntry("zoom", Optic.UNKNOWN))
    assert said_of(handpieces=(*pieces, HandpieceEntry("", Optic.UNKNOWN))) == {
        "handpieces.1.name": "This handpiece is entered twice.",
        "handpieces.2.name": "Enter the handpiece's name.",
    }


@pytest.mark.parametrize(
    ("mode", "longest"),
    [
        (PulseMode(1064, 750, 2000, is_nanosecond=True), 2000),
        (PulseMode(1064, 750, 2001, is_nanosecond=True), 20_000),
        (PulseMode(1064, is_nanosecond=True), 20_000),
        (PulseMode(1064), 2000),
        (PulseMode(694, is_nanosecond=True), 2000),
    ],
)
def test_a_mode_that_gives_both_has_the_bounds_of_its_own_longest_pulse(mode: PulseMode, longest: int) -> None:
    """Enlighten's longest is 2 ns, so 15 000 ps is a typing error; the ruby of Discovery has none on record."""
    device = replace(DEVICE, modes=(mode,))
    assert device.pulse_bounds_ps(1064) == (100, longest)
    assert replace(device, is_nanosecond=True).pulse_bounds_ps(1064) == (100, 20_000)


@pytest.mark.parametrize(("pulse", "is_one"), [(750, False), (1000, False), (1001, True), (2000, True)])
def test_a_pulse_past_1_ns_of_a_mode_that_gives_both_is_a_nanosecond_one(pulse: int, is_one: bool) -> None:
    device = replace(DEVICE, modes=(PulseMode(1064, 750, 2000, is_nanosecond=True), PulseMode(532)))
    assert device.gives_nanoseconds(1064, pulse) is is_one
    assert not device.gives_nanoseconds(532, pulse)
    assert replace(device, is_nanosecond=True).gives_nanoseconds(532, pulse)
