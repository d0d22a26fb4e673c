"""The record of one session as it is shown whole and printed: with its versions, and why it went ahead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pico_tracker.domain.asked_answers import AskedAnswer
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.consents import Consent
from pico_tracker.domain.courses import Course
from pico_tracker.domain.findings import Level
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.photos import Photo
from pico_tracker.domain.sessions import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFinding:
    """Something doubtful that went ahead with a reason, in the words of that day."""

    said: str
    reason: str
    level: Level
    is_of_amendment: bool = False
    """Whether it was found when the session was amended, not when it was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """Everything that the record of a session shows; nothing else is asked while printing."""

    clinic: Clinic
    patient: Patient
    course: Course
    session: Session
    signed_by: str
    findings: tuple[KeptFinding, ...] = ()
    asked: tuple[AskedAnswer, ...] = ()
    """What was answered that day, in the order it was recorded."""
    consent: Consent | None = None
    """The last decision on the treatment up to that day."""
    photos: tuple[Photo, ...] = ()
    lasers: Mapping[int, str] = field(default_factory=dict)
    """Names by key, for counters and plans."""
    rooms: Mapping[int, str] = field(default_factory=dict)
    printed_at: datetime
    """In the clinic's time zone."""
    printed_by: str

    @property
    def first_verdict(self) -> tuple[KeptFinding, ...]:
        """What was doubtful when it was signed; later doubts stand with the amendment that brought them."""
        return tuple(one for one in self.findings if not one.is_of_amendment)

    def verdict_on(self, reason: str) -> tuple[KeptFinding, ...]:
        """What an amendment with this reason brought up."""
        return tuple(one for one in self.findings if one.is_of_amendment and one.reason == reason)
