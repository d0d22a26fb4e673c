"""Sessions of a patient with every pass."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from pico_tracker.db.models import (
    AdviceRow,
    ClearanceReadingRow,
    CourseRow,
    DeviceRow,
    HandpieceRow,
    PassEndpointRow,
    SessionCheckRow,
    SessionFindingRow,
    SessionPassRow,
    SessionRow,
    StaffRow,
)
from pico_tracker.db.queries.next_plans import read_session_plans
from pico_tracker.db.queries.session_parts import read_areas, read_counts, read_versions
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.amendments import AMENDED_CODE
from pico_tracker.domain.doses import EarlierDose
from pico_tracker.domain.endings import Ending
from pico_tracker.domain.laser import FluenceBasis, Optic, Spot, SpotShape
from pico_tracker.domain.next_plans import NextPlanEntry
from pico_tracker.domain.passes import Endpoint, LoggedPass, PassEntry
from pico_tracker.domain.progress import ClearanceReading
from pico_tracker.domain.pulse_counts import PulseCount
from pico_tracker.domain.responses import Anaesthesia, Cooling
from pico_tracker.domain.safety_checks import Healing, SafetyCheck
from pico_tracker.domain.sessions import Session, SessionEntry, SessionVersion
from pico_tracker.domain.treated_areas import SessionArea

_OF_PATIENT = CourseRow.patient_id == bindparam("patient_id")
_READ_THAT_DAY = (
    select(ClearanceReadingRow.percent)
    .where(
        ClearanceReadingRow.course_id == SessionRow.course_id,
        ClearanceReadingRow.session_id == SessionRow.id,
    )
    .limit(1)
    .scalar_subquery()
)
_REASON = (
    select(SessionFindingRow.reason)
    .where(
        SessionFindingRow.session_id == SessionRow.id,
        SessionFindingRow.reason != "",
        SessionFindingRow.code.not_like(f"{AMENDED_CODE}%"),
    )
    .order_by(SessionFindingRow.id)
    .limit(1)
    .scalar_subquery()
)
"""One reason answers every finding of a session at its signing; what an amendment answers stands with it."""
_checker = aliased(StaffRow)
_AFTERCARE_TOLD = exists().where(AdviceRow.session_id == SessionRow.id, ~AdviceRow.withdrawn)
_SESSIONS = (
    select(
        SessionRow.__table__,
        StaffRow.name.label("operator_name"),
        _READ_THAT_DAY.label("clearance_percent"),
        _REASON.label("reason"),
        _AFTERCARE_TOLD.label("aftercare_told"),
        SessionCheckRow.checked_by_id,
        SessionCheckRow.checked_at,
        _checker.name.label("checked_by"),
    )
    .join(CourseRow, CourseRow.id == SessionRow.course_id)
    .join(StaffRow, StaffRow.id == SessionRow.operator_id)
    .outerjoin(SessionCheckRow, SessionCheckRow.session_id == SessionRow.id)
    .outerjoin(_checker, _checker.id == SessionCheckRow.checked_by_id)
    .where(_OF_PATIENT)
    .order_by(SessionRow.performed_on, SessionRow.id)
)
_PASSES = (
    select(
        SessionPassRow.__table__,
        DeviceRow.name.label("device_name"),
        HandpieceRow.name.label("handpiece_name"),
    )
    .join(SessionRow, SessionRow.id == SessionPassRow.session_id)
    .join(CourseRow, CourseRow.id == SessionRow.course_id)
    .join(DeviceRow, DeviceRow.id == SessionPassRow.device_id)
    .outerjoin(HandpieceRow, HandpieceRow.id == SessionPassRow.handpiece_id)
    .where(_OF_PATIENT)
    .order_by(SessionPassRow.session_id, SessionPassRow.position)
)
_ENDPOINTS = (
    select(PassEndpointRow.pass_id, PassEndpointRow.endpoint)
    .join(SessionPassRow, SessionPassRow.id == PassEndpointRow.pass_id)
    .join(SessionRow, SessionRow.id == SessionPassRow.session_id)
    .join(CourseRow, CourseRow.id == SessionRow.course_id)
    .where(_OF_PATIENT)
)
_ENDPOINT_ORDER = {endpoint: place for place, endpoint in enumerate(Endpoint)}
_DAYS_IN_ORDER = (SessionRow.performed_on, SessionRow.id)


_OF_COURSE = select(SessionRow.id).where(SessionRow.course_id == bindparam("course_id"), ~SessionRow.is_void)
_FIRST = _OF_COURSE.order_by(*_DAYS_IN_ORDER).limit(1).scalar_subquery()
_ALIKE = aliased(SessionPassRow)
_LAST = (
    _OF_COURSE.join(_ALIKE, _ALIKE.session_id == SessionRow.id)
    .where(
        _ALIKE.wavelength_nm == SessionPassRow.wavelength_nm,
        _ALIKE.fluence_basis == SessionPassRow.fluence_basis,
    )
    .order_by(*(column.desc() for column in _DAYS_IN_ORDER))
    .limit(1)
    .correlate(SessionPassRow)
    .scalar_subquery()
)
"""The newest session with a pass that this one's dose can be held against: sessions may alternate wavelengths."""
_EARLIER_DOSES = (
    select(
        SessionPassRow.__table__,
        HandpieceRow.optic,
        (SessionPassRow.session_id == _LAST).label("is_last"),
        (SessionPassRow.session_id == _FIRST).label("is_first"),
    )
    .outerjoin(HandpieceRow, HandpieceRow.id == SessionPassRow.handpiece_id)
    .where(
        SessionPassRow.session_id.in_(_OF_COURSE),
        or_(SessionPassRow.session_id == _LAST, SessionPassRow.session_id == _FIRST),
    )
    .order_by(SessionPassRow.session_id, SessionPassRow.position)
)


