"""What every test passes through does see what it is there to see."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from tests.postgresql_server import PostgresqlServer

ROOT = Path(__file__).parents[2]
TESTS = """
import logging, threading

def test_clean():
    logging.getLogger("clinic").info("opened")
    worker = threading.Thread(target=print)
    worker.start()

def test_that_leaves_a_thread():
    global let_go
    let_go = threading.Event()
    threading.Thread(target=let_go.wait, name="forgotten").start()

def test_that_logs_a_warning():
    let_go.set()
    logging.getLogger("clinic").warning("something is odd")

def test_that_expects_its_warning(caplog):
    logging.getLogger("clinic").warning("as expected")
    assert [record.getMessage() for record in caplog.records] == ["as expected"]
    caplog.clear()
"""


def test_a_thread_left_alive_and_an_unexpected_warning_fail_their_test(tmp_path: Path) -> None:
    (tmp_path / "test_sample.py").write_text(TESTS, encoding="utf-8")
    # The house's rules with less patience, so that the thread is given up at once.
    (tmp_path / "conftest.py").write_text(
        "from tests import conftest\nconftest.PATIENCE_S = 0.05\n", encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", os.devnull, "-rE", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "threads left alive: forgotten" in done.stdout
    assert "unexpected log records: ['clinic: something is odd']" in done.stdout
    assert "4 passed, 2 errors" in done.stdout, done.stdout


def test_a_database_copied_from_a_template_holds_its_rows_and_is_apart(
    new_postgresql_database: Callable[..., str],
) -> None:
    template = new_postgresql_database()
    with _connect(template) as connection:
        connection.execute("CREATE TABLE visit (name text)")
        connection.execute("INSERT INTO visit VALUES ('first')")
    copy = new_postgresql_database(template)
    with _connect(copy) as connection:
        connection.execute("INSERT INTO visit VALUES ('second')")
        assert connection.execute("SELECT name FROM visit").fetchall() == [("first",), ("second",)]
    with _connect(template) as connection:
        assert connection.execute("SELECT name FROM visit").fetchall() == [("first",)]


def test_a_dropped_database_is_gone_even_while_somebody_is_connected(
    postgresql_server: PostgresqlServer,
) -> None:
    address = postgresql_server.create_database()
    name = make_url(address).database
    guest = _connect(address)
    postgresql_server.drop_database(address)
    guest.close()
    with _connect(postgresql_server.address("postgres")) as connection:
        names = connection.execute("SELECT datname FROM pg_database").fetchall()
    assert (name,) not in names


def _connect(address: str) -> psycopg.Connection:
    url = make_url(address)
    return psycopg.connect(host=str(url.query["host"]), user=url.username, dbname=url.database)
