"""What a contact needs before it is recorded, and how long its line rests."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from pico_tracker.domain.contacts import (
    CLOSING,
    MEANS_NAMES,
    OUTCOME_NAMES,
    Contact,
    ContactAbout,
    ContactEntry,
    ContactMeans,
    ContactOutcome,
    Reach,
    check_contact,
    check_means,
    is_try,
    rests_until,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()
REACH = Reach(patient_id=1, phone="+44 7700 900142", consent_texts=True, consent_email=True)


def a_contact(**changes: Any) -> ContactEntry:
    entry = ContactEntry(
        entry_id=UUID(int=1),
        patient_id=1,
        course_id=1,
        about=ContactAbout.SESSION,
        means=ContactMeans.PHONE,
        outcome=ContactOutcome.NO_ANSWER,
    )
    return replace(entry, **changes)


def fields_of(entry: ContactEntry, reach: Reach = REACH) -> list[str]:
    return [finding.field for finding in check_contact(entry, reach, NOW)]


def test_a_call_without_an_answer_needs_nothing_more() -> None:
    assert fields_of(a_contact()) == []


@pytest.mark.parametrize("means", [ContactMeans.TEXT, ContactMeans.EMAIL])
def test_a_text_and_an_email_go_to_those_who_agreed_only(means: ContactMeans) -> None:
    nobody = Reach(patient_id=1)
    entry = a_contact(means=means, outcome=ContactOutcome.PREPARED)
    assert fields_of(entry, nobody) == ["means"]
    assert fields_of(entry) == []


@pytest.mark.parametrize("means", [ContactMeans.PHONE, ContactMeans.LETTER, ContactMeans.IN_PERSON])
def test_a_call_and_a_letter_need_no_agreement(means: ContactMeans) -> None:
    assert fields_of(a_contact(means=means), Reach(patient_id=1)) == []


def test_what_a_patient_says_by_text_is_written_down_whatever_was_agreed() -> None:
    entry = a_contact(means=ContactMeans.TEXT, outcome=ContactOutcome.CALLED_IN)
    assert fields_of(entry, Reach(patient_id=1)) == []


def test_who_wants_no_contact_is_called_about_a_reaction_only() -> None:
    silent = replace(REACH, no_contact=True)
    assert fields_of(a_contact(), silent) == ["means"]
    assert fields_of(a_contact(about=ContactAbout.REACTION), silent) == []
    assert check_means(ContactMeans.PHONE, ContactAbout.REACTION, silent) == ()


def test_a_call_back_needs_a_time_ahead() -> None:
    entry = a_contact(outcome=ContactOutcome.CALL_BACK)
    assert fields_of(entry) == ["call_back_at"]
    assert fields_of(replace(entry, call_back_at=NOW)) == ["call_back_at"]
    assert fields_of(replace(entry, call_back_at=NOW + timedelta(minutes=1))) == []
    assert fields_of(replace(entry, call_back_at=NOW + timedelta(days=367))) == ["call_back_at"]


def test_a_snooze_needs_a_later_day() -> None:
    entry = a_contact(outcome=ContactOutcome.SNOOZED)
    assert fields_of(entry) == ["hidden_until"]
    assert fields_of(replace(entry, hidden_until=TODAY)) == ["hidden_until"]
    assert fields_of(replace(entry, hidden_until=TODAY + timedelta(days=1))) == []
    assert fields_of(replace(entry, hidden_until=TODAY + timedelta(days=366))) == []
    assert fields_of(replace(entry, hidden_until=TODAY + timedelta(days=367))) == ["hidden_until"]


def test_a_line_can_be_left_in_sight_but_not_hidden_into_the_past() -> None:
    assert fields_of(a_contact(hidden_until=TODAY)) == []
    assert fields_of(a_contact(hidden_until=TODAY - timedelta(days=1))) == ["hidden_until"]


@pytest.mark.parametrize("about", [ContactAbout.REACTION, ContactAbout.VISIT])
def test_a_reaction_and_a_visit_cannot_wait_past_tomorrow(about: ContactAbout) -> None:
    entry = a_contact(about=about, outcome=ContactOutcome.SNOOZED, hidden_until=TODAY + timedelta(days=1))
    assert fields_of(entry) == []
    assert fields_of(replace(entry, hidden_until=TODAY + timedelta(days=2))) == ["hidden_until"]


@pytest.mark.parametrize("outcome", [ContactOutcome.DECLINED, ContactOutcome.DO_NOT_CONTACT])
def test_what_ends_something_is_kept_with_a_reason(outcome: ContactOutcome) -> None:
    assert fields_of(a_contact(outcome=outcome)) == ["note"]
    assert fields_of(a_contact(outcome=outcome, note="Moved away.")) == []


def test_a_note_has_an_end() -> None:
    assert fields_of(a_contact(note="x" * 20_001)) == ["note"]


@pytest.mark.parametrize(
    ("changes", "pause", "until"),
    [
        ({}, 3, date(2026, 11, 25)),
        ({}, 0, date(2026, 11, 22)),
        ({"hidden_until": date(2026, 12, 10)}, 3, date(2026, 12, 10)),
        ({"about": ContactAbout.REACTION}, 3, date(2026, 11, 23)),
        ({"about": ContactAbout.VISIT}, 3, date(2026, 11, 23)),
        ({"about": ContactAbout.VISIT}, 0, date(2026, 11, 22)),
        ({"outcome": ContactOutcome.PREPARED}, 3, None),
        ({"outcome": ContactOutcome.CALLED_IN}, 3, None),
        ({"outcome": ContactOutcome.BOOKED}, 3, None),
    ],
)
def test_a_line_rests_for_the_clinics_pause_or_until_the_day_named(
    changes: dict[str, Any], pause: int, until: date | None
) -> None:
    assert rests_until(a_contact(**changes), TODAY, pause, None) == until


def test_a_call_back_brings_the_line_back_on_its_day() -> None:
    entry = a_contact(outcome=ContactOutcome.CALL_BACK, call_back_at=NOW + timedelta(days=9))
    assert rests_until(entry, TODAY, 3, date(2026, 12, 1)) == date(2026, 12, 1)


def test_only_tries_to_reach_somebody_are_counted() -> None:
    silent = {ContactOutcome.PREPARED, ContactOutcome.SNOOZED, ContactOutcome.CALLED_IN}
    assert {outcome for outcome in ContactOutcome if not is_try(outcome)} == silent


def test_times_are_told_on_the_clock_of_the_clinic() -> None:
    east = timezone(timedelta(hours=2))
    called = Contact(id=1, entry=a_contact(), at=NOW, by="R. Diaz").in_zone(east)
    assert (called.at.hour, called.entry.call_back_at) == (14, None)
    back = a_contact(outcome=ContactOutcome.CALL_BACK, call_back_at=NOW + timedelta(hours=1))
    told = Contact(id=1, entry=back, at=NOW, by="R. Diaz").in_zone(east).entry.call_back_at
    assert told is not None
    assert told.hour == 15


def test_everything_has_a_name_to_read() -> None:
    assert set(MEANS_NAMES) == set(ContactMeans)
    assert set(OUTCOME_NAMES) == set(ContactOutcome)
    assert set(CLOSING) == set(ContactAbout)
