"""The sheet of test patches: one series still to be read beside one that was read and chosen from."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pico_tracker.domain.evidence import Evidence, Figure
from pico_tracker.domain.laser import FluenceBasis
from pico_tracker.domain.patch_rules import PatchRule
from pico_tracker.domain.patch_sheets import BeamStanding, PatchSeries, PatchSheet, PatchSpot
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.test_patches import Patch, PatchEntry, PatchReading, PatchResult, PatchState
from pico_tracker.reports.patch_sheet import render_patch_sheet
from tests.reports.samples import CLINIC, PATIENT
from tests.reports.sheets.sample import SampleSheet

RULE = PatchRule(
    light_skin_hours=Figure(Decimal(48), Evidence.SOURCED),
    dark_skin_hours=Figure(Decimal(672), Evidence.UNSOURCED),
    valid_days=Figure(Decimal(180), Evidence.UNSOURCED),
    redo_after=frozenset(),
    redo_when_skin_type_changes=False,
)
ENERGIES = {
    "1.6": Decimal("113.1"),
    "2.0": Decimal("141.4"),
    "2.4": Decimal("169.6"),
    "0.8": Decimal("56.5"),
    "1.1": Decimal("77.8"),
}
"""By hand: fluence over π · 0.15² cm², in mJ."""


def make_spot(number: int, fluence: str, *readings: PatchReading, place: str = "", **changes: Any) -> PatchSpot:
    """Spot `number` on the forearm, placed on 4 October 2026 with 1064 nm unless changed."""
    values: dict[str, Any] = {
        "entry_id": uuid.UUID(int=number),
        "course_id": 1,
        "device_id": 1,
        "wavelength_nm": 1064,
        "pulse_duration_ps": 450,
        "spot_width_mm": Decimal(3),
        "fluence_j_cm2": Decimal(fluence),
        "placed_on": date(2026, 10, 4),
        "place": place,
        "series": uuid.UUID(int=77),
        "position": number - 1,
    }
    patch = Patch(
        id=number,
        entry=PatchEntry(**values | changes),
        device_name="Picosure Pro",
        area="right forearm",
        skin_type=Fitzpatrick.V,
        placed_by="Dr S. Okafor",
        handpiece_name="Zoom 2–6 mm",
        readings=readings,
    )
    return PatchSpot(patch=patch, basis=FluenceBasis.MACRO_SPOT, energy_mj=ENERGIES[fluence])


def read(
    day: date, result: PatchResult, note: str = "", *, is_chosen: bool = False, number: int = 1
) -> PatchReading:
    """A reading by Dr L. Meyer."""
    return PatchReading(day, result, note, "Dr L. Meyer", is_chosen=is_chosen, number=number)


NORMAL, REACTION = PatchResult.NORMAL, PatchResult.REACTION
READ = PatchSeries(
    placed_on=date(2026, 10, 4),
    spots=(
        make_spot(1, "1.6", read(date(2026, 11, 2), NORMAL), place="wrist, inner side"),
        make_spot(
            2,
            "2.0",
            read(date(2026, 10, 12), NORMAL),
            read(date(2026, 11, 2), NORMAL, "Even, no darker rim.", is_chosen=True, number=9),
            place="2 cm above",
            note="Slight frosting.",
        ),
        make_spot(3, "2.4", read(date(2026, 11, 2), REACTION, "Darker rim of 1 mm."), place="4 cm above"),
    ),
)
UNREAD = PatchSeries(
    placed_on=date(2026, 11, 15),
    spots=(
        make_spot(4, "0.8", wavelength_nm=532, placed_on=date(2026, 11, 15), place="elbow"),
        make_spot(5, "1.1", wavelength_nm=532, placed_on=date(2026, 11, 15), place="1 cm beside"),
    ),
)


def make_sheet(*series: PatchSeries) -> PatchSheet:
    """A sheet printed on 22 November 2026 at 10:58 in London."""
    return PatchSheet(
        clinic=CLINIC,
        patient=PATIENT,
        course_title="Tattoo removal, right forearm",
        area="right forearm",
        series=series,
        standings=(
            BeamStanding(device_name="Picosure Pro", wavelength_nm=1064, state=PatchState.READY),
            BeamStanding(device_name="Picosure Pro", wavelength_nm=532, state=PatchState.WAITING),
        ),
        rule=RULE,
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="Dr S. Okafor",
    )


SHEETS = (SampleSheet("test_patch_sheet", render_patch_sheet, make_sheet(UNREAD, READ)),)
