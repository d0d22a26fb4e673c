"""ECCA: six kinds of acne scar, each weighted by how many there are.

The weights stand in no source that could be read; they agree with the known range of 0 to 540.
"""

from decimal import Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.scales.shape import Answers, Choice, Item, Result, Scale, Table, points, said_number
from pico_tracker.domain.words import mark, sentence

WEIGHTS = {
    "v_shaped": (15, mark("V-shaped, below 2 mm")),
    "u_shaped": (20, mark("U-shaped, 2 to 4 mm, steep edge")),
    "m_shaped": (25, mark("M-shaped, above 4 mm, irregular")),
    "elastolysis": (30, mark("Superficial elastolysis")),
    "hypertrophic": (40, mark("Raised and inflamed, below 2 years")),
    "keloid": (50, mark("Keloid or raised, above 2 years")),
}
"""Weight of each kind of scar, and what the form calls it."""
AMOUNT = (
    Choice(0, mark("none")),
    Choice(1, mark("few, below 5")),
    Choice(2, mark("some, 5 to 20")),
    Choice(3, mark("many, above 20")),
)


def ecca(answers: Answers) -> Decimal:
    """The sum of weight by amount, 0 to 540."""
    return sum((weight * points(answers, key) for key, (weight, _) in WEIGHTS.items()), Decimal(0))


def _score(answers: Answers) -> Result:
    score = ecca(answers)
    return Result(score=score, said=(sentence(mark("ECCA {score} of 540"), score=said_number(score)),))


ECCA = Scale(
    key="ecca",
    name=mark("ECCA"),
    version="0 to 540",
    items=tuple(Item(key=key, label=label, choices=AMOUNT) for key, (_, label) in WEIGHTS.items()),
    score=_score,
    high=Decimal(540),
    tables=(Table(mark("weights"), Evidence.UNSOURCED, ("ECCA", "UNS")),),
    higher_is_worse=True,
    is_outcome=True,
    concerns=("acne_scar",),
)
