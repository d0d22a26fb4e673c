"""Assessments: a patient scored on a scale on one day, and how the scores of a course move.

Nothing here is ever overwritten: a correction is an assessment of its own that names the one it
corrects, and both stay readable.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.patients import Fitzpatrick, age_in_years
from pico_tracker.domain.scales.fitzpatrick import TYPE_CHOICES
from pico_tracker.domain.scales.kirby_desai import KIRBY_DESAI
from pico_tracker.domain.scales.register import SCALES, scale_of
from pico_tracker.domain.scales.shape import Answers, Result, Scale, check_answers, clean_answers, doubtful
from pico_tracker.domain.words import TEXT_LIMIT, clean_text, mark, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentEntry:
    """What somebody who scores enters."""

    entry_id: uuid.UUID
    patient_id: int
    course_id: int | None = None
    """None: it belongs to the patient, not to one course."""
    scale_key: str
    answers: Answers
    assessed_on: date
    note: str = ""
    take_over: bool = False
    """Take the range of sessions over into the course, or the skin type into the patient's record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """An assessment on record."""

    id: int
    entry: AssessmentEntry
    scale_version: str
    score: Decimal | None
    """None where the scale has no single score, or this one could not be scored."""
    band: str
    """Marked name of the band, as the version it was scored with has it."""
    summary: str
    """Print-ready, in the language of the day it was recorded."""
    sessions_before: int
    """Sessions of the course before that day: a score before session 4 is the result of 3."""
    rated_by: str
    recorded_at: datetime
    corrects_id: int | None = None
    correction_reason: str = ""
    corrected_by_id: int | None = None
    """The assessment that took its place; None while it counts."""

    @property
    def counts(self) -> bool:
        """Whether it is the one to go by: nobody has corrected it."""
        return self.corrected_by_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFacts:
    """What the rules must know beside the entry."""

    today: date
    born_on: date | None = None
    skin_type: Fitzpatrick | None = None


@dataclass(frozen=True, slots=True)
class LastScores:
    """The latest score of a scale in a course and the one before; higher may be worse or better."""

    scale_key: str
    last: Decimal
    previous: Decimal | None
    higher_is_worse: bool


@dataclass(frozen=True, slots=True)
class ScaleTrend:
    """The scores of one scale in one course, oldest first: only those that count, in one version."""

    scale: Scale
    assessments: tuple[Assessment, ...]

    @property
    def last(self) -> Assessment:
        """The latest one."""
        return self.assessments[-1]

    @property
    def since_start(self) -> Decimal | None:
        """Change in score from the first to the last; None where there is nothing to compare."""
        return _change(self.assessments[0], self.last) if len(self.assessments) > 1 else None

    @property
    def since_last(self) -> Decimal | None:
        """Change in score from the one before to the last; None where there is nothing to compare."""
        return _change(self.assessments[-2], self.last) if len(self.assessments) > 1 else None

    def is_worse(self, change: Decimal) -> bool | None:
        """Whether a change is for the worse; None where it is none, or no end is the worse one."""
        if self.scale.higher_is_worse is None or change == 0:
            return None
        return (change > 0) == self.scale.higher_is_worse

    def matters(self, change: Decimal) -> bool | None:
        """Whether a change reaches the least one that matters; None where none is known."""
        least = self.scale.meaningful_change
        return None if least is None else abs(change) >= least


def clean_entry(entry: AssessmentEntry) -> AssessmentEntry:
    """The entry with clean texts, plain numbers and without empty answers."""
    scale = SCALES.get(entry.scale_key)
    answers = entry.answers if scale is None else clean_answers(scale, entry.answers)
    return replace(entry, answers=answers, note=clean_text(entry.note))


def check_assessment(entry: AssessmentEntry, facts: AssessmentFacts) -> Findings:
    """All that is wrong or doubtful with an assessment, in the order of the form."""
    scale = SCALES.get(entry.scale_key)
    if scale is None:
        said = sentence(mark("This program does not know the scale “{key}”."), key=entry.scale_key[:40])
        return (Finding("scale_key", said, code="assessment.scale"),)
    answered = check_answers(scale, entry.answers)
    found = [*answered, *_check_day(entry, facts), *_check_person(scale, entry, facts)]
    if entry.take_over and not any(one.level is Level.STOP for one in answered):
        found += _check_take_over(entry, scale.score(entry.answers))
    return (*found, *check_lengths(entry, {"note": TEXT_LIMIT}, "assessment"))


