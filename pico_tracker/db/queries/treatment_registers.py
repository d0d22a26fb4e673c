"""Every use of a laser in a period: sessions and test patches of all patients, for the treatment register."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from pico_tracker.db.models import (
    ConcernRow,
    CourseRow,
    DeviceRow,
    HandpieceRow,
    IncidentRow,
    PassEndpointRow,
    PatchRow,
    PatientRow,
    SessionCheckRow,
    SessionPassRow,
    SessionRow,
    SessionVersionRow,
    SideEffectRow,
    StaffRow,
)
from pico_tracker.db.queries.screening import list_patches
from pico_tracker.db.queries.sessions import pass_entry
from pico_tracker.db.queries.side_effects import read_kinds
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.passes import Endpoint, LoggedPass
from pico_tracker.domain.patients import full_name
from pico_tracker.domain.responses import Cooling
from pico_tracker.domain.side_effects import Severity
from pico_tracker.domain.treatment_registers import (
    RegisterChange,
    RegisterEffect,
    RegisterEntry,
    RegisterIncident,
    RegisterLaser,
    RegisterPatch,
    RegisterPatient,
    patches_behind,
)

_before = aliased(SessionRow)
_operator, _signer, _author = aliased(StaffRow), aliased(StaffRow), aliased(StaffRow)
_ENDPOINT_ORDER = {endpoint: place for place, endpoint in enumerate(Endpoint)}
_WHOM = (
    CourseRow.patient_id,
    PatientRow.given_names,
    PatientRow.family_name,
    PatientRow.record_number,
    PatientRow.born_on,
    ConcernRow.name.label("concern"),
    CourseRow.area,
)


@dataclass(frozen=True, slots=True)
class _Period:
    first_on: date
    last_on: date

    def ids(self) -> Select[Any]:
        """Keys of its sessions, void ones too."""
        return select(SessionRow.id).where(SessionRow.performed_on.between(self.first_on, self.last_on))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What belongs to sessions besides their row, by the session's key."""

    passes: Mapping[int, list[LoggedPass]]
    changes: Mapping[int, RegisterChange]
    effects: Mapping[int, list[RegisterEffect]]
    spots: Mapping[int, list[RegisterPatch]]
    """Every test patch, by the patient's key."""


def list_uses(
    work: Work, first_on: date, last_on: date
) -> tuple[tuple[RegisterEntry, ...], tuple[RegisterPatch, ...]]:
    """The sessions and the test patches of a period, both days included, each by day, then as entered."""
    period = _Period(first_on, last_on)
    patches = _list_patches(work, period)
    spots: dict[int, list[RegisterPatch]] = defaultdict(list)
    for one in patches:
        spots[one.patient.id].append(one)
    parts = _Parts(_list_passes(work, period), _list_changes(work, period), _list_effects(work, period), spots)
    entries = tuple(_entry(row, parts) for row in work.connection.execute(_sessions(period)))
    placed = (one for one in patches if first_on <= one.patch.entry.placed_on <= last_on)
    return entries, tuple(sorted(placed, key=lambda one: (one.patch.entry.placed_on, one.number)))


def list_incidents(work: Work, first_on: date, last_on: date) -> tuple[RegisterIncident, ...]:
    """The incidents that were opened in a period, both days included, whenever their session was."""
    number = select(func.count(_before.id)).where(_before.id <= SessionRow.id).correlate(SessionRow)
    wanted = (
        select(IncidentRow.id, IncidentRow.opened_on, IncidentRow.closed_on, *_WHOM)
        .add_columns(SideEffectRow.kind_id, SideEffectRow.severity, SideEffectRow.gravest)
        .add_columns(SessionRow.performed_on, number.scalar_subquery().label("number"))
        .select_from(IncidentRow)
        .join(SideEffectRow, SideEffectRow.id == IncidentRow.side_effect_id)
        .join(CourseRow, CourseRow.id == SideEffectRow.course_id)
        .join(PatientRow, PatientRow.id == CourseRow.patient_id)
        .join(ConcernRow, ConcernRow.id == CourseRow.concern_id)
        .outerjoin(SessionRow, SessionRow.id == SideEffectRow.session_id)
        .where(IncidentRow.opened_on.between(first_on, last_on))
        .order_by(IncidentRow.opened_on, IncidentRow.id)
    )
    kinds = read_kinds(work)
    return tuple(_incident(row, kinds[row.kind_id].name) for row in work.connection.execute(wanted))


