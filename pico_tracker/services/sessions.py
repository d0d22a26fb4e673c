"""Sessions: log one, read clearance, list the devices they are given with."""

from dataclasses import replace
from datetime import date, timedelta

from pico_tracker.db.models import (
    ClearanceReadingRow,
    CourseRow,
    SessionFindingRow,
    SessionRow,
    StaffRow,
)
from pico_tracker.db.queries import catalogue
from pico_tracker.db.queries import courses as course_queries
from pico_tracker.db.queries import patients as patient_queries
from pico_tracker.db.queries import sessions as queries
from pico_tracker.db.queries.rooms import list_rooms
from pico_tracker.db.queries.session_parts import find_last_counts
from pico_tracker.db.queries.side_effects import list_side_effects
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.courses import OPEN_STATES, Course, CourseState
from pico_tracker.domain.devices import Device
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.people import Role
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.progress import ReadingEntry, check_reading
from pico_tracker.domain.safety_checks import HealingFacts, SafetyCheck
from pico_tracker.domain.sessions import SessionEntry, SessionFacts, check_before, check_session, unanswered
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.advice import write_aftercare_told
from pico_tracker.services.consents import agreement_of
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.courses import write_move
from pico_tracker.services.doses import devices_with_arrays, dose_facts
from pico_tracker.services.drafts import drop_draft
from pico_tracker.services.incidents import reported_days
from pico_tracker.services.intervals import (
    dates_of_patient,
    refresh_maintenance,
    refresh_windows,
    schedule_maintenance,
)
from pico_tracker.services.next_plans import PlanOf, write_next_plan
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.rules import revision_now
from pico_tracker.services.screening import AskedOn, facts_of, write_answers
from pico_tracker.services.session_rows import (
    claim_photos,
    clean_session,
    on_the_clock,
    session_columns,
    write_check,
    write_parts,
    write_passes,
)
from pico_tracker.services.upkeep import upkeep_facts
from pico_tracker.services.visit_ends import find_visit_of, finish_visit


@needs(Permission.READ_DIRECTORY)
def list_devices(context: Context) -> tuple[Device, ...]:
    """The clinic's lasers with their handpieces and pulse modes."""
    with context.database.read() as work:
        return catalogue.list_devices(work)


@needs(Permission.WRITE_CLINICAL)
def read_session_facts(context: Context, course_id: int) -> SessionFacts:
    """What the rules must know while a session of this course is typed."""
    with context.database.read() as work:
        return _facts(context, work, course_id)


@needs(Permission.WRITE_CLINICAL)
def confirm_check(context: Context, entry: SessionEntry) -> SafetyCheck:
    """Say that everything was asked before this session and the patient may be treated: who, and when.

    Nothing is kept yet; the session keeps it once it is signed. Raises `Refused` with what is in the way,
    or `NotFound`.
    """
    entry = clean_session(entry)
    with context.database.read() as work:
        facts = _facts(context, work, entry.course_id)
        findings = (*_check_people_and_course(work, entry), *check_before(entry, facts))
    if unanswered(findings, entry.reason):
        raise Refused(findings)
    return SafetyCheck(context.operator.id, context.now(), context.operator.name)


@needs(Permission.WRITE_CLINICAL)
def log_session(context: Context, entry: SessionEntry) -> Done[int]:
    """Log and sign a session with all its passes, and return its key.

    The rules' verdict here counts, whatever the window said. A second call with the same
    `entry_id` finds the session of the first. Raises `Refused` or `NotFound`.
    """
    with context.database.change(context.actor()) as work:
        return Done(write_session(context, work, entry), work.changed)


def write_session(context: Context, work: ChangeWork, entry: SessionEntry) -> int:
    """Log a session inside another service's transaction, as `log_session` does; returns its key."""
    entry = clean_session(entry)
    course = work.hold(CourseRow, entry.course_id)
    known = queries.find_by_entry_id(work, entry.entry_id)
    if known is None:
        known = _log_new(context, work, entry, course)
    drop_draft(work, entry.entry_id)
    return known


