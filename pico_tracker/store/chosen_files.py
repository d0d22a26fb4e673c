"""A file that somebody chose: read with care, and decoded in a process of its own."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.words import mark, sentence

_PACKAGE = Path(__file__).parents[2]


def read_chosen(path: Path, limit: int, never: Iterable[Path] = ()) -> bytes:
    """The bytes of a regular file, which is never waited for and never larger than `limit` bytes.

    Files of `never` are not even opened: closing a database's file would drop the locks SQLite holds.
    Raises `FileTrouble`.
    """
    try:
        _refuse_other(path.stat().st_mode, path.name)  # opening a device may already do something
        if any(one.exists() and one.samefile(path) for one in never):
            said = mark("{file} is the clinic's database itself. Nothing was kept. Choose another file.")
            raise FileTrouble(sentence(said, file=path.name))
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            now = os.fstat(file.fileno())
            _refuse_other(now.st_mode, path.name)
            content = b"" if now.st_size > limit else file.read(limit + 1)
    except (OSError, ValueError) as error:  # ValueError: a path that no system takes
        said = mark("{file} cannot be read ({reason}). Nothing was kept. Check that it is there and may be read.")
        reason = getattr(error, "strerror", None) or str(error)
        raise FileTrouble(sentence(said, file=path.name, reason=reason)) from error
    if now.st_size > limit or len(content) > limit:
        said = mark("{file} is larger than {limit} MB. Nothing was kept. Save it smaller and choose it again.")
        raise FileTrouble(sentence(said, file=path.name, limit=limit // 1_000_000))
    return content


def _refuse_other(mode: int, file_name: str) -> None:
    if not stat.S_ISREG(mode):
        said = mark("{file} is not a file but a folder or a device. Nothing was kept. Choose another one.")
        raise FileTrouble(sentence(said, file=file_name))


def decoded(decoder: Path, content: bytes, file_name: str, limits: Iterable[float], seconds: float) -> bytes | None:
    """What the program `decoder` writes for `content`; None where it dies of it.

    Raises `FileTrouble` where it takes longer than `seconds`, or where no program can be started.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(decoder), *map(str, limits)],
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
            env=os.environ | {"PYTHONPATH": str(_PACKAGE)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        said = mark("{file} takes too long to read. Nothing was kept. Save it smaller and choose it again.")
        raise FileTrouble(sentence(said, file=file_name)) from None
    except OSError as error:
        said = mark("Photos cannot be read on this computer ({reason}). Nothing was kept. Tell whoever set it up.")
        raise FileTrouble(sentence(said, reason=error.strerror)) from error
    return None if done.returncode else done.stdout
