"""Two days: a patient in treatment with a plan and an open reaction, and one who comes for the first time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from pico_tracker.domain.diary import SafeDate, SafeWord, VisitKind
from pico_tracker.domain.downtime_packs import (
    DowntimeCourse,
    DowntimeDay,
    DowntimePack,
    DowntimePatient,
    effects_to_know,
)
from pico_tracker.domain.next_plans import NextPlan, NextPlanEntry, PlannedPass
from pico_tracker.domain.screening import Action, Answer, GivenAnswer, Question, QuestionKind, ScreeningAnswer
from pico_tracker.domain.screening_gate import QuestionState, Standing
from pico_tracker.reports.downtime_pack import render_downtime_pack
from tests.reports.samples import CLINIC, PATIENT, make_course
from tests.reports.sheets.day_sheet import DAY, LINES, make_day_sheet
from tests.reports.sheets.sample import SampleSheet
from tests.reports.sheets.session_record import CONSENT

COURSE = make_course(4)
PARTS = make_day_sheet().parts[:2]
PLAN = NextPlan(
    id=1,
    course_id=1,
    made_on=date(2026, 11, 22),
    made_by="Dr S. Okafor",
    entry=NextPlanEntry(
        minutes=45,
        room_id=1,
        passes=(PlannedPass(purpose="Green ink", device_id=1, wavelength_nm=755, fluence_j_cm2=Decimal("1.5")),),
    ),
)


def asked(key: str, title: str, standing: Standing, answer: Answer | None = None) -> QuestionState:
    """A question of the screening, and where it stands."""
    question = Question(
        key=key,
        title=title,
        text=f"{title}?",
        kind=QuestionKind.ASKED,
        action=Action.OVERRIDE,
        reason="It matters.",
    )
    if answer is None:
        return QuestionState(question, standing)
    given = GivenAnswer(
        answer=ScreeningAnswer(key, answer, "Since May"),
        given_on=date(2026, 11, 1),
        recorded_at=datetime(2026, 11, 1, 9, tzinfo=UTC),
    )
    return QuestionState(question, standing, given)


ASKED = (
    asked("isotretinoin", "Isotretinoin", Standing.ANSWERED, Answer.YES),
    asked("sun", "Sun or tan on the area", Standing.STALE),
    asked("pregnant", "Pregnant, or could be", Standing.OPEN),
)


def in_treatment(**changes: Any) -> DowntimeCourse:
    """The tattoo course after four sessions, the last with an open redness."""
    last = COURSE.sessions[-1]
    made = DowntimeCourse(
        course=COURSE.course,
        last=last,
        side_effects=effects_to_know(COURSE.side_effects, last),
        plan=PLAN,
        safe=SafeDate(SafeWord.SAFE, date(2027, 1, 3)),
        consent=CONSENT,
        asked=ASKED,
    )
    return replace(made, **changes)


def make_patient(*courses: DowntimeCourse) -> DowntimePatient:
    """Amara Nwosu, who comes on Monday at 9:30."""
    return DowntimePatient(patient=PATIENT, visits=(LINES[0].visit,), courses=courses)


def make_pack(**changes: Any) -> DowntimePack:
    """Monday with one patient, Tuesday with one who comes for the first time."""
    first = replace(
        PATIENT,
        id=2,
        entry=replace(
            PATIENT.entry,
            record_number="P-10511",
            given_names="Μαρία",
            family_name="Παπαδοπούλου",
            allergies=(),
            alerts=(),
            fitzpatrick=None,
            phones=("0113 496 0199",),
        ),
    )
    place = replace(LINES[1].visit.place, starts_at=LINES[1].visit.starts_at + timedelta(days=1))
    consultation = replace(LINES[1].visit, kind=VisitKind.CONSULTATION, place=place)
    made = DowntimePack(
        clinic=CLINIC,
        days=(
            DowntimeDay(sheet=make_day_sheet(parts=PARTS, to_confirm=()), patients=(make_patient(in_treatment()),)),
            DowntimeDay(
                sheet=make_day_sheet(day=DAY + timedelta(days=1), parts=(), to_confirm=()),
                patients=(DowntimePatient(patient=first, visits=(consultation,)),),
            ),
        ),
        lasers={1: "Picosure Pro"},
        rooms={1: "Room 1"},
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="Dr S. Okafor",
    )
    return replace(made, **changes)


def without_day_sheets(pack: DowntimePack) -> DowntimePack:
    """The same with days on which nobody stands in the book, so that the patients' pages come first."""
    days = (replace(day, sheet=replace(day.sheet, parts=(), to_confirm=())) for day in pack.days)
    return replace(pack, days=tuple(days))


SHEETS = (
    SampleSheet("downtime_pack", render_downtime_pack, make_pack()),
    SampleSheet("downtime_pack_patients", render_downtime_pack, without_day_sheets(make_pack())),
)
