"""The forms about a signed session, opened for the hostile."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from pico_tracker.domain.endings import Ending
from pico_tracker.domain.responses import Anaesthesia
from pico_tracker.services.reports import gather_session_record
from pico_tracker.ui.patients.void_form import VoidForm
from pico_tracker.ui.session_log.amend_page import AmendPage
from tests.builders import TODAY
from tests.faults.room import Opened, Room, small


def _session_id(room: Room) -> int:
    return room.progress(room.course()).sessions[-1].id


def open_amended_session(room: Room) -> Opened:
    """A signed session of three days ago, with its pain typed anew."""
    session_id = _session_id(room)
    page = AmendPage(room.desk)
    page.open_session(session_id)
    room.settle()
    form = page.amending
    assert form is not None
    saved: list[object] = []
    page.saved.connect(lambda _patient, course: saved.append(course))
    form.fill({"pain": 6, "reason": "Read off the sheet.", "anaesthesia": Anaesthesia.OTHER})
    early = {"ending": Ending.STOPPED_EARLY, "ending_reason": "Sore.", "return_on": TODAY + timedelta(days=30)}
    form.fill(early)

    def read() -> dict[str, Any]:
        session = gather_session_record(room.bench.practitioner, session_id).session
        first = session.entry.passes[0]
        reason = session.earlier[-1].reason if session.earlier else ""
        return asdict(session.entry) | asdict(first) | {"reason": reason, "spot_width_mm": first.spot.width_mm}

    return Opened(page, form, page.save, read, saved)


def open_void_session(room: Room) -> Opened:
    """A signed session that is another patient's."""
    session = gather_session_record(room.bench.practitioner, _session_id(room)).session
    form = VoidForm(room.desk, session, room.parent_widget)

    def read() -> dict[str, Any]:
        return {"reason": gather_session_record(room.bench.practitioner, session.id).session.earlier[-1].reason}

    opened = small(form, room, read)
    form.form.fill({"reason": "Another patient's."})
    return opened
