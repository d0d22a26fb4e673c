"""The forms that book, move and cancel a visit, opened with correct values.

Each is of a patient of its own in a week of its own: nothing held by the forms before stands in its way.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from pico_tracker.domain.diary import Place, Visit, VisitEntry, VisitKind
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit, list_patient_visits, read_visit
from pico_tracker.ui.diary.booking_form import BookingForm
from pico_tracker.ui.diary.cancel_form import CancelForm
from pico_tracker.ui.diary.move_form import MoveForm
from pico_tracker.ui.session_log.next_visit_ahead import Asked, look_ahead
from pico_tracker.ui.session_log.next_visit_field import ChosenVisit
from pico_tracker.ui.session_log.other_time import OtherTimeForm, OtherWish
from tests.builders import TODAY
from tests.faults.room import Opened, Room, small


def _own_day(room: Room) -> date:
    """A Tuesday on which nobody comes yet."""
    return date(2027, 1, 5) + timedelta(weeks=next(room.numbers))


def open_next_visit(room: Room) -> Opened:
    context, day = room.bench.practitioner, _own_day(room)
    patient_id = add_patient(context, room.bench.patient()).value
    course_id = open_course(context, room.bench.course(patient_id)).value
    log_session(context, room.bench.session(course_id, performed_on=TODAY - timedelta(days=3)))
    form = BookingForm(room.desk, room.parent_widget, patient_id=patient_id, course_id=course_id)

    def read() -> dict[str, Any]:
        (visit,) = list_patient_visits(context, patient_id)
        return {"note": visit.note, "desk_note": visit.desk_note, "starts_at": visit.starts_at.date()}

    return _filled(form, room, day, read)


def open_newcomer(room: Room) -> Opened:
    context, day = room.bench.practitioner, _own_day(room)
    form = BookingForm(room.desk, room.parent_widget)
    room.settle()
    form.choice.ask_newcomer()
    form.form.restore({"name": "Ida Berg", "phone": "+44 7700 900144"})
    booked: list[int] = []
    form.booked.connect(booked.append)

    def read() -> dict[str, Any]:
        visit = read_visit(context, booked[0]).visit
        return {"name": visit.patient_name, "phone": visit.phone, "desk_note": visit.desk_note}

    return _filled(form, room, day, read)


def open_moved_visit(room: Room) -> Opened:
    visit = _booked(room)
    form = MoveForm(room.desk, room.parent_widget, visit)

    def read() -> dict[str, Any]:
        place = read_visit(room.bench.practitioner, visit.id).visit.place
        return {"starts_at": place.starts_at.date(), "minutes": place.minutes}

    return _filled(form, room, _own_day(room), read)


def open_cancelled_visit(room: Room) -> Opened:
    visit = _booked(room)
    form = CancelForm(room.desk, room.parent_widget, visit)
    opened = small(form, room, lambda: {"reason": read_visit(room.bench.practitioner, visit.id).steps[-1].reason})
    form.form.restore({"reason": "Has a cold."})
    return opened


def open_other_time(room: Room) -> Opened:
    """Another time for the next visit, chosen before the safe day while a session is logged."""
    context, course_id = room.bench.practitioner, room.course()
    ahead = look_ahead(context, Asked(patient_id=room.patient_id, course_id=course_id, performed_on=TODAY))
    form = OtherTimeForm(room.desk, room.parent_widget, OtherWish(ahead.wish, ahead))
    chosen: list[ChosenVisit] = []
    form.chosen.connect(chosen.append)
    opened = small(form, room, lambda: {"reason": chosen[0].reason, "starts_at": _day(chosen[0])})
    form.form.restore({"starts_at": "15 Dec 2026", "time": "10:15", "reason": "She moves abroad."})
    return opened


def _day(chosen: ChosenVisit) -> date:
    return chosen.free.place.starts_at.date()


def _booked(room: Room) -> Visit:
    context = room.bench.practitioner
    entry = VisitEntry(
        entry_id=room.bench.mint(),
        patient_id=add_patient(context, room.bench.patient()).value,
        course_ids=(),
        kind=VisitKind.REVIEW,
        place=Place(starts_at=datetime.combine(_own_day(room), time(10, 15), context.zone), minutes=30),
    )
    return read_visit(context, book_visit(context, entry).value).visit


def _filled(form: BookingForm | MoveForm, room: Room, day: date, read: Any) -> Opened:
    opened = small(form, room, read)
    room.settle()
    form.form.restore({"starts_at": f"{day:%d %b %Y}", "time": "10:15"})
    return opened
