"""The command line: `pico-tracker demo | report | import patients | check | backup`.

Exit codes: 0 done, 1 something the user can mend (one sentence on standard error), 2 wrong usage.
With `--json` standard output is for a program to read.
"""

import argparse
import getpass
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from pico_tracker import config
from pico_tracker.demo.clinic import DemonstrationPlan, write_demonstration
from pico_tracker.domain.addresses import DatabaseAddress, parse_address
from pico_tracker.domain.errors import FileTrouble, NotFound, PicoError
from pico_tracker.domain.imports import DateOrder, ImportPlan
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.services.backups import back_up, check_database
from pico_tracker.services.clinics import open_clinic
from pico_tracker.services.context import Context
from pico_tracker.services.imports import ImportRefused, ImportWish, import_patients, plan_import, read_file
from pico_tracker.services.patients import find_patient_by_number
from pico_tracker.services.people import find_person, sign_in
from pico_tracker.services.reports import print_progress_report

DONE, REFUSED = 0, 1
COMMANDS = ("demo", "report", "import", "check", "backup")
_LARGEST_DEMONSTRATION = 2_000_000
_PROBLEMS_SHOWN = 50
_LONGEST_COUNT = 10

Wish = argparse.Namespace
Parser = argparse.ArgumentParser


def run(arguments: Sequence[str]) -> int:
    """Carry out one command and return its exit code; wrong usage leaves with code 2."""
    wish = _parser().parse_args(arguments)
    try:
        return int(wish.carry_out(wish))
    except ImportRefused as refused:
        _show_problems(refused.plan)
        return _complain(refused)
    except PicoError as error:
        return _complain(error)


def _complain(error: PicoError) -> int:
    print(error.sentence.said(), file=sys.stderr)
    return REFUSED


def _parser() -> Parser:
    parser = Parser(
        prog="pico-tracker",
        description=mark(
            "Without a command the window opens, or comes to the front where it is open already. "
            "--seat opens a further one on the same record, --demo one on a demonstration clinic."
        ),
    )
    _place(parser)
    commands = parser.add_subparsers(dest="command", required=True)
    described = {
        "demo": (mark("write a demonstration clinic of any size"), _describe_demo),
        "report": (mark("print a patient's progress report"), _describe_report),
        "import": (mark("take patients out of a table"), _describe_import),
        "check": (mark("look the whole database over"), _describe_check),
        "backup": (mark("write a verified copy"), _describe_backup),
    }
    for name, (says, describe) in described.items():
        command = commands.add_parser(name, help=says, description=says)
        command.add_argument("--json", action="store_true", help=mark("answer for a program"))
        describe(command)
    return parser


def _place(parser: Parser, *, again: bool = False) -> None:
    """Which database and who acts; may stand before the command or after it."""
    default = argparse.SUPPRESS if again else None
    parser.add_argument(
        "--database", metavar="ADDRESS", default=default, help=mark("a file, or postgresql+psycopg://…")
    )
    parser.add_argument("--as", dest="person", metavar="NAME", default=default, help=mark("who acts"))


def _describe_demo(command: Parser) -> None:
    command.add_argument("file", metavar="FILE", help=mark("the database to make, or a server's address"))
    command.add_argument("--patients", type=_count, default=60, metavar="N")
    command.add_argument("--seed", type=int, default=1, metavar="S")
    command.add_argument("--today", type=_day, default=None, metavar="DATE", help=mark("as in 2026-11-22"))
    command.add_argument("--encrypt", action="store_true", help=mark("ask for a passphrase"))
    command.set_defaults(carry_out=_demo)


def _describe_report(command: Parser) -> None:
    _place(command, again=True)
    command.add_argument("record_number", metavar="RECORD_NO", help=mark("as in P-10001"))
    command.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    command.add_argument("--for", dest="audience", type=Audience, choices=list(Audience), default=Audience.PATIENT)
    command.set_defaults(carry_out=_report)


def _describe_import(command: Parser) -> None:
    _place(command, again=True)
    command.add_argument("what", choices=("patients",))
    command.add_argument("file", type=Path, metavar="FILE.csv")
    command.add_argument("--map", nargs="+", action="extend", default=[], metavar="FIELD=COLUMN")
    command.add_argument("--dates", type=DateOrder, choices=list(DateOrder), default=None)
    command.add_argument("--dry-run", action="store_true", help=mark("say what would happen, change nothing"))
    command.add_argument("--skip-bad", action="store_true", help=mark("take the good rows"))
    command.set_defaults(carry_out=_import)


def _describe_check(command: Parser) -> None:
    _place(command, again=True)
    command.set_defaults(carry_out=_check)


def _describe_backup(command: Parser) -> None:
    _place(command, again=True)
    command.add_argument("--out", type=Path, default=None, metavar="FOLDER")
    command.set_defaults(carry_out=_backup)


def _count(text: str) -> int:
    count = int(text) if text.isdecimal() and len(text) < _LONGEST_COUNT else 0
    if not 1 <= count <= _LARGEST_DEMONSTRATION:
        raise argparse.ArgumentTypeError(mark("a number of patients from 1 to 2000000"))
    return count


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(mark("a date as in 2026-11-22")) from None


def _demo(wish: Wish) -> int:
    address = _address_of(wish.file)
    plan = DemonstrationPlan(wish.patients, wish.seed, wish.today or datetime.now(UTC).astimezone().date())
    made = write_demonstration(address, plan, _new_passphrase(wish), _show_progress)
    try:
        context = sign_in(made.database, made.administrator_id, lambda: datetime.now(UTC))
        report = check_database(context)
    finally:
        made.database.close()
    answer = {
        "database": address.title,
        "patients": wish.patients,
        "encrypted": bool(made.recovery_key),
        "digest": report.digest,
    }
    if made.recovery_key:
        answer["recovery_key"] = made.recovery_key
        _say_aside(sentence(mark("Recovery key, shown once: {key}. Print it."), key=made.recovery_key))
    said = sentence(mark("Wrote {count} patients to {place}."), count=wish.patients, place=address.title)
    return _answer(wish, said, answer)


