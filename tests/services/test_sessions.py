"""Logging a session: the service's verdict counts, whatever the window did."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.endings import Ending
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass
from pico_tracker.domain.passes import Endpoint
from pico_tracker.domain.progress import CourseProgress, ReadingEntry
from pico_tracker.domain.pulse_counts import PulseCount
from pico_tracker.domain.responses import Anaesthesia
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.services.backups import check_database
from pico_tracker.services.catalogue import add_device
from pico_tracker.services.courses import change_course_state, open_course, read_patient_page
from pico_tracker.services.next_plans import read_next_plan
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import retire_staff
from pico_tracker.services.sessions import (
    confirm_check,
    list_devices,
    log_session,
    read_session_facts,
    record_clearance,
)
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.visits import book_visit, read_visit
from tests.builders import TODAY, Bench

Spoil = Callable[[Bench, SessionEntry], SessionEntry]


@pytest.fixture
def course_id(bench: Bench) -> int:
    """An open course of a patient who is allergic to latex and lidocaine."""
    patient_id = add_patient(bench.reception, bench.patient(allergies=("Latex", "Lidocaine"))).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def _progress(bench: Bench) -> CourseProgress:
    return read_patient_page(bench.practitioner, 1).courses[0]


def _one_pass(**changes: object) -> Spoil:
    return lambda bench, entry: replace(entry, passes=(bench.one_pass(**changes),))


def _handpiece_of_another_device(bench: Bench, entry: SessionEntry) -> SessionEntry:
    other = add_device(bench.administrator, "picosure", "").value
    piece = next(one for one in list_devices(bench.practitioner) if one.id == other).handpieces[0]
    return replace(entry, passes=(bench.one_pass(handpiece_id=piece.id),))


REFUSED: list[tuple[str, Spoil]] = [
    ("passes.0.handpiece_id", _handpiece_of_another_device),
    ("passes.0.device_id", _one_pass(device_id=404)),
    ("passes.0.wavelength_nm", _one_pass(wavelength_nm=755)),
    ("passes.0.pulse_duration_ps", _one_pass(pulse_duration_ps=99)),
    ("passes.0.fluence_j_cm2", _one_pass(fluence_j_cm2=Decimal("20.01"), pulse_energy_mj=None)),
    ("passes.0.fluence_j_cm2", _one_pass(fluence_j_cm2=Decimal("NaN"), pulse_energy_mj=None)),
    ("passes.0.fluence_j_cm2", _one_pass(fluence_j_cm2=Decimal("5.0"))),
    ("passes.0.fluence_j_cm2", _one_pass(fluence_j_cm2=Decimal("2.4001"))),
    ("passes.0.spot_width_mm", _one_pass(spot=Spot(SpotShape.ROUND, Decimal("0.99")), pulse_energy_mj=None)),
    ("passes.0.repetition_hz", _one_pass(repetition_hz=Decimal(21))),
    ("passes.0.repetition_hz", _one_pass(repetition_hz=Decimal("0.001"))),
    ("passes.0.pulses", _one_pass(pulses=0)),
    ("passes", lambda bench, entry: replace(entry, passes=())),
    ("passes", lambda bench, entry: replace(entry, passes=entry.passes * 21)),
    ("operator_id", lambda bench, entry: replace(entry, operator_id=bench.reception.operator.id)),
    ("operator_id", lambda bench, entry: replace(entry, operator_id=404)),
    ("performed_on", lambda bench, entry: replace(entry, performed_on=TODAY + timedelta(days=1))),
    ("eye_protection", lambda bench, entry: replace(entry, eye_protection=" \0\n")),
    ("pain", lambda bench, entry: replace(entry, pain=11)),
    ("pain", lambda bench, entry: replace(entry, pain=None)),
    ("clearance_percent", lambda bench, entry: replace(entry, clearance_percent=101)),
    ("note", lambda bench, entry: replace(entry, note="x" * 20_001)),
    ("anaesthesia", lambda bench, entry: replace(entry, anaesthesia=Anaesthesia.TOPICAL_LIDOCAINE)),
    ("checked", lambda bench, entry: _checked_by(entry, bench.reception.operator.id)),
    ("checked", lambda bench, entry: _checked_by(entry, 404)),
    ("checked", lambda bench, entry: _checked_by(entry, bench.practitioner.operator.id, timedelta(minutes=5))),
    ("next_plan.room_id", lambda bench, entry: replace(entry, next_plan=NextPlanEntry(room_id=404))),
    ("products", lambda bench, entry: replace(entry, products=("Balm",) * 5_000)),
    ("counts.1", lambda bench, entry: replace(entry, counts=(PulseCount(1, 0, 312),) * 2)),
]


def _checked_by(entry: SessionEntry, staff_id: int, later: timedelta = timedelta()) -> SessionEntry:
    assert entry.checked is not None
    check = replace(entry.checked, checked_by_id=staff_id, checked_at=entry.checked.checked_at + later)
    return replace(entry, checked=check)


@pytest.mark.parametrize(("field", "spoil"), REFUSED, ids=[f"{i}-{field}" for i, (field, _) in enumerate(REFUSED)])
def test_what_the_rules_forbid_is_refused_beside_its_field_even_with_a_reason(
    bench: Bench, course_id: int, field: str, spoil: Spoil
) -> None:
    entry = spoil(bench, bench.session(course_id, reason="Because."))
    before = check_database(bench.administrator)
    with pytest.raises(Refused) as refused:
        log_session(bench.practitioner, entry)
    assert field in {finding.field for finding in refused.value.findings}
    assert check_database(bench.administrator) == before


def test_a_retired_practitioner_has_treated_nobody_today(bench: Bench, course_id: int) -> None:
    retire_staff(bench.administrator, bench.practitioner.operator.id)
    with pytest.raises(Refused, match="Choose the practitioner who treated"):
        log_session(bench.administrator, bench.session(course_id))


def test_a_course_that_is_not_there_is_named(bench: Bench, course_id: int) -> None:
    with pytest.raises(NotFound):
        log_session(bench.practitioner, bench.session(404))


def test_a_doubt_needs_a_reason_which_is_kept_with_what_was_said(bench: Bench, course_id: int) -> None:
    doubtful = bench.session(course_id, passes=(bench.one_pass(fluence_j_cm2=Decimal("2.7")),))
    with pytest.raises(Refused):
        log_session(bench.practitioner, doubtful)
    log_session(bench.practitioner, replace(doubtful, reason=" Read off the display. "))
    with bench.database.read() as work:
        rows = work.connection.execute(text("SELECT field, code, level, said, reason FROM session_finding")).all()
    ((field, code, _, said, reason),) = rows
    assert (field, code, reason) == ("passes.0.fluence_j_cm2", "laser.arithmetic", "Read off the display.")
    assert said == "301.6 mJ on this spot is 2.40 J/cm², but 2.7 J/cm² is entered."


def test_passes_keep_their_order_numbers_and_endpoints(bench: Bench, course_id: int) -> None:
    passes = (
        bench.one_pass(purpose="Black", endpoints=(Endpoint.OEDEMA, Endpoint.FROSTING, Endpoint.OEDEMA)),
        bench.one_pass(
            purpose="Red",
            wavelength_nm=532,
            spot=Spot(SpotShape.RECTANGULAR, Decimal("3.25"), Decimal(10)),
            pulse_energy_mj=None,
            fluence_j_cm2=Decimal("0.055"),
            repetition_hz=Decimal("2.50"),
            pulses=None,
        ),
    )
    log_session(bench.practitioner, bench.session(course_id, passes=passes, reason="Faint red left."))
    first, second = _progress(bench).sessions[0].entry.passes
    assert first.endpoints == (Endpoint.FROSTING, Endpoint.OEDEMA)
    assert second == passes[1]
    assert str(second.fluence_j_cm2) == "0.055"


def test_typed_text_comes_back_clean_and_whole(bench: Bench, course_id: int) -> None:
    note = "Ø <b>bold</b> <img src=x>\n👩‍⚕️ \u202eabc\0 'quoted' \ud800"
    log_session(bench.practitioner, bench.session(course_id, note=note))
    kept = _progress(bench).sessions[0].entry.note
    assert kept == "Ø <b>bold</b> <img src=x>\n👩‍⚕️ \u202eabc 'quoted'"


def test_maintenance_sessions_count_apart(bench: Bench, course_id: int) -> None:
    for _ in range(2):
        log_session(bench.practitioner, bench.session(course_id, reason="Trial."))
        bench.clock.pass_days(56)
    course = _progress(bench).course
    change_course_state(bench.practitioner, course_id, course.version, CourseState.MAINTENANCE)
    for _ in range(2):
        log_session(bench.practitioner, bench.session(course_id))
        bench.clock.pass_days(90)
    progress = _progress(bench)
    assert [(one.is_maintenance, one.number) for one in progress.sessions] == [
        (False, 1),
        (False, 2),
        (True, 1),
        (True, 2),
    ]
    assert (progress.course.sessions_done, progress.course.maintenance_done) == (2, 2)


def _three_sessions_with_readings(bench: Bench, course_id: int) -> None:
    """Today, and 60 and 120 days later, each reading what cleared before."""
    for percent in (0, 20, 40):
        log_session(bench.practitioner, bench.session(course_id, clearance_percent=percent))
        bench.clock.pass_days(60)


def test_a_reading_counts_the_sessions_before_it_and_shows_after_the_one_it_judges(
    bench: Bench, course_id: int
) -> None:
    _three_sessions_with_readings(bench, course_id)
    progress = _progress(bench)
    assert [(one.percent, one.sessions_before) for one in progress.readings] == [(0, 0), (20, 1), (40, 2)]
    assert [one.clearance_after for one in progress.sessions] == [20, 40, None]
    assert [one.read_by for one in progress.readings] == ["Practitioner"] * 3


def test_a_session_for_a_past_day_is_numbered_by_its_day_and_marked_as_entered_later(
    bench: Bench, course_id: int
) -> None:
    _three_sessions_with_readings(bench, course_id)
    late = bench.session(course_id, performed_on=TODAY + timedelta(days=30), note="On paper.", reason="Power cut.")
    log_session(bench.practitioner, late)
    sessions = _progress(bench).sessions
    assert [(one.number, one.entered_later) for one in sessions] == [(1, False), (2, True), (3, False), (4, False)]
    assert sessions[1].entry.note == "On paper."
    course = _progress(bench).course
    assert course.last_session_on == TODAY + timedelta(days=120)
    assert course.window is not None
    assert course.window.earliest_on == TODAY + timedelta(days=120 + 42)


def test_a_late_entry_counts_in_what_was_read_after_its_day(bench: Bench, course_id: int) -> None:
    _three_sessions_with_readings(bench, course_id)
    late = bench.session(course_id, performed_on=TODAY + timedelta(days=30), reason="Power cut.")
    log_session(bench.practitioner, late)
    progress = _progress(bench)
    assert [(one.percent, one.sessions_before) for one in progress.readings] == [(0, 0), (20, 2), (40, 3)]
    assert [one.clearance_after for one in progress.sessions] == [None, 20, 40, None]


def test_a_reading_apart_counts_the_sessions_before_its_day(bench: Bench, course_id: int) -> None:
    log_session(bench.practitioner, bench.session(course_id, clearance_percent=0))
    entry = ReadingEntry(entry_id=bench.mint(), course_id=course_id, read_on=TODAY, percent=0)
    record_clearance(bench.practitioner, entry)
    bench.clock.pass_days(40)
    later = replace(entry, entry_id=bench.mint(), read_on=bench.practitioner.today(), percent=35)
    record_clearance(bench.practitioner, later)
    progress = _progress(bench)
    assert [(one.percent, one.sessions_before) for one in progress.readings] == [(0, 0), (0, 0), (35, 1)]
    assert progress.sessions[0].clearance_after == 35


@pytest.mark.parametrize(("days", "percent", "course"), [(1, 10, 1), (0, 101, 1), (0, -101, 1), (0, 10, 404)])
def test_a_reading_of_nothing_or_of_tomorrow_is_refused(
    bench: Bench, course_id: int, days: int, percent: int, course: int
) -> None:
    read_on = TODAY + timedelta(days=days)
    entry = ReadingEntry(entry_id=bench.mint(), course_id=course, read_on=read_on, percent=percent)
    with pytest.raises((Refused, NotFound)):
        record_clearance(bench.practitioner, entry)
    assert _progress(bench).readings == ()


def test_a_fluence_far_above_last_time_needs_a_reason(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(60)
    one_fifth_more = bench.one_pass(fluence_j_cm2=Decimal("2.88"), pulse_energy_mj=None)
    log_session(bench.practitioner, bench.session(course_id, passes=(one_fifth_more,)))
    bench.clock.pass_days(60)
    ten_times = bench.one_pass(fluence_j_cm2=Decimal("15"), pulse_energy_mj=None)
    with pytest.raises(Refused) as refused:
        log_session(bench.practitioner, bench.session(course_id, passes=(ten_times,)))
    said = [one.sentence.said() for one in refused.value.findings if one.code == "laser.rise"]
    assert said == ["15 J/cm² is 421 % above last time (2.88 J/cm²). A reason is needed."]
    entry = bench.session(course_id, passes=(ten_times,), reason="New handpiece, agreed with Dr Okafor.")
    log_session(bench.practitioner, entry)


# Both moments


def test_who_checked_and_when_is_kept_with_the_session(bench: Bench, course_id: int) -> None:
    entry = replace(bench.session(course_id), checked=None)
    check = confirm_check(bench.practitioner, entry)
    assert (check.checked_by_id, check.checked_at) == (bench.practitioner.operator.id, bench.clock.moment)
    log_session(bench.practitioner, replace(entry, checked=check))
    kept = _progress(bench).sessions[0].entry.checked
    assert kept == check


def test_the_check_of_somebody_who_has_left_lets_nobody_be_treated(bench: Bench, course_id: int) -> None:
    entry = bench.session(course_id, operator_id=bench.administrator.operator.id)
    retire_staff(bench.administrator, bench.practitioner.operator.id)
    with pytest.raises(Refused, match="practitioner at work here"):
        log_session(bench.administrator, entry)


def test_the_day_of_the_check_is_meant_in_the_clinics_time_zone(bench: Bench, course_id: int) -> None:
    """Noon in London is the next day on Kiritimati, 14 hours ahead."""
    check = bench.checked()
    there = check.checked_at.astimezone(ZoneInfo("Pacific/Kiritimati"))
    assert there.date() == TODAY + timedelta(days=1)
    log_session(bench.practitioner, bench.session(course_id, checked=replace(check, checked_at=there)))
    assert _progress(bench).course.sessions_done == 1


def test_nothing_had_cleared_before_the_first_session_by_date(bench: Bench, course_id: int) -> None:
    log_session(bench.practitioner, bench.session(course_id))
    paper = bench.session(course_id, performed_on=TODAY - timedelta(days=60), clearance_percent=30, reason="Paper.")
    with pytest.raises(Refused, match="the start is 0"):
        log_session(bench.practitioner, paper)
    log_session(bench.practitioner, replace(paper, clearance_percent=0))
    assert [(one.percent, one.sessions_before) for one in _progress(bench).readings] == [(0, 0)]


def test_a_check_is_refused_with_what_is_in_the_way(bench: Bench, course_id: int) -> None:
    log_session(bench.practitioner, bench.session(course_id, performed_on=TODAY - timedelta(days=70)))
    entry = replace(bench.session(course_id), checked=None, healing=None, eye_protection="")
    with pytest.raises(Refused) as refused:
        confirm_check(bench.practitioner, entry)
    assert [one.field for one in refused.value.findings] == ["healing", "eye_protection"]


def test_pain_and_endpoints_are_not_asked_before_treating(bench: Bench, course_id: int) -> None:
    entry = replace(bench.session(course_id), checked=None, pain=None, passes=(bench.one_pass(endpoints=()),))
    assert confirm_check(bench.practitioner, entry).checked_by_id == bench.practitioner.operator.id


def test_a_session_of_today_without_the_check_is_refused_even_with_a_reason(bench: Bench, course_id: int) -> None:
    with pytest.raises(Refused, match="Checked, may treat"):
        log_session(bench.practitioner, replace(bench.session(course_id), checked=None, reason="Forgotten."))


def test_healed_is_refused_while_a_side_effect_is_open(bench: Bench, course_id: int) -> None:
    first = bench.session(course_id, performed_on=TODAY - timedelta(days=70))
    session_id = log_session(bench.practitioner, first).value
    seen = bench.side_effect(course_id, session_id, onset_on=TODAY - timedelta(days=69))
    report_side_effect(bench.practitioner, seen)
    with pytest.raises(Refused) as refused:
        confirm_check(bench.practitioner, bench.session(course_id, reason="Agreed."))
    said = [str(one.sentence) for one in refused.value.findings if one.field == "healing"]
    assert said == ["Not healed on record: Blister. Close it there, or say that something happened."]


def test_everything_of_both_moments_comes_back(bench: Bench, course_id: int) -> None:
    device_id = bench.one_pass().device_id
    wanted = bench.session(
        course_id,
        ending=Ending.STOPPED_EARLY,
        ending_reason="Felt faint.",
        return_on=TODAY + timedelta(days=14),
        counts=(PulseCount(device_id, 418_206, 418_518),),
        products=("Sunscreen 50", "Plain ointment"),
        anaesthesia_area_cm2=Decimal(40),
        call_on=TODAY + timedelta(days=2),
    )
    log_session(bench.practitioner, wanted)
    kept = _progress(bench).sessions[0].entry
    for name in ("ending", "ending_reason", "return_on", "counts", "products", "anaesthesia_area_cm2", "call_on"):
        assert getattr(kept, name) == getattr(wanted, name), name
    assert read_session_facts(bench.practitioner, course_id).last_counts == {device_id: 418_518}


def test_a_plan_for_next_time_stands_until_the_next_one(bench: Bench, course_id: int) -> None:
    passes = (PlannedPass(purpose="Green", wavelength_nm=755, fluence_j_cm2=Decimal("1.2"), is_patch=True),)
    plan = NextPlanEntry(minutes=30, note="Black as today.", passes=passes)
    log_session(bench.practitioner, bench.session(course_id, next_plan=plan))
    found = read_next_plan(bench.practitioner, course_id)
    assert found is not None
    assert (found.entry, found.made_on, found.made_by) == (plan, TODAY, bench.practitioner.operator.name)
    bench.clock.moment += timedelta(days=60)
    log_session(bench.practitioner, bench.session(course_id, next_plan=NextPlanEntry()))
    assert read_next_plan(bench.practitioner, course_id) is None


def test_the_visit_of_the_day_is_done_when_the_session_is_signed(bench: Bench, course_id: int) -> None:
    place = Place(starts_at=bench.clock.moment + timedelta(minutes=30), minutes=30)
    entry = VisitEntry(
        entry_id=bench.mint(), patient_id=1, course_ids=(course_id,), kind=VisitKind.SESSION, place=place
    )
    visit_id = book_visit(bench.reception, entry).value
    log_session(bench.practitioner, bench.session(course_id))
    assert read_visit(bench.reception, visit_id).visit.state is VisitState.DONE
    assert _progress(bench).sessions[0].entry.visit_id == visit_id
