"""The content hash of a session: the same for the same content, another one for any change of it."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from pico_tracker.domain.amendments import AmendmentKind
from pico_tracker.domain.screening import Answer, ScreeningAnswer
from pico_tracker.domain.session_content import read_content, write_content
from pico_tracker.domain.session_digests import canonical_content, content_digest, grouped
from pico_tracker.domain.sessions import Session, SessionEntry, SessionVersion
from tests.domain.test_session_content import FULL
from tests.domain.test_sessions import ENTRY

SIGNED = datetime(2026, 11, 22, 11, tzinfo=UTC)
LITERAL = (
    '{"entry":{"anaesthesia":"none","checked":{"checked_at":"2026-11-22T10:18:00.000000+00:00","checked_by_id":1},'
    '"cooling":"cold air","course_id":1,"entry_id":"00000000-0000-0000-0000-000000000001",'
    '"eye_protection":"Patient: metal shields. Operator: 755 nm, OD 7","healing":"healed","operator_id":1,"pain":4,'
    '"passes":[{"device_id":1,"endpoints":["erythema"],"fluence_j_cm2":"0.71","handpiece_id":1,'
    '"pulse_duration_ps":750,"pulse_energy_mj":"200","pulses":800,"repetition_hz":"5",'
    '"spot":{"shape":"round","width_mm":"6"},"wavelength_nm":755}],"performed_on":"2026-11-22"},'
    '"format":1,"signed_at":"2026-11-22T11:00:00.000000+00:00","version":1}'
)
BY_SHA256SUM = "e4ea45f0b6fc8917e86a47dcb1e721afcf01ee2e92d38eecbdfcb4080fa1c7b9"
"""`printf %s '…' | sha256sum` of the literal above."""


def session(entry: SessionEntry = ENTRY, **changes: Any) -> Session:
    made = Session(
        id=1,
        number=1,
        is_maintenance=False,
        entry=entry,
        passes=(),
        operator_name="Practitioner",
        signed_at=SIGNED,
    )
    return replace(made, **changes)


def version(entry: SessionEntry, number: int = 1) -> SessionVersion:
    return SessionVersion(
        version=number,
        kind=AmendmentKind.AMENDED,
        entry=entry,
        passes=(),
        reason="Misread.",
        amended_by="Practitioner",
        amended_at=SIGNED,
    )


def test_the_hash_is_that_of_the_literal_content() -> None:
    assert canonical_content(session()) == LITERAL
    assert content_digest(session()) == BY_SHA256SUM
    assert hashlib.sha256(LITERAL.encode()).hexdigest() == BY_SHA256SUM


def test_people_compare_it_in_groups_of_four() -> None:
    assert grouped(BY_SHA256SUM).startswith("e4ea 45f0 b6fc ")
    assert len(grouped(BY_SHA256SUM).split()) == 16


@pytest.mark.parametrize(
    "changes",
    [
        {"pain": 5},
        {"note": "Even frosting."},
        {"operator_id": 2},
        {"clearance_percent": 20},
        {"passes": (replace(ENTRY.passes[0], fluence_j_cm2=Decimal("0.72")),)},
        {"passes": ENTRY.passes * 2},
        {"checked": None},
    ],
)
def test_whatever_was_recorded_otherwise_has_another_hash(changes: dict[str, Any]) -> None:
    assert content_digest(session(replace(ENTRY, **changes))) != BY_SHA256SUM


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": (ScreeningAnswer("sun", Answer.NO, ""),)},
        {"photo_ids": (1,)},
        {"aftercare_told": True},
        {"visit_id": 3},
        {"passes": (replace(ENTRY.passes[0], fluence_j_cm2=Decimal("0.710"), repetition_hz=Decimal("5.00")),)},
    ],
)
def test_what_is_a_record_of_its_own_or_the_same_number_changes_nothing(changes: dict[str, Any]) -> None:
    assert content_digest(session(replace(ENTRY, **changes))) == BY_SHA256SUM


def test_other_names_of_people_and_areas_change_nothing() -> None:
    assert FULL.checked is not None
    renamed = replace(
        FULL,
        checked=replace(FULL.checked, checked_by="Another name"),
        areas=tuple(replace(one, name="Another area") for one in FULL.areas),
    )
    one, other = session(FULL), session(renamed, operator_name="Another name")
    assert content_digest(one) == content_digest(other)


def test_the_same_moment_in_another_time_zone_changes_nothing() -> None:
    there = SIGNED.astimezone(timezone(timedelta(hours=2)))
    assert content_digest(session(signed_at=there)) == BY_SHA256SUM


@pytest.mark.parametrize("entry", [ENTRY, FULL], ids=["plain", "full"])
def test_a_version_keeps_its_hash_when_it_is_amended(entry: SessionEntry) -> None:
    kept = read_content(write_content(entry))
    now = session(replace(entry, pain=9), version=2, earlier=(version(kept),))
    assert content_digest(now, now.earlier[0]) == content_digest(session(entry))
    assert content_digest(now) != content_digest(session(entry))


def test_the_same_content_as_another_version_or_void_or_unsigned_has_another_hash() -> None:
    told = (session(), session(version=2), session(version=2, is_void=True), session(signed_at=None))
    assert len({content_digest(one) for one in told}) == 4


def test_a_version_before_it_was_found_void_has_the_hash_it_was_signed_with() -> None:
    void = session(version=2, is_void=True, earlier=(version(ENTRY),))
    assert content_digest(void, void.earlier[0]) == BY_SHA256SUM


def test_even_a_broken_letter_in_an_old_record_has_a_hash() -> None:
    assert len(content_digest(session(replace(ENTRY, note="a\ud800b")))) == 64
