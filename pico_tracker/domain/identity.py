"""Identifiers that a form mints when it opens, so that a retried save finds its own row."""

import uuid
from datetime import UTC, datetime, timedelta

_RANDOM_BYTES = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def mint_entry_id(at: datetime, randomness: bytes) -> uuid.UUID:
    """A UUIDv7: the moment in milliseconds, then 74 random bits.

    `at` carries a time zone; `randomness` is ten bytes. Source: RFC 9562, section 5.7.
    """
    if len(randomness) != _RANDOM_BYTES:
        raise ValueError("ten random bytes are needed")
    milliseconds = (at - _EPOCH) // timedelta(milliseconds=1)
    raw = bytearray(milliseconds.to_bytes(6, "big") + randomness)
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return uuid.UUID(bytes=bytes(raw))
