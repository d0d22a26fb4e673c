"""How well a statement is founded, down to the single number."""

from decimal import Decimal

import pytest

from pico_tracker.domain.evidence import EVIDENCE_NAMES, Evidence, Figure, evidence_in, read_figure


def test_a_figure_keeps_its_number_and_its_evidence() -> None:
    assert read_figure({"value": "6.37", "evidence": "derived"}) == Figure(Decimal("6.37"), Evidence.DERIVED)
    assert read_figure({"value": 4, "evidence": "sourced"}) == Figure(Decimal(4), Evidence.SOURCED)
    assert Figure(Decimal(450), Evidence.SOURCED).whole == 450
    assert read_figure(None) is None


@pytest.mark.parametrize("table", [{"value": 1}, {"evidence": "sourced"}, {"value": 1, "evidence": "perhaps"}])
def test_a_figure_without_number_or_evidence_is_refused(table: dict[str, object]) -> None:
    with pytest.raises((KeyError, ValueError)):
        read_figure(table)


def test_a_figure_that_is_no_number_is_refused() -> None:
    with pytest.raises(ArithmeticError):
        read_figure({"value": "many", "evidence": "sourced"})


def test_every_evidence_inside_a_record_is_found() -> None:
    record = {
        "evidence": "mixed",
        "limit": {"value": 1, "evidence": "sourced"},
        "modes": [{"evidence": "derived"}, ({"evidence": "unsourced"},)],
        "name": {"en": "One"},
    }
    assert list(evidence_in(record)) == [Evidence.MIXED, Evidence.SOURCED, Evidence.DERIVED, Evidence.UNSOURCED]
    assert list(evidence_in("nothing")) == []


def test_every_evidence_has_a_word() -> None:
    assert EVIDENCE_NAMES == {
        Evidence.SOURCED: "Sourced",
        Evidence.DERIVED: "Derived",
        Evidence.MIXED: "Partly sourced",
        Evidence.UNSOURCED: "Not sourced",
    }
