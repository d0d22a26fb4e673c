"""MASI and mMASI: how far melasma covers the face, how dark and (MASI) how even it is.

No cut-offs for mild, moderate and severe are given: none could be read in a source.
"""

from collections.abc import Iterator
from decimal import Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.scales.shape import (
    Answers,
    Choice,
    Item,
    Result,
    Scale,
    Table,
    doubtful,
    points,
    said_number,
)
from pico_tracker.domain.words import mark, sentence

WEIGHTS = {
    "forehead": Decimal("0.3"),
    "left_malar": Decimal("0.3"),
    "right_malar": Decimal("0.3"),
    "chin": Decimal("0.1"),
}
"""Share of each region in the face."""

AREA = (
    Choice(0, mark("none of it")),
    Choice(1, mark("below 10 %")),
    Choice(2, mark("10 to 29 %")),
    Choice(3, mark("30 to 49 %")),
    Choice(4, mark("50 to 69 %")),
    Choice(5, mark("70 to 89 %")),
    Choice(6, mark("90 to 100 %")),
)
DARKNESS = (
    Choice(0, mark("not darker")),
    Choice(1, mark("slightly")),
    Choice(2, mark("mildly")),
    Choice(3, mark("markedly")),
    Choice(4, mark("as dark as it gets")),
)
HOMOGENEITY = (
    Choice(0, mark("no pigment")),
    Choice(1, mark("specks")),
    Choice(2, mark("small patches")),
    Choice(3, mark("mostly even")),
    Choice(4, mark("even all over")),
)
_LABELS = {
    "forehead": (mark("Forehead, area"), mark("Forehead, darkness"), mark("Forehead, evenness")),
    "left_malar": (mark("Left cheek, area"), mark("Left cheek, darkness"), mark("Left cheek, evenness")),
    "right_malar": (mark("Right cheek, area"), mark("Right cheek, darkness"), mark("Right cheek, evenness")),
    "chin": (mark("Chin, area"), mark("Chin, darkness"), mark("Chin, evenness")),
}


def _items(*, with_homogeneity: bool) -> Iterator[Item]:
    for region, (area, darkness, homogeneity) in _LABELS.items():
        affected = f"{region}_area"
        yield Item(key=affected, label=area, choices=AREA)
        yield Item(key=f"{region}_darkness", label=darkness, choices=DARKNESS, idle_without=affected)
        if with_homogeneity:
            yield Item(key=f"{region}_homogeneity", label=homogeneity, choices=HOMOGENEITY, idle_without=affected)


def masi(answers: Answers) -> Decimal:
    """Over the regions: weight x area x (darkness + homogeneity), 0 to 48."""
    return sum((_masi_of(answers, region) for region in WEIGHTS), Decimal(0))


def mmasi(answers: Answers) -> Decimal:
    """Over the regions: weight x area x darkness, 0 to 24."""
    return sum(
        (
            weight * points(answers, f"{region}_area") * points(answers, f"{region}_darkness")
            for region, weight in WEIGHTS.items()
        ),
        Decimal(0),
    )


def _masi_of(answers: Answers, region: str) -> Decimal:
    area, darkness, evenness = (points(answers, f"{region}_{part}") for part in ("area", "darkness", "homogeneity"))
    return WEIGHTS[region] * area * (darkness + evenness)


def _check(answers: Answers) -> Findings:
    return tuple(
        doubtful(f"{region}_darkness", mark("Part of the region is affected, but nothing is darker. Look again."))
        for region in WEIGHTS
        if points(answers, f"{region}_area") > 0 and points(answers, f"{region}_darkness") == 0
    )


def _score_masi(answers: Answers) -> Result:
    score = masi(answers)
    return Result(score=score, said=(sentence(mark("MASI {score} of 48"), score=said_number(score)),))


def _score_mmasi(answers: Answers) -> Result:
    score = mmasi(answers)
    return Result(score=score, said=(sentence(mark("mMASI {score} of 24"), score=said_number(score)),))


_ABOUT = mark("No cut-offs for mild or severe are known from a source. Compare a patient's scores with each other.")
MASI = Scale(
    key="masi",
    name=mark("MASI"),
    version="1994, 0 to 48",
    about=_ABOUT,
    items=tuple(_items(with_homogeneity=True)),
    score=_score_masi,
    check=_check,
    high=Decimal(48),
    tables=(Table(mark("weights and grades"), Evidence.SOURCED, ("MASI_MA", "MASI_ALT", "MASI_PSK")),),
    higher_is_worse=True,
    is_outcome=True,
    concerns=("melasma",),
)
MMASI = Scale(
    key="mmasi",
    name=mark("mMASI"),
    version="2011, 0 to 24",
    about=_ABOUT,
    items=tuple(_items(with_homogeneity=False)),
    score=_score_mmasi,
    check=_check,
    high=Decimal(24),
    tables=(Table(mark("weights and grades"), Evidence.SOURCED, ("MASI_ALT", "MASI_PSK", "MMASI")),),
    higher_is_worse=True,
    is_outcome=True,
    concerns=("melasma",),
)
