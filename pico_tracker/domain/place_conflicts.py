"""What speaks against a place in the day book that somebody chose: held, away, apart, outside hours.

No sentence names another patient. Hours are a caution, since a clinic may open its door for one
patient; everything else is a stop.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pico_tracker.domain.bookings import FIRING, BookingFacts, Holding, Resource, ResourceKind, list_wanted
from pico_tracker.domain.diary import Place, VisitKind
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.opening_hours import Whom
from pico_tracker.domain.spans import Span, Spans, holds_span, in_utc, join_spans, overlap
from pico_tracker.domain.words import Sentence, mark, sentence

FIELDS = {
    ResourceKind.PATIENT: "patient_id",
    ResourceKind.STAFF: "practitioner_id",
    ResourceKind.ROOM: "room_id",
    ResourceKind.DEVICE: "device_id",
}
_GONE = {
    ResourceKind.STAFF: mark("Choose a practitioner who works here."),
    ResourceKind.ROOM: mark("Choose a room that is in use."),
    ResourceKind.DEVICE: mark("Choose a laser that is in service."),
}
_HELD = {
    ResourceKind.PATIENT: mark("The patient has another visit {start} to {end}."),
    ResourceKind.STAFF: mark("{name} is with another patient {start} to {end}."),
    ResourceKind.ROOM: mark("{name} is taken {start} to {end}."),
    ResourceKind.DEVICE: mark("{name} is in use {start} to {end}."),
}
_AWAY = {
    ResourceKind.STAFF: mark("{name} is away at this time ({reason})."),
    ResourceKind.ROOM: mark("{name} is out of use at this time ({reason})."),
    ResourceKind.DEVICE: mark("{name} is out of use at this time ({reason})."),
}
_AWAY_UNSAID = {
    ResourceKind.STAFF: mark("{name} is away at this time."),
    ResourceKind.ROOM: mark("{name} is out of use at this time."),
    ResourceKind.DEVICE: mark("{name} is out of use at this time."),
}


def check_place_against(
    facts: BookingFacts,
    place: Place,
    patient_id: int | None,
    kind: VisitKind,
    holdings: Iterable[Holding] = (),
) -> Findings:
    """Everything that speaks against a visit of that kind at that place, stops first.

    `holdings` are those of other visits. The codes: `place.gone`, `place.held`, `place.away`,
    `place.room`, `place.authorised`, and the caution `place.hours`.
    """
    wanted = list_wanted(place, patient_id)
    return (
        *_check_gone(facts, wanted),
        *_check_held(facts, wanted, holdings),
        *_check_away(facts, place, wanted),
        *_check_room(facts, place),
        *_check_authorised(facts, place, kind),
        *_check_hours(facts, place),
    )


def _names(facts: BookingFacts) -> dict[Resource, str]:
    return {
        **{Resource(ResourceKind.STAFF, one.id): one.name for one in facts.people},
        **{Resource(ResourceKind.ROOM, one.id): one.name for one in facts.rooms},
        **{Resource(ResourceKind.DEVICE, key): name for key, name in facts.devices.items()},
    }


def _check_gone(facts: BookingFacts, wanted: Iterable[tuple[Resource, Span]]) -> Iterator[Finding]:
    known = _names(facts)
    for resource, _ in wanted:
        if resource.kind in _GONE and resource not in known:
            yield _stop(resource, sentence(_GONE[resource.kind]), "place.gone")


def _check_held(
    facts: BookingFacts, wanted: Iterable[tuple[Resource, Span]], holdings: Iterable[Holding]
) -> Iterator[Finding]:
    names, others = _names(facts), _by_visit(holdings)
    for resource, span in wanted:
        for start, end in (one for one in others.get(resource, ()) if overlap(one, span)):
            values = {"name": names.get(resource, ""), "start": _time(facts, start), "end": _time(facts, end)}
            yield _stop(resource, sentence(_HELD[resource.kind], **values), "place.held")


def _by_visit(holdings: Iterable[Holding]) -> dict[Resource, list[Span]]:
    """The parts of one visit as one stretch; two visits in a row stay two."""
    parts: dict[tuple[Resource, int], list[Span]] = {}
    for one in holdings:
        parts.setdefault((one.resource, one.visit_id), []).append(one.span)
    found: dict[Resource, list[Span]] = {}
    for (resource, _), spans in parts.items():
        found.setdefault(resource, []).extend(join_spans(spans))
    return {resource: sorted(spans) for resource, spans in found.items()}


def _check_away(facts: BookingFacts, place: Place, wanted: Iterable[tuple[Resource, Span]]) -> Iterator[Finding]:
    names, whole = _names(facts), in_utc((place.starts_at, place.ends_at))
    by_whom = {_whom(resource): (resource, span) for resource, span in wanted}
    for one in facts.hours.absences:
        if one.is_withdrawn:
            continue
        if one.entry.whom.is_clinic:
            if overlap(one.span, whole):
                yield Finding("starts_at", _said_closed(one.entry.reason), code="place.away")
        elif one.entry.whom in by_whom:
            resource, span = by_whom[one.entry.whom]
            if overlap(one.span, span):
                yield _stop(
                    resource, _said_away(resource.kind, names.get(resource, ""), one.entry.reason), "place.away"
                )


def _whom(resource: Resource) -> Whom | None:
    """Whom an absence of this resource names; none for a patient."""
    return {
        ResourceKind.STAFF: Whom(staff_id=resource.id),
        ResourceKind.ROOM: Whom(room_id=resource.id),
        ResourceKind.DEVICE: Whom(device_id=resource.id),
    }.get(resource.kind)


def _said_closed(reason: str) -> Sentence:
    if reason:
        return sentence(mark("The clinic is closed at this time ({reason})."), reason=reason)
    return sentence(mark("The clinic is closed at this time."))


def _said_away(kind: ResourceKind, name: str, reason: str) -> Sentence:
    if reason:
        return sentence(_AWAY[kind], name=name, reason=reason)
    return sentence(_AWAY_UNSAID[kind], name=name)


def _check_room(facts: BookingFacts, place: Place) -> Iterator[Finding]:
    """A laser that stands in a room is used there."""
    room_id = facts.stands_in.get(place.device_id) if place.device_id is not None else None
    if room_id is None or place.device_id is None or room_id == place.room_id:
        return
    names = _names(facts)
    said = sentence(
        mark("{laser} stands in {room}. Choose that room."),
        laser=names.get(Resource(ResourceKind.DEVICE, place.device_id), ""),
        room=names.get(Resource(ResourceKind.ROOM, room_id), ""),
    )
    yield Finding("room_id", said, code="place.room")


def _check_authorised(facts: BookingFacts, place: Place, kind: VisitKind) -> Iterator[Finding]:
    if kind not in FIRING or place.practitioner_id is None or place.device_id is None:
        return
    day = place.starts_at.astimezone(facts.hours.zone).date()
    if not facts.may_fire(place.practitioner_id, place.device_id, day):
        names = _names(facts)
        said = sentence(
            mark("{name} is not among the people authorised for {laser}."),
            name=names.get(Resource(ResourceKind.STAFF, place.practitioner_id), ""),
            laser=names.get(Resource(ResourceKind.DEVICE, place.device_id), ""),
        )
        yield Finding("practitioner_id", said, code="place.authorised")


def _check_hours(facts: BookingFacts, place: Place) -> Iterator[Finding]:
    day = place.starts_at.astimezone(facts.hours.zone).date()
    person = next((one for one in facts.people if one.id == place.practitioner_id), None)
    if person is not None and not _lies_in(facts.works(day, person.id), place.treated_from, place.ends_at):
        said = sentence(mark("{name} does not work for the whole of this time."), name=person.name)
        yield Finding("starts_at", said, Level.CAUTION, "place.hours")
    elif not _lies_in(facts.open(day, place.practitioner_id), place.starts_at, place.ends_at):
        said = sentence(mark("The clinic is not open for the whole of this visit."))
        yield Finding("starts_at", said, Level.CAUTION, "place.hours")


def _lies_in(spans: Spans, start: datetime, end: datetime) -> bool:
    return holds_span(spans, in_utc((start, end)))


def _stop(resource: Resource, said: Sentence, code: str) -> Finding:
    return Finding(FIELDS[resource.kind], said, code=code)


def _time(facts: BookingFacts, moment: datetime) -> str:
    return f"{moment.astimezone(facts.hours.zone):%H:%M}"
