"""Patients out of somebody else's table: all of them, or none."""

from dataclasses import dataclass, replace
from pathlib import Path

from pico_tracker.db.queries.patients import list_for_duplicates
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.imports import (
    DateOrder,
    ImportPlan,
    ImportProblem,
    NumberedEntry,
    already_on_record,
    duplicate_keys,
    keys_to_seek,
)
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import mark, sentence
from pico_tracker.exchange.csv_table import read_table
from pico_tracker.exchange.csv_text import read_bytes
from pico_tracker.exchange.patient_columns import choose_columns
from pico_tracker.exchange.patients_csv import read_patients
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.histories import write_patients
from pico_tracker.services.patients import clean_entry


@dataclass(frozen=True, slots=True)
class ImportWish:
    """A file to import and how to read it; `overrides` as in `family_name=Nachname`."""

    data: bytes
    overrides: tuple[str, ...] = ()
    date_order: DateOrder | None = None


class ImportRefused(PicoError):
    """Some rows are bad and nothing was taken; `plan` names each of them."""

    def __init__(self, plan: ImportPlan) -> None:
        super().__init__(
            sentence(
                mark("{count} rows cannot be imported, so nothing was. Mend them, or take only the good rows."),
                count=plan.bad_rows,
            )
        )
        self.plan = plan


def read_file(path: Path) -> bytes:
    """The bytes of a table to import; raises `FileTrouble` for what is no ordinary, readable file."""
    return read_bytes(path)


@needs(Permission.IMPORT)
def plan_import(context: Context, wish: ImportWish) -> ImportPlan:
    """What an import would do, with duplicates of patients on record among the bad rows."""
    plan = _read(context, wish)
    with context.database.read() as work:
        return _without_known(work, plan)


@needs(Permission.IMPORT)
def import_patients(context: Context, wish: ImportWish, *, skip_bad: bool = False) -> Done[ImportPlan]:
    """Put the file's patients on record: all of them, or with `skip_bad` the good ones.

    Raises `ImportRefused` when there are bad rows and they are not to be skipped.
    """
    plan = _read(context, wish)
    with context.database.load(context.actor(), "import patients") as work:
        plan = _without_known(work, plan)
        if plan.bad_rows and not skip_bad:
            raise ImportRefused(plan)
        write_patients(context, work, (clean_entry(one.entry) for one in plan.entries))
        return Done(plan, work.changed)


def _read(context: Context, wish: ImportWish) -> ImportPlan:
    table = read_table(wish.data)
    columns = choose_columns(table.header, wish.overrides)
    return read_patients(table, columns, wish.date_order, context.mint_entry_id, context.today())


def _without_known(work: Work, plan: ImportPlan) -> ImportPlan:
    known = _keys_on_record(work)
    good: list[NumberedEntry] = []
    bad: list[ImportProblem] = []
    for one in plan.entries:
        key = next((key for key in keys_to_seek(one.entry) if key in known), None)
        if key is None:
            good.append(one)
        else:
            bad.append(ImportProblem(one.line, "", already_on_record(key, known[key])))
    problems = tuple(sorted((*plan.problems, *bad), key=lambda problem: problem.line))
    return replace(plan, entries=tuple(good), problems=problems, bad_rows=plan.bad_rows + len(bad))


def _keys_on_record(work: Work) -> dict[str, str]:
    entries = list_for_duplicates(work)
    return {key: entry.record_number for entry in entries for key in duplicate_keys(entry)}
