"""Signed sessions: amended with a reason, or found void; how each stood before is kept first."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from pico_tracker.db.models import (
    ClearanceReadingRow,
    CourseRow,
    PassEndpointRow,
    PulseCountRow,
    SessionAreaRow,
    SessionFindingRow,
    SessionPassRow,
    SessionRow,
    SessionVersionRow,
    StaffRow,
    TreatedAreaRow,
)
from pico_tracker.db.queries import courses as course_queries
from pico_tracker.db.queries import patients as patient_queries
from pico_tracker.db.queries import session_records as queries
from pico_tracker.db.queries.rooms import list_rooms
from pico_tracker.db.queries.sessions import count_sessions
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.amendments import AMENDED_CODE, AmendmentKind
from pico_tracker.domain.errors import EditConflict, Refused
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.next_plans import NextPlanEntry
from pico_tracker.domain.passes import Endpoint
from pico_tracker.domain.people import Role
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.session_amendments import VOID_ALREADY, check_amendment, check_void, keep_fixed, why_void
from pico_tracker.domain.session_content import write_content
from pico_tracker.domain.sessions import Session, SessionEntry, SessionFacts, unanswered
from pico_tracker.domain.treated_areas import BodyView, SessionArea
from pico_tracker.domain.words import clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.doses import devices_with_arrays, dose_facts
from pico_tracker.services.drafts import drop_draft
from pico_tracker.services.intervals import refresh_maintenance, refresh_windows
from pico_tracker.services.next_plans import PlanOf, write_next_plan
from pico_tracker.services.refusals import conflict_between, refuse_stops
from pico_tracker.services.session_rows import (
    clean_session,
    on_the_clock,
    session_columns,
    write_parts,
    write_passes,
)


@dataclass(frozen=True, slots=True)
class _Held:
    """A signed session with its course, kept from every other writer."""

    patient_id: int
    course: CourseRow
    row: SessionRow
    session: Session


@needs(Permission.WRITE_CLINICAL)
def read_amendment_facts(context: Context, session_id: int) -> SessionFacts:
    """What an amendment of a session is judged by while it is typed: what can have happened at all."""
    with context.database.read() as work:
        patient_id, session = queries.read_session(work, session_id)
        return _facts(context, work, patient_id, session)


@needs(Permission.WRITE_CLINICAL)
def amend_session(
    context: Context,
    session_id: int,
    seen_version: int,
    entry: SessionEntry,
    reason: str,
    draft_id: UUID | None = None,
) -> Done[int]:
    """Let a signed session say what happened, and return its key; how it stood stays readable beside it.

    Course, answers and the check before treating stay as they were signed. `draft_id` is the draft of the
    form, gone with the save. A second call with the same entry changes nothing. Raises `Refused`,
    `EditConflict` or `NotFound`.
    """
    reason = clean_text(reason)
    with context.database.change(context.actor()) as work:
        held = _hold(work, session_id)
        entry = keep_fixed(held.session.entry, _as_read(work, clean_session(entry)))
        if held.row.version != seen_version and entry != held.session.entry:
            raise conflict_between(held.session.entry, entry)
        if held.row.version == seen_version:
            _amend(context, work, held, entry, reason)
        if draft_id is not None:
            drop_draft(work, draft_id)
        return Done(session_id, work.changed)


@needs(Permission.WRITE_CLINICAL)
def void_session(context: Context, session_id: int, seen_version: int, reason: str) -> Done[None]:
    """Say that a signed session is another patient's or was never given: it counts nowhere and stays readable.

    A second call with the same reason changes nothing. Raises `Refused`, `EditConflict` or `NotFound`.
    """
    reason = clean_text(reason)
    with context.database.change(context.actor()) as work:
        held = _hold(work, session_id)
        if held.row.version == seen_version + 1 and reason and why_void(held.session) == reason:
            return Done(None, work.changed)
        refuse_stops(check_void(held.session, reason))
        if held.row.version != seen_version:
            raise EditConflict({})
        _keep_version(context, work, held, AmendmentKind.VOID, reason)
        day = held.row.performed_on
        held.row.is_void = True
        held.row.version += 1
        if held.row.is_maintenance:
            held.course.maintenance_done -= 1
        else:
            held.course.sessions_done -= 1
        _count_anew(work, held, day, None)
        return Done(None, work.changed)


def _hold(work: ChangeWork, session_id: int) -> _Held:
    course = work.hold(CourseRow, queries.read_session(work, session_id)[1].entry.course_id)
    row = work.hold(SessionRow, session_id)
    patient_id, session = queries.read_session(work, session_id)
    return _Held(patient_id, course, row, session)


def _as_read(work: Work, entry: SessionEntry) -> SessionEntry:
    """The entry as it is read back, so that nothing but an order or the name of an area is no change."""
    plan = entry.next_plan
    return replace(
        entry,
        passes=tuple(replace(one, endpoints=_seen(one.endpoints)) for one in entry.passes),
        counts=tuple(sorted(entry.counts, key=lambda one: one.device_id)),
        areas=tuple(_named(work, one) for one in sorted(entry.areas, key=lambda one: one.area_id)),
        next_plan=None if plan is None or plan.is_empty else plan,
    )


def _named(work: Work, area: SessionArea) -> SessionArea:
    row = work.get(TreatedAreaRow, area.area_id)
    return replace(area, name=row.name, view=BodyView(row.view))


def _seen(endpoints: tuple[Endpoint, ...]) -> tuple[Endpoint, ...]:
    return tuple(one for one in Endpoint if one in endpoints)


def _amend(context: Context, work: ChangeWork, held: _Held, entry: SessionEntry, reason: str) -> None:
    before = held.session.entry
    findings = _judge(context, work, held, entry, reason)
    _keep_version(context, work, held, AmendmentKind.AMENDED, reason)
    _replace_parts(work, held.row.id, entry)
    for name, value in session_columns(entry).items():
        setattr(held.row, name, value)
    if entry.performed_on != before.performed_on and held.row.signed_at is not None:
        signed_on = held.row.signed_at.astimezone(context.zone).date()
        held.row.entered_later = entry.performed_on < signed_on
    held.row.version += 1
    _write_findings(context, work, held.row.id, findings, reason)
    _write_plan(context, work, held, entry)
    _write_reading(work, held, entry)
    _count_anew(work, held, before.performed_on, entry.performed_on)


def _judge(context: Context, work: ChangeWork, held: _Held, entry: SessionEntry, reason: str) -> Findings:
    """What is doubtful about the amendment and was not before; raises `Refused` for what cannot be."""
    if held.session.is_void:
        raise Refused((VOID_ALREADY,))
    facts = _facts(context, work, held.patient_id, held.session, entry.performed_on)
    before = on_the_clock(held.session.entry, context.zone)
    entry = on_the_clock(entry, context.zone)
    findings = (*_check_operator(work, entry, before), *check_amendment(entry, before, facts, reason))
    if unanswered(findings, reason):
        raise Refused(findings)
    known = {(one.field, one.sentence.said()) for one in check_amendment(before, before, facts, reason)}
    return tuple(one for one in findings if (one.field, one.sentence.said()) not in known)


def _facts(context: Context, work: Work, patient_id: int, session: Session, on: date | None = None) -> SessionFacts:
    entry = session.entry
    course = course_queries.read_course(work, entry.course_id)
    patient = patient_queries.read_patient(work, patient_id)
    doses = dose_facts(work, course, patient, context.today())
    return SessionFacts(
        today=context.today(),
        # A laser that is out of service now was in service that day.
        devices={key: replace(one, active=True) for key, one in devices_with_arrays(work).items()},
        allergies=patient.entry.allergies,
        sessions_before=count_sessions(work, course.id, on or entry.performed_on, session.id),
        dose=replace(doses, earlier=(), reactions=()),
        rooms=[one.id for one in list_rooms(work)],
    )


def _check_operator(work: ChangeWork, entry: SessionEntry, before: SessionEntry) -> Findings:
    """Whoever treated may have left since."""
    operator = work.find(StaffRow, entry.operator_id)
    has_left = operator is not None and not operator.active and entry.operator_id != before.operator_id
    if operator is not None and operator.role != Role.RECEPTION and not has_left:
        return ()
    said = sentence(mark("Choose the practitioner who treated."))
    return (Finding("operator_id", said, code="session.operator"),)


def _keep_version(context: Context, work: ChangeWork, held: _Held, kind: AmendmentKind, reason: str) -> None:
    """Keep the session as it stands, before anything of it changes: the database asks for that."""
    work.add(
        SessionVersionRow(
            session_id=held.row.id,
            version=held.row.version,
            kind=kind.value,
            content=write_content(held.session.entry),
            reason=reason,
            amended_by_id=context.operator.id,
            amended_at=work.at,
        )
    )


def _replace_parts(work: ChangeWork, session_id: int, entry: SessionEntry) -> None:
    """Passes, counters and areas anew; what a pass showed goes before the pass."""
    work.remove_all([work.get(PassEndpointRow, key) for key in queries.list_endpoint_keys(work, session_id)])
    work.remove_all([work.get(SessionPassRow, key) for key in queries.list_pass_ids(work, session_id)])
    for part in (PulseCountRow, SessionAreaRow):
        work.remove_all([work.get(part, key) for key in queries.list_part_keys(work, part, session_id)])
    write_passes(work, session_id, entry.passes)
    write_parts(work, session_id, entry)


def _write_findings(context: Context, work: ChangeWork, session_id: int, findings: Findings, reason: str) -> None:
    work.add_all(
        [
            SessionFindingRow(
                session_id=session_id,
                field=one.field,
                code=f"{AMENDED_CODE}{one.code}",
                level=int(one.level),
                said=one.sentence.said(context.translate),
                reason=reason,
            )
            for one in findings
            if one.level is not Level.NOTE
        ]
    )


def _write_plan(context: Context, work: ChangeWork, held: _Held, entry: SessionEntry) -> None:
    """Another plan, none any more, or the same one for a session of another day."""
    before = held.session.entry
    is_moved = entry.next_plan is not None and entry.performed_on != before.performed_on
    if entry.next_plan != before.next_plan or is_moved:
        made = PlanOf(held.course.id, entry.performed_on, session_id=held.row.id)
        write_next_plan(context, work, entry.next_plan or NextPlanEntry(), made)


def _write_reading(work: ChangeWork, held: _Held, entry: SessionEntry) -> None:
    """The clearance read that day, as the session says it now; the kept version has the one before."""
    key = queries.find_reading_id(work, held.row.id)
    if entry.clearance_percent is None:
        if key is not None:
            work.remove(work.get(ClearanceReadingRow, key))
        return
    row = _new_reading(work, held, entry) if key is None else work.get(ClearanceReadingRow, key)
    if row.read_on != entry.performed_on:
        row.sessions_before = count_sessions(work, held.course.id, entry.performed_on, held.row.id)
    row.percent, row.read_on, row.read_by_id = entry.clearance_percent, entry.performed_on, entry.operator_id


def _new_reading(work: ChangeWork, held: _Held, entry: SessionEntry) -> ClearanceReadingRow:
    return work.add(
        ClearanceReadingRow(
            entry_id=entry.entry_id,
            created_at=work.at,
            course_id=held.course.id,
            session_id=held.row.id,
            read_on=entry.performed_on,
            percent=entry.clearance_percent,
            sessions_before=count_sessions(work, held.course.id, entry.performed_on, held.row.id),
            read_by_id=entry.operator_id,
        )
    )


def _count_anew(work: ChangeWork, held: _Held, before: date, after: date | None) -> None:
    """What follows from the session's day: later readings, the course's last day, its next dates.

    `after` is None where the session counts no more.
    """
    place = (held.course.id, held.row.id)
    counted = set(queries.list_counting_readings(work, *place, before))
    counting = set() if after is None else set(queries.list_counting_readings(work, *place, after))
    for key in counted ^ counting:
        work.get(ClearanceReadingRow, key).sessions_before += 1 if key in counting else -1
    held.course.last_session_on = queries.find_last_day(work, held.course.id)
    held.course.version += 1
    refresh_maintenance(work, held.course.id)
    refresh_windows(work, held.patient_id)
