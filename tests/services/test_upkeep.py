"""Checks of lasers, authorisations and papers on record, and what they do to a session."""

from datetime import date, timedelta
from typing import Any

import pytest

from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.upkeep import CheckKind, CheckResult, DeviceCheckEntry, PaperKind, StaffPaperEntry
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.rules import edit_rule
from pico_tracker.services.sessions import log_session
from pico_tracker.services.upkeep import (
    authorise_person,
    list_due_upkeep,
    list_look_back,
    read_upkeep,
    record_device_check,
    record_staff_paper,
    take_back_authorisation,
)
from tests.builders import Bench


def _check(bench: Bench, **changes: Any) -> DeviceCheckEntry:
    values: dict[str, Any] = {
        "entry_id": bench.mint(),
        "device_id": bench.device_id,
        "kind": CheckKind.OUTPUT,
        "done_on": bench.practitioner.today(),
        "result": CheckResult.PASSED,
    }
    return DeviceCheckEntry(**values | changes)


def _licence(bench: Bench, **changes: Any) -> StaffPaperEntry:
    values: dict[str, Any] = {
        "entry_id": bench.mint(),
        "staff_id": bench.practitioner.operator.id,
        "kind": PaperKind.LICENCE,
        "title": "  No.  4711 ",
    }
    return StaffPaperEntry(**values | changes)


def _course(bench: Bench) -> int:
    patient_id = add_patient(bench.reception, bench.patient()).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def _refusal(bench: Bench, course_id: int, **changes: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        log_session(bench.practitioner, bench.session(course_id, **changes))
    return [one.code for one in refused.value.findings if one.level > 1]


def test_a_check_is_kept_once_however_often_it_is_saved(bench: Bench) -> None:
    entry = _check(bench, done_by=" Maker's  engineer ", next_due_on=date(2027, 5, 22))
    first = record_device_check(bench.practitioner, entry)
    assert record_device_check(bench.practitioner, entry).value == first.value
    (kept,) = read_upkeep(bench.practitioner).facts.checks
    assert (kept.entry.done_by, kept.recorded_by) == ("Maker's engineer", "Practitioner")


def test_a_check_names_a_handpiece_of_its_own_laser(bench: Bench) -> None:
    own = _check(bench, handpiece_id=bench.handpiece_id())
    record_device_check(bench.practitioner, own)
    with pytest.raises(NotFound):
        record_device_check(bench.practitioner, _check(bench, handpiece_id=9_999))
    with pytest.raises(NotFound):
        record_device_check(bench.practitioner, _check(bench, device_id=9_999))


def test_after_a_failed_check_a_session_needs_a_reason_until_one_passes(bench: Bench) -> None:
    course_id = _course(bench)
    failed = _check(bench, result=CheckResult.FAILED, note="Energy a fifth too low.")
    record_device_check(bench.practitioner, failed)
    assert _refusal(bench, course_id) == ["upkeep.device_check_failed"]
    log_session(bench.practitioner, bench.session(course_id, reason="Measured again by hand before treating."))
    bench.clock.pass_days(60)
    record_device_check(bench.practitioner, _check(bench))
    log_session(bench.practitioner, bench.session(course_id))


def test_a_failed_check_lists_the_sessions_given_since_the_last_sound_one(bench: Bench) -> None:
    course_id = _course(bench)
    record_device_check(bench.practitioner, _check(bench))
    bench.clock.pass_days(1)
    log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(10)
    failed = _check(bench, result=CheckResult.FAILED, note="Beam uneven.")
    record_device_check(bench.practitioner, failed)
    (suspect,) = read_upkeep(bench.practitioner).suspects
    (line,) = list_look_back(bench.practitioner, suspect)
    assert (line.patient_name, line.course_title) == ("Amara Nwosu", "Tattoo removal, right forearm")
    assert line.performed_on == failed.done_on - timedelta(days=10)


def test_a_failed_check_of_another_handpiece_leaves_no_session_in_doubt(bench: Bench) -> None:
    course_id = _course(bench)
    log_session(bench.practitioner, bench.session(course_id))
    device = read_upkeep(bench.practitioner).devices[0]
    other = next(piece.id for piece in device.handpieces if piece.id != bench.handpiece_id())
    failed = _check(bench, handpiece_id=other, result=CheckResult.FAILED, note="Lens cracked.")
    record_device_check(bench.practitioner, failed)
    (suspect,) = read_upkeep(bench.practitioner).suspects
    assert list_look_back(bench.practitioner, suspect) == ()


def test_once_people_are_authorised_for_a_laser_others_need_a_reason(bench: Bench) -> None:
    course_id = _course(bench)
    authorise_person(bench.administrator, bench.device_id, bench.administrator.operator.id)
    assert _refusal(bench, course_id) == ["upkeep.operator_not_authorised"]
    authorise_person(bench.administrator, bench.device_id, bench.practitioner.operator.id)
    with pytest.raises(Refused, match="already"):
        authorise_person(bench.administrator, bench.device_id, bench.practitioner.operator.id)
    log_session(bench.practitioner, bench.session(course_id))
    mine = read_upkeep(bench.practitioner).facts.authorisations[-1]
    bench.clock.pass_days(60)
    take_back_authorisation(bench.administrator, mine.id)
    take_back_authorisation(bench.administrator, mine.id)
    assert _refusal(bench, course_id) == ["upkeep.operator_not_authorised"]


def test_a_licence_out_of_date_warns_and_stops_where_the_clinic_says_so(bench: Bench) -> None:
    course_id = _course(bench)
    ended = bench.practitioner.today() - timedelta(days=1)
    entry = _licence(bench, valid_until=ended)
    record_staff_paper(bench.administrator, entry)
    record_staff_paper(bench.administrator, entry)
    due = {(one.name, one.line.what): one.line.due_on for one in list_due_upkeep(bench.practitioner)}
    assert due == {("Practitioner", "Training"): None, ("Practitioner", "Licence"): ended}
    log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(60)
    edit_rule(bench.administrator, RuleKind.POLICY, "licence_out_of_date", 1, {"level": "stop"}, "Our insurer.")
    assert _refusal(bench, course_id) == ["upkeep.licence_out_of_date"]
    record_staff_paper(bench.administrator, _licence(bench))
    (kept,) = [one for one in read_upkeep(bench.practitioner).facts.papers if one.entry.valid_until is None]
    assert kept.entry.title == "No. 4711"
    log_session(bench.practitioner, bench.session(course_id))