def _incident(row: Any, kind: str) -> RegisterIncident:
    return RegisterIncident(
        id=row.id,
        opened_on=row.opened_on,
        is_open=row.closed_on is None,
        patient=_patient(row),
        concern=row.concern,
        area=row.area,
        kind=kind,
        severity=Severity(row.gravest or row.severity),
        session=row.number or None,
        performed_on=row.performed_on,
    )


def list_register_lasers(work: Work, makes: Mapping[str, str]) -> dict[int, RegisterLaser]:
    """Every laser by its key; `makes` are the makers of the known models, by the model's key."""
    rows = work.connection.execute(select(DeviceRow.__table__))
    return {
        row.id: RegisterLaser(
            id=row.id, make=makes.get(row.catalogue_key or "", ""), model=row.name, serial=row.serial
        )
        for row in rows
    }


def list_handpiece_names(work: Work) -> dict[int, str]:
    """Every handpiece's name by its key."""
    return {row.id: row.name for row in work.connection.execute(select(HandpieceRow.id, HandpieceRow.name))}


def _sessions(period: _Period) -> Select[Any]:
    # Sessions are never taken off the record, so that a place in the order of their keys stays.
    numbers = select(SessionRow.id, func.row_number().over(order_by=SessionRow.id).label("number")).subquery()
    return (
        select(SessionRow.__table__, numbers.c.number, *_WHOM)
        .add_columns(_operator.name.label("operator"), _signer.name.label("signer"), SessionCheckRow.checked_at)
        .join(numbers, numbers.c.id == SessionRow.id)
        .join(CourseRow, CourseRow.id == SessionRow.course_id)
        .join(PatientRow, PatientRow.id == CourseRow.patient_id)
        .join(ConcernRow, ConcernRow.id == CourseRow.concern_id)
        .join(_operator, _operator.id == SessionRow.operator_id)
        .outerjoin(_signer, _signer.id == SessionRow.signed_by_id)
        .outerjoin(SessionCheckRow, SessionCheckRow.session_id == SessionRow.id)
        .where(SessionRow.id.in_(period.ids()))
        .order_by(SessionRow.performed_on, SessionRow.id)
    )


def _list_passes(work: Work, period: _Period) -> dict[int, list[LoggedPass]]:
    endpoints: dict[int, list[Endpoint]] = defaultdict(list)
    seen = select(PassEndpointRow.pass_id, PassEndpointRow.endpoint).join(
        SessionPassRow, SessionPassRow.id == PassEndpointRow.pass_id
    )
    for pass_id, endpoint in work.connection.execute(seen.where(SessionPassRow.session_id.in_(period.ids()))):
        endpoints[pass_id].append(Endpoint(endpoint))
    wanted = (
        select(SessionPassRow.__table__)
        .add_columns(DeviceRow.name.label("device_name"), HandpieceRow.name.label("handpiece_name"))
        .join(DeviceRow, DeviceRow.id == SessionPassRow.device_id)
        .outerjoin(HandpieceRow, HandpieceRow.id == SessionPassRow.handpiece_id)
        .where(SessionPassRow.session_id.in_(period.ids()))
        .order_by(SessionPassRow.session_id, SessionPassRow.position)
    )
    found: dict[int, list[LoggedPass]] = defaultdict(list)
    for row in work.connection.execute(wanted):
        shown = tuple(sorted(endpoints[row.id], key=_ENDPOINT_ORDER.__getitem__))
        one = LoggedPass(
            device_name=row.device_name, handpiece_name=row.handpiece_name or "", entry=pass_entry(row, shown)
        )
        found[row.session_id].append(one)
    return found


