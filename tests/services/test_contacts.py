"""Contacts: written down once, taken back with what followed from them, and never against what was agreed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pico_tracker.db.models import PatientRow
from pico_tracker.domain.contacts import ContactAbout, ContactEntry, ContactMeans, ContactOutcome
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.topics import Topic
from pico_tracker.services.contacts import list_contacts, record_contact, withdraw_contact
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.visits import book_visit, read_visit, set_visit_state
from tests.builders import TODAY, Bench


@pytest.fixture
def patient_id(bench: Bench) -> int:
    return add_patient(bench.reception, bench.patient()).value


def a_contact(bench: Bench, patient_id: int, **changes: Any) -> ContactEntry:
    entry = ContactEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        about=ContactAbout.SESSION,
        means=ContactMeans.PHONE,
        outcome=ContactOutcome.NO_ANSWER,
    )
    return replace(entry, **changes)


def is_silent(bench: Bench, patient_id: int) -> bool:
    with bench.database.read() as work:
        return work.get(PatientRow, patient_id).no_contact


def test_a_contact_is_kept_with_who_when_and_until_when_its_line_rests(bench: Bench, patient_id: int) -> None:
    done = record_contact(bench.reception, a_contact(bench, patient_id, note="  Rang twice. "))
    assert done.changed == {Topic.CONTACTS}
    (contact,) = list_contacts(bench.reception, patient_id)
    assert (contact.id, contact.by, contact.at) == (done.value, "Reception", bench.clock())
    assert (contact.entry.note, contact.entry.hidden_until) == ("Rang twice.", TODAY + timedelta(days=3))


def test_the_same_form_sent_twice_is_one_contact(bench: Bench, patient_id: int) -> None:
    entry = a_contact(bench, patient_id)
    assert record_contact(bench.reception, entry).value == record_contact(bench.reception, entry).value
    assert len(list_contacts(bench.reception, patient_id)) == 1


def test_the_newest_contact_stands_first(bench: Bench, patient_id: int) -> None:
    first = record_contact(bench.reception, a_contact(bench, patient_id)).value
    bench.clock.pass_days(1)
    second = record_contact(bench.reception, a_contact(bench, patient_id)).value
    third = record_contact(bench.reception, a_contact(bench, patient_id)).value
    assert [one.id for one in list_contacts(bench.reception, patient_id)] == [third, second, first]


def test_a_text_to_somebody_who_agreed_to_none_is_refused(bench: Bench, patient_id: int) -> None:
    text = a_contact(bench, patient_id, means=ContactMeans.TEXT, outcome=ContactOutcome.PREPARED)
    with pytest.raises(Refused):
        record_contact(bench.reception, text)
    assert list_contacts(bench.reception, patient_id) == ()
    agreed = add_patient(bench.reception, bench.patient(consent_texts=True)).value
    record_contact(bench.reception, replace(text, entry_id=bench.mint(), patient_id=agreed))


def test_a_call_back_in_the_past_is_refused(bench: Bench, patient_id: int) -> None:
    back = bench.clock() - timedelta(hours=1)
    with pytest.raises(Refused):
        record_contact(
            bench.reception, a_contact(bench, patient_id, outcome=ContactOutcome.CALL_BACK, call_back_at=back)
        )


def test_a_call_back_rests_until_its_day_on_the_clinics_clock(bench: Bench, patient_id: int) -> None:
    back = bench.clock() + timedelta(days=5, hours=3)
    entry = a_contact(bench, patient_id, outcome=ContactOutcome.CALL_BACK, call_back_at=back)
    record_contact(bench.reception, entry)
    (contact,) = list_contacts(bench.reception, patient_id)
    assert contact.entry.hidden_until == TODAY + timedelta(days=5)
    assert contact.entry.call_back_at == back
    assert contact.at.tzinfo == bench.reception.zone


def test_do_not_contact_holds_for_the_patient_until_it_is_taken_back(bench: Bench, patient_id: int) -> None:
    wish = a_contact(bench, patient_id, outcome=ContactOutcome.DO_NOT_CONTACT, note="Wants to be left alone.")
    done = record_contact(bench.reception, wish)
    assert done.changed == {Topic.CONTACTS, Topic.PATIENTS}
    assert is_silent(bench, patient_id)
    with pytest.raises(Refused):
        record_contact(bench.reception, a_contact(bench, patient_id))
    record_contact(bench.reception, a_contact(bench, patient_id, about=ContactAbout.REACTION))
    withdraw_contact(bench.reception, done.value)
    assert not is_silent(bench, patient_id)
    assert [one.is_withdrawn for one in list_contacts(bench.reception, patient_id)] == [False, True]


def test_a_wish_said_twice_holds_until_both_are_taken_back(bench: Bench, patient_id: int) -> None:
    wish = a_contact(bench, patient_id, outcome=ContactOutcome.DO_NOT_CONTACT, note="No.")
    keys = [record_contact(bench.reception, replace(wish, entry_id=bench.mint())).value for _ in range(2)]
    withdraw_contact(bench.reception, keys[0])
    assert is_silent(bench, patient_id)
    withdraw_contact(bench.reception, keys[1])
    assert not is_silent(bench, patient_id)


def test_taking_back_twice_is_taking_back_once(bench: Bench, patient_id: int) -> None:
    key = record_contact(bench.reception, a_contact(bench, patient_id)).value
    assert withdraw_contact(bench.reception, key).changed == {Topic.CONTACTS}
    assert withdraw_contact(bench.reception, key).changed == frozenset()


def test_a_course_of_somebody_else_is_not_what_a_contact_is_about(bench: Bench, patient_id: int) -> None:
    other = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(other)).value
    with pytest.raises(NotFound):
        record_contact(bench.reception, a_contact(bench, patient_id, course_id=course_id))
    with pytest.raises(NotFound):
        record_contact(bench.reception, a_contact(bench, 999_999))


def test_who_confirms_has_a_confirmed_visit_until_that_is_taken_back(bench: Bench, patient_id: int) -> None:
    place = Place(starts_at=bench.clock() + timedelta(days=1), minutes=30)
    entry = VisitEntry(
        entry_id=bench.mint(), patient_id=patient_id, course_ids=(), kind=VisitKind.CONSULTATION, place=place
    )
    visit_id = book_visit(bench.reception, entry).value
    said = a_contact(
        bench,
        patient_id,
        visit_id=visit_id,
        about=ContactAbout.VISIT,
        outcome=ContactOutcome.CONFIRMED,
    )
    done = record_contact(bench.reception, said)
    assert done.changed == {Topic.CONTACTS, Topic.VISITS}
    assert read_visit(bench.reception, visit_id).visit.state is VisitState.CONFIRMED
    withdraw_contact(bench.reception, done.value)
    assert read_visit(bench.reception, visit_id).visit.state is VisitState.BOOKED


def test_taking_back_leaves_a_visit_that_has_moved_on(bench: Bench, patient_id: int) -> None:
    place = Place(starts_at=bench.clock() + timedelta(hours=1), minutes=30)
    entry = VisitEntry(
        entry_id=bench.mint(), patient_id=patient_id, course_ids=(), kind=VisitKind.CONSULTATION, place=place
    )
    visit_id = book_visit(bench.reception, entry).value
    said = a_contact(
        bench, patient_id, visit_id=visit_id, about=ContactAbout.VISIT, outcome=ContactOutcome.CONFIRMED
    )
    key = record_contact(bench.reception, said).value
    version = read_visit(bench.reception, visit_id).visit.version
    set_visit_state(bench.reception, visit_id, VisitState.ARRIVED, version)
    withdraw_contact(bench.reception, key)
    assert read_visit(bench.reception, visit_id).visit.state is VisitState.ARRIVED
