"""Advice on record: what was told in which version, who came prepared, and calls after a session."""

from datetime import timedelta
from typing import Any

import pytest

from pico_tracker.domain.advice import (
    AdviceEntry,
    AdviceKind,
    AdviceWay,
    FollowUpCallEntry,
    PreparationCheckEntry,
)
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.findings import Level
from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.advice import (
    read_course_advice,
    record_advice,
    record_follow_up_call,
    record_preparation_check,
)
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.rules import add_rule, edit_rule
from pico_tracker.services.sessions import log_session
from tests.builders import TODAY, Bench

BOTH = frozenset({AdviceWay.SPOKEN, AdviceWay.PRINTED})


@pytest.fixture
def course_id(bench: Bench) -> int:
    """A tattoo's course."""
    patient_id = add_patient(bench.reception, bench.patient()).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def told(bench: Bench, course_id: int, **changes: Any) -> AdviceEntry:
    values: dict[str, Any] = {"kind": AdviceKind.AFTERCARE, "told_on": TODAY, "ways": BOTH}
    return AdviceEntry(entry_id=bench.mint(), course_id=course_id, **(values | changes))


def test_what_was_told_keeps_day_person_ways_and_version(bench: Bench, course_id: int) -> None:
    entry = told(bench, course_id)
    first = record_advice(bench.practitioner, entry).value
    assert record_advice(bench.practitioner, entry).value == first
    (known,) = read_course_advice(bench.practitioner, course_id).told
    assert (known.kind, known.told_on, known.ways) == (AdviceKind.AFTERCARE, TODAY, BOTH)
    assert (known.told_by, known.version, known.language, known.session_id) == ("Practitioner", "1.1", "en", None)


def test_an_edited_text_is_told_in_its_new_version_and_the_old_record_keeps_the_old_one(
    bench: Bench, course_id: int
) -> None:
    record_advice(bench.practitioner, told(bench, course_id))
    parts = {"aftercare": ["Call us any time."]}
    edit_rule(bench.administrator, RuleKind.INSTRUCTION, "en.tattoo", 1, parts, "Shorter.")
    record_advice(bench.practitioner, told(bench, course_id))
    advice = read_course_advice(bench.practitioner, course_id)
    assert [one.version for one in advice.told] == ["1.2", "1.1"]
    assert advice.aftercare.lines[-1] == "Call us any time."


def test_a_device_s_own_lines_are_told_once_it_was_used(bench: Bench, course_id: int) -> None:
    content = {
        "key": "en.picoway",
        "title": "After the PicoWay",
        "language": "en",
        "concern": "",
        "device": "picoway",
        "preparation": [],
        "aftercare": ["Pinpoint dots fade within days."],
        "evidence": "unsourced",
        "sources": ["UNS"],
    }
    add_rule(bench.administrator, RuleKind.INSTRUCTION, "en.picoway", content, "Own experience.")
    assert read_course_advice(bench.practitioner, course_id).aftercare.version == "1.1"
    log_session(bench.practitioner, bench.session(course_id))
    text = read_course_advice(bench.practitioner, course_id).aftercare
    assert (text.version, text.lines[-1]) == ("1.1.1", "Pinpoint dots fade within days.")


def test_aftercare_ticked_in_the_session_log_is_on_record_with_its_session(bench: Bench, course_id: int) -> None:
    log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(60)
    session_id = log_session(bench.practitioner, bench.session(course_id, aftercare_told=True)).value
    (known,) = read_course_advice(bench.practitioner, course_id).told
    assert (known.session_id, known.version, known.told_by) == (session_id, "1.1", "Practitioner")
    sessions = read_patient_page(bench.practitioner, 1).courses[0].sessions
    assert [one.entry.aftercare_told for one in sessions] == [False, True]


def test_the_clinic_may_insist_on_aftercare(bench: Bench, course_id: int) -> None:
    parts = {"level": "stop"}
    edit_rule(bench.administrator, RuleKind.POLICY, "aftercare_untold", 1, parts, "Everybody gets it.")
    with pytest.raises(Refused) as refused:
        log_session(bench.practitioner, bench.session(course_id))
    assert [one.field for one in refused.value.findings if one.level is Level.STOP] == ["aftercare_told"]
    log_session(bench.practitioner, bench.session(course_id, aftercare_told=True))


def test_advice_about_another_course_s_session_is_refused(bench: Bench, course_id: int) -> None:
    session_id = log_session(bench.practitioner, bench.session(course_id)).value
    other = open_course(bench.practitioner, bench.course(1, area="ankle")).value
    with pytest.raises(NotFound, match="another course"):
        record_advice(bench.practitioner, told(bench, other, session_id=session_id))
    with pytest.raises(Refused):
        record_advice(bench.practitioner, told(bench, course_id, ways=frozenset()))


def test_whether_the_patient_came_prepared_is_kept_visit_by_visit(bench: Bench, course_id: int) -> None:
    def check(*, sun: bool, note: str = "") -> PreparationCheckEntry:
        return PreparationCheckEntry(
            entry_id=bench.mint(),
            course_id=course_id,
            checked_on=bench.practitioner.today(),
            sun_avoided=sun,
            products_stopped=True,
            note=note,
        )

    entry = check(sun=False, note=" Holiday  in August ")
    first = record_preparation_check(bench.practitioner, entry).value
    assert record_preparation_check(bench.practitioner, entry).value == first
    bench.clock.pass_days(60)
    record_preparation_check(bench.practitioner, check(sun=True))
    later, earlier = read_course_advice(bench.practitioner, course_id).checks
    assert (later.sun_avoided, later.checked_on) == (True, TODAY + timedelta(days=60))
    assert (earlier.sun_avoided, earlier.note, earlier.checked_by) == (False, "Holiday in August", "Practitioner")


def test_reception_calls_and_writes_down_no_clinical_text(bench: Bench, course_id: int) -> None:
    entry = FollowUpCallEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        called_on=TODAY,
        reached=True,
        aftercare_followed=False,
        reaction=True,
    )
    first = record_follow_up_call(bench.reception, entry).value
    assert record_follow_up_call(bench.reception, entry).value == first
    (call,) = read_course_advice(bench.practitioner, course_id).calls
    assert (call.reached, call.aftercare_followed, call.reaction, call.called_by) == (
        True,
        False,
        True,
        "Reception",
    )


def test_who_was_not_reached_answered_nothing(bench: Bench, course_id: int) -> None:
    entry = FollowUpCallEntry(
        entry_id=bench.mint(), course_id=course_id, called_on=TODAY, reached=False, reaction=True
    )
    record_follow_up_call(bench.reception, entry)
    (call,) = read_course_advice(bench.practitioner, course_id).calls
    assert (call.reached, call.aftercare_followed, call.reaction) == (False, None, None)


def test_a_call_about_no_course_is_refused(bench: Bench) -> None:
    entry = FollowUpCallEntry(entry_id=bench.mint(), course_id=404, called_on=TODAY, reached=False)
    with pytest.raises(NotFound):
        record_follow_up_call(bench.reception, entry)
