"""Staff and what each role may do."""

import pytest

from pico_tracker.domain.people import ROLE_NAMES, Role, StaffEntry, check_staff
from pico_tracker.domain.permissions import ROLE_PERMISSIONS, Permission, is_allowed

RECEPTION_MAY = {
    Permission.READ_DIRECTORY,
    Permission.EDIT_PATIENT,
    Permission.BOOK,
    Permission.REPORT_REACTION,
    Permission.PRINT_REPORT,
}
PRACTITIONER_MAY = RECEPTION_MAY | {Permission.READ_CLINICAL, Permission.WRITE_CLINICAL}


@pytest.mark.parametrize("permission", Permission)
def test_each_role_may_what_its_work_needs_and_nothing_else(permission: Permission) -> None:
    assert is_allowed(Role.RECEPTION, permission) is (permission in RECEPTION_MAY)
    assert is_allowed(Role.PRACTITIONER, permission) is (permission in PRACTITIONER_MAY)
    assert is_allowed(Role.ADMINISTRATOR, permission)


def test_a_role_that_is_not_listed_may_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ROLE_PERMISSIONS, Role.ADMINISTRATOR)
    assert not is_allowed(Role.ADMINISTRATOR, Permission.READ_DIRECTORY)


def test_every_role_has_a_name_to_read() -> None:
    assert set(ROLE_NAMES) == set(Role)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Kim", []),
        ("x" * 200, []),
        ("", ["Enter the person's name."]),
        ("x" * 201, ["The name is longer than 200 characters. Shorten it."]),
    ],
)
def test_a_person_has_a_name_of_bearable_length(name: str, said: list[str]) -> None:
    found = check_staff(StaffEntry(name, Role.RECEPTION))
    assert [str(finding.sentence) for finding in found] == said
