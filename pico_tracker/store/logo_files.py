"""From a picture that somebody chose to the clinic's logo as it is kept."""

import json
from collections.abc import Iterable
from pathlib import Path

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.letterheads import LOGO_BYTES_LIMIT, LOGO_SIDE
from pico_tracker.domain.photos import BYTES_LIMIT, PIXELS_LIMIT, SIDE_LIMIT
from pico_tracker.domain.words import mark, sentence
from pico_tracker.store.chosen_files import decoded, read_chosen

DECODER = Path(__file__).with_name("logo_decoder.py")
SECONDS = 10
MEMORY_MIB = 1_400
REFUSALS = {
    "format": mark(
        "{file} is not a picture in PNG, JPEG or WebP, whatever its name says. "
        "Nothing was changed. Save it as PNG and choose it again."
    ),
    "size": mark(
        "{file} is larger than {millions} million pixels or {side} pixels on a side. "
        "Nothing was changed. Save it smaller and choose it again."
    ),
    "damaged": mark("{file} is damaged or incomplete. Nothing was changed. Choose another copy of it."),
    "empty": mark("{file} is transparent all over. Nothing was changed. Choose another picture."),
}


def read_logo_file(path: Path, never: Iterable[Path] = ()) -> bytes:
    """The logo in the file at `path` as small PNG or JPEG; raises `FileTrouble`.

    Nothing is written anywhere; files of `never` are not opened.
    """
    limits = (PIXELS_LIMIT, SIDE_LIMIT, LOGO_SIDE, LOGO_BYTES_LIMIT, MEMORY_MIB, SECONDS)
    output = decoded(DECODER, read_chosen(path, BYTES_LIMIT, never), path.name, limits, SECONDS)
    if output is None:
        raise _refusal("damaged", path.name)
    line, _, logo = output.partition(b"\n")
    head = json.loads(line)
    if "refused" in head:
        raise _refusal(head["refused"], path.name)
    return logo


def _refusal(why: str, file_name: str) -> FileTrouble:
    millions = PIXELS_LIMIT // 1_000_000
    return FileTrouble(sentence(REFUSALS[why], file=file_name, millions=millions, side=SIDE_LIMIT))
