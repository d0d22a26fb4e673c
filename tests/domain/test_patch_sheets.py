"""What the sheet of test patches makes of the spots on record."""

import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from pico_tracker.domain.devices import Device, Handpiece, PulseMode
from pico_tracker.domain.evidence import Evidence, Figure
from pico_tracker.domain.laser import FluenceBasis, Optic
from pico_tracker.domain.patch_rules import PatchRule
from pico_tracker.domain.patch_sheets import PatchSeries, series_of, standings_of
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.test_patches import Beam, Patch, PatchEntry, PatchReading, PatchResult, PatchState

LASER = Device(
    id=1,
    name="PicoWay",
    serial="",
    is_nanosecond=False,
    modes=(PulseMode(1064), PulseMode(532)),
    handpieces=(Handpiece(1, "Zoom", Optic.FULL_BEAM), Handpiece(2, "Resolve", Optic.FRACTIONAL)),
)
RULE = PatchRule(
    light_skin_hours=Figure(Decimal(48), Evidence.SOURCED),
    dark_skin_hours=Figure(Decimal(672), Evidence.UNSOURCED),
    valid_days=Figure(Decimal(180), Evidence.UNSOURCED),
    redo_after=frozenset(),
    redo_when_skin_type_changes=False,
)
FIRST, SECOND = date(2026, 10, 4), date(2026, 11, 15)


def patch(key: int, on: date = FIRST, series: int | None = None, position: int = 0, **changes: Any) -> Patch:
    entry = PatchEntry(
        entry_id=uuid.UUID(int=key),
        course_id=1,
        device_id=1,
        wavelength_nm=1064,
        pulse_duration_ps=450,
        spot_width_mm=Decimal(3),
        fluence_j_cm2=Decimal(2),
        placed_on=on,
        handpiece_id=1,
        series=None if series is None else uuid.UUID(int=series),
        position=position,
    )
    return Patch(
        id=key,
        entry=replace(entry, **changes),
        device_name="PicoWay",
        area="right forearm",
        skin_type=Fitzpatrick.II,
        placed_by="Dr S. Okafor",
    )


def read(made: Patch, result: PatchResult = PatchResult.NORMAL, *, is_chosen: bool = False) -> Patch:
    reading = PatchReading(SECOND, result, "", "Dr L. Meyer", is_chosen=is_chosen, number=made.id)
    return replace(made, readings=(reading,))


def series(*patches: Patch) -> tuple[PatchSeries, ...]:
    return series_of(patches, {1: LASER})


def test_spots_placed_together_stand_together_in_their_places_the_newest_series_first() -> None:
    found = series(
        patch(1), patch(3, SECOND, 77, 1), patch(2, SECOND, 77, 0), patch(4, SECOND, 78), patch(5, FIRST)
    )
    assert [[one.patch.id for one in each.spots] for each in found] == [[4], [2, 3], [5], [1]]
    assert [one.placed_on for one in found] == [SECOND, SECOND, FIRST, FIRST]


def test_energy_is_worked_out_for_the_round_spot_of_a_full_beam_only() -> None:
    # 2 J/cm² over π · 0.15² cm² = 0.0706858 cm² is 141.37 mJ.
    (full,), (fractional,), (unknown,), (elsewhere,) = (
        one.spots
        for one in reversed(
            series(
                patch(1),
                patch(2, handpiece_id=2),
                patch(3, handpiece_id=None),
                patch(4, device_id=9),
            )
        )
    )
    assert (full.basis, full.energy_mj) == (FluenceBasis.MACRO_SPOT, Decimal("141.4"))
    for other in (fractional, unknown, elsewhere):
        assert (other.basis, other.energy_mj) == (None, None)


def test_a_series_is_to_be_read_as_long_as_one_of_its_spots_is_not() -> None:
    (half,) = series(read(patch(1, series=7)), patch(2, series=7, position=1))
    assert half.is_to_be_read
    (whole,) = series(read(patch(1, series=7)), read(patch(2, series=7, position=1)))
    assert not whole.is_to_be_read


def test_each_laser_and_wavelength_has_a_choice_of_its_own() -> None:
    (found,) = series(
        read(patch(1, series=7), is_chosen=True),
        read(patch(2, series=7, position=1)),
        read(patch(3, series=7, position=2, wavelength_nm=532)),
    )
    assert [one.id for one in found.chosen] == [1]


def test_a_series_may_be_read_when_its_darkest_skin_may() -> None:
    light = patch(1, series=7)
    (found,) = series(light, replace(patch(2, series=7, position=1), skin_type=Fitzpatrick.V))
    assert found.ready_on(None) is None
    # 672 hours are 28 days after 4 October.
    assert found.ready_on(RULE) == date(2026, 11, 1)
    assert series(light)[0].ready_on(RULE) == date(2026, 10, 6)


def test_each_tested_beam_stands_once_in_the_order_of_its_first_test() -> None:
    patches = (patch(1), patch(2, wavelength_nm=532), patch(3))
    states = {Beam(1, 1064): PatchState.READY, Beam(1, 532): PatchState.WAITING}
    found = standings_of(patches, states)
    assert [(one.wavelength_nm, one.state) for one in found] == [
        (1064, PatchState.READY),
        (532, PatchState.WAITING),
    ]
    assert standings_of((), {}) == ()
