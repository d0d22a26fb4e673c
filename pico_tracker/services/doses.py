"""What doses are judged by: the clinic's ranges and protocols, its lasers' limits, and earlier doses."""

from datetime import date

from pico_tracker.db.queries import catalogue
from pico_tracker.db.queries import sessions as queries
from pico_tracker.db.queries.side_effects import list_side_effects
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.courses import Course
from pico_tracker.domain.device_limits import DeviceLimits, device_of, read_limits, with_arrays
from pico_tracker.domain.devices import Device
from pico_tracker.domain.doses import DoseFacts, reactions_since
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.ranges import PlausibleRange, read_plausible_range, read_protocol
from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.rules import rules_of


def dose_facts(work: Work, course: Course, patient: Patient, today: date) -> DoseFacts:
    """All that the doses of a session of this course are judged by."""
    effects = (one for one in list_side_effects(work, patient.id) if one.entry.course_id == course.id)
    return DoseFacts(
        skin_type=patient.entry.fitzpatrick,
        concern=course.concern_key,
        plausible=_plausible_for(work, course.concern_key),
        protocols=tuple(read_protocol(rule.content) for rule in rules_of(work, RuleKind.DOSE_PROTOCOL)),
        limits=list_limits(work),
        earlier=queries.list_earlier_doses(work, course.id),
        reactions=reactions_since(effects, course.last_session_on, today),
    )


def list_limits(work: Work) -> dict[int, DeviceLimits]:
    """The limits of every laser that has some, by its key."""
    return {device_of(rule.key): read_limits(rule) for rule in rules_of(work, RuleKind.DEVICE)}


def devices_with_arrays(work: Work) -> dict[int, Device]:
    """The clinic's lasers by their key, with how each handpiece splits the beam."""
    limits = list_limits(work)
    devices = catalogue.list_devices(work)
    return {one.id: with_arrays(one, limits[one.id]) if one.id in limits else one for one in devices}


def _plausible_for(work: Work, concern: str) -> PlausibleRange | None:
    ranges = (read_plausible_range(rule.content) for rule in rules_of(work, RuleKind.PLAUSIBLE_RANGE))
    return next((one for one in ranges if one.concern == concern), None)
