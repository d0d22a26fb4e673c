"""A table out of the bytes of a CSV file: encoding, separator, header, rows with their lines.

What is bounded, and why: the size of the file, the length of a line and the number of columns,
rows and cells, so that no file can fill the memory or hold the program up for long.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.imports import CsvTable, ImportProblem, NumberedRow
from pico_tracker.domain.words import Sentence, clean_line, mark, sentence
from pico_tracker.exchange.csv_cells import unquote_cell
from pico_tracker.exchange.csv_text import check_size, find_encoding
from pico_tracker.exchange.patient_columns import known_columns

LINE_CHARACTERS = 500_000
COLUMNS_LIMIT = 500
LINES_LIMIT = 1_000_000
ROWS_LIMIT = 200_000
MISREAD_LIMIT = 1_000
CELLS_LIMIT = 5_000_000
_SEPARATORS = ";\t,|"
_SAMPLE_ROWS = 30
_SAMPLE_CHARACTERS = 200_000
_HEADER_WITHIN = 10
_TITLE_CELLS = 2
_NAME_CHARACTERS = 80
_SEPARATOR_LINE = re.compile(r'^"?sep=([;,:|^~\t])"?[\r\n]*$', re.IGNORECASE)


def read_table(data: bytes) -> CsvTable:
    """Read the bytes of a CSV file; raises `FileTrouble` when it is no table that can be read.

    Cells are as in the file except that the apostrophe of `quote_cell` is taken off.
    """
    check_size(data)
    encoding, notes = find_encoding(data)
    said, separator = _separator_line(data, encoding)
    if not separator:
        separator = _best_separator(data, encoding)
    records = _Records(data, encoding, separator, skip=said)
    header, more = _find_header(records)
    return _collect(records, header, _Found(encoding, separator, (*notes, *more)))


@dataclass(frozen=True, slots=True)
class _Found:
    encoding: str
    separator: str
    notes: tuple[Sentence, ...]


class _Lines:
    """The physical lines of the file; knows the number of the line given last."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self.number = 0
        self.is_at_end = False
        self._file = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(LINE_CHARACTERS + 1)
        if not line:
            self.is_at_end = True
            raise StopIteration
        self.number += 1
        if self.number > LINES_LIMIT:
            said = mark("The file has more than {lines} lines. Split it into files with the same header.")
            raise FileTrouble(sentence(said, lines=LINES_LIMIT))
        if len(line) > LINE_CHARACTERS:
            said = mark("Line {line} is longer than {limit} characters. This is not a table of patients.")
            raise FileTrouble(sentence(said, line=self.number, limit=LINE_CHARACTERS))
        return line


@dataclass(slots=True)
class _Records:
    """The records of the file one by one; one that cannot be read becomes a problem and is passed over."""

    data: bytes
    encoding: str
    separator: str
    skip: int = 0
    problems: list[ImportProblem] = field(default_factory=list)

    def __iter__(self) -> Iterator[NumberedRow]:
        lines = _Lines(self.data, self.encoding)
        for _ in range(self.skip):
            next(lines)
        reader = csv.reader(lines, delimiter=self.separator, strict=True)
        while True:
            begins = lines.number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._misread(begins, lines, error)
                continue
            if any(cell.strip("\x1a\x00 \t\r\n") for cell in cells):
                yield NumberedRow(begins, tuple(cells))

    def _misread(self, begins: int, lines: _Lines, error: csv.Error) -> None:
        if lines.is_at_end or "field limit" in str(error):
            said = mark(
                "The cell that begins in line {line} does not end: a quotation mark is missing, or it is too "
                "long. Correct it and import again."
            )
            raise FileTrouble(sentence(said, line=begins)) from error
        if len(self.problems) >= MISREAD_LIMIT:
            said = mark("More than {count} rows have quotation marks inside cells. Export the file again as CSV.")
            raise FileTrouble(sentence(said, count=MISREAD_LIMIT))
        reason = mark("A quotation mark stands in the middle of a cell, so the row cannot be taken apart.")
        self.problems.append(ImportProblem(begins, "", sentence(reason)))


