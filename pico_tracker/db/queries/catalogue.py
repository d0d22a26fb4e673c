"""The clinic's devices, concerns and kinds of side effect."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from pico_tracker.db.models import ConcernRow, DeviceRow, HandpieceRow, PulseModeRow, SideEffectKindRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.courses import Concern
from pico_tracker.domain.devices import Device, Handpiece, PulseMode
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.laser import Optic


def list_concerns(work: Work) -> tuple[Concern, ...]:
    """What the clinic treats, in the order it was entered."""
    rows = work.connection.execute(select(ConcernRow.__table__).order_by(ConcernRow.id))
    return tuple(
        Concern(
            id=row.id,
            key=row.key,
            name=row.name,
            sessions_from=row.sessions_from,
            sessions_to=row.sessions_to,
            interval=Interval(row.earliest_weeks, row.target_weeks, row.late_weeks),
            maintenance_months=row.maintenance_months,
            evidence=row.evidence,
            retired=row.retired,
        )
        for row in rows
    )


def find_concern_id(work: Work, key: str) -> int | None:
    """The row of the concern with this key."""
    return work.connection.scalar(select(ConcernRow.id).where(ConcernRow.key == key))


def find_side_effect_kind_id(work: Work, key: str) -> int | None:
    """The row of the kind of side effect with this key."""
    return work.connection.scalar(select(SideEffectKindRow.id).where(SideEffectKindRow.key == key))


@dataclass(frozen=True, slots=True)
class _Parts:
    modes: dict[int, list[PulseMode]]
    handpieces: dict[int, list[Handpiece]]


def find_mode_ids(work: Work, device_id: int) -> dict[int, int]:
    """The rows of a laser's pulse modes by their wavelength in nm."""
    wanted = select(PulseModeRow.wavelength_nm, PulseModeRow.id).where(PulseModeRow.device_id == device_id)
    return {row.wavelength_nm: row.id for row in work.connection.execute(wanted)}


def find_handpiece_ids(work: Work, device_id: int) -> dict[str, int]:
    """The rows of a laser's handpieces by their name."""
    wanted = select(HandpieceRow.name, HandpieceRow.id).where(HandpieceRow.device_id == device_id)
    return {row.name: row.id for row in work.connection.execute(wanted)}


def list_devices(work: Work) -> tuple[Device, ...]:
    """The clinic's lasers with their pulse modes and handpieces, those in service first."""
    parts = _read_parts(work)
    order = (DeviceRow.active.desc(), DeviceRow.name, DeviceRow.serial)
    rows = work.connection.execute(select(DeviceRow.__table__).order_by(*order))
    return tuple(
        Device(
            id=row.id,
            name=row.name,
            serial=row.serial,
            is_nanosecond=row.is_nanosecond,
            modes=tuple(parts.modes[row.id]),
            handpieces=tuple(parts.handpieces[row.id]),
            max_repetition_hz=row.max_repetition_hz,
            active=row.active,
        )
        for row in rows
    )


def _mode(row: Any) -> PulseMode:
    return PulseMode(row.wavelength_nm, row.shortest_ps, row.longest_ps, row.is_nanosecond)


def _read_parts(work: Work) -> _Parts:
    parts = _Parts(defaultdict(list), defaultdict(list))
    for mode in work.connection.execute(select(PulseModeRow.__table__).order_by(PulseModeRow.id)):
        parts.modes[mode.device_id].append(_mode(mode))
    for piece in work.connection.execute(select(HandpieceRow.__table__).order_by(HandpieceRow.id)):
        parts.handpieces[piece.device_id].append(Handpiece(piece.id, piece.name, Optic(piece.optic)))
    return parts
