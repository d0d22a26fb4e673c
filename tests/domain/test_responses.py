"""How the skin was numbed, and over how much of it."""

from decimal import Decimal

import pytest

from pico_tracker.domain.responses import Anaesthesia, Numbing, allergy_met, check_measured, check_numbing


@pytest.mark.parametrize(
    ("area", "wanted"),
    [
        (None, []),
        (Decimal("0.1"), []),
        (Decimal(2000), []),
        (Decimal("0.09"), ["An area is 0.1 to 2000 cm²."]),
        (Decimal(2001), ["An area is 0.1 to 2000 cm²."]),
        (Decimal("NaN"), ["An area is 0.1 to 2000 cm²."]),
        (Decimal("3.25"), ["At most 1 decimal places are kept."]),
    ],
)
def test_a_numbed_area_has_bounds(area: Decimal | None, wanted: list[str]) -> None:
    numbing = Numbing(kind=Anaesthesia.OTHER, product="Cooling gel", area_cm2=area)
    assert [str(one.sentence) for one in check_numbing(numbing, ())] == wanted
    assert [one.field for one in check_numbing(numbing, ())] == ["anaesthesia_area_cm2"] * len(wanted)
    assert [str(one.sentence) for one in check_measured("area_cm2", area)] == wanted


def test_an_allergy_is_met_only_where_something_numbs() -> None:
    assert allergy_met(Numbing(kind=Anaesthesia.NONE), ("Lidocaine",)) == ""
    assert allergy_met(Numbing(kind=Anaesthesia.TOPICAL_LIDOCAINE), ("Nickel", "Lidocaine")) == "Lidocaine"
    assert allergy_met(Numbing(kind=Anaesthesia.OTHER, product="Nickel patch"), ("Nickel",)) == "Nickel"
