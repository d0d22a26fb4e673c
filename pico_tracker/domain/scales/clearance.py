"""Clearance quartile: how much of a measured amount has gone since the start.

The upper end of each quarter belongs to it, so that no decimal falls between two of them (a
choice of this program; papers print 0-25, 26-50, 51-75, 76-100).
"""

from decimal import Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.scales.shape import (
    Answers,
    Band,
    Item,
    Result,
    Scale,
    Table,
    band_of,
    doubtful,
    halves_up,
    points,
    said_number,
)
from pico_tracker.domain.words import mark, sentence

BANDS = (
    Band(mark("Worse than at the start"), Decimal(0), Decimal(0)),
    Band(mark("0 to 25 %"), Decimal(1), Decimal(1)),
    Band(mark("Above 25 to 50 %"), Decimal(2), Decimal(2)),
    Band(mark("Above 50 to 75 %"), Decimal(3), Decimal(3)),
    Band(mark("Above 75 to 100 %"), Decimal(4), Decimal(4)),
)
_MOST = Decimal(1_000_000)
_LEAST = Decimal("0.01")
_MISTYPED = 10
"""So many times as much as at the start is more likely a lost decimal point."""


def percent_cleared(baseline: Decimal, now: Decimal) -> Decimal:
    """How much has gone, in percent of the start, to one decimal place, halves up; below 0: worse."""
    return halves_up(100 * (baseline - now) / baseline, 1)


def quartile(baseline: Decimal, now: Decimal) -> int:
    """1 to 4 by the exact share that has gone; 0 when there is more than at the start."""
    gone = baseline - now
    if gone < 0:
        return 0
    return next(quarter for quarter in (1, 2, 3, 4) if 4 * gone <= quarter * baseline)


def _check(answers: Answers) -> Findings:
    baseline, now = points(answers, "baseline"), points(answers, "now")
    if now <= _MISTYPED * baseline:
        return ()
    said = mark("{now} now after {baseline} at the start: is a decimal point missing?")
    return (doubtful("now", said, now=said_number(now), baseline=said_number(baseline)),)


def _score(answers: Answers) -> Result:
    baseline, now = points(answers, "baseline"), points(answers, "now")
    value = Decimal(quartile(baseline, now))
    band = band_of(BANDS, value)
    phrase = mark("Clearance quartile {quartile}: {percent} % cleared ({baseline} at the start, {now} now)")
    said = sentence(
        phrase,
        quartile=value,
        percent=said_number(percent_cleared(baseline, now)),
        baseline=said_number(baseline),
        now=said_number(now),
    )
    return Result(score=value, said=(said, sentence(band)), band=band)


CLEARANCE_QUARTILE = Scale(
    key="clearance_quartile",
    name=mark("Clearance quartile"),
    version="upper ends included, 0 is worse",
    about=mark("Both numbers from the same measurement, such as a melanin index."),
    items=(
        Item(key="measure", label=mark("What was measured"), is_text=True, required=False),
        Item(key="baseline", label=mark("At the start"), low=_LEAST, high=_MOST, places=2),
        Item(key="now", label=mark("Now"), high=_MOST, places=2),
    ),
    score=_score,
    check=_check,
    low=Decimal(0),
    high=Decimal(4),
    bands=BANDS,
    tables=(Table(mark("quarters and their ends"), Evidence.MIXED, ("KORPS", "LIANG2023", "UNS")),),
    higher_is_worse=False,
    is_outcome=True,
    concerns=("tattoo", "solar_lentigo"),
)
