"""What every scale is made of: items with their allowed answers, a rule that scores them, bands.

Answers are kept as text by the item's key: a number with a point for a choice or a number, words
for a text. Left out is left out: it is never read as 0.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.words import LINE_LIMIT, MINUS, Sentence, Translate, clean_line, in_english, mark, sentence

Answers = Mapping[str, str]
"""Item key to what was answered."""

ANSWERS = "answers"
"""Findings on an item name it `answers.<key>`."""

_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?")


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed answer: its points and its anchor in words; `sign` is shown in place of the points."""

    value: int
    text: str
    sign: str = ""

    @property
    def label(self) -> str:
        """What stands before the words."""
        return self.sign or str(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to answer: a choice where there are choices, a text where `is_text`, else a number."""

    key: str
    label: str
    choices: tuple[Choice, ...] = ()
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    """Bounds of a number, both allowed."""
    places: int = 0
    """Decimal places of a number."""
    unit: str = ""
    hint: str = ""
    required: bool = True
    is_text: bool = False
    idle_without: str = ""
    """Key of an item; where that one is 0 this one is 0 too and may be left out."""


@dataclass(frozen=True, slots=True)
class Band:
    """A named part of the range of scores, both ends belonging to it."""

    name: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Table:
    """One part of a scale, such as its cut-offs, and how well it is founded."""

    name: str
    evidence: Evidence
    sources: tuple[str, ...]
    """Keys in `resources/clinical/sources.toml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the answers come to. `said` are phrases without a full stop, ready for paper."""

    score: Decimal | None
    said: tuple[Sentence, ...]
    band: str = ""
    """Marked name of the band; empty where there is none."""
    notes: tuple[Sentence, ...] = ()
    """Whole sentences on how it came about."""
    warnings: tuple[Sentence, ...] = ()
    """Whole sentences on what to think of before relying on it."""
    sessions: tuple[int, int] | None = None
    """A range of sessions that a person may take over into the course."""
    skin_type: Fitzpatrick | None = None
    """A skin type that a person may take over into the patient's record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A scale in one version."""

    key: str
    name: str
    version: str
    about: str = ""
    """What somebody who scores has to know."""
    items: tuple[Item, ...]
    score: Callable[[Answers], Result]
    """Scores answers that `check_answers` has let through."""
    check: Callable[[Answers], Findings] = lambda answers: ()
    """What single items cannot say: combinations that cannot be."""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    """Lowest and highest possible score; both 0 where there is no single score."""
    bands: tuple[Band, ...] = ()
    tables: tuple[Table, ...]
    higher_is_worse: bool | None = None
    """None: neither end is the worse one."""
    is_outcome: bool = False
    """Whether it follows the result of a course, so that a worse score means something for it."""
    meaningful_change: Decimal | None = None
    """The least change in score that matters to a patient."""
    least_age: int = 0
    takes_over: str = ""
    """Marked text of what a person may take over from it; empty where there is nothing."""
    concerns: tuple[str, ...] | None = None
    """Keys of the concerns it fits; None: all."""

    @property
    def evidence(self) -> Evidence:
        """How well the scale is founded as a whole: mixed where its tables differ."""
        levels = {table.evidence for table in self.tables}
        return levels.pop() if len(levels) == 1 else Evidence.MIXED

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source of its tables once."""
        return tuple(dict.fromkeys(key for table in self.tables for key in table.sources))

    @property
    def to_confirm(self) -> tuple[Table, ...]:
        """The tables that a clinician has to confirm."""
        return tuple(table for table in self.tables if table.evidence is not Evidence.SOURCED)

    def suits(self, concern_key: str) -> bool:
        """Whether it is one of those usually taken for a concern."""
        return self.concerns is None or concern_key in self.concerns


def points(answers: Answers, key: str) -> Decimal:
    """The number answered, 0 where the item may be and was left out."""
    return Decimal(answers.get(key) or 0)


def total(answers: Answers, keys: Iterable[str]) -> Decimal:
    """The sum of the points of several items."""
    return sum((points(answers, key) for key in keys), Decimal(0))


def band_of(bands: Iterable[Band], score: Decimal) -> str:
    """Marked name of the band a score lies in, empty outside all of them."""
    return next((band.name for band in bands if band.low <= score <= band.high), "")


def halves_up(value: Decimal, places: int = 0) -> Decimal:
    """Rounded to so many places, halves away from 0."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def said_number(value: Decimal) -> str:
    """A number without idle zeros and with a true minus, as a summary writes it."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", MINUS)


def clean_answers(scale: Scale, answers: Answers) -> Answers:
    """Texts on one line, numbers as plain as can be, nothing empty; what is no number stays as typed."""
    texts = {item.key for item in scale.items if item.is_text}
    cleaned = {key: clean_line(answer) for key, answer in answers.items()}
    return {
        key: _plain(answer) if key not in texts and _NUMBER.fullmatch(answer) else answer
        for key, answer in cleaned.items()
        if answer
    }


def _plain(answer: str) -> str:
    return format((Decimal(answer) + 0).normalize(), "f")


def check_answers(scale: Scale, answers: Answers) -> Findings:
    """All that is missing, out of range or impossible, item by item in the scale's order."""
    known = {item.key for item in scale.items}
    found = [
        wrong(key, mark("“{item}” does not belong to this scale."), item=key[:40])
        for key in answers
        if key not in known
    ]
    found += [finding for item in scale.items for finding in _check_item(item, answers)]
    return tuple(found) or scale.check(answers)


def wrong(key: str, text: str, **values: object) -> Finding:
    """A stop at an item."""
    return Finding(f"{ANSWERS}.{key}", sentence(text, **values), code="assessment.answer")


def doubtful(key: str, text: str, **values: object) -> Finding:
    """A note at an item: possible, and worth a second look."""
    return Finding(f"{ANSWERS}.{key}", sentence(text, **values), Level.NOTE, "assessment.answer")


def _check_item(item: Item, answers: Answers) -> Iterator[Finding]:
    answer = answers.get(item.key, "")
    idle = bool(item.idle_without) and answers.get(item.idle_without) == "0"
    if not answer:
        if item.required and not idle:
            yield wrong(item.key, mark("Not answered yet."))
    elif item.is_text:
        if len(answer) > LINE_LIMIT:
            said = mark("This is longer than {limit} characters. Shorten it.")
            yield wrong(item.key, said, limit=LINE_LIMIT)
    elif not _NUMBER.fullmatch(answer):
        yield wrong(item.key, mark("“{answer}” is not a number."), answer=answer[:40])
    elif idle and Decimal(answer) != 0:
        yield wrong(item.key, mark("No area is affected here, so this is 0. Correct the one or the other."))
    else:
        yield from _check_number(item, Decimal(answer))


def _check_number(item: Item, number: Decimal) -> Iterator[Finding]:
    if item.choices:
        if number not in {choice.value for choice in item.choices}:
            allowed = ", ".join(choice.label for choice in item.choices)
            yield wrong(item.key, mark("Only these can be answered: {allowed}."), allowed=allowed)
    elif not item.low <= number <= item.high:
        said = mark("{answer} is out of range. This is {low} to {high}.")
        low, high = said_number(item.low), said_number(item.high)
        yield wrong(item.key, said, answer=said_number(number), low=low, high=high)
    elif number != halves_up(number, item.places):
        said = mark("Enter a whole number.") if item.places == 0 else mark("At most {places} decimal places.")
        yield wrong(item.key, said, places=item.places)


def print_ready(phrases: Iterable[Sentence], translate: Translate = in_english) -> str:
    """The phrases of a result as whole sentences in the reader's language, for record and paper."""
    return " ".join(f"{phrase.said(translate)}." for phrase in phrases)
