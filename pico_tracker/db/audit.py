"""Audit rows, made by the unit of work out of what is about to be written."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, inspect

from pico_tracker.db.base import Base
from pico_tracker.db.models.audit import AuditEventRow, AuditPayloadRow

_SALT_BYTES = 16
_ADD_EVENTS = insert(AuditEventRow).returning(AuditEventRow.id, sort_by_parameter_order=True)
_ADD_PAYLOADS = insert(AuditPayloadRow)
_MERGED = {("insert", "update"): "insert", ("delete", "insert"): "update"}
"""What two actions on one record are together, where it is not the later of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change as the audit keeps it; `content` is field to [before, after]."""

    action: str
    table_name: str
    record_key: str
    content: dict[str, Any]


def change_of(row: Base, action: str) -> Change | None:
    """What happened to one mapped row in this flush, or None when nothing did."""
    state = inspect(row)
    content: dict[str, Any] = {}
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        now = state.dict.get(attribute.key)
        before = None if action == "insert" else history.deleted[0] if history.deleted else now
        after = None if action == "delete" else now
        if before != after:
            content[attribute.key] = [_as_json(before), _as_json(after)]
    if not content:
        return None
    key = "/".join(str(_as_json(value)) for value in state.mapper.primary_key_from_instance(row))
    return Change(action, row.__tablename__, key, content)


def merge_changes(earlier: Change, later: Change) -> Change:
    """Two changes of one record as one; the content is empty where they undo each other."""
    fields = {**earlier.content, **later.content}
    first, last = fields | earlier.content, fields | later.content
    content = {name: [first[name][0], last[name][1]] for name in fields if first[name][0] != last[name][1]}
    action = _MERGED.get((earlier.action, later.action), later.action)
    return Change(action, later.table_name, later.record_key, content)


def write_changes(connection: Connection, at: datetime, actor_id: int | None, changes: Iterable[Change]) -> None:
    """Add one event and one payload for each change, in the caller's transaction."""
    payloads = [_payload(change) for change in changes]
    events = [
        {
            "at": at,
            "actor_id": actor_id,
            "action": change.action,
            "table_name": change.table_name,
            "record_key": change.record_key,
            "payload_hash": hashlib.sha256(payload["salt"] + payload["content"].encode()).digest(),
        }
        for change, payload in payloads
    ]
    if events:
        keys = connection.scalars(_ADD_EVENTS, events).all()
        rows = [payload | {"event_id": key} for key, (_, payload) in zip(keys, payloads, strict=True)]
        connection.execute(_ADD_PAYLOADS, rows)


def _payload(change: Change) -> tuple[Change, dict[str, Any]]:
    content = json.dumps(change.content, ensure_ascii=False, sort_keys=True)
    return change, {"salt": os.urandom(_SALT_BYTES), "content": content}


def _as_json(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime, Decimal, UUID)):
        return str(value)
    if isinstance(value, bytes):  # a picture: what the audit shows is whether it changed
        return f"sha256:{hashlib.sha256(value).hexdigest()}"
    return value
