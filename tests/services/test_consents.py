"""Consents on record, and the gate they are before a session."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from pico_tracker.domain.consents import ConsentKind, ConsentState, SignedBy
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.domain.signatures import Signature
from pico_tracker.services.consents import (
    list_course_consents,
    read_consent_opening,
    read_signed_text,
    record_consent,
    withdraw_consent,
)
from pico_tracker.services.consultations import sign_consultation
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import retire_staff
from pico_tracker.services.reports import gather_session_record
from pico_tracker.services.rules import edit_rule, put_rule_in_force
from pico_tracker.services.sessions import log_session
from tests.builders import TODAY, Bench

ALL = {
    ConsentKind.TREATMENT: True,
    ConsentKind.PHOTOS_CLINICAL: True,
    ConsentKind.PHOTOS_TEACHING: True,
    ConsentKind.PHOTOS_MARKETING: False,
}

DRAWN = Signature((((10, 10), (400, 200)),))


@pytest.fixture
def course_id(bench: Bench) -> int:
    """A course in a clinic that asks for its papers."""
    bench.judge_papers()
    patient_id = add_patient(bench.reception, bench.patient()).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def refused(bench: Bench, entry: SessionEntry) -> list[Finding]:
    with pytest.raises(Refused) as error:
        log_session(bench.practitioner, entry)
    return [one for one in error.value.findings if one.level is not Level.NOTE]


def codes(bench: Bench, entry: SessionEntry) -> list[str]:
    return [one.code for one in refused(bench, entry)]


def test_each_use_of_photos_is_given_or_refused_by_itself(bench: Bench, course_id: int) -> None:
    record_consent(
        bench.practitioner, bench.consent(course_id, decisions=ALL, interpreter=" S. Rossi ", thinking_days=7)
    )
    known = list_course_consents(bench.practitioner, course_id)
    assert {one.kind: one.given for one in known} == ALL
    assert [one.expires_on for one in known] == [date(2027, 11, 22), date(2031, 11, 21), date(2031, 11, 21), None]
    assert {(one.rule_key, one.rule_version) for one in known} == {("tattoo", 1)}
    assert {(one.signed_name, one.witness, one.interpreter, one.thinking_days) for one in known} == {
        ("Amara Nwosu", "Reception", "S. Rossi", 7)
    }


def test_one_form_is_one_signing_however_often_it_is_sent(bench: Bench, course_id: int) -> None:
    entry = bench.consent(course_id)
    first = record_consent(bench.practitioner, entry).value
    assert record_consent(bench.practitioner, entry).value == first
    assert len(list_course_consents(bench.practitioner, course_id)) == 1


def test_the_form_starts_from_the_text_of_the_concern_and_the_day_of_the_consultation(
    bench: Bench, course_id: int
) -> None:
    assert read_consent_opening(bench.practitioner, course_id).informed_on is None
    held_on = TODAY - timedelta(days=7)
    sign_consultation(bench.practitioner, bench.consultation(course_id, held_on=held_on))
    opening = read_consent_opening(bench.practitioner, course_id)
    assert (opening.text.key, opening.text.version, opening.informed_on) == ("tattoo", 1, held_on)
    assert {one.name for one in opening.staff} == {"Administrator", "Practitioner", "Reception"}


def test_a_concern_without_a_text_gets_the_general_one_and_no_text_at_all_is_said(
    bench: Bench, course_id: int
) -> None:
    put_rule_in_force(bench.administrator, RuleKind.CONSENT_TEXT, "tattoo", 1, "Rewritten.", in_force=False)
    assert read_consent_opening(bench.practitioner, course_id).text.key == "general"
    put_rule_in_force(bench.administrator, RuleKind.CONSENT_TEXT, "general", 1, "Rewritten.", in_force=False)
    with pytest.raises(NotFound, match="no consent text in force"):
        read_consent_opening(bench.practitioner, course_id)


def rewrite(bench: Bench, seen_version: int, **parts: str | int) -> None:
    """Put the next version of the tattoo's text into force."""
    named = {name.replace("__", "."): value for name, value in parts.items()}
    edit_rule(bench.administrator, RuleKind.CONSENT_TEXT, "tattoo", seen_version, named, "New prices.")


