"""The shipped numbers, compared with the clinical reference as a person copied them from it (sections 1 and 2).

A row stands for what the reference lists; a dash there is a None here.
"""

from decimal import Decimal

import pytest

from pico_tracker.domain.catalogue import Catalogue, CatalogueDevice, CatalogueMode, read_catalogue
from pico_tracker.domain.evidence import Evidence, Figure
from pico_tracker.domain.laser import FociArray, Optic
from pico_tracker.resources import find_resource

SOURCED, DERIVED, UNSOURCED = Evidence.SOURCED, Evidence.DERIVED, Evidence.UNSOURCED


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    names = ("devices.toml", "concerns.toml", "side_effects.toml")
    return read_catalogue(*(find_resource("clinical", name).read_text("utf-8") for name in names))


def device(catalogue: Catalogue, key: str) -> CatalogueDevice:
    return next(one for one in catalogue.devices if one.key == key)


def mode(catalogue: Catalogue, key: str, wavelength_nm: int) -> CatalogueMode:
    return next(one for one in device(catalogue, key).modes if one.wavelength_nm == wavelength_nm)


def number(figure: Figure | None) -> str | None:
    return None if figure is None else str(figure.value)


@pytest.mark.parametrize(
    ("key", "maker", "wavelengths", "evidence"),
    [
        ("picosure", "Cynosure", (532, 755), "mixed"),
        ("picosure_pro", "Cynosure", (532, 755, 1064), "unsourced"),
        ("picoway", "Candela (Syneron Candela)", (532, 730, 785, 1064), "mixed"),
        ("enlighten", "Cutera", (532, 670, 1064), "mixed"),
        ("discovery_pico", "Quanta System", (532, 694, 1064), "mixed"),
        ("picoplus", "Lutronic", (532, 595, 660, 1064), "unsourced"),
        ("picocare_450", "WONTECH", (532, 595, 660, 1064), "unsourced"),
        ("picocare_majesty", "WONTECH", (532, 595, 660, 1064), "mixed"),
        ("starwalker_maqx", "Fotona", (532, 585, 650, 1064), "mixed"),
        ("starwalker_pqx", "Fotona", (532, 585, 650, 1064), "unsourced"),
        ("picolo", "Laseroptek", (532, 1064), "mixed"),
        ("smedtrum_pico", "Smedtrum", (532, 1064), "mixed"),
        ("picowon", "", (755,), "sourced"),
        ("spectra", "Lutronic", (532, 585, 650, 1064), "mixed"),
    ],
)
def test_each_device_of_section_1_1_has_its_maker_wavelengths_and_evidence(
    catalogue: Catalogue, key: str, maker: str, wavelengths: tuple[int, ...], evidence: str
) -> None:
    one = device(catalogue, key)
    assert (one.manufacturer, one.wavelengths_nm, one.evidence) == (maker, wavelengths, evidence)
    assert one.needs_confirming or key == "picowon"


