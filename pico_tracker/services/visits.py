"""Visits: book, move, confirm, let arrive, miss, cancel; and take each of it back.

Whatever holds a patient, a person, a room or a laser twice is refused here in words, and by the
database itself where two seats act at the same moment (`TimeTaken`).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pico_tracker.db.models import VisitRow, VisitStepRow
from pico_tracker.db.queries import courses as course_queries
from pico_tracker.db.queries import visits as queries
from pico_tracker.db.queries.courses import list_open_course_ids
from pico_tracker.db.queries.merges import find_kept_id
from pico_tracker.db.unit_of_work import ChangeWork, StaleVersion, Work
from pico_tracker.domain.diary import (
    AHEAD,
    TREATING,
    Place,
    SafeWord,
    Visit,
    VisitEntry,
    VisitState,
    check_place,
    check_visit,
)
from pico_tracker.domain.errors import EditConflict, NotFound, Refused
from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.intervals import NextDates
from pico_tracker.domain.people import Role
from pico_tracker.domain.permissions import Permission, is_allowed
from pico_tracker.domain.visit_steps import (
    VisitStep,
    check_move,
    check_state,
    holds_time,
    read_place,
    step_to_undo,
)
from pico_tracker.domain.words import Sentence, clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.intervals import dates_of_patient
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.safe_dates import find_safe_date
from pico_tracker.services.visit_steps import StepTaker


@dataclass(frozen=True, slots=True)
class VisitDetail:
    """A visit with what happened to it, oldest first."""

    visit: Visit
    steps: tuple[VisitStep, ...]


@needs(Permission.READ_DIRECTORY)
def list_today_visits(context: Context) -> tuple[Visit, ...]:
    """Today's visits in order of time, in the clinic's time zone."""
    with context.database.read() as work:
        start, end = context.day()
        return tuple(readable_visit(context, one) for one in queries.list_visits_between(work, start, end))


@needs(Permission.READ_DIRECTORY)
def list_patient_visits(context: Context, patient_id: int) -> tuple[Visit, ...]:
    """Every visit of a patient, oldest first."""
    with context.database.read() as work:
        return tuple(readable_visit(context, one) for one in queries.list_visits_of(work, patient_id))


@needs(Permission.READ_DIRECTORY)
def read_visit(context: Context, visit_id: int) -> VisitDetail:
    """One visit and its history; raises `NotFound`."""
    with context.database.read() as work:
        visit = readable_visit(context, _visit(work, visit_id))
        return VisitDetail(visit, tuple(_readable_steps(context, work, visit)))


@needs(Permission.BOOK)
def book_visit(context: Context, entry: VisitEntry) -> Done[int]:
    """Book a visit, and hold its patient, practitioner, room and laser for it.

    A treatment before the date that is safe is refused; a practitioner may override it with a reason.
    A walk-in has arrived by being booked. Raises `Refused`, `NotFound` or `TimeTaken`.
    """
    with context.database.change(context.actor()) as work:
        return Done(write_visit(context, work, entry), work.changed)


def write_visit(context: Context, work: ChangeWork, entry: VisitEntry) -> int:
    """Book a visit inside another service's transaction, as `book_visit` does; returns its key."""
    entry = replace(
        entry,
        note=clean_text(entry.note),
        desk_note=clean_text(entry.desk_note),
        reason=clean_text(entry.reason),
    )
    refuse_stops(check_visit(entry, context.now()))
    known = queries.find_by_entry_id(work, entry.entry_id)
    if known is not None:
        return known
    entry = replace(entry, patient_id=find_kept_id(work, entry.patient_id))
    _refuse_too_early(context, work, entry)
    return StepTaker(context, work, entry.reason).write(entry)


@needs(Permission.BOOK)
def move_visit(context: Context, visit_id: int, place: Place, seen_version: int, reason: str = "") -> Done[int]:
    """Move a visit to another time, length or column, and those tied to it by the same stretch of time.

    Returns the step, for `undo_visit_step`. Raises `Refused`, `EditConflict`, `NotFound`, `TimeTaken`.
    """
    refuse_stops(check_place(place))
    with context.database.change(context.actor()) as work:
        visit = _take(work, visit_id, seen_version)
        moves = [(visit, place), *_tied_moves(work, visit, place)]
        batch = context.mint_entry_id() if len(moves) > 1 else None
        steps = move_visits(StepTaker(context, work, clean_text(reason), batch), moves)
        return Done(steps[0], work.changed)


