"""Where a database is: a file on this computer, or a PostgreSQL server."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.domain.words import Sentence, mark, sentence

ADDRESS_LIMIT = 4096
SERVER_SCHEME = "postgresql+psycopg"
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.\-]+):/")


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """One of the two: `path` of a file, or `url` of a server (with its password, so never shown)."""

    path: Path | None = None
    url: str = field(default="", repr=False)

    @property
    def is_server(self) -> bool:
        """Whether it is a PostgreSQL server."""
        return self.path is None

    @property
    def title(self) -> str:
        """What may be shown: the file, or host and database of the server without user and password."""
        if self.path is not None:
            return str(self.path)
        parts = urlsplit(self.url)
        return f"{parts.hostname or 'localhost'}{parts.path}"


def parse_address(text: str) -> DatabaseAddress:
    """Read what was typed after `--database`.

    Raises `DatabaseTrouble` with a sentence where it is neither a file nor a server's address.
    """
    typed = text.strip()
    if not typed:
        raise _trouble(mark("Enter a database: a file, or postgresql+psycopg://user@host/name."))
    if len(typed) > ADDRESS_LIMIT or any(character < " " for character in typed):
        raise _trouble(mark("This is no database address. It is too long or has characters that no file has."))
    if scheme := _SCHEME.match(typed):
        return DatabaseAddress(url=_server_url(typed, scheme[1].lower()))
    if typed.endswith(("/", "\\")):
        raise _trouble(mark("This is a folder. Name the database file in it."))
    return DatabaseAddress(path=Path(typed))


def _server_url(typed: str, scheme: str) -> str:
    if scheme in ("postgresql", "postgres"):
        raise _trouble(mark("Write the server's address as postgresql+psycopg://user@host/name."))
    if scheme != SERVER_SCHEME:
        said = mark("Pico Tracker cannot use {scheme}. Name a file, or postgresql+psycopg://user@host/name.")
        raise DatabaseTrouble(sentence(said, scheme=scheme[:40]))
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:
        raise _trouble(mark("The server's address has no proper host and port.")) from None
    if port == 0 or not _names_host_and_database(parts):
        raise _trouble(mark("The server's address lacks host or database: postgresql+psycopg://user@host/name."))
    return typed


def _names_host_and_database(parts: SplitResult) -> bool:
    """The host may also stand in the query, as a folder with the server's socket."""
    named_host = bool(parts.hostname) or "host=" in parts.query
    return named_host and len(parts.path.strip("/")) > 0


def _trouble(marked: str) -> DatabaseTrouble:
    said: Sentence = sentence(marked)
    return DatabaseTrouble(said)
