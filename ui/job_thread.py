"""A job in a QThread: ends in exactly one of succeeded, cancelled or failed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from app.job import Job, JobCancelled, Progress, run

_INTERVAL = 0.05  # at most 20 signals a second reach the window


class JobThread(QThread):
    """Drives one job. Cancel it with requestInterruption(); keep it until ``finished``."""

    progressed = Signal(object)  # Progress
    succeeded = Signal(object)  # the job's result
    cancelled = Signal()
    failed = Signal(object)  # the exception

    def __init__(self, make: Callable[[], Job[Any]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._sent = 0.0
        self._held: Progress | None = None

    def run(self) -> None:
        """Called by Qt in the new thread."""
        try:
            result = run(self._make(), self._report, self.isInterruptionRequested)
        except JobCancelled:
            self.cancelled.emit()
        except BaseException as error:  # whatever it is, the window must hear of it
            self.failed.emit(error)
        else:
            if self._held is not None:
                self.progressed.emit(self._held)
            self.succeeded.emit(result)

    def _report(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._sent < _INTERVAL:
            self._held = progress
            return
        self._sent, self._held = now, None
        self.progressed.emit(progress)
