"""Writing tables that a spreadsheet opens as text, and taking the protection off again.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula. Such a cell is
written with an apostrophe in front; `unquote_cell` takes exactly that one off, so a phone
number `+44…` comes back as it was, and a name like `'t Hooft` is left alone both ways.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

CSV_ENCODING = "utf-8-sig"
"""For the file that `write_rows` is given: with the mark by which spreadsheets know UTF-8.
Open it with `newline=""`."""

# Full-width signs count too: East Asian spreadsheets take them for the plain ones.
_RISKY = re.compile("'*(?:[\t\r\n]|[\\s\u200b\ufeff\x00-\x1f]*[=+\\-@＝＋－＠])")


def quote_cell(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet could run it as a formula."""
    return f"'{text}" if _RISKY.match(text) else text


def unquote_cell(text: str) -> str:
    """Undoes `quote_cell`; any other text is returned unchanged."""
    return text[1:] if text.startswith("'") and _RISKY.match(text, 1) else text


def write_rows(header: Sequence[str], rows: Iterable[Sequence[str]], out: TextIO) -> None:
    """Write a table with commas between the cells, each cell by way of `quote_cell`."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([quote_cell(cell) for cell in header])
    writer.writerows([quote_cell(cell) for cell in row] for row in rows)
