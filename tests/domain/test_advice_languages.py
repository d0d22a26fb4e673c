"""In which language a patient gets the sheet of what to do before or after a session."""

from datetime import UTC, datetime

import pytest

from pico_tracker.domain.advice import AdviceKind
from pico_tracker.domain.advice_languages import LanguageChoice, advice_languages, choose_language
from pico_tracker.domain.rules import Rule, RuleKind

NO_DEVICE: frozenset[str] = frozenset()


def text(language: str, concern: str = "", device: str = "", **changes: object) -> Rule:
    content = {
        "title": "For everyone",
        "language": language,
        "concern": concern,
        "device": device,
        "aftercare": ["Keep it dry."],
        "evidence": "unsourced",
        "sources": ["UNS"],
    }
    return Rule(
        kind=RuleKind.INSTRUCTION,
        key=f"{language}.{concern}.{device}",
        version=1,
        revision=1,
        content=content | changes,
        written_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_a_language_counts_when_it_tells_all_that_english_tells() -> None:
    rules = (text("en"), text("en", "tattoo"), text("pl"), text("de"), text("de", "tattoo"))
    assert advice_languages(rules, AdviceKind.AFTERCARE, "tattoo", NO_DEVICE) == ("en", "de")
    assert advice_languages(rules, AdviceKind.AFTERCARE, "melasma", NO_DEVICE) == ("en", "de", "pl")


def test_lines_for_a_laser_count_once_it_was_used() -> None:
    rules = (text("en"), text("en", device="picoway"), text("de"))
    assert advice_languages(rules, AdviceKind.AFTERCARE, "tattoo", NO_DEVICE) == ("en", "de")
    assert advice_languages(rules, AdviceKind.AFTERCARE, "tattoo", frozenset({"picoway"})) == ("en",)


def test_without_english_the_language_with_the_most_texts_comes_first() -> None:
    rules = (text("de"), text("pl"), text("pl", "tattoo"), text("fr", aftercare=[], preparation=["Shave it."]))
    assert advice_languages(rules, AdviceKind.AFTERCARE, "tattoo", NO_DEVICE) == ("pl",)
    assert advice_languages(rules, AdviceKind.AFTERCARE, "melasma", NO_DEVICE) == ("de", "pl")


def test_a_clinic_without_texts_has_no_language() -> None:
    assert advice_languages((), AdviceKind.AFTERCARE, "tattoo", NO_DEVICE) == ()
    assert choose_language((), "Polish") == LanguageChoice("", "Polish")


@pytest.mark.parametrize(
    ("wanted", "choice"),
    [
        ("German", LanguageChoice("de")),
        ("deutsch", LanguageChoice("de")),
        ("", LanguageChoice("en")),
        ("English", LanguageChoice("en")),
        (" Polish ", LanguageChoice("en", "Polish")),
    ],
)
def test_the_patients_language_is_taken_where_the_clinic_has_it(wanted: str, choice: LanguageChoice) -> None:
    assert choose_language(("en", "de"), wanted) == choice
