"""How a session ended: early, it says why and when the patient comes again."""

from dataclasses import replace
from datetime import date

import pytest

from pico_tracker.domain.endings import ENDING_NAMES, Ending, check_ending
from pico_tracker.domain.sessions import check_session
from tests.domain.test_sessions import ENTRY, FACTS, TODAY

WHY, WHEN = "Write why the session was stopped early.", "Enter when the patient is to come again."
BACK = "The patient comes again after this session, not before."


@pytest.mark.parametrize(
    ("ending", "reason", "return_on", "wanted"),
    [
        (Ending.COMPLETE, "", None, []),
        (Ending.STOPPED_EARLY, "", None, [WHY, WHEN]),
        (Ending.STOPPED_EARLY, "faint", None, [WHEN]),
        (Ending.STOPPED_EARLY, "", date(2026, 12, 1), [WHY]),
        (Ending.STOPPED_EARLY, "faint", date(2026, 12, 1), []),
        (Ending.STOPPED_EARLY, "faint", TODAY, []),
        (Ending.COMPLETE, "", date(2026, 11, 21), [BACK]),
    ],
)
def test_an_early_end_says_why_and_when_next(
    ending: Ending, reason: str, return_on: date | None, wanted: list[str]
) -> None:
    assert [str(one.sentence) for one in check_ending(ending, reason, return_on, TODAY)] == wanted


def test_a_session_stopped_early_keeps_its_passes_and_is_a_session() -> None:
    entry = replace(ENTRY, ending=Ending.STOPPED_EARLY, ending_reason="faint", return_on=date(2026, 12, 1))
    assert check_session(entry, FACTS) == ()
    assert [one.field for one in check_session(replace(entry, passes=()), FACTS)] == ["passes"]


def test_the_follow_up_call_comes_after_the_session() -> None:
    assert check_session(replace(ENTRY, call_on=date(2026, 11, 24)), FACTS) == ()
    (found,) = check_session(replace(ENTRY, call_on=TODAY), FACTS)
    assert (found.field, str(found.sentence)) == ("call_on", "The follow-up call comes after the session.")


def test_every_ending_has_a_name() -> None:
    assert set(ENDING_NAMES) == set(Ending)
