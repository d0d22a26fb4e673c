"""Kirby-Desai score of a tattoo: six parameters, 4 to 26 points, and a range of sessions.

Two rules are known. The first one holds sessions about equal to the score, with an error of about
2.5 (nanosecond lasers). The other one takes three quarters of that. What is shown spans both, from
the low end of the one to the high end of the other; it is a range and never a promise.
"""

from decimal import Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.scales.shape import (
    Answers,
    Choice,
    Item,
    Result,
    Scale,
    Table,
    halves_up,
    said_number,
    total,
)
from pico_tracker.domain.words import Sentence, mark, sentence

ERROR = Decimal("2.5")
CLINIC_FACTOR = Decimal("0.75")
PICOSECOND_FACTOR = Decimal("0.752")
"""About a quarter fewer sessions with picosecond pulses, as one secondary source says."""
UNLIKELY_ABOVE = 20
"""Past this score complete removal may not be realistic (a clinic's opinion)."""

ITEMS = (
    Item(
        key="fitzpatrick",
        label=mark("Skin type"),
        choices=tuple(
            Choice(points, text, sign)
            for points, text, sign in (
                (1, mark("1 point"), "I"),
                (2, mark("2 points"), "II"),
                (3, mark("3 points"), "III"),
                (4, mark("4 points"), "IV"),
                (5, mark("5 points"), "V"),
                (6, mark("6 points"), "VI"),
            )
        ),
    ),
    Item(
        key="location",
        label=mark("Location"),
        choices=(
            Choice(1, mark("head or neck")),
            Choice(2, mark("upper trunk")),
            Choice(3, mark("lower trunk")),
            Choice(4, mark("upper arm or thigh")),
            Choice(5, mark("forearm, lower leg, hand or foot")),
        ),
    ),
    Item(
        key="colour",
        label=mark("Colours"),
        choices=(
            Choice(1, mark("black only")),
            Choice(2, mark("mostly black, some red")),
            Choice(3, mark("mostly black and red, some others")),
            Choice(4, mark("many colours")),
        ),
    ),
    Item(
        key="ink",
        label=mark("Amount of ink"),
        choices=(
            Choice(1, mark("amateur tattoo")),
            Choice(2, mark("little")),
            Choice(3, mark("moderate")),
            Choice(4, mark("much")),
        ),
    ),
    Item(
        key="scarring",
        label=mark("Scars or changed tissue"),
        choices=(
            Choice(0, mark("none")),
            Choice(1, mark("slight")),
            Choice(3, mark("moderate")),
            Choice(5, mark("marked")),
        ),
    ),
    Item(
        key="layering",
        label=mark("Layers"),
        choices=(Choice(0, mark("a single layer")), Choice(2, mark("covers an older tattoo"))),
    ),
)


def sessions_range(score: Decimal) -> tuple[int, int]:
    """The range shown: three quarters of (score - 2.5) to score + 2.5, each rounded, halves up."""
    return int(halves_up(CLINIC_FACTOR * (score - ERROR))), int(halves_up(score + ERROR))


def original_range(score: Decimal) -> tuple[Decimal, Decimal]:
    """Sessions by the first rule: about the score, give or take its error."""
    return score - ERROR, score + ERROR


def scaled_sessions(score: Decimal, factor: Decimal = CLINIC_FACTOR) -> int:
    """Sessions by the other rule: the score times a factor, to the nearest whole, halves up."""
    return int(halves_up(score * factor))


def _score(answers: Answers) -> Result:
    score = total(answers, (item.key for item in ITEMS))
    low, high = sessions_range(score)
    said = (
        sentence(mark("Kirby-Desai score {score} of 26"), score=said_number(score)),
        sentence(mark("About {low} to {high} sessions, which is no promise"), low=low, high=high),
    )
    return Result(score=score, said=said, notes=(_rules(score),), warnings=_unlikely(score), sessions=(low, high))


def _rules(score: Decimal) -> Sentence:
    low, high = (said_number(end) for end in original_range(score))
    said = mark(
        "Two rules: as many sessions as points, give or take 2.5 ({low} to {high}, nanosecond lasers); "
        "or 0.75 times the points ({scaled})."
    )
    return sentence(said, low=low, high=high, scaled=scaled_sessions(score))


def _unlikely(score: Decimal) -> tuple[Sentence, ...]:
    if score <= UNLIKELY_ABOVE:
        return ()
    said = mark("Above {limit} points complete removal may not be realistic. Say so before the course begins.")
    return (sentence(said, limit=UNLIKELY_ABOVE),)


KIRBY_DESAI = Scale(
    key="kirby_desai",
    name=mark("Kirby-Desai score"),
    version="2009, 4 to 26",
    about=mark("Calibrated on nanosecond lasers. A range of sessions, never a promise."),
    items=ITEMS,
    score=_score,
    low=Decimal(4),
    high=Decimal(26),
    tables=(
        Table(mark("skin type"), Evidence.SOURCED, ("KD_ASTZ", "KD_ATL", "KD_AH")),
        Table(mark("location"), Evidence.MIXED, ("KD_ASTZ", "KD_AH", "KD_ATL", "KD_75", "UNS")),
        Table(mark("colours"), Evidence.MIXED, ("KD_AH", "KD_ATL", "UNS")),
        Table(mark("amount of ink"), Evidence.DERIVED, ("KD_AH", "KD_ATL")),
        Table(mark("scars"), Evidence.MIXED, ("KD_ASTZ", "KD_ATL", "UNS")),
        Table(mark("layers"), Evidence.SOURCED, ("KD_ASTZ", "KD_ATL")),
        Table(mark("sum"), Evidence.SOURCED, ("KD2009", "KD_CLEAN")),
        Table(
            mark("range of sessions"), Evidence.MIXED, ("KD2009", "KD_WIKI", "KD_75", "KD_PICO", "KD_CLEAN", "UNS")
        ),
    ),
    takes_over=mark("Take over as planned range"),
    concerns=("tattoo",),
)
