"""How fast a demonstration clinic is written, against the same rows by the bare driver."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks import sql
from benchmarks.clinics import SMALL, open_clinic, open_raw, write_clinic
from benchmarks.measure import Line, milliseconds, spread

_RUNS = 3


def measure_writing() -> Iterator[Line]:
    """Milliseconds a patient, from nothing to a closed file."""
    with open_clinic(SMALL) as clinic:
        schema, tables = sql.read_schema(clinic.raw), sql.read_tables(clinic.raw)
    floor, ours = [], []
    with tempfile.TemporaryDirectory(prefix="pico-tracker-bench-") as folder:
        for run in range(_RUNS):
            raw = open_raw(Path(folder) / f"raw-{run}.pico")
            raw.execute("PRAGMA foreign_keys = 0")
            floor.append(milliseconds(partial(sql.write_tables, raw, schema, tables)) / SMALL)
            raw.close()
            ours.append(write_clinic(Path(folder) / f"{run}.pico", SMALL) * 1000 / SMALL)
    yield Line(
        name="writing",
        what="write a demonstration patient",
        unit="ms",
        floor=spread(floor),
        ours=spread(ours),
        goal=10,
        note=f"floor: the same rows, ready made; ours also makes them up and asks the rules; {SMALL:,} patients",
    )
