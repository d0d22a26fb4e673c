"""The progress report for the patient and for the practitioner."""

from pico_tracker.domain.progress import Audience
from pico_tracker.reports.progress_report import render_progress_report
from tests.reports.samples import make_report
from tests.reports.sheets.sample import SampleSheet

SHEETS = (
    SampleSheet("progress_report_patient", render_progress_report, make_report(4, Audience.PATIENT)),
    SampleSheet("progress_report_practitioner", render_progress_report, make_report(4, Audience.PRACTITIONER)),
)