@pytest.mark.parametrize(
    ("key", "wavelength", "shortest", "longest", "energy", "fluence", "rate"),
    [
        ("picosure", 755, "550", "850", "200", "6.37", "10"),
        ("picosure", 532, None, None, None, None, "10"),
        ("picosure_pro", 1064, None, None, None, None, "10"),
        ("picoway", 532, "240", "750", "200", "6.37", "10"),
        ("picoway", 730, "240", "750", None, None, None),
        ("picoway", 785, "240", "750", None, None, "5"),
        ("picoway", 1064, "240", "750", "400", "12.73", "10"),
        ("enlighten", 532, "750", "2000", "300", None, "10"),
        ("enlighten", 670, "660", "660", None, None, "10"),
        ("enlighten", 1064, "750", "2000", "600", None, "10"),
        ("discovery_pico", 532, "350", "370", None, None, "10"),
        ("discovery_pico", 694, None, None, None, None, "10"),
        ("discovery_pico", 1064, "450", "450", "810", None, "10"),
        ("picoplus", 1064, "450", "450", "600", None, "10"),
        ("picocare_450", 1064, "450", "450", "600", None, "10"),
        ("picocare_majesty", 532, "190", "190", "250", "2.5", "10"),
        ("picocare_majesty", 1064, "250", "250", "500", "10.0", "10"),
        ("starwalker_maqx", 1064, "5000", "5000", None, None, "10"),
        ("starwalker_pqx", 1064, "300", "300", None, None, "10"),
        ("picolo", 1064, None, None, None, None, None),
        ("smedtrum_pico", 1064, None, "500", "500", None, None),
        ("picowon", 755, None, None, None, None, None),
        ("spectra", 1064, "5000", "10000", None, None, None),
    ],
)
def test_the_limits_of_a_wavelength_are_those_of_section_1_1(
    catalogue: Catalogue,
    key: str,
    wavelength: int,
    shortest: str | None,
    longest: str | None,
    energy: str | None,
    fluence: str | None,
    rate: str | None,
) -> None:
    one = mode(catalogue, key, wavelength)
    assert (number(one.shortest_ps), number(one.longest_ps)) == (shortest, longest)
    assert (number(one.max_energy_mj), number(one.max_fluence_j_cm2)) == (energy, fluence)
    assert number(one.max_repetition_hz) == rate


@pytest.mark.parametrize(
    ("key", "smallest", "largest"),
    [
        ("picosure", "2", "10"),
        ("picoway", "2", "10"),
        ("enlighten", "2", "8"),
        ("picocare_majesty", "2", "10"),
        ("picolo", None, None),
        ("smedtrum_pico", None, None),
        ("spectra", None, None),
    ],
)
def test_spot_sizes_are_those_of_section_1_1(
    catalogue: Catalogue, key: str, smallest: str | None, largest: str | None
) -> None:
    one = device(catalogue, key)
    assert (number(one.smallest_spot_mm), number(one.largest_spot_mm)) == (smallest, largest)


def test_a_wavelength_with_a_pulse_past_the_picosecond_range_is_a_nanosecond_mode(catalogue: Catalogue) -> None:
    slow = {
        (one.key, mode.wavelength_nm)
        for one in catalogue.devices
        for mode in one.modes
        if mode.is_nanosecond and not one.is_nanosecond
    }
    assert slow == {("enlighten", 532), ("enlighten", 1064), ("discovery_pico", 694)}
    for key in ("starwalker_maqx", "spectra"):
        assert all(one.is_nanosecond for one in device(catalogue, key).modes)


@pytest.mark.parametrize(
    ("key", "uses"),
    [
        ("picosure", ["I-IV 755", "I-III 532", "no limit 755"]),
        (
            "picoway",
            [
                "I-III 532",
                "II-IV 730 785",
                "I-VI 1064",
                "I-IV any",
                "II-V 1064",
                "I-IV 532 1064",
                "I-IV 532 1064",
                "I-IV 532 730",
                "III-IV 1064",
            ],
        ),
        ("enlighten", ["I-VI 1064", "I-III 532", "I-III 670"]),
        ("picocare_majesty", ["I-VI 1064", "I-III 532", "I-IV any"]),
        ("picolo", ["I-VI 1064", "I-III 532"]),
        ("smedtrum_pico", ["I-VI 1064", "I-III 532", "I-IV 532 1064"]),
        ("discovery_pico", []),
        ("spectra", []),
    ],
)
def test_cleared_skin_types_are_those_of_section_1_1_by_use(
    catalogue: Catalogue, key: str, uses: list[str]
) -> None:
    found = []
    for one in device(catalogue, key).clearances:
        types = f"{one.skin_types[0]}-{one.skin_types[-1]}" if one.skin_types else "no limit"
        found.append(" ".join([types, *([str(nm) for nm in sorted(one.wavelengths_nm)] or ["any"])]))
    assert found == uses


