"""Pain from 0 to 10, as the patient says it."""

from decimal import Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.scales.shape import Answers, Band, Choice, Item, Result, Scale, Table, band_of, points
from pico_tracker.domain.words import mark, sentence

BANDS = (
    Band(mark("No pain"), Decimal(0), Decimal(0)),
    Band(mark("Mild pain"), Decimal(1), Decimal(3)),
    Band(mark("Moderate pain"), Decimal(4), Decimal(6)),
    Band(mark("Severe pain"), Decimal(7), Decimal(10)),
)
"""Other cut-offs are published too (mild to 4; severe from 8 in lasting pain); these are the usual ones."""

_ANCHORS = {0: mark("no pain"), 5: mark("half way"), 10: mark("worst pain imaginable")}
_PAIN = Item(key="pain", label=mark("Pain"), choices=tuple(Choice(at, _ANCHORS.get(at, "")) for at in range(11)))


def _score(answers: Answers) -> Result:
    value = points(answers, "pain")
    band = band_of(BANDS, value)
    return Result(score=value, said=(sentence(mark("Pain {score} of 10"), score=value), sentence(band)), band=band)


PAIN = Scale(
    key="pain_nrs",
    name=mark("Pain, 0 to 10"),
    version="0 to 10",
    items=(_PAIN,),
    score=_score,
    high=Decimal(10),
    bands=BANDS,
    tables=(Table(mark("bands and least change that counts"), Evidence.SOURCED, ("NRS1", "NRS2", "NRS3")),),
    higher_is_worse=True,
    meaningful_change=Decimal(2),
)