def list_sessions(
    work: Work, patient_id: int, readings: Mapping[int, Sequence[ClearanceReading]]
) -> dict[int, list[Session]]:
    """All sessions of a patient by the course's key, oldest first, numbered by date in their course.

    Maintenance sessions count apart; those found void are among them, with the number 0. `readings` are
    the courses' clearances, oldest first.
    """
    passes = _read_passes(work, patient_id)
    rows = work.connection.execute(_SESSIONS, {"patient_id": patient_id}).all()
    parts = _Parts(
        counts=read_counts(work, patient_id),
        areas=read_areas(work, patient_id),
        plans=read_session_plans(work, patient_id),
        earlier=read_versions(work, patient_id) if any(row.version > 1 for row in rows) else {},
    )
    found: dict[int, list[Session]] = defaultdict(list)
    counted: dict[tuple[int, bool], int] = defaultdict(int)
    for row in rows:
        place = (row.course_id, row.is_maintenance)
        counted[place] += not row.is_void
        earlier = found[row.course_id]
        before = sum(not one.is_void for one in earlier)
        session = _session(row, 0 if row.is_void else counted[place], tuple(passes[row.id]), parts)
        read = None if row.is_void else _clearance_after(readings.get(row.course_id, ()), before + 1)
        earlier.append(replace(session, clearance_after=read))
    return found


@dataclass(frozen=True, slots=True)
class _Parts:
    """What belongs to a patient's sessions besides their passes, by the session's key."""

    counts: Mapping[int, tuple[PulseCount, ...]]
    areas: Mapping[int, tuple[SessionArea, ...]]
    plans: Mapping[int, NextPlanEntry]
    earlier: Mapping[int, tuple[SessionVersion, ...]]


def _read_passes(work: Work, patient_id: int) -> dict[int, list[LoggedPass]]:
    of_patient = {"patient_id": patient_id}
    endpoints: dict[int, list[Endpoint]] = defaultdict(list)
    for pass_id, endpoint in work.connection.execute(_ENDPOINTS, of_patient):
        endpoints[pass_id].append(Endpoint(endpoint))
    passes: dict[int, list[LoggedPass]] = defaultdict(list)
    for row in work.connection.execute(_PASSES, of_patient):
        shown = sorted(endpoints[row.id], key=_ENDPOINT_ORDER.__getitem__)
        passes[row.session_id].append(
            LoggedPass(
                device_name=row.device_name,
                handpiece_name=row.handpiece_name or "",
                entry=pass_entry(row, tuple(shown)),
            )
        )
    return passes


def pass_entry(row: Any, endpoints: tuple[Endpoint, ...]) -> PassEntry:
    """A pass from a row of its table."""
    return PassEntry(
        device_id=row.device_id,
        handpiece_id=row.handpiece_id,
        wavelength_nm=row.wavelength_nm,
        pulse_duration_ps=row.pulse_duration_ps,
        spot=Spot(SpotShape(row.spot_shape), row.spot_width_mm, row.spot_height_mm),
        fluence_j_cm2=row.fluence_j_cm2,
        fluence_basis=FluenceBasis(row.fluence_basis),
        pulse_energy_mj=row.pulse_energy_mj,
        repetition_hz=row.repetition_hz,
        pulses=row.pulses,
        times=row.times,
        endpoints=endpoints,
        purpose=row.purpose,
        density_per_cm2=row.density_per_cm2,
        overlap_percent=row.overlap_percent,
    )


