"""Where files live on this computer, where the passphrase comes from, what the window remembers."""

import json
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import platformdirs

from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.errors import DatabaseTrouble, FileTrouble, PicoError
from pico_tracker.domain.places import Mount, read_mounts, why_not_here
from pico_tracker.domain.window_settings import ThemeChoice, WindowSettings
from pico_tracker.domain.words import Sentence, mark, sentence

PASSPHRASE_VARIABLE = "PICO_TRACKER_PASSPHRASE"
_FOLDER_NAME = "Pico Tracker"
_SETTINGS_LIMIT = 64 * 1024
_MOUNTS = Path("/proc/self/mounts")
_log = logging.getLogger(__name__)

AskPassphrase = Callable[[Sentence | None], str]
"""Asks a person; the sentence says why the keyring could not answer, if it should have."""


class KeyringTrouble(PicoError):
    """The system keyring is there but cannot be used just now."""


@dataclass(frozen=True, slots=True)
class Places:
    """The program's own folders, and the files it keeps in them."""

    data: Path
    logs: Path

    @property
    def database(self) -> Path:
        """The clinic's database where no other is named."""
        return self.data / "clinic.pico"

    @property
    def settings(self) -> Path:
        """What the window remembers."""
        return self.data / "window.json"


def default_places() -> Places:
    """The folders that this operating system gives a program for each user; nothing is made."""
    return Places(
        platformdirs.user_data_path(_FOLDER_NAME, appauthor=False),
        platformdirs.user_log_path(_FOLDER_NAME, appauthor=False),
    )


def prepare_folder(folder: Path) -> Path:
    """Make `folder` if need be, closed to everybody else (0700). Raises `FileTrouble`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        said = mark("The folder {folder} cannot be used ({reason}). Check who may write there.")
        raise FileTrouble(sentence(said, folder=folder, reason=error.strerror)) from error
    return folder


def database_file(typed: Path) -> Path:
    """The full path of a database file, `~` and links followed.

    Raises `DatabaseTrouble` for a network share, a synchronised folder, or a folder in its place.
    """
    try:
        named = Path(os.path.normpath(typed.expanduser().absolute()))
        real = named.resolve()
        is_folder = real.is_dir()
        mounts = _mounts()
    except (OSError, RuntimeError) as error:
        said = mark("{file} cannot be reached. Check the name and the folder.")
        raise DatabaseTrouble(sentence(said, file=typed.name)) from error
    if is_folder:
        raise DatabaseTrouble(sentence(mark("{file} is a folder. Name the database file in it."), file=real))
    for path in (named, real):
        if said_why := why_not_here(path, mounts):
            raise DatabaseTrouble(said_why)
    return real


def given_passphrase(environ: Mapping[str, str] = os.environ) -> str | None:
    """The passphrase that the environment gives, None where it gives none."""
    return environ.get(PASSPHRASE_VARIABLE) or None


def find_passphrase(
    address: DatabaseAddress, ask: AskPassphrase | None = None, environ: Mapping[str, str] = os.environ
) -> str:
    """The passphrase: from `PICO_TRACKER_PASSPHRASE`, else from the keyring, else from a person.

    Raises `KeyringTrouble` where the keyring fails and nobody can be asked, `DatabaseTrouble`
    where it knows nothing and nobody can be asked.
    """
    if given := given_passphrase(environ):
        return given
    trouble: KeyringTrouble | None = None
    try:
        if kept := kept_passphrase(address):
            return kept
    except KeyringTrouble as error:
        trouble = error
    if ask is not None:
        return ask(trouble.sentence if trouble else None)
    if trouble is not None:
        raise trouble
    said = mark("This database needs a passphrase. Set {variable}, or start where one can be typed.")
    raise DatabaseTrouble(sentence(said, variable=PASSPHRASE_VARIABLE))


def kept_passphrase(address: DatabaseAddress) -> str | None:
    """What the system keyring keeps for a database; None where it keeps nothing or there is no keyring.

    Raises `KeyringTrouble`.
    """
    import keyring
    from keyring.errors import KeyringError, NoKeyringError

    try:
        return keyring.get_password(_FOLDER_NAME, address.title)
    except NoKeyringError:
        return None
    except (KeyringError, OSError, RuntimeError) as error:
        raise _keyring_trouble(error) from error


def keep_passphrase(address: DatabaseAddress, passphrase: str) -> None:
    """Let the system keyring open a database from now on. Raises `KeyringTrouble`."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_FOLDER_NAME, address.title, passphrase)
    except (KeyringError, OSError, RuntimeError) as error:
        raise _keyring_trouble(error) from error


def read_window_settings(places: Places) -> WindowSettings:
    """What the window remembers; what cannot be understood is left at its default and logged."""
    try:
        with places.settings.open("rb") as file:
            read = json.loads(file.read(_SETTINGS_LIMIT))
        return WindowSettings(
            theme=ThemeChoice(read["theme"]),
            last_database=_text(read["last_database"]),
            last_person=int(read.get("last_person", 0)),
        )
    except FileNotFoundError:
        return WindowSettings()
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        _log.warning("the window's settings cannot be read: %s", type(error).__name__)
        return WindowSettings()


def write_window_settings(places: Places, settings: WindowSettings) -> None:
    """Remember the window's settings. Raises `FileTrouble`; the old ones are then kept."""
    part = places.settings.with_suffix(".part")
    try:
        part.write_text(json.dumps(asdict(settings), indent=1) + "\n", "utf-8")
        part.replace(places.settings)
    except OSError as error:
        said = mark("The window's settings cannot be kept ({reason}). Everything else goes on.")
        raise FileTrouble(sentence(said, reason=error.strerror)) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _mounts() -> tuple[Mount, ...]:
    """Empty where the system has no such list (Windows, macOS): there only names tell."""
    return read_mounts(_MOUNTS.read_text("utf-8", "replace")) if _MOUNTS.exists() else ()


def _keyring_trouble(error: Exception) -> KeyringTrouble:
    said = mark("The system keyring cannot be used ({reason}). Type the passphrase instead.")
    return KeyringTrouble(sentence(said, reason=f"{type(error).__name__}: {error}"[:120]))
