"""What can be booked after the session that is being typed: its dates, and the first free times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pico_tracker.domain.bookings import FIRING, BookingFacts
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.diary import (
    AHEAD,
    LONGEST_MINUTES,
    SHORTEST_MINUTES,
    TREATING,
    Visit,
    VisitKind,
)
from pico_tracker.domain.free_times import FreeTime, FreeTimeWish
from pico_tracker.domain.intervals import NextDates
from pico_tracker.domain.next_plans import NextPlanEntry
from pico_tracker.domain.visit_lengths import usual_lengths
from pico_tracker.services.bookings import BookingPatient, read_booking_choices, read_booking_patient
from pico_tracker.services.context import Context
from pico_tracker.services.free_times import find_free_times
from pico_tracker.services.next_visits import preview_maintenance, preview_next_dates

OFFERS = 2
"""Free times beside the form."""
_SEARCHED = 12
"""Free times that those offered are chosen from: several people may be free at the same minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the next visit follows from, as typed by now."""

    patient_id: int
    course_id: int
    performed_on: date
    device_id: int | None = None
    """The laser planned, else the one used today."""
    room_id: int | None = None
    minutes: int | None = None
    is_patch_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The answer: when, and which times are free."""

    kind: VisitKind
    dates: NextDates
    today: date
    is_held: bool = False
    """Whether there is no date until a reaction has been reviewed, for which a time is looked for then."""
    best_by: date | None = None
    booked: Visit | None = None
    """A visit of this course that stands ahead already."""
    facts: BookingFacts
    wish: FreeTimeWish
    offers: tuple[FreeTime, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Laser and room that are looked for."""
        room = next((one.name for one in self.facts.rooms if one.id == self.wish.room_id), "")
        return tuple(name for name in (self.facts.devices.get(self.wish.device_id or 0, ""), room) if name)

    def is_early(self, day: date) -> bool:
        """Whether a visit of that day would treat before the course may be treated."""
        safe_on = self.dates.not_before_on
        return self.kind in TREATING and safe_on is not None and day < safe_on


def asked_for(
    of: tuple[int, int], performed_on: date, plan: NextPlanEntry | None, device_id: int | None = None
) -> Asked:
    """What is asked for a patient's course (`of`: both keys): what was planned, else today's laser.

    A length that no visit can have is not asked for.
    """
    entry = plan or NextPlanEntry()
    possible = entry.minutes is not None and SHORTEST_MINUTES <= entry.minutes <= LONGEST_MINUTES
    return Asked(
        patient_id=of[0],
        course_id=of[1],
        performed_on=performed_on,
        device_id=entry.booked_device_id or device_id,
        room_id=entry.room_id,
        minutes=entry.minutes if possible else None,
        is_patch_only=bool(entry.passes) and all(one.is_patch for one in entry.passes),
    )


def look_ahead(context: Context, asked: Asked) -> Ahead:
    """Dates as if today's session were signed, and the first free times from then on; raises `NotFound`.

    A test patch waits for no interval, maintenance for its months too; while a reaction has to be
    reviewed first, times for that review are looked for.
    """
    patient = read_booking_patient(context, asked.patient_id)
    facts, today = read_booking_choices(context), context.today()
    dates = preview_next_dates(context, asked.course_id, asked.performed_on)
    due_on = preview_maintenance(context, asked.course_id, asked.performed_on)
    is_held = dates.is_held(today)
    kind = VisitKind.REVIEW if is_held else _kind(asked, patient)
    tomorrow = max(asked.performed_on, today) + timedelta(days=1)
    waits = (dates.not_before_on, due_on) if kind in TREATING else ()
    from_on = max(day for day in (tomorrow, *waits) if day is not None)
    wish = _wish(context, asked, patient, facts, (kind, from_on))
    return Ahead(
        kind=kind,
        dates=dates,
        today=today,
        is_held=is_held,
        best_by=due_on if dates.window is None else dates.window.target_on,
        booked=_booked(patient, asked.course_id, context.now()),
        facts=facts,
        wish=wish,
        offers=_first_starts(find_free_times(context, wish, _SEARCHED)),
    )


def _first_starts(found: Sequence[FreeTime]) -> tuple[FreeTime, ...]:
    """One offer of each minute, soonest first: the same time with somebody else is no other time."""
    starts: dict[datetime, FreeTime] = {}
    for one in found:
        starts.setdefault(one.place.starts_at, one)
    return tuple(starts.values())[:OFFERS]


def _kind(asked: Asked, patient: BookingPatient) -> VisitKind:
    if asked.is_patch_only:
        return VisitKind.TEST_PATCH
    states = {one.course_id: one.state for one in patient.courses}
    is_kept_up = states.get(asked.course_id) is CourseState.MAINTENANCE
    return VisitKind.MAINTENANCE if is_kept_up else VisitKind.SESSION


def _booked(patient: BookingPatient, course_id: int, now: datetime) -> Visit | None:
    ahead = (one for one in patient.visits if one.state in AHEAD and one.starts_at.date() > now.date())
    return next((one for one in ahead if course_id in one.course_ids), None)


def _wish(
    context: Context, asked: Asked, patient: BookingPatient, facts: BookingFacts, what: tuple[VisitKind, date]
) -> FreeTimeWish:
    """As planned; what the plan leaves open as usual. A laser or a room out of use is not looked for, and a
    laser that stands in a room is used there."""
    kind, from_on = what
    lengths, is_firing = usual_lengths(patient.visits, kind), kind in FIRING
    device_id = asked.device_id or patient.device_id
    room_id = facts.stands_in.get(device_id or 0, asked.room_id)
    return FreeTimeWish(
        kind=kind,
        minutes=(asked.minutes if is_firing else None) or lengths.minutes,
        numbing_minutes=lengths.numbing,
        clean_up_minutes=lengths.clean_up if facts.rooms else 0,
        device_id=device_id if is_firing and device_id in facts.devices else None,
        room_id=room_id if is_firing and any(one.id == room_id for one in facts.rooms) else None,
        from_at=datetime.combine(from_on, time(), context.zone),
        patient_id=asked.patient_id,
    )
