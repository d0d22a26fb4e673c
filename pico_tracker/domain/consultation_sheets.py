"""Everything that the consultation and expectation sheet prints, and what of the range it shows."""

from dataclasses import dataclass
from datetime import datetime

from pico_tracker.domain.agreements import CourseAgreement
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.consultations import Consultation, ConsultationEntry
from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.expectation import ExpectedRange, RangeStep
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SheetTemplate
from pico_tracker.domain.words import Sentence, mark, sentence

STEPS_SHOWN = 6
"""Numbers of sessions after which the range is printed, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationSheet:
    """What was asked, told and agreed about a course, with what it may be compared with."""

    clinic: Clinic
    patient: Patient
    progress: CourseProgress
    """The course with its expectation; its sessions are not printed."""
    consultations: tuple[Consultation, ...]
    """Latest first, one at least."""
    agreements: tuple[CourseAgreement, ...] = ()
    """Versions of the plan, the first one first; none where the first one still stands."""
    printed_at: datetime
    printed_by: str
    template: SheetTemplate = PLAIN_TEMPLATE

    @property
    def latest(self) -> Consultation:
        """The consultation that the patient's copy tells."""
        return self.consultations[0]


def alternatives_of(entry: ConsultationEntry) -> tuple[Sentence, ...]:
    """What else the patient was told could be done, in the order of the form."""
    told = (
        sentence(mark("No treatment.")) if entry.told_no_treatment else None,
        sentence(mark("Treatment with creams.")) if entry.told_topical else None,
        Sentence("{written}", {"written": entry.told_other}) if entry.told_other else None,
    )
    return tuple(one for one in told if one is not None)


def steps_to_show(band: ExpectedRange) -> tuple[RangeStep, ...]:
    """Some steps of a range, evenly apart and the last one among them; the start says nothing."""
    steps = [one for one in band.steps if one.sessions > 0]
    stride = -(-len(steps) // STEPS_SHOWN)
    return tuple(reversed(steps[::-1][:: stride or 1]))


def evidence_of(band: ExpectedRange) -> Evidence:
    """How well a range is founded: a clinic's own readings are a source, the curve around one result is derived."""
    return Evidence.SOURCED if band.is_own else Evidence.DERIVED
