"""A day on paper: visits, absences and free time in order, and what is counted at the end."""

from dataclasses import replace
from datetime import timedelta

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.day_book import Closed, Column
from pico_tracker.domain.day_sheets import (
    DayGap,
    DayLine,
    DayPart,
    DaySheet,
    DayTotal,
    DayVisit,
    OpenTime,
    lay_out,
    states_of,
    total_of,
)
from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState
from pico_tracker.domain.opening_hours import span_of_day
from tests.domain.desk_facts import ASH, MONDAY, ZONE, at

HOURS = OpenTime(at("09:00"), at("18:00"), whole_day=span_of_day(MONDAY, ZONE))
ASH_S = Column(day=MONDAY, key=ASH, name="Ash", closed=(Closed(at("00:00"), at("09:00")),))


def visit(text: str, minutes: int, state: VisitState = VisitState.BOOKED, numbing: int = 0) -> DayVisit:
    place = Place(starts_at=at(text), minutes=minutes, numbing_minutes=numbing)
    return DayVisit(
        visit=Visit(
            id=int(text.replace(":", "")),
            version=1,
            patient_id=1,
            patient_name="A",
            record_number="P-10001",
            kind=VisitKind.SESSION,
            state=state,
            place=place,
        )
    )


def told(lines: tuple[DayLine, ...]) -> list[str]:
    """Each line as in "09:00 visit", "10:00-11:00 free", "12:00-13:00 Training"."""
    return [
        f"{line.starts_at:%H:%M}-{line.ends_at:%H:%M} {line.reason or 'free'}"
        if isinstance(line, DayGap)
        else f"{line.visit.starts_at:%H:%M} visit"
        for line in lines
    ]


def test_free_time_lies_between_visits_and_absences_while_the_clinic_is_open() -> None:
    column = replace(ASH_S, closed=(*ASH_S.closed, Closed(at("12:00"), at("13:00"), "Training")))
    lines = lay_out(column, (visit("09:30", 30), visit("10:00", 120), visit("15:00", 178)), HOURS)
    assert told(lines) == [
        "09:00-09:30 free",
        "09:30 visit",
        "10:00 visit",
        "12:00-13:00 Training",
        "13:00-15:00 free",
        "15:00 visit",
    ]


def test_while_a_patient_is_numbed_and_where_nobody_came_the_practitioner_is_free() -> None:
    numbed = visit("09:00", 60, numbing=30)
    missed = visit("11:00", 60, VisitState.NO_SHOW)
    assert told(lay_out(ASH_S, (numbed, missed), HOURS)) == [
        "09:00-09:30 free",
        "09:00 visit",
        "10:30-18:00 free",
        "11:00 visit",
    ]


def test_an_absence_is_shown_as_far_as_the_clinic_could_be_open_and_says_when_it_takes_the_day() -> None:
    start, end = (moment.astimezone(ZONE) for moment in span_of_day(MONDAY, ZONE))
    (holiday,) = lay_out(replace(ASH_S, closed=(Closed(start, end, "Holiday"),)), (), HOURS)
    assert holiday == DayGap(at("09:00"), at("18:00"), "Holiday", is_whole_day=True)
    night = Closed(at("19:00"), at("20:00"), "Stocktaking")
    assert told(lay_out(replace(ASH_S, closed=(night,)), (), HOURS)) == ["09:00-18:00 free"]
    morning = Closed(start, at("10:00"), "Late")
    assert told(lay_out(replace(ASH_S, closed=(morning,)), (), HOURS)) == ["09:00-10:00 Late", "10:00-18:00 free"]


def test_visits_without_a_practitioner_have_no_free_time_between_them() -> None:
    assert told(lay_out(replace(ASH_S, key=None), (visit("09:30", 30),), HOURS)) == ["09:30 visit"]


def test_free_time_is_told_in_real_minutes_on_the_night_a_clock_is_put_back() -> None:
    sunday = MONDAY - timedelta(days=29)
    opens = OpenTime(at("00:30", sunday), at("03:30", sunday), whole_day=span_of_day(sunday, ZONE))
    (gap,) = lay_out(replace(ASH_S, day=sunday, closed=()), (), opens)
    assert isinstance(gap, DayGap)
    assert gap.ends_at.timestamp() - gap.starts_at.timestamp() == 4 * 3600


def test_the_total_counts_visits_and_those_that_nobody_confirmed_or_that_were_missed() -> None:
    lines = (
        visit("09:00", 30),
        visit("10:00", 30, VisitState.CONFIRMED),
        visit("11:00", 30, VisitState.NO_SHOW),
        visit("12:00", 30),
    )
    part = DayPart(name="Ash", lines=(*lines, DayGap(at("13:00"), at("14:00"))))
    sheet = DaySheet(clinic=Clinic(name="C"), day=MONDAY, parts=(part,), printed_at=at("08:00"), printed_by="R")
    assert total_of(sheet.visits) == DayTotal(visits=4, unconfirmed=2, missed=1)
    assert states_of(sheet.visits) == (("B", "Booked"), ("C", "Confirmed"), ("N", "No-show"))
