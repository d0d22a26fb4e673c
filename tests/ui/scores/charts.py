"""A melasma course with scores, as the panel and the forms show it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from pico_tracker.domain.assessments import AssessmentEntry
from pico_tracker.domain.patients import Fitzpatrick, Patient
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.services.assessments import record_assessment
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from tests.builders import Bench

REGIONS = ("forehead", "left_malar", "right_malar", "chin")


@dataclass(frozen=True)
class Chart:
    """One patient with one course on a real clinic file."""

    bench: Bench
    patient_id: int
    course_id: int

    @property
    def patient(self) -> Patient:
        """The patient as on record now."""
        return read_patient_page(self.bench.practitioner, self.patient_id).patient

    @property
    def progress(self) -> CourseProgress:
        """The course as on record now."""
        return read_patient_page(self.bench.practitioner, self.patient_id).courses[0]

    def score(self, scale_key: str, answers: dict[str, str], days_ago: int = 0, **changes: Any) -> int:
        """Record a score and return its key."""
        entry = AssessmentEntry(
            entry_id=self.bench.mint(),
            patient_id=self.patient_id,
            course_id=self.course_id,
            scale_key=scale_key,
            answers=answers,
            assessed_on=self.bench.practitioner.today() - timedelta(days=days_ago),
        )
        return record_assessment(self.bench.practitioner, replace(entry, **changes)).value


def open_chart(bench: Bench, concern: str = "melasma", **changes: Any) -> Chart:
    """A patient of skin type III, or as said, with one course."""
    staff = bench.practitioner
    patient_id = add_patient(staff, bench.patient(fitzpatrick=Fitzpatrick.III, **changes)).value
    course = bench.course(patient_id, concern_id=bench.concern_id(concern), area="cheeks")
    return Chart(bench, patient_id, open_course(staff, course).value)


def mmasi(area: int, darkness: int) -> dict[str, str]:
    """The same in every region: area x darkness is the score."""
    parts = {"area": area, "darkness": darkness}
    return {f"{region}_{part}": str(value) for region in REGIONS for part, value in parts.items()}
