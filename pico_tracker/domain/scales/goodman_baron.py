"""Goodman and Baron: acne scars as one grade, or counted type by type.

The points of the counted scale stand in no source that could be read; only their total of 84
could be checked.
"""

from collections.abc import Iterator
from decimal import Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.scales.shape import (
    Answers,
    Band,
    Choice,
    Item,
    Result,
    Scale,
    Table,
    band_of,
    points,
    said_number,
)
from pico_tracker.domain.words import mark, sentence

_MOST_LESIONS = Decimal(999)
_MOST_CM2 = Decimal(2000)
_GRADES = Item(
    key="grade",
    label=mark("Grade"),
    choices=(
        Choice(1, mark("macular: flat red, dark or pale marks; colour, not contour")),
        Choice(2, mark("mild: not obvious from 50 cm; make-up or beard shadow covers it")),
        Choice(3, mark("moderate: obvious from 50 cm, hard to cover, flattens when stretched")),
        Choice(4, mark("severe: obvious from beyond 50 cm, not covered, does not flatten")),
    ),
)
GRADE_BANDS = (
    Band(mark("Macular"), Decimal(1), Decimal(1)),
    Band(mark("Mild"), Decimal(2), Decimal(2)),
    Band(mark("Moderate"), Decimal(3), Decimal(3)),
    Band(mark("Severe"), Decimal(4), Decimal(4)),
)
TYPE_POINTS = {
    "macular": (1, mark("Flat marks")),
    "mild_atrophic_dish": (1, mark("Mild dish-shaped")),
    "mod_atrophic_dish": (2, mark("Moderate dish-shaped")),
    "punched_shallow_small": (2, mark("Punched out, shallow, small")),
    "shallow_broad": (2, mark("Shallow and broad")),
    "punched_deep_normal_small": (3, mark("Punched out, deep, normal base")),
    "punched_deep_abnormal_small": (3, mark("Punched out, deep, changed base")),
    "linear_troughed": (3, mark("Lines or troughs, deep")),
    "deep_broad": (3, mark("Deep and broad")),
    "papular_hyperplastic": (2, mark("Raised papules")),
}
"""Points of each type of scar, and what the form calls it."""
KELOID = "keloid_cm2"


def multiplier(lesions: Decimal) -> int:
    """What a count of lesions multiplies its points by: 0; 1 to 10 once, 11 to 20 twice, more thrice."""
    return (lesions > 0) + (lesions > 10) + (lesions > 20)


def keloid_points(area_cm2: Decimal) -> int:
    """Points of raised scars by their area: none; below 5 cm² 6, to 20 cm² 12, above 18."""
    return 6 * ((area_cm2 > 0) + (area_cm2 >= 5) + (area_cm2 > 20))


def scar_points(answers: Answers) -> Decimal:
    """The sum over all types of points by multiplier, and the points of raised scars; 0 to 84."""
    counted = sum(value * multiplier(points(answers, key)) for key, (value, _) in TYPE_POINTS.items())
    return Decimal(counted + keloid_points(points(answers, KELOID)))


def _items() -> Iterator[Item]:
    for key, (_, label) in TYPE_POINTS.items():
        yield Item(key=key, label=label, high=_MOST_LESIONS, unit=mark("scars"))
    yield Item(key=KELOID, label=mark("Raised scars or keloid"), high=_MOST_CM2, places=1, unit="cm²")


def _score_grade(answers: Answers) -> Result:
    grade = points(answers, "grade")
    said = sentence(mark("Goodman and Baron grade {grade} of 4"), grade=grade)
    band = band_of(GRADE_BANDS, grade)
    return Result(score=grade, said=(said, sentence(band)), band=band)


def _score_points(answers: Answers) -> Result:
    score = scar_points(answers)
    said = sentence(mark("Goodman and Baron count {score} of 84"), score=said_number(score))
    return Result(score=score, said=(said,))


QUALITATIVE = Scale(
    key="goodman_baron_qualitative",
    name=mark("Goodman and Baron, grade"),
    version="4 grades",
    items=(_GRADES,),
    score=_score_grade,
    low=Decimal(1),
    high=Decimal(4),
    bands=GRADE_BANDS,
    tables=(Table(mark("grades"), Evidence.SOURCED, ("GBQUAL",)),),
    higher_is_worse=True,
    is_outcome=True,
    concerns=("acne_scar",),
)
QUANTITATIVE = Scale(
    key="goodman_baron_quantitative",
    name=mark("Goodman and Baron, count"),
    version="0 to 84",
    about=mark("Count the scars of each type; enter 0 where there is none."),
    items=tuple(_items()),
    score=_score_points,
    high=Decimal(84),
    tables=(Table(mark("points and multipliers"), Evidence.UNSOURCED, ("GBQUANT", "UNS")),),
    higher_is_worse=True,
    is_outcome=True,
    concerns=("acne_scar",),
)
