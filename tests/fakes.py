"""Small jobs for the tests of the driver and the worker; at module level, to be spawned by name."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from app import files
from app.domain import Message, NewPrompt, Role
from app.errors import InputError
from app.job import Job, Progress
from app.store import projects, prompts, workspace


def counting(total: int, pause: float = 0.0) -> Job[int]:
    """Count to ``total``, a progress each."""
    for done in range(1, total + 1):
        time.sleep(pause)
        yield Progress(done, total, "counting", {"square": float(done * done)})
    return total


def hurrying(seconds: float) -> Job[int]:
    """Yield as fast as it can for a while; returns how often."""
    end, done = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        done += 1
        yield Progress(done)
    return done


def big(size: int) -> Job[bytes]:
    """Return ``size`` bytes that do not repeat."""
    yield Progress(0, size, "making")
    return b"".join(index.to_bytes(8, "big") for index in range(size // 8))


def flooding(size: int, mark: Path) -> Job[None]:
    """Report without end, ``size`` bytes each; ``mark`` appears when it is closed."""
    try:
        while True:
            yield Progress(message="x" * size)
            time.sleep(0.06)
    finally:
        mark.write_text("closed", "utf-8")


def silent(seconds: float, mark: Path | None = None) -> Job[str]:
    """Say nothing for a while; ``mark`` gets the process id first."""
    if mark is not None:
        files.write_bytes(mark, str(os.getpid()).encode())
    time.sleep(seconds)
    yield Progress(1, 1)
    return "awake"


def closing(mark: Path) -> Job[None]:
    """Run until closed; the ``finally`` writes its process id to ``mark``."""
    try:
        while True:
            yield Progress(message="running")
            time.sleep(0.01)
    finally:
        files.write_bytes(mark, str(os.getpid()).encode())


def unusable() -> Job[None]:
    """Fail with what a user can mend."""
    yield Progress()
    raise InputError("The file has no rows.", "Choose another file.")


def full_disk() -> Job[None]:
    """Fail with an operating-system error that has advice."""
    yield Progress()
    raise OSError(28, "No space left on device", "student.gguf")


def buggy() -> Job[None]:
    """Fail with a RuntimeError, as a CUDA error does."""
    yield Progress()
    raise RuntimeError("CUDA error: device-side assert triggered")


def unpicklable() -> Job[Callable[[], int]]:
    """Return what no pipe can carry."""
    yield Progress()
    return lambda: 1


def dying(how: str) -> Job[None]:
    """End the process itself, in the middle of the work."""
    yield Progress(message="alive")
    import resource  # not there on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ways[how]()
    yield Progress(message="still alive")


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _crashed() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _exited() -> NoReturn:
    sys.exit(3)


ways: dict[str, Callable[[], None]] = {
    "SIGKILL": _killed,
    "SIGSEGV": _crashed,
    "abort": os.abort,
    "exit": _exited,
}


def importing(folder: Path, total: int) -> Job[int]:
    """A job as the contract wants it: prompts and a summary file; returns the prompts there are."""
    with workspace.writing(folder) as database:
        project = projects.create(database, "contracts")
        for index in range(total):
            prompt = NewPrompt((Message(Role.USER, f"question {index}"),), source="fake")
            with database.transaction() as connection:
                prompts.add(connection, project, [prompt])
            yield Progress(index + 1, total, "prompts")
        with files.staged_file(folder / "summary.txt") as staging:
            staging.write_text(f"{total} prompts\n", "utf-8")
            yield Progress(total, total, "summary")
        return prompts.count(database, project)
