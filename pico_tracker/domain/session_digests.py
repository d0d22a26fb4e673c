"""The content hash of a session: by it a printed sheet is held against the record on screen.

What counts is what was signed: the settings, what the skin showed, what was written, who treated and when
it was signed, by their keys in the record. What may change without an amendment is left out: names of
people, lasers and areas, advice and photos (records of their own), answers of that day, the visit. A field
that holds its default is left out too, so that one a newer program adds changes no older hash. The version
and whether it was found void belong to it: each amendment has a hash of its own.
"""

import hashlib
import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pico_tracker.domain.safety_checks import SafetyCheck
from pico_tracker.domain.session_telling import Recorded
from pico_tracker.domain.sessions import Session, SessionEntry
from pico_tracker.domain.treated_areas import SessionArea

_FORMAT = 1
"""Goes up when the same content is written differently; hashes on older paper then say another number."""
_GROUP = 4
_LEFT_OUT = {
    SessionEntry: frozenset({"answers", "photo_ids", "aftercare_told", "visit_id"}),
    SafetyCheck: frozenset({"checked_by"}),
    SessionArea: frozenset({"name", "view"}),
}


def canonical_content(session: Session, of: Recorded | None = None) -> str:
    """What a session, or an earlier version `of` it, is hashed from: JSON with sorted keys and no blanks."""
    version = session if of is None else of
    content: dict[str, Any] = {
        "format": _FORMAT,
        "version": version.version,
        "entry": _plain(version.entry),
    }
    if session.signed_at is not None:
        content["signed_at"] = _plain(session.signed_at)
    if version is session and session.is_void:
        content["void"] = True
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_digest(session: Session, of: Recorded | None = None) -> str:
    """SHA-256 of `canonical_content` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_content(session, of).encode("utf-8", "surrogatepass")).hexdigest()


def grouped(digest: str) -> str:
    """A hash in groups of four digits, as people compare it."""
    return " ".join(digest[start : start + _GROUP] for start in range(0, len(digest), _GROUP))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(one) for name, one in _recorded(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | UUID):
        return str(value)
    # 4.0 and 4 are one number, however many places are kept of it.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _recorded(value: Any) -> list[tuple[str, Any]]:
    """The fields that count and hold something else than their default."""
    left_out = _LEFT_OUT.get(type(value), frozenset())
    named = [(one, getattr(value, one.name)) for one in fields(value) if one.name not in left_out]
    return [(one.name, held) for one, held in named if one.default is MISSING or held != one.default]
