"""From a file somebody chose to a clean photo: read with care, decoded in a process of its own."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.photos import BYTES_LIMIT, PIXELS_LIMIT, PRINT_BOX, SIDE_LIMIT, THUMBNAIL_SIDE
from pico_tracker.domain.words import mark, sentence
from pico_tracker.store.chosen_files import decoded, read_chosen

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
    return decode_photo(read_chosen(path, BYTES_LIMIT, never), path.name)


def decode_photo(content: bytes, file_name: str) -> CleanPhoto:
    """The photo in the bytes of a file; raises `FileTrouble`, also when the decoder dies of it."""
    limits = (PIXELS_LIMIT, SIDE_LIMIT, THUMBNAIL_SIDE, *PRINT_BOX, MEMORY_MIB, SECONDS)
    output = decoded(DECODER, content, file_name, limits, SECONDS)
    if output is None:
        raise _refusal("damaged", file_name)
    return _answered(output, file_name)


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