def test_a_text_edited_meanwhile_is_drawn_under_anew_and_on_paper_stays_what_was_signed(
    bench: Bench, course_id: int
) -> None:
    rewrite(bench, 1, cost="A session costs what the list says.", valid_days__value=100)
    with pytest.raises(Refused, match="text was changed") as error:
        record_consent(bench.practitioner, bench.consent(course_id), DRAWN)
    assert [one.field for one in error.value.findings] == ["rule_version"]
    record_consent(bench.practitioner, bench.consent(course_id))
    record_consent(bench.practitioner, bench.consent(course_id, rule_version=2))
    record_consent(bench.practitioner, bench.consent(course_id, rule_version=2), DRAWN)
    old, new, drawn = list_course_consents(bench.practitioner, course_id)
    assert [one.rule_version for one in (old, new, drawn)] == [1, 2, 2]
    days = [one.expires_on - TODAY for one in (old, new, drawn) if one.expires_on is not None]
    assert days == [timedelta(365), timedelta(100), timedelta(100)]
    texts = [read_signed_text(bench.practitioner, one.rule_key, one.rule_version) for one in (old, new)]
    costs = [dict(text.sections)["Cost"] for text in texts]
    assert costs[1] == "A session costs what the list says." != costs[0]
    with pytest.raises(NotFound):
        read_signed_text(bench.practitioner, "tattoo", 3)


def test_what_was_signed_on_paper_is_offered_newest_first_without_the_times_it_was_retired(
    bench: Bench, course_id: int
) -> None:
    rewrite(bench, 1, cost="A session costs 90.")
    put_rule_in_force(bench.administrator, RuleKind.CONSENT_TEXT, "tattoo", 2, "A pause.", in_force=False)
    put_rule_in_force(bench.administrator, RuleKind.CONSENT_TEXT, "tattoo", 3, "Back.", in_force=True)
    opening = read_consent_opening(bench.practitioner, course_id)
    assert [one.version for one in opening.versions] == [4, 2, 1]
    assert opening.text == opening.versions[0]
    assert [dict(one.text.sections)["Cost"] == "A session costs 90." for one in opening.versions] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("changes", [{"rule_version": 9}, {"rule_version": 2}, {"rule_key": "general"}])
def test_a_paper_with_a_text_that_is_not_this_course_s_is_refused(
    bench: Bench, course_id: int, changes: dict[str, Any]
) -> None:
    put_rule_in_force(bench.administrator, RuleKind.CONSENT_TEXT, "tattoo", 1, "A pause.", in_force=False)
    put_rule_in_force(bench.administrator, RuleKind.CONSENT_TEXT, "tattoo", 2, "Back.", in_force=True)
    with pytest.raises(Refused, match="not on record for this course"):
        record_consent(bench.practitioner, bench.consent(course_id, **changes))
    assert list_course_consents(bench.practitioner, course_id) == ()


def test_no_paper_was_signed_in_a_version_that_came_later_but_old_papers_may_stand_in_the_newest(
    bench: Bench, course_id: int
) -> None:
    bench.clock.pass_days(10)
    rewrite(bench, 1, cost="A session costs 90.")
    before, same_day = TODAY + timedelta(days=9), TODAY + timedelta(days=10)
    record_consent(bench.practitioner, bench.consent(course_id, rule_version=2, given_on=before))
    bench.clock.pass_days(10)
    rewrite(bench, 2, cost="A session costs 95.")
    with pytest.raises(Refused, match="Version 2 of the consent text was not in force yet") as error:
        record_consent(bench.practitioner, bench.consent(course_id, rule_version=2, given_on=before))
    assert [one.field for one in error.value.findings] == ["given_on"]
    record_consent(bench.practitioner, bench.consent(course_id, rule_version=2, given_on=same_day))
    record_consent(bench.practitioner, bench.consent(course_id, given_on=before))
    known = list_course_consents(bench.practitioner, course_id)
    assert sorted((one.rule_version, one.on) for one in known) == [(1, before), (2, before), (2, same_day)]


def test_a_guardian_signs_for_a_minor(bench: Bench, course_id: int) -> None:
    young = bench.patient(born_on=date(2010, 1, 1), guardian="Ada Nwosu")
    young_course = open_course(bench.practitioner, bench.course(add_patient(bench.reception, young).value)).value
    with pytest.raises(Refused) as error:
        record_consent(bench.practitioner, bench.consent(young_course))
    assert [one.field for one in error.value.findings] == ["signed_by"]
    entry = bench.consent(young_course, signed_by=SignedBy.GUARDIAN, signed_name="Ada Nwosu")
    record_consent(bench.practitioner, entry)


def test_the_witness_works_here(bench: Bench, course_id: int) -> None:
    retire_staff(bench.administrator, bench.reception.operator.id)
    for entry in (bench.consent(course_id), bench.consent(course_id, witness_id=404)):
        with pytest.raises(Refused) as error:
            record_consent(bench.practitioner, entry)
        assert [one.field for one in error.value.findings] == ["witness_id"]


def test_a_first_session_without_papers_needs_a_reason_and_keeps_it(bench: Bench, course_id: int) -> None:
    assert codes(bench, bench.session(course_id)) == ["session.consultation_missing", "session.consent_missing"]
    entry = bench.session(course_id, reason="Signed on paper today; the form is with the letter.")
    log_session(bench.practitioner, entry)
    (session,) = read_patient_page(bench.practitioner, 1).courses[0].sessions
    assert session.entry.reason == entry.reason


