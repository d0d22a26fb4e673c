"""A real PostgreSQL for the tests: its own files, its own user, reachable through a socket only.

A test, or a fixture for one, asks for `new_postgresql_database` and calls it:

    address = new_postgresql_database()            an empty database
    address = new_postgresql_database(template)    a copy of the database at the address `template`

Both return an SQLAlchemy address; the database goes away with the test. What lives longer, such as a
template, comes from the session's `postgresql_server.create_database()`. Each worker process of
pytest-xdist starts a server of its own, on first use. Sorting follows a language (ICU, en-US), as on
a clinic's server, so that a test which leans on SQLite's byte order shows itself; this needs
PostgreSQL 15 or newer.
"""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

SUPERUSER = "pico"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
}
INSTALLED = "/usr/lib/postgresql"


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def find_programs() -> Path | None:
    """The folder with `initdb`, `pg_ctl` and `postgres`: Debian's newest, else from the path."""
    folders = [path.parent for path in Path(INSTALLED).glob("*/bin/postgres")]
    if folders:
        return max(folders, key=_version)
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def reason_left_out() -> str:
    """Why no server can be started here; empty when one can."""
    if sys.platform == "win32":
        return "PostgreSQL tests left out: their server is reached by a Unix socket, which Windows lacks"
    if find_programs() is None:
        return "PostgreSQL tests left out: PostgreSQL (15 or newer) is not installed, and only root may"
    return ""


def _may_install() -> bool:
    return sys.platform == "linux" and bool(shutil.which("apt-get")) and os.geteuid() == 0


class PostgresqlServer:
    """One running server in a temporary folder."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._numbers = itertools.count(1)
        # A socket's path may have no more than about 100 characters, so not pytest's deep folder.
        self._folder = Path(tempfile.mkdtemp(prefix="pico-pg-", dir="/tmp"))
        # The server refuses to run as root: Debian's package brings a user for it.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user)

    def start(self) -> None:
        """Make the files and start; returns when the server answers."""
        data = str(self._folder / "data")
        options = ["--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8", "--no-sync"]
        options += ["--locale", "C", "--locale-provider", "icu", "--icu-locale", "en-US"]
        self._run("initdb", ["--pgdata", data, *options])
        settings = {**SETTINGS, "unix_socket_directories": str(self._folder)}
        said = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        log = str(self._folder / "log")
        self._run("pg_ctl", ["start", "--wait", "--pgdata", data, "--log", log, "--options", said])

    def stop(self) -> None:
        """Stop at once and leave nothing behind."""
        self._run("pg_ctl", ["stop", "--mode", "immediate", "--pgdata", str(self._folder / "data")])
        shutil.rmtree(self._folder)

    def address(self, name: str) -> str:
        """The SQLAlchemy address of the database `name`."""
        return f"postgresql+psycopg://{SUPERUSER}@/{name}?host={self._folder}"

    def create_database(self, template: str | None = None) -> str:
        """Make an empty database, or a copy of the one at the address `template`, which nobody may
        be connected to. Returns the new one's address."""
        name = f"clinic_{next(self._numbers)}"
        original = make_url(template).database if template else "template0"
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self._execute(command.format(sql.Identifier(name), sql.Identifier(original or "")))
        return self.address(name)

    def drop_database(self, address: str) -> None:
        """Remove the database at `address`, and whoever is still connected."""
        name = make_url(address).database or ""
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, command: sql.Composed) -> None:
        with psycopg.connect(
            host=str(self._folder), user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(command)

    def _run(self, program: str, arguments: Sequence[str]) -> None:
        # Output goes to a file: the server would hold a pipe open and nobody would see its end.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(self._programs / program), *arguments],
                cwd=self._folder,
                user=self._user,
                group=self._user,
                extra_groups=[] if self._user else None,
                env={**os.environ, "LC_ALL": "C", "HOME": str(self._folder)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
            output.seek(0)
            assert done.returncode == 0, f"{program} failed:\n{output.read()}"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """The worker's server; where there can be none the test is left out with the reason."""
    reason = reason_left_out()
    if reason and _may_install():
        pytest.fail("PostgreSQL is not installed; `python3 dev.py test` installs it.")
    programs = find_programs()
    if reason or programs is None:
        pytest.skip(reason)
    server = PostgresqlServer(programs)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def new_postgresql_database(postgresql_server: PostgresqlServer) -> Iterator[Callable[..., str]]:
    """Makes databases for one test: `(template: str | None = None) -> address`."""
    made: list[str] = []

    def make(template: str | None = None) -> str:
        made.append(postgresql_server.create_database(template))
        return made[-1]

    yield make
    for address in made:
        postgresql_server.drop_database(address)