def _separator_line(data: bytes, encoding: str) -> tuple[int, str]:
    """How many lines to leave out, and the separator that a line `sep=;` names."""
    named = _SEPARATOR_LINE.match(next(_Lines(data, encoding), ""))
    return (1, named[1]) if named else (0, "")


def _best_separator(data: bytes, encoding: str) -> str:
    head = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="").read(_SAMPLE_CHARACTERS)
    return max(_SEPARATORS, key=lambda separator: _fit(head, separator))


def _fit(head: str, separator: str) -> tuple[int, float, int]:
    """How well a separator fits: names known in the header, rows of one width, number of columns."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
    try:
        rows = [row for row in islice(reader, _SAMPLE_ROWS) if row]
    except csv.Error:
        return (0, 0.0, 0)
    if not rows:
        return (0, 0.0, 0)
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    if usual == 1:
        return (max(known_columns(row) for row in rows[:_HEADER_WITHIN]), 0.0, 1)
    known = max(known_columns(row[:COLUMNS_LIMIT]) for row in rows[:_HEADER_WITHIN])
    return (known, widths.count(usual) / len(widths), usual)


def _find_header(records: _Records) -> tuple[NumberedRow, tuple[Sentence, ...]]:
    """The row with the column names: the first, unless a title stands above it."""
    rows = list(islice(records, _HEADER_WITHIN))
    records.problems.clear()
    if not rows:
        raise FileTrouble(sentence(mark("The file has no row that can be read. Nothing was imported.")))
    best = max(rows, key=lambda row: known_columns(row.cells[:COLUMNS_LIMIT]))
    is_title = sum(bool(cell.strip()) for cell in rows[0].cells) <= _TITLE_CELLS
    if best is rows[0] or not is_title or known_columns(best.cells[:COLUMNS_LIMIT]) < 2:
        return rows[0], ()
    said = mark("The column names were found in line {line}; the lines above were left out.")
    return best, (sentence(said, line=best.line),)


def _collect(records: _Records, header: NumberedRow, found: _Found) -> CsvTable:
    names = _column_names(header.cells)
    rows = []
    for row in records:
        if row.line <= header.line:
            continue
        fitted = _fitted(row, len(names))
        if fitted is None:
            records.problems.append(_too_wide(row, len(names)))
        else:
            rows.append(fitted)
        _check_room(len(rows) + len(records.problems), len(names))
    return CsvTable(
        names,
        tuple(rows),
        tuple(problem for problem in records.problems if problem.line > header.line),
        found.encoding,
        found.separator,
        found.notes,
    )


def _column_names(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > COLUMNS_LIMIT:
        said = mark("The file has {count} columns; at most {limit} can be read.")
        raise FileTrouble(sentence(said, count=len(cells), limit=COLUMNS_LIMIT))
    seen: dict[str, int] = {}
    return tuple(_own_name(cell, place, seen) for place, cell in enumerate(cells, 1))


def _own_name(cell: str, place: int, seen: dict[str, int]) -> str:
    plain = clean_line(unquote_cell(cell[:_NAME_CHARACTERS])) or f"({place})"
    name = plain
    while name in seen:
        seen[plain] += 1
        name = f"{plain} ({seen[plain]})"
    seen[name] = 1
    return name


def _fitted(row: NumberedRow, width: int) -> NumberedRow | None:
    """The row with as many cells as the header; None if something would be lost."""
    if any(cell.strip() for cell in row.cells[width:]):
        return None
    cells = tuple(unquote_cell(cell) for cell in row.cells[:width])
    return NumberedRow(row.line, cells + ("",) * (width - len(cells)))


def _too_wide(row: NumberedRow, width: int) -> ImportProblem:
    said = mark("The row has {cells} cells, the header only {width}. A cell with a separator needs quotes.")
    return ImportProblem(row.line, "", sentence(said, cells=len(row.cells), width=width))


def _check_room(rows: int, width: int) -> None:
    if rows > ROWS_LIMIT or rows * width > CELLS_LIMIT:
        said = mark("The file has more than {rows} rows. Split it into several files with the same header.")
        raise FileTrouble(sentence(said, rows=rows - 1))
