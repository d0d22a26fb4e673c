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


def write_changes(connection: Connection, at: datetime, actor_id: int | None, changes: Iterable[Change]) -> None:
    """Add one event and one payload for each change, in the caller's transaction."""
    for change in changes:
        salt = os.urandom(_SALT_BYTES)
        text = json.dumps(change.content, ensure_ascii=False, sort_keys=True)
        event = {
            "at": at,
            "actor_id": actor_id,
            "action": change.action,
            "table_name": change.table_name,
            "record_key": change.record_key,
            "payload_hash": hashlib.sha256(salt + text.encode()).digest(),
        }
        made = connection.execute(insert(AuditEventRow), event)
        key = made.inserted_primary_key
        connection.execute(
            insert(AuditPayloadRow),
            {"event_id": key[0] if key else None, "salt": salt, "content": text},
        )


def _as_json(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime, Decimal, UUID)):
        return str(value)
    return value
