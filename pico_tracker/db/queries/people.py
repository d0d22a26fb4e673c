"""The clinic and its staff."""

from sqlalchemy import select

from pico_tracker.db.models import ClinicRow, StaffRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.clinic import Clinic, Paper
from pico_tracker.domain.people import Role, StaffMember


def read_clinic(work: Work) -> Clinic | None:
    """The clinic of this database, None while it is not set up."""
    row = work.find(ClinicRow, 1)
    if row is None:
        return None
    return Clinic(
        name=row.name,
        address=row.address,
        phone=row.phone,
        time_zone=row.time_zone,
        paper=Paper(row.paper),
        is_demonstration=row.is_demonstration,
        reaction_advice=row.reaction_advice,
        local_rules=row.local_rules,
    )


def list_staff(work: Work) -> tuple[StaffMember, ...]:
    """Everybody, those at work first, by name."""
    order = (StaffRow.active.desc(), StaffRow.name)
    statement = select(StaffRow.id, StaffRow.name, StaffRow.role, StaffRow.active).order_by(*order)
    return tuple(
        StaffMember(row.id, row.name, Role(row.role), row.active) for row in work.connection.execute(statement)
    )
