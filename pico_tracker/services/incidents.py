"""Incidents, and what patients report: write an account, close; write down, judge."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid5

from pico_tracker.db.models import (
    CourseRow,
    IncidentAccountRow,
    IncidentRow,
    ReportedAnswerRow,
    ReportedReactionRow,
)
from pico_tracker.db.queries import incidents as queries
from pico_tracker.db.queries import patients as patient_queries
from pico_tracker.db.queries import people as people_queries
from pico_tracker.db.queries.opening_hours import read_hours
from pico_tracker.db.unit_of_work import ChangeWork, StaleVersion, Work
from pico_tracker.domain.errors import EditConflict, Refused
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.incidents import LINES, TEXTS, Incident, IncidentEntry, check_account, check_closing
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.reported_reactions import (
    ReactionOpening,
    ReportedReaction,
    ReportedReactionEntry,
    check_judgement,
    check_reported_reaction,
    review_by,
)
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.domain.words import clean_line, clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.intervals import refresh_windows
from pico_tracker.services.refusals import conflict_between, refuse_stops


@needs(Permission.READ_CLINICAL)
def read_incident(context: Context, incident_id: int) -> Incident:
    """An incident with every account of it; raises `NotFound`."""
    with context.database.read() as work:
        return queries.read_incident(work, incident_id)


@needs(Permission.WRITE_CLINICAL)
def write_account(context: Context, entry: IncidentEntry, seen_version: int, *, close: bool = False) -> Done[int]:
    """Write an account of an incident, close it if asked, and return the account's key.

    Earlier accounts stay as they are. A second call with the same `entry_id` finds the account of
    the first. Raises `Refused`, `NotFound`, or `EditConflict` when somebody wrote in between.
    """
    entry = _cleaned(entry)
    with context.database.change(context.actor()) as work:
        known = queries.find_account_by_entry_id(work, entry.entry_id)
        if known is None:
            known = _write_new(context, work, entry, seen_version, close=close)
        return Done(known, work.changed)


def _write_new(context: Context, work: ChangeWork, entry: IncidentEntry, seen_version: int, *, close: bool) -> int:
    incident = queries.read_incident(work, entry.incident_id)
    if not incident.is_open:
        said = sentence(mark("This incident is closed. Its accounts stay as they are."))
        raise Refused((Finding("", said, code="incident.closed"),))
    refuse_stops(check_account(entry, incident.opened_on, context.today()))
    if close:
        refuse_stops(check_closing(entry))
    row = _take(work, incident, entry, seen_version)
    if close:
        row.closed_on, row.closed_by_id = context.today(), context.operator.id
    return work.add(
        IncidentAccountRow(
            entry_id=entry.entry_id,
            created_at=work.at,
            incident_id=entry.incident_id,
            written_by_id=context.operator.id,
            happened=entry.happened,
            device=entry.device,
            settings=entry.settings,
            action=entry.action,
            informed=entry.informed,
            informed_on=entry.informed_on,
            reported_to=entry.reported_to,
            reported_on=entry.reported_on,
            not_reported_because=entry.not_reported_because,
        )
    ).id


def open_incident(context: Context, work: ChangeWork, effect: SideEffect) -> None:
    """Open the incident of a serious side effect, once, inside another service's transaction."""
    if queries.find_incident_id(work, effect.id) is None:
        work.add(
            IncidentRow(
                entry_id=uuid5(effect.entry.entry_id, "incident"),
                created_at=work.at,
                side_effect_id=effect.id,
                opened_on=context.today(),
            )
        )


@needs(Permission.REPORT_REACTION)
def read_reaction_opening(context: Context, patient_id: int) -> ReactionOpening:
    """What the form starts from when a patient reports a reaction; nothing clinical in it."""
    with context.database.read() as work:
        patient = patient_queries.read_patient(work, patient_id)
        clinic = people_queries.read_clinic(work)
        return ReactionOpening(
            patient_name=patient.name,
            record_number=patient.entry.record_number,
            treatments=queries.list_treatments(work, patient_id),
            advice="" if clinic is None else clinic.reaction_advice,
            review_by=_review_by(context, work).astimezone(context.zone),
        )


