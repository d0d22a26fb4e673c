"""Findings and refusals."""

from pico_tracker.domain.errors import EditConflict, PicoError, Refused
from pico_tracker.domain.findings import Finding, Level, stops
from pico_tracker.domain.words import sentence

NOTE = Finding("a", sentence("a note"), Level.NOTE)
CAUTION = Finding("b", sentence("a caution"), Level.CAUTION)
STOP = Finding("c", sentence("a stop"))


def test_findings_are_told_apart_by_level() -> None:
    found = (NOTE, CAUTION, STOP)
    assert stops(found) == (STOP,)
    assert Level.NOTE < Level.CAUTION < Level.STOP


def test_a_refusal_says_its_first_finding_and_keeps_them_all() -> None:
    refused = Refused((CAUTION, STOP))
    assert str(refused) == "a caution"
    assert refused.findings == (CAUTION, STOP)
    assert str(Refused(())) == "This cannot be saved."


def test_a_conflict_keeps_both_values() -> None:
    conflict = EditConflict({"called": ("Ann", "Anna")})
    assert conflict.differences == {"called": ("Ann", "Anna")}
    assert "Nothing was overwritten" in str(conflict)


def test_an_error_says_its_sentence() -> None:
    assert str(PicoError(sentence("Past {limit} mm", limit=3))) == "Past 3 mm"
