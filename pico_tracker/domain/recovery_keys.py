"""Recovery keys: 160 random bits as a clinic prints them and, one bad day, types them back."""

import hashlib

from pico_tracker.domain.errors import NotAllowed
from pico_tracker.domain.words import mark, sentence

RECOVERY_BYTES = 20
_ALPHABET = "34679ACDEFGHJKMNPQRTUWXY"
"""24 signs of which no two look alike: neither 0, O nor 1, I, L nor 2, Z nor 5, S nor 8, B, nor V."""
_KEY_SYMBOLS, _CHECK_SYMBOLS, _GROUP = 35, 5, 5
_KEY_LIMIT = 1 << (8 * RECOVERY_BYTES)
_BETWEEN_GROUPS = " -\t\r\n"


def write_recovery_key(key: bytes) -> str:
    """`key` (20 bytes) in eight groups of five symbols, the last group a checksum."""
    if len(key) != RECOVERY_BYTES:
        raise ValueError("a recovery key has 20 bytes")
    symbols = _symbols(int.from_bytes(key, "big"), _KEY_SYMBOLS) + _check(key)
    groups = (symbols[start : start + _GROUP] for start in range(0, len(symbols), _GROUP))
    return "-".join(groups)


def read_recovery_key(typed: str) -> bytes:
    """The 20 bytes of a typed recovery key; case, spaces and dashes do not matter.

    Raises `NotAllowed` with what is wrong when it cannot be a key as printed: its length, a
    character that no key has, or a slip that the checksum shows.
    """
    symbols = "".join(c for c in typed.upper() if c not in _BETWEEN_GROUPS)
    _refuse_what_was_never_printed(symbols)
    number = 0
    for symbol in symbols[:_KEY_SYMBOLS]:
        number = number * len(_ALPHABET) + _ALPHABET.index(symbol)
    key = (number % _KEY_LIMIT).to_bytes(RECOVERY_BYTES, "big")
    if number >= _KEY_LIMIT or _check(key) != symbols[_KEY_SYMBOLS:]:
        said = mark("The recovery key has a typing slip. Compare it with the print, group by group.")
        raise NotAllowed(sentence(said))
    return key


def _refuse_what_was_never_printed(symbols: str) -> None:
    strange = next((c for c in symbols if c not in _ALPHABET), None)
    if strange is not None:
        said = mark("A recovery key has no “{sign}”. Compare it with the print.")
        raise NotAllowed(sentence(said, sign=strange))
    expected = _KEY_SYMBOLS + _CHECK_SYMBOLS
    if len(symbols) != expected:
        said = mark("A recovery key has {expected} characters, {count} are typed. Compare it with the print.")
        raise NotAllowed(sentence(said, expected=expected, count=len(symbols)))


def _check(key: bytes) -> str:
    digest = hashlib.sha256(b"recovery key checksum" + key).digest()
    return _symbols(int.from_bytes(digest, "big"), _CHECK_SYMBOLS)


def _symbols(number: int, count: int) -> str:
    """The last `count` digits of `number` in the alphabet."""
    digits = []
    for _ in range(count):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
