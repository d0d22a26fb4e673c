"""From a scan that somebody chose, a picture or a PDF, to clean pages."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pico_tracker.domain.consent_forms import SCAN_PAGES_LIMIT, SCAN_SIDE
from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.photos import BYTES_LIMIT, PIXELS_LIMIT, SIDE_LIMIT, THUMBNAIL_SIDE
from pico_tracker.domain.words import mark, sentence
from pico_tracker.store.chosen_files import decoded, read_chosen

DECODER = Path(__file__).with_name("scan_decoder.py")
SECONDS = 30
"""For twenty pages of photographs on a slow computer."""
MEMORY_MIB = 1_400
REFUSALS = {
    "format": mark(
        "{file} is not a scan in PDF, JPEG, PNG or WebP, whatever its name says. "
        "Nothing was kept. Choose another file, or scan it as PDF."
    ),
    "size": mark(
        "{file} is larger than {millions} million pixels or {side} pixels on a side. "
        "Nothing was kept. Scan it at 300 dots an inch and choose it again."
    ),
    "pages": mark(
        "{file} has more than {pages} pages. Nothing was kept. Scan only the signed form and choose it again."
    ),
    "password": mark(
        "{file} opens only with a password. Nothing was kept. Save it without a password and choose it again."
    ),
    "damaged": mark("{file} is damaged or incomplete. Nothing was kept. Scan it again and choose the new file."),
}


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page as it is kept: JPEG, nothing but pixels, grey where it has no colour."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int
    """Pixels, at most `SCAN_SIDE`."""


def read_scan_file(path: Path, never: Iterable[Path] = ()) -> tuple[CleanPage, ...]:
    """The pages in the file at `path`, which may be PDF, JPEG, PNG or WebP; raises `FileTrouble`.

    Long work: up to half a minute. Nothing is written anywhere; files of `never` are not opened.
    """
    return decode_scan(read_chosen(path, BYTES_LIMIT, never), path.name)


def decode_scan(content: bytes, file_name: str) -> tuple[CleanPage, ...]:
    """The pages in the bytes of a file; raises `FileTrouble`, also when the decoder dies of it."""
    limits = (PIXELS_LIMIT, SIDE_LIMIT, THUMBNAIL_SIDE, SCAN_SIDE, SCAN_PAGES_LIMIT, MEMORY_MIB, SECONDS)
    output = decoded(DECODER, content, file_name, limits, SECONDS)
    if output is None:
        raise _refusal("damaged", file_name)
    line, _, rest = output.partition(b"\n")
    head = json.loads(line)
    if "refused" in head:
        raise _refusal(head["refused"], file_name)
    pages = []
    for one in head["pages"]:
        first, second = one["thumbnail"], one["thumbnail"] + one["page"]
        pages.append(CleanPage(rest[first:second], rest[:first], one["width"], one["height"]))
        rest = rest[second:]
    return tuple(pages)


def _refusal(why: str, file_name: str) -> FileTrouble:
    said = sentence(
        REFUSALS[why],
        file=file_name,
        millions=PIXELS_LIMIT // 1_000_000,
        side=SIDE_LIMIT,
        pages=SCAN_PAGES_LIMIT,
    )
    return FileTrouble(said)
