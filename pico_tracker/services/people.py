"""Staff: who may work here, and taking a place."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from pico_tracker.db.database import Database
from pico_tracker.db.models import StaffRow
from pico_tracker.db.queries import people as queries
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.people import Role, StaffEntry, StaffMember, check_staff
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import Translate, clean_line, in_english, mark, sentence
from pico_tracker.services.context import Clock, Context, Done, needs
from pico_tracker.services.refusals import refuse_stops


def sign_in(database: Database, staff_id: int, clock: Clock, translate: Translate = in_english) -> Context:
    """Let a person work; raises `NotFound` when the person is not here (any more)."""
    with database.read() as work:
        clinic = queries.read_clinic(work)
        people = {person.id: person for person in queries.list_staff(work)}
    person = people.get(staff_id)
    if clinic is None or person is None or not person.active:
        raise NotFound(sentence(mark("This person does not work here (any more). Choose another one.")))
    return Context(database, person, clock, ZoneInfo(clinic.time_zone), translate)


def find_person(database: Database, name: str) -> StaffMember:
    """The person with this name, or the administrator for an empty one; raises `NotFound`."""
    wanted = clean_line(name).casefold()
    with database.read() as work:
        people = [person for person in queries.list_staff(work) if person.active]
    for person in people:
        if person.name.casefold() == wanted or (not wanted and person.role is Role.ADMINISTRATOR):
            return person
    names = ", ".join(person.name for person in people)
    raise NotFound(
        sentence(mark("Nobody here is called “{name}”. There are: {names}."), name=name[:80], names=names)
    )


@needs(Permission.READ_DIRECTORY)
def list_colleagues(context: Context) -> tuple[StaffMember, ...]:
    """Everybody, those at work first."""
    with context.database.read() as work:
        return queries.list_staff(work)


@needs(Permission.MANAGE_CLINIC)
def add_staff(context: Context, entry: StaffEntry) -> Done[int]:
    """Add a person; a name is given once."""
    entry = replace(entry, name=clean_line(entry.name))
    refuse_stops(check_staff(entry))
    with context.database.change(context.actor()) as work:
        names = {person.name.casefold() for person in queries.list_staff(work)}
        if entry.name.casefold() in names:
            said = sentence(mark("Somebody with this name is already on the list. Add an initial."))
            raise Refused((Finding("name", said, code="staff.taken"),))
        return Done(work.add(StaffRow(name=entry.name, role=entry.role.value)).id, work.changed)


@needs(Permission.MANAGE_CLINIC)
def retire_staff(context: Context, staff_id: int) -> Done[None]:
    """Let a person go: the name stays on what they did. Nobody can retire themselves."""
    if staff_id == context.operator.id:
        said = sentence(mark("You cannot retire yourself. Ask another administrator."))
        raise Refused((Finding("name", said, code="staff.self"),))
    with context.database.change(context.actor()) as work:
        work.get(StaffRow, staff_id).active = False
        return Done(None, work.changed)
