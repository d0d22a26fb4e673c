"""Named areas of a course on record, with what each session outlined."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from pico_tracker.db.models import SessionRow, SessionVersionRow
from pico_tracker.domain.amendments import AmendmentKind
from pico_tracker.domain.errors import EditConflict, NotFound, Refused
from pico_tracker.domain.treated_areas import AreaEntry, BodyView, TreatedArea, as_treated, treated_last
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.treated_areas import add_area, edit_area, list_areas, reinstate_area, retire_area
from tests.builders import Bench

FOREARM = ((300, 380), (360, 380), (350, 480), (310, 480))
SMALLER = ((310, 390), (350, 390), (345, 470))


@pytest.fixture
def course_id(bench: Bench) -> int:
    patient_id = add_patient(bench.reception, bench.patient()).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def entry(bench: Bench, course_id: int, **changes: Any) -> AreaEntry:
    made = AreaEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        name="Right forearm",
        view=BodyView.FRONT,
        outline=FOREARM,
        area_cm2=Decimal(38),
    )
    return replace(made, **changes)


def area_of(bench: Bench, course_id: int, area_id: int) -> TreatedArea:
    return next(one for one in list_areas(bench.practitioner, course_id) if one.id == area_id)


def make_void(bench: Bench, session_id: int) -> None:
    """As an amendment does: the version as it stood is kept first."""
    with bench.database.change(bench.practitioner.actor()) as work:
        row = work.get(SessionRow, session_id)
        work.add(
            SessionVersionRow(
                session_id=session_id,
                version=row.version,
                kind=AmendmentKind.VOID.value,
                content="{}",
                reason="Wrong patient.",
                amended_by_id=bench.practitioner.operator.id,
                amended_at=work.at,
            )
        )
        row.is_void = True
        row.version += 1


def test_an_area_is_named_once_however_often_it_is_saved(bench: Bench, course_id: int) -> None:
    typed = entry(bench, course_id, name="  Right   forearm ")
    first = add_area(bench.practitioner, typed)
    assert add_area(bench.practitioner, typed).value == first.value
    (kept,) = list_areas(bench.practitioner, course_id)
    assert kept == TreatedArea(id=first.value, version=1, entry=replace(typed, name="Right forearm"))


def test_two_areas_in_use_never_have_one_name(bench: Bench, course_id: int) -> None:
    first = add_area(bench.practitioner, entry(bench, course_id)).value
    with pytest.raises(Refused, match="already"):
        add_area(bench.practitioner, entry(bench, course_id, name="right FOREARM"))
    retire_area(bench.practitioner, first, 1)
    second = add_area(bench.practitioner, entry(bench, course_id)).value
    with pytest.raises(Refused, match="already"):
        reinstate_area(bench.practitioner, first, 2)
    edit_area(bench.practitioner, second, 1, entry(bench, course_id, name="Right forearm, inner side"))
    reinstate_area(bench.practitioner, first, 2)
    assert [one.retired for one in list_areas(bench.practitioner, course_id)] == [False, False]


def test_an_area_of_another_course_keeps_its_name_to_itself(bench: Bench, course_id: int) -> None:
    patient_id = add_patient(bench.reception, bench.patient(given_names="Ada")).value
    other = open_course(bench.practitioner, bench.course(patient_id)).value
    add_area(bench.practitioner, entry(bench, course_id))
    area_id = add_area(bench.practitioner, entry(bench, other)).value
    assert [one.id for one in list_areas(bench.practitioner, other)] == [area_id]
    with pytest.raises(NotFound):
        edit_area(bench.practitioner, area_id, 1, entry(bench, course_id))


def test_an_area_without_outline_is_refused_and_nothing_is_kept(bench: Bench, course_id: int) -> None:
    with pytest.raises(Refused, match="Outline the area on the map"):
        add_area(bench.practitioner, entry(bench, course_id, outline=()))
    with pytest.raises(NotFound):
        add_area(bench.practitioner, entry(bench, 9_999))
    assert list_areas(bench.practitioner, course_id) == ()


def test_who_comes_second_sees_what_differs(bench: Bench, course_id: int) -> None:
    area_id = add_area(bench.practitioner, entry(bench, course_id)).value
    edit_area(bench.practitioner, area_id, 1, entry(bench, course_id, area_cm2=Decimal(40)))
    with pytest.raises(EditConflict) as conflict:
        edit_area(bench.practitioner, area_id, 1, entry(bench, course_id, name="Forearm", area_cm2=Decimal(40)))
    assert conflict.value.differences == {"name": ("Right forearm", "Forearm")}
    with pytest.raises(EditConflict):
        retire_area(bench.practitioner, area_id, 1)
    assert area_of(bench, course_id, area_id).entry.area_cm2 == Decimal(40)


def test_each_session_lays_its_own_outline_over_the_area(bench: Bench, course_id: int) -> None:
    area_id = add_area(bench.practitioner, entry(bench, course_id)).value
    treated = as_treated(area_of(bench, course_id, area_id))
    earlier = bench.practitioner.today() - timedelta(days=60)
    log_session(bench.practitioner, bench.session(course_id, performed_on=earlier, areas=(treated,)))
    now = replace(treated, outline=SMALLER, area_cm2=Decimal("31.5"))
    second = log_session(bench.practitioner, bench.session(course_id, areas=(now,))).value
    edit_area(bench.practitioner, area_id, 1, entry(bench, course_id, name="Right forearm, sleeve"))
    area = area_of(bench, course_id, area_id)
    assert [(one.on, one.outline, one.area_cm2) for one in area.layers] == [
        (earlier, FOREARM, Decimal(38)),
        (bench.practitioner.today(), SMALLER, Decimal("31.5")),
    ]
    assert area.layers[-1].session_id == second
    assert treated_last((area,)) == (replace(now, name="Right forearm, sleeve"),)


def test_an_area_treated_once_is_moved_to_no_other_map(bench: Bench, course_id: int) -> None:
    area_id = add_area(bench.practitioner, entry(bench, course_id)).value
    edit_area(bench.practitioner, area_id, 1, entry(bench, course_id, view=BodyView.BACK))
    treated = as_treated(area_of(bench, course_id, area_id))
    log_session(bench.practitioner, bench.session(course_id, areas=(treated,)))
    with pytest.raises(Refused, match="another map"):
        edit_area(bench.practitioner, area_id, 2, entry(bench, course_id, view=BodyView.FRONT))
    assert area_of(bench, course_id, area_id).version == 2


def test_a_void_session_leaves_no_layer(bench: Bench, course_id: int) -> None:
    area_id = add_area(bench.practitioner, entry(bench, course_id)).value
    treated = as_treated(area_of(bench, course_id, area_id))
    session_id = log_session(bench.practitioner, bench.session(course_id, areas=(treated,))).value
    assert len(area_of(bench, course_id, area_id).layers) == 1
    make_void(bench, session_id)
    assert area_of(bench, course_id, area_id).layers == ()
