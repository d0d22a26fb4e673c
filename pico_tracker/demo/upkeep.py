"""What a well-kept clinic has on file: checks of its lasers, people authorised, papers in date."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from uuid import UUID

from pico_tracker.domain.people import Role
from pico_tracker.domain.upkeep import CheckKind, CheckResult, DeviceCheckEntry, PaperKind, StaffPaperEntry
from pico_tracker.services.context import Context
from pico_tracker.services.people import list_colleagues
from pico_tracker.services.upkeep import authorise_person, record_device_check, record_staff_paper

_LONG, _SHORT, _SOON = timedelta(days=365), timedelta(days=90), timedelta(days=19)


def keep_up(context: Context, device_ids: Iterable[int], mint: Callable[[], UUID]) -> None:
    """Put on file what a clinic keeps; the second laser's output check falls due soon."""
    today = context.today()
    people = [one.id for one in list_colleagues(context) if one.role is Role.PRACTITIONER]
    for number, device_id in enumerate(device_ids):
        service = _check(mint(), device_id, CheckKind.SERVICE, today - timedelta(days=140))
        checked_on = today - (_SHORT - _SOON if number == 1 else timedelta(days=20))
        record_device_check(context, service)
        record_device_check(context, _check(mint(), device_id, CheckKind.OUTPUT, checked_on))
        for staff_id in people:
            authorise_person(context, device_id, staff_id)
    for number, staff_id in enumerate(people, 1):
        for kind, title, until in (
            (PaperKind.LICENCE, f"Register no. {4100 + number}", today + _LONG),
            (PaperKind.TRAINING, "Laser safety course, core of knowledge", today + 2 * _LONG),
        ):
            entry = StaffPaperEntry(entry_id=mint(), staff_id=staff_id, kind=kind, title=title, valid_until=until)
            record_staff_paper(context, entry)


def _check(entry_id: UUID, device_id: int, kind: CheckKind, done_on: date) -> DeviceCheckEntry:
    is_service = kind is CheckKind.SERVICE
    return DeviceCheckEntry(
        entry_id=entry_id,
        device_id=device_id,
        kind=kind,
        done_on=done_on,
        result=CheckResult.PASSED,
        next_due_on=done_on + (_LONG if is_service else _SHORT),
        done_by="Maker's engineer" if is_service else "Dr S. Okafor",
    )
