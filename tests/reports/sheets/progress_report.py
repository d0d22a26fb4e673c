"""The progress report for the patient and for the practitioner: short, long, with photos, of several courses."""

from dataclasses import replace

from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.progress_reports import ProgressReport
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.reports.progress_report import render_progress_report
from tests.reports.photo_samples import pictured
from tests.reports.samples import make_course, make_report
from tests.reports.sheets.sample import SampleSheet

PATIENT, PRACTITIONER = Audience.PATIENT, Audience.PRACTITIONER
OWN_WORDS = SheetTemplate(opening="Thank you for your trust.", closing="See you soon.")


def of_two_courses(audience: Audience) -> ProgressReport:
    """A report on a tattoo with two sessions and on melasma with one."""
    second = make_course(1)
    entry = replace(second.course.entry, area="face")
    face = replace(second.course, id=2, concern_key="melasma", concern_name="Melasma", entry=entry)
    return pictured(replace(make_report(2, audience), courses=(make_course(2), replace(second, course=face))))


SHEETS = (
    SampleSheet("progress_report_patient", render_progress_report, make_report(4, PATIENT)),
    SampleSheet("progress_report_practitioner", render_progress_report, make_report(4, PRACTITIONER)),
    SampleSheet(
        "progress_report_photos",
        render_progress_report,
        replace(pictured(make_report(4, PATIENT)), template=OWN_WORDS),
    ),
    SampleSheet(
        "progress_report_photos_letter", render_progress_report, pictured(make_report(12, PATIENT, Paper.LETTER))
    ),
    SampleSheet("progress_report_courses", render_progress_report, of_two_courses(PATIENT)),
    SampleSheet("progress_report_courses_practitioner", render_progress_report, of_two_courses(PRACTITIONER)),
)
