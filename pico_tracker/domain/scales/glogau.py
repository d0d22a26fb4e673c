"""Glogau: how far the face has aged by light."""

from decimal import Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.scales.shape import Answers, Band, Choice, Item, Result, Scale, Table, band_of, points
from pico_tracker.domain.words import mark, sentence

BANDS = (
    Band(mark("Mild"), Decimal(1), Decimal(1)),
    Band(mark("Moderate"), Decimal(2), Decimal(2)),
    Band(mark("Advanced"), Decimal(3), Decimal(3)),
    Band(mark("Severe"), Decimal(4), Decimal(4)),
)
_TYPE = Item(
    key="type",
    label=mark("Type"),
    choices=(
        Choice(1, mark("mild: no wrinkles, early ageing by light; about 28 to 35 years"), "I"),
        Choice(2, mark("moderate: wrinkles in motion, first sun spots; about 35 to 50 years"), "II"),
        Choice(3, mark("advanced: wrinkles at rest, uneven colour, visible vessels; about 50 to 65"), "III"),
        Choice(4, mark("severe: wrinkles all over, yellow-grey, earlier skin cancer; about 60 to 75"), "IV"),
    ),
)


def _score(answers: Answers) -> Result:
    value = points(answers, "type")
    band = band_of(BANDS, value)
    said = sentence(mark("Glogau type {type} of IV"), type=_TYPE.choices[int(value) - 1].label)
    return Result(score=value, said=(said, sentence(band)), band=band)


GLOGAU = Scale(
    key="glogau",
    name=mark("Glogau type"),
    version="I to IV",
    items=(_TYPE,),
    score=_score,
    low=Decimal(1),
    high=Decimal(4),
    bands=BANDS,
    tables=(Table(mark("types"), Evidence.SOURCED, ("GLOGAU",)),),
    higher_is_worse=True,
    is_outcome=True,
    concerns=("wrinkle", "rejuvenation"),
)
