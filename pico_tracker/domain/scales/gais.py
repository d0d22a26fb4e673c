"""GAIS: how much better or worse the whole looks than before treatment."""

from decimal import Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.scales.shape import Answers, Band, Choice, Item, Result, Scale, Table, band_of, points
from pico_tracker.domain.words import mark, sentence

VERSION = "1 to 5, lower is better"
"""Some papers run from 0 to 4 upwards: scores of different versions are never compared."""

BANDS = (
    Band(mark("Very much improved"), Decimal(1), Decimal(1)),
    Band(mark("Much improved"), Decimal(2), Decimal(2)),
    Band(mark("Improved"), Decimal(3), Decimal(3)),
    Band(mark("No change"), Decimal(4), Decimal(4)),
    Band(mark("Worse"), Decimal(5), Decimal(5)),
)
_GRADE = Item(
    key="grade",
    label=mark("Compared with before the course"),
    choices=(
        Choice(1, mark("very much improved: as good as it can look")),
        Choice(2, mark("much improved: clearly better, not the best possible")),
        Choice(3, mark("improved: better, a touch-up may be needed")),
        Choice(4, mark("no change: in all that matters as before")),
        Choice(5, mark("worse than before")),
    ),
)


def _score(answers: Answers) -> Result:
    grade = points(answers, "grade")
    band = band_of(BANDS, grade)
    said = sentence(mark("GAIS {grade} (1 is best, 5 is worse than before)"), grade=grade)
    return Result(score=grade, said=(said, sentence(band)), band=band)


GAIS = Scale(
    key="gais",
    name=mark("GAIS"),
    version=VERSION,
    about=mark("Lower is better. Compare with a photo from before the course."),
    items=(_GRADE,),
    score=_score,
    low=Decimal(1),
    high=Decimal(5),
    bands=BANDS,
    tables=(Table(mark("grades"), Evidence.SOURCED, ("GAIS", "GAIS_ALT")),),
    higher_is_worse=True,
    is_outcome=True,
    concerns=("acne_scar", "wrinkle", "rejuvenation", "solar_lentigo"),
)
