"""No cell that we write runs as a formula, and each comes back as it was."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pico_tracker.exchange.csv_cells import quote_cell, unquote_cell, write_rows

STARTS = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    " =",
    "＝",
    "＋",
    "－",
    "＠",
    "\ufeff=",
    "\u200b=",
    "'",
    "''=",
    "' ",
]


@pytest.mark.parametrize("start", [start for start in STARTS if start.strip("' ") or start == " ="])
def test_what_a_spreadsheet_could_run_gets_an_apostrophe(start: str) -> None:
    assert quote_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "Ann Lee", "'t Hooft", "0305555555", "a=b", "1-2", " x"])
def test_ordinary_text_is_written_as_it_is(text: str) -> None:
    assert quote_cell(text) == text
    assert unquote_cell(text) == text


def test_a_foreign_protected_phone_number_loses_its_apostrophe() -> None:
    assert unquote_cell("'+44 20 5555") == "+44 20 5555"


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.sampled_from(["", *STARTS]), st.text(max_size=8))
def test_each_text_comes_back(start: str, rest: str) -> None:
    assert unquote_cell(quote_cell(start + rest)) == start + rest


@settings(deadline=None, max_examples=100, derandomize=True)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), min_size=2, max_size=2),
        max_size=4,
    )
)
def test_each_table_comes_back(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    write_rows(("a", "=b"), rows, out)
    read = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert [[unquote_cell(cell) for cell in row] for row in read] == [["a", "=b"], *rows]
