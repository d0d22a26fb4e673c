"""What a patient is found by, and how typed text is split: both by the same rules.

Accents, case and signs do not count. A token is a word of a name, a part of a phone or record
number that may be typed from anywhere in its middle, or a birth date.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

SHORTEST_QUERY = 2
WORDS_LIMIT = 6
TOKEN_LIMIT = 64
_SHORTEST_DIGITS = 3
_LONGEST_CODE = 3
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ё": "е"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_WORD = re.compile(r"[^\W_]+")
_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b|\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b|\b(\d{8})\b")
_TRUNK_ZERO = re.compile(r"((?:\+|00)\d{1,3}\s*)\(0\)")
"""The zero that is dialled only without the country code before it, as in +44 (0)20."""
_INTERNATIONAL = re.compile(r"(?<![\w+])(?:\+|00)(\d{9,15})(?!\w)")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

Word = frozenset[str]
"""One typed word: the beginnings of a token of which one must be there."""


def fold(text: str) -> str:
    """Text as the search compares it: no case, no accents, a few letters spelled out."""
    plain = text.casefold().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", plain)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return unicodedata.normalize("NFC", bare)


def name_tokens(name: str) -> frozenset[str]:
    """Tokens of a name: its words, the words joined over an apostrophe, umlauts spelled out."""
    lowered = unicodedata.normalize("NFC", name.casefold())
    spellings = {lowered, lowered.translate(_UMLAUTS), re.sub(r"['’`-]", "", lowered)}
    words = {word for spelling in spellings for word in _WORD.findall(fold(spelling))}
    signs = {sign for word in words for sign in _IDEOGRAPH.findall(word)}
    return frozenset(word[:TOKEN_LIMIT] for word in words | signs)


def number_tokens(number: str) -> frozenset[str]:
    """Tokens of a phone or record number: every ending of its digits, and the whole of it."""
    digits = "".join(c for c in _TRUNK_ZERO.sub(r"\1", fold(number)) if c.isdigit() and c.isascii())
    endings = {digits[start:] for start in range(max(0, len(digits) - _SHORTEST_DIGITS) + 1)} - {""}
    whole = "".join(_WORD.findall(fold(number)))
    return frozenset(token[:TOKEN_LIMIT] for token in endings | {whole} if token)


def birth_token(born_on: date) -> str:
    """Token of a birth date; the letter keeps it apart from numbers."""
    return f"d{born_on:%Y%m%d}"


def patient_tokens(names: Iterable[str], numbers: Iterable[str], born_on: date | None) -> frozenset[str]:
    """Everything a patient is found by."""
    tokens = {token for name in names for token in name_tokens(name)}
    tokens |= {token for number in numbers for token in number_tokens(number)}
    return frozenset(tokens | ({birth_token(born_on)} if born_on else set()))


def split_query(typed: str) -> tuple[Word, ...]:
    """The words of a search, longest first; empty when fewer than two letters were typed."""
    dates, rest = _take_dates(typed[:200])
    words = [*dates, *_take_numbers_and_names(rest)]
    if sum(len(max(word, key=len)) for word in words) < SHORTEST_QUERY:
        return ()
    return tuple(sorted(words, key=lambda word: -min(len(start) for start in word))[:WORDS_LIMIT])


def _take_dates(typed: str) -> tuple[list[Word], str]:
    found = []
    for match in _DATE.finditer(typed):
        possible = frozenset(birth_token(day) for day in _readings(match))
        if possible:
            plain = {match.group(7)} if match.group(7) else set()
            found.append(possible | plain)
            typed = typed.replace(match.group(), " ")
    return found, typed


def _readings(match: re.Match[str]) -> Iterable[date]:
    year, month, day, first, second, last, packed = match.groups()
    parts = [(year, month, day)] if year else [(last, second, first), (last, first, second)]
    if packed:
        parts = [(packed[:4], packed[4:6], packed[6:]), (packed[4:], packed[2:4], packed[:2])]
    for one in parts:
        try:
            yield date(*(int(part) for part in one))
        except ValueError:
            continue


def _take_numbers_and_names(typed: str) -> list[Word]:
    compact = re.sub(r"(?<=\d)[\s()./-]+(?=\d)", "", _TRUNK_ZERO.sub(r"\1", typed))
    found = [_national_too(match.group(1)) for match in _INTERNATIONAL.finditer(compact)]
    compact = re.sub(r"\b(\D{1,3})-(?=\d)", r"\1", _INTERNATIONAL.sub(" ", compact))
    joined = re.sub(r"(?<=\w)['’`](?=\w)", "", compact)
    return found + [word for spellings in _words(joined) for word in _starts(spellings)]


def _national_too(digits: str) -> Word:
    """A number with its country code, and what is left of it when the code has 1, 2 or 3 digits."""
    return frozenset(digits[code:] for code in range(_LONGEST_CODE + 1))


def _words(typed: str) -> list[Word]:
    """The words of a text, each in its spelling without umlauts and with umlauts spelled out.

    An umlaut gives way to letters, so both spellings have as many words.
    """
    lowered = unicodedata.normalize("NFC", typed.casefold())
    plain, spelled = (_WORD.findall(fold(text)) for text in (typed, lowered.translate(_UMLAUTS)))
    return [frozenset(pair) for pair in zip(plain, spelled, strict=True)]


def _starts(spellings: Word) -> list[Word]:
    """What a patient's tokens must begin with for one typed word; each ideograph counts as a word."""
    word = min(spellings)
    if signs := _IDEOGRAPH.findall(word):
        return [frozenset({sign}) for sign in signs]
    without_zeros = word.lstrip("0")
    if word.isdigit() and len(without_zeros) >= _SHORTEST_DIGITS:
        return [frozenset({word, without_zeros})]
    return [frozenset(spelling[:TOKEN_LIMIT] for spelling in spellings)]
