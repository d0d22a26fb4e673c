"""One window for one database: a second start brings the first window to the front.

Whoever holds the lock answers on a local socket. The lock is named after a digest of the database's
address, the socket by chance: its name lies beside the lock, in a folder closed to everybody else,
so that no other user of the computer can answer in its place. Neither holds a patient or a password.
"""

import logging
import os
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from urllib.parse import parse_qs, urlsplit

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from pico_tracker.domain.addresses import DatabaseAddress

PATIENCE_MS = 3_000
"""How long the first window may take to answer before another opens all the same."""
_ROUND_MS = 50
_ANSWER = b"shown"
_log = logging.getLogger(__name__)


class SingleInstance(QObject):
    """`single.begin()` tells whether to open a window; `wanted` goes out when the open one is asked for.

    `folder` is this user's own. It lasts until `close`; after a crash the next start finds the lock
    without its process and takes it over.
    """

    wanted = Signal()

    def __init__(self, folder: Path, address: DatabaseAddress, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = digest_of(address)
        self._lock = QLockFile(str(folder / f"{digest}.lock"))
        self._lock.setStaleLockTime(0)  # never too old, only without its process
        self._name_file = folder / f"{digest}.socket"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def begin(self, *, is_further: bool = False) -> bool:
        """Whether a window is to be opened here; False once an open one has answered.

        A further window asks nobody; it answers itself where it is the only one.
        """
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not self._lock.tryLock(0 if is_further else _ROUND_MS):
            if is_further or self._lock.error() != QLockFile.LockError.LockFailedError or deadline.hasExpired():
                return True
            if self._knock(deadline):
                return False
        self._listen()
        return True

    def close(self) -> None:
        """Answer no more, and let the next start be the first."""
        self._server.close()
        self._lock.unlock()

    def _knock(self, deadline: QDeadlineTimer) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._socket_name())
        if not socket.waitForConnected(deadline.remainingTime()):
            return False  # it has the lock and does not listen yet
        return socket.waitForReadyRead(deadline.remainingTime()) and socket.readAll().data() == _ANSWER

    def _listen(self) -> None:
        name = self._socket_name() or f"pico-{token_hex(12)}"
        QLocalServer.removeServer(name)  # of a process that was killed
        try:
            self._name_file.write_text(name, "ascii")
        except OSError as error:
            _log.warning("a second start cannot find this window: %s", error.strerror)
            return
        if not self._server.listen(name):
            _log.warning("a second start cannot reach this window: %s", self._server.errorString())

    def _socket_name(self) -> str:
        """The name the one with the lock listens under; empty before the first ever did."""
        return self._name_file.read_text("ascii", "replace") if self._name_file.exists() else ""

    def _answer(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.write(_ANSWER)
            socket.flush()
        self.wanted.emit()


def digest_of(address: DatabaseAddress) -> str:
    """Stands for a database in a file's name: the same for every way to write a server's user and password."""
    if address.path is not None:
        return _digest(str(address.path))
    parts = urlsplit(address.url)
    query = parse_qs(parts.query)
    places = (
        parts.hostname or "",
        str(parts.port or ""),
        parts.path,
        *query.get("host", ()),
        *query.get("port", ()),
    )
    return _digest("\n".join(places))


def _digest(place: str) -> str:
    return sha256(os.fsencode(place)).hexdigest()[:32]
