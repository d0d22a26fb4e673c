"""Photos: what is known of each, and what may become one."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from pico_tracker.domain.findings import Finding, Findings, check_lengths
from pico_tracker.domain.words import TEXT_LIMIT, mark, sentence

NAME_LENGTH = 64
"""Signs of a photo's file name: a keyed SHA-256 in hexadecimal."""
BYTES_LIMIT = 40_000_000
"""Bytes of a file that is taken as a photo."""
PIXELS_LIMIT = 60_000_000
SIDE_LIMIT = 20_000
"""Pixels along one side."""
THUMBNAIL_SIDE = 320
"""Pixels along the longer side of a thumbnail."""
PRINT_BOX = (1050, 720)
"""Pixels that a photo on paper has at most, across and down: half a page's width at 300 to the inch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoEntry:
    """A file to attach to a patient's record, and what it shows."""

    entry_id: UUID
    patient_id: int
    path: Path
    course_id: int | None = None
    session_id: int | None = None
    reaction_id: int | None = None
    """What a patient reported and this shows."""
    test_patch_id: int | None = None
    """The spot of a test patch that this shows."""
    taken_on: date | None = None
    """Day it was taken; None where nobody knows."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo on record; the original is asked for by its `id`."""

    id: int
    version: int
    patient_id: int
    course_id: int | None
    session_id: int | None
    reaction_id: int | None
    side_effect_id: int | None
    """What the reported reaction was judged to be; None while nobody has, or where it was none."""
    taken_on: date | None
    width: int
    height: int
    thumbnail: bytes
    """JPEG, at most `THUMBNAIL_SIDE` pixels along the longer side."""
    note: str
    test_patch_id: int | None = None
    """The spot of a test patch that it shows."""


def check_photo(entry: PhotoEntry, today: date) -> Findings:
    """All that is wrong with what is said about a photo."""
    found = list(check_lengths(entry, {"note": TEXT_LIMIT}, "photo"))
    if entry.taken_on is not None and entry.taken_on > today:
        said = sentence(mark("The day the photo was taken is in the future. Check the date."))
        found.append(Finding("taken_on", said, code="photo.taken_on"))
    return tuple(found)
