"""The vault beside a database: its data key, behind a passphrase and a recovery key.

Two copies, `<database name>.vault.json` and `.vault.copy.json`: a damaged or lost one is
written again from the other. Losing both means losing the record, so every backup carries one.
"""

import logging
import secrets
from pathlib import Path

from pico_tracker.domain.errors import DatabaseTrouble, NotAllowed, Refused
from pico_tracker.domain.passphrases import check_passphrase, passphrase_bytes
from pico_tracker.domain.recovery_keys import RECOVERY_BYTES, read_recovery_key, write_recovery_key
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.store.durable_files import write_durably
from pico_tracker.store.slots import KEY_BYTES, Cost, SlotKind, key_mark, seal, unseal
from pico_tracker.store.vault_format import SIZE_LIMIT, BadVault, Vault, read_vault, write_vault

_log = logging.getLogger(__name__)


def vault_paths(database: Path) -> tuple[Path, Path]:
    """Where both copies of the vault of `database` lie."""
    name = database.name
    return database.with_name(f"{name}.vault.json"), database.with_name(f"{name}.vault.copy.json")


def has_vault(database: Path) -> bool:
    """Whether a copy of a vault lies beside `database`, sound or not."""
    return any(path.is_file() for path in vault_paths(database))


def create_vault(database: Path, passphrase: str, cost: Cost | None = None) -> tuple[bytes, str]:
    """Make a vault for a new `database`: its random data key (32 bytes) and the recovery key to print.

    Raises `Refused` for a passphrase that is too weak and `DatabaseTrouble` where a vault is
    already there or cannot be written; nothing is overwritten.
    """
    _refuse_weak(passphrase)
    if has_vault(database):
        said = mark("{file} already has a vault. Nothing was changed. Choose another name for the database.")
        raise DatabaseTrouble(sentence(said, file=database.name))
    data_key, recovery_key = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(RECOVERY_BYTES)
    slots = (
        seal(SlotKind.PASSPHRASE, passphrase_bytes(passphrase), data_key, cost or Cost()),
        seal(SlotKind.RECOVERY, recovery_key, data_key, None),
    )
    _write(database, Vault(serial=1, key_mark=key_mark(data_key), slots=slots))
    return data_key, write_recovery_key(recovery_key)


def open_vault(database: Path, passphrase: str) -> bytes:
    """The data key of `database`.

    Raises `NotAllowed` for a wrong passphrase, `DatabaseTrouble` for a missing or damaged vault.
    """
    said = mark("The passphrase does not open this database. Check capital letters and try again.")
    return _open(database, SlotKind.PASSPHRASE, passphrase_bytes(passphrase), sentence(said))


def open_vault_with_recovery(database: Path, recovery_key: str) -> bytes:
    """The data key of `database`, by the printed recovery key.

    Raises `NotAllowed` for a typing slip and for the key of another database, told apart;
    `DatabaseTrouble` for a missing or damaged vault.
    """
    said = mark("This recovery key belongs to another database. Look for the print that names this one.")
    return _open(database, SlotKind.RECOVERY, read_recovery_key(recovery_key), sentence(said))


def change_passphrase(database: Path, data_key: bytes, new: str, cost: Cost | None = None) -> None:
    """Let `new` open the vault instead of the passphrase so far; the recovery key stays.

    Raises `Refused` for a weak passphrase, `DatabaseTrouble` when the vault cannot be read or
    written; the old passphrase then still holds. `ValueError`: not the key of this vault.
    """
    _refuse_weak(new)
    vault = _read(database)
    if key_mark(data_key) != vault.key_mark:
        raise ValueError("this is not the data key of the vault")
    slot = seal(SlotKind.PASSPHRASE, passphrase_bytes(new), data_key, cost or Cost())
    kept = tuple(one for one in vault.slots if one.kind is not SlotKind.PASSPHRASE)
    _write(database, Vault(serial=vault.serial + 1, key_mark=vault.key_mark, slots=(slot, *kept)))


def copy_vault(database: Path, to_database: Path) -> None:
    """Put the vault of `database` beside `to_database` too, as for a backup.

    Raises `DatabaseTrouble` where the vault of another database lies there already.
    """
    vault = _read(database)
    if has_vault(to_database) and _read(to_database).key_mark != vault.key_mark:
        said = mark("{file} has a vault of its own, which was kept. Choose another place for the copy.")
        raise DatabaseTrouble(sentence(said, file=to_database.name))
    _write(to_database, vault)


def remove_vault(database: Path) -> None:
    """Take away the vault of a `database` whose creation failed; it never held a record."""
    for path in vault_paths(database):
        path.unlink(missing_ok=True)


def _refuse_weak(passphrase: str) -> None:
    if findings := check_passphrase(passphrase):
        raise Refused(findings)


def _open(database: Path, kind: SlotKind, secret: bytes, wrong: Sentence) -> bytes:
    vault = _read(database)
    for slot in vault.slots:
        if slot.kind is kind and (data_key := unseal(slot, secret)) is not None:
            return data_key
    raise NotAllowed(wrong)


def _read(database: Path) -> Vault:
    """The newer of the sound copies; whatever else lies there is mended from it."""
    present = [path for path in vault_paths(database) if path.is_file()]
    if not present:
        said = mark("The vault of {file} is missing. Put {vault} back beside it, from a backup if need be.")
        name = vault_paths(database)[0].name
        raise DatabaseTrouble(sentence(said, file=database.name, vault=name))
    sound: dict[Path, Vault] = {}
    troubles: list[BadVault] = []
    for path in present:
        try:
            sound[path] = read_vault(_bytes_of(path), path.name)
        except BadVault as bad:
            troubles.append(bad)
    if not sound:
        raise troubles[0]
    return _agreed(database, sound)


def _agreed(database: Path, sound: dict[Path, Vault]) -> Vault:
    if len({vault.key_mark for vault in sound.values()}) > 1:
        said = mark("The two vault files beside {file} belong to different databases. Take the wrong one away.")
        raise DatabaseTrouble(sentence(said, file=database.name))
    newest = max(sound.values(), key=lambda vault: vault.serial)
    for path in vault_paths(database):
        if sound.get(path) != newest:
            _mend(path, newest)
    return newest


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(SIZE_LIMIT + 1)
    except OSError as error:
        said = mark("{file} cannot be read. Check who may read the folder.")
        raise BadVault(sentence(said, file=path.name)) from error


def _write(database: Path, vault: Vault) -> None:
    """Both copies. From the first on the change holds: a copy that fails is mended when next read."""
    first, second = vault_paths(database)
    try:
        write_durably(first, write_vault(vault))
    except OSError as error:
        said = mark(
            "{file} cannot be written ({reason}). Nothing was changed. Check the folder and the space left."
        )
        raise DatabaseTrouble(sentence(said, file=first.name, reason=error.strerror)) from error
    _mend(second, vault)


def _mend(path: Path, vault: Vault) -> None:
    """Write a copy anew; the sound one is enough to work with, so a failure is only logged."""
    try:
        write_durably(path, write_vault(vault))
    except OSError as error:
        _log.warning("a copy of the vault cannot be written: %s", error.strerror)
