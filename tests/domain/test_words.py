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


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ann  Lee ", "Ann  Lee"),
        ("A\u0308nn", "\u00c4nn"),
        ("\ufb01ne \u212b", "\ufb01ne \u00c5"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("O'Neil {0} %s 😀", "O'Neil {0} %s 😀"),
    ],
)
@pytest.mark.parametrize("nothing_kept", ["", "\0", "\x1b", "\ud800"])
def test_a_text_with_nothing_to_take_out_is_cleaned_like_one_with(typed: str, kept: str, nothing_kept: str) -> None:
    assert clean_text(typed + nothing_kept) == kept
    assert clean_line(nothing_kept + typed) == " ".join(kept.split())


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000", "\u2028"])
def test_every_space_at_the_ends_goes_and_runs_in_a_line_become_one(space: str) -> None:
    assert clean_text(f"{space}a{space}b{space}") == f"a{space}b"
    assert clean_line(f"{space}a {space}b{space}") == "a b"


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u00ad", "\ue000"])
def test_signs_that_cannot_be_seen_are_no_control_characters(sign: str) -> None:
    assert clean_text(f"a{sign}b") == f"a{sign}b"


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
