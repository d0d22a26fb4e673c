"""An invented patient on paper, so that a clinic sees what its choices do before it prints for anybody."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.consultations import Consultation, ConsultationEntry
from pico_tracker.domain.courses import Course, CourseEntry, CourseState
from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState
from pico_tracker.domain.doctor_letters import DoctorLetter, LetterEntry
from pico_tracker.domain.intervals import Interval, next_window
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.passes import LoggedPass, PassEntry
from pico_tracker.domain.patients import Fitzpatrick, Patient, PatientEntry
from pico_tracker.domain.progress import ClearanceReading, Coming, CourseProgress
from pico_tracker.domain.responses import Anaesthesia, Cooling
from pico_tracker.domain.sessions import Session, SessionEntry
from pico_tracker.domain.side_effect_kinds import SideEffectKind, Urgency
from pico_tracker.domain.side_effects import Severity, SideEffect, SideEffectEntry
from pico_tracker.domain.words import Translate, mark

SAMPLE_RECORD = "SAMPLE"
"""Record number of the invented patient: no clinic's own begins like this."""
_ID = uuid.UUID(int=0)
_CLEARED = (15, 30)
_SPACING = Interval(6, 8, 16)
_APART = timedelta(weeks=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDesk:
    """What a sample is printed with: the clinic as typed, the moment, who looks at it."""

    clinic: Clinic
    at: datetime
    """Now, in the clinic's time zone."""
    by: str
    translate: Translate

    @property
    def today(self) -> date:
        """The day of the sample's last session."""
        return self.at.date()


def sample_patient(desk: SampleDesk) -> Patient:
    """The invented patient, who is called so."""
    entry = PatientEntry(
        entry_id=_ID,
        record_number=SAMPLE_RECORD,
        given_names="",
        family_name=desk.translate(mark("Sample patient")),
        born_on=date(1990, 5, 3),
        fitzpatrick=Fitzpatrick.III,
    )
    return Patient(0, 1, entry)


def sample_visit(desk: SampleDesk) -> Visit:
    """The next session of the invented patient, seven weeks from now in the morning."""
    starts = datetime.combine(desk.today + _APART, time(10, 15), desk.at.tzinfo)
    return Visit(
        id=0,
        version=1,
        patient_id=0,
        patient_name=desk.translate(mark("Sample patient")),
        record_number=SAMPLE_RECORD,
        kind=VisitKind.SESSION,
        state=VisitState.BOOKED,
        place=Place(starts_at=starts, minutes=45),
        course_ids=(0,),
        practitioner_name=desk.by,
    )


def sample_course(desk: SampleDesk) -> Course:
    """A tattoo course after three sessions."""
    entry = CourseEntry(
        entry_id=_ID,
        patient_id=0,
        concern_id=0,
        area=desk.translate(mark("right forearm")),
        sessions_from=6,
        sessions_to=10,
        interval=_SPACING,
        opened_on=desk.today - 3 * _APART,
        goal=desk.translate(mark("Remove it as far as possible.")),
    )
    return Course(
        id=0,
        version=1,
        entry=entry,
        concern_key="tattoo",
        concern_name=desk.translate(mark("Tattoo removal")),
        state=CourseState.ACTIVE,
        sessions_done=3,
        last_session_on=desk.today,
        window=next_window(desk.today, _SPACING),
    )


def sample_progress(desk: SampleDesk) -> CourseProgress:
    """The course with its sessions, two readings and what healed."""
    days = [desk.today - before * _APART for before in (2, 1, 0)]
    readings = tuple(
        ClearanceReading(read_on=day, percent=percent, sessions_before=count, read_by=desk.by)
        for count, (day, percent) in enumerate(zip(days[1:], _CLEARED, strict=True), start=1)
    )
    return CourseProgress(
        course=sample_course(desk),
        sessions=tuple(_session(desk, number, day) for number, day in enumerate(days, start=1)),
        side_effects=(_redness(desk, days[0]),),
        readings=readings,
        next_visit=sample_visit(desk),
        coming=Coming(call_on=desk.today + timedelta(days=2)),
    )


def _session(desk: SampleDesk, number: int, day: date) -> Session:
    one = _pass(desk)
    entry = SessionEntry(
        entry_id=_ID,
        course_id=0,
        performed_on=day,
        operator_id=0,
        eye_protection=desk.translate(mark("Goggles")),
        passes=(one.entry,),
        pain=3,
        cooling=Cooling.COLD_AIR,
        anaesthesia=Anaesthesia.NONE,
    )
    return Session(
        id=number,
        number=number,
        is_maintenance=False,
        entry=entry,
        passes=(one,),
        operator_name=desk.by,
        signed_at=datetime.combine(day, time(11), desk.at.tzinfo),
        clearance_after=dict(enumerate(_CLEARED, start=1)).get(number),
    )


def _pass(desk: SampleDesk) -> LoggedPass:
    """A pass without a dose: a sample is no proposal, and the patient's sheet tells none."""
    entry = PassEntry(
        device_id=0,
        handpiece_id=None,
        wavelength_nm=1064,
        pulse_duration_ps=0,
        spot=Spot(SpotShape.ROUND, Decimal(4)),
        fluence_j_cm2=Decimal(0),
        repetition_hz=Decimal(0),
        purpose=desk.translate(mark("Black ink")),
    )
    return LoggedPass(device_name=desk.translate(mark("Laser")), handpiece_name="", entry=entry)


def _redness(desk: SampleDesk, day: date) -> SideEffect:
    kind = SideEffectKind(0, "erythema", desk.translate(mark("Redness")), Urgency.EXPECTED, 2, 4)
    entry = SideEffectEntry(
        entry_id=_ID,
        course_id=0,
        session_id=1,
        kind_id=0,
        severity=Severity.MILD,
        grade=1,
        onset_on=day,
        healed_on=day + timedelta(days=2),
    )
    return SideEffect(id=0, version=1, kind=kind, patient_id=0, entry=entry)


def sample_consultation(desk: SampleDesk, limits: str) -> Consultation:
    """What the course began with; `limits` are the clinic's own words on what may not be possible."""
    course = sample_course(desk).entry
    entry = ConsultationEntry(
        entry_id=_ID,
        course_id=0,
        held_on=course.opened_on,
        history=desk.translate(mark("Professional tattoo, about ten years old, not treated before.")),
        fitzpatrick=Fitzpatrick.III,
        medicines=desk.translate(mark("None")),
        goal=course.goal,
        told_no_treatment=True,
        sessions_from=course.sessions_from,
        sessions_to=course.sessions_to,
        limits=limits,
        preparation_told=True,
        agreed=True,
    )
    signed = datetime.combine(course.opened_on, time(11), desk.at.tzinfo)
    return Consultation(id=0, entry=entry, signed_by=desk.by, signed_at=signed)


def sample_letter(desk: SampleDesk) -> DoctorLetter:
    """A short letter to nobody."""
    entry = LetterEntry(
        entry_id=_ID,
        patient_id=0,
        addressee=desk.translate(mark("Sample doctor\nSample street 1\nSample town")),
        subject=desk.translate(mark("Tattoo removal")),
        text=desk.translate(mark("Your patient is being treated here. This is where the letter stands.")),
    )
    return DoctorLetter(id=0, entry=entry, written_on=desk.today, written_by=desk.by)
