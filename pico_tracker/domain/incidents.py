"""An incident: what happened, what was done at once, who was told; open until somebody closes it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, mark, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEntry:
    """One account of an incident. A later account stands beside the earlier ones and changes none."""

    entry_id: uuid.UUID
    incident_id: int
    happened: str = ""
    device: str = ""
    """Laser with its serial number."""
    settings: str = ""
    """Session and settings it happened with."""
    action: str = ""
    """What was done at once."""
    informed: str = ""
    """Who was told."""
    informed_on: date | None = None
    reported_to: str = ""
    """Authority or maker; empty where nobody was reported to."""
    reported_on: date | None = None
    not_reported_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account on record, with who wrote it and when."""

    entry: IncidentEntry
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident on record. It opens by itself with a serious side effect."""

    id: int
    version: int
    side_effect_id: int
    opened_on: date
    accounts: tuple[Account, ...] = ()
    """Oldest first."""
    device: str = ""
    """Lasers of the session with their serial numbers, as the record knows them."""
    session_id: int | None = None
    closed_by: str = ""
    closed_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it yet."""
        return self.closed_on is None

    @property
    def latest(self) -> IncidentEntry | None:
        """The account that counts; None while nobody has written one."""
        return self.accounts[-1].entry if self.accounts else None


LINES = ("device", "informed", "reported_to")
TEXTS = ("happened", "settings", "action", "not_reported_because")
"""Names of the texts on one line, and of those on several."""
LIMITS = dict.fromkeys(LINES, LINE_LIMIT) | dict.fromkeys(TEXTS, TEXT_LIMIT)
"""How long each text may be."""


def check_account(entry: IncidentEntry, opened_on: date, today: date) -> Findings:
    """All that is wrong with an account of an incident, in the order of the form."""
    found = list(check_lengths(entry, LIMITS, "incident"))
    if not entry.happened:
        found.append(_stop("happened", mark("Say what happened.")))
    for name, day in (("informed_on", entry.informed_on), ("reported_on", entry.reported_on)):
        if day is not None and day > today:
            found.append(_stop(name, mark("This day is in the future. Check the date.")))
    if entry.reported_on is not None and entry.reported_on < opened_on:
        found.append(_stop("reported_on", mark("It was reported before it was found. Check the date.")))
    return tuple(found)


def check_closing(entry: IncidentEntry) -> Findings:
    """What an incident still lacks before it can be closed, in the order of the form."""
    asked = (
        ("happened", entry.happened, mark("Say what happened.")),
        ("device", entry.device, mark("Enter the laser and its serial number, or that none was used.")),
        ("action", entry.action, mark("Say what was done at once, also if nothing was.")),
        ("informed", entry.informed, mark("Enter who was told.")),
        ("informed_on", entry.informed_on, mark("Enter the day on which they were told.")),
    )
    found = [_stop(name, text) for name, value, text in asked if not value]
    if entry.reported_to and entry.reported_on is None:
        found.append(_stop("reported_on", mark("Enter the day on which it was reported.")))
    if not entry.reported_to and not entry.not_reported_because:
        found.append(_stop("not_reported_because", mark("Enter whom it was reported to, or why it was not.")))
    return tuple(found)


def _stop(field: str, text: str) -> Finding:
    return Finding(field, sentence(text), Level.STOP, f"incident.{field}")
