"""Letters to the family doctor: one that was signed, and a draft that is looked at first."""

from dataclasses import replace
from datetime import UTC, date, datetime

from pico_tracker.domain.doctor_letters import DoctorLetter, LetterEntry
from pico_tracker.domain.letter_sheets import LetterSheet
from pico_tracker.reports.doctor_letter import render_doctor_letter
from tests.reports.samples import CLINIC, ENTRY_ID, PATIENT
from tests.reports.sheets.sample import SampleSheet

TEXT = """Dear colleague,

I am writing about your patient Amara Nwosu, born 3 May 1992.

Tattoo removal (right forearm): under our care since 28 Jun 2026. 4 sessions were given, on 28 Jun 2026, \
16 Aug 2026, 4 Oct 2026, 22 Nov 2026. Laser: Picosure Pro (1064 nm), Enlighten (532 nm). At the last look, on \
22 Nov 2026 after 3 sessions, 55 % had cleared. Side effects: Blister (moderate) from 16 Aug 2026, healed on \
20 Aug 2026. The next visit is booked for 5 Jan 2027 10:15.

Allergies on our record: lidocaine. Medicines, as told on 14 Jun 2026: Levothyroxine 50 µg a day.

Kind regards"""
LETTER = DoctorLetter(
    id=1,
    entry=LetterEntry(
        entry_id=ENTRY_ID,
        patient_id=1,
        course_id=1,
        addressee="Dr J. Hargreaves\nMill Lane Surgery\n3 Mill Lane\nLEEDS\nLS1 4AB",
        subject="Laser treatment: Tattoo removal, right forearm",
        text=TEXT,
    ),
    written_on=date(2026, 11, 22),
    written_by="Dr S. Okafor",
)


def make_sheet(letter: DoctorLetter = LETTER) -> LetterSheet:
    """A letter printed on 22 November 2026 at 10:58 in London."""
    return LetterSheet(
        clinic=CLINIC,
        patient=PATIENT,
        letter=letter,
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="Dr S. Okafor",
    )


SHEETS = (
    SampleSheet("doctor_letter", render_doctor_letter, make_sheet()),
    SampleSheet("doctor_letter_draft", render_doctor_letter, replace(make_sheet(), is_draft=True)),
)