def move_visits(taker: StepTaker, moves: Sequence[tuple[Visit, Place]]) -> tuple[int, ...]:
    """Move visits inside a transaction: all let go of their time before any takes its new one."""
    for visit, place in moves:
        refuse_stops(check_move(visit, place, taker.context.now()))
        _refuse_early_move(taker, visit, place)
    for visit, _place in moves:
        taker.release(visit)
    return tuple(taker.put(visit, place) for visit, place in moves)


@needs(Permission.BOOK)
def set_visit_state(
    context: Context, visit_id: int, state: VisitState, seen_version: int, reason: str = ""
) -> Done[int]:
    """Say that a visit is confirmed, that its patient has arrived, and so on; returns the step.

    A cancelled or missed visit lets go of its time, and takes it again when it is booked anew: where
    that is not safe by now, a practitioner gives the reason. Raises `Refused`, `EditConflict`,
    `NotFound` or `TimeTaken`.
    """
    reason = clean_text(reason)
    with context.database.change(context.actor()) as work:
        visit = _take(work, visit_id, seen_version)
        refuse_stops(check_state(visit, state, context.now(), reason))
        if not (reason and _may_override(context)):
            _refuse_early_return(context, work, visit, state)
        return Done(StepTaker(context, work, reason).set_state(visit, state), work.changed)


@needs(Permission.BOOK)
def cancel_visit(context: Context, visit_id: int, reason: str = "") -> Done[int]:
    """Cancel a visit; it stays readable. Returns the step."""
    with context.database.change(context.actor()) as work:
        visit, reason = _visit(work, visit_id), clean_text(reason)
        refuse_stops(check_state(visit, VisitState.CANCELLED, context.now(), reason))
        work.get(VisitRow, visit_id).version += 1
        return Done(StepTaker(context, work, reason).set_state(visit, VisitState.CANCELLED), work.changed)


@needs(Permission.BOOK)
def undo_visit_step(context: Context, step_id: int) -> Done[None]:
    """Take back the last step of a visit, and with it those that were taken as one with it.

    Raises `Refused` where something happened since or a treatment would stand again where it is not
    safe by now, `TimeTaken` where the time is gone.
    """
    with context.database.change(context.actor()) as work:
        step = work.get(VisitStepRow, step_id)
        ids = [one.id for one in queries.list_batch(work, step.batch)] if step.batch else [step_id]
        undone, taker = [_undoable(work, one) for one in ids], StepTaker(context, work)
        for visit, one in undone:
            _refuse_early_undoing(taker, visit, one)
            if one.before:
                taker.release(visit)
        for visit, one in undone:
            taker.take_back(visit, one)
        return Done(None, work.changed)


def _undoable(work: ChangeWork, step_id: int) -> tuple[Visit, VisitStep]:
    row = work.get(VisitStepRow, step_id)
    step = step_to_undo(queries.list_steps(work, row.visit_id))
    if step is None or step.id != step_id:
        said = sentence(
            mark("Something else has happened to this visit since. Nothing was undone. Look at it first.")
        )
        raise Refused((Finding("", said, Level.STOP, "visit.undo"),))
    return _visit(work, row.visit_id), step


def readable_visit(context: Context, visit: Visit) -> Visit:
    """The visit with its times in the clinic's time zone; its note only for whom it is meant."""
    may_read = is_allowed(context.operator.role, Permission.READ_CLINICAL)
    return replace(
        visit,
        note=visit.note if may_read else "",
        course_titles=visit.course_titles if may_read else (),
        state_at=None if visit.state_at is None else visit.state_at.astimezone(context.zone),
        place=replace(visit.place, starts_at=visit.place.starts_at.astimezone(context.zone)),
    )


def _readable_steps(context: Context, work: Work, visit: Visit) -> Iterator[VisitStep]:
    """The steps as the person at work may read them: why a treatment comes earlier is clinical."""
    may_read = is_allowed(context.operator.role, Permission.READ_CLINICAL) or visit.kind not in TREATING
    for step in queries.list_steps(work, visit.id):
        yield step if may_read or not step.before else replace(step, reason="")


def _visit(work: Work, visit_id: int) -> Visit:
    found = queries.find_visits(work, (visit_id,))
    if not found:
        raise NotFound(sentence(mark("This visit is not there any more. Look at the day again.")))
    return found[0].visit


def _take(work: ChangeWork, visit_id: int, seen_version: int) -> Visit:
    """The visit, one version up; somebody else's change since the page was painted is a conflict."""
    try:
        work.take(VisitRow, visit_id, seen_version)
    except StaleVersion:
        raise EditConflict({}) from None
    return _visit(work, visit_id)


