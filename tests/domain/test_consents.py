"""Consents: what may be signed, how long it holds, and what a session without it is told."""

import json
import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pico_tracker.domain.consents import (
    GENERAL,
    SECTIONS,
    Agreement,
    Consent,
    ConsentEntry,
    ConsentKind,
    ConsentState,
    SignedBy,
    Withdrawal,
    check_agreement,
    check_consent,
    check_withdrawal,
    days_to_think,
    expiry,
    latest_consents,
    read_consent_text,
)
from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.findings import Findings, Level
from pico_tracker.domain.rules import read_records
from pico_tracker.resources import find_resource

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
TEXTS = read_records(find_resource("clinical", "consents.toml").read_text("utf-8"))
SOURCES = find_resource("clinical", "sources.toml").read_text("utf-8")
CONCERNS = read_records(find_resource("clinical", "concerns.toml").read_text("utf-8"))
LEVELS = {"consultation_missing": Level.CAUTION, "consent_missing": Level.CAUTION, "consent_expired": Level.NOTE}
ENTRY = ConsentEntry(
    entry_id=uuid.UUID(int=1),
    course_id=1,
    rule_key="tattoo",
    rule_version=1,
    given_on=TODAY,
    decisions={ConsentKind.TREATMENT: True},
    signed_by=SignedBy.PATIENT,
    signed_name="Amara Nwosu",
    witness_id=2,
)
GIVEN = Consent(
    id=1,
    course_id=1,
    kind=ConsentKind.TREATMENT,
    given=True,
    on=TODAY - 10 * DAY,
    expires_on=TODAY + 355 * DAY,
    rule_key="tattoo",
    rule_version=1,
    signed_by=SignedBy.PATIENT,
    signed_name="Amara Nwosu",
    witness="Dr S. Okafor",
)
REFUSED = replace(GIVEN, given=False, expires_on=None)
WITHDRAWN = replace(GIVEN, withdrawal=Withdrawal(TODAY - DAY, "Changed her mind.", "R. Diaz"))


def fields(born_on: date | None = date(1992, 5, 3), **changes: Any) -> list[str]:
    return [finding.field for finding in check_consent(replace(ENTRY, **changes), born_on, TODAY)]


def judge(*consents: Consent, day: date = TODAY, **changes: Any) -> Findings:
    agreement = Agreement((TODAY,), consents, LEVELS)
    return check_agreement(replace(agreement, **changes), day, is_first=True, aftercare_told=False)


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_every_text_holds_every_consent_element_of_reference_section_5(key: str) -> None:
    text = read_consent_text(TEXTS[key])
    assert [heading for heading, words in text.sections if words] == list(SECTIONS.values())
    said = {name: str(TEXTS[key][name]).lower() for name in SECTIONS}
    assert "promised" in said["limits"] + said["purpose"]
    assert "no treatment" in said["alternatives"]
    for word in ("patch of skin", "blister", "scar", "infection", "cold sore"):
        assert word in said["uncommon"]
    for word in ("eye", "darker at once", "slate-grey", "skin cancer that is missed"):
        assert word in said["rare"]
    assert "never look" in said["eyes"]
    assert "version" in said["aftercare"]
    assert "at any time" in said["right_to_stop"]
    assert "interpreter" in said["time_to_think"]
    assert "take this consent back" in said["photos_clinical"]


def test_each_concern_has_a_text_of_its_own_and_there_is_one_for_all_others() -> None:
    assert set(TEXTS) == {*CONCERNS, GENERAL}
    rare = {key: TEXTS[key]["rare"] for key in CONCERNS}
    assert len(set(rare.values())) == len(CONCERNS)


def test_a_tattoo_s_text_names_the_inks_that_may_darken_and_what_may_stay() -> None:
    text = read_consent_text(TEXTS["tattoo"])
    assert "cannot be removed completely" in text.limits
    assert "permanent make-up may turn dark" in TEXTS["tattoo"]["rare"]


def test_every_source_of_a_text_is_in_the_list_of_sources() -> None:
    for content in TEXTS.values():
        assert content["sources"]
        assert all(f"\n{key} = " in SOURCES for key in content["sources"])


