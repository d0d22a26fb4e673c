"""The report of an incident: what an authority, a maker or an insurer asks, and every account as it was written.

Source of the fields and of the duties: clinical reference, section 8 (US form 3500A among them).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pico_tracker.domain.calendar_out import initials
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.courses import Course
from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.incidents import Incident
from pico_tracker.domain.patients import Patient, age_in_years
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.domain.treatment_registers import RegisterLaser
from pico_tracker.domain.words import mark


@dataclass(frozen=True, slots=True)
class ReportingDuty:
    """What is known of reporting at one place. A fact from the reference, never advice in law."""

    where: str
    """Marked."""
    said: str
    """Marked."""
    evidence: Evidence
    source: str
    """Empty where none supports it."""


REPORTING_DUTIES = (
    ReportingDuty(
        mark("USA"),
        mark(
            "A user facility reports a death to FDA and maker, and a serious injury to the maker (to FDA where "
            "the maker is not known), each within 10 work days, on form 3500A. Clinicians may report on form 3500."
        ),
        Evidence.SOURCED,
        "21 CFR 803.20, 803.30",
    ),
    ReportingDuty(
        mark("USA"),
        mark("Physician offices are said to be no user facilities under 803.3."),
        Evidence.UNSOURCED,
        "",
    ),
    ReportingDuty(
        mark("Texas"),
        mark("An injury by a laser of class 3b or 4 is notified; the details were not seen."),
        Evidence.SOURCED,
        "25 TAC 289.301",
    ),
    ReportingDuty(
        mark("United Kingdom"),
        mark(
            "Incidents with devices: Yellow Card in England and Wales; Health Facilities Scotland, for private "
            "providers Yellow Card and the Care Inspectorate; NIAIC in Northern Ireland. Users may report, makers "
            "must. Keep the device."
        ),
        Evidence.SOURCED,
        "Yellow Card; NHS regulations service",
    ),
    ReportingDuty(
        mark("Northern Ireland"),
        mark("RQIA's register of use asks for any accident or incident."),
        Evidence.UNSOURCED,
        "",
    ),
    ReportingDuty(
        mark("Australia"),
        mark("Stop and refer on an injury; the states have rules of their own."),
        Evidence.MIXED,
        "ARPANSA",
    ),
)
"""Source: clinical reference, section 8, with the evidence it gives each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReport:
    """Everything that the report of an incident shows; nothing else is asked while printing."""

    clinic: Clinic
    patient: Patient
    course: Course
    effect: SideEffect
    incident: Incident
    session: Session | None = None
    """The session it followed; None where it was written to none."""
    signed_by: str = ""
    """Who signed the session."""
    lasers: Mapping[int, RegisterLaser] = field(default_factory=dict)
    """By key, at least those of the session."""
    rooms: Mapping[int, str] = field(default_factory=dict)
    """Names by key, for plans."""
    printed_at: datetime
    printed_by: str

    @property
    def initials(self) -> str:
        """The patient's, for a copy without the name."""
        return initials(self.patient.entry.given_names, self.patient.entry.family_name)

    @property
    def where(self) -> str:
        """The course, then the place of the event where it is not just the area that the course names."""
        place, area = self.effect.entry.area.strip(), self.course.entry.area.strip()
        is_told = not place or place.casefold() == area.casefold()
        return self.course.title if is_told else f"{self.course.title}, {place}"

    @property
    def age(self) -> int | None:
        """The patient's in whole years when it began; None without a date of birth."""
        born_on = self.patient.entry.born_on
        return None if born_on is None else age_in_years(born_on, self.effect.entry.onset_on)

    @property
    def devices(self) -> tuple[RegisterLaser, ...]:
        """The lasers of the session, each once, in the order of its passes."""
        passes = () if self.session is None else self.session.passes
        keys = dict.fromkeys(one.entry.device_id for one in passes)
        return tuple(self.lasers[key] for key in keys if key in self.lasers)
