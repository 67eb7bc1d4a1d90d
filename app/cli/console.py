"""What the shell sees: results on stdout, progress on stderr, one JSON object when asked."""

from __future__ import annotations

import json
import math
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

from app.errors import StillroomError
from app.estimate import Estimate
from app.job import Job, Progress, run

T = TypeVar("T")

OK, FAILED, USAGE, CANCELLED = 0, 1, 2, 130


class Console:
    """One command's input and output. ``code`` is what the command ends with."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self.code = OK
        self._progress = ProgressLine()

    def result(self, value: Any, text: str = "") -> None:
        """The command's result: ``value`` as the last line with --json, else ``text``."""
        if self.as_json:
            print(json.dumps(_clean(value), ensure_ascii=False, default=str), flush=True)
        elif text:
            print(text, flush=True)

    def fail(self, error: StillroomError) -> None:
        """Say what went wrong and what to do; a result may stand all the same."""
        print(f"Error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"Hint: {error.hint}", file=sys.stderr)
        self.code = FAILED

    def run(self, job: Job[T]) -> T:
        """Drive a job with progress on stderr; Ctrl-C or SIGTERM cancels it in good order."""
        with _cancellation() as cancelled:
            try:
                return run(job, self._progress.show, cancelled)
            finally:
                self._progress.end()


def _clean(value: Any) -> Any:
    """JSON has no NaN: a figure that does not exist is null."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value


@contextmanager
def _cancellation() -> Iterator[Callable[[], bool]]:
    asked = False

    def ask(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt  # the second time: now
        asked = True
        print("\nStopping in good order; press Ctrl-C again to stop at once.", file=sys.stderr)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class ProgressLine:
    """Progress for people: one rewritten line on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._began = time.monotonic()
        self._shown = 0.0
        self._label = ""
        self._estimate = Estimate(self._began)
        self._width = 0

    def show(self, progress: Progress) -> None:
        """Show progress unless the last was shown just now."""
        now = time.monotonic()
        self._estimate.observe(progress, now)
        label = f"{progress.stage} · {progress.message}" if progress.stage else progress.message
        fresh = label != self._label
        if now - self._shown < (0.1 if self._terminal else (1.0 if fresh else 10.0)):
            return
        self._shown, self._label = now, label
        text = label
        if progress.total:
            text += f" {progress.done:,}/{progress.total:,}"
        for name in ("loss", "validation_loss", "tokens_per_second"):
            if name in progress.metrics:
                text += f" · {name.replace('_', ' ')} {progress.metrics[name]:.4g}"
        text += self._remaining(now)
        if self._terminal:
            print("\r" + text[:160].ljust(self._width), end="", file=sys.stderr, flush=True)
            self._width = min(160, len(text))
        else:
            elapsed = int(now - self._began)
            print(f"[{elapsed // 60:02d}:{elapsed % 60:02d}] {text}", file=sys.stderr, flush=True)

    def _remaining(self, now: float) -> str:
        seconds = self._estimate.remaining(now)
        if seconds is None:
            return ""
        return f" · about {seconds / 60:.0f} min left" if seconds > 90 else " · about a minute left"

    def end(self) -> None:
        """Leave the line."""
        if self._terminal and self._width:
            print(file=sys.stderr)
            self._width = 0


def figure(value: float | None, form: str) -> str:
    """A figure in a format of Python's; a dash for one that does not exist."""
    return "–" if value is None else format(value, form)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Aligned columns; the first row is the head."""
    if not rows:
        return ""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)
