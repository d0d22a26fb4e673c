"""The downtime pack: what the record knows of the next days' patients, asked for quickly."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from pico_tracker.domain.consents import ConsentState
from pico_tracker.domain.diary import Place, SafeWord, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.downtime_packs import DowntimePack
from pico_tracker.domain.errors import NotAllowed, Refused
from pico_tracker.domain.next_plans import NextPlanEntry
from pico_tracker.domain.screening import Answer, ScreeningAnswer
from pico_tracker.services.consents import record_consent
from pico_tracker.services.courses import open_course
from pico_tracker.services.downtime_packs import gather_downtime_pack, print_downtime_pack
from pico_tracker.services.patients import add_patient
from pico_tracker.services.screening import record_answers
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.visits import book_visit, cancel_visit
from tests.builders import NOON, TODAY, Bench

MONDAY, TUESDAY = TODAY + timedelta(days=1), TODAY + timedelta(days=2)
EACH = 16
"""Questions to the database for one more patient, at most."""


def a_patient(bench: Bench, name: str = "Nwosu") -> tuple[int, int]:
    patient_id = add_patient(bench.practitioner, bench.patient(family_name=name)).value
    return patient_id, open_course(bench.practitioner, bench.course(patient_id)).value


def book(bench: Bench, patient_id: int, on: date, hour: int = 10, course_ids: tuple[int, ...] = ()) -> int:
    starts = NOON.replace(day=on.day, hour=hour)
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=course_ids,
        kind=VisitKind.REVIEW,
        place=Place(starts_at=starts, minutes=30),
    )
    return book_visit(bench.practitioner, entry).value


def pack(bench: Bench, first: date = MONDAY, last: date = TUESDAY) -> DowntimePack:
    return gather_downtime_pack(bench.practitioner, first, last)


def test_a_page_tells_all_that_the_next_session_needs(bench: Bench) -> None:
    patient_id, course_id = a_patient(bench)
    record_consent(bench.practitioner, bench.consent(course_id))
    plan = NextPlanEntry(minutes=30, note="Black as today.")
    session_id = log_session(bench.practitioner, bench.session(course_id, next_plan=plan)).value
    report_side_effect(bench.practitioner, bench.side_effect(course_id, session_id))
    record_answers(bench.practitioner, course_id, (ScreeningAnswer("keloid", Answer.YES),))
    book(bench, patient_id, MONDAY, course_ids=(course_id,))
    monday, tuesday = pack(bench).days
    assert [one.sheet.day for one in (monday, tuesday)] == [MONDAY, TUESDAY]
    assert tuesday.patients == ()
    (page,) = monday.patients
    (course,) = page.courses
    assert page.patient.name == "Amara Nwosu"
    assert course.last is not None
    assert (course.last.id, course.last.passes[0].entry.wavelength_nm) == (session_id, 1064)
    assert [one.kind.key for one in course.side_effects] == ["blister"]
    assert course.safe.word is SafeWord.REVIEW
    assert course.consent is not None
    assert course.consent.state(MONDAY) is ConsentState.GIVEN
    assert course.plan is not None
    assert course.plan.entry.note == "Black as today."
    assert course.to_ask


def test_the_courses_of_the_visit_stand_before_the_other_open_ones(bench: Bench) -> None:
    patient_id, first = a_patient(bench)
    second = open_course(bench.practitioner, bench.course(patient_id, area="left calf")).value
    book(bench, patient_id, MONDAY, course_ids=(second,))
    book(bench, patient_id, TUESDAY)
    monday, tuesday = pack(bench).days
    assert [one.course.id for one in monday.patients[0].courses] == [second, first]
    assert [one.course.id for one in tuesday.patients[0].courses] == [first, second]


def test_each_patient_has_one_page_a_day_and_who_cancelled_has_none(bench: Bench) -> None:
    patient_id, _course = a_patient(bench)
    gone, _other = a_patient(bench, "Okoro")
    book(bench, patient_id, MONDAY, 9)
    book(bench, patient_id, MONDAY, 15)
    cancel_visit(bench.practitioner, book(bench, gone, MONDAY, 12))
    (day,) = pack(bench, MONDAY, MONDAY).days
    assert [[one.starts_at.hour for one in page.visits] for page in day.patients] == [[9, 15]]
    assert {one.state for page in day.patients for one in page.visits} == {VisitState.BOOKED}


def test_many_patients_are_asked_for_in_few_questions(file_bench: Bench) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    def count(patients: int) -> int:
        pack(file_bench)
        asked.clear()
        assert len(pack(file_bench).days[0].patients) == patients
        return len(asked)

    first, _course = a_patient(file_bench)
    book(file_bench, first, MONDAY, 9)
    event.listen(file_bench.database.engine, "before_cursor_execute", note)
    one = count(1)
    for hour in (10, 11, 12, 13):
        book(file_bench, a_patient(file_bench, f"No{hour}")[0], MONDAY, hour)
    assert count(5) - one <= 4 * EACH
    event.remove(file_bench.database.engine, "before_cursor_execute", note)


def test_reception_may_not_print_it_and_days_are_checked(bench: Bench) -> None:
    with pytest.raises(NotAllowed):
        print_downtime_pack(bench.reception, MONDAY, TUESDAY)
    with pytest.raises(Refused):
        print_downtime_pack(bench.practitioner, MONDAY, MONDAY + timedelta(days=20))


def test_days_without_visits_come_out_as_pdf_too(bench: Bench) -> None:
    assert print_downtime_pack(bench.practitioner, MONDAY, TUESDAY).startswith(b"%PDF")
