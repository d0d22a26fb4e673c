"""Assessments: score a patient on a scale, correct a score, list what was scored."""

import json
from dataclasses import replace
from typing import Any

from pico_tracker.db.models import AssessmentRow, CourseRow
from pico_tracker.db.queries import assessments as queries
from pico_tracker.db.queries import patients as patient_queries
from pico_tracker.db.queries.agreements import list_agreements
from pico_tracker.db.queries.courses import read_course
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.agreements import check_not_longer
from pico_tracker.domain.assessments import (
    Assessment,
    AssessmentEntry,
    AssessmentFacts,
    check_assessment,
    check_correction,
    clean_entry,
)
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.findings import Findings, stops
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.scale_rules import settled_scales
from pico_tracker.domain.scales.register import scale_of
from pico_tracker.domain.scales.shape import Result, print_ready
from pico_tracker.domain.words import Translate, clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.intervals import refresh_maintenance
from pico_tracker.services.patients import write_what_was_found
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.rules import rules_of


@needs(Permission.READ_CLINICAL)
def list_assessments(context: Context, patient_id: int, course_id: int | None = None) -> tuple[Assessment, ...]:
    """A patient's assessments, or those of one of the courses; oldest first, corrected ones too."""
    with context.database.read() as work:
        found = queries.list_of_patient(work, patient_id)
    return tuple(one for one in found if course_id is None or one.entry.course_id == course_id)


@needs(Permission.WRITE_CLINICAL)
def record_assessment(context: Context, entry: AssessmentEntry) -> Done[int]:
    """Score and record an assessment; returns its key.

    Where `take_over` is set, the range of sessions goes into the course or the skin type into the
    patient's record, in the same transaction. A second call with the same `entry_id` finds the
    assessment of the first. Raises `Refused` or `NotFound`.
    """
    entry = clean_entry(entry)
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            refuse_stops(_check(context, work, entry))
            known = _write(context, work, entry, {"corrects_id": None, "correction_reason": ""})
        return Done(known, work.changed)


@needs(Permission.WRITE_CLINICAL)
def correct_assessment(context: Context, assessment_id: int, entry: AssessmentEntry, reason: str) -> Done[int]:
    """Record an assessment that takes the place of another one; both stay readable.

    Raises `Refused` (also when somebody else corrected it meanwhile) or `NotFound`.
    """
    entry, reason = clean_entry(entry), clean_text(reason)
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            work.hold(AssessmentRow, assessment_id)
            corrected = queries.read_assessment(work, assessment_id)
            refuse_stops((*check_correction(entry, corrected, reason), *_check(context, work, entry)))
            known = _write(context, work, entry, {"corrects_id": assessment_id, "correction_reason": reason})
        return Done(known, work.changed)


@needs(Permission.READ_CLINICAL)
def list_settled_scales(context: Context) -> frozenset[str]:
    """Keys of the scales that stand in sources or that the clinic has ticked off."""
    with context.database.read() as work:
        return settled_scales(rules_of(work, RuleKind.SCALE))


def assessment_columns(entry: AssessmentEntry, translate: Translate) -> dict[str, Any]:
    """A clean and checked entry, scored, as the columns of its row without rater and correction."""
    scale = scale_of(entry.scale_key)
    result = scale.score(entry.answers)
    return {
        "entry_id": entry.entry_id,
        "patient_id": entry.patient_id,
        "course_id": entry.course_id,
        "scale_key": scale.key,
        "scale_version": scale.version,
        "answers": json.dumps(dict(entry.answers), ensure_ascii=False, sort_keys=True),
        "score": result.score,
        "band": result.band,
        "summary": print_ready(result.said, translate),
        "assessed_on": entry.assessed_on,
        "note": entry.note,
        "taken_over": entry.take_over,
    }


def _check(context: Context, work: Work, entry: AssessmentEntry) -> Findings:
    patient = patient_queries.read_patient(work, entry.patient_id)
    if entry.course_id is not None and work.get(CourseRow, entry.course_id).patient_id != patient.id:
        raise NotFound(sentence(mark("This course is not one of the patient's (any more). Choose it again.")))
    facts = AssessmentFacts(
        today=context.today(), born_on=patient.entry.born_on, skin_type=patient.entry.fitzpatrick
    )
    found = check_assessment(entry, facts)
    return found if stops(found) else (*found, *_check_agreed(work, entry))


def _check_agreed(work: Work, entry: AssessmentEntry) -> Findings:
    """A score makes no plan longer either, once treatment has begun: that is agreed with the patient."""
    sessions = scale_of(entry.scale_key).score(entry.answers).sessions if entry.take_over else None
    if sessions is None or entry.course_id is None:
        return ()
    course = read_course(work, entry.course_id)
    found = check_not_longer(sessions[1], course, list_agreements(work, course.id))
    return tuple(replace(one, field="take_over") for one in found)


def _write(context: Context, work: ChangeWork, entry: AssessmentEntry, correction: dict[str, Any]) -> int:
    columns = assessment_columns(entry, context.translate) | correction
    row = work.add(AssessmentRow(created_at=work.at, rated_by_id=context.operator.id, **columns))
    if entry.take_over:
        _take_over(work, entry, scale_of(entry.scale_key).score(entry.answers))
    if entry.course_id is not None:
        refresh_maintenance(work, entry.course_id)
    return row.id


def _take_over(work: ChangeWork, entry: AssessmentEntry, result: Result) -> None:
    """Only a person's own decision comes here: nothing is taken over from a score by itself."""
    if result.sessions is not None and entry.course_id is not None:
        course = work.hold(CourseRow, entry.course_id)
        course.sessions_from, course.sessions_to = result.sessions
        course.version += 1
    if result.skin_type is not None:
        write_what_was_found(work, entry.patient_id, (), result.skin_type)
