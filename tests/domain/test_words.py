"""Cleaning of typed text, and sentences with places for values."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.words import clean_line, clean_text, in_english, mark, sentence


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna \r\n Lee\r", "Anna \n Lee"),
        ("a\0b\x07c\x85d\x7f", "abcd"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("cafe\u0301", "caf\u00e9"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("שלום 😀 <b>", "שלום 😀 <b>"),
        ("", ""),
    ],
)
def test_text_keeps_what_a_person_meant(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_a_line_is_one_line() -> None:
    assert clean_line("  two \n words\t here ") == "two words here"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    assert clean_text(clean_text(typed)) == clean_text(typed)
    assert clean_line(clean_line(typed)) == clean_line(typed)


@given(st.text(alphabet=st.characters(categories=("Cc", "Cs", "Lu", "Mn"))))
def test_nothing_that_a_database_refuses_is_left(typed: str) -> None:
    cleaned = clean_text(typed)
    cleaned.encode("utf-8")
    assert "\0" not in cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "\n" not in clean_line(typed)


def test_a_sentence_is_translated_before_its_values_are_filled_in() -> None:
    said = sentence(mark("Past {limit} mm"), limit=15)
    assert str(said) == "Past 15 mm"
    assert said.said({"Past {limit} mm": "Über {limit} mm"}.__getitem__) == "Über 15 mm"


def test_a_value_with_braces_is_only_a_value() -> None:
    assert str(sentence(mark("Name: {name}"), name="{limit}")) == "Name: {limit}"


def test_a_mark_and_english_change_nothing() -> None:
    assert mark("x") == in_english("x") == "x"
    assert str(sentence("x")) == "x"
