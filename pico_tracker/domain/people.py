"""Staff: who is working, and in which role."""

from dataclasses import dataclass
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.words import LINE_LIMIT, mark, sentence


class Role(StrEnum):
    """What a person does in the clinic; what each may do is in `permissions`."""

    PRACTITIONER = "practitioner"
    RECEPTION = "reception"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.PRACTITIONER: mark("Practitioner"),
    Role.RECEPTION: mark("Reception"),
    Role.ADMINISTRATOR: mark("Administrator"),
}


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person who works in the clinic."""

    id: int
    name: str
    role: Role
    active: bool = True


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """What is typed to add a person."""

    name: str
    role: Role


def check_staff(entry: StaffEntry) -> Findings:
    """Everything wrong with a person's entry."""
    if not entry.name:
        return (Finding("name", sentence(mark("Enter the person's name.")), code="staff.name"),)
    if len(entry.name) > LINE_LIMIT:
        said = sentence(mark("The name is longer than {limit} characters. Shorten it."), limit=LINE_LIMIT)
        return (Finding("name", said, code="staff.name"),)
    return ()
