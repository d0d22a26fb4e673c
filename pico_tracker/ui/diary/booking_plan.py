"""How the next visit of a course was planned, as far as booking has to know: laser, room and length."""

from collections.abc import Iterable, Mapping

from pico_tracker.domain.bookings import BookingFacts
from pico_tracker.domain.diary import TREATING, VisitKind
from pico_tracker.domain.next_plans import PlanToBook
from pico_tracker.ui.kit.words import tr


def plan_for(
    plans: Mapping[int, PlanToBook], course_ids: Iterable[int], kind: VisitKind | None = None
) -> PlanToBook | None:
    """The first plan of these courses that holds for a visit of this kind; without a kind, the first one.

    A plan of test patches holds for a test patch, any other for a treatment.
    """
    for plan in (plans[key] for key in course_ids if key in plans):
        if kind is None or (kind is VisitKind.TEST_PATCH if plan.is_patch_only else kind in TREATING):
            return plan
    return None


def plan_values(plan: PlanToBook | None, facts: BookingFacts) -> dict[str, object]:
    """What the plan names as values of the booking fields; a laser that stands in a room is used there."""
    if plan is None:
        return {}
    room_id = facts.stands_in.get(plan.device_id or 0, plan.room_id)
    values = {"device_id": plan.device_id, "room_id": room_id, "minutes": plan.minutes}
    return {name: value for name, value in values.items() if value is not None}


def said_planned(plan: PlanToBook) -> str:
    """ "Planned: PicoSure Pro, Room 2, 30 min"; nothing clinical."""
    minutes = "" if plan.minutes is None else tr("{count} min", count=plan.minutes)
    parts = (part for part in (plan.device_name, plan.room_name, minutes) if part)
    return tr("Planned: {parts}", parts=", ".join(parts))
