"""MELASQOL: how far melasma disturbs daily life. Only the total is kept; the questions are copyright.

Papers print a range of 7 to 70, yet ten items of 1 to 7 give 10 at least: 10 to 70 is accepted.
"""

from decimal import Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.scales.shape import Answers, Item, Result, Scale, Table, points
from pico_tracker.domain.words import mark, sentence


def _score(answers: Answers) -> Result:
    score = points(answers, "total")
    return Result(score=score, said=(sentence(mark("MELASQOL {score} of 70"), score=score),))


MELASQOL = Scale(
    key="melasqol",
    name=mark("MELASQOL, total"),
    version="total 10 to 70",
    about=mark("Only the total of the printed questionnaire: ten items of 1 to 7. Its questions are copyright."),
    items=(Item(key="total", label=mark("Total"), low=Decimal(10), high=Decimal(70)),),
    score=_score,
    low=Decimal(10),
    high=Decimal(70),
    tables=(Table(mark("items and range"), Evidence.MIXED, ("MELQ", "UNS")),),
    higher_is_worse=True,
    is_outcome=True,
    concerns=("melasma",),
)
