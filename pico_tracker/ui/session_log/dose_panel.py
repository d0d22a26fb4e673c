"""What the dose of the chosen pass amounts to, and how it stands to the protocol and the laser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.device_limits import DeviceLimits, microbeam_energies_mj
from pico_tracker.domain.devices import OPTIC_NAMES, Device
from pico_tracker.domain.doses import DoseFacts, Standing, judge_by_protocol
from pico_tracker.domain.evidence import Evidence, Figure
from pico_tracker.domain.laser import expected_pulses, total_energy_j
from pico_tracker.domain.passes import PassEntry
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.decimals import said_decimal
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

_TENTH = Decimal("0.1")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class DoseGround:
    """What a pass is shown against: the facts, and the treated area where it is measured."""

    facts: DoseFacts = field(default_factory=DoseFacts)
    area_cm2: Decimal | None = None


class ChipLine(QWidget):
    """Chips side by side under the fields of a pass; empty, it takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._chips = FlowLayout(self)
        self._shown: tuple[ChipText, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What the chips say."""
        return tuple(one.text for one in self._shown)

    def show_chips(self, chips: tuple[ChipText, ...]) -> None:
        """Say these."""
        if chips != self._shown:
            self._shown = chips
            self._chips.clear()
            for chip in chips:
                self._chips.addWidget(Chip(chip))
        self.setVisible(bool(chips))


class DosePanel(ChipLine):
    """How the dose stands; empty while the pass cannot be read."""

    def show_pass(self, entry: PassEntry | None, device: Device | None, ground: DoseGround) -> None:
        """Say what there is to say about this pass on its laser."""
        self.show_chips(() if entry is None or device is None else tuple(_chips(entry, device, ground)))


def _chips(entry: PassEntry, device: Device, ground: DoseGround) -> Iterator[ChipText]:
    yield _against_protocol(entry, device, ground.facts)
    limits = ground.facts.limits.get(device.id)
    if limits is not None:
        yield from _device_limits(entry, limits)
    yield from _amounts(entry, ground)
    if limits is not None:
        yield from _microbeams(entry, device, limits)


def _against_protocol(entry: PassEntry, device: Device, facts: DoseFacts) -> ChipText:
    beam = device.beam_of(entry.handpiece_id)
    verdict = judge_by_protocol(entry, beam, facts)
    if verdict.protocol is None:
        optic = translated(OPTIC_NAMES[beam.optic]).lower()
        text = tr("No protocol adopted for {wavelength} nm, {optic}", wavelength=entry.wavelength_nm, optic=optic)
        return ChipText(text)
    name = verdict.protocol.name
    if verdict.standing is Standing.INSIDE:
        return ChipText(tr("Inside your protocol “{name}”", name=name))
    return ChipText(tr("Outside your protocol “{name}”", name=name), Tone.WARN)


def _device_limits(entry: PassEntry, limits: DeviceLimits) -> Iterator[ChipText]:
    mode = limits.mode_at(entry.wavelength_nm)
    if mode is None:
        return
    figures = [(mode.max_energy_mj, tr("mJ")), (mode.max_fluence_j_cm2, tr("J/cm²"))]
    figures.append((mode.max_repetition_hz, tr("Hz")))
    said = [_limit(limits, figure, unit) for figure, unit in figures if figure is not None]
    if said:
        all_said = ", ".join(said)
        text = tr("Device limit at {wavelength} nm: {limits}", wavelength=entry.wavelength_nm, limits=all_said)
        yield ChipText(text)


def _limit(limits: DeviceLimits, figure: Figure, unit: str) -> str:
    number = said_decimal(figure.value)
    if limits.rule.holds_fully(figure.evidence):
        return tr("{number} {unit}", number=number, unit=unit)
    if figure.evidence is Evidence.DERIVED:
        return tr("{number} {unit} (calculated)", number=number, unit=unit)
    return tr("{number} {unit} (not sourced)", number=number, unit=unit)


def _amounts(entry: PassEntry, ground: DoseGround) -> Iterator[ChipText]:
    if entry.pulse_energy_mj is not None and entry.pulses is not None:
        total = total_energy_j(entry.pulse_energy_mj, entry.pulses).quantize(_TENTH, ROUND_HALF_UP)
        yield ChipText(tr("{total} J in all", total=said_decimal(total)))
    if ground.area_cm2 is not None:
        pulses = expected_pulses(ground.area_cm2, entry.spot, entry.overlap_percent or Decimal(0), entry.times)
        area = said_decimal(ground.area_cm2)
        yield ChipText(tr("About {pulses} pulses expected for {area} cm²", pulses=pulses, area=area))


def _microbeams(entry: PassEntry, device: Device, limits: DeviceLimits) -> Iterator[ChipText]:
    name = next((piece.name for piece in device.handpieces if piece.id == entry.handpiece_id), "")
    piece = limits.handpiece(name)
    if piece is None or entry.pulse_energy_mj is None:
        return
    energies = microbeam_energies_mj(entry.pulse_energy_mj, entry.spot, piece)
    said = [said_decimal(one.quantize(_HUNDREDTH, ROUND_HALF_UP)) for one in energies]
    if said:
        text = tr("{least} to {most} mJ in each focus", least=said[0], most=said[-1])
        yield ChipText(text if said[0] != said[-1] else tr("{energy} mJ in each focus", energy=said[0]))
