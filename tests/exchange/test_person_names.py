"""Whole names in one cell, taken apart."""

import pytest

from pico_tracker.exchange.person_names import NameParts, cut_title, split_name


@pytest.mark.parametrize(
    ("text", "title", "given", "family"),
    [
        ("John Smith", "", "John", "Smith"),
        ("Smith, John", "", "John", "Smith"),
        ("Dr. Anna Maria Smith", "Dr.", "Anna Maria", "Smith"),
        ("Smith, Dr. Anna", "Dr.", "Anna", "Smith"),
        ("Smith, Anna, Dr. med.", "Dr. med.", "Anna", "Smith"),
        ("Prof. Dr.med. Ida Berg", "Prof. Dr.med.", "Ida", "Berg"),
        ("Frau Dr. Ida Berg-Ohm", "Frau Dr.", "Ida", "Berg-Ohm"),
        ("Jan van der Berg", "", "Jan", "van der Berg"),
        ("van der Berg, Jan", "", "Jan", "van der Berg"),
        ("Ida von Berg, MD, PhD", "MD PhD", "Ida", "von Berg"),
        ("John Oak Jr.", "", "John", "Oak Jr."),
        ("Oak, Jr., John", "", "John", "Oak Jr."),
        ("Madonna", "", "", "Madonna"),
        ("Herr", "", "", "Herr"),
        ("Herr, Anna", "", "Anna", "Herr"),
        ("Smith,", "", "", "Smith"),
        ("", "", "", ""),
        (",", "", "", ""),
        ("王 小明", "", "王", "小明"),
    ],
)
def test_names_are_taken_apart(text: str, title: str, given: str, family: str) -> None:
    assert split_name(text) == NameParts(title, given, family)


def test_a_title_is_cut_but_never_the_last_word() -> None:
    assert cut_title("Dr. Ida") == ("Dr.", "Ida")
    assert cut_title("Dr. med.") == ("Dr.", "med.")
    assert cut_title("Ing Mag") == ("", "Ing Mag")
    assert cut_title("Mag. Ida") == ("Mag.", "Ida")
