"""What a chart or a timeline shows, as plain values: the screen and the paper draw the same ones."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pico_tracker.domain.words import Sentence


@dataclass(frozen=True, slots=True)
class Point:
    """One reading in the units of the axes; `text` is what stands beside it, such as "55", and
    `tip` what is told when one points at it."""

    x: float
    y: float
    text: str = ""
    tip: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, in the axis' unit, and the text that names it, such as "25%"."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class ChartAxis:
    """An axis from `lowest` to `highest`, `highest` being the larger; `title` names unit and all."""

    title: Sentence
    lowest: float
    highest: float
    ticks: tuple[Tick, ...] = ()

    def part(self, at: float) -> float:
        """Where `at` lies between the ends, 0 to 1; beyond the ends it stays at the end."""
        share = (at - self.lowest) / (self.highest - self.lowest)
        return min(1.0, max(0.0, share))


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """What was observed: points joined by a line, in order of x; `joined` is off for single points
    of others that stand beside it."""

    name: Sentence
    points: tuple[Point, ...]
    joined: bool = True


@dataclass(frozen=True, slots=True)
class ChartBand:
    """What others reached: the room between a lower and an upper edge, each in order of x, with a
    line in the middle where one is known. `described` is read out to those who do not see it."""

    name: Sentence
    lower: tuple[Point, ...]
    upper: tuple[Point, ...]
    middle: tuple[Point, ...] = ()
    described: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart. `empty` is said instead when no series has a point; `description` is read
    out to those who do not see it."""

    title: Sentence
    x: ChartAxis
    y: ChartAxis
    series: tuple[ChartSeries, ...]
    empty: Sentence
    description: Sentence
    bands: tuple[ChartBand, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was observed yet."""
        return not any(one.points for one in self.series if one.joined)

    @property
    def legend(self) -> tuple[Sentence, ...]:
        """Names of what stands beside the observed: bands, then single points."""
        return (*(band.name for band in self.bands), *(one.name for one in self.series if not one.joined))

    @property
    def spoken(self) -> tuple[Sentence, ...]:
        """All that is read out to those who do not see it, in order."""
        told = (band.described for band in self.bands)
        return (self.empty if self.is_empty else self.description, *(one for one in told if one is not None))


class TimelineKind(StrEnum):
    """What a mark on the timeline stands for; each has its own shape and colour."""

    PATCH_TEST = "patch_test"
    SESSION = "session"
    SIDE_EFFECT = "side_effect"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One mark on the timeline: when, what it says, what it is."""

    on: date
    said: Sentence
    kind: TimelineKind
