"""The clinic's lasers as lists show them."""

from dataclasses import replace

from pico_tracker.domain.devices import Device, PulseMode

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
