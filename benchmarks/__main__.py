"""`python -m benchmarks [name …] [--json]`: measure all floors, or the named ones."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence

from benchmarks.measure import Line
from benchmarks.paper import measure_report
from benchmarks.records import measure_records
from benchmarks.start import measure_memory, measure_start
from benchmarks.writing import measure_writing

_ALONE: dict[str, Callable[[], Iterator[Line]]] = {
    "start": measure_start,
    "memory": measure_memory,
    "report": measure_report,
    "writing": measure_writing,
}
NAMES = ("start", "memory", "search", "open", "boards", "log", "report", "writing")


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 0 whatever the ratios are, since this judges nothing."""
    wish = _parser().parse_args(arguments)
    names = wish.names or NAMES
    lines = list(_measure(names))
    if wish.json:
        print(json.dumps([line.as_record() for line in lines], indent=2))
    else:
        print("\n".join(table(lines)))
    return 0


def table(lines: Sequence[Line]) -> Iterator[str]:
    """The lines as text, in columns; each time as the middle one / the one 95 of 100 stay below."""
    head = f"{'what':44} {'floor p50/p95':>17} {'ours p50/p95':>17} {'':4} {'ratio':>6} {'goal':>5}  verdict"
    yield head
    yield "-" * len(head)
    for line in lines:
        sides = " ".join(f"{side.p50:8.3g}/{side.p95:8.3g}" for side in (line.floor, line.ours))
        yield f"{line.what:44} {sides} {line.unit:4} {line.ratio:6.2f} {line.goal:5.3g}  {line.verdict}"
    yield ""
    for name in dict.fromkeys(line.name for line in lines):
        yield f"{name}: {next(line.note for line in lines if line.name == name)}"


def _measure(names: Sequence[str]) -> Iterator[Line]:
    for name, measure in _ALONE.items():
        if name in names:
            yield from measure()
    yield from measure_records(lambda name: name in names)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", choices=[[], *NAMES], help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true", help="print the figures for a program to read")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
