"""Backups and checks of the whole database."""

import json
import shutil
from pathlib import Path

from pico_tracker.db.backup import copy_database
from pico_tracker.db.health import look_over
from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.domain.health import Backup, HealthReport
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context, needs
from pico_tracker.store.photos import copy_photos
from pico_tracker.store.vault import copy_vault

FOLDER = "backups"


@needs(Permission.MANAGE_CLINIC)
def back_up(context: Context, folder: Path | None = None) -> Backup:
    """Write a verified copy with its vault, its photos and a manifest into a new folder.

    The folder is made under `folder`, or beside the database. Raises `DatabaseTrouble` or `FileTrouble`;
    then no folder that looks like a backup is left.
    """
    path = context.database.path
    if path is None:
        raise DatabaseTrouble(sentence(mark("A server's database is backed up on the server, by its own tools.")))
    place = (folder or path.parent / FOLDER) / f"{path.stem}-{context.now():%Y%m%d-%H%M%S}"
    try:
        place.mkdir(parents=True, mode=0o700)
    except OSError as error:
        said = mark("The folder {folder} cannot be made ({reason}). No backup was written.")
        raise DatabaseTrouble(sentence(said, folder=str(place), reason=error.strerror)) from error
    try:
        return _fill(context, place, path)
    except BaseException:
        shutil.rmtree(place)
        raise


def _fill(context: Context, place: Path, path: Path) -> Backup:
    target = place / path.name
    rows = copy_database(context.database, target)
    if context.database.is_encrypted:
        copy_vault(path, target)
    photos = copy_photos(path, target)  # after the database: a photo's file is there before its row
    written_at = context.now().isoformat()
    manifest = {"database": path.name, "written_at": written_at, "rows": dict(rows), "photos": photos}
    try:
        (place / "manifest.json").write_text(json.dumps(manifest, indent=2), "utf-8")
    except OSError as error:
        said = mark("The backup could not be written ({reason}). The database itself is untouched.")
        raise DatabaseTrouble(sentence(said, reason=error.strerror)) from error
    return Backup(place, target, rows)


@needs(Permission.MANAGE_CLINIC)
def check_database(context: Context) -> HealthReport:
    """Read the whole database once and say whether it is sound."""
    return look_over(context.database.engine)
