"""A course with areas on record, for tests of maps."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from pico_tracker.domain.treated_areas import AreaEntry, BodyView, Outline, TreatedArea, as_treated
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.treated_areas import add_area, list_areas
from pico_tracker.ui.body_map.maps import read_map
from tests.builders import Bench


def region(view: BodyView, key: str) -> Outline:
    """The outline of a region."""
    return next(one.outline for one in read_map(view).regions if one.key == key)


FOREARM = region(BodyView.FRONT, "right_forearm")
CHEEK = region(BodyView.FACE, "left_cheek")


def course_of(bench: Bench) -> int:
    """A course without areas."""
    patient_id = add_patient(bench.practitioner, bench.patient()).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def name_area(bench: Bench, course_id: int, **changes: Any) -> TreatedArea:
    """A right forearm of 38 cm², but for the changes."""
    entry = AreaEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        name="Right forearm",
        view=BodyView.FRONT,
        outline=FOREARM,
        area_cm2=Decimal(38),
    )
    area_id = add_area(bench.practitioner, replace(entry, **changes)).value
    return next(one for one in list_areas(bench.practitioner, course_id) if one.id == area_id)


def name_cheek(bench: Bench, course_id: int) -> TreatedArea:
    """A left cheek that was not measured."""
    return name_area(bench, course_id, name="Left cheek", view=BodyView.FACE, outline=CHEEK, area_cm2=None)


def treat(bench: Bench, course_id: int, days_ago: int, *areas: TreatedArea, **changes: Any) -> int:
    """A session that treated these as they are named, but for the changes."""
    day = bench.practitioner.today() - timedelta(days=days_ago)
    treated = tuple(replace(as_treated(one), **changes) for one in areas)
    return log_session(bench.practitioner, bench.session(course_id, performed_on=day, areas=treated)).value


def areas_of(bench: Bench, course_id: int) -> tuple[TreatedArea, ...]:
    """What is on record."""
    return list_areas(bench.practitioner, course_id)
