import pytest

from pico_tracker.domain.languages import is_read_to_left, language_code, language_name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Polish", "pl"),
        (" polski ", "pl"),
        ("pl-PL", "pl"),
        ("en_GB", "en"),
        ("English (UK)", "en"),
        ("Français", "fr"),
        ("Francais", "fr"),
        ("Türkçe", "tr"),
        ("العربية", "ar"),
        ("Tiếng Việt", "vi"),
        ("ΕΛΛΗΝΙΚΆ", "el"),
        ("Klingon", "klingon"),
        ("", ""),
    ],
)
def test_a_language_is_known_by_its_names_and_its_code(typed: str, code: str) -> None:
    assert language_code(typed) == code


def test_a_code_has_a_name_and_what_is_not_known_stands_for_itself() -> None:
    assert language_name("de") == "German"
    assert language_name("Deutsch") == "German"
    assert language_name("tlh") == "tlh"


@pytest.mark.parametrize(
    ("language", "to_left"), [("ar", True), ("עברית", True), ("Persian", True), ("en", False), ("Klingon", False)]
)
def test_languages_written_from_right_to_left_are_known_by_code_and_by_name(language: str, to_left: bool) -> None:
    assert is_read_to_left(language) is to_left
