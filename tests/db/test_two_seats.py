"""Two people at two computers: nobody's work is lost, and nothing is given twice."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

import pytest
from sqlalchemy import text

from pico_tracker.db.models import ClinicRow
from pico_tracker.domain.agreements import AgreementEntry
from pico_tracker.domain.alongside import AlongsideEntry, AlongsideKind
from pico_tracker.domain.attendances import AttendanceEntry, AttendanceKind
from pico_tracker.domain.errors import EditConflict
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.test_patches import PatchEntry
from pico_tracker.domain.treated_areas import AreaEntry, BodyView
from pico_tracker.services.agreements import agree_longer_plan
from pico_tracker.services.alongside import add_alongside
from pico_tracker.services.amendments import amend_session
from pico_tracker.services.attendances import sign_attendance
from pico_tracker.services.context import Context
from pico_tracker.services.courses import edit_course, open_course, read_patient_page
from pico_tracker.services.patients import add_patient, edit_patient, note_patient_opened, read_patient
from pico_tracker.services.reports import gather_session_record
from pico_tracker.services.sessions import log_session
from pico_tracker.services.test_patches import record_test_patch
from pico_tracker.services.treated_areas import add_area
from tests.builders import TODAY, Bench

Value = TypeVar("Value")
SEATS, TURNS = 2, 12


@pytest.fixture
def other_seat(bench: Bench) -> Iterator[Context]:
    """The practitioner at a second computer, with connections of their own."""
    database = bench.reopen()
    yield replace(bench.practitioner, database=database)
    database.close()


def _at_once(jobs: list[Callable[[], Value]]) -> list[Value]:
    """Run the jobs at the same moment, each on a thread of its own."""
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], Value]) -> Value:
        start.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_who_saves_second_gets_a_conflict_with_both_values(bench: Bench, other_seat: Context) -> None:
    entry = bench.patient(called="Amy")
    patient_id = add_patient(bench.practitioner, entry).value
    seen = read_patient(other_seat, patient_id).version
    first = replace(entry, called="Ama", fitzpatrick=Fitzpatrick.IV)
    edit_patient(bench.practitioner, patient_id, seen, first)
    with pytest.raises(EditConflict) as conflict:
        edit_patient(other_seat, patient_id, seen, replace(entry, called="Mrs N", fitzpatrick=Fitzpatrick.IV))
    assert conflict.value.differences["called"] == ("Ama", "Mrs N")
    assert "fitzpatrick" not in conflict.value.differences
    assert "family_name" not in conflict.value.differences
    kept = read_patient(other_seat, patient_id)
    assert (kept.entry.called, kept.version) == ("Ama", seen + 1)


def test_a_course_changed_by_a_session_meanwhile_conflicts(bench: Bench, other_seat: Context) -> None:
    patient_id = add_patient(bench.practitioner, bench.patient()).value
    entry = bench.course(patient_id)
    course_id = open_course(bench.practitioner, entry).value
    log_session(other_seat, bench.session(course_id))
    with pytest.raises(EditConflict) as conflict:
        edit_course(bench.practitioner, course_id, 1, replace(entry, area="left forearm"))
    assert conflict.value.differences == {"area": ("right forearm", "left forearm")}


def test_two_seats_that_edit_one_patient_again_and_again_overwrite_nothing(
    bench: Bench, other_seat: Context
) -> None:
    entry = bench.patient(notes="")
    patient_id = add_patient(bench.practitioner, entry).value

    def work(context: Context, name: str) -> int:
        saved = 0
        while saved < TURNS:
            known = read_patient(context, patient_id)
            notes = f"{known.entry.notes}{name}"
            try:
                edit_patient(context, patient_id, known.version, replace(known.entry, notes=notes))
                saved += 1
            except EditConflict:
                continue
        return saved

    _at_once([lambda: work(bench.practitioner, "a"), lambda: work(other_seat, "b")])
    known = read_patient(bench.practitioner, patient_id)
    assert sorted(known.entry.notes) == ["a"] * TURNS + ["b"] * TURNS
    assert known.version == 1 + SEATS * TURNS


def test_two_seats_that_add_patients_give_every_number_once(bench: Bench, other_seat: Context) -> None:
    def work(context: Context) -> list[str]:
        ids = [add_patient(context, bench.patient(entry_id=context.mint_entry_id())).value for _ in range(TURNS)]
        return [read_patient(context, one).entry.record_number for one in ids]

    numbers = _at_once([lambda: work(bench.practitioner), lambda: work(other_seat)])
    given = sorted(number for seat in numbers for number in seat)
    assert given == [f"P-{10_001 + place}" for place in range(SEATS * TURNS)]


def test_two_seats_that_log_sessions_of_one_course_count_every_one(bench: Bench, other_seat: Context) -> None:
    patient_id = add_patient(bench.practitioner, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value

    def work(context: Context) -> None:
        for _ in range(TURNS):
            log_session(context, bench.session(course_id, entry_id=context.mint_entry_id(), reason="Trial."))

    _at_once([lambda: work(bench.practitioner), lambda: work(other_seat)])
    progress = read_patient_page(bench.practitioner, patient_id).courses[0]
    assert progress.course.sessions_done == SEATS * TURNS
    assert [one.number for one in progress.sessions] == list(range(1, SEATS * TURNS + 1))


SAVES: dict[str, Callable[[Bench, int], Callable[[Context], int]]] = {}


def _saves(function: Callable[[Bench, int], Callable[[Context], int]]) -> None:
    SAVES[function.__name__.strip("_")] = function


@_saves
def _session(bench: Bench, course_id: int) -> Callable[[Context], int]:
    entry = bench.session(course_id)
    return lambda context: log_session(context, entry).value


@_saves
def _visit_without_treatment(bench: Bench, course_id: int) -> Callable[[Context], int]:
    entry = AttendanceEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        held_on=TODAY,
        kind=AttendanceKind.NOT_TREATED,
        reason="Sun or tan on the area",
        return_on=TODAY + timedelta(days=28),
    )
    return lambda context: sign_attendance(context, entry).value


@_saves
def _area(bench: Bench, course_id: int) -> Callable[[Context], int]:
    outline = ((100, 100), (200, 100), (200, 200))
    view = BodyView.BACK
    entry = AreaEntry(entry_id=bench.mint(), course_id=course_id, name="Left half", view=view, outline=outline)
    return lambda context: add_area(context, entry).value


@_saves
def _treatment_alongside(bench: Bench, _course_id: int) -> Callable[[Context], int]:
    kind = next(iter(AlongsideKind))
    entry = AlongsideEntry(entry_id=bench.mint(), patient_id=1, kind=kind, what="Cream", from_on=TODAY)
    return lambda context: add_alongside(context, entry).value


@_saves
def _longer_plan(bench: Bench, course_id: int) -> Callable[[Context], int]:
    entry = AgreementEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        sessions_from=6,
        sessions_to=12,
        interval=bench.course(1).interval,
        agreed_on=TODAY,
        reason="Slower than expected.",
    )
    return lambda context: agree_longer_plan(context, course_id, 1, entry).value


@_saves
def _test_patch(bench: Bench, course_id: int) -> Callable[[Context], int]:
    entry = PatchEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        device_id=bench.device_id,
        wavelength_nm=1064,
        pulse_duration_ps=450,
        spot_width_mm=Decimal(4),
        fluence_j_cm2=Decimal("1.2"),
        placed_on=TODAY,
    )
    return lambda context: record_test_patch(context, entry).value


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_one_form_sent_twice_at_once_is_one_record(
    bench: Bench, other_seat: Context, save: Callable[[Bench, int], Callable[[Context], int]]
) -> None:
    """As when the network gives up on a save that the server is still busy with, and it is sent again."""
    patient_id = add_patient(bench.practitioner, bench.patient()).value
    job = save(bench, open_course(bench.practitioner, bench.course(patient_id)).value)
    first, second = _at_once([lambda: job(bench.practitioner), lambda: job(other_seat)])
    assert first == second


def test_two_seats_that_amend_one_session_at_once_overwrite_nothing(bench: Bench, other_seat: Context) -> None:
    patient_id = add_patient(bench.practitioner, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    session_id = log_session(bench.practitioner, bench.session(course_id, note="")).value

    def work(context: Context, name: str) -> None:
        saved = 0
        while saved < TURNS:
            known = gather_session_record(context, session_id).session
            entry = replace(known.entry, note=f"{known.entry.note}{name}")
            try:
                amend_session(context, session_id, known.version, entry, "Added to.")
                saved += 1
            except EditConflict:
                continue

    _at_once([lambda: work(bench.practitioner, "a"), lambda: work(other_seat, "b")])
    known = gather_session_record(bench.practitioner, session_id).session
    assert sorted(known.entry.note) == ["a"] * TURNS + ["b"] * TURNS
    assert [one.version for one in known.earlier] == list(range(1, SEATS * TURNS + 1))
    assert [len(one.entry.note) for one in known.earlier] == list(range(SEATS * TURNS))


def test_two_seats_may_open_one_record_at_the_same_moment(bench: Bench, other_seat: Context) -> None:
    patient_id = add_patient(bench.practitioner, bench.patient()).value

    def work(context: Context) -> None:
        for _ in range(TURNS):
            note_patient_opened(context, patient_id)

    _at_once([lambda: work(bench.practitioner), lambda: work(other_seat)])


def test_a_reading_sees_one_state_while_another_seat_saves(bench: Bench, other_seat: Context) -> None:
    with bench.database.read() as work:
        before = work.connection.scalar(text("SELECT count(*) FROM patient"))
        add_patient(other_seat, bench.patient())
        assert work.connection.scalar(text("SELECT count(*) FROM patient")) == before
    with bench.database.read() as work:
        assert work.connection.scalar(text("SELECT count(*) FROM patient")) == 1


def test_every_change_of_both_seats_is_audited_once(bench: Bench, other_seat: Context) -> None:
    def work(context: Context) -> None:
        for turn in range(TURNS):
            with context.database.change(context.actor()) as change:
                clinic = change.hold(ClinicRow, 1)
                clinic.phone = f"{clinic.phone}{turn % 10}"

    _at_once([lambda: work(bench.practitioner), lambda: work(other_seat)])
    with bench.database.read() as reading:
        assert len(reading.get(ClinicRow, 1).phone) == SEATS * TURNS
        statement = text("SELECT count(*) FROM audit_event WHERE action = 'update' AND table_name = 'clinic'")
        assert reading.connection.scalar(statement) == SEATS * TURNS


def test_a_course_opened_a_year_ago_is_edited_by_both_in_turn(bench: Bench, other_seat: Context) -> None:
    patient_id = add_patient(bench.practitioner, bench.patient()).value
    entry = bench.course(patient_id, opened_on=bench.practitioner.today() - timedelta(days=365))
    course_id = open_course(bench.practitioner, entry).value
    edit_course(other_seat, course_id, 1, replace(entry, area="left forearm"))
    edit_course(bench.practitioner, course_id, 2, replace(entry, area="both forearms"))
    assert read_patient_page(other_seat, patient_id).courses[0].course.entry.area == "both forearms"
