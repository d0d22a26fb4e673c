"""The recovery key as it is printed: group by group."""

from datetime import UTC, datetime

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.recovery_key_sheets import RecoveryKeySheet
from pico_tracker.domain.recovery_keys import read_recovery_key, write_recovery_key


def test_the_groups_typed_back_are_the_key() -> None:
    key = write_recovery_key(bytes(range(20)))
    made_at = datetime(2026, 11, 22, 10, 58, tzinfo=UTC)
    sheet = RecoveryKeySheet(clinic=Clinic(name="Mill Lane"), database="", key=key, made_at=made_at)
    assert [len(group) for group in sheet.groups] == [5] * 8
    assert read_recovery_key(" ".join(sheet.groups)) == bytes(range(20))
