"""Texts to patients: filled from the record, worded by the clinic, saved as a table; nothing is sent."""

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.contacts import ContactMeans
from pico_tracker.domain.diary import VisitKind
from pico_tracker.domain.errors import EditConflict, FileTrouble, Refused
from pico_tracker.domain.messages import MessagePurpose, MessageText, MessageWish
from pico_tracker.services.clinics import edit_clinic, read_clinic
from pico_tracker.services.messages import (
    edit_message_text,
    list_message_texts,
    prepare_message,
    prepare_messages,
    restore_message_text,
    save_messages,
)
from pico_tracker.services.patients import add_patient
from tests.builders import Bench

TEXT, EMAIL, LETTER = ContactMeans.TEXT, ContactMeans.EMAIL, ContactMeans.LETTER


@pytest.fixture
def patient_id(bench: Bench) -> int:
    clinic = read_clinic(bench.database)
    assert isinstance(clinic, Clinic)
    edit_clinic(bench.administrator, replace(clinic, phone="+44 20 7946 0000"))
    entry = bench.patient(consent_texts=True, email="amara@example.org", address="1 High Street")
    return add_patient(bench.reception, entry).value


def a_wish(patient_id: int, means: ContactMeans = TEXT) -> MessageWish:
    return MessageWish(patient_id=patient_id, purpose=MessagePurpose.SESSION_DUE, means=means)


def the_text(bench: Bench, means: ContactMeans = TEXT) -> MessageText:
    texts = list_message_texts(bench.reception)
    return next(one for one in texts if (one.purpose, one.means) == (MessagePurpose.SESSION_DUE, means))


def test_a_text_is_filled_with_what_is_on_record(bench: Bench, patient_id: int) -> None:
    message = prepare_message(bench.reception, a_wish(patient_id))
    assert message.to == "+44 7700 900142"
    assert message.body.startswith("Test Clinic: hello Amara, ")
    assert "+44 20 7946 0000" in message.body
    letter = prepare_message(bench.reception, a_wish(patient_id, LETTER))
    assert letter.body.startswith("Dear Amara Nwosu,\n")
    assert (letter.to, letter.subject) == ("1 High Street", "Your next visit at Test Clinic")


def test_times_are_told_on_the_clinics_clock(bench: Bench, patient_id: int) -> None:
    wish = MessageWish(
        patient_id=patient_id,
        purpose=MessagePurpose.CONFIRM_VISIT,
        means=TEXT,
        kind=VisitKind.SESSION,
        arrival=datetime(2026, 7, 7, 9, 15, tzinfo=UTC),
        treated_from=datetime(2026, 7, 7, 9, 45, tzinfo=UTC),
    )
    text = MessageText(
        purpose=MessagePurpose.CONFIRM_VISIT, means=TEXT, body="{kind}: {date}, arrive {arrival}, begins {time}"
    )
    edit_message_text(bench.administrator, text)
    message = prepare_message(bench.reception, wish)
    assert message.body == "session: Tuesday 7 Jul 2026, arrive 10:15, begins 10:45"


def test_a_text_that_was_not_agreed_is_not_prepared(bench: Bench, patient_id: int) -> None:
    with pytest.raises(Refused) as refused:
        prepare_message(bench.reception, a_wish(patient_id, EMAIL))
    assert "has not agreed to e-mail" in str(refused.value)


def test_the_clinics_own_wording_is_used_until_it_is_given_up(bench: Bench, patient_id: int) -> None:
    shipped = the_text(bench)
    edit_message_text(bench.administrator, replace(shipped, body="  Own words for {name}. "))
    own = the_text(bench)
    assert (own.body, own.version) == ("Own words for {name}.", 1)
    assert prepare_message(bench.reception, a_wish(patient_id)).body == "Own words for Amara."
    edit_message_text(bench.administrator, replace(own, body="Other words."))
    with pytest.raises(EditConflict):
        edit_message_text(bench.administrator, replace(own, body="Too late."))
    restore_message_text(bench.administrator, the_text(bench))
    assert the_text(bench) == shipped
    with pytest.raises(EditConflict):
        edit_message_text(bench.administrator, replace(own, body="Too late."))
    restore_message_text(bench.administrator, shipped)


def test_an_unknown_field_is_refused_with_its_name(bench: Bench) -> None:
    with pytest.raises(Refused) as refused:
        edit_message_text(bench.administrator, replace(the_text(bench), body="Hello {concern}."))
    assert "{concern} has no value here" in str(refused.value)


def test_a_patient_is_written_to_in_their_language_where_there_is_a_text(bench: Bench) -> None:
    text = replace(the_text(bench), language="DE", body="Guten Tag {name}.")
    edit_message_text(bench.administrator, text)
    patient_id = add_patient(bench.reception, bench.patient(consent_texts=True, language="de")).value
    assert prepare_message(bench.reception, a_wish(patient_id)).body == "Guten Tag Amara."


def test_many_are_prepared_at_once_and_each_refusal_is_told(bench: Bench, patient_id: int) -> None:
    other = add_patient(bench.reception, bench.patient(given_names="Ben", family_name="Obi")).value
    made = prepare_messages(bench.reception, (a_wish(patient_id), a_wish(other)))
    assert [one.patient_name for one in made] == ["Amara Nwosu", "Ben Obi"]
    assert made[0].message is not None
    assert made[1].message is None
    assert "has not agreed to texts" in str(made[1].why_not)


def test_texts_are_saved_as_a_table_that_no_spreadsheet_runs(bench: Bench, patient_id: int, tmp_path: Path) -> None:
    made = prepare_messages(bench.reception, (a_wish(patient_id), a_wish(patient_id, EMAIL)))
    path = tmp_path / "texts.csv"
    assert save_messages(bench.reception, made, path) == 1
    with path.open(encoding="utf-8-sig", newline="") as file:
        title, row = csv.reader(file)
    assert title == ["Name", "Record number", "By", "To", "Subject", "Text"]
    assert row[:4] == ["Amara Nwosu", "P-10001", "Text message", "'+44 7700 900142"]


def test_a_table_is_written_under_its_own_ending_only(bench: Bench, patient_id: int, tmp_path: Path) -> None:
    made = prepare_messages(bench.reception, (a_wish(patient_id),))
    with pytest.raises(FileTrouble):
        save_messages(bench.reception, made, tmp_path / "clinic.pico")
    with pytest.raises(FileTrouble):
        save_messages(bench.reception, made, tmp_path / "nowhere" / "texts.csv")
    assert list(tmp_path.glob("*.csv")) == []
