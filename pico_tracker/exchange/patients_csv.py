"""From the rows of a table to patients: each row an entry or the reasons why not.

Pure: identifiers and today's date are handed in, the database is not asked. Whether a person is
on record already is found by the service with `duplicate_keys` and `keys_to_seek`.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pico_tracker.domain.findings import Level
from pico_tracker.domain.imports import (
    CsvTable,
    DateOrder,
    ImportPlan,
    ImportProblem,
    NumberedEntry,
    NumberedRow,
    duplicate_keys,
    keys_to_seek,
    twice_in_file,
)
from pico_tracker.domain.patients import PatientEntry, check_patient
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.exchange.birth_dates import find_order, is_day_number
from pico_tracker.exchange.patient_columns import Columns
from pico_tracker.exchange.patient_row import RowReader

PROBLEMS_LIMIT = 10_000
"""So many problems are listed; the rest is counted."""

_FIELD_PARTS = {
    "family_name": ("family_name", "name", "given_names"),
    "given_names": ("given_names", "name", "middle_names"),
    "title": ("title", "name", "given_names"),
    "address": ("address", "street", "city"),
    "sex": ("sex", "salutation"),
}
"""Where a finding about a field of the entry is shown when several columns make the field."""


@dataclass(slots=True)
class _Plan:
    """The plan while the rows come in."""

    entries: list[NumberedEntry] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)
    remarks: list[ImportProblem] = field(default_factory=list)
    bad_rows: int = 0
    lines: dict[str, int] = field(default_factory=dict)
    """Duplicate key to the line that has it."""

    def refuse(self, found: list[ImportProblem]) -> None:
        self.bad_rows += 1
        self.problems.extend(found[: max(PROBLEMS_LIMIT - len(self.problems), 0)])

    def accept(self, numbered: NumberedEntry, remarks: list[ImportProblem]) -> None:
        self.entries.append(numbered)
        self.remarks.extend(remarks[: max(PROBLEMS_LIMIT - len(self.remarks), 0)])
        for key in duplicate_keys(numbered.entry):
            self.lines.setdefault(key, numbered.line)


def read_patients(
    table: CsvTable,
    columns: Columns,
    date_order: DateOrder | None,
    mint: Callable[[], uuid.UUID],
    today: date,
) -> ImportPlan:
    """Read every row of `table` by `columns` (from `choose_columns`).

    `date_order` None: the order is told from the whole column; `FileTrouble` if it cannot be.
    `mint` gives the identifier of each entry.
    """
    places = {name: place for place, name in enumerate(table.header)}
    order = date_order or _order_of(table, columns, places, today)
    plan = _Plan()
    for problem in table.problems:
        plan.refuse([problem])
    for row in table.rows:
        _take(row, RowReader(row, _cells(row, columns, places), columns, order, today), mint, plan)
    return ImportPlan(
        tuple(plan.entries),
        tuple(sorted(plan.problems, key=lambda problem: problem.line)),
        plan.bad_rows,
        tuple(plan.remarks),
        _unread(table, columns),
        order,
        (*table.notes, *_notes(table, columns, plan)),
    )


def _order_of(table: CsvTable, columns: Columns, places: Mapping[str, int], today: date) -> DateOrder | None:
    if "born_on" not in columns:
        return None
    column = columns["born_on"][0]
    place = places[column]
    return find_order(((row.line, row.cells[place].strip()) for row in table.rows), column, today)


def _cells(row: NumberedRow, columns: Columns, places: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(row.cells[places[column]] for column in names) for name, names in columns.items()}


def _take(row: NumberedRow, reader: RowReader, mint: Callable[[], uuid.UUID], plan: _Plan) -> None:
    entry = reader.entry(mint())
    found = [*reader.problems, *_checked(row, entry, reader)]
    stopping = [problem for problem in found if problem.level is Level.STOP]
    if not stopping:
        stopping = _twice(row, entry, reader.columns, plan)
    if stopping:
        plan.refuse(stopping)
    else:
        plan.accept(NumberedEntry(row.line, entry), found)


def _checked(row: NumberedRow, entry: PatientEntry, reader: RowReader) -> Iterator[ImportProblem]:
    unread = {problem.column for problem in reader.problems}
    for finding in check_patient(entry, reader.today):
        column = _column_of(finding.field, reader.columns)
        # A cell that could not be read has its reason already.
        if not column or column not in unread:
            yield ImportProblem(row.line, column, finding.sentence, finding.level)


def _twice(row: NumberedRow, entry: PatientEntry, columns: Columns, plan: _Plan) -> list[ImportProblem]:
    key = next((key for key in keys_to_seek(entry) if key in plan.lines), "")
    if not key:
        return []
    name = "record_number" if key.startswith("number:") else "family_name"
    return [ImportProblem(row.line, _column_of(name, columns), twice_in_file(key, plan.lines[key]))]


def _column_of(name: str, columns: Columns) -> str:
    parts = _FIELD_PARTS.get(name, (name,))
    return next((columns[part][0] for part in parts if part in columns), "")


def _unread(table: CsvTable, columns: Columns) -> tuple[str, ...]:
    read = {column for names in columns.values() for column in names}
    return tuple(name for name in table.header if name not in read)


def _notes(table: CsvTable, columns: Columns, plan: _Plan) -> Iterator[Sentence]:
    if not table.rows and not table.problems:
        yield sentence(mark("The file has column names but no patients."))
        return
    if "name" in columns and "family_name" not in columns:
        said = mark(
            "Whole names from “{column}” were taken apart: before a comma stands the family name, "
            "without a comma it is the last word."
        )
        yield sentence(said, column=columns["name"][0])
    if "salutation" in columns and "sex" not in columns:
        yield sentence(mark("Sex was taken from “{column}”."), column=columns["salutation"][0])
    if _has_day_numbers(table, columns):
        said = mark(
            "Numbers in “{column}” were read as days counted from 1900, as spreadsheets do. "
            "Compare one birth date: some count from 1904."
        )
        yield sentence(said, column=columns["born_on"][0])
    if len(plan.problems) >= PROBLEMS_LIMIT:
        yield sentence(mark("Only the first {count} problems are listed."), count=PROBLEMS_LIMIT)


def _has_day_numbers(table: CsvTable, columns: Columns) -> bool:
    if "born_on" not in columns:
        return False
    place = table.header.index(columns["born_on"][0])
    return any(is_day_number(row.cells[place].strip()) for row in table.rows)