def _report(wish: Wish) -> int:
    _refuse_other_names(wish.out)
    with _at_work(wish) as context:
        patient_id = find_patient_by_number(context, wish.record_number)
        if patient_id is None:
            said = mark("There is no patient with the record number {number}.")
            raise NotFound(sentence(said, number=wish.record_number[:40]))
        pdf = print_progress_report(context, patient_id, wish.audience)
    _write(wish.out, pdf)
    said_done = sentence(mark("Wrote the report to {file}."), file=str(wish.out))
    return _answer(wish, said_done, {"file": str(wish.out), "bytes": len(pdf)})


def _import(wish: Wish) -> int:
    order = ImportWish(read_file(wish.file), tuple(wish.map), wish.dates)
    with _at_work(wish) as context:
        if wish.dry_run:
            plan, taken = plan_import(context, order), 0
        else:
            plan = import_patients(context, order, skip_bad=wish.skip_bad).value
            taken = len(plan.entries)
    _show_problems(plan)
    _show_notes(plan)
    good, bad = len(plan.entries), plan.bad_rows
    said = sentence(mark("{good} rows can be imported, {bad} cannot. Nothing was changed."), good=good, bad=bad)
    if not wish.dry_run:
        said = sentence(mark("Imported {taken} patients, left out {bad} rows."), taken=taken, bad=bad)
    return _answer(wish, said, {"imported": taken, "good_rows": good, "bad_rows": bad, "problems": _rows(plan)})


def _check(wish: Wish) -> int:
    with _at_work(wish) as context:
        report = check_database(context)
    for problem in report.problems:
        _say_aside(problem)
    said = sentence(mark("The database is sound (schema {version})."), version=report.schema_version)
    if report.problems:
        said = sentence(mark("The database is not sound. Keep it as it is and restore a backup."))
    answer = {
        "sound": not report.problems,
        "schema_version": report.schema_version,
        "rows": dict(report.rows),
        "digest": report.digest,
        "problems": [problem.said() for problem in report.problems],
    }
    _answer(wish, said, answer)
    return REFUSED if report.problems else DONE


def _backup(wish: Wish) -> int:
    with _at_work(wish) as context:
        made = back_up(context, wish.out)
    said = sentence(mark("Wrote and verified a backup in {folder}."), folder=str(made.folder))
    return _answer(wish, said, {"folder": str(made.folder), "rows": dict(made.rows)})


@contextmanager
def _at_work(wish: Wish) -> Iterator[Context]:
    """The person of `--as` at work on the database of `--database`."""
    address = _address_of(wish.database) if wish.database else _own_address()
    database = open_clinic(address, lambda: _passphrase(address), lambda: datetime.now(UTC))
    try:
        person = find_person(database, wish.person or "")
        yield sign_in(database, person.id, lambda: datetime.now(UTC))
    finally:
        database.close()


def _address_of(typed: str) -> DatabaseAddress:
    address = parse_address(typed)
    if address.path is None:
        return address
    return DatabaseAddress(path=config.database_file(address.path))


def _own_address() -> DatabaseAddress:
    return DatabaseAddress(path=config.default_places().database)


def _passphrase(address: DatabaseAddress) -> str:
    return config.find_passphrase(address, _ask_passphrase if sys.stdin.isatty() else None)


def _ask_passphrase(why: Sentence | None) -> str:
    if why is not None:
        _say_aside(why)
    return getpass.getpass(mark("Passphrase: "))


def _new_passphrase(wish: Wish) -> str | None:
    given = config.given_passphrase()
    if given or not wish.encrypt:
        return given
    return getpass.getpass(mark("New passphrase: "))


def _refuse_other_names(path: Path) -> None:
    """A report must never take the place of a database or its vault."""
    if path.suffix.lower() != ".pdf":
        said = mark("{file} is no name for a report. Nothing was written. End the name in .pdf.")
        raise FileTrouble(sentence(said, file=str(path)))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        said = mark("{file} cannot be written ({reason}). Choose another name or folder.")
        raise FileTrouble(sentence(said, file=str(path), reason=error.strerror)) from error


def _answer(wish: Wish, said: Sentence, values: dict[str, object]) -> int:
    print(json.dumps(values, ensure_ascii=False) if wish.json else said.said())
    return DONE


def _say_aside(said: Sentence) -> None:
    print(said.said(), file=sys.stderr)


def _show_progress(done: int, total: int) -> None:
    _say_aside(sentence(mark("{done} of {total} patients"), done=done, total=total))


def _show_problems(plan: ImportPlan) -> None:
    for problem in plan.problems[:_PROBLEMS_SHOWN]:
        said = mark("Line {line}, {column}: {reason}") if problem.column else mark("Line {line}: {reason}")
        values = {"line": problem.line, "column": problem.column, "reason": problem.reason}
        _say_aside(sentence(said, **values))
    if len(plan.problems) > _PROBLEMS_SHOWN:
        _say_aside(sentence(mark("… and {more} more."), more=len(plan.problems) - _PROBLEMS_SHOWN))


def _show_notes(plan: ImportPlan) -> None:
    for note in plan.notes:
        _say_aside(note)
    for name in plan.unread_columns:
        _say_aside(sentence(mark("Column “{name}” was not read."), name=name))


def _rows(plan: ImportPlan) -> list[dict[str, object]]:
    return [{"line": one.line, "column": one.column, "reason": one.reason.said()} for one in plan.problems]
