"""Solving an absence: what it hits, where each visit could go, and moving one or all in one step."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, timedelta

from pico_tracker.db.models import VisitRow
from pico_tracker.db.queries import holdings as holding_queries
from pico_tracker.db.queries import opening_hours as hour_queries
from pico_tracker.db.queries import visits as visit_queries
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.absence_plans import (
    TIMES,
    AbsencePlan,
    Hit,
    PlannedVisit,
    holdings_of_offer,
    is_hit,
    list_hits,
    may_keep_time,
    may_move,
    offer_same_time,
    planned,
    wish_after,
    wish_when_back,
)
from pico_tracker.domain.bookings import BookingFacts, Held, Holding, Resource, ResourceKind, gather_held
from pico_tracker.domain.diary import Place, Visit
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.free_times import (
    HORIZON,
    FreeTime,
    FreeTimeWish,
    list_days,
    offer_day,
    pick_free_times,
)
from pico_tracker.domain.opening_hours import Absence, span_of_day
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.spans import in_utc
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.free_times import read_booking_facts
from pico_tracker.services.standings import find_standings
from pico_tracker.services.visit_steps import StepTaker
from pico_tracker.services.visits import move_visits, readable_visit, undo_visit_step

_DAYS_AT_ONCE = 7
"""Days whose holdings are read together."""
_LONGEST_VISIT = timedelta(days=1)


@needs(Permission.READ_DIRECTORY)
def plan_absence(context: Context, absence_id: int) -> AbsencePlan:
    """Every visit that an absence hits, harm first, each with where it could go.

    One that was moved out of the way is no longer in it. Raises `NotFound`.
    """
    with context.database.read() as work:
        absence = _in_zone(context, hour_queries.read_absence(work, absence_id))
        hits = _hits(context, work, absence)
        return AbsencePlan(absence, tuple(_Planner(context, work, absence).plan(hits)) if hits else ())


@needs(Permission.BOOK)
def accept_offers(context: Context, absence_id: int, choices: Mapping[int, Place]) -> Done[uuid.UUID]:
    """Move visits out of the way of an absence, to the place chosen for each; all of them or none.

    Returns the batch for `undo_batch`. Sent twice it moves nothing the second time. Raises `Refused`
    where a visit has changed meanwhile, is not safe there or its place is gone, `NotFound` or `TimeTaken`.
    """
    with context.database.change(context.actor()) as work:
        absence = hour_queries.read_absence(work, absence_id)
        for visit_id in sorted(choices):
            work.hold(VisitRow, visit_id)
        found = [one.visit for one in visit_queries.find_visits(work, choices)]
        moves = [(one, choices[one.id]) for one in found if not _stands_there(one, choices[one.id])]
        if not moves:
            return Done(_last_batch(work, found), work.changed)
        for visit, place in moves:
            _refuse_changed(visit, place, absence)
            work.get(VisitRow, visit.id).version += 1
        batch = context.mint_entry_id()
        move_visits(StepTaker(context, work, batch=batch), moves)
        return Done(batch, work.changed)


@needs(Permission.BOOK)
def undo_batch(context: Context, batch: uuid.UUID) -> Done[None]:
    """Take back all moves that were accepted as one: every visit stands again where it stood.

    Raises `Refused` where something happened to one since, `TimeTaken` where a time is gone.
    """
    with context.database.read() as work:
        steps = visit_queries.list_batch(work, batch)
    if not steps:
        raise NotFound(sentence(mark("There is nothing to take back. Look at the day again.")))
    return undo_visit_step(context, steps[0].id)


def _in_zone(context: Context, absence: Absence) -> Absence:
    start, end = (one.astimezone(context.zone) for one in absence.span)
    return replace(absence, entry=replace(absence.entry, starts_at=start, ends_at=end))


def _hits(context: Context, work: Work, absence: Absence) -> tuple[Hit, ...]:
    visits = [readable_visit(context, one) for one in _near(work, absence) if is_hit(one, absence)]
    standings = find_standings(work, {one.patient_id for one in visits}, context.today())
    return list_hits(visits, absence, standings.__getitem__, context.now())


def _near(work: Work, absence: Absence) -> Iterable[Visit]:
    """Visits that hold whom or what is away about that time; all of that time for the whole clinic."""
    whom, span = absence.entry.whom, absence.span
    if whom.is_clinic:
        return visit_queries.list_visits_between(work, span[0] - _LONGEST_VISIT, span[1])
    named = (
        (ResourceKind.STAFF, whom.staff_id),
        (ResourceKind.ROOM, whom.room_id),
        (ResourceKind.DEVICE, whom.device_id),
    )
    resources = [Resource(kind, key) for kind, key in named if key is not None]
    ids = {one.visit_id for one in holding_queries.list_holdings(work, span, resources)}
    return (one.visit for one in visit_queries.find_visits(work, ids))


@dataclass(slots=True)
class _Planner:
    """Plans one visit after the other; what was proposed for the earlier ones counts as held."""

    context: Context
    work: Work
    absence: Absence
    _proposed: list[Holding] = field(default_factory=list)
    _weeks: set[date] = field(default_factory=set)
    """First days of the weeks that were read."""
    _days: dict[date, dict[Holding, None]] = field(default_factory=dict)
    """What is held, by the day in UTC on which it begins; each holding once."""
    _resources: tuple[Resource, ...] = ()

    def plan(self, hits: Sequence[Hit]) -> Iterable[PlannedVisit]:
        """Each visit with its offers."""
        facts = self._read_facts(hits)
        self._resources = (
            *(Resource(ResourceKind.STAFF, one.id) for one in facts.people),
            *(Resource(ResourceKind.ROOM, one.id) for one in facts.rooms),
            *(Resource(ResourceKind.DEVICE, key) for key in facts.devices),
            *(Resource(ResourceKind.PATIENT, key) for key in {one.visit.patient_id for one in hits}),
        )
        for hit in hits:
            found = planned(hit, self._offers(facts, hit))
            if found.proposal is not None:
                self._proposed += holdings_of_offer(hit.visit, found.proposal)
            yield found

    def _read_facts(self, hits: Sequence[Hit]) -> BookingFacts:
        """The clinic over all the time that anybody could be offered."""
        days = [one.visit.starts_at.date() for one in hits]
        safe = [one.safe.from_on for one in hits if one.safe.from_on is not None]
        last = max(*days, *safe, self.absence.entry.ends_at.date(), self.context.today()) + HORIZON
        span = (span_of_day(min(days), self.context.zone)[0], span_of_day(last, self.context.zone)[1])
        return read_booking_facts(self.work, self.context.zone, span)

    def _offers(self, facts: BookingFacts, hit: Hit) -> tuple[FreeTime, ...]:
        same: tuple[FreeTime, ...] = ()
        if may_keep_time(hit, self.context.zone):
            start, end = in_utc((hit.visit.starts_at, hit.visit.place.free_from))
            others_hold = self._held(start.date() - timedelta(days=1), end.date(), hit)
            same = offer_same_time(facts, hit.visit, self.absence, others_hold)
        if may_move(hit) is not None:
            return same
        wish = wish_after(hit, self.absence, self.context.now(), self.context.zone)
        others = self._times(facts, wish, hit)
        later = wish_when_back(wish, self.absence)
        if not others and later is not None:
            others = self._times(facts, later, hit)
        return (*same, *(one for one in others if one.place not in [other.place for other in same]))

    def _times(self, facts: BookingFacts, wish: FreeTimeWish, hit: Hit) -> tuple[FreeTime, ...]:
        days = (offer_day(facts, wish, self._held_on(day, hit), day) for day in list_days(facts, wish))
        return pick_free_times(days, TIMES)

    def _held_on(self, day: date, hit: Hit) -> Held:
        return gather_held(self._held(day - timedelta(days=1), day + timedelta(days=2), hit))

    def _held(self, first: date, last: date, hit: Hit) -> tuple[Holding, ...]:
        """What other visits hold that begins on these days, and what was proposed for them."""
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        for week in dict.fromkeys(_week(day) for day in days):
            self._read_week(week)
        found = (one for day in days for one in self._days.get(day, ()))
        return tuple(one for one in (*found, *self._proposed) if one.visit_id != hit.visit.id)

    def _read_week(self, first: date) -> None:
        if first in self._weeks:
            return
        self._weeks.add(first)
        start = span_of_day(first - timedelta(days=1), self.context.zone)[0]
        end = span_of_day(first + timedelta(days=_DAYS_AT_ONCE), self.context.zone)[1]
        for one in holding_queries.list_holdings(self.work, (start, end), self._resources):
            self._days.setdefault(one.span[0].date(), {})[one] = None


def _week(day: date) -> date:
    """The first day of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def _stands_there(visit: Visit, place: Place) -> bool:
    return replace(place, starts_at=place.starts_at.astimezone(UTC)) == replace(
        visit.place, starts_at=visit.place.starts_at.astimezone(UTC)
    )


def _refuse_changed(visit: Visit, place: Place, absence: Absence) -> None:
    """Nobody moves a visit that somebody else has settled, or one of a couple by itself."""
    if not is_hit(visit, absence):
        raise _refusal(sentence(mark("A visit was changed meanwhile. Nothing was moved. Look at the list again.")))
    if visit.tie is not None and place.starts_at != visit.starts_at:
        raise _refusal(sentence(mark("A visit is tied to another one. Move both in the day book.")))


def _refusal(said: Sentence) -> Refused:
    return Refused((Finding("", said, code="absence.changed"),))


def _last_batch(work: Work, visits: Sequence[Visit]) -> uuid.UUID:
    """The batch in which these visits came where they stand."""
    steps = (step for one in visits for step in visit_queries.list_steps(work, one.id))
    batches = {step.id: step.batch for step in steps if step.batch is not None}
    if not batches:
        raise _refusal(sentence(mark("There is nothing to move. Look at the list again.")))
    return batches[max(batches)]
