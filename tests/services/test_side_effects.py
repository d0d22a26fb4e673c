"""Side effects: from onset until healed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pico_tracker.domain.errors import EditConflict, NotFound, Refused
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import heal_side_effect, report_side_effect
from tests.builders import TODAY, Bench


@pytest.fixture
def treated(bench: Bench) -> tuple[int, int]:
    """A course and its session of today."""
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    return course_id, log_session(bench.practitioner, bench.session(course_id)).value


@pytest.fixture
def blister(bench: Bench, treated: tuple[int, int]) -> int:
    """An open blister since today, three days later."""
    key = report_side_effect(bench.practitioner, bench.side_effect(*treated)).value
    bench.clock.pass_days(3)
    return key


def test_a_side_effect_heals_between_its_first_day_and_today(bench: Bench, blister: int) -> None:
    for days, field in ((-1, "healed_on"), (4, "healed_on")):
        with pytest.raises(Refused) as refused:
            heal_side_effect(bench.practitioner, blister, 1, TODAY + timedelta(days=days))
        assert refused.value.findings[0].field == field
    heal_side_effect(bench.practitioner, blister, 1, TODAY)
    (effect,) = read_patient_page(bench.practitioner, 1).courses[0].side_effects
    assert (effect.is_open, effect.days(bench.practitioner.today()), effect.version) == (False, 0, 2)


def test_who_heals_it_second_gets_a_conflict(bench: Bench, blister: int) -> None:
    heal_side_effect(bench.practitioner, blister, 1, TODAY + timedelta(days=2))
    with pytest.raises(EditConflict) as conflict:
        heal_side_effect(bench.administrator, blister, 1, TODAY + timedelta(days=3))
    assert conflict.value.differences == {"healed_on": ("2026-11-24", "2026-11-25")}


def test_one_that_is_not_on_record_cannot_heal(bench: Bench) -> None:
    with pytest.raises(NotFound):
        heal_side_effect(bench.practitioner, 404, 1, TODAY)


def test_it_cannot_begin_before_its_session_nor_tomorrow(bench: Bench, treated: tuple[int, int]) -> None:
    for days in (-1, 1):
        entry = bench.side_effect(*treated, onset_on=TODAY + timedelta(days=days))
        with pytest.raises(Refused) as refused:
            report_side_effect(bench.practitioner, entry)
        assert refused.value.findings[0].field == "onset_on"


def test_without_a_session_it_may_begin_on_any_past_day(bench: Bench, treated: tuple[int, int]) -> None:
    entry = bench.side_effect(treated[0], None, onset_on=TODAY - timedelta(days=9), grade=2, note="Seen by phone.")
    report_side_effect(bench.practitioner, entry)
    assert read_patient_page(bench.practitioner, 1).courses[0].side_effects[0].entry == entry


def test_a_session_of_another_course_is_refused(bench: Bench, treated: tuple[int, int]) -> None:
    other = open_course(bench.practitioner, bench.course(1, area="ankle")).value
    with pytest.raises(NotFound, match="another course"):
        report_side_effect(bench.practitioner, bench.side_effect(other, treated[1]))


@pytest.mark.parametrize("changes", [{"course_id": 404}, {"session_id": 404}, {"kind_id": 404}])
def test_what_it_belongs_to_must_be_on_record(
    bench: Bench, treated: tuple[int, int], changes: dict[str, Any]
) -> None:
    with pytest.raises(NotFound):
        report_side_effect(bench.practitioner, replace(bench.side_effect(treated[0], None), **changes))


@pytest.mark.parametrize("grade", [0, 6, -1])
def test_a_grade_is_one_to_five(bench: Bench, treated: tuple[int, int], grade: int) -> None:
    with pytest.raises(Refused):
        report_side_effect(bench.practitioner, bench.side_effect(*treated, grade=grade))
