"""A vault as text: written one way only, and judged before anything in it is believed."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.domain.words import mark, sentence
from pico_tracker.store.slots import NONCE_BYTES, SALT_BYTES, SEALED_BYTES, Cost, Slot, SlotKind

SIZE_LIMIT = 16 * 1024
"""Bytes; a vault with its two slots has about one thousand."""
FORMAT = "pico-tracker vault"
VERSION = 1


class BadVault(DatabaseTrouble):
    """One copy of a vault is damaged or asks for too much; the other may be sound."""


class NewerVault(DatabaseTrouble):
    """A vault of a later version of the program: nothing may be written over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vault:
    """What a vault file holds. Of two copies the one with the higher `serial` is the newer."""

    serial: int
    key_mark: str
    slots: tuple[Slot, ...]


def write_vault(vault: Vault) -> bytes:
    """The file's content: JSON with a checksum, which tells damage from a wrong passphrase."""
    return _with_checksum(_content(vault))


def read_vault(raw: bytes, file: str) -> Vault:
    """Read a file's content; `file` names it in the sentence.

    Raises `NewerVault` for a later version, `BadVault` for anything that this program would not
    have written byte for byte and for an argon2id cost past what `Cost.is_bearable` allows.
    """
    try:
        content = _checked(raw)
        if content["version"] > VERSION:
            said = mark("{file} was written by a newer Pico Tracker. Install that version to open it.")
            raise NewerVault(sentence(said, file=file))
        vault = Vault(
            serial=content["serial"],
            key_mark=content["key_mark"],
            slots=tuple(_slot(slot) for slot in content["slots"]),
        )
        _refuse_absurd_cost(vault, file)
        if write_vault(vault) != raw or not _is_plausible(vault):
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        said = mark("{file} is damaged. It was left as it is. Put it back from a backup.")
        raise BadVault(sentence(said, file=file)) from error
    return vault


def _checked(raw: bytes) -> dict[str, Any]:
    if len(raw) > SIZE_LIMIT:
        raise ValueError
    content = json.loads(raw)
    if content.pop("format") != FORMAT:
        raise ValueError
    del content["checksum"]
    if _with_checksum(content) != raw:
        raise ValueError
    return dict(content)


def _with_checksum(content: dict[str, Any]) -> bytes:
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    whole = {"format": FORMAT, "checksum": digest} | content
    return (json.dumps(whole, indent=1) + "\n").encode()


def _content(vault: Vault) -> dict[str, Any]:
    slots = [slot.parameters | {"nonce": slot.nonce.hex(), "sealed": slot.sealed.hex()} for slot in vault.slots]
    return {"version": VERSION, "serial": vault.serial, "key_mark": vault.key_mark, "slots": slots}


def _slot(table: dict[str, Any]) -> Slot:
    kind = SlotKind(table["kind"])
    return Slot(
        kind=kind,
        salt=bytes.fromhex(table["salt"]),
        nonce=bytes.fromhex(table["nonce"]),
        sealed=bytes.fromhex(table["sealed"]),
        cost=_cost(table) if kind is SlotKind.PASSPHRASE else None,
    )


def _cost(table: dict[str, Any]) -> Cost:
    cost = Cost(table["time"], table["memory_kib"], table["lanes"])
    if not all(type(part) is int for part in (cost.time, cost.memory_kib, cost.lanes)):
        raise TypeError
    return cost


def _refuse_absurd_cost(vault: Vault, file: str) -> None:
    if all(slot.cost is None or slot.cost.is_bearable for slot in vault.slots):
        return
    said = mark("{file} asks for more work than any vault needs and was refused. Put it back from a backup.")
    raise BadVault(sentence(said, file=file))


def _is_plausible(vault: Vault) -> bool:
    """One slot a kind, every part as long as this program makes it."""
    kinds = [slot.kind for slot in vault.slots]
    lengths = {(len(slot.salt), len(slot.nonce), len(slot.sealed)) for slot in vault.slots}
    return (
        sorted(kinds) == sorted(SlotKind)
        and lengths == {(SALT_BYTES, NONCE_BYTES, SEALED_BYTES)}
        and type(vault.serial) is int
        and vault.serial >= 1
    )
