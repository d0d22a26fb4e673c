"""Consent forms: the digest of what a signature is put under, who signs, and in which language."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.consent_forms import (
    Drawn,
    SignedConsent,
    Signing,
    consent_digest,
    digest_of,
    needs_guardian,
    other_language,
)
from pico_tracker.domain.consents import Consent, ConsentKind, ConsentText, SignedBy
from pico_tracker.domain.evidence import Evidence, Figure
from pico_tracker.domain.signatures import Signature
from tests.reports.samples import PATIENT

DAY = date(2026, 11, 22)
TEXT = ConsentText(
    key="tattoo",
    title="Consent to laser treatment of tattoos",
    sections=(("What it is for", "The ink becomes lighter."), ("Your right to stop", "Say “stop” at any time.")),
    valid_days=Figure(Decimal(365), Evidence.UNSOURCED),
    photos_valid_days=None,
)
WRITTEN = (
    '{"title":"Consent to laser treatment of tattoos",'
    '"text":["The ink becomes lighter.","Say “stop” at any time."],'
    '"decisions":{"treatment":true,"photos teaching":false},'
    '"signed_by":"patient","signed_name":"Amara Nwosu","on":"2026-11-22"}'
)
GIVEN = Consent(
    id=1,
    course_id=1,
    kind=ConsentKind.TREATMENT,
    given=True,
    on=DAY,
    expires_on=date(2027, 11, 22),
    rule_key="tattoo",
    rule_version=1,
    signed_by=SignedBy.PATIENT,
    signed_name="Amara Nwosu",
    witness="Reception",
)
REFUSED = replace(GIVEN, id=2, kind=ConsentKind.PHOTOS_TEACHING, given=False, expires_on=None)
BY_HAND = hashlib.sha256(WRITTEN.encode("utf-8")).hexdigest()


def signed(**changes: object) -> SignedConsent:
    drawn = Drawn(signature=Signature(), digest=BY_HAND, at=datetime(2026, 11, 22, 12, tzinfo=UTC))
    made = SignedConsent(
        clinic=Clinic(name="Northgate"),
        patient=PATIENT,
        course_title="Tattoo removal, right forearm",
        text=TEXT,
        consents=(GIVEN, REFUSED),
        drawn=drawn,
        printed_at=datetime(2026, 11, 23, tzinfo=UTC),
        printed_by="Dr S. Okafor",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # each test names a field of its type


def test_the_digest_is_that_of_a_line_anybody_can_write_down() -> None:
    decided = {ConsentKind.PHOTOS_TEACHING: False, ConsentKind.TREATMENT: True}
    assert consent_digest(TEXT, decided, SignedBy.PATIENT, "Amara Nwosu", DAY) == BY_HAND
    assert digest_of(TEXT, (REFUSED, GIVEN)) == BY_HAND


def test_headings_in_another_language_leave_the_digest_as_it_was() -> None:
    other = replace(TEXT, sections=tuple(("…", words) for _heading, words in TEXT.sections))
    assert digest_of(other, (GIVEN, REFUSED)) == BY_HAND


def test_a_changed_text_or_decision_is_noticed() -> None:
    changed = replace(TEXT, sections=(TEXT.sections[0], ("Your right to stop", "Say “stop”.")))
    assert signed().is_as_signed
    assert not signed(text=changed).is_as_signed
    assert not signed(consents=(GIVEN, replace(REFUSED, given=True))).is_as_signed
    assert signed(text=changed, drawn=None).is_as_signed


def test_the_decisions_of_one_signature_share_signer_and_day() -> None:
    assert signed().signed is GIVEN
    assert Signing(id=1, consents=(GIVEN, REFUSED), is_drawn=True, pages=0).first is GIVEN


@pytest.mark.parametrize(
    ("typed", "reads"), [("", ""), ("English", ""), ("en-GB", ""), (" Polish ", "Polish"), ("Klingon", "Klingon")]
)
def test_a_language_is_named_where_the_texts_do_not_ship_in_it(typed: str, reads: str) -> None:
    assert other_language(typed) == reads


@pytest.mark.parametrize(
    ("born_on", "guardian"), [(date(2008, 11, 22), False), (date(2008, 11, 23), True), (None, False)]
)
def test_under_18_the_guardian_signs(born_on: date | None, guardian: bool) -> None:
    young = replace(PATIENT, entry=replace(PATIENT.entry, born_on=born_on))
    assert needs_guardian(young, DAY) is guardian
