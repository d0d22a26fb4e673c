"""DLQI: how far the skin disturbs daily life. Only the total is kept; the questions are copyright."""

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
    points,
)
from pico_tracker.domain.words import mark, sentence

BANDS = (
    Band(mark("No effect on life"), Decimal(0), Decimal(1)),
    Band(mark("Small effect on life"), Decimal(2), Decimal(5)),
    Band(mark("Moderate effect on life"), Decimal(6), Decimal(10)),
    Band(mark("Very large effect on life"), Decimal(11), Decimal(20)),
    Band(mark("Extremely large effect on life"), Decimal(21), Decimal(30)),
)
QUESTIONS = 10
_MOST_A_QUESTION = 3
_MOST_LEFT_OUT = 1
"""With more questions left out there is no total (not sourced)."""


def _check(answers: Answers) -> Findings:
    score, left_out = points(answers, "total"), points(answers, "left_out")
    possible = _MOST_A_QUESTION * (QUESTIONS - left_out)
    if score <= possible:
        return ()
    said = mark("With {left_out} questions left out the total is {possible} at most. Add it up again.")
    return (doubtful("total", said, left_out=left_out, possible=possible),)


def _score(answers: Answers) -> Result:
    score, left_out = points(answers, "total"), points(answers, "left_out")
    if left_out > _MOST_LEFT_OUT:
        said = sentence(mark("DLQI not scored: {left_out} of 10 questions left out"), left_out=left_out)
        return Result(score=None, said=(said,))
    band = band_of(BANDS, score)
    return Result(score=score, said=(sentence(mark("DLQI {score} of 30"), score=score), sentence(band)), band=band)


DLQI = Scale(
    key="dlqi",
    name=mark("DLQI, total"),
    version="total 0 to 30",
    about=mark("Only the total of the printed questionnaire, for the past week. Its questions are copyright."),
    items=(
        Item(key="total", label=mark("Total"), high=Decimal(30)),
        Item(
            key="left_out",
            label=mark("Questions left out"),
            high=Decimal(QUESTIONS),
            required=False,
            hint=mark("One counts as 0. With two or more it is not scored (not sourced)."),
        ),
    ),
    score=_score,
    check=_check,
    high=Decimal(30),
    bands=BANDS,
    tables=(
        Table(mark("bands and least change that counts"), Evidence.SOURCED, ("DLQI",)),
        Table(mark("rule for questions left out"), Evidence.UNSOURCED, ("UNS",)),
    ),
    higher_is_worse=True,
    is_outcome=True,
    meaningful_change=Decimal(4),
    least_age=16,
)
