"""What the sheets of advice share: in which languages a course has its text, and the one to print."""

from collections.abc import Mapping
from dataclasses import dataclass

from pico_tracker.db.queries import advice as advice_queries
from pico_tracker.db.queries import courses, patients
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.advice import AdviceKind, AdviceText
from pico_tracker.domain.advice_languages import LanguageChoice, advice_languages, choose_language
from pico_tracker.domain.courses import Course
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.advice import text_for
from pico_tracker.services.rules import rules_of

_MISSING: Mapping[AdviceKind, str] = {
    AdviceKind.AFTERCARE: mark(
        "The clinic has no aftercare text for this concern. Add one in Settings, Clinical rules."
    ),
    AdviceKind.PREPARATION: mark(
        "The clinic has no preparation text for this concern. Add one in Settings, Clinical rules."
    ),
}


@dataclass(frozen=True, slots=True)
class AdviceOffer:
    """The sheet that a course's patient would get now."""

    concern_name: str
    choice: LanguageChoice
    languages: tuple[str, ...]
    """Those in which it can be printed, the clinic's first one first."""
    version: str
    """As `AdviceText.version`; empty where the clinic has no text."""


@dataclass(frozen=True, slots=True)
class ChosenText:
    """What a sheet of advice tells, to whom and about what."""

    course: Course
    patient: Patient
    text: AdviceText
    unserved: str
    """The patient's language where the clinic has no complete text in it."""


def languages_of(work: Work, course: Course, kind: AdviceKind) -> tuple[str, ...]:
    """The languages in which the text of a course is complete, the clinic's first one first."""
    devices = advice_queries.list_device_keys(work, course.id)
    return advice_languages(rules_of(work, RuleKind.INSTRUCTION), kind, course.concern_key, devices)


def offer_of(work: Work, course_id: int, kind: AdviceKind) -> AdviceOffer:
    """Which sheet a course's patient would get; raises `NotFound`."""
    course = courses.read_course(work, course_id)
    languages = languages_of(work, course, kind)
    choice = choose_language(languages, patients.read_patient(work, course.entry.patient_id).entry.language)
    version = text_for(work, course_id, kind, choice.language).version
    return AdviceOffer(course.concern_name, choice, languages, version)


def chosen_text(work: Work, course_id: int, kind: AdviceKind, language: str | None) -> ChosenText:
    """The text in `language`; None: the patient's, else the clinic's first one.

    Raises `NotFound` where there is no such course, or no text for it.
    """
    course = courses.read_course(work, course_id)
    patient = patients.read_patient(work, course.entry.patient_id)
    wanted = patient.entry.language if language is None else language
    choice = choose_language(languages_of(work, course, kind), wanted)
    text = text_for(work, course_id, kind, choice.language)
    if not text.parts:
        raise NotFound(sentence(_MISSING[kind]))
    return ChosenText(course, patient, text, choice.unserved)
