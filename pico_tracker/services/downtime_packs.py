"""The downtime pack: gather what treats the next days' patients without a computer, and print it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO

from pico_tracker.db.queries import (
    catalogue,
    consents,
    courses,
    next_plans,
    rooms,
    screening,
    sessions,
    side_effects,
)
from pico_tracker.db.queries.intervals import list_spacings_of
from pico_tracker.db.queries.patients import read_patients
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.asked_answers import treatment_consent_on
from pico_tracker.domain.courses import OPEN_STATES, Course
from pico_tracker.domain.day_sheets import DaySheet
from pico_tracker.domain.diary import Visit
from pico_tracker.domain.downtime_packs import (
    DowntimeCourse,
    DowntimeDay,
    DowntimePack,
    DowntimePatient,
    check_days,
    days_between,
    effects_to_know,
    expected,
)
from pico_tracker.domain.intervals import NextDates, next_dates
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.screening import GivenAnswer, Plan, Question, ScreeningFacts, read_question
from pico_tracker.domain.screening_gate import QuestionState, question_states
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.services.context import Context, needs, require
from pico_tracker.services.day_sheets import gather_day_sheet
from pico_tracker.services.intervals import adjustments_now
from pico_tracker.services.letterheads import clinic_on_paper
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.rules import rules_of
from pico_tracker.services.safe_dates import safe_date_of


@dataclass(frozen=True, slots=True)
class _Shared:
    """What is asked once for all patients of a pack."""

    people: Mapping[int, Patient]
    dates: Mapping[int, NextDates]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class _Own:
    """What is asked once a patient."""

    courses: tuple[Course, ...]
    sessions: Mapping[int, list[Session]]
    effects: tuple[SideEffect, ...]
    given: tuple[GivenAnswer, ...]


@needs(Permission.READ_CLINICAL)
def gather_downtime_pack(context: Context, first_on: date, last_on: date) -> DowntimePack:
    """Each day's sheet and its patients, each with what the next session needs; raises `Refused`."""
    require(context, Permission.PRINT_REPORT)
    refuse_stops(check_days(first_on, last_on, context.today()))
    # Who is to be confirmed is work for the telephone of today, not for the room on a day without power.
    sheets = [replace(gather_day_sheet(context, day), to_confirm=()) for day in days_between(first_on, last_on)]
    with context.database.read() as work:
        shared = _shared(work, {visit.patient_id for sheet in sheets for visit in expected(sheet.visits)})
        return DowntimePack(
            clinic=clinic_on_paper(work),
            days=tuple(_day(context, work, sheet, shared) for sheet in sheets),
            lasers={one.id: one.name for one in catalogue.list_devices(work)},
            rooms={one.id: one.name for one in rooms.list_rooms(work)},
            printed_at=context.now(),
            printed_by=context.operator.name,
        )


@needs(Permission.READ_CLINICAL)
def print_downtime_pack(context: Context, first_on: date, last_on: date) -> bytes:
    """The pack of these days, both included, as a PDF; raises `Refused`."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.downtime_pack import render_downtime_pack

    out = BytesIO()
    render_downtime_pack(gather_downtime_pack(context, first_on, last_on), out, context.translate)
    return out.getvalue()


def _shared(work: Work, patient_ids: Iterable[int]) -> _Shared:
    wanted, adjustments = sorted(patient_ids), adjustments_now(work)
    return _Shared(
        people=read_patients(work, wanted),
        dates={one.course_id: next_dates(one.facts, adjustments) for one in list_spacings_of(work, wanted)},
        questions=tuple(read_question(rule.content) for rule in rules_of(work, RuleKind.QUESTION)),
    )


def _day(context: Context, work: Work, sheet: DaySheet, shared: _Shared) -> DowntimeDay:
    visits: dict[int, list[Visit]] = {}
    for visit in expected(sheet.visits):
        visits.setdefault(visit.patient_id, []).append(visit)
    people = (_patient(context, work, tuple(own), shared) for own in visits.values())
    return DowntimeDay(sheet=sheet, patients=tuple(people))


def _patient(context: Context, work: Work, visits: tuple[Visit, ...], shared: _Shared) -> DowntimePatient:
    patient = shared.people[visits[0].patient_id]
    own = _Own(
        courses=_courses_of(courses.list_courses(work, patient.id), visits),
        sessions=sessions.list_sessions(work, patient.id, {}),
        effects=side_effects.list_side_effects(work, patient.id),
        given=screening.list_answers(work, patient.id),
    )
    on = visits[0].starts_at.date()
    told = tuple(_course(context, work, one, own, shared) for one in own.courses)
    asked = (_asked(one.course, patient, on, own, shared) for one in told)
    return DowntimePatient(
        patient=patient,
        visits=visits,
        courses=tuple(replace(one, asked=states) for one, states in zip(told, asked, strict=True)),
    )


def _courses_of(known: Iterable[Course], visits: Iterable[Visit]) -> tuple[Course, ...]:
    """The courses of the visits first, then the others in which a session may be logged."""
    named = {key for visit in visits for key in visit.course_ids}
    wanted = [one for one in known if one.id in named or one.state in OPEN_STATES]
    return tuple(sorted(wanted, key=lambda one: (one.id not in named, one.id)))


def _course(context: Context, work: Work, course: Course, own: _Own, shared: _Shared) -> DowntimeCourse:
    today = context.today()
    counted = [one for one in own.sessions.get(course.id, ()) if not one.is_void]
    last = counted[-1] if counted else None
    effects = (one for one in own.effects if one.entry.course_id == course.id)
    return DowntimeCourse(
        course=course.as_of(shared.dates.get(course.id, NextDates()), today),
        last=last,
        side_effects=effects_to_know(effects, last),
        plan=next_plans.find_next_plan(work, course.id),
        safe=safe_date_of(shared.dates, course.id, today),
        consent=treatment_consent_on(consents.list_consents(work, course.id), today),
    )


def _asked(course: Course, patient: Patient, on: date, own: _Own, shared: _Shared) -> tuple[QuestionState, ...]:
    facts = ScreeningFacts(
        questions=shared.questions,
        given=own.given,
        course_id=course.id,
        concern_key=course.concern_key,
        course_opened_on=course.entry.opened_on,
        born_on=patient.entry.born_on,
        skin_type=patient.entry.fitzpatrick,
    )
    return question_states(Plan(on=on), facts)
