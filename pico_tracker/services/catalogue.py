"""The shipped clinical knowledge, copied into a new clinic, which owns it from then on."""

from pico_tracker.db.models import ConcernRow, DeviceRow, HandpieceRow, PulseModeRow, SideEffectKindRow
from pico_tracker.db.unit_of_work import ChangeWork
from pico_tracker.domain.catalogue import Catalogue, CatalogueDevice, Figure, read_catalogue
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import LINE_LIMIT, clean_line, mark, sentence
from pico_tracker.resources import find_resource
from pico_tracker.services.context import Context, Done, needs


def shipped_catalogue() -> Catalogue:
    """The clinical knowledge that comes with the program."""
    names = ("devices.toml", "concerns.toml", "side_effects.toml")
    return read_catalogue(*(find_resource("clinical", name).read_text("utf-8") for name in names))


@needs(Permission.MANAGE_CLINIC)
def add_device(context: Context, catalogue_key: str, serial: str) -> Done[int]:
    """Put a laser of a known model into service, with the handpieces and modes of its model."""
    models = {device.key: device for device in shipped_catalogue().devices}
    if catalogue_key not in models:
        said = sentence(mark("Choose a model from the list."))
        raise Refused((Finding("catalogue_key", said, code="device.model"),))
    serial = clean_line(serial)
    if len(serial) > LINE_LIMIT:
        said = sentence(mark("This is longer than {limit} characters. Shorten it."), limit=LINE_LIMIT)
        raise Refused((Finding("serial", said, code="device.serial"),))
    with context.database.change(context.actor()) as work:
        return Done(write_device(work, models[catalogue_key], serial), work.changed)


def write_catalogue(work: ChangeWork) -> None:
    """Copy concerns and kinds of side effect into a new clinic's tables."""
    catalogue = shipped_catalogue()
    for concern in catalogue.concerns:
        protocol = concern.protocol
        interval = protocol.interval
        work.add(
            ConcernRow(
                key=concern.key,
                name=concern.name,
                sessions_from=protocol.sessions_from.whole,
                sessions_to=protocol.sessions_to.whole,
                earliest_weeks=interval.earliest_weeks,
                target_weeks=interval.target_weeks,
                late_weeks=interval.late_weeks,
                maintenance_months=_whole(protocol.maintenance_from_months),
                evidence=protocol.evidence.value,
                source=", ".join(protocol.sources),
            )
        )
    for kind in catalogue.side_effects:
        work.add(
            SideEffectKindRow(
                key=kind.key,
                name=kind.name,
                urgency=kind.urgency.value,
                expected_days=kind.expected_days,
                prolonged_after_days=kind.prolonged_after_days,
                evidence=kind.evidence.value,
                source=", ".join(kind.sources),
            )
        )


def write_device(work: ChangeWork, model: CatalogueDevice, serial: str) -> int:
    """Add a device of a known model inside another service's transaction."""
    row = work.add(
        DeviceRow(
            catalogue_key=model.key,
            name=model.name,
            serial=serial,
            is_nanosecond=model.is_nanosecond,
            max_repetition_hz=model.max_repetition_hz,
        )
    )
    for mode in model.modes:
        work.add(
            PulseModeRow(
                device_id=row.id,
                wavelength_nm=mode.wavelength_nm,
                shortest_ps=_whole(mode.shortest_ps),
                longest_ps=_whole(mode.longest_ps),
                is_nanosecond=mode.is_nanosecond,
            )
        )
    for piece in model.handpieces:
        work.add(HandpieceRow(device_id=row.id, name=piece.name, optic=piece.optic.value))
    return row.id


def _whole(figure: Figure | None) -> int | None:
    return None if figure is None else figure.whole
