"""The models of a chat: the student and what it is compared with, asked the same together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain import Messages
from app.models.base import Sampling
from ui.chat_service import At, ChatService
from ui.context import Context

Request = Callable[[str], tuple[Messages, Sampling] | None]
"""What one of the models is asked; None while that is not known yet."""


class ChatModels(QObject):
    """Keeps one service for each who answers; a question waits for those that still load."""

    changed = Signal()
    moved = Signal(str)  # who: its answer has grown, or is over

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._marks: dict[str, str] = {}
        self._told: dict[str, bool] = {}  # who answers now, and whether it was told already
        self._request: Request = lambda _who: None
        self.services: dict[str, ChatService] = {}

    @property
    def answering(self) -> list[str]:
        """Who has not ended its answer."""
        return list(self._told)

    def at(self, who: str) -> At:
        """What one of them is at."""
        return self.services[who].at if who in self.services else At.OFF

    def system(self, who: str) -> str | None:
        """The system prompt that a file names; None while it is not known."""
        loaded = self.at(who) not in (At.LOADING, At.OFF)
        return self.services[who].own_system if loaded else None

    def told(self, who: str) -> bool:
        """Whether it answers now and was asked already: before, its text is an older one."""
        return self._told.get(who, False)

    def use(self, wanted: Mapping[str, tuple[Path, str]]) -> None:
        """Load what is wanted and not loaded as such; let go of the rest.

        What comes with a path changes when the file does.
        """
        for who in [who for who in self.services if who not in wanted]:
            self.settle(who)
            service = self.services.pop(who)
            del self._marks[who]
            service.close()
            service.deleteLater()
        for who, (path, mark) in wanted.items():
            if who not in self.services:
                service = self.services[who] = ChatService(self._context, self)
                service.changed.connect(self._on_service)
            if self._marks.get(who) != mark:
                self.settle(who)
                self._marks[who] = mark
                self.services[who].start(path)

    def restart(self) -> None:
        """Load those again that have stopped."""
        for service in self.services.values():
            if service.at in (At.DEAD, At.OFF) and service.path is not None:
                service.start(service.path)

    def close(self) -> None:
        """Let all of them go."""
        for service in self.services.values():
            service.close()

    def ask(self, request: Request) -> None:
        """Ask all of them, each as soon as it is ready."""
        self._request = request
        self._told = dict.fromkeys(self.services, False)
        self._dispatch()
        for who in self.answering:
            self.moved.emit(who)  # one that is dead has to say so

    def settle(self, who: str) -> str:
        """One model's answer is over, or is wanted no longer; what it wrote."""
        told = self._told.pop(who, False)
        if not told or who not in self.services:
            return ""
        self.services[who].stop()
        return self.services[who].text

    def _on_service(self) -> None:
        for who in self.answering:
            self.moved.emit(who)
        self._dispatch()
        self.changed.emit()

    def _dispatch(self) -> None:
        for who, told in self._told.items():
            if told or self.at(who) is not At.READY:
                continue
            wanted = self._request(who)
            if wanted is not None:
                self._told[who] = True
                self.services[who].ask(*wanted)
