"""From a file somebody chose to a clean photo: read with care, decoded in a process of its own."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.photos import BYTES_LIMIT, PIXELS_LIMIT, PRINT_BOX, SIDE_LIMIT, THUMBNAIL_SIDE
from pico_tracker.domain.words import mark, sentence

DECODER = Path(__file__).with_name("photo_decoder.py")
SECONDS = 10
MEMORY_MIB = 1_400
"""For the largest photo with an alpha channel, turned, and the libraries: well below what a PC has free."""
REFUSALS = {
    "format": mark(
        "{file} is not a photo in JPEG, PNG or WebP, whatever its name says. "
        "Nothing was kept. Choose another file, or save it as JPEG first."
    ),
    "size": mark(
        "{file} is larger than {millions} million pixels or {side} pixels on a side. "
        "Nothing was kept. Save it smaller and choose it again."
    ),
    "damaged": mark(
        "{file} is damaged or incomplete. Nothing was kept. "
        "Copy it again from the camera or phone and choose it again."
    ),
}


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """A photo as it is kept: upright, JPEG, nothing but pixels; `width` and `height` in pixels."""

    content: bytes
    thumbnail: bytes
    for_paper: bytes
    """As large as it is printed, see `PRINT_BOX`."""
    width: int
    height: int


def read_photo_file(path: Path, never: Iterable[Path] = ()) -> CleanPhoto:
    """The photo in the file at `path`; raises `FileTrouble`. Nothing is written anywhere.

    Files of `never` are not even opened: closing a database's file would drop the locks SQLite holds.
    """
    return decode_photo(_read(path, tuple(never)), path.name)


def decode_photo(content: bytes, file_name: str) -> CleanPhoto:
    """The photo in the bytes of a file; raises `FileTrouble`, also when the decoder dies of it."""
    limits = (PIXELS_LIMIT, SIDE_LIMIT, THUMBNAIL_SIDE, *PRINT_BOX, MEMORY_MIB, SECONDS)
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(DECODER), *map(str, limits)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        said = mark("{file} takes too long to read. Nothing was kept. Save it smaller and choose it again.")
        raise FileTrouble(sentence(said, file=file_name)) from None
    except OSError as error:
        said = mark("Photos cannot be read on this computer ({reason}). Nothing was kept. Tell whoever set it up.")
        raise FileTrouble(sentence(said, reason=error.strerror)) from error
    if done.returncode:
        raise _refusal("damaged", file_name)
    return _answered(done.stdout, file_name)


def _answered(output: bytes, file_name: str) -> CleanPhoto:
    line, _, pictures = output.partition(b"\n")
    head = json.loads(line)
    if "refused" in head:
        raise _refusal(head["refused"], file_name)
    first = head["thumbnail"]
    second = first + head["print"]
    return CleanPhoto(
        content=pictures[second:],
        thumbnail=pictures[:first],
        for_paper=pictures[first:second],
        width=head["width"],
        height=head["height"],
    )


def _refusal(why: str, file_name: str) -> FileTrouble:
    millions = PIXELS_LIMIT // 1_000_000
    return FileTrouble(sentence(REFUSALS[why], file=file_name, millions=millions, side=SIDE_LIMIT))


def _read(path: Path, never: tuple[Path, ...]) -> bytes:
    """The bytes of a regular file, which is never waited for and never larger than the limit."""
    try:
        _refuse_other(path.stat().st_mode, path.name)  # opening a device may already do something
        if any(one.exists() and one.samefile(path) for one in never):
            raise _refusal("format", path.name)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            now = os.fstat(file.fileno())
            _refuse_other(now.st_mode, path.name)
            content = b"" if now.st_size > BYTES_LIMIT else file.read(BYTES_LIMIT + 1)
    except (OSError, ValueError) as error:  # ValueError: a path that no system takes
        said = mark("{file} cannot be read ({reason}). Nothing was kept. Check that it is there and may be read.")
        reason = getattr(error, "strerror", None) or str(error)
        raise FileTrouble(sentence(said, file=path.name, reason=reason)) from error
    if now.st_size > BYTES_LIMIT or len(content) > BYTES_LIMIT:
        said = mark("{file} is larger than {limit} MB. Nothing was kept. Save it smaller and choose it again.")
        raise FileTrouble(sentence(said, file=path.name, limit=BYTES_LIMIT // 1_000_000))
    return content


def _refuse_other(mode: int, file_name: str) -> None:
    if not stat.S_ISREG(mode):
        said = mark("{file} is not a file but a folder or a device. Nothing was kept. Choose a photo.")
        raise FileTrouble(sentence(said, file=file_name))
