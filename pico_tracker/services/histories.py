"""Whole histories at once: demonstration clinics and imports, under one audit row a batch."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from pico_tracker.db.base import Base
from pico_tracker.db.models import (
    AssessmentRow,
    ClearanceReadingRow,
    ClinicRow,
    CourseInkRow,
    CourseRow,
    NextPlanRow,
    OccupancyRow,
    PassEndpointRow,
    PatientItemRow,
    PatientRow,
    PatientTokenRow,
    PlannedPassRow,
    PulseCountRow,
    SessionAreaRow,
    SessionCheckRow,
    SessionPassRow,
    SessionRow,
    SideEffectReleaseRow,
    SideEffectRow,
    TreatedAreaRow,
    VisitCourseRow,
    VisitRow,
)
from pico_tracker.db.queries import catalogue
from pico_tracker.db.queries.patients import list_taken_numbers
from pico_tracker.db.queries.side_effects import read_kinds
from pico_tracker.db.unit_of_work import LoadWork
from pico_tracker.domain.assessments import AssessmentEntry, AssessmentFacts, check_assessment
from pico_tracker.domain.courses import IN_TREATMENT, KEPT_UP, check_course
from pico_tracker.domain.devices import Device
from pico_tracker.domain.diary import VisitEntry, VisitState
from pico_tracker.domain.histories import CourseHistory, PatientHistory, SideEffectHistory
from pico_tracker.domain.intervals import (
    MaintenanceFacts,
    NextDates,
    SpacingFacts,
    maintenance_due,
    next_dates,
)
from pico_tracker.domain.patients import PatientEntry, check_patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.sessions import SessionEntry, SessionFacts, check_session
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.domain.topics import Topics
from pico_tracker.domain.treated_areas import AreaEntry, check_area
from pico_tracker.services.assessments import assessment_columns
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.courses import course_columns
from pico_tracker.services.intervals import adjustments_now
from pico_tracker.services.next_plans import PlanOf, plan_columns, planned_columns
from pico_tracker.services.patients import LISTS, RECORD_PREFIX, entry_tokens, patient_columns
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.session_rows import (
    check_columns,
    count_columns,
    pass_columns,
    session_area_columns,
    session_columns,
)
from pico_tracker.services.side_effects import side_effect_columns
from pico_tracker.services.treated_areas import area_columns
from pico_tracker.services.visit_steps import holdings_of

_KEYED: tuple[type[Base], ...] = (
    PatientRow,
    CourseRow,
    VisitRow,
    SessionRow,
    SessionPassRow,
    ClearanceReadingRow,
    SideEffectRow,
    OccupancyRow,
    NextPlanRow,
    TreatedAreaRow,
)
_NUMBERS_AT_ONCE = 500
_ORDER = (
    PatientRow,
    PatientItemRow,
    PatientTokenRow,
    CourseRow,
    CourseInkRow,
    VisitRow,
    VisitCourseRow,
    OccupancyRow,
    SessionRow,
    SessionPassRow,
    PassEndpointRow,
    SessionCheckRow,
    PulseCountRow,
    TreatedAreaRow,
    SessionAreaRow,
    NextPlanRow,
    PlannedPassRow,
    ClearanceReadingRow,
    SideEffectRow,
    SideEffectReleaseRow,
    AssessmentRow,
)
"""Tables in the order to write them: what others point to comes first."""


@needs(Permission.IMPORT)
def load_histories(context: Context, histories: Sequence[PatientHistory], about: str) -> Done[tuple[int, ...]]:
    """Bring in a batch of histories, all or none, and return the patients' keys.

    Patients, courses and sessions pass the same rules as typed ones. Raises `Refused`.
    """
    with context.database.load(context.actor(), about) as work:
        batch = _Batch(work, context, _typed_numbers(history.entry for history in histories))
        keys = tuple(batch.take(history) for history in histories)
        batch.write()
        changed: Topics = work.changed
    return Done(keys, changed)


def write_patients(context: Context, work: LoadWork, entries: Iterable[PatientEntry]) -> tuple[int, ...]:
    """Add many clean and checked patients inside another service's batch."""
    known = tuple(entries)
    batch = _Batch(work, context, _typed_numbers(known))
    keys = tuple(batch.take_patient(entry) for entry in known)
    batch.write()
    return keys


