"""Where a course stands, when maintenance falls due, and who is called first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pico_tracker.domain.courses import Course, CourseState
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.patients import PatientState
from pico_tracker.domain.recalls import DueKind
from pico_tracker.domain.side_effects import Severity
from pico_tracker.services.context import Context
from pico_tracker.services.courses import (
    change_course_state,
    edit_course,
    list_course_summaries,
    open_course,
    read_patient_page,
    set_maintenance_date,
)
from pico_tracker.services.patients import add_patient, edit_patient
from pico_tracker.services.recalls import list_due
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.visits import book_visit
from tests.builders import TODAY, Bench


def _open(bench: Bench, maintenance_months: int | None = None, **patient: object) -> tuple[int, int]:
    patient_id = add_patient(bench.reception, bench.patient(**patient)).value
    entry = bench.course(patient_id, maintenance_months=maintenance_months)
    return patient_id, open_course(bench.practitioner, entry).value


def _read(context: Context, patient_id: int) -> Course:
    return read_patient_page(context, patient_id).courses[0].course


def _change(bench: Bench, patient_id: int, state: CourseState, reason: str = "") -> None:
    course = _read(bench.practitioner, patient_id)
    change_course_state(bench.practitioner, course.id, course.version, state, reason)


def _kinds(bench: Bench) -> list[DueKind]:
    return [line.kind for line in list_due(bench.reception)]


def test_a_course_is_planned_until_its_first_session(bench: Bench) -> None:
    patient_id, course_id = _open(bench)
    assert _read(bench.practitioner, patient_id).state is CourseState.PLANNED
    log_session(bench.practitioner, bench.session(course_id))
    assert _read(bench.practitioner, patient_id).state is CourseState.ACTIVE


@pytest.mark.parametrize("state", [CourseState.PAUSED, CourseState.DISCONTINUED])
def test_a_course_stops_with_a_reason_only_and_is_not_called(bench: Bench, state: CourseState) -> None:
    patient_id, course_id = _open(bench)
    log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(60)
    for empty in ("", " \n"):
        with pytest.raises(Refused) as refused:
            _change(bench, patient_id, state, empty)
        assert refused.value.findings[0].field == "reason"
    assert _kinds(bench) == [DueKind.SESSION_OVERDUE]
    _change(bench, patient_id, state, "Pregnant.")
    assert _kinds(bench) == []
    with pytest.raises(Refused, match="course is closed"):
        log_session(bench.practitioner, bench.session(course_id))


def test_completing_sets_the_maintenance_date_from_the_last_session(bench: Bench) -> None:
    patient_id, course_id = _open(bench, maintenance_months=6)
    log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(10)
    _change(bench, patient_id, CourseState.COMPLETED)
    assert _read(bench.practitioner, patient_id).maintenance_due_on == date(2027, 5, 22)


def test_a_maintenance_date_stands_in_the_due_list_on_its_day_and_late_from_the_next(bench: Bench) -> None:
    patient_id, course_id = _open(bench)
    set_maintenance_date(bench.practitioner, course_id, TODAY + timedelta(days=100))
    assert list_due(bench.reception) == ()
    bench.clock.pass_days(100)
    (line,) = list_due(bench.reception)
    assert (line.kind, line.due_on, line.patient_id) == (
        DueKind.MAINTENANCE_DUE,
        bench.reception.today(),
        patient_id,
    )
    bench.clock.pass_days(1)
    assert _kinds(bench) == [DueKind.MAINTENANCE_OVERDUE]
    set_maintenance_date(bench.practitioner, course_id, None)
    assert _kinds(bench) == []


def test_a_maintenance_date_in_the_past_or_of_no_course_is_refused(bench: Bench) -> None:
    _, course_id = _open(bench)
    with pytest.raises(Refused):
        set_maintenance_date(bench.practitioner, course_id, TODAY - timedelta(days=1))
    with pytest.raises(NotFound):
        set_maintenance_date(bench.practitioner, 404, TODAY)


def test_treating_again_takes_the_maintenance_date_away(bench: Bench) -> None:
    patient_id, course_id = _open(bench, maintenance_months=6)
    log_session(bench.practitioner, bench.session(course_id))
    _change(bench, patient_id, CourseState.MAINTENANCE)
    assert _read(bench.practitioner, patient_id).maintenance_due_on is not None
    _change(bench, patient_id, CourseState.ACTIVE)
    assert _read(bench.practitioner, patient_id).maintenance_due_on is None


def test_a_paused_course_is_not_called_for_maintenance(bench: Bench) -> None:
    patient_id, course_id = _open(bench, maintenance_months=6)
    log_session(bench.practitioner, bench.session(course_id))
    _change(bench, patient_id, CourseState.MAINTENANCE)
    bench.clock.pass_days(200)
    assert _kinds(bench) == [DueKind.MAINTENANCE_OVERDUE]
    _change(bench, patient_id, CourseState.PAUSED, "Abroad for a year.")
    assert _kinds(bench) == []
    _change(bench, patient_id, CourseState.MAINTENANCE)
    assert _kinds(bench) == [DueKind.MAINTENANCE_OVERDUE]


def test_a_maintenance_session_moves_the_date_on_or_clears_one_set_by_hand(bench: Bench) -> None:
    patient_id, course_id = _open(bench, maintenance_months=6)
    by_hand_patient, by_hand = _open(bench, given_names="Ben")
    for course in (course_id, by_hand):
        log_session(bench.practitioner, bench.session(course))
    for patient in (patient_id, by_hand_patient):
        _change(bench, patient, CourseState.MAINTENANCE)
    set_maintenance_date(bench.practitioner, by_hand, TODAY + timedelta(days=180))
    bench.clock.pass_days(200)
    for course in (course_id, by_hand):
        log_session(bench.practitioner, bench.session(course))
    assert _read(bench.practitioner, patient_id).maintenance_due_on == date(2027, 12, 10)
    assert _read(bench.practitioner, by_hand_patient).maintenance_due_on is None
    assert _kinds(bench) == []


def test_an_edited_interval_moves_the_window_from_the_last_treatment(bench: Bench) -> None:
    patient_id, course_id = _open(bench, maintenance_months=6)
    log_session(bench.practitioner, bench.session(course_id))
    _change(bench, patient_id, CourseState.MAINTENANCE)
    bench.clock.pass_days(190)
    log_session(bench.practitioner, bench.session(course_id))
    course = _read(bench.practitioner, patient_id)
    entry = replace(course.entry, interval=Interval(8, 10, 20), maintenance_months=12)
    edit_course(bench.practitioner, course_id, course.version, entry)
    in_maintenance = _read(bench.practitioner, patient_id)
    assert (in_maintenance.window, in_maintenance.maintenance_due_on) == (None, date(2028, 5, 31))
    _change(bench, patient_id, CourseState.ACTIVE)
    treated_again = _read(bench.practitioner, patient_id)
    assert treated_again.window is not None
    assert treated_again.window.earliest_on == TODAY + timedelta(weeks=8)
    assert treated_again.window.late_on == TODAY + timedelta(weeks=20)


def test_an_edit_before_the_first_session_opens_no_window(bench: Bench) -> None:
    patient_id, course_id = _open(bench)
    entry = _read(bench.practitioner, patient_id).entry
    edit_course(bench.practitioner, course_id, 1, replace(entry, interval=Interval(2, 3, 4)))
    assert _read(bench.practitioner, patient_id).window is None


def test_a_course_of_nobody_or_for_nothing_is_refused(bench: Bench) -> None:
    patient_id, _ = _open(bench)
    with pytest.raises(NotFound):
        open_course(bench.practitioner, bench.course(404))
    with pytest.raises(NotFound):
        open_course(bench.practitioner, bench.course(patient_id, concern_id=404))
    with pytest.raises(Refused):
        open_course(bench.practitioner, bench.course(patient_id, area=" \0 "))


def test_reception_sees_where_a_course_stands_and_no_clinical_text(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    open_course(bench.practitioner, bench.course(patient_id, goal="Secret goal"))
    (summary,) = list_course_summaries(bench.reception, patient_id)
    assert summary.state is CourseState.PLANNED
    assert "Secret goal" not in repr(summary)


def test_harm_comes_first_then_the_longest_waiting(bench: Bench) -> None:
    courses = {name: _open(bench, given_names=name)[1] for name in ("Ada", "Ben", "Cem", "Dan", "Eva", "Fay")}
    for course_id in courses.values():
        log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(1)
    set_maintenance_date(bench.practitioner, courses["Ada"], bench.reception.today() + timedelta(days=49))
    bench.clock.pass_days(49)
    for name, kind, onset in (("Dan", "blister", 0), ("Eva", "blister", 40), ("Fay", "infection", 0)):
        effect = bench.side_effect(
            courses[name],
            None,
            kind_id=bench.kind_id(kind),
            severity=Severity.MODERATE,
            onset_on=bench.reception.today() - timedelta(days=onset),
        )
        report_side_effect(bench.practitioner, effect)
    lines = [(line.kind, line.patient_name.split()[0]) for line in list_due(bench.practitioner)]
    assert lines[:4] == [
        (DueKind.SIDE_EFFECT_URGENT, "Fay"),
        (DueKind.SIDE_EFFECT_PROLONGED, "Eva"),
        (DueKind.INCIDENT_OPEN, "Fay"),
        (DueKind.SIDE_EFFECT_OPEN, "Dan"),
    ]
    assert lines[-1] == (DueKind.MAINTENANCE_DUE, "Ada")
    assert [kind for kind, _ in lines] == sorted(kind for kind, _ in lines)


def test_nobody_calls_a_patient_who_died(bench: Bench) -> None:
    patient_id, course_id = _open(bench)
    log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(60)
    assert _kinds(bench) == [DueKind.SESSION_OVERDUE]
    edit_patient(bench.reception, patient_id, 1, bench.patient(state=PatientState.DECEASED))
    assert _kinds(bench) == []


def test_an_urgent_side_effect_is_listed_though_hundreds_of_harmless_ones_are_older(file_bench: Bench) -> None:
    patient_id = add_patient(file_bench.reception, file_bench.patient()).value
    course_id = open_course(file_bench.practitioner, file_bench.course(patient_id)).value
    long_ago = file_bench.practitioner.today() - timedelta(days=1)
    itch = file_bench.kind_id("pruritus")
    for _ in range(201):
        entry = file_bench.side_effect(course_id, None, kind_id=itch, onset_on=long_ago)
        report_side_effect(file_bench.practitioner, entry)
    burn = file_bench.side_effect(course_id, None, kind_id=file_bench.kind_id("burn"))
    report_side_effect(file_bench.practitioner, burn)
    first = list_due(file_bench.practitioner)[0]
    assert (first.kind, first.detail) == (DueKind.SIDE_EFFECT_URGENT, "Burn")


def test_a_booked_review_leaves_the_session_due(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(43)
    review = VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=(course_id,),
        kind=VisitKind.REVIEW,
        place=Place(starts_at=bench.clock() + timedelta(days=1), minutes=15),
    )
    book_visit(bench.reception, review)
    assert [line.kind for line in list_due(bench.reception)] == [DueKind.SESSION_DUE]


def test_a_severe_side_effect_stands_above_milder_ones_that_are_older(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    yesterday = bench.practitioner.today() - timedelta(days=1)
    mild = bench.side_effect(course_id, None, kind_id=bench.kind_id("pruritus"), onset_on=yesterday)
    report_side_effect(bench.practitioner, mild)
    report_side_effect(bench.practitioner, bench.side_effect(course_id, None, severity=Severity.SEVERE))
    assert [(line.detail, line.severity) for line in list_due(bench.practitioner)] == [
        ("Blister", Severity.SEVERE),
        ("Blister", None),
        ("Itch", Severity.MILD),
    ]
    assert [line.severity for line in list_due(bench.reception)] == [None, None, None]
