"""Any sheet that the clinic's choices change, told by what it is: for the preview in Settings."""

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from pico_tracker.domain.aftercare_sheets import AftercareSheet
from pico_tracker.domain.appointment_cards import AppointmentCard
from pico_tracker.domain.consent_forms import ConsentForm
from pico_tracker.domain.consultation_sheets import ConsultationSheet
from pico_tracker.domain.day_sheets import DaySheet
from pico_tracker.domain.letter_sheets import LetterSheet
from pico_tracker.domain.passports import Passport
from pico_tracker.domain.preparation_sheets import PreparationSheet
from pico_tracker.domain.progress_reports import ProgressReport
from pico_tracker.domain.words import Translate
from pico_tracker.reports.aftercare_sheet import render_aftercare_sheet
from pico_tracker.reports.appointment_card import render_appointment_card
from pico_tracker.reports.consent_form import render_consent_form
from pico_tracker.reports.consultation_sheet import render_consultation_sheet
from pico_tracker.reports.day_sheet import render_day_sheet
from pico_tracker.reports.doctor_letter import render_doctor_letter
from pico_tracker.reports.passport import render_passport
from pico_tracker.reports.preparation_sheet import render_preparation_sheet
from pico_tracker.reports.progress_report import render_progress_report

_RENDERERS: Mapping[type, Callable[[Any, BinaryIO, Translate], None]] = {
    ProgressReport: render_progress_report,
    AftercareSheet: render_aftercare_sheet,
    PreparationSheet: render_preparation_sheet,
    AppointmentCard: render_appointment_card,
    DaySheet: render_day_sheet,
    ConsultationSheet: render_consultation_sheet,
    ConsentForm: render_consent_form,
    Passport: render_passport,
    LetterSheet: render_doctor_letter,
}


def render_preview(sheet: object, out: BinaryIO, translate: Translate) -> None:
    """Write `sheet` as a PDF to `out`; raises `KeyError` for what is no such sheet."""
    _RENDERERS[type(sheet)](sheet, out, translate)
