"""What a register may cover, what each laser did, and which test patch a session rests on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.passes import LoggedPass, PassEntry
from pico_tracker.domain.responses import Cooling
from pico_tracker.domain.test_patches import Patch, PatchEntry
from pico_tracker.domain.treatment_registers import (
    RegisterEntry,
    RegisterLaser,
    RegisterPatch,
    RegisterPatient,
    TreatmentRegister,
    check_period,
    laser_uses,
    patches_behind,
)

DAY = date(2026, 11, 22)
WHOM = RegisterPatient(id=1, name="A. Patient", record_number="P-1")
LASERS = {
    key: RegisterLaser(id=key, model=model, serial=serial)
    for key, model, serial in ((1, "Way", "2"), (2, "Way", "1"), (3, "Unused", ""), (4, "Sure", ""))
}


def given(device_id: int, pulses: int | None = 100, wavelength_nm: int = 1064) -> LoggedPass:
    entry = PassEntry(
        device_id=device_id,
        handpiece_id=None,
        wavelength_nm=wavelength_nm,
        pulse_duration_ps=450,
        spot=Spot(SpotShape.ROUND, Decimal(4)),
        fluence_j_cm2=Decimal(2),
        repetition_hz=Decimal(5),
        pulses=pulses,
    )
    return LoggedPass(device_name="", handpiece_name="", entry=entry)


def session(*passes: LoggedPass, is_void: bool = False) -> RegisterEntry:
    return RegisterEntry(
        number=1,
        performed_on=DAY,
        patient=WHOM,
        concern="Tattoo removal",
        area="right forearm",
        operator="Practitioner",
        eye_protection="shields",
        cooling=Cooling.NONE,
        passes=passes,
        is_void=is_void,
    )


def spot(number: int, device_id: int, placed_on: date, wavelength_nm: int = 1064) -> RegisterPatch:
    entry = PatchEntry(
        entry_id=UUID(int=number),
        course_id=1,
        device_id=device_id,
        wavelength_nm=wavelength_nm,
        pulse_duration_ps=450,
        spot_width_mm=Decimal(4),
        fluence_j_cm2=Decimal(1),
        placed_on=placed_on,
    )
    patch = Patch(id=number, entry=entry, device_name="", area="right forearm", skin_type=None, placed_by="")
    return RegisterPatch(number=number, patch=patch, patient=WHOM, concern="Tattoo removal")


def register(*entries: RegisterEntry, patches: tuple[RegisterPatch, ...] = ()) -> TreatmentRegister:
    return TreatmentRegister(
        clinic=Clinic(name="Clinic"),
        first_on=DAY,
        last_on=DAY,
        entries=entries,
        patches=patches,
        lasers=LASERS,
        printed_at=datetime(2026, 11, 22, 12, tzinfo=UTC),
        printed_by="Practitioner",
    )


@pytest.mark.parametrize(("days", "said"), [(0, []), (399, []), (-1, ["ends before"]), (400, ["at most 400 days"])])
def test_a_period_ends_after_it_begins_and_has_at_most_400_days(days: int, said: list[str]) -> None:
    found = check_period(DAY, DAY + timedelta(days=days))
    assert [text in str(one.sentence) for text, one in zip(said, found, strict=True)] == [True] * len(said)


def test_each_laser_counts_its_sessions_passes_and_pulses_once() -> None:
    mixed = session(given(1, 100), given(1, None), given(2, 50))
    uses = laser_uses(register(mixed, session(given(1, 30)), patches=(spot(1, 4, DAY), spot(2, 2, DAY))))
    assert [(one.laser.id, one.sessions, one.passes, one.pulses, one.uncounted, one.patches) for one in uses] == [
        (4, 0, 0, 0, 0, 1),
        (2, 1, 1, 50, 0, 1),
        (1, 2, 3, 130, 1, 0),
    ]


def test_a_void_session_counts_nowhere() -> None:
    assert laser_uses(register(session(given(1), is_void=True))) == ()


def test_a_register_is_empty_only_without_sessions_and_test_patches() -> None:
    assert register().is_empty
    assert not register(session(given(1), is_void=True)).is_empty
    assert not register(patches=(spot(1, 1, DAY),)).is_empty


def test_a_session_rests_on_the_newest_spot_of_each_of_its_beams_up_to_its_day() -> None:
    old, new, later = (spot(number, 1, DAY + timedelta(days=days)) for number, days in ((1, -40), (2, -10), (3, 1)))
    green, other = spot(4, 1, DAY, wavelength_nm=532), spot(5, 2, DAY)
    passes = (given(1), given(1), given(1, wavelength_nm=755), given(1, wavelength_nm=532))
    assert patches_behind(passes, DAY, (old, new, later, green, other)) == (new, green)
    assert patches_behind(passes, DAY, ()) == ()
    assert patches_behind((), DAY, (replace(new),)) == ()
