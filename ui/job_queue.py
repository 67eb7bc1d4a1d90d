"""All jobs of the window: heavy ones one after the other, light ones at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.estimate import Estimate
from app.job import Job, Progress
from app.workflow import Step
from ui.job_thread import JobThread


class State(Enum):
    """What a ticket is at."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPING = "stopping"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Ticket(QObject):
    """One job that was asked for.

    ``quiet`` ones (a look at the database, say) are not shown in the job panel. A ``resumable``
    job goes on where it stopped when it is started again.
    """

    changed = Signal()  # its state or progress
    succeeded = Signal(object)
    ended = Signal()  # after success, cancel or failure

    def __init__(
        self,
        title: str,
        make: Callable[[], Job[Any]],
        *,
        step: Step | None = None,
        heavy: bool = False,
        quiet: bool = False,
        resumable: bool = False,
        service: bool = False,
    ) -> None:
        super().__init__()
        self.title = title
        self.make = make
        self.step = step
        self.heavy = heavy
        self.quiet = quiet
        self.resumable = resumable
        self.service = service  # a chat: it ends when its page is done with it, not by itself
        self.state = State.WAITING
        self.progress = Progress()
        self.error: BaseException | None = None
        self.result: Any = None
        self.log: list[str] = []
        self.began = 0.0
        self.estimate = Estimate(0.0)
        self.on_success: Callable[[Any], None] | None = None
        self.thread_: JobThread | None = None

    @property
    def active(self) -> bool:
        """Whether it waits, runs or is being stopped."""
        return self.state in (State.WAITING, State.RUNNING, State.STOPPING)

    def cancel(self) -> None:
        """Ask it to stop; what it has done so far is kept where the job can resume."""
        if self.state is State.WAITING:
            self._end(State.CANCELLED)
        elif self.state is State.RUNNING and self.thread_ is not None:
            self.state = State.STOPPING
            self.thread_.requestInterruption()
            self.changed.emit()

    def begin(self) -> None:
        """Start its thread; the queue calls this."""
        self.state = State.RUNNING
        self.began = time.monotonic()
        self.estimate = Estimate(self.began)
        thread = self.thread_ = JobThread(self.make)
        thread.progressed.connect(self._on_progress)
        thread.succeeded.connect(self._on_success)
        thread.cancelled.connect(self._on_cancel)
        thread.failed.connect(self._on_failure)
        thread.start()
        self.changed.emit()

    def _on_progress(self, progress: Progress) -> None:
        text = f"{progress.stage} · {progress.message}" if progress.stage else progress.message
        if text and (not self.log or self.log[-1] != text):
            self.log = [*self.log[-400:], text]
        self.progress = progress
        self.estimate.observe(progress, time.monotonic())
        self.changed.emit()

    def _on_success(self, result: object) -> None:
        self.result = result
        self._end(State.DONE)

    def _on_cancel(self) -> None:
        self._end(State.CANCELLED)

    def _on_failure(self, error: BaseException) -> None:
        self.error = error
        self._end(State.FAILED)

    def _end(self, state: State) -> None:
        if not self.active:
            return
        if self.thread_ is not None:
            self.thread_.wait()
        self.state = state
        self.changed.emit()
        if state is State.DONE:
            if self.on_success is not None:
                self.on_success(self.result)
            self.succeeded.emit(self.result)
        self.ended.emit()


class JobQueue(QObject):
    """Holds every ticket until its thread has ended."""

    added = Signal(object)  # Ticket
    changed = Signal(object)  # Ticket
    ended = Signal(object)  # Ticket

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tickets: list[Ticket] = []

    def add(self, ticket: Ticket) -> Ticket:
        """Take a ticket: it starts now, or when the heavy ones before it have ended."""
        self.tickets.append(ticket)
        ticket.changed.connect(lambda: self.changed.emit(ticket))
        ticket.ended.connect(lambda: self._on_end(ticket))
        self.added.emit(ticket)
        self._start_next()
        return ticket

    def active(self, step: Step | None = None) -> list[Ticket]:
        """Tickets that wait or run (of a step, when one is given), services left out."""
        return [
            ticket
            for ticket in self.tickets
            if ticket.active and not ticket.service and (step is None or ticket.step is step)
        ]

    def stop(self) -> None:
        """Ask everything to stop, the waiting ones first."""
        for ticket in sorted(self.tickets, key=lambda item: item.state is State.RUNNING):
            ticket.cancel()

    @property
    def idle(self) -> bool:
        """Whether no thread is left."""
        return not any(ticket.active for ticket in self.tickets)

    def _start_next(self) -> None:
        busy = any(
            ticket.heavy and ticket.state in (State.RUNNING, State.STOPPING)
            for ticket in self.tickets
        )
        for ticket in list(self.tickets):
            if ticket.state is State.WAITING and (not ticket.heavy or not busy):
                busy = busy or ticket.heavy
                ticket.begin()

    def _on_end(self, ticket: Ticket) -> None:
        self.tickets.remove(ticket)
        self.ended.emit(ticket)
        self._start_next()
