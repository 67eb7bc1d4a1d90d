"""The one way anything long runs: a generator of Progress, driven by run()."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """One sign of life of a job.

    ``done`` of ``total`` are in the unit of the message (rows, steps, bytes); ``total`` 0 means
    unknown. ``metrics`` are live figures by name. ``stage`` names the part of a composite job.
    """

    done: int = 0
    total: int = 0
    message: str = ""
    metrics: Mapping[str, float] = field(default_factory=dict)
    stage: str = ""


Job = Generator[Progress, None, T]
"""A job: yields Progress, returns its result, cleans up in ``finally``.

Closing it leaves the database and the folders consistent; calling it again does the rest.
"""


class JobCancelled(Exception):
    """The user cancelled; shown to nobody."""


def run(
    job: Job[T],
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> T:
    """Drive a job to its end and return its result: the only driver there is.

    Raises JobCancelled after closing the job when ``cancelled()`` turns true. The job is closed
    on every way out, so its ``finally`` blocks have run when this returns or raises.
    """
    try:
        while True:
            try:
                progress = next(job)
            except StopIteration as stop:
                result: T = stop.value
                return result
            if on_progress is not None:
                on_progress(progress)
            if cancelled is not None and cancelled():
                raise JobCancelled
    finally:
        job.close()


def mapped(job: Job[T], change: Callable[[Progress], Progress]) -> Job[T]:
    """The same job with each progress changed."""
    try:
        while True:
            try:
                progress = next(job)
            except StopIteration as stop:
                result: T = stop.value
                return result
            yield change(progress)
    finally:
        job.close()


def staged(job: Job[T], stage: str) -> Job[T]:
    """The same job with its progress labeled as one stage of a larger one."""

    def label(progress: Progress) -> Progress:
        inner = f"{stage} · {progress.stage}" if progress.stage else stage
        return replace(progress, stage=inner)

    return mapped(job, label)


def part(job: Job[T], start: float, end: float) -> Job[T]:
    """The same job as a part of a longer one: ``overall`` among its metrics is what is done of all.

    ``start`` and ``end`` are where the part begins and ends, from 0 to 1.
    """

    def of_all(progress: Progress) -> Progress:
        inner = progress.metrics.get("overall", 0.0)
        if not inner and progress.total:
            inner = min(1.0, progress.done / progress.total)
        whole = start + (end - start) * inner
        return replace(progress, metrics={**progress.metrics, "overall": whole})

    return mapped(job, of_all)


def in_thread(
    call: Callable[[], T], progress: Callable[[], Progress], interval: float = 0.2
) -> Job[T]:
    """A job around one blocking call that cannot be interrupted (native code, usually).

    Closing it leaves the call running in a daemon thread: use it inside a worker process, whose
    end is the thread's end.
    """
    outcome: list[T] = []
    failure: list[BaseException] = []

    def body() -> None:
        try:
            outcome.append(call())
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=body, name="stillroom-blocking-call", daemon=True)
    thread.start()
    while thread.is_alive():
        yield progress()
        thread.join(interval)
    if failure:
        raise failure[0]
    return outcome[0]
