"""What of a visit goes into another calendar."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.calendar_out import (
    CalendarDetail,
    CalendarWish,
    VisitOut,
    calendar_visit,
    check_calendar,
    event_text,
    initials,
)
from pico_tracker.domain.diary import VisitKind, VisitState
from tests.faults.hostile import SHORT

VISIT = VisitOut(
    entry_id=UUID(int=7),
    version=1,
    changed_at=datetime(2026, 11, 1, 8, tzinfo=UTC),
    kind=VisitKind.SESSION,
    state=VisitState.BOOKED,
    starts_at=datetime(2026, 11, 23, 10, 15, tzinfo=UTC),
    ends_at=datetime(2026, 11, 23, 11, 0, tzinfo=UTC),
    given_names="Amara",
    family_name="Nwosu",
)
WISH = CalendarWish(None, date(2026, 11, 1), date(2026, 11, 30))


def problems(wish: CalendarWish) -> list[tuple[str, str]]:
    return [(finding.field, str(finding.sentence)) for finding in check_calendar(wish)]


@pytest.mark.parametrize(
    ("given_names", "family_name", "expected"),
    [
        ("Amara", "Nwosu", "A.N."),
        ("Amara Grace", "Nwosu-Okeke", "A.N."),
        ("Amara", "", "A."),
        ("", "Nwosu", "N."),
        ("siân", "o’neill", "S.O."),
        ("’t", "’s-Gravesande", "T.S."),
        ("Åsa", "Öst", "Å.Ö."),
        ("A\u030asa", "O\u0308st", "Å.Ö."),
        ("Ирина", "ёлкина", "И.Ё."),
        ("نور", "الدين", "ن.ا."),
        ("שרה", "לוי", "ש.ל."),
        ("किरण", "चौहान", "कि.चौ."),
        ("ნინო", "ბერიძე", "ნ.ბ."),
        ("小明", "王", "小.王."),
        ("민준", "김", "민.김."),
        ("ßa", "ŉa", "ß.ŉ."),
        ("👩 Ida", "(2) Berg", "I.B."),
        ("123", "🏳️", ""),
        ("", "", ""),
    ],
)
def test_initials_are_the_first_letters_in_any_script(given_names: str, family_name: str, expected: str) -> None:
    assert initials(given_names, family_name) == expected


@given(st.text(), st.text())
def test_initials_never_say_more_than_a_letter_of_each_name(given_names: str, family_name: str) -> None:
    said = initials(given_names, family_name)
    letters = [sign for sign in said if sign != "." and not unicodedata.category(sign).startswith("M")]
    assert len(letters) == said.count(".") <= 2
    assert len(said) <= 2 * (1 + 3 + 1)


@pytest.mark.parametrize("name", SHORT.values(), ids=SHORT)
@pytest.mark.parametrize("detail", CalendarDetail)
def test_whatever_the_name_the_text_is_one_line_and_ends_with_the_kind(name: str, detail: CalendarDetail) -> None:
    text = event_text(replace(VISIT, given_names=name, family_name=name), detail)
    assert len(text.splitlines()) == 1
    assert text.endswith("Session")
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text)


def test_initials_and_kind_are_what_is_told_unless_names_are_chosen() -> None:
    assert event_text(VISIT, CalendarDetail.MINIMAL) == "A.N., Session"
    assert event_text(VISIT, CalendarDetail.NAMES) == "Amara Nwosu, Session"
    assert WISH.detail is CalendarDetail.MINIMAL


def test_without_a_letter_in_the_name_the_kind_stands_alone() -> None:
    assert event_text(replace(VISIT, given_names="", family_name="7"), CalendarDetail.MINIMAL) == "Session"


def test_a_cancelled_visit_says_so_first() -> None:
    cancelled = replace(VISIT, state=VisitState.CANCELLED)
    assert event_text(cancelled, CalendarDetail.MINIMAL) == "Cancelled: A.N., Session"
    assert calendar_visit(cancelled, CalendarDetail.MINIMAL).is_cancelled


def test_the_text_is_in_the_readers_language() -> None:
    german = {"Session": "Sitzung", "Cancelled": "Abgesagt"}
    cancelled = replace(VISIT, state=VisitState.CANCELLED)
    text = event_text(cancelled, CalendarDetail.MINIMAL, lambda said: german.get(said, said))
    assert text == "Abgesagt: A.N., Sitzung"


@pytest.mark.parametrize("kind", VisitKind)
@pytest.mark.parametrize("state", [state for state in VisitState if state is not VisitState.CANCELLED])
def test_every_kind_and_state_but_cancelled_is_told_alike(kind: VisitKind, state: VisitState) -> None:
    told = calendar_visit(replace(VISIT, kind=kind, state=state), CalendarDetail.MINIMAL)
    assert told.text.casefold() == f"a.n., {kind.value}"
    assert not told.is_cancelled


def test_a_visit_keeps_its_identifier_and_counts_its_revisions() -> None:
    first, third = (calendar_visit(replace(VISIT, version=v), CalendarDetail.MINIMAL) for v in (1, 3))
    assert (first.uid, first.sequence) == (UUID(int=7), 0)
    assert (third.uid, third.sequence) == (UUID(int=7), 2)
    assert (first.starts_at, first.ends_at) == (VISIT.starts_at, VISIT.ends_at)
    assert first.changed_at == VISIT.changed_at


def test_one_day_and_two_years_are_a_calendar() -> None:
    assert problems(WISH) == []
    assert problems(replace(WISH, last=WISH.first)) == []
    assert problems(replace(WISH, first=date(2027, 2, 1), last=date(2029, 1, 31))) == []
    assert problems(replace(WISH, first=date(2026, 1, 1), last=date(2028, 1, 1))) == []


def test_the_last_day_does_not_lie_before_the_first() -> None:
    found = problems(replace(WISH, last=WISH.first - timedelta(days=1)))
    assert found == [("last", "The last day lies before the first. Exchange them or choose a later one.")]


def test_more_than_two_years_are_refused() -> None:
    found = problems(replace(WISH, last=date(2028, 11, 1)))
    assert found == [("last", "A calendar file holds 2 years at most. Choose an earlier last day.")]


@pytest.mark.parametrize("year", [1, 1969, 2201, 9999])
def test_a_year_of_another_age_is_a_slip_of_the_fingers(year: int) -> None:
    day = date(year, 6, 1)
    said = f"The year {year} is none that a calendar can show. Check the year."
    assert problems(replace(WISH, first=day, last=day)) == [("first", said), ("last", said)]
