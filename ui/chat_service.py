"""One loaded model that is talked to: its process, its state, and the answer it writes."""

from __future__ import annotations

import queue
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app import chat
from app.domain import Messages
from app.models.base import Sampling
from ui.context import Context
from ui.job_queue import State, Ticket


class At(Enum):
    """What a service is at."""

    OFF = "off"
    LOADING = "loading"
    READY = "ready"
    ANSWERING = "answering"
    DEAD = "dead"  # it could not load, or was ended; ``error`` says why


class ChatService(QObject):
    """Loads a file and answers; everything that takes time happens in the model's own process."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ticket: Ticket | None = None
        self._orders: queue.SimpleQueue[chat.Order] = queue.SimpleQueue()
        self._turn = 0
        self.path: Path | None = None
        self.at = At.OFF
        self.own_system = ""  # the system prompt that the file names
        self.text = ""  # of the newest answer, as far as it is written
        self.problem = ""  # why the newest question could not be answered
        self.figures: Mapping[str, float] = {}
        self.error: BaseException | None = None

    def start(self, path: Path) -> None:
        """Load a file; a model that is loaded makes room for it."""
        self.close()
        self.path = path
        orders = self._orders = queue.SimpleQueue[chat.Order]()
        self.text = self.problem = ""
        self.figures, self.error = {}, None
        self.at = At.LOADING
        self._ticket = self._context.start(
            self.tr("Chat with {}").format(path.name),
            lambda: chat.talk(path, orders),
            quiet=True,
            service=True,
        )
        self._ticket.changed.connect(self._on_change)
        self._ticket.ended.connect(self._on_end)
        self.changed.emit()

    def ask(self, messages: Messages, sampling: Sampling) -> None:
        """Ask; an answer that is still being written is stopped."""
        self._turn += 1
        self.text = self.problem = ""
        self.at = At.ANSWERING
        self._orders.put(chat.Ask(self._turn, messages, sampling))

    def stop(self) -> None:
        """Stop writing; what is written stays."""
        if self.at is At.ANSWERING:
            self._orders.put(chat.Stop())

    def close(self) -> None:
        """Let the model go."""
        ticket, self._ticket = self._ticket, None
        self.at, self.path = At.OFF, None
        if ticket is not None:
            ticket.changed.disconnect(self._on_change)
            ticket.ended.disconnect(self._on_end)
            ticket.cancel()

    def _on_change(self) -> None:
        ticket = self._ticket
        if ticket is None or ticket.state is not State.RUNNING:
            return
        progress = ticket.progress
        if progress.stage == chat.READY and self.at is At.LOADING:
            self.at, self.own_system = At.READY, progress.message
            self.figures = progress.metrics
        elif self.at is At.ANSWERING and progress.done == self._turn:
            self._on_answer(progress.stage, progress.message)
            self.figures = progress.metrics
        else:
            return  # it only says that it lives, or is about what was asked before
        self.changed.emit()

    def _on_answer(self, stage: str, message: str) -> None:
        if stage == chat.PROBLEM:
            self.problem = message
        else:
            self.text = message
        if stage != chat.ANSWER:
            self.at = At.READY

    def _on_end(self) -> None:
        ticket, self._ticket = self._ticket, None
        if ticket is None:
            return
        self.error = ticket.error
        self.at = At.DEAD if ticket.error is not None else At.OFF
        self.changed.emit()
