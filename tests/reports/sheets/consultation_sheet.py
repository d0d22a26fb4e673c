"""The consultation and expectation sheet: as it was signed, and after amendments and a longer plan."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from pico_tracker.domain.agreements import AgreementEntry, CourseAgreement
from pico_tracker.domain.consultation_sheets import ConsultationSheet
from pico_tracker.domain.consultations import Amendment, BaselinePhotos, Consultation, ConsultationEntry
from pico_tracker.domain.expectation import Expectation, ExpectedRange, RangeStep
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.words import sentence
from pico_tracker.reports.consultation_sheet import render_consultation_sheet
from tests.reports.samples import CLINIC, ENTRY_ID, PATIENT, make_course
from tests.reports.sheets.sample import SampleSheet

BAND = ExpectedRange(
    name=sentence("Range in published studies: {ink}, {device}", ink="black ink", device="755 nm picosecond"),
    steps=tuple(RangeStep(count, Decimal(6 * count), Decimal(8 * count)) for count in range(13)),
    limits=(
        sentence("{written}", written="Published: 79 % after 4.5 sessions (Saedi 2012, 12 tattoos)."),
        sentence(
            "A model, not a promise: each session clears the same share of what is left, give or take 20 % of "
            "that share (not sourced)."
        ),
    ),
)
CONSULTATION = Consultation(
    id=2,
    entry=ConsultationEntry(
        entry_id=ENTRY_ID,
        course_id=1,
        held_on=date(2026, 6, 14),
        history="Black and red tattoo of 2012, done by an amateur. No earlier laser, no scar.",
        fitzpatrick=Fitzpatrick.V,
        medicines="Levothyroxine 50 µg a day.",
        allergies=("lidocaine",),
        goal="Bare arms in summer; a faint trace is fine.",
        told_no_treatment=True,
        told_topical=True,
        told_other="Covering it with make-up.",
        sessions_from=8,
        sessions_to=12,
        limits="Red may stay as a pink shadow. The skin may be lighter or darker for months.",
        photos=BaselinePhotos.ELSEWHERE,
        photos_note="Photo folder 2026/06",
        preparation_told=True,
        agreed=True,
    ),
    signed_by="Dr S. Okafor",
    signed_at=datetime(2026, 6, 14, 9, 40, tzinfo=UTC),
)
AMENDED = replace(
    CONSULTATION,
    amendments=(
        Amendment(
            text="Green ink at the edge may stay too.",
            reason="Seen under the lamp at the first session.",
            author="Dr L. Meyer",
            at=datetime(2026, 6, 28, 10, 5, tzinfo=UTC),
        ),
    ),
)
EARLIER = replace(
    CONSULTATION,
    id=1,
    entry=replace(
        CONSULTATION.entry,
        held_on=date(2026, 2, 3),
        fitzpatrick=None,
        allergies=(),
        photos=BaselinePhotos.NONE,
        sessions_from=1,
        sessions_to=1,
        preparation_told=False,
        agreed=False,
    ),
    signed_at=datetime(2026, 2, 3, 15, 0, tzinfo=UTC),
)


def make_agreement(number: int, sessions_to: int, agreed_on: date, reason: str = "") -> CourseAgreement:
    """A version of the plan of 8 or more sessions, 6 to 8 weeks apart."""
    return CourseAgreement(
        number=number,
        entry=AgreementEntry(
            entry_id=ENTRY_ID,
            course_id=1,
            sessions_from=8,
            sessions_to=sessions_to,
            interval=Interval(6, 8, 16),
            maintenance_months=None if number == 1 else 6,
            agreed_on=agreed_on,
            reason=reason,
        ),
        written_by="Dr S. Okafor",
        written_at=datetime(2026, 11, 1, 9, 0, tzinfo=UTC),
    )


PLANS = (
    make_agreement(1, 12, date(2026, 6, 28)),
    make_agreement(2, 14, date(2026, 11, 1), "Red ink fades more slowly than hoped."),
)


def make_sheet(*consultations: Consultation, expectation: Expectation | None = None) -> ConsultationSheet:
    """A sheet printed on 22 November 2026 at 10:58 in London, with a published range."""
    known = Expectation(band=BAND) if expectation is None else expectation
    return ConsultationSheet(
        clinic=CLINIC,
        patient=PATIENT,
        progress=replace(make_course(0), expectation=known),
        consultations=consultations or (CONSULTATION,),
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="Dr S. Okafor",
    )


SHEETS = (
    SampleSheet("consultation_sheet", render_consultation_sheet, make_sheet()),
    SampleSheet(
        "consultation_sheet_amended",
        render_consultation_sheet,
        replace(make_sheet(AMENDED, EARLIER), agreements=PLANS),
    ),
)
