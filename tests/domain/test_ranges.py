"""Plausible ranges as they ship, what a clinic may edit in them, and the clinic's own protocols."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from pico_tracker.domain.laser import Beam, FluenceBasis, Optic
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.range_fields import (
    PLAUSIBLE_FIELDS,
    PROTOCOL_FIELDS,
    check_plausible_range,
    check_protocol,
)
from pico_tracker.domain.ranges import (
    Bounds,
    blank_protocol,
    plainly,
    read_plausible_range,
    read_protocol,
)
from pico_tracker.domain.rules import Content, part_of, read_records, with_parts
from pico_tracker.resources import find_resource

SHIPPED = read_records(find_resource("clinical", "plausible_ranges.toml").read_text("utf-8"))
FULL = Beam(Optic.FULL_BEAM)


def adopted(**parts: Any) -> Content:
    """A protocol for tattoos of types I to III at 1064 nm, full beam, 1 to 4 J/cm²."""
    numbers = {"wavelength_nm": 1064, "fluence_from_j_cm2": "1", "fluence_to_j_cm2": "4"}
    return {**blank_protocol("Black ink", "tattoo"), **numbers, **parts}


@pytest.mark.parametrize(
    ("concern", "wavelengths", "doubtful", "fluence", "pulse", "spot"),
    [
        ("melasma", (755, 1064), (532,), "0.2–0.8", "240–850", "6–10"),
        ("solar_lentigo", (532, 730, 755, 785, 1064), (1064,), "0.1–4", "240–850", "2–6"),
        ("acne_scar", (532, 755, 1064), (532,), "0.25–1", "240–850", "6–10"),
        ("tattoo", (532, 670, 694, 730, 755, 785, 1064), (), "0.2–10", "240–900", "2–10"),
        ("wrinkle", (532, 755, 1064), (), "0.25–1", "240–850", "6–10"),
        ("rejuvenation", (532, 755, 1064), (), "0.2–1", "240–850", "6–10"),
    ],
)
def test_reference_1_5_settings_of_each_concern(
    concern: str, wavelengths: tuple[int, ...], doubtful: tuple[int, ...], fluence: str, pulse: str, spot: str
) -> None:
    known = read_plausible_range(SHIPPED[concern])
    assert (known.concern, known.wavelengths_nm, known.doubtful_wavelengths_nm) == (concern, wavelengths, doubtful)
    assert (str(known.fluence_j_cm2), str(known.pulse_ps), str(known.spot_mm)) == (fluence, pulse, spot)
    assert (known.overlap_note_percent, known.overlap_to_percent) == (Decimal(10), Decimal(30))


@pytest.mark.parametrize(
    ("concern", "rate", "passes", "area", "pulses", "pain"),
    [
        ("melasma", "2–10", "1–4", "20–500", "100–4000", "0–6"),
        ("solar_lentigo", "1–10", "1–2", "0.1–200", "1–1500", "0–7"),
        ("acne_scar", "2–10", "2–7", "20–500", "300–7000", "0–8"),
        ("tattoo", "1–10", "1–4", "0.5–600", "5–6000", "1–9"),
        ("wrinkle", "2–10", "2–7", "20–600", "500–8000", "0–7"),
        ("rejuvenation", "2–10", "1–7", "20–600", "300–8000", "0–7"),
    ],
)
def test_reference_1_5_the_visit_of_each_concern(
    concern: str, rate: str, passes: str, area: str, pulses: str, pain: str
) -> None:
    known = read_plausible_range(SHIPPED[concern])
    found = (known.rate_hz, known.passes, known.area_cm2, known.pulses, known.pain)
    assert tuple(str(one) for one in found) == (rate, passes, area, pulses, pain)


@pytest.mark.parametrize(
    ("concern", "own"),
    [
        ("solar_lentigo", {532: "0.1–0.6", 730: "0.8–4", 755: "0.4–6.4"}),
        ("tattoo", {532: "0.1–2.5", 755: "0.4–6.4", 785: "1.1–3.1", 1064: "0.2–10"}),
        ("melasma", {}),
    ],
)
def test_reference_1_5_a_wavelength_with_a_range_of_its_own_wins(concern: str, own: Mapping[int, str]) -> None:
    known = read_plausible_range(SHIPPED[concern])
    assert {wavelength: str(bounds) for wavelength, bounds in known.fluence_at.items()} == own
    assert known.fluence_for(785 if concern == "tattoo" else 1064) == (
        known.fluence_at[785] if concern == "tattoo" else known.fluence_j_cm2
    )


def test_a_wavelengths_own_range_that_the_clinic_took_away_counts_no_more() -> None:
    content = with_parts(SHIPPED["tattoo"], {"fluence_at.532.from.value": None, "fluence_at.532.to.value": None})
    known = read_plausible_range(content)
    assert 532 not in known.fluence_at
    assert known.fluence_for(532) == known.fluence_j_cm2
    assert check_plausible_range(content) == ()


def test_bounds_hold_their_ends_and_no_number_that_is_none() -> None:
    bounds = Bounds(Decimal("0.2"), Decimal("0.8"))
    assert bounds.holds(Decimal("0.2"))
    assert bounds.holds(Decimal("0.80"))
    assert not bounds.holds(Decimal("0.81"))
    assert not bounds.holds(Decimal("NaN"))


def test_numbers_are_said_without_needless_zeros() -> None:
    assert [plainly(Decimal(one)) for one in ("10", "1E+1", "0.250", "4.0", "100")] == [
        "10",
        "10",
        "0.25",
        "4",
        "100",
    ]


def test_every_field_of_a_plausible_range_finds_its_part() -> None:
    needed = [field for field in PLAUSIBLE_FIELDS if field.required]
    assert [part_of(SHIPPED[key], field.path) for key in SHIPPED for field in needed].count(None) == 0


def test_what_ships_has_nothing_wrong() -> None:
    assert [check_plausible_range(content) for content in SHIPPED.values()] == [()] * 6


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        ({"spot_to_mm.value": "1"}, ["spot_to_mm.value"]),
        ({"fluence_at.532.from.value": "0.9", "fluence_at.532.to.value": "0.8"}, ["fluence_at.532.to.value"]),
        ({"fluence_at.670.from.value": "0.9"}, ["fluence_at.670.to.value"]),
        ({"wavelengths_nm": ["532", "green"]}, ["wavelengths_nm"]),
        ({"doubtful_wavelengths_nm": ["53"]}, ["doubtful_wavelengths_nm"]),
        ({"doubtful_wavelengths_nm": None}, []),
        ({"overlap_to_percent.value": "5"}, ["overlap_to_percent.value"]),
    ],
)
def test_an_edited_range_must_rise_and_name_real_wavelengths(parts: dict[str, Any], wrong: list[str]) -> None:
    found = check_plausible_range(with_parts(SHIPPED["tattoo"], parts))
    assert [finding.field for finding in found] == wrong


# Protocols


def test_a_protocol_is_for_its_concern_and_skin_types() -> None:
    protocol = read_protocol(adopted(skin_from="II", skin_to="IV"))
    assert protocol.skin_types == (Fitzpatrick.II, Fitzpatrick.III, Fitzpatrick.IV)
    assert protocol.is_for("tattoo", Fitzpatrick.IV)
    assert not protocol.is_for("tattoo", Fitzpatrick.V)
    assert not protocol.is_for("melasma", Fitzpatrick.IV)


def test_while_the_skin_type_is_not_known_only_a_protocol_for_all_types_counts() -> None:
    assert not read_protocol(adopted()).is_for("tattoo", None)
    assert read_protocol(adopted(skin_to="VI")).is_for("tattoo", None)


def test_a_protocol_covers_one_wavelength_beam_and_basis() -> None:
    protocol = read_protocol(adopted())
    assert protocol.covers(1064, FULL, FluenceBasis.MACRO_SPOT)
    assert not protocol.covers(532, FULL, FluenceBasis.MACRO_SPOT)
    assert not protocol.covers(1064, Beam(Optic.FRACTIONAL), FluenceBasis.MACRO_SPOT)
    assert not protocol.covers(1064, FULL, FluenceBasis.PER_MICROBEAM)


def test_what_a_protocol_leaves_open_has_no_bounds() -> None:
    protocol = read_protocol(adopted(spot_from_mm="3", spot_to_mm="6", rate_from_hz=""))
    assert protocol.spot_mm == Bounds(Decimal(3), Decimal(6))
    assert (protocol.pulse_ps, protocol.rate_hz) == (None, None)


def test_a_protocol_without_a_fluence_is_none() -> None:
    with pytest.raises(ValueError, match="fluence"):
        read_protocol(adopted(fluence_to_j_cm2=""))


def test_a_blank_protocol_holds_no_number_that_nobody_entered() -> None:
    numbers = {"wavelength_nm", "fluence_from_j_cm2", "fluence_to_j_cm2", "spot_from_mm", "pulse_from_ps"}
    blank = blank_protocol()
    assert {blank.get(name) or None for name in numbers} == {None}
    assert {field.path.partition(".")[0] for field in PROTOCOL_FIELDS} >= numbers


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        ({}, []),
        ({"skin_from": "IV", "skin_to": "II"}, ["skin_to"]),
        ({"fluence_to_j_cm2": "0.5"}, ["fluence_to_j_cm2"]),
        ({"spot_from_mm": "3"}, ["spot_to_mm"]),
        ({"spot_from_mm": "3", "spot_to_mm": "3"}, []),
    ],
)
def test_a_protocols_ranges_have_both_ends_and_rise(parts: dict[str, Any], wrong: list[str]) -> None:
    assert [finding.field for finding in check_protocol(adopted(**parts))] == wrong


# What a protocol starts from

STARTS = ("start_fluence_j_cm2", "start_spot_mm", "start_pulse_ps", "start_rate_hz")


def test_a_range_alone_gives_nothing_to_start_from() -> None:
    protocol = read_protocol(adopted(spot_from_mm="3", spot_to_mm="6", start_spot_mm=""))
    assert not protocol.has_start
    assert [getattr(protocol, name) for name in STARTS] == [None] * 4


def test_values_that_the_clinic_entered_are_what_it_starts_from() -> None:
    protocol = read_protocol(adopted(start_fluence_j_cm2="1.50", start_pulse_ps="450"))
    assert protocol.has_start
    assert [getattr(protocol, name) for name in STARTS] == [Decimal("1.5"), None, 450, None]


def test_settings_offer_every_value_to_start_from() -> None:
    fields = {field.path: field for field in PROTOCOL_FIELDS}
    assert [fields[name].required for name in STARTS] == [False] * 4
    assert {fields["start_fluence_j_cm2"].low, fields["start_fluence_j_cm2"].high} == {Decimal("0.05"), Decimal(20)}


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        ({"start_fluence_j_cm2": "1"}, []),
        ({"start_fluence_j_cm2": "4"}, []),
        ({"start_fluence_j_cm2": "4.1"}, ["start_fluence_j_cm2"]),
        ({"start_fluence_j_cm2": "0.9"}, ["start_fluence_j_cm2"]),
        ({"start_fluence_j_cm2": "1.2345"}, ["start_fluence_j_cm2"]),
        ({"start_spot_mm": "4"}, []),
        ({"start_spot_mm": "4", "spot_from_mm": "5", "spot_to_mm": "6"}, ["start_spot_mm"]),
        ({"start_pulse_ps": "450"}, []),
        ({"start_pulse_ps": "450.5"}, ["start_pulse_ps"]),
        ({"start_rate_hz": "2.5"}, []),
        ({"start_rate_hz": "12", "rate_from_hz": "2", "rate_to_hz": "10"}, ["start_rate_hz"]),
        ({"start_rate_hz": "12", "rate_from_hz": "10", "rate_to_hz": "2"}, ["rate_to_hz"]),
    ],
)
def test_what_a_protocol_starts_from_lies_inside_its_own_range(parts: dict[str, Any], wrong: list[str]) -> None:
    assert [finding.field for finding in check_protocol(adopted(**parts))] == wrong


def test_a_start_outside_names_the_protocols_own_range() -> None:
    (found,) = check_protocol(adopted(start_fluence_j_cm2="5"))
    assert str(found.sentence) == "This is outside the protocol's own 1 to 4."
