"""Texts to patients: their fields, what keeps one from being prepared, and what those that ship may say."""

import re
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pico_tracker.domain.contacts import ContactMeans, Reach
from pico_tracker.domain.diary import VisitKind
from pico_tracker.domain.messages import (
    MESSAGE_MEANS,
    PURPOSE_NAMES,
    MessagePurpose,
    MessageText,
    MessageWish,
    address_of,
    check_filled,
    check_message_text,
    check_wish,
    choose_text,
    fields_of,
    fill_text,
    in_force,
    means_for,
    purpose_of,
    read_message_texts,
    wish_for,
)
from pico_tracker.domain.patients import ContactPreference
from pico_tracker.domain.recalls import DueKind, DueLine, DueVisit, RecallLine, recall_line
from pico_tracker.resources import find_resource

SHIPPED = read_message_texts(tomllib.loads(find_resource("clinical", "messages.toml").read_text("utf-8")))
TEXT = MessageText(purpose=MessagePurpose.SESSION_DUE, means=ContactMeans.TEXT, body="Hello {name}.")
WISH = MessageWish(patient_id=1, purpose=MessagePurpose.SESSION_DUE, means=ContactMeans.TEXT)
REACH = Reach(patient_id=1, phone="1234567", email="a@b.org", address="1 High Street", consent_texts=True)
AT = datetime(2026, 11, 24, 10, 15, tzinfo=UTC)


def said_of(text: MessageText) -> list[tuple[str, str]]:
    return [(one.field, str(one.sentence)) for one in check_message_text(text)]


def a_line(kind: DueKind, reach: Reach = REACH, **changes: Any) -> RecallLine:
    due = DueLine(
        kind=kind,
        patient_id=1,
        patient_name="Amara Nwosu",
        record_number="P-10001",
        phone="1234567",
        course_id=1,
        course_title="",
        due_on=date(2026, 11, 24),
        **changes,
    )
    return recall_line(due, (), reach)


def test_every_purpose_has_a_shipped_text_for_every_means() -> None:
    assert {one.place for one in SHIPPED} == {
        (purpose, means, "en") for purpose in MessagePurpose for means in MESSAGE_MEANS
    }
    assert set(PURPOSE_NAMES) == set(MessagePurpose)


@pytest.mark.parametrize("text", SHIPPED, ids=lambda text: f"{text.purpose}-{text.means}")
def test_a_shipped_text_breaks_no_rule_and_says_nothing_clinical(text: MessageText) -> None:
    assert check_message_text(text) == ()
    clinical = (
        r"tattoo|melasma|acne|scar|pigment|skin|laser|session|treat|patch|reaction|blister|side effect|"
        r"face|arm|leg|shoulder|maintenance|dose|picos"
    )
    assert not re.findall(rf"\b(?:{clinical})", f"{text.subject} {text.body}", re.IGNORECASE)
    assert "{clinic}" in text.body
    assert "{phone}" in text.body
    assert "please" not in text.body.lower()
    assert "!" not in text.body


def test_a_text_message_is_short_enough_for_two_parts() -> None:
    assert max(len(one.body) for one in SHIPPED if one.means is ContactMeans.TEXT) <= 160


def test_a_field_without_a_value_stops_an_edited_text() -> None:
    assert said_of(replace(TEXT, body="Hello {firstname}.")) == [
        (
            "body",
            "{firstname} has no value here and would be sent as it is. Known: {clinic}, {name}, {phone}.",
        )
    ]
    assert said_of(replace(TEXT, body="Hello {name.upper}."))[0][0] == "body"


def test_times_have_values_in_texts_about_a_visit_only() -> None:
    assert said_of(replace(TEXT, body="Come on {date}."))[0][0] == "body"
    confirm = replace(TEXT, purpose=MessagePurpose.CONFIRM_VISIT, body="{kind} on {date}, {arrival} for {time}.")
    assert said_of(confirm) == []
    assert fields_of(MessagePurpose.REVIEW) == {"name", "clinic", "phone"}


@pytest.mark.parametrize("body", ["Hello {name", "Hello name}", "{{name}}"])
def test_a_bracket_that_stands_alone_stops_it_too(body: str) -> None:
    assert said_of(replace(TEXT, body=body)) == [
        ("body", "A curly bracket stands alone. Write fields as in {name}.")
    ]


