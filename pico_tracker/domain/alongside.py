"""Treatment alongside: creams, tablets, peels, treatment elsewhere, each with its days."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, Sentence, mark, sentence

EARLIEST = date(1950, 1, 1)
"""Before this a day is a slip of the keyboard."""


class AlongsideKind(StrEnum):
    """What a patient has beside the laser."""

    CREAM = "cream"
    TABLET = "tablet"
    PEEL = "peel"
    ELSEWHERE = "elsewhere"
    OTHER = "other"


ALONGSIDE_NAMES = {
    AlongsideKind.CREAM: mark("Cream"),
    AlongsideKind.TABLET: mark("Tablet"),
    AlongsideKind.PEEL: mark("Peel"),
    AlongsideKind.ELSEWHERE: mark("Treatment elsewhere"),
    AlongsideKind.OTHER: mark("Other"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlongsideEntry:
    """What is written down about one treatment alongside."""

    entry_id: uuid.UUID
    patient_id: int
    kind: AlongsideKind
    what: str
    """Its name, such as hydroquinone 4 %."""
    from_on: date | None = None
    """None: nobody knows since when."""
    until_on: date | None = None
    """The last day; None: it goes on."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alongside:
    """A treatment alongside on record."""

    id: int
    version: int
    entry: AlongsideEntry
    recorded_by: str
    recorded_on: date

    def goes_on(self, today: date) -> bool:
        """Whether it has not ended before today."""
        return self.entry.until_on is None or self.entry.until_on >= today

    def is_new_since(self, day: date) -> bool:
        """Whether it began on that day or later; without a beginning, whether it was told after that day."""
        if self.entry.from_on is None:
            return self.recorded_on > day
        return self.entry.from_on >= day


def check_alongside(entry: AlongsideEntry, today: date) -> Findings:
    """All that is wrong with a treatment alongside, in the order of the form."""
    found = []
    if not entry.what:
        found.append(_stop("what", sentence(mark("Write what it is, such as the name on the package."))))
    if entry.from_on is not None and not EARLIEST <= entry.from_on <= _in_a_year(today):
        found.append(_stop("from_on", sentence(mark("Check the year it began."))))
    if entry.until_on is not None and entry.until_on < (entry.from_on or EARLIEST):
        found.append(_stop("until_on", sentence(mark("It cannot end before it began. Check both dates."))))
    return (*found, *check_lengths(entry, {"what": LINE_LIMIT, "note": TEXT_LIMIT}, "alongside"))


def begun_since(entries: Iterable[Alongside], day: date) -> tuple[Alongside, ...]:
    """Those that are new since a day, in the order given."""
    return tuple(one for one in entries if one.is_new_since(day))


def in_reading_order(entries: Iterable[Alongside], today: date) -> tuple[Alongside, ...]:
    """Those that go on first, then those that ended; in each the latest begun first."""

    def place(one: Alongside) -> tuple[bool, int, int]:
        return not one.goes_on(today), -(one.entry.from_on or EARLIEST).toordinal(), -one.id

    return tuple(sorted(entries, key=place))


def _in_a_year(today: date) -> date:
    return date(today.year + 1, today.month, min(today.day, 28))


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"alongside.{field}")
