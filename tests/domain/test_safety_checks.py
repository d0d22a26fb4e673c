"""Before a session: how the last one healed is asked, and somebody says that the patient may be treated."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pico_tracker.domain.findings import Level
from pico_tracker.domain.safety_checks import (
    HEALING_NAMES,
    Healing,
    HealingFacts,
    SafetyCheck,
    check_healing,
    check_moment,
)
from pico_tracker.domain.sessions import SessionEntry, SessionFacts, check_before, check_session
from tests.domain.test_sessions import ENTRY, FACTS, TODAY

BLISTER = HealingFacts(recorded_since=("Blister",), unhealed=("Blister",))
HEALED_BLISTER = HealingFacts(recorded_since=("Blister",))
AGO = date(2026, 10, 4)
TREATED_BEFORE = replace(FACTS, last_session_on=AGO)


@pytest.mark.parametrize(
    ("healing", "facts", "wanted"),
    [
        (None, HealingFacts(), "Say how the last session healed."),
        (Healing.HEALED, HealingFacts(), ""),
        (Healing.HEALED, HEALED_BLISTER, ""),
        (
            Healing.HEALED,
            BLISTER,
            "Not healed on record: Blister. Close it there, or say that something happened.",
        ),
        (
            Healing.EVENT,
            HealingFacts(),
            "Something happened, but no side effect is on record since. Write it down first.",
        ),
        (Healing.EVENT, HEALED_BLISTER, ""),
        (Healing.EVENT, BLISTER, ""),
        (Healing.EVENT, HealingFacts(unhealed=("Scar",)), ""),
        (Healing.EVENT, HealingFacts(to_end=("Redness",)), ""),
        (Healing.HEALED, HealingFacts(to_end=("Redness",)), ""),
    ],
)
def test_the_answer_fits_what_is_on_record(healing: Healing | None, facts: HealingFacts, wanted: str) -> None:
    found = check_healing(healing, facts)
    assert [str(one.sentence) for one in found] == ([wanted] if wanted else [])
    assert all(one.level is Level.STOP and not one.overridable for one in found)


@pytest.mark.parametrize(
    ("entry", "facts", "is_asked"),
    [
        (ENTRY, FACTS, False),
        (ENTRY, TREATED_BEFORE, True),
        (ENTRY, replace(FACTS, last_session_on=TODAY), False),
        (replace(ENTRY, performed_on=date(2026, 11, 21), checked=None), TREATED_BEFORE, False),
        (replace(ENTRY, performed_on=date(2026, 11, 21)), TREATED_BEFORE, True),
    ],
    ids=["first session", "later session", "second one of a day", "paper record", "signed after midnight"],
)
def test_healing_is_asked_on_the_day_once_there_was_a_session(
    entry: SessionEntry, facts: SessionFacts, is_asked: bool
) -> None:
    silent = replace(entry, healing=None)
    assert ("healing" in [one.field for one in check_before(silent, facts)]) is is_asked


def test_a_session_of_today_needs_the_word_that_the_patient_may_be_treated() -> None:
    (found,) = check_session(replace(ENTRY, checked=None), FACTS)
    assert (found.field, str(found.sentence)) == (
        "checked",
        "Check first, then confirm with “Checked, may treat”.",
    )
    assert not found.overridable


def test_a_paper_record_may_lack_it() -> None:
    assert check_session(replace(ENTRY, checked=None, performed_on=date(2026, 11, 21)), FACTS) == ()


def test_the_word_was_given_on_the_day_of_the_session() -> None:
    check = SafetyCheck(1, datetime(2026, 11, 21, 10, 18, tzinfo=UTC))
    (found,) = check_moment(check, TODAY, TODAY)
    assert str(found.sentence) == "The check was made on another day than the session. Check again."
    assert check_moment(check, date(2026, 11, 21), TODAY) == ()


def test_every_answer_has_a_name() -> None:
    assert set(HEALING_NAMES) == set(Healing)