@needs(Permission.REPORT_REACTION)
def report_reaction(context: Context, entry: ReportedReactionEntry) -> Done[int]:
    """Write down what a patient says about a reaction, for a practitioner to judge.

    An alarming answer is due at once, anything else the same day; no treatment has a date before it is
    judged. A second call with the same `entry_id` finds the report of the first. Raises `Refused` or
    `NotFound`.
    """
    entry = replace(entry, said=clean_text(entry.said))
    refuse_stops(check_reported_reaction(entry, context.today()))
    with context.database.change(context.actor()) as work:
        known = queries.find_reaction_by_entry_id(work, entry.entry_id)
        if known is None:
            course = work.get(CourseRow, entry.course_id)
            known = _write_report(context, work, entry)
            refresh_windows(work, course.patient_id)
        return Done(known, work.changed)


def _write_report(context: Context, work: ChangeWork, entry: ReportedReactionEntry) -> int:
    row = ReportedReactionRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        course_id=entry.course_id,
        said=entry.said,
        since=entry.since,
        treated_on=entry.treated_on,
        due_at=work.at if entry.alarms else _review_by(context, work),
        reported_by_id=context.operator.id,
        finding="",
    )
    key = work.add(row).id
    answers = entry.answers.items()
    work.add_all([ReportedAnswerRow(reaction_id=key, question=one.value, is_yes=yes) for one, yes in answers])
    return key


def _review_by(context: Context, work: Work) -> datetime:
    """By when a practitioner looks at what is reported now and does not alarm."""
    hours = read_hours(work, context.zone, *context.day())
    return review_by(context.now(), hours.stretches(context.today()))


@needs(Permission.READ_CLINICAL)
def list_reported_reactions(context: Context, patient_id: int) -> tuple[ReportedReaction, ...]:
    """What a patient reported and nobody has judged yet, alarming answers first."""
    with context.database.read() as work:
        return queries.list_reported_reactions(work, patient_id)


def reported_days(context: Context, work: Work, patient_id: int, course_id: int) -> tuple[date, ...]:
    """On which days of the clinic reactions of a course were reported that nobody has judged yet, oldest first.

    Inside another service's transaction.
    """
    reports = queries.list_reported_reactions(work, patient_id)
    return tuple(
        one.reported_at.astimezone(context.zone).date() for one in reports if one.entry.course_id == course_id
    )


@needs(Permission.WRITE_CLINICAL)
def dismiss_reaction(context: Context, reaction_id: int, finding: str) -> Done[None]:
    """Judge that what a patient reported is no side effect, and say why; raises `Refused`."""
    finding = clean_text(finding)
    refuse_stops(check_judgement(finding))
    with context.database.change(context.actor()) as work:
        settle_reaction(work, reaction_id, context.operator.id, finding=finding)
        return Done(None, work.changed)


def settle_reaction(
    work: ChangeWork, reaction_id: int, judged_by_id: int, *, side_effect_id: int | None = None, finding: str = ""
) -> None:
    """Write down the judgement of what a patient reported, inside another service's transaction.

    Raises `Refused` where somebody has judged it already.
    """
    row = work.hold(ReportedReactionRow, reaction_id)
    if row.judged_at is not None:
        said = sentence(mark("Somebody has judged this report meanwhile. Nothing was saved; look at it again."))
        raise Refused((Finding("", said, code="reaction.judged"),))
    row.judged_at, row.judged_by_id = work.at, judged_by_id
    row.side_effect_id, row.finding = side_effect_id, finding
    row.version += 1
    refresh_windows(work, work.get(CourseRow, row.course_id).patient_id)


def _take(work: ChangeWork, incident: Incident, entry: IncidentEntry, seen_version: int) -> IncidentRow:
    try:
        return work.take(IncidentRow, incident.id, seen_version)
    except StaleVersion:
        latest = incident.latest
        if latest is None:
            raise EditConflict({}) from None
        raise conflict_between(latest, entry) from None


def _cleaned(entry: IncidentEntry) -> IncidentEntry:
    cleaned: dict[str, Any] = {name: clean_line(getattr(entry, name)) for name in LINES}
    return replace(entry, **cleaned | {name: clean_text(getattr(entry, name)) for name in TEXTS})
