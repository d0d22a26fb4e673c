"""The demonstration clinic: the same for the same seed and day, and believable."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from pico_tracker.demo.clinic import DemonstrationPlan, write_demonstration
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.consents import ConsentKind, ConsentState, latest_consents
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.recalls import DueKind
from pico_tracker.domain.screening_gate import TO_ASK, Standing
from pico_tracker.domain.test_patches import Beam, PatchResult, PatchState
from pico_tracker.services.backups import check_database
from pico_tracker.services.clinics import NewClinic, list_staff, read_clinic
from pico_tracker.services.consents import list_course_consents
from pico_tracker.services.context import Context
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.patients import find_patient_by_number, find_patients
from pico_tracker.services.people import sign_in
from pico_tracker.services.recalls import list_due
from pico_tracker.services.screening import read_screening
from pico_tracker.services.visits import list_today_visits
from tests.builders import TODAY, MovableClock
from tests.postgresql_server import PostgresqlServer

PLAN = DemonstrationPlan(patients=60, seed=1, today=TODAY)


def _context(made: NewClinic) -> Context:
    return sign_in(made.database, made.administrator_id, MovableClock())


def _digest(address: DatabaseAddress, plan: DemonstrationPlan, passphrase: str | None = None) -> str:
    made = write_demonstration(address, plan, passphrase)
    report = check_database(_context(made))
    made.database.close()
    assert report.problems == ()
    return report.digest


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """The clinic that `run` opens, seen by its administrator."""
    made = write_demonstration(DatabaseAddress(path=tmp_path_factory.mktemp("demo") / "demo.pico"), PLAN)
    yield _context(made)
    made.database.close()


def test_the_same_seed_and_day_give_the_same_content_encrypted_or_on_a_server_too(
    demonstration: Context, tmp_path: Path, postgresql_server: PostgresqlServer
) -> None:
    wanted = check_database(demonstration).digest
    assert _digest(DatabaseAddress(path=tmp_path / "encrypted.pico"), PLAN, "seven grey herons at dusk") == wanted
    assert _digest(DatabaseAddress(url=postgresql_server.create_database()), PLAN) == wanted


def test_another_seed_or_another_day_gives_other_content(demonstration: Context, tmp_path: Path) -> None:
    plans = (
        DemonstrationPlan(patients=60, seed=2, today=TODAY),
        DemonstrationPlan(patients=60, seed=1, today=TODAY + timedelta(days=1)),
        DemonstrationPlan(patients=61, seed=1, today=TODAY),
    )
    digests = {_digest(DatabaseAddress(path=tmp_path / f"{place}.pico"), plan) for place, plan in enumerate(plans)}
    assert len(digests | {check_database(demonstration).digest}) == 4


def test_sixty_patients_have_numbers_from_the_first_one_on(demonstration: Context) -> None:
    for number in (10_001, 10_060):
        assert find_patient_by_number(demonstration, f"P-{number}") is not None
    assert find_patient_by_number(demonstration, "P-10061") is None
    assert check_database(demonstration).rows["patient"] == 60
    assert [line.name for line in find_patients(demonstration, "P-10001").lines] == ["Amara Nwosu"]


def test_its_people_and_its_mark_are_there(demonstration: Context) -> None:
    clinic = read_clinic(demonstration.database)
    assert clinic is not None
    assert clinic.is_demonstration
    assert Counter(one.role.value for one in list_staff(demonstration.database)) == {
        "administrator": 1,
        "practitioner": 2,
        "reception": 1,
    }


def test_every_date_lies_where_the_day_of_writing_puts_it(demonstration: Context) -> None:
    for patient_id in range(1, 61):
        page = read_patient_page(demonstration, patient_id)
        born_on = page.patient.entry.born_on
        assert (born_on is None) == page.patient.is_provisional
        assert born_on is not None or not page.courses
        for progress in page.courses:
            days = [one.entry.performed_on for one in progress.sessions]
            assert days == sorted(days)
            assert all(born_on is not None and born_on < day <= TODAY for day in days)
            assert progress.course.entry.opened_on <= (days[0] if days else TODAY)
            assert all(day <= TODAY for day in (one.read_on for one in progress.readings))
            assert all(
                one.entry.onset_on <= (one.entry.healed_on or TODAY) <= TODAY for one in progress.side_effects
            )
            assert all(0 <= one.percent <= 100 for one in progress.readings)


def test_clearance_never_falls_and_a_planned_course_has_no_session(demonstration: Context) -> None:
    for patient_id in range(1, 61):
        for progress in read_patient_page(demonstration, patient_id).courses:
            read = [one.percent for one in progress.readings]
            assert read == sorted(read)
            assert (progress.course.state is CourseState.PLANNED) == (not progress.sessions)


@pytest.mark.parametrize("day", [TODAY, date(2027, 1, 1), date(2028, 2, 29), date(2026, 7, 15), date(2027, 3, 28)])
def test_every_standing_is_there_on_any_day(tmp_path: Path, day: date) -> None:
    plan = DemonstrationPlan(patients=60, seed=1, today=day)
    made = write_demonstration(DatabaseAddress(path=tmp_path / "demo.pico"), plan)
    clock = MovableClock()
    clock.moment = clock.moment.replace(year=day.year, month=day.month, day=day.day, hour=6)
    context = sign_in(made.database, made.administrator_id, clock)
    states = {
        progress.course.state
        for patient_id in range(1, 61)
        for progress in read_patient_page(context, patient_id).courses
    }
    kinds = {line.kind for line in list_due(context)}
    visits = list_today_visits(context)
    made.database.close()
    wanted = {CourseState.PLANNED, CourseState.ACTIVE, CourseState.MAINTENANCE, CourseState.COMPLETED}
    assert wanted <= states
    assert {DueKind.SIDE_EFFECT_OPEN, DueKind.SESSION_DUE, DueKind.SESSION_OVERDUE} <= kinds
    assert visits


def test_what_is_there_already_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "letters.txt"
    path.write_text("kept")
    with pytest.raises(DatabaseTrouble, match="It was kept"):
        write_demonstration(DatabaseAddress(path=path), PLAN)
    assert path.read_text() == "kept"


def test_the_guests_tattoo_was_scored_and_its_range_of_sessions_taken_over(demonstration: Context) -> None:
    patient_id = find_patient_by_number(demonstration, "P-10001")
    assert patient_id is not None
    courses = {one.course.concern_key: one for one in read_patient_page(demonstration, patient_id).courses}
    (score,) = courses["tattoo"].assessments
    agreed = courses["tattoo"].course.entry
    assert (score.entry.scale_key, score.sessions_before) == ("kirby_desai", 0)
    assert f"About {agreed.sessions_from} to {agreed.sessions_to} sessions" in score.summary


def test_the_guests_melasma_was_scored_before_each_session_and_after_the_last(demonstration: Context) -> None:
    patient_id = find_patient_by_number(demonstration, "P-10001")
    assert patient_id is not None
    courses = {one.course.concern_key: one for one in read_patient_page(demonstration, patient_id).courses}
    looks = [one for one in courses["melasma"].assessments if one.entry.scale_key == "mmasi"]
    assert [one.sessions_before for one in looks] == list(range(len(looks)))
    assert [str(one.score) for one in (looks[0], looks[-1])] == ["7.8", "4.3"]


def test_the_guests_blister_was_followed_to_its_release_and_others_wait(demonstration: Context) -> None:
    guest = find_patient_by_number(demonstration, "P-10001")
    assert guest is not None
    effects = [one for course in read_patient_page(demonstration, guest).courses for one in course.side_effects]
    (followed,) = (one for one in effects if one.follow_ups)
    assert (followed.kind.key, followed.now.gravest.value) == ("blister", "moderate")
    assert followed.released_on is not None
    assert followed.release_finding
    kinds = {line.kind for line in list_due(demonstration)}
    assert {DueKind.INCIDENT_OPEN, DueKind.REACTION_REPORTED, DueKind.REACTION_TO_RELEASE} <= kinds


def _courses(context: Context, number: int) -> tuple[CourseProgress, ...]:
    patient_id = find_patient_by_number(context, f"P-{number}")
    assert patient_id is not None
    return read_patient_page(context, patient_id).courses


def test_the_guest_may_be_treated_once_the_five_questions_of_a_visit_are_asked(demonstration: Context) -> None:
    (tattoo,) = (one for one in _courses(demonstration, 10_001) if one.course.concern_key == "tattoo")
    beams = tuple({Beam(one.entry.device_id, one.entry.wavelength_nm) for one in tattoo.sessions[-1].passes})
    screening = read_screening(demonstration, tattoo.course.id, beams)
    to_ask = {one.question.key for one in screening.states if one.standing in TO_ASK}
    assert to_ask == {"visit_sun", "visit_pregnant", "visit_changes", "visit_infection", "visit_marks"}
    assert set(screening.patches.values()) == {PatchState.TREATED}
    assert {reading.result for one in screening.facts.patches.patches for reading in one.readings} == {
        PatchResult.NORMAL
    }
    consents = latest_consents(list_course_consents(demonstration, tattoo.course.id))
    assert {one.state(TODAY) for one in consents.values()} == {ConsentState.GIVEN}
    assert not any(one.awaits_release for one in tattoo.side_effects)
    assert tattoo.course.window is not None


def test_others_were_asked_too_long_ago_wait_for_a_test_patch_or_took_a_consent_back(
    demonstration: Context,
) -> None:
    courses = [one.course.id for number in range(10_002, 10_061) for one in _courses(demonstration, number)]
    screenings = [read_screening(demonstration, course_id) for course_id in courses]
    standings = {one.standing for screening in screenings for one in screening.states}
    assert {Standing.STALE, Standing.ANSWERED} <= standings
    assert [state for one in screenings for state in one.patches.values()] == [PatchState.WAITING]
    consents = [latest_consents(list_course_consents(demonstration, course_id)) for course_id in courses]
    states = {(kind, one.state(TODAY)) for known in consents for kind, one in known.items()}
    assert (ConsentKind.TREATMENT, ConsentState.EXPIRED) in states
    assert (ConsentKind.PHOTOS_MARKETING, ConsentState.WITHDRAWN) in states