def _list_changes(work: Work, period: _Period) -> dict[int, RegisterChange]:
    wanted = (
        select(SessionVersionRow.session_id, SessionVersionRow.reason, SessionVersionRow.amended_at)
        .add_columns(_author.name.label("author"))
        .join(_author, _author.id == SessionVersionRow.amended_by_id)
        .where(SessionVersionRow.session_id.in_(period.ids()))
        .order_by(SessionVersionRow.session_id, SessionVersionRow.version)
    )
    found: dict[int, RegisterChange] = {}
    for row in work.connection.execute(wanted):
        before = found.get(row.session_id)
        times = 1 if before is None else before.times + 1
        found[row.session_id] = RegisterChange(times=times, at=row.amended_at, by=row.author, reason=row.reason)
    return found


def _list_effects(work: Work, period: _Period) -> dict[int, list[RegisterEffect]]:
    wanted = (
        select(SideEffectRow.session_id, SideEffectRow.kind_id, SideEffectRow.severity, SideEffectRow.gravest)
        .add_columns(IncidentRow.id.label("incident_id"), IncidentRow.closed_on)
        .outerjoin(IncidentRow, IncidentRow.side_effect_id == SideEffectRow.id)
        .where(SideEffectRow.session_id.in_(period.ids()))
        .order_by(SideEffectRow.onset_on, SideEffectRow.id)
    )
    kinds = read_kinds(work)
    found: dict[int, list[RegisterEffect]] = defaultdict(list)
    for row in work.connection.execute(wanted):
        effect = RegisterEffect(
            kind=kinds[row.kind_id].name,
            severity=Severity(row.gravest or row.severity),
            incident_id=row.incident_id,
            is_incident_open=row.incident_id is not None and row.closed_on is None,
        )
        found[row.session_id].append(effect)
    return found


def _list_patches(work: Work, period: _Period) -> tuple[RegisterPatch, ...]:
    """The test patches of the period, and all of the patients who were treated in it."""
    treated = (
        select(CourseRow.patient_id)
        .join(SessionRow, SessionRow.course_id == CourseRow.id)
        .where(SessionRow.id.in_(period.ids()))
    )
    wanted = (
        select(CourseRow.id, *_WHOM)
        .join(PatientRow, PatientRow.id == CourseRow.patient_id)
        .join(ConcernRow, ConcernRow.id == CourseRow.concern_id)
        .join(PatchRow, PatchRow.course_id == CourseRow.id)
        .where(
            or_(
                CourseRow.patient_id.in_(treated),
                PatchRow.placed_on.between(period.first_on, period.last_on),
            )
        )
        .distinct()
    )
    courses = {row.id: row for row in work.connection.execute(wanted)}
    numbers = {key: place for place, key in enumerate(_patch_ids(work), start=1)}
    return tuple(
        RegisterPatch(
            number=numbers[patch.id],
            patch=patch,
            patient=_patient(courses[patch.entry.course_id]),
            concern=courses[patch.entry.course_id].concern,
        )
        for patch in list_patches(work, tuple(courses))
    )


def _patch_ids(work: Work) -> Iterable[int]:
    return work.connection.scalars(select(PatchRow.id).order_by(PatchRow.id))


def _entry(row: Any, parts: _Parts) -> RegisterEntry:
    passes = tuple(parts.passes.get(row.id, ()))
    area = row.area.casefold()
    spots = (
        one
        for one in parts.spots.get(row.patient_id, ())
        if one.patch.entry.course_id == row.course_id or one.patch.area.casefold() == area
    )
    return RegisterEntry(
        number=row.number,
        performed_on=row.performed_on,
        began_at=row.checked_at,
        patient=_patient(row),
        concern=row.concern,
        area=row.area,
        operator=row.operator,
        signed_by=row.signer or "",
        signed_at=row.signed_at,
        entered_later=row.entered_later,
        eye_protection=row.eye_protection,
        cooling=Cooling(row.cooling),
        passes=passes,
        patches=patches_behind(passes, row.performed_on, spots),
        effects=tuple(parts.effects.get(row.id, ())),
        is_void=row.is_void,
        change=parts.changes.get(row.id),
    )


def _patient(row: Any) -> RegisterPatient:
    return RegisterPatient(
        id=row.patient_id,
        name=full_name(row.given_names, row.family_name),
        record_number=row.record_number,
        born_on=row.born_on,
    )
