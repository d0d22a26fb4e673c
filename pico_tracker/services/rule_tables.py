"""Tables that other records point to, kept as the rules say: concerns, kinds of side effect, lasers."""

from typing import Any

from pico_tracker.db.models import ConcernRow, DeviceRow, HandpieceRow, PulseModeRow, SideEffectKindRow
from pico_tracker.db.queries.catalogue import (
    find_concern_id,
    find_handpiece_ids,
    find_mode_ids,
    find_side_effect_kind_id,
)
from pico_tracker.db.unit_of_work import ChangeWork
from pico_tracker.domain.catalogue import read_concern, read_device
from pico_tracker.domain.device_limits import device_of
from pico_tracker.domain.evidence import Figure
from pico_tracker.domain.rules import Content, RuleKind
from pico_tracker.domain.side_effect_kinds import read_side_effect_kind


def mirror_rule(work: ChangeWork, kind: RuleKind, key: str, content: Content, *, retired: bool = False) -> None:
    """Bring the table that a rule of this kind stands in to what the rule says now."""
    if kind is RuleKind.CONCERN:
        _mirror_concern(work, key, content, retired=retired)
    elif kind is RuleKind.SIDE_EFFECT:
        _mirror_side_effect(work, key, content)
    elif kind is RuleKind.DEVICE:
        _mirror_device(work, device_of(key), content)


def _mirror_concern(work: ChangeWork, key: str, content: Content, *, retired: bool) -> None:
    concern = read_concern(content)
    protocol, interval = concern.protocol, concern.protocol.interval
    values = {
        "name": concern.name,
        "sessions_from": protocol.sessions_from.whole,
        "sessions_to": protocol.sessions_to.whole,
        "earliest_weeks": interval.earliest_weeks,
        "target_weeks": interval.target_weeks,
        "late_weeks": interval.late_weeks,
        "maintenance_months": _whole(protocol.maintenance_from_months),
        "evidence": protocol.evidence.value,
        "source": ", ".join(protocol.sources),
        "retired": retired,
    }
    known = find_concern_id(work, key)
    row = work.add(ConcernRow(key=key, **values)) if known is None else work.get(ConcernRow, known)
    _fill(row, values)


def _mirror_side_effect(work: ChangeWork, key: str, content: Content) -> None:
    kind = read_side_effect_kind(content)
    values = {
        "name": kind.name,
        "urgency": kind.urgency.value,
        "expected_days": kind.expected_days,
        "prolonged_after_days": kind.prolonged_after_days,
        "evidence": kind.evidence.value,
        "source": ", ".join(kind.sources),
    }
    known = find_side_effect_kind_id(work, key)
    row = work.add(SideEffectKindRow(key=key, **values)) if known is None else work.get(SideEffectKindRow, known)
    _fill(row, values)


def _mirror_device(work: ChangeWork, device_id: int, content: Content) -> None:
    """Pulses by wavelength and beams by handpiece, as the laser's limits say now."""
    known = read_device(content)
    _fill(work.get(DeviceRow, device_id), {"max_repetition_hz": known.max_repetition_hz})
    modes = find_mode_ids(work, device_id)
    for mode in known.modes:
        pulses = {
            "shortest_ps": _whole(mode.shortest_ps),
            "longest_ps": _whole(mode.longest_ps),
            "is_nanosecond": mode.is_nanosecond,
        }
        if mode.wavelength_nm in modes:
            _fill(work.get(PulseModeRow, modes[mode.wavelength_nm]), pulses)
        else:  # a laser put into service before its model was known to have this wavelength
            work.add(PulseModeRow(device_id=device_id, wavelength_nm=mode.wavelength_nm, **pulses))
    pieces = find_handpiece_ids(work, device_id)
    for piece in known.handpieces:
        beam = {"optic": piece.optic.value}
        if piece.name in pieces:
            _fill(work.get(HandpieceRow, pieces[piece.name]), beam)
        else:
            work.add(HandpieceRow(device_id=device_id, name=piece.name, **beam))


def _fill(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _whole(figure: Figure | None) -> int | None:
    return None if figure is None else figure.whole
