"""The record of one session: as it was signed, and amended with what was doubtful."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from pico_tracker.domain.amendments import AmendmentKind
from pico_tracker.domain.asked_answers import AskedAnswer
from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.consents import Consent, ConsentKind, SignedBy
from pico_tracker.domain.endings import Ending
from pico_tracker.domain.findings import Level
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass
from pico_tracker.domain.photos import Photo
from pico_tracker.domain.pulse_counts import PulseCount
from pico_tracker.domain.safety_checks import Healing, SafetyCheck
from pico_tracker.domain.screening import Answer
from pico_tracker.domain.session_records import KeptFinding, SessionRecord
from pico_tracker.domain.sessions import Session, SessionVersion
from pico_tracker.domain.treated_areas import SessionArea
from pico_tracker.reports.session_record import render_session_record
from tests.reports.samples import CLINIC, PATIENT, make_course
from tests.reports.sheets.sample import SampleSheet

CHECKED = datetime(2026, 10, 4, 10, 2, tzinfo=UTC)
COURSE = make_course(4)
THIRD = COURSE.sessions[2]
DOUBT = KeptFinding(said="1.8 J/cm² is 25 % above last time.", reason="Agreed.", level=Level.CAUTION)
ASKED = (
    AskedAnswer(title="Sun or tan on the area", answer=Answer.NO, asked_by="Dr S. Okafor"),
    AskedAnswer(title="Pregnant, or could be", answer=Answer.NO, asked_by="Dr S. Okafor"),
    AskedAnswer(
        title="Cold sores near the area before", answer=Answer.UNSURE, note="Once, 2019", asked_by="Dr S. Okafor"
    ),
)
CONSENT = Consent(
    id=1,
    course_id=COURSE.course.id,
    kind=ConsentKind.TREATMENT,
    given=True,
    on=date(2026, 1, 2),
    expires_on=date(2027, 1, 2),
    rule_key="tattoo",
    rule_version=1,
    signed_by=SignedBy.PATIENT,
    signed_name="Amara Nwosu",
    witness="Reception",
)


def make_photo(number: int) -> Photo:
    """A photo of the session; the sheet only counts them."""
    return Photo(
        id=number,
        version=1,
        patient_id=PATIENT.id,
        course_id=COURSE.course.id,
        session_id=THIRD.id,
        reaction_id=None,
        side_effect_id=None,
        taken_on=None,
        width=1,
        height=1,
        thumbnail=b"",
        note="",
    )


def recorded_session() -> Session:
    """The third session with all that can be recorded besides its passes."""
    entry = replace(
        THIRD.entry,
        checked=SafetyCheck(1, CHECKED, "Dr S. Okafor"),
        healing=Healing.HEALED,
        counts=(PulseCount(1, 120_400, 120_812),),
        areas=(SessionArea(area_id=1, outline=(), area_cm2=Decimal("12.5"), name="Eagle"),),
        area_cm2=Decimal("12.5"),
        anaesthesia_area_cm2=Decimal(20),
        ending=Ending.STOPPED_EARLY,
        ending_reason="Too sore to go on.",
        return_on=date(2026, 12, 1),
        products=("Sunscreen 50+",),
        next_plan=NextPlanEntry(minutes=45, room_id=1, passes=(PlannedPass(device_id=1, wavelength_nm=1064),)),
        call_on=date(2026, 10, 7),
        reason="Agreed.",
    )
    return replace(THIRD, entry=entry)


def amended(session: Session, kind: AmendmentKind = AmendmentKind.AMENDED, **before: object) -> Session:
    """The session after one more amendment, before which it stood with these values."""
    version = SessionVersion(
        version=session.version,
        kind=kind,
        entry=replace(session.entry, **before),  # type: ignore[arg-type]  # values of the test's own choice
        passes=session.passes,
        reason=f"Reason {session.version}.",
        amended_by="Dr L. Meyer",
        amended_at=CHECKED + timedelta(days=session.version),
        operator_name=session.operator_name,
    )
    is_void = kind is AmendmentKind.VOID
    return replace(session, version=session.version + 1, earlier=(*session.earlier, version), is_void=is_void)


def make_record(session: Session, paper: Paper = Paper.A4, findings: tuple[KeptFinding, ...] = ()) -> SessionRecord:
    """The record of `session`, printed on 22 November 2026."""
    return SessionRecord(
        clinic=replace(CLINIC, paper=paper),
        patient=PATIENT,
        course=COURSE.course,
        session=session,
        signed_by="Dr S. Okafor",
        findings=findings,
        asked=ASKED,
        consent=CONSENT,
        photos=(make_photo(1), make_photo(2)),
        lasers={1: "Picosure Pro"},
        rooms={1: "Room 1"},
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="Dr S. Okafor",
    )


SHEETS = (
    SampleSheet("session_record", render_session_record, make_record(recorded_session(), findings=(DOUBT,))),
    SampleSheet(
        "session_record_amended",
        render_session_record,
        make_record(amended(amended(recorded_session(), pain=6), note="Even."), findings=(DOUBT,)),
    ),
)
