"""Physician's global assessment: five grades of improvement, with the wording that was used.

Papers anchor the grades in different words, so the wording is part of the record.
"""

from decimal import Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.scales.shape import Answers, Band, Choice, Item, Result, Scale, Table, band_of, points
from pico_tracker.domain.words import mark, sentence

BANDS = (
    Band(mark("No change or worse"), Decimal(0), Decimal(0)),
    Band(mark("1 to 25 % better"), Decimal(1), Decimal(1)),
    Band(mark("26 to 50 % better"), Decimal(2), Decimal(2)),
    Band(mark("51 to 75 % better"), Decimal(3), Decimal(3)),
    Band(mark("76 to 100 % better"), Decimal(4), Decimal(4)),
)
_ITEMS = (
    Item(key="grade", label=mark("Grade"), choices=tuple(Choice(at, band.name) for at, band in enumerate(BANDS))),
    Item(
        key="wording",
        label=mark("Wording of the grade, if another"),
        is_text=True,
        required=False,
        hint=mark("Papers word these grades differently. What you used is kept with the score."),
    ),
)


def _score(answers: Answers) -> Result:
    grade = points(answers, "grade")
    band = band_of(BANDS, grade)
    said = sentence(mark("Physician's global assessment {grade} of 4"), grade=grade)
    wording = answers.get("wording", "")
    own = sentence(mark("Worded as “{wording}”"), wording=wording) if wording else sentence(band)
    return Result(score=grade, said=(said, own), band=band)


PHYSICIANS_GLOBAL = Scale(
    key="pga",
    name=mark("Physician's global assessment"),
    version="0 to 4, higher is better",
    items=_ITEMS,
    score=_score,
    low=Decimal(0),
    high=Decimal(4),
    bands=BANDS,
    tables=(Table(mark("grades in percent"), Evidence.MIXED, ("NEG2018", "UNS")),),
    higher_is_worse=False,
    is_outcome=True,
    concerns=("tattoo", "solar_lentigo"),
)
