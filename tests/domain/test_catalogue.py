"""The shipped clinical knowledge, read from its packaged files; expectations are the reference's own."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal

import pytest

from pico_tracker.domain.catalogue import (
    Catalogue,
    CatalogueDevice,
    CatalogueMode,
    read_catalogue,
)
from pico_tracker.domain.evidence import Evidence, Figure
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.laser import Optic, Spot, SpotShape, fluence_j_cm2
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.scales.register import SCALES
from pico_tracker.domain.side_effect_kinds import Urgency
from pico_tracker.resources import find_resource

DEVICE = """
[[device]]
key = "one"
name = "One"
manufacturer = "Maker"
is_nanosecond = false
notes = ""
evidence = "mixed"
sources = []
modes = [{ wavelength_nm = 532, evidence = "sourced" }]
handpieces = []
clearances = []
"""


def text(name: str) -> str:
    return find_resource("clinical", f"{name}.toml").read_text("utf-8")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(text("devices"), text("concerns"), text("side_effects"))


def device(catalogue: Catalogue, key: str) -> CatalogueDevice:
    return next(one for one in catalogue.devices if one.key == key)


def mode(catalogue: Catalogue, key: str, wavelength_nm: int) -> CatalogueMode:
    return next(one for one in device(catalogue, key).modes if one.wavelength_nm == wavelength_nm)


def figure(value: str, evidence: Evidence = Evidence.SOURCED) -> Figure:
    return Figure(Decimal(value), evidence)


def test_everything_the_reference_lists_is_there(catalogue: Catalogue) -> None:
    assert len(catalogue.devices) == 14
    assert len(catalogue.concerns) == 6
    assert len(catalogue.side_effects) == 24


def test_every_source_key_has_its_full_reference() -> None:
    shipped = find_resource("clinical", "sources.toml").parent
    records = (tomllib.loads(one.read_text("utf-8")) for one in shipped.iterdir() if one.name != "sources.toml")
    used = {key for record in records for key in sources_in(record)}
    used |= {key for scale in SCALES.values() for key in scale.sources}
    assert used == set(tomllib.loads(text("sources")))


def sources_in(content: object) -> Iterator[str]:
    if isinstance(content, dict):
        yield from content.get("sources", ())
        content = list(content.values())
    if isinstance(content, list):
        for part in content:
            yield from sources_in(part)


def test_no_record_is_without_a_source(catalogue: Catalogue) -> None:
    assert all(one.sources for one in catalogue.devices)
    assert all(one.sources for one in catalogue.concerns)
    assert all(one.sources for one in catalogue.side_effects)


def test_each_limit_of_a_device_says_how_well_it_is_founded(catalogue: Catalogue) -> None:
    picoway = mode(catalogue, "picoway", 1064)
    assert picoway.max_energy_mj == figure("400")
    assert picoway.max_fluence_j_cm2 == figure("12.73", Evidence.DERIVED)
    assert device(catalogue, "picoway").smallest_spot_mm == figure("2", Evidence.UNSOURCED)
    assert device(catalogue, "picoway").largest_spot_mm == figure("10")
    discovery = mode(catalogue, "discovery_pico", 532)
    assert discovery.shortest_ps == figure("350")
    assert discovery.longest_ps == figure("370", Evidence.UNSOURCED)
    assert mode(catalogue, "discovery_pico", 1064).max_energy_mj == figure("810", Evidence.DERIVED)


def test_unsourced_limits_can_be_listed(catalogue: Catalogue) -> None:
    assert device(catalogue, "picosure").unsourced_fields == ("smallest_spot_mm",)
    assert device(catalogue, "picowon").unsourced_fields == ()
    assert device(catalogue, "picolo").unsourced_fields == ("handpieces.Zoom", "handpieces.Fractional")
    everything = device(catalogue, "starwalker_pqx").unsourced_fields
    assert "modes.1064.longest_ps" in everything
    assert "modes.1064" in everything


def test_a_device_that_is_unsourced_as_a_whole_has_no_sourced_limit(catalogue: Catalogue) -> None:
    for key in ("picosure_pro", "picocare_450", "starwalker_pqx"):
        one = device(catalogue, key)
        assert one.evidence is Evidence.UNSOURCED
        assert one.smallest_spot_mm is not None
        assert one.smallest_spot_mm.evidence is Evidence.UNSOURCED
        assert all(found.evidence is Evidence.UNSOURCED for found in one.modes)
        assert all(found.evidence is Evidence.UNSOURCED for found in one.handpieces)


def test_a_derived_fluence_limit_follows_from_energy_and_smallest_spot(catalogue: Catalogue) -> None:
    for key, wavelength in (("picosure", 755), ("picoway", 532), ("picoway", 1064)):
        limits, one = mode(catalogue, key, wavelength), device(catalogue, key)
        assert limits.max_energy_mj is not None
        assert limits.max_fluence_j_cm2 is not None
        assert one.smallest_spot_mm is not None
        spot = Spot(SpotShape.ROUND, one.smallest_spot_mm.value)
        computed = fluence_j_cm2(limits.max_energy_mj.value, spot)
        assert abs(computed - limits.max_fluence_j_cm2.value) < Decimal("0.01")


def test_repetition_rates_differ_by_wavelength(catalogue: Catalogue) -> None:
    assert mode(catalogue, "picoway", 785).max_repetition_hz == figure("5")
    assert mode(catalogue, "picoway", 730).max_repetition_hz is None
    assert device(catalogue, "picoway").max_repetition_hz == 10
    assert device(catalogue, "picolo").max_repetition_hz is None


def test_nanosecond_lasers_are_told_apart(catalogue: Catalogue) -> None:
    slow = {one.key for one in catalogue.devices if one.is_nanosecond}
    assert slow == {"starwalker_maqx", "spectra"}
    assert mode(catalogue, "discovery_pico", 694).is_nanosecond
    assert not mode(catalogue, "discovery_pico", 1064).is_nanosecond


def test_a_handpiece_whose_optic_is_not_listed_is_unknown(catalogue: Catalogue) -> None:
    optics = {one.name: one.optic for one in device(catalogue, "picosure").handpieces}
    assert optics == {
        "Zoom and fixed, 755 nm": Optic.FULL_BEAM,
        "Focus lens array, 755 nm": Optic.FRACTIONAL,
        "532 nm delivery head": Optic.UNKNOWN,
    }


def test_cleared_skin_types_are_kept_by_use(catalogue: Catalogue) -> None:
    picosure = device(catalogue, "picosure").clearances
    assert picosure[1].skin_types == (Fitzpatrick.I, Fitzpatrick.II, Fitzpatrick.III)
    assert picosure[1].wavelengths_nm == (532,)
    assert picosure[2].skin_types is None
    assert device(catalogue, "picoway").clearances[3].note


@pytest.mark.parametrize(
    ("key", "sessions", "interval", "maintenance"),
    [
        ("melasma", (3, 5), Interval(2, 4, 6), (3, 6)),
        ("solar_lentigo", (1, 4), Interval(4, 6, 12), (12, 12)),
        ("acne_scar", (4, 6), Interval(3, 4, 8), (12, 24)),
        ("tattoo", (4, 10), Interval(6, 8, 16), ()),
        ("wrinkle", (4, 4), Interval(2, 4, 8), (6, 12)),
        ("rejuvenation", (3, 6), Interval(2, 4, 8), (3, 6)),
    ],
)
def test_protocols_are_those_of_the_reference(
    catalogue: Catalogue,
    key: str,
    sessions: tuple[int, int],
    interval: Interval,
    maintenance: tuple[int, ...],
) -> None:
    protocol = next(one.protocol for one in catalogue.concerns if one.key == key)
    assert (protocol.sessions_from.whole, protocol.sessions_to.whole) == sessions
    assert protocol.interval == interval
    months = (protocol.maintenance_from_months, protocol.maintenance_to_months)
    assert tuple(one.whole for one in months if one is not None) == maintenance


def test_the_lateness_of_a_tattoo_course_is_not_sourced(catalogue: Catalogue) -> None:
    protocol = next(one.protocol for one in catalogue.concerns if one.key == "tattoo")
    assert protocol.late_weeks == figure("16", Evidence.UNSOURCED)
    assert protocol.earliest_weeks == figure("6")


def test_redness_is_late_on_day_4_but_on_a_tattoo_on_day_14(catalogue: Catalogue) -> None:
    redness = next(one for one in catalogue.side_effects if one.key == "erythema")
    assert redness.is_expected_reaction
    assert redness.urgency is Urgency.EXPECTED
    assert redness.expected_days == 2
    assert redness.prolonged_after("melasma") == 4
    assert redness.prolonged_after("tattoo") == 14


def test_a_burn_is_urgent_and_never_expected(catalogue: Catalogue) -> None:
    burn = next(one for one in catalogue.side_effects if one.key == "burn")
    assert burn.urgency is Urgency.URGENT
    assert burn.expected_days is None
    assert burn.prolonged_after_days == 0
    assert not burn.is_expected_reaction


def test_every_urgency_has_a_kind_and_every_kind_a_plain_definition(catalogue: Catalogue) -> None:
    assert {one.urgency for one in catalogue.side_effects} == set(Urgency)
    assert all(one.definition.endswith(".") for one in catalogue.side_effects)


def test_an_expected_reaction_is_not_prolonged_within_its_days(catalogue: Catalogue) -> None:
    expected = [one for one in catalogue.side_effects if one.is_expected_reaction]
    assert {one.key for one in expected} == {"erythema", "oedema", "pain", "petechiae", "crust"}
    assert all((one.expected_days or 0) < one.prolonged_after_days for one in expected)


def test_a_misspelt_limit_is_named_instead_of_vanishing() -> None:
    wrong = DEVICE.replace('evidence = "sourced" }', 'evidence = "sourced", max_enrgy_mj = 1 }')
    with pytest.raises(ValueError, match=r"device one: .*max_enrgy_mj"):
        read_catalogue(wrong, "", "")


def test_a_missing_entry_is_named() -> None:
    with pytest.raises(ValueError, match=r"device one: 'handpieces'"):
        read_catalogue(DEVICE.replace("handpieces = []", ""), "", "")
    with pytest.raises(ValueError, match="device without a key"):
        read_catalogue(DEVICE.replace('key = "one"', ""), "", "")


def test_a_word_that_is_no_evidence_is_refused() -> None:
    with pytest.raises(ValueError, match=r"device one: .*perhaps"):
        read_catalogue(DEVICE.replace("mixed", "perhaps"), "", "")


def test_a_key_may_not_occur_twice() -> None:
    with pytest.raises(ValueError, match="a device key occurs twice"):
        read_catalogue(DEVICE + DEVICE, "", "")


def test_a_text_that_is_not_toml_is_refused() -> None:
    with pytest.raises(ValueError):
        read_catalogue("[[device]", "", "")


def test_empty_texts_give_an_empty_catalogue() -> None:
    assert read_catalogue("", "", "") == Catalogue(devices=(), concerns=(), side_effects=())
