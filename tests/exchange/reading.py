"""A file read the whole way, as an import reads it."""

import itertools
import uuid
from collections.abc import Callable
from datetime import date

from pico_tracker.domain.imports import DateOrder, ImportPlan
from pico_tracker.exchange.csv_table import read_table
from pico_tracker.exchange.patient_columns import choose_columns
from pico_tracker.exchange.patients_csv import read_patients

TODAY = date(2026, 3, 2)


def minting() -> Callable[[], uuid.UUID]:
    numbers = itertools.count(1)
    return lambda: uuid.UUID(int=next(numbers))


def plan_of(data: bytes | str, *overrides: str, order: DateOrder | None = None) -> ImportPlan:
    table = read_table(data.encode() if isinstance(data, str) else data)
    return read_patients(table, choose_columns(table.header, overrides), order, minting(), TODAY)
