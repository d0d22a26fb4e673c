"""Fitzpatrick wrinkle classification: 1 to 9 in three classes of wrinkles and elastosis."""

from decimal import Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.scales.shape import Answers, Band, Choice, Item, Result, Scale, Table, band_of, points
from pico_tracker.domain.words import mark, sentence

BANDS = (
    Band(mark("Class I"), Decimal(1), Decimal(3)),
    Band(mark("Class II"), Decimal(4), Decimal(6)),
    Band(mark("Class III"), Decimal(7), Decimal(9)),
)
"""The classes are sourced, the numbers that belong to them are not."""

_FINE = mark("class I: fine wrinkles, mild elastosis")
_MODERATE = mark("class II: fine to moderately deep, some lines; distinct papules")
_DEEP = mark("class III: fine to deep, many lines, folds at times; papules that merge")
_SCORE = Item(
    key="score",
    label=mark("Score"),
    choices=tuple(
        Choice(at, text) for at, text in enumerate((*[_FINE] * 3, *[_MODERATE] * 3, *[_DEEP] * 3), start=1)
    ),
    hint=mark("Within a class: lower, middle or upper part."),
)


def class_of(score: Decimal) -> str:
    """Marked name of the class; a mean between two whole scores belongs to the lower class."""
    return band_of(BANDS, Decimal(int(score)))


def _score(answers: Answers) -> Result:
    value = points(answers, "score")
    band = class_of(value)
    said = sentence(mark("Fitzpatrick wrinkle score {score} of 9"), score=value)
    return Result(score=value, said=(said, sentence(band)), band=band)


WRINKLES = Scale(
    key="fwcs",
    name=mark("Fitzpatrick wrinkle classification"),
    version="1 to 9",
    items=(_SCORE,),
    score=_score,
    low=Decimal(1),
    high=Decimal(9),
    bands=BANDS,
    tables=(
        Table(mark("classes"), Evidence.SOURCED, ("FWCS",)),
        Table(mark("numbers that belong to a class"), Evidence.UNSOURCED, ("UNS",)),
        Table(mark("least change that counts"), Evidence.SOURCED, ("K140719", "DUAL2019")),
    ),
    higher_is_worse=True,
    is_outcome=True,
    meaningful_change=Decimal(1),
    concerns=("wrinkle",),
)
