"""Progress reports written by hand: a tattoo course with as many sessions as a test asks for."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from pico_tracker.domain.clinic import Clinic, Paper
from pico_tracker.domain.courses import Course, CourseEntry, CourseState
from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState
from pico_tracker.domain.intervals import Interval, next_window
from pico_tracker.domain.laser import FluenceBasis, Spot, SpotShape
from pico_tracker.domain.passes import Endpoint, LoggedPass, PassEntry
from pico_tracker.domain.patients import Fitzpatrick, Patient, PatientEntry
from pico_tracker.domain.progress import Audience, ClearanceReading, Coming, CourseProgress
from pico_tracker.domain.progress_reports import ProgressReport
from pico_tracker.domain.responses import Anaesthesia, Cooling
from pico_tracker.domain.sessions import Session, SessionEntry
from pico_tracker.domain.side_effect_kinds import SideEffectKind, Urgency
from pico_tracker.domain.side_effects import Severity, SideEffect, SideEffectEntry

ENTRY_ID = uuid.UUID(int=1)
FIRST_DAY = date(2026, 6, 28)
WEEKS_APART = 7
SPACING = Interval(6, 8, 16)
CLEARED = (20, 40, 55)
LIMITS = "Some red and green may stay visible."

CLINIC = Clinic(
    name="Northgate Laser Clinic",
    address="12 Mill Lane\nLeeds LS1",
    phone="0113 496 0100",
    time_zone="Europe/London",
)
PATIENT = Patient(
    1,
    1,
    PatientEntry(
        entry_id=ENTRY_ID,
        record_number="P-10482",
        given_names="Amara",
        family_name="Nwosu",
        born_on=date(1992, 5, 3),
        fitzpatrick=Fitzpatrick.V,
        allergies=("lidocaine",),
        alerts=("keloid in family",),
    ),
)
BLACK = LoggedPass(
    device_name="Picosure Pro",
    handpiece_name="Zoom 2–6 mm",
    entry=PassEntry(
        device_id=1,
        handpiece_id=1,
        wavelength_nm=1064,
        pulse_duration_ps=750,
        spot=Spot(SpotShape.ROUND, Decimal("3.50")),
        fluence_j_cm2=Decimal("1.80"),
        pulse_energy_mj=Decimal(173),
        repetition_hz=Decimal(5),
        pulses=412,
        endpoints=(Endpoint.FROSTING,),
        purpose="Black ink",
    ),
)
RED = LoggedPass(
    device_name="Enlighten",
    handpiece_name="MLA",
    entry=PassEntry(
        device_id=2,
        handpiece_id=None,
        wavelength_nm=532,
        pulse_duration_ps=660,
        spot=Spot(SpotShape.RECTANGULAR, Decimal(3), Decimal("5.5")),
        fluence_j_cm2=Decimal("0.65"),
        fluence_basis=FluenceBasis.PER_MICROBEAM,
        repetition_hz=Decimal("2.5"),
        pulses=97,
        endpoints=(Endpoint.SLIGHT_WHITENING, Endpoint.PINPOINT_BLEEDING),
        purpose="Red ink",
    ),
)
REDNESS = SideEffectKind(1, "erythema", "Redness", Urgency.EXPECTED, 2, 4)
BLISTER = SideEffectKind(2, "blister", "Blister", Urgency.CONTACT_CLINIC, None, 7)
DARKENING = SideEffectKind(3, "pih", "Post-inflammatory hyperpigmentation", Urgency.MONITOR, None, 84)


def session_day(number: int) -> date:
    """The day of session `number`, the first on `FIRST_DAY`."""
    return FIRST_DAY + timedelta(weeks=WEEKS_APART * (number - 1))


def make_session(number: int, of: int, passes: tuple[LoggedPass, ...] = (BLACK,)) -> Session:
    """Session `number` of so many; the readings of `CLEARED` count the first three once another followed."""
    return Session(
        id=100 + number,
        number=number,
        is_maintenance=False,
        entry=SessionEntry(
            entry_id=ENTRY_ID,
            course_id=1,
            performed_on=session_day(number),
            operator_id=1,
            eye_protection="metal shields, OD 7+ goggles",
            passes=tuple(one.entry for one in passes),
            pain=4,
            cooling=Cooling.COLD_AIR,
            anaesthesia=Anaesthesia.OTHER,
            anaesthesia_product="tetracaine gel",
            anaesthesia_percent=Decimal("4.0"),
            anaesthesia_minutes=45,
            note="Even frosting over the whole outline.",
            note_for_next_time="Try a small test on the green.",
        ),
        passes=passes,
        operator_name="Dr S. Okafor",
        signed_at=datetime.combine(session_day(number), datetime.min.time(), UTC).replace(hour=11),
        clearance_after=CLEARED[number - 1] if number <= min(len(CLEARED), of - 1) else None,
    )


def make_effect(
    session: int, kind: SideEffectKind, days: int | None, severity: Severity = Severity.MILD
) -> SideEffect:
    """A side effect that began on the day of a session and healed `days` later, or is open."""
    began = session_day(session)
    return SideEffect(
        id=session,
        version=1,
        kind=kind,
        patient_id=1,
        entry=SideEffectEntry(
            entry_id=ENTRY_ID,
            course_id=1,
            session_id=100 + session,
            kind_id=kind.id,
            severity=severity,
            grade=1,
            onset_on=began,
            healed_on=None if days is None else began + timedelta(days=days),
            note="Seen on a photo sent by the patient.",
        ),
    )


def make_course(sessions: int, *, booked: bool = True) -> CourseProgress:
    """A tattoo course with `sessions` done, readings after the first three."""
    readings = tuple(
        ClearanceReading(
            read_on=session_day(count + 1), percent=percent, sessions_before=count, read_by="Dr S. Okafor"
        )
        for count, percent in enumerate(CLEARED, start=1)
        if count < sessions
    )
    last = session_day(sessions) if sessions else None
    effects = (make_effect(1, REDNESS, 2), make_effect(2, BLISTER, 4, Severity.MODERATE))
    return CourseProgress(
        course=Course(
            id=1,
            version=1,
            entry=CourseEntry(
                entry_id=ENTRY_ID,
                patient_id=1,
                concern_id=1,
                area="right forearm",
                sessions_from=8,
                sessions_to=12,
                interval=SPACING,
                maintenance_months=None,
                opened_on=FIRST_DAY,
                goal="Remove it fully; some green may stay.",
            ),
            concern_key="tattoo",
            concern_name="Tattoo removal",
            state=CourseState.ACTIVE,
            sessions_done=sessions,
            last_session_on=last,
            window=next_window(last, SPACING) if last else None,
        ),
        sessions=tuple(
            make_session(number, sessions, (BLACK,) if number < 3 else (BLACK, RED))
            for number in range(1, sessions + 1)
        ),
        side_effects=tuple(effect for effect in effects if effect.id <= sessions)
        + ((make_effect(sessions, REDNESS, None),) if sessions > 2 else ()),
        readings=readings,
        next_visit=make_visit() if booked and sessions else None,
        coming=Coming(call_on=last + timedelta(days=2), tests=("Green ink",), limits=LIMITS) if last else Coming(),
    )


def make_visit() -> Visit:
    """5 January 2027 at 10:15 in London."""
    starts = datetime(2027, 1, 5, 10, 15, tzinfo=UTC)
    return Visit(
        id=1,
        version=1,
        patient_id=1,
        patient_name="Amara Nwosu",
        record_number="P-10482",
        kind=VisitKind.SESSION,
        state=VisitState.BOOKED,
        place=Place(starts_at=starts, minutes=45),
        course_ids=(1,),
        practitioner_name="Dr S. Okafor",
    )


def make_report(
    sessions: int = 4, audience: Audience = Audience.PATIENT, paper: Paper = Paper.A4
) -> ProgressReport:
    """A report on one course, printed on 22 November 2026 at 10:58 in London."""
    return ProgressReport(
        audience=audience,
        clinic=replace(CLINIC, paper=paper),
        patient=PATIENT,
        courses=(make_course(sessions),),
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="Dr S. Okafor",
    )


def with_course(report: ProgressReport, **changes: Any) -> ProgressReport:
    """The report with its only course changed."""
    return replace(report, courses=(replace(report.courses[0], **changes),))


def renamed(report: ProgressReport, **changes: str) -> ProgressReport:
    """The same report of a patient with other values, such as another `family_name`."""
    entry = replace(report.patient.entry, **changes)  # type: ignore[arg-type]  # text fields only
    return replace(report, patient=replace(report.patient, entry=entry))
