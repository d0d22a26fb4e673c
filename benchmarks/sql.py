"""The floors of the database: the same work by the bare driver, with nothing of the program in between.

Every function takes the driver's open connection and gives its raw rows.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pico_tracker.domain.search_words import Word

_LAST_SIGN = "\U0010ffff"
_SHOWN = 51
_HITS = """
SELECT patient.id, given_names, family_name, record_number, born_on, state, text
FROM (SELECT DISTINCT patient_id AS hit FROM patient_token WHERE {conditions} LIMIT {limit})
JOIN patient ON patient.id = hit
LEFT JOIN patient_item ON patient_item.patient_id = hit AND kind = 'phone' AND position = 0
"""
_ALSO = "EXISTS (SELECT 1 FROM patient_token AS also WHERE also.patient_id = patient_token.patient_id AND {starts})"
_SESSIONS = "FROM course JOIN session ON session.course_id = course.id"
_PASSES = f"{_SESSIONS} JOIN session_pass ON session_id = session.id"
_TOOLS = "JOIN device ON device.id = session_pass.device_id LEFT JOIN handpiece ON handpiece.id = handpiece_id"
_EFFECTS = "JOIN side_effect ON course_id = course.id JOIN side_effect_kind ON side_effect_kind.id = kind_id"
_READINGS = "JOIN clearance_reading ON course_id = course.id JOIN staff ON staff.id = read_by_id"
_PAGE = (
    "SELECT * FROM patient WHERE id = ?",
    "SELECT kind, text FROM patient_item WHERE patient_id = ? ORDER BY kind, position",
    "SELECT course.*, concern.name FROM course JOIN concern ON concern.id = concern_id WHERE patient_id = ?",
    f"SELECT session.*, staff.name {_SESSIONS} JOIN staff ON staff.id = operator_id WHERE patient_id = ?",
    f"SELECT session_pass.*, device.name, handpiece.name {_PASSES} {_TOOLS} WHERE patient_id = ?",
    f"SELECT pass_endpoint.* {_PASSES} JOIN pass_endpoint ON pass_id = session_pass.id WHERE patient_id = ?",
    f"SELECT side_effect.*, side_effect_kind.* FROM course {_EFFECTS} WHERE patient_id = ?",
    f"SELECT clearance_reading.*, staff.name FROM course {_READINGS} WHERE patient_id = ?",
    "SELECT * FROM visit WHERE patient_id = ? AND starts_at >= '2026-11-22T12' ORDER BY starts_at",
)
_BOARD = """
SELECT patient.id, given_names, family_name, record_number, text, course.id, course.area, concern.name, {extra}
FROM course JOIN patient ON patient.id = course.patient_id JOIN concern ON concern.id = concern_id {join}
LEFT JOIN patient_item ON patient_item.patient_id = patient.id AND patient_item.kind = 'phone' AND position = 0
WHERE patient.state = 'active' AND {where} LIMIT 200
"""
_NOT_BOOKED = (
    "NOT EXISTS (SELECT 1 FROM visit_course JOIN visit ON visit.id = visit_id WHERE course_id = course.id "
    "AND starts_at >= '2026-11-22T12' AND visit.state IN ('booked', 'confirmed'))"
)
_BOARDS = (
    _BOARD.format(
        extra="onset_on, side_effect_kind.name, urgency, prolonged_after_days",
        join="JOIN side_effect ON course_id = course.id JOIN side_effect_kind ON side_effect_kind.id = kind_id",
        where="healed_on IS NULL ORDER BY onset_on",
    ),
    _BOARD.format(
        extra="window_earliest_on, window_target_on, sessions_done",
        join="",
        where="course.state IN ('planned', 'active') AND window_earliest_on <= ? "
        f"AND {_NOT_BOOKED} ORDER BY window_earliest_on",
    ),
    _BOARD.format(
        extra="maintenance_due_on, maintenance_done",
        join="",
        where=f"maintenance_due_on <= ? AND {_NOT_BOOKED} ORDER BY maintenance_due_on",
    ),
)


@dataclass(frozen=True, slots=True)
class RawSearch:
    """One statement for one search, and what it is given."""

    statement: str
    values: tuple[str, ...]

    def run(self, connection: Any) -> list[Any]:
        """The lines of the first hits, in no order."""
        rows: list[Any] = connection.execute(self.statement, self.values).fetchall()
        return rows


def raw_search(words: Sequence[Word]) -> RawSearch:
    """A search for patients with a token that begins with each word."""
    first, *others = (_starts(word, table) for word, table in zip(words, _tables(words), strict=True))
    conditions = " AND ".join([first, *(_ALSO.format(starts=starts) for starts in others)])
    values = tuple(value for word in words for start in sorted(word) for value in (start, start + _LAST_SIGN))
    return RawSearch(_HITS.format(conditions=conditions, limit=_SHOWN), values)


def _tables(words: Sequence[Word]) -> list[str]:
    return ["patient_token", *["also"] * (len(words) - 1)]


def _starts(word: Word, table: str) -> str:
    return "(" + " OR ".join([f"{table}.token >= ? AND {table}.token < ?"] * len(word)) + ")"


def read_page(connection: Any, patient_id: int) -> list[list[Any]]:
    """Everything on record of one patient, in one transaction."""
    connection.execute("BEGIN")
    rows = [connection.execute(statement, (patient_id,)).fetchall() for statement in _PAGE]
    connection.execute("ROLLBACK")
    return rows


def read_boards(connection: Any, until: str) -> list[list[Any]]:
    """The three lists of what is due, in one transaction."""
    connection.execute("BEGIN")
    values = ((), (until,), (until,))
    rows = [connection.execute(*one).fetchall() for one in zip(_BOARDS, values, strict=True)]
    connection.execute("ROLLBACK")
    return rows


@dataclass(frozen=True, slots=True)
class SessionRows:
    """The rows that logging one session wrote, without their keys: what the floor writes again."""

    session: dict[str, Any]
    passes: list[tuple[dict[str, Any], list[str]]]
    """Each pass with its endpoints."""
    findings: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    audit: list[tuple[dict[str, Any], dict[str, Any]]]
    """Each event with its payload."""


def read_session(connection: Any, session_id: int, audit_after: int) -> SessionRows:
    """The rows of one session, and the audit rows with keys above `audit_after`."""
    passes = []
    for row in _records(connection, "session_pass", "session_id = ?", session_id):
        ends = connection.execute("SELECT endpoint FROM pass_endpoint WHERE pass_id = ?", (row.pop("id"),))
        passes.append((row, [endpoint for (endpoint,) in ends.fetchall()]))
    events = _records(connection, "audit_event", "id > ?", audit_after)
    payloads = _records(connection, "audit_payload", "event_id > ?", audit_after)
    findings = _records(connection, "session_finding", "session_id = ?", session_id)
    checks = _records(connection, "session_check", "session_id = ?", session_id)
    (session,) = _records(connection, "session", "id = ?", session_id)
    for row in (session, *events, *findings):
        del row["id"]
    return SessionRows(session, passes, findings, checks, list(zip(events, payloads, strict=True)))


def _records(connection: Any, table: str, condition: str, value: int) -> list[dict[str, Any]]:
    found = connection.execute(f"SELECT * FROM {table} WHERE {condition} ORDER BY 1", (value,))
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def last_audit(connection: Any) -> int:
    """The highest key of an audit row."""
    (key,) = connection.execute("SELECT max(id) FROM audit_event").fetchone()
    return int(key)


def write_session(connection: Any, rows: SessionRows) -> None:
    """Write the same rows once more, in one transaction with the same flush to disk."""
    connection.execute("BEGIN IMMEDIATE")
    session_id = _insert(connection, "session", rows.session | {"entry_id": os.urandom(16).hex()})
    for one, endpoints in rows.passes:
        pass_id = _insert(connection, "session_pass", one | {"session_id": session_id})
        for endpoint in endpoints:
            _insert(connection, "pass_endpoint", {"pass_id": pass_id, "endpoint": endpoint})
    for finding in rows.findings:
        _insert(connection, "session_finding", finding | {"session_id": session_id})
    for check in rows.checks:
        _insert(connection, "session_check", check | {"session_id": session_id})
    connection.execute(
        "UPDATE course SET sessions_done = sessions_done + 1, version = version + 1, last_session_on = ? "
        "WHERE id = ?",
        (rows.session["performed_on"], rows.session["course_id"]),
    )
    for event, payload in rows.audit:
        event_id = _insert(connection, "audit_event", event)
        _insert(connection, "audit_payload", payload | {"event_id": event_id})
    connection.execute("COMMIT")


def _insert(connection: Any, table: str, values: dict[str, Any]) -> int:
    marks = ", ".join("?" * len(values))
    statement = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"
    return int(connection.execute(statement, tuple(values.values())).lastrowid)


def read_tables(connection: Any) -> dict[str, list[Any]]:
    """All rows of all tables, in the order in which they can be written again."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables.fetchall()}


def write_tables(connection: Any, schema: Sequence[str], tables: dict[str, list[Any]]) -> None:
    """Make the same tables on an empty file and write the same rows in one transaction."""
    connection.execute("BEGIN")
    for statement in schema:
        connection.execute(statement)
    for name, rows in tables.items():
        if rows:
            connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    connection.execute("COMMIT")


def read_schema(connection: Any) -> list[str]:
    """The statements that make the tables and their indexes."""
    made = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index') "
        "AND name NOT LIKE 'sqlite%' ORDER BY type DESC"
    )
    return [statement for (statement,) in made.fetchall()]
