"""Findings and refusals."""

from pico_tracker.domain.errors import EditConflict, PicoError, Refused
from pico_tracker.domain.findings import Finding, Level, check_lengths, stops
from pico_tracker.domain.words import sentence

NOTE = Finding("a", sentence("a note"), Level.NOTE)
CAUTION = Finding("b", sentence("a caution"), Level.CAUTION)
STOP = Finding("c", sentence("a stop"))


def test_findings_are_told_apart_by_level() -> None:
    found = (NOTE, CAUTION, STOP)
    assert stops(found) == (STOP,)
    assert Level.NOTE < Level.CAUTION < Level.STOP


def test_a_finding_stops_and_nobody_overrides_it_unless_a_rule_says_so() -> None:
    finding = Finding("a", sentence("a rule"))
    assert (finding.level, finding.overridable) == (Level.STOP, False)


def test_a_text_may_be_as_long_as_its_limit_and_not_one_character_longer() -> None:
    limits = {"field": 3, "code": 3}
    (finding,) = check_lengths(Finding("four", sentence("a rule"), code="abc"), limits, "note")
    assert (finding.field, finding.code) == ("field", "note.field")
    assert str(finding.sentence) == "This is longer than 3 characters. Shorten it."


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
