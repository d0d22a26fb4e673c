"""Start to first paint, and memory, against a bare Qt window: fresh processes, offscreen."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from benchmarks.clinics import SMALL, clinic_file
from benchmarks.measure import Line, spread

_RUNS, _MEMORY_RUNS = 15, 3
_SETTLED = 2.0
_BARE = ("bare",)
_FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
"""Where a program's own settings would come from: each run has new ones."""


def measure_start() -> Iterator[Line]:
    """Milliseconds from starting Python to the first painted window."""
    bare, ours = _by_turns(_RUNS, 0)
    yield Line(
        name="start",
        what="start to first paint",
        unit="ms",
        floor=spread([one[0] for one in bare]),
        ours=spread([one[0] for one in ours]),
        goal=2,
        note="floor: a bare QMainWindow; a fresh process each, no file read ahead",
    )


def measure_memory() -> Iterator[Line]:
    """Resident memory once everything that starts in the background is in."""
    bare, ours = _by_turns(_MEMORY_RUNS, _SETTLED)
    yield Line(
        name="memory",
        what="resident after start",
        unit="MiB",
        floor=spread([one[1] for one in bare]),
        ours=spread([one[1] for one in ours]),
        goal=2.7,
        note=f"{_SETTLED:.0f} s after the first paint; floor: a bare QMainWindow",
    )


def _by_turns(runs: int, stay: float) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    command = ("--database", str(clinic_file(SMALL)))
    bare, ours = [], []
    with tempfile.TemporaryDirectory(prefix="pico-tracker-bench-") as home:
        for turn in range(-1, runs):
            pair = _start(_BARE, stay, home), _start(command, stay, home)
            if turn >= 0:
                bare.append(pair[0])
                ours.append(pair[1])
    return bare, ours


def _start(command: tuple[str, ...], stay: float, home: str) -> tuple[float, float]:
    """Milliseconds to the first paint and MiB of one fresh process."""
    around = os.environ | dict.fromkeys(_FOLDERS, home) | {"QT_QPA_PLATFORM": "offscreen"}
    line = [sys.executable, "-m", "benchmarks.first_paint", str(stay), *command]
    started = monotonic()
    ended = subprocess.run(
        line, env=around, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False
    )
    if ended.returncode or not ended.stdout:
        msg = f"{' '.join(command)} did not start:\n{ended.stderr}"
        raise RuntimeError(msg)
    painted, mebibytes = ended.stdout.split()[-2:]
    return (float(painted) - started) * 1000, float(mebibytes)
