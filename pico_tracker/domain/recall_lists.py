"""The recall list on paper: whom to reach, harm first, with room for what came of it; nothing clinical."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.contacts import ContactMeans, Reach
from pico_tracker.domain.patients import ContactPreference
from pico_tracker.domain.recalls import RecallGroup, RecallLine, harm_first


@dataclass(frozen=True, slots=True)
class RecallSection:
    """The lines of one group."""

    group: RecallGroup
    lines: tuple[RecallLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallList:
    """Everything the recall list prints. `printed_at` has a time zone."""

    clinic: Clinic
    sections: tuple[RecallSection, ...] = ()
    left_out: int = 0
    """Lines about harm of patients who wish no contact: they are worked on the screen only."""
    deceased: int = 0
    """Lines about patients who have died: nobody is to be called, an incident is still worked on the screen."""
    printed_at: datetime
    printed_by: str

    @property
    def lines(self) -> tuple[RecallLine, ...]:
        """All lines in their order."""
        return tuple(line for section in self.sections for line in section.lines)


def sections_of(lines: Iterable[RecallLine]) -> tuple[RecallSection, ...]:
    """The lines as the desk may take them along: harm first, without clinical text and without anybody
    who wishes no contact."""
    kept = harm_first(_for_the_desk(line) for line in lines if not line.reach.no_contact)
    return tuple(RecallSection(group, tuple(found)) for group, found in groupby(kept, lambda line: line.group))


def count_left_out(lines: Iterable[RecallLine]) -> int:
    """How many lines a sheet does not show because their patients wish no contact."""
    return sum(line.reach.no_contact for line in lines)


_NEEDS_AGREEMENT = {ContactPreference.TEXT: ContactMeans.TEXT, ContactPreference.EMAIL: ContactMeans.EMAIL}


def preferred_means(reach: Reach) -> ContactPreference | None:
    """What the patient prefers; None without a preference, and where the patient did not agree to it."""
    if reach.preference is ContactPreference.NONE:
        return None
    means = _NEEDS_AGREEMENT.get(reach.preference)
    return reach.preference if means is None or reach.agrees_to(means) else None


def _for_the_desk(line: RecallLine) -> RecallLine:
    return replace(line, detail="", course_title="", severity=None, has_red_flag=False)
