"""What may be a passphrase."""

import pytest

from pico_tracker.domain.passphrases import check_passphrase, passphrase_bytes


def said(passphrase: str) -> list[str]:
    return [str(finding.sentence) for finding in check_passphrase(passphrase)]


@pytest.mark.parametrize(
    "passphrase", ["twelve chars", "nine red kettles sing", "ключ от кабинета", "🔑" * 12, "x" * 1024]
)
def test_twelve_characters_and_more_are_fine(passphrase: str) -> None:
    assert said(passphrase) == []


@pytest.mark.parametrize("passphrase", ["", "eleven char", " " * 40, "   eleven char   "])
def test_fewer_than_twelve_are_refused_and_spaces_at_the_ends_do_not_help(passphrase: str) -> None:
    assert said(passphrase) == ["A passphrase has at least 12 characters. A few unrelated words are easy to keep."]


def test_a_page_of_text_is_refused() -> None:
    assert said("x" * 1025) == ["A passphrase has at most 1024 characters."]


@pytest.mark.parametrize("sign", ["\n", "\0", "\t", "\ud800"])
def test_signs_that_no_field_can_take_are_refused(sign: str) -> None:
    assert said(f"nine red kettles{sign}sing") == ["A passphrase is one line of characters that can be typed."]


def test_the_same_accent_gives_the_same_bytes() -> None:
    assert passphrase_bytes("cafe\u0301") == passphrase_bytes("caf\u00e9") == b"caf\xc3\xa9"