@needs(Permission.WRITE_CLINICAL)
def record_clearance(context: Context, entry: ReadingEntry) -> Done[int]:
    """Record a clearance read apart from a session; it counts the sessions before that day.

    A second call with the same `entry_id` finds the reading of the first. Raises `Refused` or
    `NotFound`.
    """
    refuse_stops(check_reading(entry, context.today()))
    with context.database.change(context.actor()) as work:
        known = course_queries.find_reading_by_entry_id(work, entry.entry_id)
        if known is None:
            known = _write_reading_apart(context, work, entry)
        return Done(known, work.changed)


def _write_reading_apart(context: Context, work: ChangeWork, entry: ReadingEntry) -> int:
    work.hold(CourseRow, entry.course_id)
    before = queries.count_sessions(work, entry.course_id, entry.read_on - timedelta(days=1))
    refuse_stops(check_reading(entry, context.today(), before))
    row = ClearanceReadingRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        course_id=entry.course_id,
        session_id=None,
        read_on=entry.read_on,
        percent=entry.percent,
        sessions_before=before,
        read_by_id=context.operator.id,
    )
    key = work.add(row).id
    refresh_maintenance(work, entry.course_id)
    return key


def _log_new(context: Context, work: ChangeWork, entry: SessionEntry, course: CourseRow) -> int:
    before = queries.count_sessions(work, course.id, entry.performed_on)
    facts = replace(_facts(context, work, course.id), sessions_before=before)
    findings = (*_check_people_and_course(work, entry), *check_session(on_the_clock(entry, context.zone), facts))
    findings = (*findings, *_check_checker(context, work, entry.checked))
    if unanswered(findings, entry.reason):
        raise Refused(findings)
    row = work.add(_session_row(context, work, entry, course))
    write_passes(work, row.id, entry.passes)
    write_parts(work, row.id, entry)
    write_check(work, row.id, entry)
    claim_photos(work, row.id, entry, course.patient_id)
    write_next_plan(context, work, entry.next_plan, PlanOf(course.id, entry.performed_on, session_id=row.id))
    _write_findings(context, work, row.id, findings, entry.reason)
    asked = AskedOn(course.id, entry.performed_on, context.operator.id, row.id)
    write_answers(work, entry.answers, facts.screening.questions, asked)
    _write_reading(work, row, entry)
    write_aftercare_told(work, row.id, entry)
    _count_in_later_readings(work, row)
    _advance_course(context, work, course, row)
    if row.visit_id is not None:
        finish_visit(context, work, row.visit_id)
    return row.id


def _facts(context: Context, work: Work, course_id: int) -> SessionFacts:
    course = course_queries.read_course(work, course_id)
    patient = patient_queries.read_patient(work, course.entry.patient_id)
    devices = devices_with_arrays(work)
    reports = reported_days(context, work, patient.id, course_id)
    return SessionFacts(
        today=context.today(),
        devices=devices,
        dates=dates_of_patient(work, patient.id)[course_id],
        last_session_on=course.last_session_on,
        allergies=patient.entry.allergies,
        sessions_before=course.sessions_done + course.maintenance_done,
        dose=dose_facts(work, course, patient, context.today()),
        agreement=agreement_of(work, course_id),
        upkeep=upkeep_facts(work),
        unjudged_since=min(reports, default=None),
        screening=facts_of(work, course, patient, devices.values()),
        healing=healing_facts(work, course),
        last_counts=find_last_counts(work),
        rooms=[one.id for one in list_rooms(work) if one.active],
    )


