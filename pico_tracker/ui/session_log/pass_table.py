"""The grid of passes: one line a pass, the chosen one is edited below."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QResizeEvent

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.passes import ENDPOINT_NAMES
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.kit.cells import Cell
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.record_table import Column, RecordTable
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr, translated
from pico_tracker.ui.session_log.pass_text import PassText, endpoints_in

_TONES = {Level.CAUTION: Tone.WARN, Level.STOP: Tone.DANGER}


@dataclass(frozen=True, slots=True)
class PassLine:
    """One line of the grid: its place, the pass as typed, how far the gravest finding goes, its laser."""

    index: int
    text: PassText
    level: Level | None = None
    laser: str = ""


def pass_lines(
    passes: Sequence[PassText], findings: Sequence[Finding], devices: Sequence[Device] = ()
) -> tuple[PassLine, ...]:
    """The lines of the grid, each with what was found about it."""
    names = {str(device.id): device.name for device in devices}
    return tuple(
        PassLine(
            index,
            one,
            max((f.level for f in findings if place_of(f) == index), default=None),
            names.get(one.device_id, ""),
        )
        for index, one in enumerate(passes)
    )


def place_of(finding: Finding) -> int | None:
    """Which pass a finding is about, none if about none: `passes.1.pulses` is about pass 1."""
    parts = finding.field.split(".")
    return int(parts[1]) if len(parts) > 2 and parts[0] == "passes" and parts[1].isdecimal() else None


def named_by_pass(finding: Finding) -> Finding:
    """The finding with its pass in words, for where it stands away from the pass."""
    place = place_of(finding)
    if place is None:
        return finding
    named = sentence(mark("pass {number}: {found}"), number=place + 1, found=said(finding.sentence))
    return replace(finding, sentence=named)


class PassTable(RecordTable[PassLine]):
    """The grid of passes; `chosen(line)` follows the line one stands on."""

    def __init__(self) -> None:
        super().__init__("passes", _columns(), key=lambda line: line.index)
        self.setSelectionMode(RecordTable.SelectionMode.SingleSelection)
        self.setAccessibleName(tr("Passes of this session"))

    def show_passes(self, lines: Sequence[PassLine], selected: int) -> None:
        """Show the passes with one of them chosen, as high as they need."""
        self._show_what_differs(lines)
        self.show_rows(lines)
        self.go_to(selected)
        self.fit_height()

    def _show_what_differs(self, lines: Sequence[PassLine]) -> None:
        """Leave out what no pass has: the laser where there is one only, density, overlap, more than one time."""
        texts = [line.text for line in lines]
        self.show_column("laser", shown=len({text.device_id for text in texts}) > 1)
        self.show_column("density", shown=any(text.density_per_cm2 for text in texts))
        self.show_column("overlap", shown=any(text.overlap_percent for text in texts))
        self.show_column("times", shown=any(text.times != "1" for text in texts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take no more height than the rows need at this width."""
        super().resizeEvent(event)
        self.fit_height()


def _columns() -> tuple[Column[PassLine], ...]:
    return (
        Column("number", tr("#"), _number, width=36, strong=True),
        Column("purpose", tr("For"), lambda line: line.text.purpose, width=74),
        Column("laser", tr("Laser"), lambda line: line.laser),
        Column("wavelength", tr("nm"), lambda line: line.text.wavelength_nm, number=True, width=52),
        Column("pulse", tr("ps"), lambda line: line.text.pulse_duration_ps, number=True, width=46),
        Column("spot", tr("mm"), _spot, number=True),
        Column("fluence", tr("J/cm²"), lambda line: line.text.fluence_j_cm2, number=True, width=50, strong=True),
        Column("energy", tr("mJ"), lambda line: line.text.pulse_energy_mj, number=True, width=56),
        Column("rate", tr("Hz"), lambda line: line.text.repetition_hz, number=True, width=36),
        Column("density", tr("/cm²"), lambda line: line.text.density_per_cm2, number=True, width=46),
        Column("overlap", tr("Overlap"), _overlap, number=True, width=60),
        Column("times", tr("Times"), lambda line: line.text.times, number=True, width=52),
        Column("pulses", tr("Pulses"), lambda line: line.text.pulses, number=True, width=54),
        Column("endpoint", tr("Endpoint"), _endpoints),
    )


def _number(line: PassLine) -> Cell:
    number = str(line.index + 1)
    return ChipText(number, _TONES[line.level]) if line.level in _TONES else number


def _spot(line: PassLine) -> str:
    text = line.text
    return f"{text.spot_width_mm} × {text.spot_height_mm}" if text.is_rectangular else text.spot_width_mm


def _overlap(line: PassLine) -> str:
    overlap = line.text.overlap_percent
    return tr("{percent} %", percent=overlap) if overlap else ""


def _endpoints(line: PassLine) -> str:
    names = [translated(ENDPOINT_NAMES[one]) for one in endpoints_in(line.text.endpoints)]
    return ", ".join([*names[:1], *(name.lower() for name in names[1:])])
