"""What each role may do. Denied unless it is listed here."""

from enum import StrEnum

from pico_tracker.domain.people import Role


class Permission(StrEnum):
    """One thing that a service function asks for before it acts."""

    READ_DIRECTORY = "read directory"
    """Find a patient; read names, contact data, dates, and what nobody may overlook (allergies,
    alerts, skin type): nothing of courses but their dates."""
    EDIT_PATIENT = "edit patient"
    READ_CLINICAL = "read clinical record"
    WRITE_CLINICAL = "write clinical record"
    REPORT_REACTION = "report reaction"
    """Write down what a patient reports; judging it is clinical."""
    BOOK = "book"
    PRINT_REPORT = "print report"
    IMPORT = "import"
    MANAGE_CLINIC = "manage clinic"
    """Clinic data, staff, devices, backup, checks."""


_EVERYONE = frozenset({Permission.READ_DIRECTORY, Permission.EDIT_PATIENT, Permission.BOOK})
_CLINICAL = frozenset(
    {
        Permission.READ_CLINICAL,
        Permission.WRITE_CLINICAL,
        Permission.REPORT_REACTION,
        Permission.PRINT_REPORT,
    }
)

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.RECEPTION: _EVERYONE | {Permission.REPORT_REACTION, Permission.PRINT_REPORT},
    Role.PRACTITIONER: _EVERYONE | _CLINICAL,
    Role.ADMINISTRATOR: frozenset(Permission),
}


def is_allowed(role: Role, permission: Permission) -> bool:
    """Whether a person in `role` may do what `permission` names."""
    return permission in ROLE_PERMISSIONS.get(role, frozenset())