def check_correction(entry: AssessmentEntry, corrected: Assessment, reason: str) -> Findings:
    """What is wrong with taking the place of another assessment."""
    found = []
    old = corrected.entry
    if (old.patient_id, old.course_id, old.scale_key) != (entry.patient_id, entry.course_id, entry.scale_key):
        said = mark("A correction keeps patient, course and scale. Record a new score instead.")
        found.append(Finding("scale_key", sentence(said), code="assessment.correction"))
    if not corrected.counts:
        said = mark("This score was corrected already. Correct the newer one.")
        found.append(Finding("scale_key", sentence(said), code="assessment.corrected"))
    if not reason:
        found.append(Finding("reason", sentence(mark("Say why the score is corrected.")), code="assessment.reason"))
    elif len(reason) > TEXT_LIMIT:
        said = mark("This is longer than {limit} characters. Shorten it.")
        found.append(Finding("reason", sentence(said, limit=TEXT_LIMIT), code="assessment.reason"))
    return tuple(found)


def _check_day(entry: AssessmentEntry, facts: AssessmentFacts) -> Findings:
    if entry.assessed_on > facts.today:
        said = sentence(mark("A score cannot lie in the future. Check the date."))
        return (Finding("assessed_on", said, code="assessment.assessed_on"),)
    if facts.born_on is not None and entry.assessed_on < facts.born_on:
        said = sentence(mark("This day lies before the patient's birth. Check the date."))
        return (Finding("assessed_on", said, code="assessment.assessed_on"),)
    return ()


def _check_person(scale: Scale, entry: AssessmentEntry, facts: AssessmentFacts) -> Findings:
    found = []
    if facts.born_on is not None and 0 <= age_in_years(facts.born_on, entry.assessed_on) < scale.least_age:
        said = sentence(mark("This questionnaire is meant for people of {age} and over."), age=scale.least_age)
        found.append(Finding("scale_key", said, Level.NOTE, "assessment.age"))
    if scale is KIRBY_DESAI and facts.skin_type is not None:
        answered = entry.answers.get("fitzpatrick", "")
        chosen = next((one.label for one in TYPE_CHOICES if str(one.value) == answered), facts.skin_type.value)
        if chosen != facts.skin_type.value:
            said_type = mark("Skin type {answered} here, {known} in the patient's record. One of them is wrong.")
            found.append(doubtful("fitzpatrick", said_type, answered=chosen, known=facts.skin_type.value))
    return tuple(found)


def _check_take_over(entry: AssessmentEntry, result: Result) -> Findings:
    if result.skin_type is not None or (result.sessions is not None and entry.course_id is not None):
        return ()
    said = mark("There is nothing to take over.")
    if result.sessions is not None:
        said = mark("A planned range belongs to a course. Open one first.")
    return (Finding("take_over", sentence(said), code="assessment.take_over"),)


def trends_of(assessments: Iterable[Assessment]) -> tuple[ScaleTrend, ...]:
    """The scores that count, scale by scale in the order of the register, oldest first.

    A scale has one version in a trend, that of its latest score: numbers of two versions cannot
    be compared.
    """
    by_scale: dict[str, list[Assessment]] = {key: [] for key in SCALES}
    for one in sorted(assessments, key=lambda each: (each.entry.assessed_on, each.id)):
        if one.counts and one.entry.scale_key in by_scale:
            by_scale[one.entry.scale_key].append(one)
    return tuple(ScaleTrend(scale_of(key), _same_version(found)) for key, found in by_scale.items() if found)


def _same_version(found: list[Assessment]) -> tuple[Assessment, ...]:
    return tuple(one for one in found if one.scale_version == found[-1].scale_version)


def last_scores_of(assessments: Iterable[Assessment]) -> Mapping[str, LastScores]:
    """By scale: the last two scores of each scale that follows the result of a course."""
    found = {}
    for trend in trends_of(assessments):
        scores = [one.score for one in trend.assessments if one.score is not None]
        worse = trend.scale.higher_is_worse
        if scores and trend.scale.is_outcome and worse is not None:
            previous = scores[-2] if len(scores) > 1 else None
            found[trend.scale.key] = LastScores(trend.scale.key, scores[-1], previous, worse)
    return found


def _change(earlier: Assessment, later: Assessment) -> Decimal | None:
    return None if earlier.score is None or later.score is None else later.score - earlier.score
