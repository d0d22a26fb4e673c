"""Advice: tell preparation and aftercare, check the preparation, call after a session."""

from dataclasses import dataclass, replace

from pico_tracker.db.models import (
    AdvicePartRow,
    AdviceRow,
    CourseRow,
    FollowUpCallRow,
    PreparationCheckRow,
    SessionRow,
)
from pico_tracker.db.queries import advice as queries
from pico_tracker.db.queries import courses as course_queries
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.advice import (
    Advice,
    AdviceEntry,
    AdviceKind,
    AdviceText,
    AdviceWay,
    FollowUpCall,
    FollowUpCallEntry,
    PreparationCheck,
    PreparationCheckEntry,
    advice_text,
    check_advice,
    check_call,
    check_preparation,
)
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.domain.words import clean_line, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.drafts import drop_draft
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.rules import rules_of


@dataclass(frozen=True, slots=True)
class CourseAdvice:
    """What is told in a course as the texts are now, and what was told, checked and called so far."""

    preparation: AdviceText
    aftercare: AdviceText
    told: tuple[Advice, ...]
    checks: tuple[PreparationCheck, ...]
    calls: tuple[FollowUpCall, ...]


@needs(Permission.READ_CLINICAL)
def read_course_advice(context: Context, course_id: int) -> CourseAdvice:
    """The advice of a course, latest first; raises `NotFound`."""
    with context.database.read() as work:
        return CourseAdvice(
            preparation=text_for(work, course_id, AdviceKind.PREPARATION),
            aftercare=text_for(work, course_id, AdviceKind.AFTERCARE),
            told=queries.list_advice(work, course_id),
            checks=queries.list_preparation_checks(work, course_id),
            calls=queries.list_calls(work, course_id),
        )


@needs(Permission.WRITE_CLINICAL)
def record_advice(context: Context, entry: AdviceEntry) -> Done[int]:
    """Write down that preparation or aftercare was told, in the version of today's texts.

    A second call with the same `entry_id` finds the record of the first. Raises `Refused` or
    `NotFound`.
    """
    refuse_stops(check_advice(entry, context.today()))
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, AdviceRow, entry.entry_id)
        if known is None:
            known = write_advice(work, entry, context.operator.id)
        drop_draft(work, entry.entry_id)
        return Done(known, work.changed)


@needs(Permission.WRITE_CLINICAL)
def record_preparation_check(context: Context, entry: PreparationCheckEntry) -> Done[int]:
    """Write down whether the patient came prepared; raises `Refused` or `NotFound`."""
    entry = replace(entry, note=clean_line(entry.note))
    refuse_stops(check_preparation(entry, context.today()))
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, PreparationCheckRow, entry.entry_id)
        if known is None:
            known = _write_check(work, entry, context.operator.id)
        return Done(known, work.changed)


@needs(Permission.REPORT_REACTION)
def record_follow_up_call(context: Context, entry: FollowUpCallEntry) -> Done[int]:
    """Write down a follow-up call; it holds no clinical text. Raises `Refused` or `NotFound`."""
    refuse_stops(check_call(entry, context.today()))
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, FollowUpCallRow, entry.entry_id)
        if known is None:
            known = _write_call(work, entry, context.operator.id)
        return Done(known, work.changed)


def text_for(work: Work, course_id: int, kind: AdviceKind, language: str = "en") -> AdviceText:
    """What patients are told in a course as the clinic's texts are now."""
    course = course_queries.read_course(work, course_id)
    devices = queries.list_device_keys(work, course_id)
    rules = rules_of(work, RuleKind.INSTRUCTION)
    return advice_text(rules, kind, course.concern_key, language=language, devices=devices)


def write_aftercare_told(work: ChangeWork, session_id: int, entry: SessionEntry) -> None:
    """Write down the aftercare that was told after a session, if it was ticked."""
    if entry.aftercare_told:
        told = AdviceEntry(
            entry_id=entry.entry_id,
            course_id=entry.course_id,
            kind=AdviceKind.AFTERCARE,
            told_on=entry.performed_on,
            ways=frozenset({AdviceWay.SPOKEN}),
            session_id=session_id,
        )
        write_advice(work, told, entry.operator_id)


def write_advice(work: ChangeWork, entry: AdviceEntry, told_by_id: int) -> int:
    """Add what was told inside another service's transaction; the entry is checked."""
    text = text_for(work, entry.course_id, entry.kind, entry.language)
    if entry.session_id is not None and work.get(SessionRow, entry.session_id).course_id != entry.course_id:
        raise NotFound(sentence(mark("This session belongs to another course. Choose it again.")))
    row = work.add(
        AdviceRow(
            entry_id=entry.entry_id,
            created_at=work.at,
            course_id=entry.course_id,
            session_id=entry.session_id,
            kind=entry.kind.value,
            told_on=entry.told_on,
            told_by_id=told_by_id,
            language=entry.language,
            spoken=AdviceWay.SPOKEN in entry.ways,
            printed=AdviceWay.PRINTED in entry.ways,
            emailed=AdviceWay.EMAILED in entry.ways,
        )
    )
    work.add_all(
        [
            AdvicePartRow(
                advice_id=row.id, position=position, rule_key=part.rule_key, rule_version=part.rule_version
            )
            for position, part in enumerate(text.parts)
        ]
    )
    return row.id


def _write_check(work: ChangeWork, entry: PreparationCheckEntry, checked_by_id: int) -> int:
    work.get(CourseRow, entry.course_id)
    row = PreparationCheckRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        course_id=entry.course_id,
        checked_on=entry.checked_on,
        sun_avoided=entry.sun_avoided,
        products_stopped=entry.products_stopped,
        note=entry.note,
        checked_by_id=checked_by_id,
    )
    return work.add(row).id


def _write_call(work: ChangeWork, entry: FollowUpCallEntry, called_by_id: int) -> int:
    work.get(CourseRow, entry.course_id)
    row = FollowUpCallRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        course_id=entry.course_id,
        called_on=entry.called_on,
        reached=entry.reached,
        aftercare_followed=entry.aftercare_followed if entry.reached else None,
        reaction=entry.reaction if entry.reached else None,
        called_by_id=called_by_id,
    )
    return work.add(row).id
