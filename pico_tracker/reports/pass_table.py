"""Every setting of every pass, one row each, units in the head."""

from collections.abc import Callable, Sequence

from reportlab.platypus import Table

from pico_tracker.domain.laser import BASIS_NAMES
from pico_tracker.domain.passes import ENDPOINT_NAMES, LoggedPass, PassEntry
from pico_tracker.domain.words import mark
from pico_tracker.reports.formats import number
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.tables import DENSE, Column, quiet_table
from pico_tracker.reports.wording import lower_first, spot_size

_NONE = "–"


def pass_table(pen: Pen, passes: Sequence[LoggedPass]) -> Table:
    """The passes of a session as given, in their order."""
    columns = [Column("#", 2.4), Column(pen.say(mark("Device, handpiece")), 14)]
    columns += [Column(pen.say(head), share) for head, share, _ in PASS_SETTINGS]
    rows = [
        [str(place), _device(one), *(said(pen, one.entry) for _, _, said in PASS_SETTINGS)]
        for place, one in enumerate(passes, start=1)
    ]
    return quiet_table(pen, columns, rows, DENSE)


def _device(one: LoggedPass) -> str:
    return ", ".join(name for name in (one.device_name, one.handpiece_name) if name)


def _fluence(pen: Pen, entry: PassEntry) -> str:
    # Kept together, so that the basis stands whole below the number.
    basis = lower_first(pen.say(BASIS_NAMES[entry.fluence_basis])).replace(" ", "\u00a0")
    return f"{number(entry.fluence_j_cm2)} {basis}"


def _endpoints(pen: Pen, entry: PassEntry) -> str:
    return ", ".join(pen.say(ENDPOINT_NAMES[endpoint]) for endpoint in entry.endpoints) or _NONE


def _energy(_pen: Pen, entry: PassEntry) -> str:
    return _NONE if entry.pulse_energy_mj is None else number(entry.pulse_energy_mj)


def _spot(pen: Pen, entry: PassEntry) -> str:
    """The spot, and below it how a fractional one is made up and how far spots overlap."""
    parts = [spot_size(pen, entry.spot)]
    if entry.density_per_cm2 is not None:
        parts.append(pen.say(mark("{density} foci/cm²"), density=entry.density_per_cm2))
    if entry.overlap_percent is not None:
        parts.append(pen.say(mark("overlap {percent} %"), percent=number(entry.overlap_percent)))
    return ", ".join(part.replace(" ", "\u00a0") for part in parts)


def _pulses(pen: Pen, entry: PassEntry) -> str:
    given = _NONE if entry.pulses is None else str(entry.pulses)
    if entry.times == 1:
        return given
    return pen.say(mark("{pulses}, {times} times over"), pulses=given, times=entry.times)


PASS_SETTINGS: tuple[tuple[str, float, Callable[[Pen, PassEntry], str]], ...] = (
    ("nm", 5, lambda _pen, entry: str(entry.wavelength_nm)),
    ("ps", 5, lambda _pen, entry: str(entry.pulse_duration_ps)),
    (mark("Spot"), 10, _spot),
    ("J/cm²", 10.5, _fluence),
    ("mJ", 5.2, _energy),
    ("Hz", 4.2, lambda _pen, entry: number(entry.repetition_hz)),
    (mark("Pulses"), 6.6, _pulses),
    (mark("Endpoint"), 12, _endpoints),
    (mark("Purpose"), 11.5, lambda _pen, entry: entry.purpose or _NONE),
)
"""Heads, shares of the width, and what a pass says under each."""
