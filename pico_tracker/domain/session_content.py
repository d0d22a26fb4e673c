"""A session's entry as JSON and back, exactly: how a version is kept when the session is amended."""

import json
import types
import uuid
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from pico_tracker.domain.sessions import SessionEntry


def write_content(entry: SessionEntry) -> str:
    """The whole entry as JSON, keys in the order of the entry."""
    return json.dumps(_plain(entry), ensure_ascii=False)


def read_content(text: str) -> SessionEntry:
    """The entry that `write_content` wrote; what a newer program added since takes its default.

    Raises `KeyError`, `TypeError` or `ValueError` where it is none.
    """
    read: SessionEntry = _read(SessionEntry, json.loads(text))
    return read


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    return value


def _read(kind: Any, value: Any) -> Any:
    """A plain value as one of `kind`: a dataclass, an enum, a tuple, or something that stands as text."""
    if get_origin(kind) in (Union, types.UnionType):
        (only,) = (one for one in get_args(kind) if one is not type(None))
        return None if value is None else _read(only, value)
    if get_origin(kind) is tuple:
        return _read_tuple(get_args(kind), value)
    if is_dataclass(kind) and isinstance(kind, type):
        return _read_record(kind, value)
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    return kind(value) if issubclass(kind, (StrEnum, Decimal, uuid.UUID)) else value


def _read_tuple(kinds: tuple[Any, ...], value: list[Any]) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_read(kinds[0], one) for one in value)
    return tuple(_read(kind, one) for kind, one in zip(kinds, value, strict=True))


def _read_record(kind: type, value: Mapping[str, Any]) -> Any:
    hints = get_type_hints(kind)
    return kind(**{name: _read(hints[name], value[name]) for name in hints if name in value})