def _typed_numbers(entries: Iterable[PatientEntry]) -> set[str]:
    return {entry.record_number.lower() for entry in entries if entry.record_number}


@dataclass
class _Batch:
    """Rows of one batch by table, with the keys they will have."""

    work: LoadWork
    context: Context
    taken: set[str]
    """Record numbers, in lower case, that nobody may be given."""
    rows: dict[type[Base], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    free: dict[type[Base], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.today = self.context.today()
        self.clinic = self.work.hold(ClinicRow, 1)
        self.looked_up_to = self.clinic.next_record_number
        self.devices: dict[int, Device] = {one.id: one for one in catalogue.list_devices(self.work)}
        self.kinds = read_kinds(self.work)
        self.concern_keys = {one.id: one.key for one in catalogue.list_concerns(self.work)}
        self.adjustments = adjustments_now(self.work)
        self.free = {row_type: self.work.reserve(row_type) for row_type in _KEYED}

    def write(self) -> None:
        """Write everything in hand."""
        for row_type in _ORDER:
            self.work.insert(row_type, self.rows[row_type])

    def take(self, history: PatientHistory) -> int:
        """Take in one patient with all courses."""
        refuse_stops(check_patient(history.entry, self.today))
        patient_id = self.take_patient(history.entry)
        for course in history.courses:
            self._take_course(course, patient_id, history.entry)
        return patient_id

    def take_patient(self, entry: PatientEntry) -> int:
        """Take in one patient's own rows."""
        entry = replace(entry, record_number=entry.record_number or self._next_number())
        patient_id = self._add(PatientRow, self._record(entry.entry_id), patient_columns(entry))
        for kind, name in LISTS.items():
            for position, line in enumerate(getattr(entry, name)):
                item = {"patient_id": patient_id, "kind": kind.value, "position": position, "text": line}
                self.rows[PatientItemRow].append(item)
        tokens = ({"patient_id": patient_id, "token": token} for token in sorted(entry_tokens(entry)))
        self.rows[PatientTokenRow].extend(tokens)
        return patient_id

    def _take_course(self, course: CourseHistory, patient_id: int, patient: PatientEntry) -> None:
        entry = replace(course.entry, patient_id=patient_id)
        refuse_stops(check_course(entry, self.today))
        columns = course_columns(entry) | self._standing(course, patient)
        course_id = self._add(CourseRow, self._record(entry.entry_id), columns)
        self.rows[CourseInkRow].extend({"course_id": course_id, "ink": ink.value} for ink in entry.inks)
        facts = SessionFacts(self.today, self.devices, allergies=patient.allergies)
        area_ids = [self._take_area(replace(one, course_id=course_id)) for one in course.areas]
        session_ids = [
            self._take_session(_with_keys(one, course_id, area_ids), facts, _place(course, index))
            for index, one in enumerate(course.sessions)
        ]
        for effect in course.side_effects:
            self._take_side_effect(self._effect(effect, course), course_id, session_ids[effect.session_index])
        for assessment in course.assessments:
            self._take_assessment(replace(assessment, patient_id=patient_id, course_id=course_id), course)
        if course.next_visit is not None:
            self._take_visit(course.next_visit, patient_id, course_id)

    def _take_area(self, entry: AreaEntry) -> int:
        refuse_stops(check_area(entry))
        return self._add(TreatedAreaRow, self._record(entry.entry_id), area_columns(entry) | {"retired": False})

    def _standing(self, course: CourseHistory, patient: PatientEntry) -> dict[str, Any]:
        """Counts and dates that follow from a course's sessions."""
        last = max((one.performed_on for one in course.sessions), default=None)
        done = course.treatments
        treated = max((one.performed_on for one in course.sessions[:done]), default=None)
        facts = SpacingFacts(
            interval=course.entry.interval,
            treated_on=treated if course.state in IN_TREATMENT else None,
            last_session_on=last,
            skin_type=patient.fitzpatrick,
            effects=tuple(self._effect(one, course) for one in course.side_effects),
        )
        return {
            "state": course.state.value,
            "sessions_done": done,
            "maintenance_done": len(course.sessions) - done,
            "last_session_on": last,
            "maintenance_due_on": self._maintenance_due(course, last),
        } | _window_columns(next_dates(facts, self.adjustments))

    def _effect(self, history: SideEffectHistory, course: CourseHistory) -> SideEffect:
        """A side effect as its dates need it, before it has a key."""
        return SideEffect(
            id=0,
            version=1,
            entry=history.entry,
            kind=self.kinds[history.entry.kind_id],
            patient_id=0,
            concern_key=self.concern_keys.get(course.entry.concern_id, ""),
            released_on=history.released_on,
        )

    def _maintenance_due(self, course: CourseHistory, last: date | None) -> date | None:
        months = course.entry.maintenance_months
        if course.state not in KEPT_UP or last is None or months is None:
            return None
        readings = (one.clearance_percent for one in course.sessions)
        clearances = tuple(percent for percent in readings if percent is not None)
        facts = MaintenanceFacts(last_on=last, months=months, clearances=clearances)
        return maintenance_due(facts, self.adjustments).due_on

    def _take_session(self, entry: SessionEntry, facts: SessionFacts, place: tuple[int, bool]) -> int:
        refuse_stops(check_session(entry, facts))
        before, is_maintenance = place
        signed_at = self._evening(entry.performed_on)
        extra = {
            "visit_id": None,
            "is_maintenance": is_maintenance,
            "entered_later": False,
            "signed_at": signed_at,
            "signed_by_id": entry.operator_id,
        }
        session_id = self._add(SessionRow, {"created_at": signed_at}, session_columns(entry) | extra)
        for position, one in enumerate(entry.passes):
            pass_id = self._add(SessionPassRow, {"session_id": session_id}, pass_columns(one, position))
            endpoints = ({"pass_id": pass_id, "endpoint": endpoint.value} for endpoint in one.endpoints)
            self.rows[PassEndpointRow].extend(endpoints)
        self._take_parts(entry, session_id)
        if entry.clearance_percent is not None:
            self._take_reading(entry, session_id, before)
        return session_id

    def _take_parts(self, entry: SessionEntry, session_id: int) -> None:
        """The check before a session, its pulse counters and the plan made at it."""
        if entry.checked is not None:
            self.rows[SessionCheckRow].append(check_columns(entry.checked, session_id))
        self.rows[SessionAreaRow].extend(session_area_columns(one, session_id) for one in entry.areas)
        self.rows[PulseCountRow].extend(count_columns(one, session_id) for one in entry.counts)
        if entry.next_plan is not None:
            of = PlanOf(entry.course_id, entry.performed_on, session_id=session_id)
            columns = plan_columns(entry.next_plan, of) | {"made_by_id": entry.operator_id}
            first = self._record(self.context.mint_entry_id())
            plan_id = self._add(NextPlanRow, first, columns)
            passes = (planned_columns(one, plan_id, place) for place, one in enumerate(entry.next_plan.passes))
            self.rows[PlannedPassRow].extend(passes)

    def _take_reading(self, entry: SessionEntry, session_id: int, before: int) -> None:
        reading = {
            "course_id": entry.course_id,
            "session_id": session_id,
            "read_on": entry.performed_on,
            "percent": entry.clearance_percent,
            "sessions_before": before,
            "read_by_id": entry.operator_id,
        }
        self._add(ClearanceReadingRow, self._record(entry.entry_id), reading)

    def _take_side_effect(self, effect: SideEffect, course_id: int, session_id: int) -> None:
        entry, by = replace(effect.entry, course_id=course_id, session_id=session_id), self.context.operator.id
        columns = side_effect_columns(entry) | {"reported_by_id": by, "awaits_release": effect.awaits_release}
        key = self._add(SideEffectRow, {"created_at": self._evening(entry.onset_on)}, columns)
        if effect.drives_gate and effect.released_on is not None:
            release = {"side_effect_id": key, "released_on": effect.released_on, "released_by_id": by}
            self.rows[SideEffectReleaseRow].append(release | {"finding": ""})

    def _take_assessment(self, entry: AssessmentEntry, course: CourseHistory) -> None:
        refuse_stops(check_assessment(entry, AssessmentFacts(today=self.today)))
        rater = course.sessions[0].operator_id if course.sessions else self.context.operator.id
        extra = {"rated_by_id": rater, "corrects_id": None, "correction_reason": ""}
        columns = assessment_columns(entry, self.context.translate) | extra
        self.rows[AssessmentRow].append({"created_at": self._evening(entry.assessed_on)} | columns)

    def _take_visit(self, entry: VisitEntry, patient_id: int, course_id: int) -> None:
        times = {"starts_at": entry.place.starts_at, "ends_at": entry.place.ends_at}
        visit = {
            "patient_id": patient_id,
            "kind": entry.kind.value,
            "state": VisitState.BOOKED.value,
            "note": entry.note,
            "override_reason": entry.reason,
            "desk_note": entry.desk_note,
            "state_at": None,
            "is_walk_in": False,
            "tie": None,
        }
        visit_id = self._add(VisitRow, self._record(entry.entry_id), visit | times)
        self.rows[VisitCourseRow].append({"visit_id": visit_id, "course_id": course_id})
        for values in holdings_of(entry.place, patient_id):
            self._add(OccupancyRow, {"visit_id": visit_id}, values)

    def _add(self, row_type: type[Base], first: dict[str, Any], rest: dict[str, Any]) -> int:
        key = self.free[row_type]
        self.free[row_type] += 1
        self.rows[row_type].append({"id": key} | first | rest)
        return key

    def _record(self, entry_id: object) -> dict[str, Any]:
        return {"entry_id": entry_id, "created_at": self.work.at}

    def _next_number(self) -> str:
        """The next free record number; numbers typed by hand are passed over."""
        while True:
            if self.clinic.next_record_number == self.looked_up_to:
                self._look_ahead()
            number = f"{RECORD_PREFIX}{self.clinic.next_record_number}"
            self.clinic.next_record_number += 1
            if number.lower() not in self.taken:
                return number

    def _look_ahead(self) -> None:
        """Ask for a block of numbers at once which of them are taken."""
        first, self.looked_up_to = self.looked_up_to, self.looked_up_to + _NUMBERS_AT_ONCE
        block = [f"{RECORD_PREFIX}{number}" for number in range(first, self.looked_up_to)]
        self.taken |= list_taken_numbers(self.work, block)

    def _evening(self, day: date) -> datetime:
        """The moment a note of that day was signed, as far as a batch can know."""
        return datetime(day.year, day.month, day.day, 17, tzinfo=self.context.zone)


def _with_keys(entry: SessionEntry, course_id: int, area_ids: Sequence[int]) -> SessionEntry:
    """The session with the keys of its course and areas, which are known by now."""
    areas = tuple(replace(one, area_id=area_ids[one.area_id]) for one in entry.areas)
    return replace(entry, course_id=course_id, areas=areas)


def _place(course: CourseHistory, index: int) -> tuple[int, bool]:
    """How many sessions came before this one, and whether it is a maintenance session."""
    return index, course.maintenance_from is not None and index >= course.maintenance_from


def _window_columns(dates: NextDates) -> dict[str, Any]:
    window = dates.window
    return {
        "window_earliest_on": window and window.earliest_on,
        "window_target_on": window and window.target_on,
        "window_late_on": window and window.late_on,
        "held_from_on": dates.held_from_on,
    }
