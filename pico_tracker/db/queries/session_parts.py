"""What belongs to sessions besides their passes: counters, areas, and how they stood before an amendment."""

from collections import defaultdict

from sqlalchemy import bindparam, func, select

from pico_tracker.db.models import (
    CourseRow,
    DeviceRow,
    HandpieceRow,
    PulseCountRow,
    SessionAreaRow,
    SessionRow,
    SessionVersionRow,
    StaffRow,
    TreatedAreaRow,
)
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.amendments import AmendmentKind
from pico_tracker.domain.passes import LoggedPass
from pico_tracker.domain.pulse_counts import PulseCount
from pico_tracker.domain.session_content import read_content
from pico_tracker.domain.sessions import SessionVersion
from pico_tracker.domain.treated_areas import BodyView, SessionArea, read_outline

_OF_PATIENT = (CourseRow.patient_id == bindparam("patient_id"),)
_COUNTS = (
    select(PulseCountRow.__table__)
    .join(SessionRow, SessionRow.id == PulseCountRow.session_id)
    .join(CourseRow, CourseRow.id == SessionRow.course_id)
    .where(*_OF_PATIENT)
    .order_by(PulseCountRow.session_id, PulseCountRow.device_id)
)
_AREAS = (
    select(SessionAreaRow.__table__, TreatedAreaRow.name, TreatedAreaRow.view)
    .join(TreatedAreaRow, TreatedAreaRow.id == SessionAreaRow.area_id)
    .join(CourseRow, CourseRow.id == TreatedAreaRow.course_id)
    .where(*_OF_PATIENT)
    .order_by(SessionAreaRow.session_id, SessionAreaRow.area_id)
)
_VERSIONS = (
    select(SessionVersionRow.__table__, StaffRow.name.label("amended_by"))
    .join(SessionRow, SessionRow.id == SessionVersionRow.session_id)
    .join(CourseRow, CourseRow.id == SessionRow.course_id)
    .join(StaffRow, StaffRow.id == SessionVersionRow.amended_by_id)
    .where(*_OF_PATIENT)
    .order_by(SessionVersionRow.session_id, SessionVersionRow.version)
)


def read_counts(work: Work, patient_id: int) -> dict[int, tuple[PulseCount, ...]]:
    """The pulse counters of a patient's sessions, by the session's key."""
    found: dict[int, list[PulseCount]] = defaultdict(list)
    for row in work.connection.execute(_COUNTS, {"patient_id": patient_id}):
        found[row.session_id].append(PulseCount(row.device_id, row.starts_at, row.ends_at))
    return {key: tuple(counts) for key, counts in found.items()}


def read_areas(work: Work, patient_id: int) -> dict[int, tuple[SessionArea, ...]]:
    """The areas of a patient's sessions as they were outlined, by the session's key."""
    found: dict[int, list[SessionArea]] = defaultdict(list)
    for row in work.connection.execute(_AREAS, {"patient_id": patient_id}):
        area = SessionArea(
            area_id=row.area_id,
            outline=read_outline(row.outline),
            area_cm2=row.area_cm2,
            name=row.name,
            view=BodyView(row.view),
        )
        found[row.session_id].append(area)
    return {key: tuple(areas) for key, areas in found.items()}


def read_versions(work: Work, patient_id: int) -> dict[int, tuple[SessionVersion, ...]]:
    """How a patient's sessions stood before each amendment, oldest first, by the session's key."""
    rows = work.connection.execute(_VERSIONS, {"patient_id": patient_id}).all()
    tables = (DeviceRow, HandpieceRow, StaffRow) if rows else ()
    devices, handpieces, people = [_names(work, table) for table in tables] or [{}, {}, {}]
    found: dict[int, list[SessionVersion]] = defaultdict(list)
    for row in rows:
        entry = read_content(row.content)
        version = SessionVersion(
            version=row.version,
            kind=AmendmentKind(row.kind),
            entry=entry,
            passes=tuple(
                LoggedPass(
                    device_name=devices.get(one.device_id, ""),
                    handpiece_name=handpieces.get(one.handpiece_id or 0, ""),
                    entry=one,
                )
                for one in entry.passes
            ),
            reason=row.reason,
            amended_by=row.amended_by,
            amended_at=row.amended_at,
            operator_name=people.get(entry.operator_id, ""),
        )
        found[row.session_id].append(version)
    return {key: tuple(versions) for key, versions in found.items()}


def _names(work: Work, table: type[DeviceRow | HandpieceRow | StaffRow]) -> dict[int, str]:
    return {row.id: row.name for row in work.connection.execute(select(table.id, table.name))}


def find_last_counts(work: Work) -> dict[int, int]:
    """Where the pulse counter of each laser stood last in sessions of any course, by the laser's key."""
    return {
        row.device_id: row.ends_at
        for row in work.connection.execute(
            select(PulseCountRow.device_id, func.max(PulseCountRow.ends_at).label("ends_at"))
            .join(SessionRow, SessionRow.id == PulseCountRow.session_id)
            .where(~SessionRow.is_void)
            .group_by(PulseCountRow.device_id)
        )
    }