def test_fractional_optics_are_those_of_section_1_2(catalogue: Catalogue) -> None:
    arrays = {
        (one.key, piece.name): piece.array
        for one in catalogue.devices
        for piece in one.handpieces
        if piece.optic is Optic.FRACTIONAL
    }
    lenses = {place for place, array in arrays.items() if array is FociArray.LENSES}
    assert {key for key, _name in lenses} == {
        "picosure",
        "picosure_pro",
        "enlighten",
        "picocare_450",
        "picocare_majesty",
    }
    grids = {name for (_key, name), array in arrays.items() if array is FociArray.HOLOGRAPHIC}
    assert grids == {"Resolve 1064 (holographic, 10 × 10)", "Resolve 532"}
    unknown = {key for (key, _name), array in arrays.items() if array is None}
    assert unknown == {"discovery_pico", "picoplus", "starwalker_maqx", "picolo"}


def test_the_focus_array_puts_70_percent_into_400_to_462_foci_a_square_centimetre_section_1_2(
    catalogue: Catalogue,
) -> None:
    array = next(one for one in device(catalogue, "picosure").handpieces if one.array)
    assert array.share_in_foci == Figure(Decimal("0.7"), SOURCED)
    assert array.foci_from_per_cm2 == Figure(Decimal(400), DERIVED)
    assert array.foci_to_per_cm2 == Figure(Decimal(462), DERIVED)
    resolve = next(one for one in device(catalogue, "picoway").handpieces if one.foci)
    assert resolve.foci == Figure(Decimal(100), SOURCED)


@pytest.mark.parametrize(
    ("key", "unsourced"),
    [
        ("melasma", {"late_weeks"}),
        ("solar_lentigo", {"target_weeks", "late_weeks", "maintenance_from_months", "maintenance_to_months"}),
        ("acne_scar", {"earliest_weeks", "late_weeks", "maintenance_from_months", "maintenance_to_months"}),
        ("tattoo", {"late_weeks"}),
        ("wrinkle", {"maintenance_from_months", "maintenance_to_months"}),
        ("rejuvenation", {"late_weeks", "maintenance_from_months", "maintenance_to_months"}),
    ],
)
def test_what_section_2_marks_as_unsourced_is_unsourced_number_by_number(
    catalogue: Catalogue, key: str, unsourced: set[str]
) -> None:
    protocol = next(one.protocol for one in catalogue.concerns if one.key == key)
    names = ("sessions_from", "sessions_to", "earliest_weeks", "target_weeks", "late_weeks")
    figures = {name: getattr(protocol, name) for name in names}
    figures |= {
        f"maintenance_{end}_months": getattr(protocol, f"maintenance_{end}_months") for end in ("from", "to")
    }
    found = {name for name, figure in figures.items() if figure is not None and figure.evidence is UNSOURCED}
    assert found == unsourced


@pytest.mark.parametrize(
    ("key", "urgency", "usual", "prolonged"),
    [
        ("erythema", "expected", 2, 4),
        ("oedema", "expected", 3, 7),
        ("pain", "expected", 1, 2),
        ("pruritus", "monitor", 7, 14),
        ("petechiae", "expected", 7, 10),
        ("bruise", "monitor", 14, 14),
        ("whitening", "endpoint", 0, 1),
        ("crust", "expected", 7, 14),
        ("blister", "contact clinic", 7, 7),
        ("burn", "urgent", None, 0),
        ("pih", "contact clinic", None, 180),
        ("hypopigmentation", "practitioner review", None, 180),
        ("paradoxical_darkening", "practitioner review", None, 0),
        ("chrysiasis", "urgent", None, 0),
        ("melasma_flare", "practitioner review", None, 90),
        ("scar", "practitioner review", None, 0),
        ("ulcer", "urgent", None, 0),
        ("eye", "emergency", None, 0),
        ("syncope", "monitor", 0, 0),
    ],
)
def test_a_side_effect_has_the_urgency_and_days_of_section_4(
    catalogue: Catalogue, key: str, urgency: str, usual: int | None, prolonged: int
) -> None:
    kind = next(one for one in catalogue.side_effects if one.key == key)
    assert (kind.urgency, kind.expected_days, kind.prolonged_after_days) == (urgency, usual, prolonged)
