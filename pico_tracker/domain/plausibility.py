"""Catches typing errors: values outside what is plausible, and numbers that read like another unit.

It never says what dose to give. Inside a plausible range nothing is said.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.laser import Beam, FluenceBasis, Optic, SpotShape
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.ranges import Bounds, PlausibleRange, plainly
from pico_tracker.domain.words import Sentence, mark, sentence

_SOURCE = "Clinical reference 1.5"
_DENSITY_SOURCE = "Clinical reference 1.4 (not sourced)"
DENSITY_PER_CM2 = (100, 1000)
"""Foci a cm² and pass that are usual, as no source states it: worth a note, never more."""
_RULE = "plausible range"
_TEN = Decimal(10)
_WHOLE_VISIT = {
    "pulses": mark("{value} pulses in all are outside the plausible {low} to {high} ({concern})."),
    "pain": mark("Pain {value} is outside the plausible {low} to {high} ({concern})."),
    "area_cm2": mark("An area of {value} cm² is outside the plausible {low} to {high} cm² ({concern})."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitTotals:
    """What a session amounts to besides its single passes; None: not counted or not measured."""

    pulses: int | None = None
    pain: int | None = None
    area_cm2: Decimal | None = None
    overlap_percent: Decimal | None = None


def check_plausible(entry: PassEntry, beam: Beam, known: PlausibleRange) -> Findings:
    """A caution for each setting of a picosecond pass that is outside what is plausible.

    Fluence and spot are judged where the fluence is an average over the spot of a full beam or an
    array of lenses; of a beam that is not known only a slip of the decimal point is said.
    """
    if not entry.fluence_j_cm2.is_finite():
        return ()
    return (
        *_check_wavelength(entry, known),
        *_check_pulse(entry, known),
        *_check_spot(entry, beam, known),
        *_check_fluence(entry, beam, known),
        *_check_rate(entry, known),
        *_check_overlap(entry.overlap_percent, known),
    )


def check_density(density_per_cm2: int | None) -> Findings:
    """A note about foci a cm² outside what is usual of a pass with a fractional handpiece."""
    low, high = DENSITY_PER_CM2
    if density_per_cm2 is None or low <= density_per_cm2 <= high:
        return ()
    said = sentence(
        mark("{value} foci per cm² are outside the usual {low} to {high} of a pass. No source states this range."),
        value=density_per_cm2,
        low=low,
        high=high,
    )
    return (Finding("density_per_cm2", said, Level.NOTE, "plausible.density", _RULE, _DENSITY_SOURCE),)


def check_passes(passes: Sequence[PassEntry], known: PlausibleRange) -> Findings:
    """A caution where settings went over the area fewer or more times than is plausible."""
    found = []
    for place, one in enumerate(passes):
        alike = [other for other in passes if _work_of(other) == _work_of(one)]
        times = Decimal(sum(other.times for other in alike))
        if alike[0] is one and not known.passes.holds(times):
            said = _said(
                mark("{value} passes with {wavelength} nm are outside the plausible {low} to {high} ({concern})."),
                times,
                known.passes,
                known,
                wavelength=one.wavelength_nm,
            )
            found.append(_caution(f"passes.{place}.times", said, "passes"))
    return tuple(found)


def check_totals(totals: VisitTotals, known: PlausibleRange) -> Findings:
    """A caution where pulses, pain, area or overlap of the whole session is not plausible."""
    return (*_outside_totals(totals, known), *_check_overlap(totals.overlap_percent, known))


def reads_like(value: Decimal, fits: Callable[[Decimal], bool]) -> Decimal | None:
    """The number that `value` would be with its decimal point one place off, if that one fits."""
    return next((other for other in (value / _TEN, value * _TEN) if fits(other)), None)


def _check_wavelength(entry: PassEntry, known: PlausibleRange) -> Iterator[Finding]:
    wavelength = entry.wavelength_nm
    if wavelength in known.doubtful_wavelengths_nm:
        said = sentence(mark("{value} nm is doubtful here ({concern})."), value=wavelength, concern=known.name)
        yield Finding("wavelength_nm", said, Level.NOTE, "plausible.wavelength", _RULE, _SOURCE)
    elif wavelength not in known.wavelengths_nm:
        said = sentence(
            mark("{value} nm is outside the plausible wavelengths {known} nm ({concern})."),
            value=wavelength,
            known=", ".join(str(one) for one in known.wavelengths_nm),
            concern=known.name,
        )
        yield _caution("wavelength_nm", said, "wavelength")


def _check_pulse(entry: PassEntry, known: PlausibleRange) -> Iterator[Finding]:
    pulse = Decimal(entry.pulse_duration_ps)
    if not known.pulse_ps.holds(pulse):
        text = mark("A pulse of {value} ps is outside the plausible {low} to {high} ps ({concern}).")
        yield _caution("pulse_duration_ps", _said(text, pulse, known.pulse_ps, known), "pulse")


def _check_spot(entry: PassEntry, beam: Beam, known: PlausibleRange) -> Iterator[Finding]:
    if not _is_average(entry, beam):
        return
    sides = {"spot_width_mm": entry.spot.width_mm}
    if entry.spot.shape is SpotShape.RECTANGULAR and entry.spot.height_mm is not None:
        sides["spot_height_mm"] = entry.spot.height_mm
    text = mark("A spot of {value} mm is outside the plausible {low} to {high} mm ({concern}).")
    for field, side in sides.items():
        if not known.spot_mm.holds(side):
            yield _caution(field, _said(text, side, known.spot_mm, known), "spot")


def _check_fluence(entry: PassEntry, beam: Beam, known: PlausibleRange) -> Iterator[Finding]:
    fluence, bounds = entry.fluence_j_cm2, known.fluence_for(entry.wavelength_nm)
    if entry.fluence_basis is FluenceBasis.PER_MICROBEAM or bounds.holds(fluence):
        return
    other = reads_like(fluence, bounds.holds)
    if other is not None and (_is_average(entry, beam) or beam.optic is Optic.UNKNOWN):
        said = _said(_slip(fluence, other), fluence, bounds, known, other=other)
        yield _caution("fluence_j_cm2", said, "fluence")
    elif _is_average(entry, beam):
        text = mark("{value} J/cm² is outside the plausible {low} to {high} J/cm² ({concern}).")
        yield _caution("fluence_j_cm2", _said(text, fluence, bounds, known), "fluence")


def _slip(value: Decimal, other: Decimal) -> str:
    if other < value:
        return mark(
            "{value} J/cm² is outside the plausible {low} to {high} J/cm² ({concern}). "
            "It reads like {other} entered ten times too high."
        )
    return mark(
        "{value} J/cm² is outside the plausible {low} to {high} J/cm² ({concern}). "
        "It reads like {other} entered ten times too low."
    )


def _check_rate(entry: PassEntry, known: PlausibleRange) -> Iterator[Finding]:
    rate = entry.repetition_hz
    if rate.is_finite() and not known.rate_hz.holds(rate):
        text = mark("A rate of {value} Hz is outside the plausible {low} to {high} Hz ({concern}).")
        yield _caution("repetition_hz", _said(text, rate, known.rate_hz, known), "rate")


def _is_average(entry: PassEntry, beam: Beam) -> bool:
    return entry.fluence_basis is FluenceBasis.MACRO_SPOT and beam.has_spot_average


def _work_of(entry: PassEntry) -> tuple[int, str]:
    return entry.wavelength_nm, entry.purpose.casefold()


def _outside_totals(totals: VisitTotals, known: PlausibleRange) -> Iterator[Finding]:
    fields = {"pulses": "passes"}
    for name, text in _WHOLE_VISIT.items():
        value: Decimal | int | None = getattr(totals, name)
        bounds: Bounds = getattr(known, name)
        if value is not None and not bounds.holds(Decimal(value)):
            yield _caution(fields.get(name, name), _said(text, Decimal(value), bounds, known), name)


def _check_overlap(overlap: Decimal | None, known: PlausibleRange) -> Iterator[Finding]:
    if overlap is None or overlap <= known.overlap_note_percent:
        return
    limit, level = known.overlap_note_percent, Level.NOTE
    if overlap > known.overlap_to_percent:
        limit, level = known.overlap_to_percent, Level.CAUTION
    said = sentence(
        mark("Spots that overlap by {value} % are past the plausible {limit} %."),
        value=plainly(overlap),
        limit=plainly(limit),
    )
    yield Finding("overlap_percent", said, level, "plausible.overlap", _RULE, _SOURCE)


def _said(text: str, value: Decimal, bounds: Bounds, known: PlausibleRange, **more: object) -> Sentence:
    numbers = {name: plainly(one) if isinstance(one, Decimal) else one for name, one in more.items()}
    return sentence(
        text,
        value=plainly(value),
        low=plainly(bounds.low),
        high=plainly(bounds.high),
        concern=known.name,
        **numbers,
    )


def _caution(field: str, said: Sentence, of: str) -> Finding:
    return Finding(field, said, Level.CAUTION, f"plausible.{of}", _RULE, _SOURCE)
