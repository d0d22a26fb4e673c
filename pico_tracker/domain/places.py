"""Where the database file may not lie: on a network, or in a folder that a service synchronises.

SQLite trusts the file system with its locks. A network share breaks that promise and a
synchronised folder copies half a change: both have cost clinics their records.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from pico_tracker.domain.words import Sentence, mark, sentence

_NETWORK_TYPES = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "davfs", "ceph", "glusterfs",
        "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.s3fs",
    }
)  # fmt: skip
_SERVICES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "google drive file stream": "Google Drive",
    "nextcloud": "Nextcloud",
}
_ADDITION = re.compile(r"\s*(?:[-–(@].*)?$")
_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system and the folder where it begins."""

    folder: PurePath
    kind: str


def read_mounts(text: str) -> tuple[Mount, ...]:
    """The lines of `/proc/self/mounts`, in order; a later one hides an earlier one."""
    split = (line.split(" ") for line in text.splitlines())
    return tuple(Mount(PurePath(_plain(parts[1])), parts[2]) for parts in split if len(parts) > 2)


def why_not_here(path: PurePath, mounts: Iterable[Mount] = ()) -> Sentence | None:
    """Why a database file may not lie at `path` (absolute, links followed), or None where it may."""
    if _is_share(str(path)) or _mount_kind(path, mounts) in _NETWORK_TYPES:
        return sentence(
            mark(
                "{file} lies on a network share, where a database file is lost sooner or later. Nothing was "
                "written. Choose a folder on this computer, or a PostgreSQL server to share the record."
            ),
            file=path.name,
        )
    service = next((found for part in path.parts[:-1] if (found := _service(part))), None)
    if service is None:
        return None
    return sentence(
        mark(
            "{file} lies in a folder that {service} synchronises, where a database file is damaged sooner or "
            "later. Nothing was written. Choose a folder that stays on this computer."
        ),
        file=path.name,
        service=service,
    )


def _is_share(path: str) -> bool:
    """A UNC path; `\\\\?\\C:` is a long way to write a local one."""
    plain = path.replace("/", "\\")
    if plain.startswith(("\\\\?\\", "\\\\.\\")):
        return plain[4:].upper().startswith("UNC\\")
    return plain.startswith("\\\\")


def _mount_kind(path: PurePath, mounts: Iterable[Mount]) -> str:
    """Type of the file system that holds `path`: the deepest mount, of equal ones the last."""
    holding = [mount for mount in mounts if path.is_relative_to(mount.folder)]
    ranked = sorted(holding, key=lambda mount: len(mount.folder.parts))
    return ranked[-1].kind if ranked else ""


def _service(part: str) -> str | None:
    """The service whose folder `part` is, such as "OneDrive - Clinic" or "GoogleDrive-name@host"."""
    folded = part.casefold()
    for name, service in _SERVICES.items():
        if folded.startswith(name) and _ADDITION.fullmatch(folded[len(name) :]):
            return service
    return None


def _plain(escaped: str) -> str:
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), escaped)
