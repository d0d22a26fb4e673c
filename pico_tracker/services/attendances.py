"""Visits without treatment: sign one, correct it, find it void. They count as visits, never as sessions."""

from dataclasses import dataclass, replace

from pico_tracker.db.models import AttendanceAmendmentRow, AttendanceRow, CourseRow
from pico_tracker.db.queries import attendances as queries
from pico_tracker.db.queries import courses as course_queries
from pico_tracker.db.queries import patients as patient_queries
from pico_tracker.db.queries.next_plans import find_next_plan
from pico_tracker.db.queries.rooms import list_rooms
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.attendances import (
    Attendance,
    AttendanceAmendmentEntry,
    AttendanceEntry,
    AttendanceFacts,
    check_attendance,
    check_attendance_amendment,
    check_void,
)
from pico_tracker.domain.courses import Course
from pico_tracker.domain.next_plans import NextPlan
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.screening import Plan, asked_questions
from pico_tracker.domain.screening_gate import QuestionState, question_states
from pico_tracker.domain.words import clean_text
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.doses import devices_with_arrays
from pico_tracker.services.drafts import drop_draft
from pico_tracker.services.next_plans import PlanOf, write_next_plan
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.screening import AskedOn, clean_answers, facts_of, write_answers
from pico_tracker.services.sessions import healing_facts
from pico_tracker.services.visit_ends import find_visit_of, finish_visit


@dataclass(frozen=True, slots=True)
class AttendanceOpening:
    """What the form of a visit without treatment starts from."""

    patient: Patient
    course: Course
    facts: AttendanceFacts
    states: tuple[QuestionState, ...]
    """Every question as it stands today."""
    next_plan: NextPlan | None = None
    """What was planned for this visit."""


@needs(Permission.READ_CLINICAL)
def list_attendances(context: Context, course_id: int) -> tuple[Attendance, ...]:
    """The visits without treatment of a course, void ones too, latest first."""
    with context.database.read() as work:
        return queries.list_of_course(work, course_id)


@needs(Permission.READ_CLINICAL)
def list_patient_attendances(context: Context, patient_id: int) -> tuple[Attendance, ...]:
    """The visits without treatment of all courses of a patient, void ones too, latest first."""
    with context.database.read() as work:
        return queries.list_of_patient(work, patient_id)


@needs(Permission.WRITE_CLINICAL)
def read_attendance_opening(context: Context, course_id: int) -> AttendanceOpening:
    """What a visit without treatment starts from; raises `NotFound`."""
    with context.database.read() as work:
        course = course_queries.read_course(work, course_id)
        patient = patient_queries.read_patient(work, course.entry.patient_id)
        facts = _facts(context, work, course, patient)
        screening = facts_of(work, course, patient, facts.devices.values())
        return AttendanceOpening(
            patient=patient,
            course=course,
            facts=facts,
            states=question_states(Plan(on=context.today()), screening),
            next_plan=find_next_plan(work, course_id),
        )


@needs(Permission.WRITE_CLINICAL)
def sign_attendance(context: Context, entry: AttendanceEntry) -> Done[int]:
    """Sign a visit without treatment and return its key; from then on it can be amended only.

    The answers asked that day are kept, a plan for next time is made, and the visit in the day book
    is done. A second call with the same `entry_id` finds the visit of the first. Raises `Refused` or
    `NotFound`.
    """
    entry = _cleaned(entry)
    with context.database.change(context.actor()) as work:
        work.hold(CourseRow, entry.course_id)
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            known = _sign_new(context, work, entry)
        drop_draft(work, entry.entry_id)
        return Done(known, work.changed)


@needs(Permission.WRITE_CLINICAL)
def amend_attendance(context: Context, entry: AttendanceAmendmentEntry) -> Done[int]:
    """Write a correction beside a signed visit without treatment; raises `Refused` or `NotFound`."""
    entry = replace(entry, text=clean_text(entry.text), reason=clean_text(entry.reason))
    with context.database.change(context.actor()) as work:
        known = queries.find_amendment_by_entry_id(work, entry.entry_id)
        if known is None:
            refuse_stops(check_attendance_amendment(entry, queries.read_attendance(work, entry.attendance_id)))
            known = _write_amendment(context, work, entry)
        return Done(known, work.changed)


@needs(Permission.WRITE_CLINICAL)
def void_attendance(context: Context, attendance_id: int, reason: str) -> Done[None]:
    """Find a signed visit without treatment void: it stays readable, struck through, and counts no more.

    The plan made at it counts no more either. One that is void already stays as it is. Raises
    `Refused` or `NotFound`.
    """
    reason = clean_text(reason)
    refuse_stops(check_void(reason))
    with context.database.change(context.actor()) as work:
        row = work.hold(AttendanceRow, attendance_id)
        if not row.is_void:
            row.is_void, row.void_reason = True, reason
            row.voided_by_id, row.voided_at = context.operator.id, work.at
            row.version += 1
        return Done(None, work.changed)


def _facts(context: Context, work: Work, course: Course, patient: Patient) -> AttendanceFacts:
    devices = devices_with_arrays(work)
    return AttendanceFacts(
        today=context.today(),
        last_session_on=course.last_session_on,
        healing=healing_facts(work, course),
        questions=asked_questions(facts_of(work, course, patient, devices.values()).questions),
        devices=devices,
        rooms=[one.id for one in list_rooms(work) if one.active],
    )


def _sign_new(context: Context, work: ChangeWork, entry: AttendanceEntry) -> int:
    course = course_queries.read_course(work, entry.course_id)
    patient = patient_queries.read_patient(work, course.entry.patient_id)
    facts = _facts(context, work, course, patient)
    refuse_stops(check_attendance(entry, facts))
    visit_id = find_visit_of(context, work, patient.id, course.id, entry.held_on)
    row = work.add(_row(context, work, entry, visit_id))
    write_answers(work, entry.answers, facts.questions, AskedOn(course.id, entry.held_on, context.operator.id))
    of = PlanOf(course.id, entry.held_on, attendance_id=row.id)
    write_next_plan(context, work, entry.next_plan, of)
    if visit_id is not None:
        finish_visit(context, work, visit_id)
    return row.id


def _row(context: Context, work: ChangeWork, entry: AttendanceEntry, visit_id: int | None) -> AttendanceRow:
    return AttendanceRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        course_id=entry.course_id,
        visit_id=visit_id,
        held_on=entry.held_on,
        kind=entry.kind.value,
        healing=entry.healing and entry.healing.value,
        reason=entry.reason,
        note=entry.note,
        return_on=entry.return_on,
        satisfaction=entry.satisfaction,
        goal_reached=entry.goal_reached,
        signed_by_id=context.operator.id,
        signed_at=work.at,
    )


def _write_amendment(context: Context, work: ChangeWork, entry: AttendanceAmendmentEntry) -> int:
    row = AttendanceAmendmentRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        attendance_id=entry.attendance_id,
        text=entry.text,
        reason=entry.reason,
        author_id=context.operator.id,
    )
    return work.add(row).id


def _cleaned(entry: AttendanceEntry) -> AttendanceEntry:
    return replace(
        entry,
        answers=clean_answers(entry.answers),
        reason=clean_text(entry.reason),
        note=clean_text(entry.note),
    )