def test_consultation_then_consent_then_the_first_session_is_silent(bench: Bench, course_id: int) -> None:
    sign_consultation(bench.practitioner, bench.consultation(course_id))
    record_consent(bench.practitioner, bench.consent(course_id))
    log_session(bench.practitioner, bench.session(course_id))


def test_a_consultation_after_which_the_patient_stays_away_opens_nothing(bench: Bench, course_id: int) -> None:
    sign_consultation(bench.practitioner, bench.consultation(course_id, agreed=False))
    record_consent(bench.practitioner, bench.consent(course_id))
    assert codes(bench, bench.session(course_id)) == ["session.consultation_missing"]


def test_an_expired_consent_is_asked_for_again_after_its_last_day(bench: Bench, course_id: int) -> None:
    sign_consultation(bench.practitioner, bench.consultation(course_id))
    record_consent(bench.practitioner, bench.consent(course_id))
    bench.clock.pass_days(365)
    log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(120)
    assert codes(bench, bench.session(course_id)) == ["session.consent_expired"]
    record_consent(bench.practitioner, bench.consent(course_id))
    log_session(bench.practitioner, bench.session(course_id))


@pytest.fixture
def consented(bench: Bench, course_id: int) -> Callable[[], int]:
    """A course with both papers; tells the key of its treatment consent."""
    sign_consultation(bench.practitioner, bench.consultation(course_id))
    record_consent(bench.practitioner, bench.consent(course_id, decisions=ALL))
    return lambda: list_course_consents(bench.practitioner, course_id)[0].id


def test_a_withdrawn_consent_stops_every_session_whatever_reason_is_given(
    bench: Bench, course_id: int, consented: Callable[[], int]
) -> None:
    withdraw_consent(bench.practitioner, consented(), TODAY, "Changed her mind.")
    found = refused(bench, bench.session(course_id, reason="She is here."))
    assert [(one.code, one.level, one.overridable) for one in found] == [
        ("session.consent_withdrawn", Level.STOP, False)
    ]
    first = list_course_consents(bench.practitioner, course_id)[0]
    assert first.state(TODAY) is ConsentState.WITHDRAWN
    assert first.withdrawal is not None
    assert (first.withdrawal.reason, first.withdrawal.recorded_by) == ("Changed her mind.", "Practitioner")
    bench.clock.pass_days(1)
    record_consent(bench.practitioner, bench.consent(course_id))
    log_session(bench.practitioner, bench.session(course_id))


def test_a_withdrawn_photo_consent_stops_no_session(
    bench: Bench, course_id: int, consented: Callable[[], int]
) -> None:
    photos = list_course_consents(bench.practitioner, course_id)[1]
    withdraw_consent(bench.practitioner, photos.id, TODAY, "Moves to another town.")
    log_session(bench.practitioner, bench.session(course_id))


def test_nothing_is_withdrawn_twice_or_without_a_reason(bench: Bench, consented: Callable[[], int]) -> None:
    with pytest.raises(Refused):
        withdraw_consent(bench.practitioner, consented(), TODAY, "  ")
    withdraw_consent(bench.practitioner, consented(), TODAY, "Changed her mind.")
    with pytest.raises(Refused, match="nothing to withdraw"):
        withdraw_consent(bench.practitioner, consented(), TODAY, "Again.")
    with pytest.raises(NotFound):
        withdraw_consent(bench.practitioner, 404, TODAY, "Nobody's.")


def test_the_clinic_says_how_far_a_missing_consultation_goes(bench: Bench, course_id: int) -> None:
    record_consent(bench.practitioner, bench.consent(course_id))
    parts = {"level": "stop"}
    edit_rule(bench.administrator, RuleKind.POLICY, "consultation_missing", 3, parts, "No exceptions.")
    (found,) = refused(bench, bench.session(course_id, reason="In a hurry."))
    assert (found.code, found.level) == ("session.consultation_missing", Level.STOP)


def test_the_record_of_a_session_tells_the_consent_of_its_day_and_not_a_later_one(
    bench: Bench, course_id: int
) -> None:
    sign_consultation(bench.practitioner, bench.consultation(course_id))
    record_consent(bench.practitioner, bench.consent(course_id, decisions=ALL))
    session_id = log_session(bench.practitioner, bench.session(course_id)).value
    bench.clock.pass_days(30)
    record_consent(bench.practitioner, bench.consent(course_id, signed_name="A. N."))
    consent = gather_session_record(bench.practitioner, session_id).consent
    assert consent is not None
    assert (consent.kind, consent.on, consent.signed_name) == (ConsentKind.TREATMENT, TODAY, "Amara Nwosu")
