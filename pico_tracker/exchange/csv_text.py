"""Which characters the bytes of a table stand for.

Order of decision: a byte order mark; UTF-16 without one, seen by zero bytes on one side of each
pair; UTF-8; then the one-byte code pages. Of those, Windows 1251 is taken when most letters are
Cyrillic, DOS 850 when its umlauts (which are quotation marks in Windows) stand inside words,
Windows 1250 when letters that are symbols in 1252 (`ł` is `³` there) stand inside words, else
Windows 1252. Czech in 1250 cannot be told from 1252 without a dictionary, therefore every
one-byte reading is told to the reader of the plan.
"""

import codecs
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.words import Sentence, mark, sentence

FILE_LIMIT_BYTES = 25_000_000
"""Twice a table of 100,000 patients with every field filled in."""

_SAMPLE = 65_536
_STRAY_CONTROLS = 3
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LETTER = rb"[A-Za-z\x80-\xff]"
_CYRILLIC_RUN = re.compile(rb"[\xc0-\xff\xa8\xb8]{3,}")
_DOS_UMLAUT = re.compile(rb"[A-Za-z][\x81\x84\x94][a-z]|\b[\x8e\x99\x9a][a-z]+[\x81\x84\x94]")
_WINDOWS_UMLAUT = re.compile(rb"[\xe4\xf6\xfc\xc4\xd6\xdc\xdf]")
_CENTRAL_LETTER = re.compile(rb"[A-Za-z][\xb3\xb9\xbf\xbe\x8d\x8f\x9d][a-z]|[\xa3\xaf\xbc\x8d\x8f][a-z]")


@dataclass(frozen=True, slots=True)
class _Guess:
    encoding: str
    note: Sentence | None = None


def read_bytes(path: Path) -> bytes:
    """The content of an ordinary file of at most `FILE_LIMIT_BYTES`; a pipe or device is refused."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise FileTrouble(sentence(mark("This is not a file that can be imported. Choose a CSV file.")))
        with path.open("rb") as file:
            # One more than allowed: the file may have grown since.
            return file.read(FILE_LIMIT_BYTES + 1)
    except (OSError, ValueError) as error:
        raise FileTrouble(
            sentence(mark("The file cannot be opened. Check that it exists and that you may read it."))
        ) from error


def check_size(data: bytes) -> None:
    """Refuse a file that is empty or larger than `FILE_LIMIT_BYTES`."""
    if len(data) > FILE_LIMIT_BYTES:
        raise FileTrouble(
            sentence(
                mark("The file is larger than {limit} MB. Split it into several files with the same header."),
                limit=FILE_LIMIT_BYTES // 1_000_000,
            )
        )
    if not data.strip(b"\x00 \r\n\t"):
        raise FileTrouble(sentence(mark("The file is empty. Nothing was imported.")))


def find_encoding(data: bytes) -> tuple[str, tuple[Sentence, ...]]:
    """Codec that reads all of `data`, and what to tell about the choice.

    Raises `FileTrouble` for a workbook, for what is no text, and for mixed encodings.
    """
    if data.startswith(_WORKBOOK_STARTS):
        raise FileTrouble(
            sentence(mark("This is a workbook, not a CSV file. Save it as “CSV UTF-8” and import that file."))
        )
    guess = _by_mark(data) or _by_zero_bytes(data) or _as_utf_8(data) or _as_one_byte(data)
    _check_is_text(data[: _SAMPLE - _SAMPLE % 4], guess.encoding)
    return guess.encoding, (guess.note,) if guess.note else ()


def _by_mark(data: bytes) -> _Guess | None:
    encoding = next((name for start, name in _MARKS if data.startswith(start)), None)
    return _checked(data, encoding) if encoding else None


def _by_zero_bytes(data: bytes) -> _Guess | None:
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # Digits and separators have a zero byte in any script; a stray zero byte is far rarer.
    if max(even, odd) * 20 < len(sample) or min(even, odd) * 10 > max(even, odd):
        return None
    return _checked(data, "utf-16-le" if odd > even else "utf-16-be")


def _checked(data: bytes, encoding: str) -> _Guess:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _damaged(data, error.start) from error
    return _Guess(encoding)


def _as_utf_8(data: bytes) -> _Guess | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="replace")
        bad = text.count("\ufffd")
        good = len(text) - len(text.encode("ascii", errors="ignore")) - bad
        # A code page hardly ever makes valid UTF-8 by chance: this was glued together from two files.
        if good > bad:
            raise _damaged(data, error.start) from error
        return None
    return _Guess("utf-8")


def _damaged(data: bytes, at: int) -> FileTrouble:
    return FileTrouble(
        sentence(
            mark("Line {line} has characters in another encoding. Save the file as “CSV UTF-8”."),
            line=data.count(b"\n", 0, at) + 1,
        )
    )


def _as_one_byte(data: bytes) -> _Guess:
    for encoding in (_one_byte_page(data), "cp1252", "cp1250"):
        if _reads(data, encoding):
            said = mark("Letters were read by code page {page}. If names look wrong, save the file as “CSV UTF-8”.")
            return _Guess(encoding, sentence(said, page=encoding.removeprefix("cp")))
    raise _not_text()


def _one_byte_page(data: bytes) -> str:
    letters = len(re.findall(_LETTER, data[:_SAMPLE]))
    if sum(len(run) for run in _CYRILLIC_RUN.findall(data[:_SAMPLE])) * 2 > letters:
        return "cp1251"
    if len(_DOS_UMLAUT.findall(data)) > len(_WINDOWS_UMLAUT.findall(data)):
        return "cp850"
    return "cp1250" if _CENTRAL_LETTER.search(data) else "cp1252"


def _reads(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _check_is_text(sample: bytes, encoding: str) -> None:
    text = sample.decode(encoding, errors="ignore")
    if len(_CONTROLS.findall(text)) > _STRAY_CONTROLS + len(text) // 50:
        raise _not_text()


def _not_text() -> FileTrouble:
    return FileTrouble(sentence(mark("This is not a table of text. Choose a CSV file.")))
