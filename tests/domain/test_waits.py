"""Who is late and who waits, by hand arithmetic on the clock of one day."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState
from pico_tracker.domain.waits import (
    Late,
    Overrun,
    read_late,
    read_overrun,
    said_late,
    said_overrun,
    waiting_minutes,
)

LONDON = ZoneInfo("Europe/London")


def at(hour: int, minute: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


def visit(key: int, start: datetime, state: VisitState = VisitState.BOOKED, **place: int) -> Visit:
    held = {"minutes": 45, "practitioner_id": 1, "room_id": 1, **place}
    return Visit(
        id=key,
        version=1,
        patient_id=key,
        patient_name="",
        record_number="",
        kind=VisitKind.SESSION,
        state=state,
        place=Place(starts_at=start, **held),
    )


def arrived(moment: datetime, **place: int) -> Visit:
    return replace(visit(1, at(10, 15), VisitState.ARRIVED, **place), state_at=moment)


def test_a_late_arrival_has_the_time_left_until_the_next_one() -> None:
    late = read_late(arrived(at(10, 27)), [visit(2, at(11, 0))])
    assert late == Late(12, 33, 45)
    assert str(said_late(late)) == "Arrived 12 min late: 33 of 45 min left"
    assert not late.suffices


def test_a_late_arrival_with_nobody_behind_keeps_the_full_time() -> None:
    elsewhere = visit(2, at(11, 0), practitioner_id=2, room_id=2)
    cancelled = visit(3, at(11, 0), VisitState.CANCELLED)
    before = visit(4, at(9, 0))
    late = read_late(arrived(at(10, 27)), [arrived(at(10, 27)), elsewhere, cancelled, before])
    assert late == Late(12, 45, 45)
    assert str(said_late(late)) == "Arrived 12 min late: the full 45 min still fit"


def test_the_room_is_cleaned_before_the_next_one_comes() -> None:
    late = read_late(arrived(at(10, 27), clean_up_minutes=10), [visit(2, at(11, 10))])
    assert late == Late(12, 33, 45)


def test_the_next_one_needs_the_practitioner_only_after_numbing() -> None:
    after = visit(2, at(10, 50), room_id=2, numbing_minutes=20)
    assert read_late(arrived(at(10, 27)), [after]) == Late(12, 43, 45)


def test_the_same_laser_is_waited_for_in_another_room_by_another_person() -> None:
    late = read_late(
        arrived(at(10, 27), device_id=5), [visit(2, at(11, 0), practitioner_id=2, room_id=2, device_id=5)]
    )
    assert late == Late(12, 33, 45)


def test_somebody_hours_late_has_no_time_left() -> None:
    assert read_late(arrived(at(12, 15)), [visit(2, at(11, 0))]) == Late(120, 0, 45)


def test_whoever_is_early_or_on_time_or_not_here_is_not_late() -> None:
    assert read_late(arrived(at(10, 15)), []) is None
    assert read_late(arrived(at(10, 0)), []) is None
    assert read_late(visit(1, at(10, 15)), []) is None
    assert read_late(visit(1, at(10, 15), VisitState.ARRIVED), []) is None


def test_a_long_session_keeps_waiting_whoever_is_here_already() -> None:
    waiting = visit(2, at(11, 45), VisitState.ARRIVED)
    over = read_overrun(visit(1, at(10, 15), VisitState.IN_ROOM), [waiting, visit(3, at(13, 0))], at(11, 11))
    assert over == Overrun(11, at(11, 45), waits=True)
    assert str(said_overrun(over)) == "Over by 11 min: next at 11:45 waits"


def test_a_long_session_tells_when_the_next_one_comes() -> None:
    over = read_overrun(visit(1, at(10, 15), VisitState.IN_ROOM), [visit(2, at(11, 45))], at(11, 11))
    assert over == Overrun(11, at(11, 45))
    assert str(said_overrun(over)) == "Over by 11 min: next at 11:45"
    past = read_overrun(visit(1, at(10, 15), VisitState.IN_ROOM), [visit(2, at(11, 5))], at(11, 11))
    assert past is not None
    assert past.waits


def test_a_long_session_with_nobody_behind_says_so() -> None:
    done = visit(2, at(11, 5), VisitState.DONE)
    over = read_overrun(visit(1, at(10, 15), VisitState.IN_ROOM), [done], at(11, 11))
    assert over == Overrun(11)
    assert str(said_overrun(over)) == "Over by 11 min: nobody is next"


def test_within_its_time_nothing_is_over() -> None:
    assert read_overrun(visit(1, at(10, 15), VisitState.IN_ROOM), [], at(11, 0)) is None
    assert read_overrun(visit(1, at(10, 15)), [], at(12, 0)) is None


def test_waiting_is_counted_from_arrival() -> None:
    assert waiting_minutes(arrived(at(10, 5)), at(10, 40)) == 35
    assert waiting_minutes(arrived(at(10, 5)), at(10, 0)) == 0
    assert waiting_minutes(visit(1, at(10, 15)), at(10, 40)) == 0
    assert waiting_minutes(visit(1, at(10, 15), VisitState.ARRIVED), at(10, 40)) == 0


def test_the_night_the_clocks_go_back_counts_real_minutes() -> None:
    start = datetime(2026, 10, 25, 0, 45, tzinfo=LONDON)
    came = datetime(2026, 10, 25, 1, 15, tzinfo=LONDON, fold=1)
    late = read_late(replace(visit(1, start, VisitState.ARRIVED), state_at=came), [])
    assert late == Late(90, 45, 45)