def _session(row: Any, number: int, passes: tuple[LoggedPass, ...], parts: _Parts) -> Session:
    entry = SessionEntry(
        entry_id=row.entry_id,
        course_id=row.course_id,
        performed_on=row.performed_on,
        operator_id=row.operator_id,
        eye_protection=row.eye_protection,
        passes=tuple(one.entry for one in passes),
        pain=row.pain,
        cooling=Cooling(row.cooling),
        anaesthesia=Anaesthesia(row.anaesthesia),
        anaesthesia_product=row.anaesthesia_product,
        anaesthesia_percent=row.anaesthesia_percent,
        anaesthesia_minutes=row.anaesthesia_minutes,
        area_cm2=row.area_cm2,
        overlap_percent=row.overlap_percent,
        clearance_percent=row.clearance_percent,
        aftercare_told=row.aftercare_told,
        note=row.note,
        note_for_next_time=row.note_for_next_time,
        reason=row.reason or "",
        healing=Healing(row.healing) if row.healing else None,
        checked=_check(row),
        ending=Ending(row.ending),
        ending_reason=row.ending_reason,
        return_on=row.return_on,
        counts=parts.counts.get(row.id, ()),
        areas=parts.areas.get(row.id, ()),
        anaesthesia_area_cm2=row.anaesthesia_area_cm2,
        products=tuple(row.products.splitlines()),
        next_plan=parts.plans.get(row.id),
        call_on=row.call_on,
        visit_id=row.visit_id,
    )
    return Session(
        id=row.id,
        number=number,
        is_maintenance=row.is_maintenance,
        entry=entry,
        passes=passes,
        operator_name=row.operator_name,
        signed_at=row.signed_at,
        entered_later=row.entered_later,
        rules_revision=row.rules_revision,
        version=row.version,
        is_void=row.is_void,
        earlier=parts.earlier.get(row.id, ()),
    )


def _check(row: Any) -> SafetyCheck | None:
    return None if row.checked_at is None else SafetyCheck(row.checked_by_id, row.checked_at, row.checked_by)


def _clearance_after(readings: Sequence[ClearanceReading], position: int) -> int | None:
    """The last reading taken after exactly this many sessions, so before the next one."""
    taken = [reading.percent for reading in readings if reading.sessions_before == position]
    return taken[-1] if taken else None


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the session that this form logged, if it was saved."""
    return work.connection.scalar(select(SessionRow.id).where(SessionRow.entry_id == entry_id))


def count_sessions(work: Work, course_id: int, until: date, before_id: int | None = None) -> int:
    """How many sessions a course had up to and including a day; on that day, before the one named, if one is."""
    statement = select(func.count()).where(SessionRow.course_id == course_id, SessionRow.performed_on <= until)
    statement = statement.where(~SessionRow.is_void)
    if before_id is not None:
        is_earlier = or_(SessionRow.performed_on < until, SessionRow.id < before_id)
        statement = statement.where(SessionRow.id != before_id, is_earlier)
    return work.connection.scalar(statement) or 0


def list_earlier_doses(work: Work, course_id: int) -> tuple[EarlierDose, ...]:
    """What the passes of a course's first session, and of the last with each wavelength and basis, had."""
    return tuple(
        EarlierDose(
            wavelength_nm=row.wavelength_nm,
            fluence_basis=FluenceBasis(row.fluence_basis),
            fluence_j_cm2=row.fluence_j_cm2,
            pulse_energy_mj=row.pulse_energy_mj,
            spot=Spot(SpotShape(row.spot_shape), row.spot_width_mm, row.spot_height_mm),
            optic=Optic(row.optic or Optic.UNKNOWN),
            purpose=row.purpose,
            is_last=row.is_last,
            is_first=row.is_first,
        )
        for row in work.connection.execute(_EARLIER_DOSES, {"course_id": course_id})
    )


def find_last_device_id(work: Work, patient_id: int) -> int | None:
    """The laser of the first pass of a patient's last session."""
    wanted = (
        select(SessionPassRow.device_id)
        .join(SessionRow, SessionRow.id == SessionPassRow.session_id)
        .join(CourseRow, CourseRow.id == SessionRow.course_id)
        .where(CourseRow.patient_id == patient_id, ~SessionRow.is_void)
        .order_by(SessionRow.performed_on.desc(), SessionRow.id.desc(), SessionPassRow.position)
        .limit(1)
    )
    return work.connection.scalar(wanted)
