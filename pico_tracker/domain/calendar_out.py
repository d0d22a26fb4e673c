"""Calendars that leave the program: which visits, and how little of them another calendar is told."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice, takewhile
from uuid import UUID

from pico_tracker.domain.diary import VISIT_KIND_NAMES, VISIT_STATE_NAMES, VisitKind, VisitState
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.patients import full_name
from pico_tracker.domain.words import Translate, clean_line, in_english, mark, sentence

LONGEST_YEARS = 2
LONGEST = timedelta(days=LONGEST_YEARS * 365 + 1)  # one of them may be a leap year
EARLIEST_ON, LATEST_ON = date(1970, 1, 1), date(2200, 12, 31)
"""Between these every calendar program can count; a day outside is a slip of the fingers."""
_MARKS_KEPT = 3


class CalendarDetail(StrEnum):
    """What another calendar is told of a patient; whoever saves the file chooses."""

    MINIMAL = "minimal"
    """Initials and kind of visit."""
    NAMES = "names"
    """Full name and kind of visit."""


@dataclass(frozen=True, slots=True)
class CalendarWish:
    """Whose visits of which days go into a calendar file, and what it says of the patients."""

    staff_id: int | None
    """The practitioner; None for the whole clinic."""
    first: date
    last: date
    """Both days are part of it."""
    detail: CalendarDetail = CalendarDetail.MINIMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitOut:
    """A visit as it is on record, before anything about the patient is left out."""

    entry_id: UUID
    version: int
    changed_at: datetime
    kind: VisitKind
    state: VisitState
    starts_at: datetime
    ends_at: datetime
    given_names: str
    family_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarVisit:
    """A visit as another calendar gets it. Moments have a time zone."""

    uid: UUID
    """The same for the same visit for ever: by it a second import finds the event of the first."""
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    """When anything of it that a calendar is told was last changed."""
    sequence: int = 0
    """How often it was revised; 0 as first booked."""
    text: str
    is_cancelled: bool = False


def check_calendar(wish: CalendarWish) -> Findings:
    """All that is wrong with the days of a wish."""
    found = []
    for name, day in (("first", wish.first), ("last", wish.last)):
        if not EARLIEST_ON <= day <= LATEST_ON:
            said = mark("The year {year} is none that a calendar can show. Check the year.")
            found.append(Finding(name, sentence(said, year=day.year), code="calendar.year"))
    if wish.last < wish.first:
        said = mark("The last day lies before the first. Exchange them or choose a later one.")
        found.append(Finding("last", sentence(said), code="calendar.order"))
    if wish.last - wish.first >= LONGEST:
        said = mark("A calendar file holds {years} years at most. Choose an earlier last day.")
        found.append(Finding("last", sentence(said, years=LONGEST_YEARS), code="calendar.length"))
    return tuple(found)


def calendar_visit(visit: VisitOut, detail: CalendarDetail, translate: Translate = in_english) -> CalendarVisit:
    """The visit as another calendar gets it; a cancelled one stays, so that a second import takes it off."""
    return CalendarVisit(
        uid=visit.entry_id,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        changed_at=visit.changed_at,
        sequence=max(visit.version - 1, 0),
        text=event_text(visit, detail, translate),
        is_cancelled=visit.state is VisitState.CANCELLED,
    )


def event_text(visit: VisitOut, detail: CalendarDetail, translate: Translate = in_english) -> str:
    """What the event is called: "A.N., Session"; a cancelled one says so, since not every program does."""
    who, kind = _told_name(visit, detail), translate(VISIT_KIND_NAMES[visit.kind])
    text = f"{who}, {kind}" if who else kind
    if visit.state is not VisitState.CANCELLED:
        return text
    state = translate(VISIT_STATE_NAMES[visit.state])
    return sentence(mark("{state}: {visit}"), state=state, visit=text).said(translate)


def initials(given_names: str, family_name: str) -> str:
    """The first letter of the given names and of the family name, each with a full stop: "A.N.".

    In any script; signs and digits are passed over, marks above and below a letter stay with it.
    Empty where no name holds a letter.
    """
    return "".join(f"{letter}." for letter in map(_first_letter, (given_names, family_name)) if letter)


def _told_name(visit: VisitOut, detail: CalendarDetail) -> str:
    if detail is CalendarDetail.NAMES:
        return clean_line(full_name(visit.given_names, visit.family_name))
    return initials(visit.given_names, visit.family_name)


def _first_letter(name: str) -> str:
    clean = clean_line(name)
    at = next((index for index, character in enumerate(clean) if character.isalpha()), None)
    if at is None:
        return ""
    large = clean[at].title()
    marks = takewhile(_is_mark, clean[at + 1 :])
    return (large if len(large) == 1 else clean[at]) + "".join(islice(marks, _MARKS_KEPT))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
