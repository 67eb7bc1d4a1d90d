"""The same job in a spawned process: the parent sees the same generator.

A segmentation fault, the out-of-memory killer or an abort() in a library ends one job and never
the program that asked for it; the memory is given back when the process ends.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from app.errors import WorkerError, explain
from app.job import Job, Progress

T = TypeVar("T")

_INTERVAL = 0.05  # at most 20 messages a second through the pipe
_HEARTBEAT = 0.4  # a silent worker still lets the driver look for a cancel
_GRACE = 60.0  # seconds a cancelled worker has for its checkpoint
_REAP = 30.0  # seconds the system may take to end a killed process
# Ctrl-C in a terminal and the end of a service reach the whole process group. The parent alone
# decides, and asks through the pipe: the worker has a checkpoint to write.
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def remote(factory: Callable[..., Job[T]], *args: Any, **kwargs: Any) -> Job[T]:
    """Run ``factory(*args, **kwargs)`` as a job in a spawned process.

    ``factory`` must be importable by name and its arguments picklable. Progress is coalesced to
    20 Hz. Closing this generator closes the job in the worker (which may save a checkpoint in its
    ``finally``), waits, and kills the process when it does not end in time.

    Raises what the job raised when that is a StillroomError, WorkerError when the process died,
    RuntimeError with the worker's traceback for a bug.
    """
    context = multiprocessing.get_context("spawn")
    parent_end, child_end = context.Pipe(duplex=True)
    process = context.Process(
        target=_main, args=(child_end, factory, args, kwargs), name="stillroom-worker", daemon=False
    )
    last = Progress(message="Starting")
    try:
        with _interrupts_held():
            process.start()
        child_end.close()
        while True:
            yield last
            if not wait([parent_end, process.sentinel], timeout=_HEARTBEAT):
                continue
            message = _receive(parent_end)
            if message is None:
                process.join(5)
                raise _death(process.exitcode)
            kind, value = message
            if kind == "progress":
                last = value
            elif kind == "result":
                result: T = value
                process.join(_GRACE)
                return result
            elif kind == "known":
                raise value
            else:
                raise RuntimeError(f"the worker failed: {value}")
    except KeyboardInterrupt:  # the second Ctrl-C: no checkpoint is wanted any more
        _kill(process)
        raise
    finally:
        child_end.close()
        _stop(process, parent_end)


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start a process with the group's signals blocked, until it can ignore them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # started with the process, it would let them through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _receive(connection: Connection) -> tuple[str, Any] | None:
    try:
        return connection.recv() if connection.poll(0) else None
    except (EOFError, OSError):
        return None


def _stop(process: multiprocessing.context.SpawnProcess, connection: Connection) -> None:
    """Ask, wait, kill; the pipe is drained so that the worker never blocks on it.

    An interrupt in the middle (Ctrl-C once more) kills at once: the caller is about to give the
    workspace's lock back, and by then nothing may write there.
    """
    try:
        with contextlib.suppress(OSError, ValueError):
            connection.send("cancel")
        deadline = time.monotonic() + _GRACE
        while process.is_alive() and time.monotonic() < deadline:
            wait([connection, process.sentinel], timeout=0.2)
            if _receive(connection) is None and process.is_alive():
                process.join(0.1)
    finally:
        try:
            _kill(process)
        finally:
            connection.close()
            with contextlib.suppress(ValueError):  # it has not ended yet: nothing more can be done
                process.close()


def _kill(process: multiprocessing.context.SpawnProcess) -> None:
    """End the process now if it runs; it ignores the gentler SIGTERM."""
    if process.is_alive():
        process.kill()
        process.join(_REAP)


def _death(code: int | None) -> WorkerError:
    if code is not None and code < 0:
        name = signal.Signals(-code).name if -code in list(signal.Signals) else str(-code)
        if -code == signal.SIGKILL:
            return WorkerError(
                "The work was ended by the system (SIGKILL), most likely because memory ran out.",
                "Close other programs or choose a smaller batch or student, then run it again: "
                "it goes on from the last checkpoint.",
            )
        return WorkerError(
            f"The process that did the work crashed ({name}).",
            "Run it again: it goes on from the last checkpoint. If it happens again, the model "
            "file may be damaged.",
        )
    return WorkerError(
        f"The process that did the work ended early (exit code {code}).",
        "Run it again: it goes on from the last checkpoint.",
    )


def _main(
    connection: Connection,
    factory: Callable[..., Job[Any]],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> None:
    """What the worker process does: drive the job, stream its progress, send its end."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    logging.captureWarnings(capture=True)
    _silence_stdout()
    _end_with_parent()
    try:
        try:
            connection.send(_drive(connection, factory(*args, **kwargs)))
        except SystemExit:
            raise
        except BaseException as error:
            known = explain(error)
            connection.send(("known", known) if known else ("bug", _told(error)))
    except OSError:
        pass  # the parent is gone; there is nobody to tell
    finally:
        connection.close()


def _told(error: BaseException) -> str:
    """A bug in one line, and under it the traceback."""
    last = traceback.format_exception_only(error)[-1].strip().partition("\n")[0]
    return f"{last}\n{traceback.format_exc()}"


def _drive(connection: Connection, job: Job[Any]) -> tuple[str, Any]:
    sent = 0.0
    held: Progress | None = None
    try:
        while True:
            try:
                progress = held = next(job)
            except StopIteration as stop:
                if held is not None:  # the last one says that all is done: never lost
                    connection.send(("progress", held))
                return ("result", stop.value)
            now = time.monotonic()
            if now - sent >= _INTERVAL:
                connection.send(("progress", progress))
                sent, held = now, None
            if connection.poll(0):
                return ("result", None)  # cancelled: the parent no longer looks at it
    finally:
        job.close()


def _silence_stdout() -> None:
    """Libraries that print would write into the parent's output, which may be JSON."""
    if sys.stdout is not None:  # as it is without a console (pythonw)
        sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def _end_with_parent() -> None:
    """End this process as soon as its parent is gone, so that no orphan writes on."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
