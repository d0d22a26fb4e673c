"""Fitzpatrick skin type: chosen by a clinician, or counted from ten questions.

The counted type never replaces the clinician's: both are kept. The questionnaire has other
published cut-offs, which overlap at 25 and are not used.
"""

from decimal import Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.scales.shape import Answers, Band, Choice, Item, Result, Scale, Table, points, total
from pico_tracker.domain.words import Sentence, mark, sentence

_TYPES = tuple(Fitzpatrick)
TYPE_NAMES = {
    Fitzpatrick.I: mark("Skin type I"),
    Fitzpatrick.II: mark("Skin type II"),
    Fitzpatrick.III: mark("Skin type III"),
    Fitzpatrick.IV: mark("Skin type IV"),
    Fitzpatrick.V: mark("Skin type V"),
    Fitzpatrick.VI: mark("Skin type VI"),
}
TYPE_CHOICES = (
    Choice(1, mark("always burns, never tans"), "I"),
    Choice(2, mark("burns most times, tans little"), "II"),
    Choice(3, mark("burns at times, tans slowly and evenly"), "III"),
    Choice(4, mark("burns seldom, tans well"), "IV"),
    Choice(5, mark("burns very seldom, tans very easily"), "V"),
    Choice(6, mark("never burns, deeply pigmented"), "VI"),
)
CUT_OFFS = ((0, 6), (7, 13), (14, 20), (21, 27), (28, 34), (35, 40))
"""Lowest and highest total of each type, I to VI."""

_TAKES_OVER = mark("Take over as the patient's skin type")
_RECENT = 3
"""From "weeks ago" on, a tan is in the score."""

_TYPE = Item(key="type", label=mark("Skin type"), choices=TYPE_CHOICES)
_CHOSEN = Item(
    key="chosen",
    label=mark("Clinician's choice, if another"),
    choices=TYPE_CHOICES,
    required=False,
    hint=mark("It counts in place of the total; both are kept."),
)


def _question(key: str, label: str, *anchors: str) -> Item:
    return Item(key=key, label=label, choices=tuple(Choice(at, text) for at, text in enumerate(anchors)))


QUESTIONS = (
    _question(
        "eyes",
        mark("Colour of the eyes"),
        mark("light blue, grey or green"),
        mark("blue, grey or green"),
        mark("dark blue or hazel"),
        mark("dark brown"),
        mark("brown, almost black"),
    ),
    _question(
        "hair",
        mark("Natural colour of the hair"),
        mark("red"),
        mark("blond"),
        mark("chestnut or dark blond"),
        mark("dark brown"),
        mark("black"),
    ),
    _question(
        "skin",
        mark("Skin where no sun reaches it"),
        mark("reddish"),
        mark("very pale"),
        mark("pale, beige or olive tint"),
        mark("light brown"),
        mark("dark brown"),
    ),
    _question(
        "freckles",
        mark("Freckles where no sun reaches"),
        mark("many"),
        mark("several"),
        mark("few"),
        mark("hardly any"),
        mark("none"),
    ),
    _question(
        "burns",
        mark("After too long in the sun"),
        mark("painful redness, blisters, peeling"),
        mark("blisters, then peeling"),
        mark("burns, at times peels"),
        mark("burns seldom"),
        mark("never burns"),
    ),
    _question(
        "turns_brown",
        mark("Turns brown"),
        mark("never"),
        mark("seldom"),
        mark("sometimes"),
        mark("often"),
        mark("always"),
    ),
    _question(
        "how_brown",
        mark("How brown it gets"),
        mark("hardly or not at all"),
        mark("lightly tanned"),
        mark("moderately tanned"),
        mark("darkly tanned"),
        mark("very dark"),
    ),
    _question(
        "face",
        mark("The face in the sun is"),
        mark("very sensitive"),
        mark("sensitive"),
        mark("normal or hardly sensitive"),
        mark("resistant"),
        mark("never a problem"),
    ),
    _question(
        "tanning",
        mark("Sunbathes or uses a tanning lamp"),
        mark("never"),
        mark("seldom"),
        mark("sometimes"),
        mark("often"),
        mark("always"),
    ),
    _question(
        "exposure",
        mark("Last sun or lamp on the area"),
        mark("over 3 months ago"),
        mark("2 to 3 months ago"),
        mark("1 to 2 months ago"),
        mark("weeks ago"),
        mark("days ago"),
    ),
)
_BANDS = tuple(
    Band(TYPE_NAMES[one], Decimal(low), Decimal(high)) for one, (low, high) in zip(_TYPES, CUT_OFFS, strict=True)
)


def type_of_total(score: Decimal) -> Fitzpatrick:
    """The type that a total of 0 to 40 counts as."""
    return next(one for one, (_, high) in zip(_TYPES, CUT_OFFS, strict=True) if score <= high)


def _score_type(answers: Answers) -> Result:
    value = points(answers, "type")
    chosen = _TYPES[int(value) - 1]
    said = sentence(mark("Fitzpatrick skin type {type}, as the clinician sees it"), type=chosen.value)
    return Result(score=value, said=(said,), band=TYPE_NAMES[chosen], skin_type=chosen)


def _score_questions(answers: Answers) -> Result:
    score = total(answers, (item.key for item in QUESTIONS))
    counted = type_of_total(score)
    said = [sentence(mark("Fitzpatrick questionnaire {score} of 40, type {type}"), score=score, type=counted.value)]
    chosen = counted
    if answers.get("chosen"):
        chosen = _TYPES[int(points(answers, "chosen")) - 1]
        said.append(sentence(mark("The clinician chose type {type}"), type=chosen.value))
    return Result(
        score=score, said=tuple(said), band=TYPE_NAMES[chosen], warnings=_warnings(answers), skin_type=chosen
    )


def _warnings(answers: Answers) -> tuple[Sentence, ...]:
    if points(answers, "exposure") < _RECENT:
        return ()
    return (sentence(mark("A recent tan raises this score. Score again once it has faded.")),)


PHOTOTYPE = Scale(
    key="fitzpatrick_phototype",
    name=mark("Fitzpatrick skin type"),
    version="I to VI",
    items=(_TYPE,),
    score=_score_type,
    low=Decimal(1),
    high=Decimal(6),
    takes_over=_TAKES_OVER,
    tables=(Table(mark("types"), Evidence.SOURCED, ("FST_A", "FST_W")),),
)
QUESTIONNAIRE = Scale(
    key="fitzpatrick_questionnaire",
    name=mark("Fitzpatrick questionnaire"),
    version="10 items, 0 to 40",
    about=mark("A recent tan raises the last two answers and with them the score."),
    items=(*QUESTIONS, _CHOSEN),
    score=_score_questions,
    low=Decimal(0),
    high=Decimal(40),
    bands=_BANDS,
    takes_over=_TAKES_OVER,
    tables=(
        Table(mark("points"), Evidence.SOURCED, ("FST_A",)),
        Table(mark("cut-offs"), Evidence.SOURCED, ("FST_A", "FST_W")),
    ),
)
