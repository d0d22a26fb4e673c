"""The shipped clinical knowledge, copied into a new clinic, which owns it from then on."""

from dataclasses import replace

from pico_tracker.db.models import DeviceRow, HandpieceRow, PulseModeRow
from pico_tracker.db.queries.catalogue import list_devices
from pico_tracker.db.queries.rules import list_rules
from pico_tracker.db.unit_of_work import ChangeWork
from pico_tracker.domain.catalogue import Catalogue, CatalogueDevice, CatalogueMode, read_catalogue
from pico_tracker.domain.device_limits import entry_of_device, limits_key, limits_of_entry
from pico_tracker.domain.devices import DeviceEntry, HandpieceEntry, PulseMode, check_device
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.evidence import Figure
from pico_tracker.domain.findings import Finding, check_lengths
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.words import LINE_LIMIT, clean_line, mark, sentence
from pico_tracker.resources import find_resource
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.rules import shipped_records, write_rule


def shipped_catalogue() -> Catalogue:
    """The clinical knowledge that comes with the program."""
    names = ("devices.toml", "concerns.toml", "side_effects.toml")
    return read_catalogue(*(find_resource("clinical", name).read_text("utf-8") for name in names))


@needs(Permission.MANAGE_CLINIC)
def list_models(context: Context) -> tuple[CatalogueDevice, ...]:
    """The models that ship with the program, to choose one from, by maker and name."""
    return tuple(sorted(shipped_catalogue().devices, key=lambda model: (model.manufacturer, model.name)))


@needs(Permission.MANAGE_CLINIC)
def add_device(context: Context, catalogue_key: str, serial: str) -> Done[int]:
    """Put a laser of a known model into service, with the handpieces and modes of its model."""
    models = {device.key: device for device in shipped_catalogue().devices}
    if catalogue_key not in models:
        said = sentence(mark("Choose a model from the list."))
        raise Refused((Finding("catalogue_key", said, code="device.model"),))
    entry = _entry_of(models[catalogue_key], clean_line(serial))
    refuse_stops(check_lengths(entry, {"serial": LINE_LIMIT}, "device"))
    with context.database.change(context.actor()) as work:
        device_id = _write_device(work, entry, catalogue_key)
        _write_limits(work, device_id, catalogue_key, entry, context.operator.id)
        return Done(device_id, work.changed)


@needs(Permission.MANAGE_CLINIC)
def add_own_device(context: Context, entry: DeviceEntry) -> Done[int]:
    """Put a laser into service that is not among the models, as its maker describes it."""
    pieces = tuple(replace(piece, name=clean_line(piece.name)) for piece in entry.handpieces)
    entry = replace(entry, name=clean_line(entry.name), serial=clean_line(entry.serial), handpieces=pieces)
    refuse_stops(check_device(entry))
    with context.database.change(context.actor()) as work:
        device_id = _write_device(work, entry, None)
        _write_limits(work, device_id, None, entry, context.operator.id)
        return Done(device_id, work.changed)


def write_missing_limits(work: ChangeWork) -> None:
    """Give each laser without limits those of its model: it came before limits were rules."""
    known = {rule.key for rule in list_rules(work, RuleKind.DEVICE)}
    for device in list_devices(work):
        if limits_key(device.id) not in known:
            row = work.get(DeviceRow, device.id)
            _write_limits(work, device.id, row.catalogue_key, entry_of_device(device), None)


def _write_limits(
    work: ChangeWork, device_id: int, catalogue_key: str | None, entry: DeviceEntry, author_id: int | None
) -> None:
    """The laser's limits become a rule of the clinic: those of its model, or those that were typed."""
    shipped = shipped_records("devices.toml")
    content = shipped[catalogue_key] if catalogue_key in shipped else limits_of_entry(entry)
    write_rule(work, RuleKind.DEVICE, limits_key(device_id), content, author_id=author_id, reason="")


@needs(Permission.MANAGE_CLINIC)
def retire_device(context: Context, device_id: int) -> Done[None]:
    """Take a laser out of service: no session is logged with it, what was treated with it stays."""
    return _put_in_service(context, device_id, active=False)


@needs(Permission.MANAGE_CLINIC)
def reinstate_device(context: Context, device_id: int) -> Done[None]:
    """Put a retired laser back into service."""
    return _put_in_service(context, device_id, active=True)


def _put_in_service(context: Context, device_id: int, *, active: bool) -> Done[None]:
    with context.database.change(context.actor()) as work:
        work.get(DeviceRow, device_id).active = active
        return Done(None, work.changed)


def _entry_of(model: CatalogueDevice, serial: str) -> DeviceEntry:
    """A known model as if somebody had typed what the reference says of it."""
    return DeviceEntry(
        name=model.name,
        serial=serial,
        is_nanosecond=model.is_nanosecond,
        modes=tuple(_mode_of(mode) for mode in model.modes),
        handpieces=tuple(HandpieceEntry(piece.name, piece.optic) for piece in model.handpieces),
        max_repetition_hz=model.max_repetition_hz,
    )


def _mode_of(mode: CatalogueMode) -> PulseMode:
    return PulseMode(mode.wavelength_nm, _whole(mode.shortest_ps), _whole(mode.longest_ps), mode.is_nanosecond)


def _write_device(work: ChangeWork, entry: DeviceEntry, catalogue_key: str | None) -> int:
    _refuse_twice(work, entry)
    row = work.add(
        DeviceRow(
            catalogue_key=catalogue_key,
            name=entry.name,
            serial=entry.serial,
            is_nanosecond=entry.is_nanosecond,
            max_repetition_hz=entry.max_repetition_hz,
        )
    )
    for mode in entry.modes:
        work.add(
            PulseModeRow(
                device_id=row.id,
                wavelength_nm=mode.wavelength_nm,
                shortest_ps=mode.shortest_ps,
                longest_ps=mode.longest_ps,
                is_nanosecond=mode.is_nanosecond,
            )
        )
    for piece in entry.handpieces:
        work.add(HandpieceRow(device_id=row.id, name=piece.name, optic=piece.optic.value))
    return row.id


def _refuse_twice(work: ChangeWork, entry: DeviceEntry) -> None:
    """One laser stands on the list once: name and serial number tell it from its like."""
    title = (entry.name.casefold(), entry.serial.casefold())
    if title in {(device.name.casefold(), device.serial.casefold()) for device in list_devices(work)}:
        said = sentence(
            mark(
                "A {name} with this serial number is on the list already, in service or retired. "
                "Enter the number on this one's plate."
            ),
            name=entry.name,
        )
        raise Refused((Finding("serial", said, code="device.taken"),))


def _whole(figure: Figure | None) -> int | None:
    return None if figure is None else figure.whole
