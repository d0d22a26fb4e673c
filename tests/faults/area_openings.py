"""The form of a named area, opened with correct values."""

from typing import Any

from pico_tracker.domain.treated_areas import BodyView
from pico_tracker.services.treated_areas import list_areas
from pico_tracker.ui.body_map.area_dialog import AreaDialog
from pico_tracker.ui.body_map.outline_field import Drawn
from tests.faults.room import Opened, Room, small

_SPOT = ((150, 420), (190, 420), (190, 460))


def open_area(room: Room) -> Opened:
    course_id = room.course()
    form = AreaDialog(room.desk, course_id, None, room.parent_widget)

    def read() -> dict[str, Any]:
        entry = list_areas(room.bench.practitioner, course_id)[-1].entry
        return {"name": entry.name, "area_cm2": entry.area_cm2, "outline": Drawn(entry.view, entry.outline)}

    opened = small(form, room, read)
    form.form.fill({"outline": Drawn(BodyView.FRONT, _SPOT), "name": "Right forearm"})
    return opened
