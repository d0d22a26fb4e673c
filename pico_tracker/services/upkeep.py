"""Lasers and people in date: checks, authorisations, papers, and whom a failed check concerns."""

from dataclasses import dataclass, replace

from pico_tracker.db.models import (
    AuthorisationRow,
    DeviceCheckRow,
    DeviceRow,
    HandpieceRow,
    StaffPaperRow,
    StaffRow,
)
from pico_tracker.db.queries import catalogue
from pico_tracker.db.queries import people as people_queries
from pico_tracker.db.queries import upkeep as queries
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.devices import Device
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.people import Role, StaffMember
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.upkeep import (
    DeviceCheckEntry,
    LookBackLine,
    StaffPaperEntry,
    Suspect,
    UpkeepFacts,
    UpkeepLine,
    check_device_check,
    check_staff_paper,
    list_suspects,
    list_upkeep_due,
)
from pico_tracker.domain.words import clean_line, clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.rules import levels


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Everything Settings shows about lasers and people in date."""

    devices: tuple[Device, ...]
    people: tuple[StaffMember, ...]
    facts: UpkeepFacts
    suspects: tuple[Suspect, ...]


@dataclass(frozen=True, slots=True)
class UpkeepDue:
    """One thing of Today's list: what it is, whose, and since or until when."""

    line: UpkeepLine
    name: str
    """Of the laser or the person."""


def upkeep_facts(work: Work) -> UpkeepFacts:
    """What is on file, as the rules of a session ask for it."""
    return UpkeepFacts(
        checks=queries.list_checks(work),
        authorisations=queries.list_authorisations(work),
        papers=queries.list_papers(work),
        levels=levels(work),
    )


@needs(Permission.READ_CLINICAL)
def read_upkeep(context: Context) -> Upkeep:
    """Every check, authorisation and paper on file, with what failed."""
    with context.database.read() as work:
        facts = upkeep_facts(work)
        people = people_queries.list_staff(work)
        return Upkeep(catalogue.list_devices(work), people, facts, list_suspects(facts.checks))


@needs(Permission.READ_CLINICAL)
def list_due_upkeep(context: Context) -> tuple[UpkeepDue, ...]:
    """What of lasers in service and practitioners at work is out of date or ends soon."""
    with context.database.read() as work:
        facts = upkeep_facts(work)
        devices = {one.id: one.title for one in catalogue.list_devices(work) if one.active}
        people = {one.id: one.name for one in people_queries.list_staff(work) if _treats(one)}
        names = {"device": devices, "staff": people}
        lines = list_upkeep_due(devices, people, facts, context.today())
        return tuple(UpkeepDue(line, names[line.field][line.record_id]) for line in lines)


@needs(Permission.READ_CLINICAL)
def list_look_back(context: Context, suspect: Suspect) -> tuple[LookBackLine, ...]:
    """The sessions that a failed check leaves in doubt."""
    with context.database.read() as work:
        return queries.list_sessions_in_doubt(work, suspect)


@needs(Permission.WRITE_CLINICAL)
def record_device_check(context: Context, entry: DeviceCheckEntry) -> Done[int]:
    """Put a service or an output check on file; raises `Refused` or `NotFound`."""
    entry = replace(entry, done_by=clean_line(entry.done_by), note=clean_text(entry.note))
    refuse_stops(check_device_check(entry, context.today()))
    with context.database.change(context.actor()) as work:
        known = queries.find_check_by_entry_id(work, entry.entry_id)
        return Done(_write_check(context, work, entry) if known is None else known, work.changed)


@needs(Permission.MANAGE_CLINIC)
def record_staff_paper(context: Context, entry: StaffPaperEntry) -> Done[int]:
    """Put a licence or a training of a person on file; raises `Refused` or `NotFound`."""
    entry = replace(entry, title=clean_line(entry.title))
    refuse_stops(check_staff_paper(entry, context.today()))
    with context.database.change(context.actor()) as work:
        known = queries.find_paper_by_entry_id(work, entry.entry_id)
        return Done(_write_paper(context, work, entry) if known is None else known, work.changed)


@needs(Permission.MANAGE_CLINIC)
def authorise_person(context: Context, device_id: int, staff_id: int) -> Done[None]:
    """Let a person fire a laser from today on; raises `NotFound`, or `Refused` when it holds already."""
    today = context.today()
    with context.database.change(context.actor()) as work:
        work.get(DeviceRow, device_id)
        work.get(StaffRow, staff_id)
        given = {(one.device_id, one.staff_id) for one in queries.list_authorisations(work) if one.holds(today)}
        if (device_id, staff_id) in given:
            said = sentence(mark("This person is authorised for this laser already."))
            raise Refused((Finding("staff_id", said, code="upkeep.authorised"),))
        work.add(
            AuthorisationRow(device_id=device_id, staff_id=staff_id, from_on=today, given_by_id=context.operator.id)
        )
        return Done(None, work.changed)


@needs(Permission.MANAGE_CLINIC)
def take_back_authorisation(context: Context, authorisation_id: int) -> Done[None]:
    """End a person's authorisation today; what was treated before stays authorised."""
    with context.database.change(context.actor()) as work:
        row = work.get(AuthorisationRow, authorisation_id)
        if row.until_on is None:
            row.until_on = context.today()
        return Done(None, work.changed)


def _write_check(context: Context, work: ChangeWork, entry: DeviceCheckEntry) -> int:
    work.get(DeviceRow, entry.device_id)
    if entry.handpiece_id is not None and work.get(HandpieceRow, entry.handpiece_id).device_id != entry.device_id:
        raise NotFound(sentence(mark("This handpiece belongs to another laser. Choose it again.")))
    row = DeviceCheckRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        device_id=entry.device_id,
        handpiece_id=entry.handpiece_id,
        kind=entry.kind.value,
        done_on=entry.done_on,
        result=entry.result.value,
        next_due_on=entry.next_due_on,
        done_by=entry.done_by,
        note=entry.note,
        recorded_by_id=context.operator.id,
    )
    return work.add(row).id


def _write_paper(context: Context, work: ChangeWork, entry: StaffPaperEntry) -> int:
    work.get(StaffRow, entry.staff_id)
    row = StaffPaperRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        staff_id=entry.staff_id,
        kind=entry.kind.value,
        title=entry.title,
        issued_on=entry.issued_on,
        valid_until=entry.valid_until,
        recorded_by_id=context.operator.id,
    )
    return work.add(row).id


def _treats(person: StaffMember) -> bool:
    return person.active and person.role is Role.PRACTITIONER
