"""Signed sessions: what may be amended, what is kept, and what follows from it."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from pico_tracker.db.troubles import DriverFault
from pico_tracker.domain.amendments import AmendmentKind
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.endings import Ending
from pico_tracker.domain.errors import EditConflict, NotFound, Refused
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass
from pico_tracker.domain.passes import Endpoint
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.pulse_counts import PulseCount
from pico_tracker.domain.responses import Anaesthesia, Cooling
from pico_tracker.domain.session_content import read_content, write_content
from pico_tracker.domain.sessions import Session, SessionEntry
from pico_tracker.domain.treated_areas import AreaEntry, BodyView, SessionArea
from pico_tracker.services.amendments import amend_session, read_amendment_facts, void_session
from pico_tracker.services.courses import change_course_state, open_course, read_patient_page
from pico_tracker.services.next_plans import read_next_plan
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import retire_staff
from pico_tracker.services.reports import gather_session_record
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.treated_areas import add_area
from tests.builders import TODAY, Bench


@pytest.fixture
def patient_id(bench: Bench) -> int:
    """A patient who is allergic to lidocaine."""
    return add_patient(bench.reception, bench.patient(allergies=("Lidocaine",))).value


@pytest.fixture
def course_id(bench: Bench, patient_id: int) -> int:
    """An open course."""
    return open_course(bench.practitioner, bench.course(patient_id)).value


def _progress(bench: Bench) -> CourseProgress:
    return read_patient_page(bench.practitioner, 1).courses[0]


def _session(bench: Bench, session_id: int) -> Session:
    return gather_session_record(bench.practitioner, session_id).session


def _log(bench: Bench, course_id: int, **changes: Any) -> int:
    return log_session(bench.practitioner, bench.session(course_id, **changes)).value


def _amend(bench: Bench, session_id: int, reason: str = "Read off the display again.", **changes: Any) -> None:
    session = _session(bench, session_id)
    amend_session(bench.practitioner, session_id, session.version, replace(session.entry, **changes), reason)


def _three_sessions_with_readings(bench: Bench, course_id: int) -> list[int]:
    """Today, and 60 and 120 days later, each reading what cleared before: 0, 20 and 40 %."""
    ids = []
    for percent in (0, 20, 40):
        ids.append(_log(bench, course_id, clearance_percent=percent))
        bench.clock.pass_days(60)
    return ids


def test_an_amendment_says_what_happened_and_keeps_how_it_was_signed(bench: Bench, course_id: int) -> None:
    session_id = _log(bench, course_id)
    signed = _session(bench, session_id)
    bench.clock.pass_days(1)
    _amend(bench, session_id, "Typed the wrong line.", pain=6, passes=(bench.one_pass(pulses=321),))
    now = _session(bench, session_id)
    assert (now.version, now.entry.pain, now.passes[0].entry.pulses) == (2, 6, 321)
    (before,) = now.earlier
    assert before.entry == signed.entry
    assert before.passes == signed.passes
    assert (before.version, before.kind, before.reason) == (1, AmendmentKind.AMENDED, "Typed the wrong line.")
    assert (before.amended_by, before.operator_name) == ("Practitioner", "Practitioner")
    assert before.amended_at == bench.clock()
    assert now.signed_at == signed.signed_at


def test_what_was_said_before_treating_stays_as_it_was_signed(bench: Bench, course_id: int) -> None:
    session_id = _log(bench, course_id, reason="Agreed.")
    signed = _session(bench, session_id).entry
    _amend(bench, session_id, course_id=404, entry_id=bench.mint(), checked=None, answers=bench.all_no(), pain=7)
    assert _session(bench, session_id).entry == replace(signed, pain=7)


def test_the_original_is_read_back_byte_for_byte_after_any_number_of_amendments(
    bench: Bench, course_id: int
) -> None:
    chance = random.Random(5)
    texts = ("Ø <b>µ</b>\n“x”", "", "a" * 300, "’; DROP TABLE session; --", "漢字 \u202e👩\u200d⚕")
    session_id = _log(bench, course_id, note=texts[0], clearance_percent=0, counts=(PulseCount(1, 5, 317),))
    contents = [write_content(_session(bench, session_id).entry)]
    for number in range(24):
        entry = _session(bench, session_id).entry
        changed = _changed_anyhow(bench, entry, chance, chance.choice(texts))
        if changed == entry:
            changed = replace(entry, note=f"{entry.note} {number}")
        amend_session(bench.practitioner, session_id, 1 + number, changed, f"Reason {number}.")
        contents.append(write_content(_session(bench, session_id).entry))
    kept = _session(bench, session_id).earlier
    with bench.database.read() as work:
        stored = (
            work.connection.execute(text("SELECT content FROM session_version ORDER BY version")).scalars().all()
        )
    assert list(stored) == contents[:-1]
    assert [write_content(one.entry) for one in kept] == contents[:-1]
    assert [one.reason for one in kept] == [f"Reason {number}." for number in range(24)]
    assert [one.version for one in kept] == list(range(1, 25))


def _changed_anyhow(bench: Bench, entry: SessionEntry, chance: random.Random, written: str) -> SessionEntry:
    first = bench.one_pass(pulses=chance.randint(1, 2000), endpoints=(chance.choice(list(Endpoint)),))
    rows = bench.one_pass(
        pulse_energy_mj=None,
        fluence_j_cm2=Decimal(chance.randint(1, 30)) / 10,
        spot=Spot(SpotShape.SQUARE, Decimal(chance.randint(2, 9))),
    )
    stops = chance.random() < 0.3
    changes: dict[str, Any] = {
        "pain": chance.randint(0, 10),
        "cooling": chance.choice(list(Cooling)),
        "note": written.strip(),
        "passes": (first, rows)[: chance.randint(1, 2)],
        "area_cm2": chance.choice((None, Decimal("12.5"), Decimal(3))),
        "products": chance.choice(((), ("Sunscreen 50",))),
        "counts": chance.choice(((), (PulseCount(bench.device_id, 10, 400),))),
        "clearance_percent": chance.choice((None, 0)),
        "performed_on": entry.performed_on - timedelta(days=chance.choice((0, 0, 1))),
        "next_plan": chance.choice((None, NextPlanEntry(minutes=30, note="Red next."))),
        "ending": Ending.STOPPED_EARLY if stops else Ending.COMPLETE,
        "ending_reason": "Too sore." if stops else "",
        "return_on": TODAY + timedelta(days=70) if stops else None,
    }
    names = chance.sample(sorted(changes), k=chance.randint(1, 5))
    if {"ending", "ending_reason", "return_on"} & set(names):
        names += ["ending", "ending_reason", "return_on"]
    return replace(entry, **{name: changes[name] for name in names})


RAW = [
    "UPDATE session SET pain = 9 WHERE id = 1",
    "UPDATE session SET is_void = true WHERE id = 1",
    "DELETE FROM session WHERE id = 1",
    "UPDATE session_pass SET pulses = 1 WHERE session_id = 1",
    "DELETE FROM session_pass WHERE session_id = 1",
    *(f"DELETE FROM {part}" for part in ("pass_endpoint", "pulse_count", "session_area", "session_check")),
    "UPDATE pass_endpoint SET endpoint = 'none'",
    "UPDATE pulse_count SET ends_at = ends_at + 1",
    "UPDATE session_area SET area_cm2 = 1",
    "UPDATE session_check SET checked_by_id = 1",
]
RAW_OF_VERSIONS = ["UPDATE session_version SET reason = 'x'", "DELETE FROM session_version"]


def _execute(bench: Bench, statement: str) -> None:
    with bench.database.change(bench.practitioner.actor()) as work:
        work.connection.execute(text(statement))


OUTLINE = ((100, 100), (200, 100), (200, 200))


def _name_area(bench: Bench, course_id: int) -> int:
    view = BodyView.BACK
    area = AreaEntry(entry_id=bench.mint(), course_id=course_id, name="Left half", view=view, outline=OUTLINE)
    return add_area(bench.practitioner, area).value


@pytest.mark.parametrize("statement", RAW)
@pytest.mark.parametrize("amended", [False, True])
def test_the_database_itself_refuses_to_change_a_signed_session(
    bench: Bench, course_id: int, statement: str, amended: bool
) -> None:
    area = SessionArea(area_id=_name_area(bench, course_id), outline=OUTLINE)
    session_id = _log(bench, course_id, areas=(area,), counts=(PulseCount(bench.device_id, 0, 312),))
    if amended:
        _amend(bench, session_id, pain=7)
    before = _session(bench, session_id)
    with pytest.raises(DriverFault, match=r"amended, never changed|P0001"):
        _execute(bench, statement)
    assert _session(bench, session_id) == before


@pytest.mark.parametrize("statement", RAW_OF_VERSIONS)
def test_the_database_itself_refuses_to_change_a_kept_version(bench: Bench, course_id: int, statement: str) -> None:
    session_id = _log(bench, course_id)
    _amend(bench, session_id, pain=7)
    before = _session(bench, session_id)
    with pytest.raises(DriverFault, match=r"session_version only grows|P0001"):
        _execute(bench, statement)
    assert _session(bench, session_id) == before


REFUSED: list[tuple[str, Callable[[Bench], dict[str, Any]]]] = [
    ("passes.0.pulse_duration_ps", lambda bench: {"passes": (bench.one_pass(pulse_duration_ps=99),)}),
    ("passes.0.fluence_j_cm2", lambda bench: {"passes": (bench.one_pass(fluence_j_cm2=Decimal(5)),)}),
    ("passes", lambda bench: {"passes": ()}),
    ("performed_on", lambda bench: {"performed_on": bench.practitioner.today() + timedelta(days=1)}),
    ("performed_on", lambda _bench: {"performed_on": date(1989, 12, 31)}),
    ("operator_id", lambda bench: {"operator_id": bench.reception.operator.id}),
    ("operator_id", lambda _bench: {"operator_id": 404}),
    ("next_plan.room_id", lambda _bench: {"next_plan": NextPlanEntry(room_id=404)}),
    ("eye_protection", lambda _bench: {"eye_protection": " "}),
    ("pain", lambda _bench: {"pain": None}),
    ("clearance_percent", lambda _bench: {"clearance_percent": 20}),
    ("ending_reason", lambda _bench: {"ending": Ending.STOPPED_EARLY, "return_on": TODAY}),
    ("", lambda _bench: {}),
]


@pytest.mark.parametrize(("field", "changes"), REFUSED)
def test_what_cannot_be_is_refused_with_any_reason_and_nothing_is_kept(
    bench: Bench, course_id: int, field: str, changes: Callable[[Bench], dict[str, Any]]
) -> None:
    session_id = _log(bench, course_id)
    before = _session(bench, session_id)
    with pytest.raises(Refused) as refused:
        _amend(bench, session_id, **changes(bench))
    assert field in {one.field for one in refused.value.findings}
    assert _session(bench, session_id) == before


@pytest.mark.parametrize("reason", ["", " \n", "x" * 20_001])
def test_an_amendment_without_a_reason_is_refused(bench: Bench, course_id: int, reason: str) -> None:
    session_id = _log(bench, course_id)
    with pytest.raises(Refused) as refused:
        _amend(bench, session_id, reason, pain=7)
    assert [one.field for one in refused.value.findings] == ["reason"]
    with pytest.raises(Refused):
        void_session(bench.practitioner, session_id, 1, reason)
    assert _session(bench, session_id).earlier == ()


def test_what_is_doubtful_goes_with_the_amendments_reason_and_leaves_the_first_verdict(
    bench: Bench, course_id: int
) -> None:
    doubtful = bench.one_pass(fluence_j_cm2=Decimal("2.7"))
    session_id = _log(bench, course_id, passes=(doubtful,), reason="Read off the display.")
    numbed = {"anaesthesia": Anaesthesia.TOPICAL_LIDOCAINE, "anaesthesia_product": "EMLA"}
    _amend(bench, session_id, "It was the lidocaine cream.", **numbed)
    record = gather_session_record(bench.practitioner, session_id)
    assert record.session.entry.reason == "Read off the display."
    assert [(one.said, one.reason, one.is_of_amendment) for one in record.findings] == [
        (
            "301.6 mJ on this spot is 2.40 J/cm², but 2.7 J/cm² is entered.",
            "Read off the display.",
            False,
        ),
        (
            "Allergy on record: Lidocaine. This anaesthesia is locked.",
            "It was the lidocaine cream.",
            True,
        ),
    ]


def test_a_rise_against_other_sessions_is_not_judged_again(bench: Bench, course_id: int) -> None:
    first = _log(bench, course_id)
    bench.clock.pass_days(60)
    _log(bench, course_id)
    _amend(bench, first, passes=(bench.one_pass(fluence_j_cm2=Decimal(9), pulse_energy_mj=None),))
    assert _session(bench, first).passes[0].entry.fluence_j_cm2 == 9


def test_somebody_who_has_left_may_still_have_treated_but_nobody_takes_it_over_from_them(
    bench: Bench, course_id: int
) -> None:
    session_id = _log(bench, course_id)
    left = bench.practitioner.operator.id
    retire_staff(bench.administrator, left)
    session = gather_session_record(bench.administrator, session_id).session
    amend_session(bench.administrator, session_id, 1, replace(session.entry, pain=1), "Typed 4.")
    taken = replace(session.entry, operator_id=bench.administrator.operator.id)
    amend_session(bench.administrator, session_id, 2, taken, "I treated.")
    with pytest.raises(Refused, match="who treated"):
        amend_session(bench.administrator, session_id, 3, replace(taken, operator_id=left), "No.")


def test_who_amends_second_is_told_of_the_other_and_nothing_is_lost(bench: Bench, course_id: int) -> None:
    session_id = _log(bench, course_id)
    entry = _session(bench, session_id).entry
    amend_session(bench.practitioner, session_id, 1, replace(entry, pain=5), "Five.")
    with pytest.raises(EditConflict) as conflict:
        amend_session(bench.administrator, session_id, 1, replace(entry, pain=6), "Six.")
    assert conflict.value.differences["pain"] == ("5", "6")
    with pytest.raises(EditConflict):
        void_session(bench.administrator, session_id, 1, "Another patient's.")
    assert _session(bench, session_id).entry.pain == 5


def test_the_same_amendment_sent_twice_is_one(bench: Bench, course_id: int) -> None:
    session_id = _log(bench, course_id)
    entry = replace(_session(bench, session_id).entry, pain=5)
    for _ in range(2):
        assert amend_session(bench.practitioner, session_id, 1, entry, "Five.").value == session_id
    assert len(_session(bench, session_id).earlier) == 1


def test_a_whole_amendment_whose_answer_was_lost_is_sent_again_and_is_one(bench: Bench, course_id: int) -> None:
    """Spaces typed, and the name of an area that the form does not know, make it no other amendment."""
    area_id = _name_area(bench, course_id)
    session_id = _log(bench, course_id)
    planned = PlannedPass(purpose=" Black  ink ", fluence_j_cm2=Decimal("2.50"))
    entry = replace(
        _session(bench, session_id).entry,
        areas=(SessionArea(area_id=area_id, outline=OUTLINE, area_cm2=Decimal(3)),),
        next_plan=NextPlanEntry(minutes=30, note=" Look at the rim. ", passes=(planned,)),
        products=(" Balm ",),
    )
    for _ in range(2):
        amend_session(bench.practitioner, session_id, 1, entry, "Left out.")
    assert _session(bench, session_id).version == 2


def test_a_session_found_void_whose_answer_was_lost_is_sent_again(bench: Bench, course_id: int) -> None:
    session_id = _log(bench, course_id)
    void_session(bench.practitioner, session_id, 1, "Never given.")
    assert void_session(bench.practitioner, session_id, 1, "Never given.").changed == frozenset()
    with pytest.raises(Refused, match="found void"):
        void_session(bench.practitioner, session_id, 1, "Another patient's.")
    assert _progress(bench).course.sessions_done == 0


def test_no_side_effect_is_written_down_for_a_void_session(bench: Bench, course_id: int) -> None:
    session_id = _log(bench, course_id)
    void_session(bench.practitioner, session_id, 1, "Never given.")
    with pytest.raises(NotFound, match="found void"):
        report_side_effect(bench.practitioner, bench.side_effect(course_id, session_id))


def test_moved_onto_the_day_of_a_later_one_it_still_comes_before_it(bench: Bench, course_id: int) -> None:
    """Of one day the session entered first comes first, so the reading of the second counts the first only."""
    days = (200, 100, 20)
    percents = (0, 20, None)
    ids = [
        _log(bench, course_id, performed_on=TODAY - timedelta(days=day), clearance_percent=percent)
        for day, percent in zip(days, percents, strict=True)
    ]
    _amend(bench, ids[1], performed_on=TODAY - timedelta(days=20))
    assert [(one.id, one.number) for one in _progress(bench).sessions] == [(ids[0], 1), (ids[1], 2), (ids[2], 3)]
    assert [one.sessions_before for one in _progress(bench).readings] == [0, 1]
    void_session(bench.practitioner, ids[2], 1, "Never given.")
    assert [one.sessions_before for one in _progress(bench).readings] == [0, 1]


def test_a_session_that_is_not_there_is_named(bench: Bench, course_id: int) -> None:
    entry = bench.session(course_id)
    with pytest.raises(NotFound):
        amend_session(bench.practitioner, 404, 1, entry, "Why.")
    with pytest.raises(NotFound):
        void_session(bench.practitioner, 404, 1, "Why.")
    with pytest.raises(NotFound):
        read_amendment_facts(bench.practitioner, 404)


def test_another_day_moves_the_number_the_readings_and_the_next_dates(bench: Bench, course_id: int) -> None:
    first, second, third = _three_sessions_with_readings(bench, course_id)
    _amend(bench, third, "It was in January.", performed_on=TODAY + timedelta(days=59))
    progress = _progress(bench)
    assert [(one.id, one.number) for one in progress.sessions] == [(first, 1), (third, 2), (second, 3)]
    # The third read 40 % after one session now; what was read in the second counts the third as well.
    by_session = {one.id: one.entry.clearance_percent for one in progress.sessions}
    assert by_session == {first: 0, second: 20, third: 40}
    assert [(one.percent, one.sessions_before) for one in progress.readings] == [(0, 0), (40, 1), (20, 2)]
    assert progress.course.last_session_on == TODAY + timedelta(days=60)
    assert progress.course.window is not None
    assert progress.course.window.earliest_on == TODAY + timedelta(days=60 + 42)
    assert progress.course.sessions_done == 3
    assert _session(bench, third).entered_later


def test_the_clearance_read_that_day_follows_the_amendment(bench: Bench, course_id: int) -> None:
    _, second, _ = _three_sessions_with_readings(bench, course_id)
    _amend(bench, second, clearance_percent=30)
    assert [one.percent for one in _progress(bench).readings] == [0, 30, 40]
    _amend(bench, second, clearance_percent=None)
    assert [one.percent for one in _progress(bench).readings] == [0, 40]
    _amend(bench, second, clearance_percent=25)
    readings = _progress(bench).readings
    assert [(one.percent, one.sessions_before) for one in readings] == [(0, 0), (25, 1), (40, 2)]


def test_a_plan_amended_is_the_plan_that_counts_and_none_takes_it_back(bench: Bench, course_id: int) -> None:
    plan = NextPlanEntry(minutes=30, passes=(PlannedPass(device_id=bench.device_id, wavelength_nm=532),))
    session_id = _log(bench, course_id, next_plan=plan)
    longer = replace(plan, minutes=45)
    _amend(bench, session_id, next_plan=longer)
    found = read_next_plan(bench.practitioner, course_id)
    assert found is not None
    assert found.entry == longer
    assert _session(bench, session_id).earlier[0].entry.next_plan == plan
    _amend(bench, session_id, next_plan=None)
    assert read_next_plan(bench.practitioner, course_id) is None


def test_a_void_session_counts_nowhere_and_stays_readable(bench: Bench, course_id: int) -> None:
    first, second, third = _three_sessions_with_readings(bench, course_id)
    void_session(bench.practitioner, second, 1, "Another patient's.")
    progress = _progress(bench)
    assert [(one.id, one.number) for one in progress.sessions] == [(first, 1), (third, 2)]
    assert [(one.percent, one.sessions_before) for one in progress.readings] == [(0, 0), (40, 1)]
    assert (progress.course.sessions_done, progress.course.last_session_on) == (2, TODAY + timedelta(days=120))
    (void,) = progress.void_sessions
    assert (void.id, void.number, void.is_void, void.entry.pain) == (second, 0, True, 4)
    assert [(one.kind, one.reason) for one in void.earlier] == [(AmendmentKind.VOID, "Another patient's.")]


def test_the_next_dates_follow_the_session_before_a_void_one(bench: Bench, course_id: int) -> None:
    *_, third = _three_sessions_with_readings(bench, course_id)
    void_session(bench.practitioner, third, 1, "Never given.")
    course = _progress(bench).course
    assert course.last_session_on == TODAY + timedelta(days=60)
    assert course.window is not None
    assert course.window.target_on == TODAY + timedelta(days=60 + 56)


def test_the_only_session_void_leaves_a_course_without_dates(bench: Bench, course_id: int) -> None:
    session_id = _log(bench, course_id)
    void_session(bench.practitioner, session_id, 1, "Never given.")
    course = _progress(bench).course
    assert (course.sessions_done, course.last_session_on, course.window) == (0, None, None)


def test_a_void_maintenance_session_moves_maintenance_back(bench: Bench, patient_id: int) -> None:
    course_id = open_course(bench.practitioner, bench.course(patient_id, maintenance_months=3)).value
    _log(bench, course_id)
    version = _progress(bench).course.version
    change_course_state(bench.practitioner, course_id, version, CourseState.MAINTENANCE)
    due = _progress(bench).course.maintenance_due_on
    bench.clock.pass_days(90)
    session_id = _log(bench, course_id)
    assert (_progress(bench).course.maintenance_done, _progress(bench).course.sessions_done) == (1, 1)
    void_session(bench.practitioner, session_id, 1, "Never given.")
    course = _progress(bench).course
    assert (course.maintenance_done, course.sessions_done) == (0, 1)
    assert (course.maintenance_due_on, course.last_session_on) == (due, TODAY)


def test_a_void_session_is_not_amended_and_not_found_void_again(bench: Bench, course_id: int) -> None:
    session_id = _log(bench, course_id)
    void_session(bench.practitioner, session_id, 1, "Never given.")
    with pytest.raises(Refused, match="found void"):
        _amend(bench, session_id, pain=6)
    with pytest.raises(Refused, match="found void"):
        void_session(bench.practitioner, session_id, 2, "Again.")
    assert _session(bench, session_id).version == 2


def test_a_session_of_the_same_day_counts_the_one_before_it_only(bench: Bench, course_id: int) -> None:
    """Two sessions of a day: the reading of the second counts the first, and no more once that is void."""
    first = _log(bench, course_id)
    second = _log(bench, course_id, clearance_percent=5, reason="The other half.")
    assert [one.sessions_before for one in _progress(bench).readings] == [1]
    void_session(bench.practitioner, first, 1, "Never given.")
    assert [one.sessions_before for one in _progress(bench).readings] == [0]
    assert [one.id for one in _progress(bench).sessions] == [second]


def test_a_version_from_before_a_field_was_added_is_still_read(bench: Bench, course_id: int) -> None:
    entry = _session(bench, _log(bench, course_id)).entry
    shorter = write_content(entry).replace(', "call_on": null', "")
    assert read_content(shorter) == entry
