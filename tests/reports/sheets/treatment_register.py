"""The treatment register of November 2026, and one of a period in which nobody was treated."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.responses import Cooling
from pico_tracker.domain.side_effects import Severity
from pico_tracker.domain.test_patches import Patch, PatchEntry, PatchReading, PatchResult
from pico_tracker.domain.treatment_registers import (
    RegisterChange,
    RegisterEffect,
    RegisterEntry,
    RegisterIncident,
    RegisterLaser,
    RegisterPatch,
    RegisterPatient,
    TreatmentRegister,
)
from pico_tracker.domain.upkeep import CheckKind, CheckResult, DeviceCheck, DeviceCheckEntry
from pico_tracker.reports.treatment_register import render_treatment_register
from tests.reports.samples import BLACK, CLINIC, ENTRY_ID, RED
from tests.reports.sheets.sample import SampleSheet

AMARA = RegisterPatient(id=1, name="Amara Nwosu", record_number="P-10482", born_on=date(1992, 5, 3))
JONAS = RegisterPatient(id=2, name="Jonas Weber", record_number="P-10490")
LASERS = {
    1: RegisterLaser(id=1, make="Cynosure", model="Picosure Pro", serial="PS-20417"),
    2: RegisterLaser(id=2, make="Cutera", model="Enlighten", serial="EN-0093"),
    3: RegisterLaser(id=3, model="Old laser"),
}
TEN = datetime(2026, 11, 3, 10, 2, tzinfo=UTC)
SPOT = RegisterPatch(
    number=7,
    patch=Patch(
        id=7,
        entry=PatchEntry(
            entry_id=ENTRY_ID,
            course_id=1,
            device_id=1,
            wavelength_nm=1064,
            pulse_duration_ps=750,
            spot_width_mm=Decimal("3.5"),
            fluence_j_cm2=Decimal("1.2"),
            placed_on=date(2026, 11, 1),
            place="inner edge",
        ),
        device_name="Picosure Pro",
        area="right forearm",
        skin_type=Fitzpatrick.V,
        placed_by="Dr S. Okafor",
        handpiece_name="Zoom 2–6 mm",
        readings=(PatchReading(date(2026, 11, 3), PatchResult.NORMAL, "", "Dr S. Okafor"),),
    ),
    patient=AMARA,
    concern="Tattoo removal",
)
FIRST = RegisterEntry(
    number=1041,
    performed_on=date(2026, 11, 3),
    began_at=TEN,
    patient=AMARA,
    concern="Tattoo removal",
    area="right forearm",
    operator="Dr S. Okafor",
    signed_by="Dr S. Okafor",
    signed_at=TEN + timedelta(minutes=40),
    eye_protection="metal shields, OD 7+ goggles",
    cooling=Cooling.COLD_AIR,
    passes=(BLACK, RED),
    patches=(SPOT,),
)
SECOND = replace(
    FIRST,
    number=1042,
    began_at=TEN + timedelta(hours=2),
    patient=JONAS,
    signed_at=TEN + timedelta(hours=3),
    passes=(replace(BLACK, entry=replace(BLACK.entry, pulses=None, times=2)),),
    patches=(),
    effects=(
        RegisterEffect(kind="Burn", severity=Severity.SEVERE, incident_id=4, is_incident_open=True),
        RegisterEffect(kind="Redness", severity=Severity.MILD),
    ),
)
VOID = replace(
    FIRST,
    number=1043,
    performed_on=date(2026, 11, 9),
    began_at=None,
    signed_at=TEN + timedelta(days=8),
    entered_later=True,
    is_void=True,
    change=RegisterChange(times=1, at=TEN + timedelta(days=9), by="Dr L. Meyer", reason="Another patient's."),
)
AMENDED = replace(
    SECOND,
    number=1040,
    performed_on=date(2026, 11, 20),
    began_at=None,
    signed_at=None,
    signed_by="",
    effects=(RegisterEffect(kind="Blister", severity=Severity.MODERATE, incident_id=3),),
    change=RegisterChange(times=2, at=TEN + timedelta(days=18), by="Dr L. Meyer", reason="Pulses misread."),
)
CHECK = DeviceCheck(
    id=1,
    entry=DeviceCheckEntry(
        entry_id=uuid.UUID(int=9),
        device_id=1,
        handpiece_id=1,
        kind=CheckKind.OUTPUT,
        done_on=date(2026, 11, 2),
        result=CheckResult.PASSED,
        done_by="Laser service",
        note="1064 nm at 200 mJ: 197 mJ measured.",
    ),
    recorded_by="Dr S. Okafor",
)


INCIDENTS = (
    RegisterIncident(
        id=4,
        opened_on=date(2026, 11, 4),
        is_open=True,
        patient=JONAS,
        concern="Tattoo removal",
        area="right forearm",
        kind="Burn",
        severity=Severity.SEVERE,
        session=1042,
        performed_on=date(2026, 11, 3),
    ),
    RegisterIncident(
        id=5,
        opened_on=date(2026, 11, 21),
        is_open=False,
        patient=AMARA,
        concern="Tattoo removal",
        area="left calf",
        kind="Blister",
        severity=Severity.SEVERE,
    ),
)


def make_register(
    *entries: RegisterEntry, paper: Paper = Paper.A4, patches: tuple[RegisterPatch, ...] = (SPOT,)
) -> TreatmentRegister:
    """The register of November 2026, with the sessions above unless others are given."""
    return TreatmentRegister(
        clinic=replace(CLINIC, paper=paper, local_rules="Version 3 of 12 January 2026"),
        first_on=date(2026, 11, 1),
        last_on=date(2026, 11, 30),
        entries=entries or (FIRST, SECOND, VOID, AMENDED),
        patches=patches,
        incidents=INCIDENTS,
        checks=(CHECK,),
        lasers=LASERS,
        handpieces={1: "Zoom 2–6 mm"},
        printed_at=datetime(2026, 11, 30, 17, 58, tzinfo=UTC),
        printed_by="Dr S. Okafor",
    )


def make_empty_register() -> TreatmentRegister:
    """A period without any treatment and without a check."""
    return replace(make_register(), entries=(), patches=(), incidents=(), checks=())


SHEETS = (
    SampleSheet("treatment_register", render_treatment_register, make_register()),
    SampleSheet("treatment_register_empty", render_treatment_register, make_empty_register()),
)
