"""Folders in which a database file would be lost."""

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from pico_tracker.domain.places import Mount, read_mounts, why_not_here

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /srv/share nfs4 rw 0 0
//server/records /mnt/our\\040records cifs rw 0 0
/dev/sdb1 /srv/share/local ext4 rw 0 0
host:/ /home/x/remote fuse.sshfs rw 0 0

short line
"""


def refusal(path: PurePath, mounts: tuple[Mount, ...] = ()) -> str:
    return str(why_not_here(path, mounts) or "")


def test_mounts_are_read_with_their_spaces() -> None:
    mounts = read_mounts(MOUNTS)
    assert mounts[0] == Mount(PurePath("/"), "ext4")
    assert mounts[2] == Mount(PurePath("/mnt/our records"), "cifs")
    assert len(mounts) == 5


@pytest.mark.parametrize(
    "path", ["/srv/share/clinic.pico", "/mnt/our records/a/clinic.pico", "/home/x/remote/clinic.pico"]
)
def test_a_mounted_share_is_refused_with_the_way_out(path: str) -> None:
    said = refusal(PurePosixPath(path), read_mounts(MOUNTS))
    assert said.startswith("clinic.pico lies on a network share")
    assert "PostgreSQL" in said


@pytest.mark.parametrize("path", ["/srv/share/local/clinic.pico", "/srv/shared/clinic.pico", "/clinic.pico"])
def test_a_local_disk_is_fine_even_below_a_share(path: str) -> None:
    assert refusal(PurePosixPath(path), read_mounts(MOUNTS)) == ""


def test_of_two_mounts_on_one_folder_the_later_counts() -> None:
    over = (Mount(PurePosixPath("/data"), "nfs"), Mount(PurePosixPath("/data"), "ext4"))
    assert refusal(PurePosixPath("/data/clinic.pico"), over) == ""
    assert refusal(PurePosixPath("/data/clinic.pico"), over[::-1]) != ""


@pytest.mark.parametrize(
    "path", [r"\\server\share\clinic.pico", r"\\?\UNC\server\share\clinic.pico", "//server/share/clinic.pico"]
)
def test_a_share_named_by_its_server_is_refused(path: str) -> None:
    assert "network share" in refusal(PureWindowsPath(path))


@pytest.mark.parametrize("path", [r"C:\Data\clinic.pico", r"\\?\C:\Data\clinic.pico"])
def test_a_local_drive_is_fine(path: str) -> None:
    assert refusal(PureWindowsPath(path)) == ""


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("C:/Users/x/OneDrive", "OneDrive"),
        ("C:/Users/x/OneDrive - Clinic Ltd", "OneDrive"),
        ("/home/x/Dropbox (Personal)", "Dropbox"),
        ("/home/x/dropbox/records", "Dropbox"),
        ("C:/Users/x/iCloudDrive", "iCloud"),
        ("/Users/x/Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("/Users/x/Library/CloudStorage/GoogleDrive-x@example.com/My Drive", "Google Drive"),
        ("/home/x/Google Drive", "Google Drive"),
        ("/home/x/Nextcloud", "Nextcloud"),
    ],
)
def test_a_synchronised_folder_is_named(folder: str, service: str) -> None:
    kind = PureWindowsPath if folder.startswith("C:") else PurePosixPath
    assert f"in a folder that {service} synchronises" in refusal(kind(folder) / "clinic.pico")


@pytest.mark.parametrize(
    "path", ["/home/x/Dropboxes/clinic.pico", "/home/x/dropbox", "/home/x/records/onedrive.pico"]
)
def test_a_name_that_only_resembles_is_fine(path: str) -> None:
    assert refusal(PurePosixPath(path)) == ""
