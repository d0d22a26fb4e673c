"""What a patient is found by, and what is looked for when somebody types."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.search_words import (
    SHORTEST_QUERY,
    TOKEN_LIMIT,
    WORDS_LIMIT,
    birth_token,
    fold,
    name_tokens,
    number_tokens,
    patient_tokens,
    split_query,
)

BORN = date(1992, 5, 3)
BOOK = {
    "Müller": (("Jörg", "Müller"), ("P-10441", "+44 7700 900142"), date(1980, 1, 2)),
    "O'Brien": (("Siobhán", "O'Brien"), ("P-20007", "0131 496 0999"), BORN),
    "王": (("小明", "王"), ("MK/77-3", "+86 10 6552 9988"), None),
}


def found(typed: str) -> list[str]:
    """Who of the book has, for every typed word, a token that begins as the word may be written."""
    words = split_query(typed)
    return [
        name
        for name, person in BOOK.items()
        if words and all(any(token.startswith(tuple(word)) for token in patient_tokens(*person)) for word in words)
    ]


def looked_for(typed: str) -> list[set[str]]:
    return [set(word) for word in split_query(typed)]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("müller", "Müller"),
        ("MUELL", "Müller"),
        ("muller jorg", "Müller"),
        ("10441", "Müller"),
        ("p-104", "Müller"),
        ("07700 900142", "Müller"),
        ("0044 7700 900142", "Müller"),
        ("+44 (0)7700 900142", "Müller"),
        ("02.01.1980", "Müller"),
        ("o’brien", "O'Brien"),
        ("brien sio", "O'Brien"),
        ("007", "O'Brien"),
        ("obrien 1992-05-03", "O'Brien"),
        ("3/5/1992", "O'Brien"),
        ("03051992", "O'Brien"),
        ("王小明", "王"),
        ("小明 王", "王"),
        ("mk77", "王"),
        ("6552-9988", "王"),
    ],
)
def test_a_patient_is_found_however_the_name_number_or_birth_date_is_typed(typed: str, who: str) -> None:
    assert found(typed) == [who]


@pytest.mark.parametrize("typed", ["", "m", "7", "- '", "müller 1992-05-03", "obrien 10441", "31.02.1992", "zz"])
def test_nobody_is_found_by_too_little_or_by_words_of_two_people(typed: str) -> None:
    assert found(typed) == []


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ÁLVAREZ", "alvarez"), ("Weiß", "weiss"), ("Łukasz", "lukasz"), ("Yıldız", "yildiz"), ("김", "김")],
)
def test_case_and_accents_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_name_is_filed_under_its_words_joined_and_with_umlauts_spelled_out() -> None:
    assert name_tokens("Anne-Marie") == {"anne", "marie", "annemarie"}
    assert name_tokens("Özil") == {"ozil", "oezil"}
    assert name_tokens("王小") == {"王", "小", "王小"}
    assert name_tokens(" -' ") == frozenset()


def test_a_number_is_filed_under_each_ending_of_three_digits_or_more_and_as_a_whole() -> None:
    assert number_tokens("P-10441") == {"p10441", "10441", "0441", "441"}
    assert number_tokens("12") == {"12"}
    assert number_tokens("AB") == {"ab"}
    assert number_tokens(" - ") == frozenset()


def test_the_zero_dialled_only_without_the_country_code_is_left_out_of_a_number() -> None:
    assert "442079460018" in number_tokens("+44 (0)20 7946 0018")


def test_nobody_without_a_birth_date_is_filed_under_one() -> None:
    assert patient_tokens(("Ada",), ("7",), None) == {"ada", "7"}
    assert patient_tokens(("Ada",), ("7",), BORN) == {"ada", "7", "d19920503"}


def test_a_date_that_may_be_day_or_month_first_is_looked_for_both_ways() -> None:
    assert looked_for("3.5.1992") == [{birth_token(BORN), birth_token(date(1992, 3, 5))}]
    assert looked_for("13.5.1992") == [{birth_token(date(1992, 5, 13))}]


def test_eight_digits_are_a_birth_date_or_a_number_unless_there_is_no_such_day() -> None:
    assert looked_for("19920503") == [{"19920503", "d19920503"}]
    assert looked_for("19921231") == [{"19921231", "d19921231"}]
    assert looked_for("31101992") == [{"31101992", "d19921031"}]
    assert looked_for("99999999") == [{"99999999"}]


def test_an_international_number_is_looked_for_without_a_country_code_of_one_to_three_digits_too() -> None:
    assert looked_for("+44 7700 900142") == [{"447700900142", "47700900142", "7700900142", "700900142"}]


def test_leading_zeros_do_not_count_where_three_digits_stay() -> None:
    assert looked_for("0142") == [{"0142", "142"}]
    assert looked_for("007") == [{"007"}]


def test_a_sign_that_stands_for_several_words_leaves_an_umlaut_beside_it_both_its_spellings() -> None:
    words = looked_for("ﷺ Özil")
    assert len(words) == 5
    assert {"ozil", "oezil"} in words


def test_the_longest_words_are_looked_for_and_no_more_than_six() -> None:
    words = looked_for("one seven three eleven two fourteen six")
    assert len(words) == 6
    assert words[:2] == [{"fourteen"}, {"eleven"}]


def test_two_letters_are_enough_to_look_for_somebody_in_one_word_or_two() -> None:
    assert looked_for("li") == [{"li"}]
    assert looked_for("l x") == [{"l"}, {"x"}]
    assert looked_for("l") == []


def test_a_word_of_a_name_is_kept_to_64_letters_and_looked_for_no_further() -> None:
    assert name_tokens("x" * 65) == {"x" * 64}
    assert looked_for("x" * 65) == [{"x" * 64}]


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_few_short_words_that_say_something(typed: str) -> None:
    words = split_query(typed)
    assert len(words) <= WORDS_LIMIT
    assert all(0 < len(start) <= 200 for word in words for start in word)
    assert not words or sum(max(map(len, word)) for word in words) >= SHORTEST_QUERY


@given(st.text(alphabet="aäÄöü øßéﷺ王ǆŉ'\u0308\u0345- 1", max_size=30))
def test_umlauts_accents_and_joined_signs_in_any_order_are_split_alike_in_both_spellings(typed: str) -> None:
    assert all(word for word in split_query(typed))


@given(st.text(alphabet=string.ascii_letters + "éüßØłÅçñ", min_size=2, max_size=20))
def test_every_name_is_found_by_its_own_beginning(name: str) -> None:
    tokens = name_tokens(name)
    for word in split_query(name[: max(2, len(name) // 2)]):
        assert any(token.startswith(tuple(word)) for token in tokens)


@given(st.from_regex(r"[+]?[0-9 ()/-]{1,30}", fullmatch=True))
def test_no_token_of_a_number_is_longer_than_what_is_kept(number: str) -> None:
    assert all(0 < len(token) <= TOKEN_LIMIT for token in number_tokens(number))
