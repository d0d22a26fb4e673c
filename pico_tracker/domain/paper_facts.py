"""What on record asks for paper on a day: the facts over which `due_prints` judges."""

from dataclasses import dataclass
from datetime import date, datetime, time

from pico_tracker.domain.consents import Consent
from pico_tracker.domain.diary import Visit
from pico_tracker.domain.printouts import PrintRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFact:
    """Something on record that asks for a sheet: a session, a next visit, a letter, an incident, a course."""

    record_id: int
    patient_id: int
    patient_name: str
    record_number: str
    at: datetime
    """When it was signed, booked, written or changed, on the clinic's clock."""
    course_id: int | None = None
    course_title: str = ""
    visit_at: datetime | None = None
    """Of a next visit: when it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """All that the rules ask; visits and times on the clinic's clock."""

    now: datetime
    next_day: date | None
    """The next day on which the clinic is open; None: it stays closed for long."""
    visits: tuple[Visit, ...] = ()
    """From today on, as far ahead as anything is printed."""
    sessions: tuple[PaperFact, ...] = ()
    """Signed today, whose aftercare nobody has given on paper yet."""
    coming: tuple[PaperFact, ...] = ()
    """The next visit of everybody who was here today or for whom something was booked or moved."""
    completed: tuple[PaperFact, ...] = ()
    """Courses completed today."""
    letters: tuple[PaperFact, ...] = ()
    """Letters of the last days."""
    incidents: tuple[PaperFact, ...] = ()
    """Open ones that somebody changed today."""
    consents: tuple[Consent, ...] = ()
    """Of the courses of the visits, oldest first."""
    prepared: frozenset[int] = frozenset()
    """Courses whose preparation was told since the last session."""
    month_was_worked: bool = False
    """Whether a session or a test patch of last month is on record."""
    prints: tuple[PrintRecord, ...] = ()
    """What was printed or found not needed, and not taken back."""

    @property
    def today(self) -> date:
        """The day of the list."""
        return self.now.date()

    @property
    def midnight(self) -> datetime:
        """When the day of the list began."""
        return datetime.combine(self.today, time(), self.now.tzinfo)