def _tied_moves(work: ChangeWork, visit: Visit, place: Place) -> list[tuple[Visit, Place]]:
    """Those tied to a visit, moved by as much; they stay where only its column or length changes."""
    shift = place.starts_at - visit.starts_at
    if visit.tie is None or not shift:
        return []
    others = queries.find_visits(work, [key for key in queries.list_tied(work, visit.tie) if key != visit.id])
    moved = []
    for found in others:
        other = found.visit
        if holds_time(other.state):
            work.get(VisitRow, other.id).version += 1
            moved.append((other, replace(other.place, starts_at=other.place.starts_at + shift)))
    return moved


def _refuse_too_early(context: Context, work: ChangeWork, entry: VisitEntry) -> None:
    """The same dates that the room asks; what reception is told has no clinical text in it."""
    for course_id in entry.course_ids:
        if course_queries.read_course(work, course_id).entry.patient_id != entry.patient_id:
            raise NotFound(sentence(mark("This course belongs to another patient. Choose it again.")))
    if entry.kind in TREATING and not (entry.reason and _may_override(context)):
        _refuse_unsafe(context, work, entry.patient_id, entry.course_ids, entry.place)


def _refuse_early_move(taker: StepTaker, visit: Visit, place: Place) -> None:
    """A visit is moved to an unsafe day by a practitioner with a reason only; staying on its day is no move."""
    if _comes_on_another_day(taker.context, visit, place) and not (taker.reason and _may_override(taker.context)):
        _refuse_unsafe(taker.context, taker.work, visit.patient_id, visit.course_ids, place)


def _refuse_early_return(context: Context, work: ChangeWork, visit: Visit, state: VisitState) -> None:
    """A visit that let go of its time is booked anew only where it is safe; who has come, has come."""
    if visit.kind in TREATING and state in AHEAD and not holds_time(visit.state):
        _refuse_unsafe(context, work, visit.patient_id, visit.course_ids, visit.place)


def _refuse_early_undoing(taker: StepTaker, visit: Visit, step: VisitStep) -> None:
    """Undoing books no unsafe treatment either; one that a practitioner gave a reason for goes back there,
    but not while a reaction waits to be reviewed."""
    context, work = taker.context, taker.work
    if work.get(VisitRow, visit.id).override_reason and not _is_held(context, work, visit):
        return
    if not step.before:
        _refuse_early_return(context, work, visit, step.from_state)
    elif _comes_on_another_day(context, visit, place := read_place(step.before)):
        _refuse_unsafe(context, work, visit.patient_id, visit.course_ids, place)


def _comes_on_another_day(context: Context, visit: Visit, place: Place) -> bool:
    """Whether a treatment would come to stand on another day of the clinic."""
    days = {one.starts_at.astimezone(context.zone).date() for one in (visit.place, place)}
    return visit.kind in TREATING and len(days) > 1


def _is_held(context: Context, work: ChangeWork, visit: Visit) -> bool:
    found = find_safe_date(work, visit.patient_id, visit.course_ids, visit.kind, context.today())
    return found.word is SafeWord.REVIEW


def _refuse_unsafe(
    context: Context, work: ChangeWork, patient_id: int, course_ids: Collection[int], place: Place
) -> None:
    """Refuse a treatment there that is not safe in each of its courses; without any, in each that is open."""
    day = place.starts_at.astimezone(context.zone).date()
    dates = dates_of_patient(work, patient_id)
    for course_id in course_ids or list_open_course_ids(work, patient_id):
        title = course_queries.read_course(work, course_id).title
        said = _why_not(title, dates[course_id], day, context)
        if said is not None:
            finding = Finding("starts_at", said, Level.STOP, "visit.early", overridable=_may_override(context))
            raise Refused((finding,))


def _why_not(title: str, dates: NextDates, day: date, context: Context) -> Sentence | None:
    """Why the course cannot be treated on that day, as far as its dates go today."""
    if dates.is_held(context.today()):
        text = mark("{course}: no date yet, a practitioner reviews it first. Book a review, or ask a practitioner.")
        return sentence(text, course=title)
    if dates.not_before_on is None or day >= dates.not_before_on:
        return None
    text = mark("{course}: safe to book from {date}. Earlier needs a practitioner and a reason.")
    return sentence(text, course=title, date=dates.not_before_on)


def _may_override(context: Context) -> bool:
    """Whether the person at work may book before the safe date, with a reason."""
    role = context.operator.role
    return role is not Role.RECEPTION and is_allowed(role, Permission.WRITE_CLINICAL)
