"""Screening: what is asked before treating, and how long an answer holds.

An answer is remembered for as many days as its question says and is asked again after that, or as
soon as the patient reports a change. Unsure counts as yes. What the record knows is not asked.
What today's answers mean for treating stands in `screening_gate`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pico_tracker.domain.catalogue import Clearance
from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.rules import Content, RuleField, ValueKind
from pico_tracker.domain.test_patches import Beam, PatchFacts
from pico_tracker.domain.words import TEXT_LIMIT, mark, sentence

ALL_CONCERNS = "all"
SOURCE = "Clinical reference 5"


class Answer(StrEnum):
    """What the patient says."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Action(StrEnum):
    """What a yes means for treating, in the reference's words."""

    BLOCK = "block"
    OVERRIDE = "override"
    WARN = "warn"


class QuestionKind(StrEnum):
    """How an answer comes about."""

    GROUP = "group"
    """Asked at each visit; a yes opens the questions behind it, a no closes them."""
    ASKED = "asked"
    COMPUTED = "computed"
    """Looked up in the record."""


class About(StrEnum):
    """What an answer is about: it is remembered for all of the patient's courses, or for one."""

    PATIENT = "patient"
    AREA = "area"


class Scope(StrEnum):
    """What a question is asked for."""

    TREATMENT = "treatment"
    ANAESTHESIA = "anaesthesia"
    """Asked, and judged, only where the skin is numbed."""


