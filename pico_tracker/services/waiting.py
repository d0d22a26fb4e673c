"""The waiting list: put somebody on it, find who could take a freed time, book them in one step."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pico_tracker.db.models import DeviceRow, PatientRow, StaffRow, VisitRow, WaitingCourseRow, WaitingRow
from pico_tracker.db.queries import courses as course_queries
from pico_tracker.db.queries import holdings as holding_queries
from pico_tracker.db.queries import visits as visit_queries
from pico_tracker.db.queries import waiting as queries
from pico_tracker.db.queries.merges import find_kept_id
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.bookings import (
    BookingFacts,
    Holding,
    Resource,
    ResourceKind,
    gather_held,
)
from pico_tracker.domain.diary import AHEAD, VisitEntry, VisitState
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.free_times import FreeTime, find_free_times
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.waiting import (
    FreedTime,
    Waiting,
    WaitingEntry,
    WaitingMatch,
    WaitingState,
    check_waiting,
    fits,
    in_turn,
    wish_for,
)
from pico_tracker.domain.words import clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.free_times import read_booking_facts
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.standings import find_standings
from pico_tracker.services.visit_steps import StepTaker
from pico_tracker.services.visits import write_visit


@needs(Permission.READ_DIRECTORY)
def list_waiting(context: Context) -> tuple[Waiting, ...]:
    """Everybody who waits, in the order to ask: overdue treatments first, then the longest waiting."""
    with context.database.read() as work:
        return _in_turn(context, work)


@needs(Permission.BOOK)
def add_to_waiting_list(context: Context, entry: WaitingEntry) -> Done[int]:
    """Let somebody wait for a time; raises `Refused` or `NotFound`."""
    entry = replace(entry, note=clean_text(entry.note))
    refuse_stops(check_waiting(entry, context.today()))
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            known = _write(work, replace(entry, patient_id=find_kept_id(work, entry.patient_id)))
        return Done(known, work.changed)


@needs(Permission.BOOK)
def withdraw_waiting(context: Context, waiting_id: int) -> Done[None]:
    """Take somebody off the list; the line stays on record. Raises `Refused` or `NotFound`."""
    with context.database.change(context.actor()) as work:
        _settle(_line(work, waiting_id, WaitingState.WAITING, WaitingState.WITHDRAWN), WaitingState.WITHDRAWN)
        return Done(None, work.changed)


@needs(Permission.BOOK)
def put_back_on_waiting_list(context: Context, waiting_id: int) -> Done[None]:
    """Undo a withdrawal: the person waits again since the first day. Raises `Refused` or `NotFound`."""
    with context.database.change(context.actor()) as work:
        _settle(_line(work, waiting_id, WaitingState.WITHDRAWN, WaitingState.WAITING), WaitingState.WAITING)
        return Done(None, work.changed)


@needs(Permission.READ_DIRECTORY)
def match_freed_time(context: Context, freed: FreedTime) -> tuple[WaitingMatch, ...]:
    """Who could take a time that came free, in the order to ask, each with the place they would get.

    Length, laser, practitioner, hours and safe date fit, and everything that the visit would hold is
    free, at work and authorised. Nothing before now is matched.
    """
    freed = replace(freed, starts_at=max(freed.starts_at, context.clock()))
    with context.database.read() as work:
        lines = [one for one in _in_turn(context, work) if fits(one, freed, context.zone)]
        if not lines:
            return ()
        span = (freed.starts_at, freed.ends_at)
        facts = read_booking_facts(work, context.zone, span)
        holdings = holding_queries.list_holdings(work, span, _resources(facts, lines))
        offers = ((one, _offer(facts, one, freed, holdings)) for one in lines)
        return tuple(WaitingMatch(one, offer) for one, offer in offers if offer is not None)


@needs(Permission.BOOK)
def book_waiting(context: Context, waiting_id: int, entry: VisitEntry) -> Done[int]:
    """Book somebody who waits and close the line; returns the visit.

    A visit that the person gives up for it is cancelled in the same transaction, and lets go of its
    time first. Raises `Refused`, `NotFound` or `TimeTaken`.
    """
    with context.database.change(context.actor()) as work:
        known = visit_queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            row = _line(work, waiting_id, WaitingState.WAITING)
            if row.patient_id != entry.patient_id:
                raise NotFound(sentence(mark("This line belongs to another patient. Look at the list again.")))
            _give_up(context, work, row.visit_id)
            known = row.visit_id = write_visit(context, work, entry)
            _settle(row, WaitingState.BOOKED)
        return Done(known, work.changed)


@needs(Permission.BOOK)
def close_waiting(context: Context, waiting_id: int, visit_id: int) -> Done[None]:
    """Say that a visit booked in the form is what somebody waited for; what they give up is cancelled.

    Raises `Refused` or `NotFound`.
    """
    with context.database.change(context.actor()) as work:
        row = _line(work, waiting_id, WaitingState.WAITING)
        visits = visit_queries.find_visits(work, (visit_id,))
        if not visits or visits[0].visit.patient_id != row.patient_id:
            raise NotFound(sentence(mark("This visit belongs to another patient. Look at the list again.")))
        _give_up(context, work, row.visit_id if row.visit_id != visit_id else None)
        row.visit_id = visit_id
        _settle(row, WaitingState.BOOKED)
        return Done(None, work.changed)


def _in_turn(context: Context, work: Work) -> tuple[Waiting, ...]:
    lines = queries.list_waiting(work)
    standings = find_standings(work, {one.entry.patient_id for one in lines}, context.today())

    def dated(one: Waiting) -> Waiting:
        standing, about = standings[one.entry.patient_id], (one.entry.kind, one.entry.course_ids)
        return replace(
            one,
            since=one.since.astimezone(context.zone),
            gives_up_at=None if one.gives_up_at is None else one.gives_up_at.astimezone(context.zone),
            safe=standing.safe_date(*about),
            overdue_since=standing.overdue_on(*about),
        )

    return in_turn(dated(one) for one in lines)


def _resources(facts: BookingFacts, lines: Iterable[Waiting]) -> tuple[Resource, ...]:
    """Everything that one of them could hold."""
    return (
        *(Resource(ResourceKind.STAFF, one.id) for one in facts.people),
        *(Resource(ResourceKind.ROOM, one.id) for one in facts.rooms),
        *(Resource(ResourceKind.DEVICE, key) for key in facts.devices),
        *(Resource(ResourceKind.PATIENT, one.entry.patient_id) for one in lines),
    )


def _offer(facts: BookingFacts, waiting: Waiting, freed: FreedTime, holdings: Sequence[Holding]) -> FreeTime | None:
    """The first place within the freed time, in the freed room if that will do; what the person would
    give up for it counts as free."""
    held = gather_held(one for one in holdings if one.visit_id != waiting.entry.visit_id)
    wish = wish_for(waiting, freed, facts.hours.zone)
    found = find_free_times(facts, wish, held, 1) or find_free_times(facts, replace(wish, room_id=None), held, 1)
    return found[0] if found else None


def _write(work: ChangeWork, entry: WaitingEntry) -> int:
    _refuse_unknown(work, entry)
    row = work.add(
        WaitingRow(
            entry_id=entry.entry_id,
            created_at=work.at,
            patient_id=entry.patient_id,
            kind=entry.kind.value,
            minutes=entry.minutes,
            numbing_minutes=entry.numbing_minutes,
            clean_up_minutes=entry.clean_up_minutes,
            device_id=entry.device_id,
            practitioner_id=entry.practitioner_id,
            weekdays=entry.weekdays,
            from_minute=entry.from_minute,
            to_minute=entry.to_minute,
            from_on=entry.from_on,
            until_on=entry.until_on,
            note=entry.note,
            state=WaitingState.WAITING.value,
            visit_id=entry.visit_id,
        )
    )
    served = dict.fromkeys(entry.course_ids)
    work.add_all([WaitingCourseRow(waiting_id=row.id, course_id=one) for one in served])
    return row.id


def _refuse_unknown(work: ChangeWork, entry: WaitingEntry) -> None:
    """Nobody and nothing that is not there, no course and no visit of somebody else."""
    work.get(PatientRow, entry.patient_id)
    for row_type, key in ((StaffRow, entry.practitioner_id), (DeviceRow, entry.device_id)):
        if key is not None:
            work.get(row_type, key)
    for course_id in entry.course_ids:
        if course_queries.read_course(work, course_id).entry.patient_id != entry.patient_id:
            raise NotFound(sentence(mark("This course belongs to another patient. Choose it again.")))
    if entry.visit_id is None:
        return
    visits = visit_queries.find_visits(work, (entry.visit_id,))
    if not visits or visits[0].visit.patient_id != entry.patient_id or visits[0].visit.state not in AHEAD:
        said = sentence(mark("Only a booked visit of this patient can be given up for a sooner one."))
        raise Refused((Finding("visit_id", said, code="waiting.visit"),))


def _line(work: ChangeWork, waiting_id: int, *states: WaitingState) -> WaitingRow:
    """A line kept from every other seat; one that has come into another state by now is refused."""
    row = work.hold(WaitingRow, waiting_id)
    if row.state not in states:
        said = sentence(mark("Somebody else settled this line meanwhile. Nothing was changed. Look at it again."))
        raise Refused((Finding("", said, code="waiting.state"),))
    return row


def _settle(row: WaitingRow, state: WaitingState) -> None:
    if row.state != state:
        row.state = state.value
        row.version += 1


def _give_up(context: Context, work: ChangeWork, visit_id: int | None) -> None:
    """Cancel the visit that a sooner one takes the place of, where nobody has come for it yet."""
    for found in () if visit_id is None else visit_queries.find_visits(work, (visit_id,)):
        if found.visit.state in AHEAD:
            work.hold(VisitRow, found.visit.id).version += 1
            StepTaker(context, work).set_state(found.visit, VisitState.CANCELLED)