def test_a_text_needs_words_and_a_letter_needs_a_subject() -> None:
    assert [field for field, _ in said_of(replace(TEXT, body=""))] == ["body"]
    assert [field for field, _ in said_of(replace(TEXT, means=ContactMeans.LETTER))] == ["subject"]
    assert [field for field, _ in said_of(replace(TEXT, language=""))] == ["language"]
    assert [field for field, _ in said_of(replace(TEXT, means=ContactMeans.IN_PERSON))] == ["means"]
    assert [field for field, _ in said_of(replace(TEXT, subject="x" * 201))] == ["subject"]


def test_fields_are_filled_and_a_value_is_never_read_as_a_field() -> None:
    text = replace(TEXT, subject="For {name}", body="{name}, {phone}: {date}")
    message = fill_text(text, {"name": "{phone}", "phone": "123"}, "to")
    assert (message.subject, message.body, message.to) == ("For {phone}", "{phone}, 123: ", "to")


def test_a_sentence_around_a_missing_value_is_not_sent() -> None:
    text = replace(TEXT, body="Hello {name}, call {phone}.")
    assert check_filled(text, {"name": "Amara", "phone": "123"}) == ()
    assert [str(one.sentence) for one in check_filled(text, {"name": "Amara", "phone": ""})] == [
        "The clinic has no phone number on record. Enter it in Settings."
    ]
    assert [str(one.sentence) for one in check_filled(text, {"phone": "123"})] == [
        "{name} has no value for this patient."
    ]


def test_the_clinics_own_wording_takes_the_place_of_the_shipped_one() -> None:
    own = replace(TEXT, body="Own.", version=2)
    german = replace(TEXT, language="de", body="Hallo.")
    texts = in_force((TEXT,), (own, german))
    assert texts == (own, german)
    assert choose_text(texts, WISH, "de") == german
    assert choose_text(texts, WISH, " DE ") == german
    assert choose_text(texts, WISH, "French") == own
    assert choose_text(texts, replace(WISH, means=ContactMeans.EMAIL), "de") is None


def test_a_text_goes_to_those_who_agreed_and_can_be_reached() -> None:
    def fields(wish: MessageWish, reach: Reach) -> list[str]:
        return [one.field for one in check_wish(wish, reach)]

    assert fields(WISH, REACH) == []
    assert fields(WISH, replace(REACH, consent_texts=False)) == ["means"]
    assert fields(WISH, replace(REACH, phone="")) == ["to"]
    assert fields(replace(WISH, means=ContactMeans.LETTER), replace(REACH, address="")) == ["to"]
    assert fields(WISH, replace(REACH, no_contact=True)) == ["means"]
    assert fields(replace(WISH, purpose=MessagePurpose.REVIEW), replace(REACH, no_contact=True)) == []
    assert fields(replace(WISH, purpose=MessagePurpose.CONFIRM_VISIT), REACH) == ["arrival"]
    assert fields(replace(WISH, purpose=MessagePurpose.CONFIRM_VISIT, arrival=AT), REACH) == []


def test_each_means_goes_to_its_own_address() -> None:
    assert address_of(ContactMeans.TEXT, REACH) == "1234567"
    assert address_of(ContactMeans.EMAIL, REACH) == "a@b.org"
    assert address_of(ContactMeans.LETTER, REACH) == "1 High Street"


def test_people_are_written_to_as_they_prefer_if_they_agreed_to_it() -> None:
    assert means_for(replace(REACH, preference=ContactPreference.LETTER)) is ContactMeans.LETTER
    assert means_for(replace(REACH, preference=ContactPreference.EMAIL)) is ContactMeans.TEXT
    agreed = replace(REACH, preference=ContactPreference.EMAIL, consent_email=True)
    assert means_for(agreed) is ContactMeans.EMAIL
    assert means_for(replace(REACH, consent_texts=False)) is ContactMeans.LETTER


def test_each_line_has_its_text() -> None:
    assert purpose_of(a_line(DueKind.SESSION_LOST)) is MessagePurpose.SESSION_DUE
    assert purpose_of(a_line(DueKind.SIDE_EFFECT_OPEN)) is MessagePurpose.REVIEW
    assert purpose_of(a_line(DueKind.MAINTENANCE_DUE)) is MessagePurpose.MAINTENANCE_DUE
    wish = wish_for(a_line(DueKind.SESSION_DUE), ContactMeans.TEXT)
    assert wish == WISH
    visit = DueVisit(1, 1, VisitKind.REVIEW, AT, AT)
    wish = wish_for(a_line(DueKind.VISIT_TO_CONFIRM, visit=visit), ContactMeans.TEXT)
    assert (wish.purpose, wish.kind, wish.arrival) == (MessagePurpose.CONFIRM_VISIT, VisitKind.REVIEW, AT)
