"""A plan for next time in words, as it stands closed on the page and beside "last time" at the next visit."""

from collections.abc import Iterable, Iterator, Mapping

from pico_tracker.domain.devices import Device
from pico_tracker.domain.next_plans import NextPlan, NextPlanEntry, PlannedPass
from pico_tracker.domain.rooms import Room
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.session_log.pass_text import said_measure


def said_plan(
    plan: NextPlan | NextPlanEntry, devices: Iterable[Device], rooms: Iterable[Room] = ()
) -> tuple[str, ...]:
    """One line a planned pass, then the note, then length, room and laser to book; what was left open is
    not named. A plan on record knows the name of its room, for any other `rooms` are asked.
    """
    entry = plan.entry if isinstance(plan, NextPlan) else plan
    named = {one.id: one.name for one in devices}
    room = plan.room_name if isinstance(plan, NextPlan) else ""
    room = room or next((one.name for one in rooms if one.id == entry.room_id), "")
    booked = _said_booked(entry, room, named)
    return tuple(line for line in (*_said_passes(entry.passes, named), entry.note, booked) if line)


def _said_passes(passes: Iterable[PlannedPass], named: Mapping[int, str]) -> Iterator[str]:
    """Each pass in a line; the laser is named where it is another one than in the line before."""
    before: int | None = None
    for planned in passes:
        device = "" if planned.device_id == before else named.get(planned.device_id or 0, "")
        before = planned.device_id
        yield said_planned_pass(planned, device)


def said_planned_pass(planned: PlannedPass, device_name: str = "") -> str:
    """One planned pass: "Green: PicoSure Pro, 755 nm, 3.0 mm, 1.2 J/cm², test patch"."""
    settings = ", ".join(part for part in (device_name, *_settings(planned)) if part)
    if planned.purpose and settings:
        return tr("{purpose}: {settings}", purpose=planned.purpose, settings=settings)
    return planned.purpose or settings


def _settings(planned: PlannedPass) -> Iterator[str]:
    if planned.wavelength_nm is not None:
        yield tr("{count} nm", count=planned.wavelength_nm)
    if planned.pulse_duration_ps is not None:
        yield tr("{count} ps", count=planned.pulse_duration_ps)
    if planned.spot_width_mm is not None:
        yield tr("{size} mm", size=said_measure(planned.spot_width_mm))
    if planned.fluence_j_cm2 is not None:
        yield tr("{fluence} J/cm²", fluence=said_measure(planned.fluence_j_cm2))
    if planned.is_patch:
        yield tr("test patch")


def _said_booked(entry: NextPlanEntry, room: str, named: Mapping[int, str]) -> str:
    """Length, room, and the laser to book where no pass names it first."""
    minutes = "" if entry.minutes is None else tr("{count} min", count=entry.minutes)
    of_passes = next((one.device_id for one in entry.passes if one.device_id is not None), None)
    device = "" if entry.device_id == of_passes else named.get(entry.device_id or 0, "")
    return " · ".join(part for part in (minutes, room, device) if part)
