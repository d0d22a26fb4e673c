"""In which languages a clinic tells all it has to tell, and which one a patient gets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pico_tracker.domain.advice import ENGLISH, AdviceKind, fitting_instructions
from pico_tracker.domain.languages import language_code
from pico_tracker.domain.rules import Rule

_Scopes = Mapping[str, set[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """In which language a sheet is printed, and which one the patient would have needed."""

    language: str
    """As the clinic's texts name it; empty where the clinic has no text."""
    unserved: str = ""
    """The patient's language where the clinic has no complete text in it."""


def advice_languages(
    rules: Iterable[Rule], kind: AdviceKind, concern: str, devices: frozenset[str]
) -> tuple[str, ...]:
    """The languages in which nothing is missing that the clinic's first one tells, that one first.

    A language in which a concern's own lines are missing would leave the patient without them.
    """
    scopes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for _rule, one in fitting_instructions(rules, concern, devices):
        if one.lines(kind):
            scopes[one.language].add((one.concern, one.device))
    if not scopes:
        return ()
    first = _first_language(scopes)
    return (first, *sorted(one for one in scopes if one != first and scopes[one] >= scopes[first]))


def _first_language(scopes: _Scopes) -> str:
    """English where the clinic has it, else the language with the most texts."""
    return ENGLISH if ENGLISH in scopes else min(scopes, key=lambda one: (-len(scopes[one]), one))


def choose_language(languages: tuple[str, ...], wanted: str) -> LanguageChoice:
    """The language a patient wants, else the clinic's first one; `wanted` is typed freely or empty."""
    first = languages[0] if languages else ""
    code = language_code(wanted)
    found = next((one for one in languages if language_code(one) == code), None)
    if found is not None or not wanted.strip():
        return LanguageChoice(found or first)
    return LanguageChoice(first, wanted.strip())