def test_how_long_a_consent_holds_is_marked_as_unsourced() -> None:
    for content in TEXTS.values():
        text = read_consent_text(content)
        assert text.valid_days.evidence is Evidence.UNSOURCED
        assert text.photos_valid_days is not None
        assert text.photos_valid_days.evidence is Evidence.UNSOURCED


def test_a_text_that_never_says_how_long_it_holds_is_none() -> None:
    with pytest.raises(ValueError, match="valid"):
        read_consent_text({**TEXTS["tattoo"], "valid_days": None})


def test_a_consent_holds_for_the_days_of_its_text_photos_for_their_own() -> None:
    text = read_consent_text(TEXTS["tattoo"])
    assert expiry(text, ConsentKind.TREATMENT, date(2026, 1, 1)) == date(2027, 1, 1)
    assert expiry(text, ConsentKind.PHOTOS_CLINICAL, date(2026, 1, 1)) == date(2030, 12, 31)
    assert expiry(replace(text, photos_valid_days=None), ConsentKind.PHOTOS_TEACHING, TODAY) is None


def test_a_signed_decision_with_name_and_witness_is_complete() -> None:
    assert fields() == []
    assert fields(decisions={ConsentKind.PHOTOS_MARKETING: False}) == []


def test_something_must_be_decided_by_somebody_with_a_name() -> None:
    assert fields(decisions={}, signed_name="") == ["decisions", "signed_name"]


@pytest.mark.parametrize(
    ("born_on", "by", "wrong"),
    [
        (date(2008, 11, 23), SignedBy.PATIENT, ["signed_by"]),
        (date(2008, 11, 23), SignedBy.GUARDIAN, []),
        (date(2008, 11, 22), SignedBy.PATIENT, []),
        (None, SignedBy.PATIENT, []),
    ],
)
def test_a_guardian_signs_for_who_is_not_eighteen_on_that_day(
    born_on: date | None, by: SignedBy, wrong: list[str]
) -> None:
    assert fields(born_on, signed_by=by) == wrong


def test_it_is_signed_today_or_before_but_not_in_another_century() -> None:
    assert fields(given_on=TODAY + DAY) == ["given_on"]
    assert fields(None, given_on=date(1926, 11, 22)) == ["given_on"]


@pytest.mark.parametrize(("days", "wrong"), [(0, []), (365, []), (366, ["thinking_days"]), (-1, ["thinking_days"])])
def test_time_to_think_is_counted_in_days(days: int, wrong: list[str]) -> None:
    assert fields(thinking_days=days) == wrong


def test_a_name_on_a_consent_has_a_longest_length() -> None:
    assert fields(interpreter="x" * 201) == ["interpreter"]


@pytest.mark.parametrize(
    ("consent", "day", "state"),
    [
        (GIVEN, TODAY, ConsentState.GIVEN),
        (GIVEN, GIVEN.expires_on, ConsentState.GIVEN),
        (GIVEN, TODAY + 356 * DAY, ConsentState.EXPIRED),
        (replace(GIVEN, expires_on=None), date(2099, 1, 1), ConsentState.GIVEN),
        (REFUSED, TODAY, ConsentState.REFUSED),
        (WITHDRAWN, TODAY - 2 * DAY, ConsentState.GIVEN),
        (WITHDRAWN, TODAY - DAY, ConsentState.WITHDRAWN),
    ],
)
def test_a_consent_stands_where_its_day_and_its_end_put_it(
    consent: Consent, day: date, state: ConsentState
) -> None:
    assert consent.state(day) is state


def test_the_last_decision_of_each_kind_counts() -> None:
    photos = replace(GIVEN, kind=ConsentKind.PHOTOS_CLINICAL)
    later = replace(REFUSED, on=TODAY)
    assert latest_consents((later, GIVEN, photos)) == {
        ConsentKind.TREATMENT: later,
        ConsentKind.PHOTOS_CLINICAL: photos,
    }


