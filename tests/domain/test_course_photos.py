"""Which photos of a course go on paper, and when none does."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pico_tracker.domain.consents import Consent, ConsentKind, ConsentState, SignedBy, Withdrawal
from pico_tracker.domain.course_photos import ChosenPhoto, Withheld, choose_photos, why_withheld
from pico_tracker.domain.photos import Photo
from tests.reports.samples import make_session, session_day

DAY = date(2026, 11, 22)
SESSIONS = tuple(make_session(number, 3) for number in (1, 2, 3))
"""Of 28 June, 16 August and 4 October 2026, with the keys 101 to 103."""


def photo(number: int, taken_on: date | None = None, **changes: Any) -> Photo:
    taken = Photo(
        id=number,
        version=1,
        patient_id=1,
        course_id=1,
        session_id=None,
        reaction_id=None,
        side_effect_id=None,
        taken_on=taken_on,
        width=400,
        height=300,
        thumbnail=b"",
        note="",
    )
    return replace(taken, **changes)


def chosen(*photos: Photo) -> list[tuple[int, date | None, int | None]]:
    return [(one.photo.id, one.taken_on, one.sessions_before) for one in choose_photos(photos, SESSIONS)]


def test_the_first_and_the_latest_photo_are_chosen_with_the_sessions_before_them() -> None:
    days = [session_day(2), session_day(1), DAY, session_day(3)]
    assert chosen(*(photo(number, on) for number, on in enumerate(days))) == [
        (1, session_day(1), 0),
        (2, DAY, 3),
    ]


def test_a_photo_of_a_session_is_of_its_day_before_the_treatment() -> None:
    assert chosen(photo(1, session_id=101), photo(2, session_id=103)) == [
        (1, session_day(1), 0),
        (2, session_day(3), 2),
    ]


def test_photos_of_one_day_are_no_before_and_now() -> None:
    assert chosen(photo(1, DAY), photo(2, DAY)) == [(1, DAY, 3)]


def test_of_several_photos_of_the_last_day_the_one_with_the_same_view_is_taken() -> None:
    first = photo(1, session_day(1), note="Front")
    side, front = photo(2, DAY, note="Side"), photo(3, DAY, note="front", width=300)
    assert [one[0] for one in chosen(first, side, front)] == [1, 3]


def test_without_words_the_one_of_the_same_shape_is_taken() -> None:
    tall, wide = photo(2, DAY, width=300, height=400), photo(3, DAY, width=404)
    assert [one[0] for one in chosen(photo(1, session_day(1)), tall, wide)] == [1, 3]


def test_what_shows_a_reaction_a_test_patch_or_a_void_session_is_left_out() -> None:
    others = (photo(1, DAY, reaction_id=1), photo(2, DAY, test_patch_id=1), photo(3, DAY, session_id=999))
    assert chosen(*others) == []
    assert chosen(*others, photo(4, DAY)) == [(4, DAY, 3)]


def test_a_photo_of_an_unknown_day_is_shown_only_where_no_day_is_known() -> None:
    assert choose_photos((photo(1), photo(2)), SESSIONS) == (ChosenPhoto(photo(1), None, None),)
    assert chosen(photo(1), photo(2, DAY)) == [(2, DAY, 3)]


def consent(given: bool = True, on: date = DAY - timedelta(days=100), **changes: Any) -> Consent:
    decision = Consent(
        id=1,
        course_id=1,
        kind=ConsentKind.PHOTOS_CLINICAL,
        given=given,
        on=on,
        expires_on=None,
        rule_key="tattoo",
        rule_version=1,
        signed_by=SignedBy.PATIENT,
        signed_name=uuid.UUID(int=1).hex,
        witness="Reception",
    )
    return replace(decision, **changes)


def test_photos_are_printed_where_photos_for_the_record_are_agreed_to() -> None:
    assert why_withheld((consent(),), DAY) is None
    assert why_withheld((consent(expires_on=DAY),), DAY) is None


def test_where_nobody_was_asked_no_photo_is_printed() -> None:
    assert why_withheld((), DAY) == Withheld(None)
    teaching = consent(kind=ConsentKind.PHOTOS_TEACHING)
    assert why_withheld((teaching, consent(kind=ConsentKind.TREATMENT)), DAY) == Withheld(None)
    assert why_withheld((consent(on=DAY + timedelta(days=1)),), DAY) == Withheld(None)


@pytest.mark.parametrize(
    ("decision", "withheld"),
    [
        (consent(given=False), Withheld(ConsentState.REFUSED, DAY - timedelta(days=100))),
        (
            consent(withdrawal=Withdrawal(DAY, "Changed her mind.", "Reception")),
            Withheld(ConsentState.WITHDRAWN, DAY),
        ),
        (
            consent(expires_on=DAY - timedelta(days=1)),
            Withheld(ConsentState.EXPIRED, DAY - timedelta(days=1)),
        ),
    ],
    ids=["refused", "withdrawn", "expired"],
)
def test_why_no_photo_is_printed_comes_with_its_day(decision: Consent, withheld: Withheld) -> None:
    assert why_withheld((decision,), DAY) == withheld


def test_the_last_decision_counts() -> None:
    later = consent(on=DAY)
    assert why_withheld((later, consent(given=False)), DAY) is None
    assert why_withheld((consent(), replace(later, given=False)), DAY) == Withheld(ConsentState.REFUSED, DAY)
