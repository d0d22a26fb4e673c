"""Sessions of a patient with every pass."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
    SessionFindingRow,
    SessionPassRow,
    SessionRow,
    StaffRow,
)
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.doses import EarlierDose
from pico_tracker.domain.laser import FluenceBasis, Optic, Spot, SpotShape
from pico_tracker.domain.passes import Endpoint, LoggedPass, PassEntry
from pico_tracker.domain.progress import ClearanceReading
from pico_tracker.domain.sessions import Anaesthesia, Cooling, Session, SessionEntry

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
    .where(SessionFindingRow.session_id == SessionRow.id, SessionFindingRow.reason != "")
    .limit(1)
    .scalar_subquery()
)
"""One reason answers every finding of a session."""
_AFTERCARE_TOLD = exists().where(AdviceRow.session_id == SessionRow.id)
_SESSIONS = (
    select(
        SessionRow.__table__,
        StaffRow.name.label("operator_name"),
        _READ_THAT_DAY.label("clearance_percent"),
        _REASON.label("reason"),
        _AFTERCARE_TOLD.label("aftercare_told"),
    )
    .join(CourseRow, CourseRow.id == SessionRow.course_id)
    .join(StaffRow, StaffRow.id == SessionRow.operator_id)
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


_OF_COURSE = select(SessionRow.id).where(SessionRow.course_id == bindparam("course_id"))
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

    Maintenance sessions count apart. `readings` are the courses' clearances, oldest first.
    """
    passes = _read_passes(work, patient_id)
    found: dict[int, list[Session]] = defaultdict(list)
    counted: dict[tuple[int, bool], int] = defaultdict(int)
    for row in work.connection.execute(_SESSIONS, {"patient_id": patient_id}):
        counted[row.course_id, row.is_maintenance] += 1
        number = counted[row.course_id, row.is_maintenance]
        earlier = found[row.course_id]
        clearance = _clearance_after(readings.get(row.course_id, ()), len(earlier) + 1)
        earlier.append(_session(row, number, tuple(passes[row.id]), clearance))
    return found


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
                entry=_pass_entry(row, tuple(shown)),
            )
        )
    return passes


def _pass_entry(row: Any, endpoints: tuple[Endpoint, ...]) -> PassEntry:
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
    )


def _session(row: Any, number: int, passes: tuple[LoggedPass, ...], clearance: int | None) -> Session:
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
        clearance_after=clearance,
        rules_revision=row.rules_revision,
    )


def _clearance_after(readings: Sequence[ClearanceReading], position: int) -> int | None:
    """The last reading taken after exactly this many sessions, so before the next one."""
    taken = [reading.percent for reading in readings if reading.sessions_before == position]
    return taken[-1] if taken else None


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the session that this form logged, if it was saved."""
    return work.connection.scalar(select(SessionRow.id).where(SessionRow.entry_id == entry_id))


def count_sessions(work: Work, course_id: int, until: date, without: int | None = None) -> int:
    """How many sessions a course had up to and including a day, one of them left out if named."""
    statement = select(func.count()).where(SessionRow.course_id == course_id, SessionRow.performed_on <= until)
    if without is not None:
        statement = statement.where(SessionRow.id != without)
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
        .where(CourseRow.patient_id == patient_id)
        .order_by(SessionRow.performed_on.desc(), SessionRow.id.desc(), SessionPassRow.position)
        .limit(1)
    )
    return work.connection.scalar(wanted)