def test_what_is_given_can_be_withdrawn_from_its_day_on_with_a_reason() -> None:
    def wrong(consent: Consent, on: date, reason: str = "Moved away.") -> list[str]:
        return [finding.field for finding in check_withdrawal(consent, on, reason, TODAY)]

    assert wrong(GIVEN, TODAY) == []
    assert wrong(GIVEN, GIVEN.on - DAY) == ["on"]
    assert wrong(GIVEN, TODAY + DAY) == ["on"]
    assert wrong(GIVEN, TODAY, "") == ["reason"]
    assert wrong(GIVEN, TODAY, "x" * 20_001) == ["reason"]
    assert wrong(REFUSED, TODAY) == ["on"]
    assert wrong(WITHDRAWN, TODAY) == ["on"]


def test_a_first_session_after_consultation_and_consent_is_silent() -> None:
    assert judge(GIVEN) == ()


def test_a_first_session_without_a_consultation_goes_as_far_as_the_policy() -> None:
    (found,) = judge(GIVEN, consulted_on=())
    assert (found.code, found.level) == ("session.consultation_missing", Level.CAUTION)
    assert judge(GIVEN, consulted_on=(TODAY + DAY,)) == (found,)
    later = check_agreement(Agreement((), (GIVEN,), LEVELS), TODAY, is_first=False, aftercare_told=False)
    assert later == ()


def test_a_missing_consent_goes_as_far_as_the_policy() -> None:
    (found,) = judge()
    assert (found.code, found.level) == ("session.consent_missing", Level.CAUTION)
    assert judge(replace(GIVEN, kind=ConsentKind.PHOTOS_CLINICAL)) == (found,)
    assert judge(GIVEN, day=GIVEN.on - DAY, consulted_on=(date(2026, 1, 1),)) == (found,)


def test_an_expired_consent_names_its_last_day_and_goes_as_far_as_the_policy() -> None:
    (found,) = judge(replace(GIVEN, expires_on=date(2026, 11, 3)))
    assert (found.code, found.level) == ("session.consent_expired", Level.NOTE)
    assert found.sentence.said() == "The consent to this treatment expired on 3 Nov 2026."


def test_a_policy_that_is_out_of_force_judges_nothing() -> None:
    assert judge(consulted_on=(), levels={}) == ()


def test_a_withdrawn_consent_stops_and_nobody_can_override_it() -> None:
    (found,) = judge(WITHDRAWN, levels={})
    assert (found.level, found.overridable) == (Level.STOP, False)
    assert "withdrawn on 21 Nov 2026" in found.sentence.said()
    assert judge(WITHDRAWN, day=TODAY - 2 * DAY, consulted_on=(GIVEN.on,)) == ()


def test_a_refused_treatment_stops_until_a_new_consent_is_given() -> None:
    (found,) = judge(REFUSED)
    assert (found.code, found.level, found.overridable) == ("session.consent_refused", Level.STOP, False)
    assert judge(REFUSED, replace(GIVEN, id=2, on=TODAY)) == ()


@pytest.mark.parametrize(
    ("level", "told", "found"), [(Level.NOTE, False, 0), (Level.CAUTION, False, 1), (Level.STOP, True, 0)]
)
def test_untold_aftercare_interrupts_only_where_the_policy_says_so(level: Level, told: bool, found: int) -> None:
    agreement = Agreement((TODAY,), (GIVEN,), {"aftercare_untold": level})
    findings = check_agreement(agreement, TODAY, is_first=True, aftercare_told=told)
    assert [finding.field for finding in findings] == ["aftercare_told"] * found


def test_the_texts_are_plain_values_that_a_database_can_hold() -> None:
    assert json.loads(json.dumps(TEXTS)) == TEXTS


def test_who_was_informed_more_than_a_year_ago_thinks_of_other_things_than_then() -> None:
    today = date(2026, 11, 22)
    assert days_to_think(None, today) is None
    assert days_to_think(date(2026, 11, 20), today) == 2
    assert days_to_think(date(2025, 11, 22), today) == 365
    assert days_to_think(date(2025, 11, 21), today) is None