ANSWER_NAMES = {Answer.YES: mark("Yes"), Answer.NO: mark("No"), Answer.UNSURE: mark("Unsure")}
ACTION_NAMES = {
    Action.BLOCK: mark("Stop"),
    Action.OVERRIDE: mark("Caution: needs a reason"),
    Action.WARN: mark("Note: shown only"),
}
LEVELS = {Action.BLOCK: Level.STOP, Action.OVERRIDE: Level.CAUTION, Action.WARN: Level.NOTE}
FIELDS = (
    RuleField(path="title", label=mark("Name"), kind=ValueKind.LINE),
    RuleField(path="question", label=mark("Question"), kind=ValueKind.TEXT),
    RuleField(
        path="action",
        label=mark("What a yes means"),
        kind=ValueKind.CHOICE,
        choices=tuple((action.value, name) for action, name in ACTION_NAMES.items()),
    ),
    RuleField(
        path="overridable",
        label=mark("A practitioner may go on after a stop, with a reason"),
        kind=ValueKind.TICK,
        required=False,
    ),
    RuleField(
        path="validity_days.value",
        label=mark("Asked again after"),
        kind=ValueKind.WHOLE,
        unit=mark("days"),
        required=False,
        low=Decimal(0),
        high=Decimal(3650),
    ),
    RuleField(path="reason", label=mark("Why it matters"), kind=ValueKind.TEXT, required=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question as the clinic asks it."""

    key: str
    title: str
    """What it is about, as a list names it."""
    text: str
    """As the patient hears it."""
    kind: QuestionKind
    action: Action
    overridable: bool = False
    """Whether a practitioner may go on after a stop, with a reason."""
    is_allergy: bool = False
    concerns: tuple[str, ...] = (ALL_CONCERNS,)
    about: About = About.PATIENT
    scope: Scope = Scope.TREATMENT
    group: str = ""
    """The question of each visit that opens it; empty where it stands for itself."""
    validity_days: int = 0
    """How long an answer is remembered; 0: that day only."""
    reopens: bool = False
    """Whether a yes is a reported change, after which everything is asked again."""
    reason: str = ""
    sources: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """How far a yes goes."""
        return LEVELS[self.action]

    def concerns_course(self, concern_key: str) -> bool:
        """Whether it is asked in a course for this concern."""
        return ALL_CONCERNS in self.concerns or concern_key in self.concerns


@dataclass(frozen=True, slots=True)
class ScreeningAnswer:
    """One answer as it is given now."""

    question: str
    """The question's key."""
    answer: Answer
    note: str = ""

    @property
    def counts_as_yes(self) -> bool:
        """Unsure is treated like yes."""
        return self.answer is not Answer.NO


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """An answer on record: who asked, when, for which course it counts."""

    answer: ScreeningAnswer
    given_on: date
    recorded_at: datetime
    asked_by: str = ""
    course_id: int | None = None
    """None: it is about the patient and counts for all courses."""

    @property
    def place(self) -> tuple[date, datetime]:
        """Its place in time among other answers."""
        return self.given_on, self.recorded_at

    def asked_again_on(self, question: Question) -> date:
        """The first day on which it does not count any more."""
        return self.given_on + timedelta(days=question.validity_days + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is about to be done: the day, the beams, whether the skin is numbed, today's answers."""

    on: date
    beams: tuple[Beam, ...] = ()
    numbs: bool = False
    answers: tuple[ScreeningAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFacts:
    """What the record knows; without questions nothing is asked and nothing is judged."""

    questions: tuple[Question, ...] = ()
    given: tuple[GivenAnswer, ...] = ()
    """All answers of the patient, in the order they were recorded."""
    course_id: int = 0
    concern_key: str = ""
    course_opened_on: date | None = None
    born_on: date | None = None
    skin_type: Fitzpatrick | None = None
    clearances: Mapping[int, tuple[Clearance, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By the device's id."""
    devices: Mapping[int, Device] = field(default_factory=lambda: MappingProxyType({}))
    patches: PatchFacts = field(default_factory=PatchFacts)


def read_question(content: Content) -> Question:
    """A question from its record; raises `KeyError`, `ValueError` or `ArithmeticError`."""
    is_allergy = bool(content.get("is_allergy", False))
    return Question(
        key=content["key"],
        title=content["title"],
        text=content["question"],
        kind=QuestionKind(content["kind"]),
        action=Action.BLOCK if is_allergy else Action(content["action"]),
        overridable=bool(content.get("overridable", False)) and not is_allergy,
        is_allergy=is_allergy,
        concerns=tuple(content["concerns"]),
        about=About(content["about"]),
        scope=Scope(content["scope"]),
        group=content.get("group", ""),
        validity_days=_days(content.get("validity_days")),
        reopens=bool(content.get("reopens", False)),
        reason=content.get("reason", ""),
        sources=tuple(content["sources"]),
    )


def _days(figure: Mapping[str, Any] | None) -> int:
    """Days of a validity; without one the question is asked at each visit."""
    return int(Decimal(figure["value"])) if figure else 0


def check_question(content: Content) -> Findings:
    """What the clinic may not decide: an allergy always stops, and is never overridden."""
    if not content.get("is_allergy"):
        return ()
    found = []
    if content.get("action") != Action.BLOCK:
        said = sentence(mark("An allergy always stops. Choose that."))
        found.append(Finding("action", said, code="question.allergy"))
    if content.get("overridable"):
        said = sentence(mark("An allergy is never overridden. Leave this out."))
        found.append(Finding("overridable", said, code="question.allergy"))
    return tuple(found)


def asked_questions(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Those that a person answers."""
    return tuple(one for one in questions if one.kind is not QuestionKind.COMPUTED)


def check_answers(answers: Iterable[ScreeningAnswer], questions: Iterable[Question]) -> Findings:
    """What is wrong with answers as given: a question nobody asks any more, a note without an end."""
    known = {one.key for one in asked_questions(questions)}
    found = []
    for one in answers:
        if one.question not in known:
            said = sentence(mark("One of these questions is not asked any more. Open the questions again."))
            found.append(Finding("screening", said, code="screening.unknown"))
        elif len(one.note) > TEXT_LIMIT:
            said = sentence(mark("This is longer than {limit} characters. Shorten it."), limit=TEXT_LIMIT)
            found.append(Finding(f"screening.{one.question}", said, code="screening.note"))
    return tuple(found)