def healing_facts(work: Work, course: Course) -> HealingFacts:
    """What is on record about how a course healed since its last session."""
    since = course.last_session_on or date.min
    effects = [one for one in list_side_effects(work, course.entry.patient_id) if one.entry.course_id == course.id]
    return HealingFacts(
        recorded_since=tuple(one.kind.name for one in effects if one.entry.onset_on >= since),
        unhealed=tuple(one.kind.name for one in effects if one.is_open and not one.is_settled_by_healing),
        to_end=tuple(one.kind.name for one in effects if one.is_settled_by_healing),
    )


def _check_people_and_course(work: Work, entry: SessionEntry) -> Findings:
    found = []
    if not _may_treat(work, entry.operator_id):
        said = sentence(mark("Choose the practitioner who treated."))
        found.append(Finding("operator_id", said, code="session.operator"))
    course = work.get(CourseRow, entry.course_id)
    if course.state not in OPEN_STATES:
        said = sentence(mark("This course is closed. Make it active again before logging a session."))
        found.append(Finding("course_id", said, Level.STOP, "session.course"))
    return tuple(found)


def _may_treat(work: Work, staff_id: int) -> bool:
    person = work.find(StaffRow, staff_id)
    return person is not None and person.active and person.role != Role.RECEPTION


def _check_checker(context: Context, work: Work, checked: SafetyCheck | None) -> Findings:
    """Whether the word that the patient may be treated is that of somebody who may give it, given by now."""
    if checked is None or (_may_treat(work, checked.checked_by_id) and checked.checked_at <= context.now()):
        return ()
    said = sentence(mark("This check is not that of a practitioner at work here. Check again."))
    return (Finding("checked", said, Level.STOP, "session.checker"),)


def _session_row(context: Context, work: ChangeWork, entry: SessionEntry, course: CourseRow) -> SessionRow:
    return SessionRow(
        created_at=work.at,
        visit_id=find_visit_of(context, work, course.patient_id, course.id, entry.performed_on),
        is_maintenance=course.state == CourseState.MAINTENANCE,
        entered_later=entry.performed_on < context.today(),
        signed_at=work.at,
        signed_by_id=context.operator.id,
        rules_revision=revision_now(work) or None,
        **session_columns(entry),
    )


def _write_findings(context: Context, work: ChangeWork, session_id: int, findings: Findings, reason: str) -> None:
    work.add_all(
        [
            SessionFindingRow(
                session_id=session_id,
                field=one.field,
                code=one.code,
                level=int(one.level),
                said=one.sentence.said(context.translate),
                reason=reason,
            )
            for one in findings
            if one.level is not Level.NOTE
        ]
    )


def _write_reading(work: ChangeWork, session: SessionRow, entry: SessionEntry) -> None:
    if entry.clearance_percent is None:
        return
    work.add(
        ClearanceReadingRow(
            entry_id=entry.entry_id,
            created_at=work.at,
            course_id=entry.course_id,
            session_id=session.id,
            read_on=entry.performed_on,
            percent=entry.clearance_percent,
            sessions_before=queries.count_sessions(work, entry.course_id, entry.performed_on, session.id),
            read_by_id=session.operator_id,
        )
    )


def _count_in_later_readings(work: ChangeWork, session: SessionRow) -> None:
    """A session logged for a past day lies before what was read after that day."""
    for reading_id in course_queries.list_reading_ids_after(work, session.course_id, session.performed_on):
        work.get(ClearanceReadingRow, reading_id).sessions_before += 1


def _advance_course(context: Context, work: ChangeWork, course: CourseRow, session: SessionRow) -> None:
    """Count the session and move the course's next dates on."""
    if session.is_maintenance:
        course.maintenance_done += 1
    else:
        course.sessions_done += 1
    course.last_session_on = _later(course.last_session_on, session.performed_on)
    if course.state == CourseState.PLANNED:
        write_move(context, work, course, CourseState.ACTIVE, "")
    if session.is_maintenance:
        course.maintenance_due_on = None
        schedule_maintenance(work, course, course.last_session_on)
    refresh_windows(work, course.patient_id)
    course.version += 1


def _later(one: date | None, other: date) -> date:
    return other if one is None else max(one, other)
