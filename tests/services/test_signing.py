"""Signing at the chair: the session, what was seen and the next visit are on record together, or not at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.signing import Signing, sign_session
from pico_tracker.services.visits import book_visit, list_patient_visits
from tests.builders import TODAY, Bench


@pytest.fixture
def course_id(bench: Bench) -> int:
    patient_id = add_patient(bench.reception, bench.patient()).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def _progress(bench: Bench) -> CourseProgress:
    return read_patient_page(bench.practitioner, 1).courses[0]


def _visit(bench: Bench, course_id: int, days: int) -> VisitEntry:
    place = Place(starts_at=bench.clock.moment + timedelta(days=days), minutes=30)
    return VisitEntry(
        entry_id=bench.mint(), patient_id=1, course_ids=(course_id,), kind=VisitKind.SESSION, place=place
    )


def _signing(bench: Bench, course_id: int, days: int = 60) -> Signing:
    seen = bench.side_effect(course_id, None, kind_id=bench.kind_id("erythema"))
    return Signing(session=bench.session(course_id), effects=(seen,), next_visit=_visit(bench, course_id, days))


def test_all_of_it_is_on_record_and_a_second_call_adds_nothing(bench: Bench, course_id: int) -> None:
    signing = _signing(bench, course_id)
    session_id = sign_session(bench.practitioner, signing).value
    assert sign_session(bench.practitioner, signing).value == session_id
    progress = _progress(bench)
    assert [one.id for one in progress.sessions] == [session_id]
    assert [(one.kind.key, one.entry.session_id) for one in progress.side_effects] == [("erythema", session_id)]
    (visit,) = list_patient_visits(bench.reception, 1)
    assert visit.starts_at == bench.clock.moment + timedelta(days=60)


@pytest.mark.parametrize("field", ["side_effects", "next_visit"])
def test_what_is_refused_refuses_all_of_it_at_the_field_of_the_page(
    bench: Bench, course_id: int, field: str
) -> None:
    signing = _signing(bench, course_id)
    if field == "side_effects":
        late = replace(signing.effects[0], onset_on=TODAY + timedelta(days=1))
        signing = replace(signing, effects=(late,))
    else:
        signing = replace(signing, next_visit=_visit(bench, course_id, 7))
    with pytest.raises(Refused) as refused:
        sign_session(bench.practitioner, signing)
    assert {one.field for one in refused.value.findings} == {field}
    assert (_progress(bench).sessions, _progress(bench).side_effects) == ((), ())
    assert list_patient_visits(bench.reception, 1) == ()


def test_the_next_visit_is_held_to_the_session_that_is_being_signed(bench: Bench, course_id: int) -> None:
    early = _visit(bench, course_id, 7)
    book_visit(bench.practitioner, replace(early, entry_id=bench.mint()))
    signing = Signing(session=bench.session(course_id), next_visit=_visit(bench, course_id, 8))
    with pytest.raises(Refused, match="safe to book from"):
        sign_session(bench.practitioner, signing)


def test_a_kind_of_side_effect_that_is_gone_refuses_all_of_it(bench: Bench, course_id: int) -> None:
    signing = _signing(bench, course_id)
    gone = replace(signing.effects[0], kind_id=404)
    with pytest.raises(NotFound):
        sign_session(bench.practitioner, replace(signing, effects=(gone,)))
    assert _progress(bench).sessions == ()
