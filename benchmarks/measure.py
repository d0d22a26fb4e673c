"""Timing of two ways to do one thing, in turns, so that what disturbs the machine disturbs both.

The garbage collector is emptied before a measurement, stays off while one call runs and may run
between calls. Programs that are started fresh keep the collector as they set it themselves.
"""

import gc
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import quantiles
from time import perf_counter

Call = Callable[[], object]
TRIES = 3
"""One measurement is the best of so many tries, so that another program's turn is not counted as ours."""
NEAR = 1.25
"""A ratio up to this many times its goal is called near."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What repeated measurements gave: the middle one and the one that 95 of 100 stay below."""

    p50: float
    p95: float
    runs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table: a job, its floor and ours in `unit`, and the ratio that is held to `goal`.

    `at` tells which of the two percentiles the ratio compares.
    """

    name: str
    what: str
    unit: str
    floor: Spread
    ours: Spread
    goal: float
    note: str = ""
    at: str = "p50"

    @property
    def ratio(self) -> float:
        """Ours over the floor."""
        ours, floor = (getattr(side, self.at) for side in (self.ours, self.floor))
        return float(ours / floor)

    @property
    def verdict(self) -> str:
        """In a word: met, near or missed."""
        if self.ratio <= self.goal:
            return "met"
        return "near" if self.ratio <= self.goal * NEAR else "missed"

    def as_record(self) -> dict[str, object]:
        """The line for a program to read."""
        return asdict(self) | {"ratio": round(self.ratio, 3), "verdict": self.verdict}


def spread(values: Sequence[float]) -> Spread:
    """The percentiles of some measurements; one alone stands for both."""
    if len(values) == 1:
        return Spread(values[0], values[0], 1)
    steps = quantiles(values, n=100, method="inclusive")
    return Spread(steps[49], steps[94], len(values))


def in_turns(pairs: Sequence[tuple[Call, Call]], rounds: int, warm_up: int = 1) -> tuple[Spread, Spread]:
    """Milliseconds of the first and the second call of each pair, by turns.

    The first rounds are thrown away.
    """
    first: list[float] = []
    second: list[float] = []
    gc.collect()
    for turn in range(-warm_up, rounds):
        for pair in pairs:
            best = _best(pair)
            if turn >= 0:
                first.append(best[0])
                second.append(best[1])
    return spread(first), spread(second)


def _best(pair: tuple[Call, Call]) -> tuple[float, float]:
    """The best of a few tries of each side; who goes first changes from try to try."""
    tried: tuple[list[float], list[float]] = ([], [])
    for attempt in range(TRIES):
        for side in (0, 1) if attempt % 2 else (1, 0):
            tried[side].append(milliseconds(pair[side]))
    return min(tried[0]), min(tried[1])


def milliseconds(call: Call) -> float:
    """How long one call takes, without the collector."""
    gc.disable()
    try:
        started = perf_counter()
        call()
        return (perf_counter() - started) * 1000
    finally:
        gc.enable()
