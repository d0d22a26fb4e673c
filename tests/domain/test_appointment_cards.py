"""What a card says of a visit, and what it never says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pico_tracker.domain.appointment_cards import CARD_KIND_NAMES, for_anybodys_eyes, minutes_here
from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState

AT_TEN = datetime(2027, 1, 5, 10, tzinfo=UTC)
VISIT = Visit(
    id=1,
    version=1,
    patient_id=1,
    patient_name="A",
    record_number="P-10001",
    kind=VisitKind.SESSION,
    state=VisitState.BOOKED,
    place=Place(starts_at=AT_TEN, minutes=45, numbing_minutes=30, clean_up_minutes=15),
    course_titles=("Tattoo removal, right forearm",),
    device_name="PicoWay",
    room_name="Room 1",
    note="Faints.",
    desk_note="Owes a fee.",
)


def test_the_time_with_us_is_numbing_and_treatment_and_not_the_cleaning_of_the_room() -> None:
    assert minutes_here(VISIT) == 75


def test_every_kind_has_a_word_and_none_tells_what_is_treated() -> None:
    assert set(CARD_KIND_NAMES) == set(VisitKind)
    assert CARD_KIND_NAMES[VisitKind.TEST_PATCH] == CARD_KIND_NAMES[VisitKind.MAINTENANCE] == "Session"


def test_visits_for_anybodys_eyes_have_no_course_no_laser_and_no_note_and_stand_in_order() -> None:
    later = replace(VISIT, id=2, place=replace(VISIT.place, starts_at=AT_TEN + timedelta(days=1)))
    first, second = for_anybodys_eyes((later, VISIT))
    assert (first.id, second.id) == (1, 2)
    assert (first.course_titles, first.device_name, first.note, first.desk_note) == ((), "", "", "")
    assert first.room_name == "Room 1"
