"""VISIA: numbers copied from the device's sheet, module by module. Nothing is computed from them."""

from collections.abc import Iterator
from decimal import Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.scales.shape import Answers, Item, Result, Scale, Table, said_number, wrong
from pico_tracker.domain.words import Sentence, mark, sentence

_LABELS = {
    "spots": (mark("Spots, count"), mark("Spots, score"), mark("Spots, percentile")),
    "wrinkles": (mark("Wrinkles, count"), mark("Wrinkles, score"), mark("Wrinkles, percentile")),
    "texture": (mark("Texture, count"), mark("Texture, score"), mark("Texture, percentile")),
    "pores": (mark("Pores, count"), mark("Pores, score"), mark("Pores, percentile")),
    "uv_spots": (mark("UV spots, count"), mark("UV spots, score"), mark("UV spots, percentile")),
    "brown_spots": (mark("Brown spots, count"), mark("Brown spots, score"), mark("Brown spots, percentile")),
    "red_areas": (mark("Red areas, count"), mark("Red areas, score"), mark("Red areas, percentile")),
    "porphyrins": (mark("Porphyrins, count"), mark("Porphyrins, score"), mark("Porphyrins, percentile")),
}
MODULES = tuple(_LABELS)
_PHRASES = {
    "spots": mark("Spots: count {count}, score {score}, percentile {percentile}"),
    "wrinkles": mark("Wrinkles: count {count}, score {score}, percentile {percentile}"),
    "texture": mark("Texture: count {count}, score {score}, percentile {percentile}"),
    "pores": mark("Pores: count {count}, score {score}, percentile {percentile}"),
    "uv_spots": mark("UV spots: count {count}, score {score}, percentile {percentile}"),
    "brown_spots": mark("Brown spots: count {count}, score {score}, percentile {percentile}"),
    "red_areas": mark("Red areas: count {count}, score {score}, percentile {percentile}"),
    "porphyrins": mark("Porphyrins: count {count}, score {score}, percentile {percentile}"),
}
_PARTS = ("count", "score", "percentile")
_NOT_COPIED = "\u2013"
_MOST_COUNT, _MOST_SCORE = Decimal(100_000), Decimal(10_000)


def _items() -> Iterator[Item]:
    for module, (count, score, percentile) in _LABELS.items():
        yield Item(key=f"{module}_count", label=count, high=_MOST_COUNT, required=False)
        yield Item(key=f"{module}_score", label=score, high=_MOST_SCORE, places=3, required=False)
        yield Item(key=f"{module}_percentile", label=percentile, high=Decimal(100), unit="%", required=False)


def _check(answers: Answers) -> Findings:
    if any(answers.values()):
        return ()
    return (wrong(f"{MODULES[0]}_count", mark("Copy at least one number from the device's sheet.")),)


def _phrases(answers: Answers) -> Iterator[Sentence]:
    yield sentence(mark("Copied from VISIA"))
    for module, phrase in _PHRASES.items():
        numbers = {part: answers.get(f"{module}_{part}", "") for part in _PARTS}
        if any(numbers.values()):
            yield sentence(phrase, **{part: _shown(number) for part, number in numbers.items()})


def _shown(number: str) -> str:
    return said_number(Decimal(number)) if number else _NOT_COPIED


def _score(answers: Answers) -> Result:
    return Result(score=None, said=tuple(_phrases(answers)))


VISIA = Scale(
    key="visia",
    name=mark("VISIA numbers"),
    version="8 modules, as on the device's sheet",
    about=mark("Copy what the device shows. A percentile compares with the maker's own group of people."),
    items=tuple(_items()),
    score=_score,
    check=_check,
    tables=(
        Table(mark("modules"), Evidence.SOURCED, ("TRAN2021", "DLAMEL", "OESCH")),
        Table(mark("group that a percentile compares with"), Evidence.UNSOURCED, ("UNS",)),
    ),
    concerns=("rejuvenation",),
)
