"""Slots of a vault: the data key, sealed once for each secret that may open it."""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from enum import StrEnum

from argon2.exceptions import HashingError
from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.domain.words import mark, sentence

KEY_BYTES = 32
SALT_BYTES, NONCE_BYTES, SEALED_BYTES = 16, 12, KEY_BYTES + 16
_PURPOSE = b"pico-tracker vault"


class SlotKind(StrEnum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work argon2id asks for; `memory_kib` in KiB. The default takes about 150 ms
    (RFC 9106, second choice)."""

    time: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4

    @property
    def is_bearable(self) -> bool:
        """Whether it stays within 256 MiB and a few seconds: a vault is read before it is trusted."""
        return 1 <= self.time <= 10 and 8 * 1024 <= self.memory_kib <= 256 * 1024 and 1 <= self.lanes <= 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The data key, sealed. `cost` counts for passphrases; a recovery key is random and needs none."""

    kind: SlotKind
    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: Cost | None

    @property
    def parameters(self) -> dict[str, object]:
        """All that is needed beside the secret; sealed with the key, so that nobody can change it."""
        shown: dict[str, object] = {"kind": self.kind.value, "salt": self.salt.hex()}
        if self.cost is None:
            return shown | {"kdf": "hkdf-sha256"}
        cost = {"time": self.cost.time, "memory_kib": self.cost.memory_kib, "lanes": self.cost.lanes}
        return shown | {"kdf": f"argon2id-{ARGON2_VERSION}"} | cost


def seal(kind: SlotKind, secret: bytes, data_key: bytes, cost: Cost | None) -> Slot:
    """A slot that `secret` opens; `cost` for passphrases, None for the recovery key."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    empty = Slot(kind=kind, salt=salt, nonce=nonce, sealed=b"", cost=cost)
    sealed = AESGCM(_wrapping_key(empty, secret)).encrypt(nonce, data_key, _associated(empty))
    return Slot(kind=kind, salt=salt, nonce=nonce, sealed=sealed, cost=cost)


def unseal(slot: Slot, secret: bytes) -> bytes | None:
    """The data key, or None where `secret` does not open the slot."""
    try:
        return AESGCM(_wrapping_key(slot, secret)).decrypt(slot.nonce, slot.sealed, _associated(slot))
    except InvalidTag:
        return None


def key_mark(data_key: bytes) -> str:
    """What tells whether a key is the one of a vault, without telling anything about it."""
    return hmac.new(data_key, _PURPOSE, hashlib.sha256).hexdigest()


def _associated(slot: Slot) -> bytes:
    return _PURPOSE + json.dumps(slot.parameters, sort_keys=True).encode()


def _wrapping_key(slot: Slot, secret: bytes) -> bytes:
    if slot.cost is None:
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=slot.salt, info=_PURPOSE).derive(secret)
    cost = slot.cost
    try:
        return hash_secret_raw(
            secret, slot.salt, cost.time, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID, ARGON2_VERSION
        )
    except HashingError as error:
        said = mark("There is too little memory to check the passphrase. Close other programs and try again.")
        raise DatabaseTrouble(sentence(said)) from error
