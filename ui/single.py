"""One window a workspace: a second start raises the first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT = 1000  # milliseconds


def _name(place: Path) -> str:
    return "stillroom-" + hashlib.sha256(str(place.resolve()).encode()).hexdigest()[:24]


def raise_other(place: Path) -> bool:
    """Ask the window that has this workspace open to come to the front; false: there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(place))
    if not socket.waitForConnected(_WAIT):
        return False
    socket.write(b"raise")
    socket.waitForBytesWritten(_WAIT)
    socket.disconnectFromServer()
    return True


class Single(QObject):
    """Listens for second starts; ``on_raise`` is called for each."""

    def __init__(self, place: Path, on_raise: Callable[[], None]) -> None:
        super().__init__()
        self._on_raise = on_raise
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(_name(place)):
            QLocalServer.removeServer(_name(place))  # what a crash left behind
            self._server.listen(_name(place))

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
        self._on_raise()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
