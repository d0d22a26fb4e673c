"""The photos of a database: encrypted files in a folder beside it, each named by what it holds.

`<database name>.photos/ab/<name>.photo`: a mark, a nonce, and the JPEG sealed by AES-GCM with the
name as associated data. The name is a keyed hash of the JPEG, so that it tells nothing to whoever
has not the key, and that a file under a wrong name is noticed. Both keys come from the data key.
Beside it, `<name>.paper` holds the photo as small as it is printed, sealed in the same way; it can be
made anew from the photo at any time.
"""

import hashlib
import hmac
import re
import secrets
import shutil
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.photos import NAME_LENGTH
from pico_tracker.domain.words import mark, sentence
from pico_tracker.store.durable_files import sync_folder, write_durably

ENDING, PAPER_ENDING = ".photo", ".paper"
MARK = b"PicoPhoto1\n"
NONCE_BYTES, KEY_BYTES = 12, 32
DEMONSTRATION_KEY = b"a demonstration, not a clinic..."
"""For a database without a key. Everybody can know it: such a database is plain and holds
demonstration data only, and its photos are no better protected than the rest of it."""
_NAME = re.compile(rf"[0-9a-f]{{{NAME_LENGTH}}}")


def photo_folder(database: Path) -> Path:
    """Where the photos of `database` lie."""
    return database.with_name(f"{database.name}.photos")


class PhotoFolder:
    """The folder of photos beside the file `database`, under its data key (None: a demonstration)."""

    def __init__(self, database: Path, data_key: bytes | None) -> None:
        secret = DEMONSTRATION_KEY if data_key is None else data_key
        self.path = photo_folder(database)
        self._name_key = _derive(secret, b"pico-tracker photo name")
        self._cipher = AESGCM(_derive(secret, b"pico-tracker photo content"))

    def keep(self, content: bytes) -> str:
        """Put a photo on the disk for good and return its name; raises `FileTrouble`.

        The same photo again finds its file and leaves it, or mends it where it was damaged.
        """
        name = self._name_of(content)
        if self._opened(name) == content:
            return name
        try:
            self._seal(self.file_of(name), content, name)
        except OSError as error:
            said = mark(
                "The photo cannot be written ({reason}). Nothing was kept. Check the folder and the space left."
            )
            raise FileTrouble(sentence(said, reason=error.strerror)) from error
        return name

    def keep_for_paper(self, name: str, content: bytes) -> None:
        """Put the small form of the photo of that name beside it; raises `OSError`, as where nobody may write."""
        self._seal(self._paper_of(name), content, _for_paper(name))

    def find_for_paper(self, name: str) -> bytes | None:
        """The small form of the photo of that name; None where there is none, or none that is sound."""
        return self._unsealed(self._paper_of(name), _for_paper(name))

    def read(self, name: str) -> bytes:
        """The photo of that name, sound and whole; raises `FileTrouble`."""
        content = self._opened(name)
        if content is None:
            said = mark(
                "The file of this photo is missing or damaged. Nothing was changed. "
                "Put {file} back into {folder} from a backup."
            )
            raise FileTrouble(sentence(said, file=f"{name}{ENDING}", folder=f"{self.path.name}/{name[:2]}"))
        return content

    def file_of(self, name: str) -> Path:
        """Where the photo of that name lies."""
        if not _NAME.fullmatch(name):
            raise ValueError("not the name of a photo")
        return self.path / name[:2] / f"{name}{ENDING}"

    def _paper_of(self, name: str) -> Path:
        return self.file_of(name).with_suffix(PAPER_ENDING)

    def _opened(self, name: str) -> bytes | None:
        """The photo, or None where its file is missing, damaged or another photo's."""
        content = self._unsealed(self.file_of(name), name)
        return content if content is not None and hmac.compare_digest(self._name_of(content), name) else None

    def _seal(self, file: Path, content: bytes, label: str) -> None:
        """Write `content` so that it opens under this `label` only."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        self._make_folders(file.parent)
        write_durably(file, MARK + nonce + self._cipher.encrypt(nonce, content, label.encode()))

    def _unsealed(self, file: Path, label: str) -> bytes | None:
        """What `_seal` wrote; None where the file is missing, damaged or another one's."""
        try:
            whole = file.read_bytes()
        except OSError:
            return None
        head, sealed = whole[: len(MARK) + NONCE_BYTES], whole[len(MARK) + NONCE_BYTES :]
        if not head.startswith(MARK) or len(head) < len(MARK) + NONCE_BYTES:
            return None
        try:
            return self._cipher.decrypt(head[len(MARK) :], sealed, label.encode())
        except InvalidTag:
            return None

    def _name_of(self, content: bytes) -> str:
        return hmac.new(self._name_key, content, hashlib.sha256).hexdigest()

    def _make_folders(self, folder: Path) -> None:
        """The folders of a photo, for the owner only, made to last."""
        for one in (self.path, folder):
            if not one.is_dir():
                one.mkdir(mode=0o700, exist_ok=True)
                sync_folder(one.parent)


def copy_photos(database: Path, to_database: Path) -> int:
    """Put the photos of `database` beside `to_database` too, as for a backup; returns how many there are.

    They stay sealed. Raises `FileTrouble`.
    """
    source, target = photo_folder(database), photo_folder(to_database)
    if not source.is_dir():
        return 0
    try:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.part"))
    except OSError as error:  # shutil.Error, which lists many files, is one too and has no reason of its own
        said = mark("The photos cannot be copied ({reason}). The record itself is untouched. Check the space left.")
        raise FileTrouble(sentence(said, reason=error.strerror or type(error).__name__)) from error
    return sum(1 for _ in target.rglob(f"*{ENDING}"))


def _for_paper(name: str) -> str:
    return f"{name} for paper"


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(secret)
