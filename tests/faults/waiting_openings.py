"""The forms that put somebody on the waiting list and record who is away, opened with correct values."""

from dataclasses import asdict
from typing import Any

from pico_tracker.domain.opening_hours import Whom
from pico_tracker.services.opening_hours import list_absences
from pico_tracker.services.waiting import list_waiting
from pico_tracker.ui.diary.absence_page import AbsencePage
from pico_tracker.ui.diary.waiting_form import WaitingForm
from tests.builders import TODAY
from tests.faults.room import Opened, Room, small


def open_waiting(room: Room) -> Opened:
    form = WaitingForm(room.desk, room.parent_widget, room.patient_id)

    def read() -> dict[str, Any]:
        entry = asdict(list_waiting(room.bench.practitioner)[-1].entry)
        return {name: entry[name] for name in ("minutes", "note", "from_on", "until_on")}

    return small(form, room, read)


def open_away(room: Room) -> Opened:
    page = AbsencePage(room.desk)
    page.setParent(room.parent_widget)
    saved: list[object] = []
    page.refresh()
    room.settle()
    fields = page.fields
    fields.form.fill({"whom": Whom(), "starts_at": TODAY, "ends_at": TODAY, "reason": "Holiday"})

    def on_file() -> dict[int, str]:
        return {one.id: one.entry.reason for one in list_absences(room.bench.practitioner, TODAY, TODAY)}

    before = set(on_file())

    def attempt() -> None:
        """Send it; once it is on file, its plan comes from the thread of long work."""
        fields.send()
        room.settle()
        if set(on_file()) - before:
            saved.append(True)
            room.qtbot.waitUntil(lambda: page.plan is not None)

    def read() -> dict[str, Any]:
        found = on_file()
        return {"reason": found[max(found)]}

    return Opened(page.fields, fields.form, attempt, read, saved)
