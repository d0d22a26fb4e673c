"""Passphrases: what a clinic may choose to open its database with."""

import unicodedata

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.words import Sentence, mark, sentence

SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 1024


def check_passphrase(passphrase: str) -> Findings:
    """Everything wrong with a new passphrase, as findings on the field `passphrase`."""
    length = len(passphrase.strip())
    if length < SHORTEST_PASSPHRASE:
        said = sentence(
            mark("A passphrase has at least {limit} characters. A few unrelated words are easy to keep."),
            limit=SHORTEST_PASSPHRASE,
        )
        return (_stop(said),)
    if len(passphrase) > LONGEST_PASSPHRASE:
        said = sentence(mark("A passphrase has at most {limit} characters."), limit=LONGEST_PASSPHRASE)
        return (_stop(said),)
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in passphrase):
        return (_stop(sentence(mark("A passphrase is one line of characters that can be typed."))),)
    return ()


def passphrase_bytes(passphrase: str) -> bytes:
    """The bytes that a key is made of: the same for every way a keyboard writes an accent (NFC)."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def _stop(said: Sentence) -> Finding:
    return Finding("passphrase", said, code="passphrase")
