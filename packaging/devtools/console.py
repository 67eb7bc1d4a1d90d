"""Running other programs: their output through, a sign of life, and a failure in one message."""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TICK_S = 20.0  # no longer than this without a line, or people think it hangs
TAIL_LINES = 200


class DevError(Exception):
    """What the user can mend: one message, one hint."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Outcome:
    code: int
    tail: str


def say(text: str) -> None:
    """Print at once: a log file must show where a long step is."""
    print(text, flush=True)


def elapsed(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def stream(
    command: Sequence[str | Path],
    *,
    label: str,
    env: Mapping[str, str],
    cwd: Path,
    tick_s: float = TICK_S,
) -> Outcome:
    """Run a program with its output through; when it is silent, say how long it has been going."""
    process = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(env),
        cwd=cwd,
        text=True,
        encoding="utf-8",
        errors="replace",
        # Its own group: a compiler's grandchildren must end with it.
        start_new_session=os.name == "posix",
    )
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_pump, args=(process, lines), daemon=True).start()
    tail: deque[str] = deque(maxlen=TAIL_LINES)
    started = time.monotonic()
    try:
        while True:
            try:
                line = lines.get(timeout=tick_s)
            except queue.Empty:
                say(f"  … {label}: {elapsed(time.monotonic() - started)}")
                continue
            if line is None:
                break
            tail.append(line)
            say("  " + line.rstrip())
        return Outcome(exit_code(process.wait()), "".join(tail))
    finally:
        end(process)


def _pump(process: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    assert process.stdout is not None
    with contextlib.suppress(ValueError):  # closed under us while ending
        for line in process.stdout:
            lines.put(line)
    lines.put(None)


def run_through(command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path) -> int:
    """Run a program that owns the terminal; on Ctrl-C it gets the chance to end by itself."""
    process = subprocess.Popen([str(part) for part in command], env=dict(env), cwd=cwd)
    try:
        return exit_code(process.wait())
    except KeyboardInterrupt:
        # The terminal has sent the interrupt to the program too.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=15)
        return 130
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def end(process: subprocess.Popen[str]) -> None:
    """End a program that still runs, and everything it started."""
    if process.poll() is None:
        _signal_group(process, force=False)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            _signal_group(process, force=True)
            process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _signal_group(process: subprocess.Popen[str], *, force: bool) -> None:
    with contextlib.suppress(ProcessLookupError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL if force else signal.SIGTERM)
        elif force:
            process.kill()
        else:
            process.terminate()


def exit_code(code: int) -> int:
    """What a shell would report: a program ended by signal N gives 128 + N."""
    return 128 - code if code < 0 else code


# Tried in order. The network comes before "no such version": without a network pip ends by
# saying that no version exists.
_CAUSES: tuple[tuple[str, str, str], ...] = (
    (
        r"no space left on device|errno 28|disk quota exceeded",
        "the disk is full",
        "Make room (about 3 GB for .venv, 1 GB for temporary files) and run the same command "
        "again; it goes on where it stopped.",
    ),
    (
        r"certificate_verify_failed|sslerror|certificate verify failed",
        "the package index's certificate is not trusted",
        "Behind a company proxy, tell pip which certificates to trust: "
        "PIP_CERT=/path/to/ca.pem, then run the same command again.",
    ),
    (
        r"name resolution|name or service not known|network is unreachable|connection refused"
        r"|newconnectionerror|failed to establish a new connection|read timed out"
        r"|connecttimeout|max retries exceeded|proxyerror|connection broken|no route to host"
        r"|connection reset|getaddrinfo failed",
        "the package index cannot be reached",
        "Check the network or the proxy (HTTPS_PROXY), or point pip at a mirror or a folder of "
        "wheels (PIP_INDEX_URL, PIP_FIND_LINKS), then run the same command again.",
    ),
    (
        r"no matching distribution found|could not find a version",
        "the package index does not have a version that packaging/constraints.txt names",
        "Check which index pip uses (pip config list) and that it has a build for this "
        "Python and this system.",
    ),
    (
        r"resolutionimpossible|conflicting dependencies",
        "pip found no set of versions that fits packaging/constraints.txt",
        # pip says the same whether a version is absent or excluded.
        "Either the package index (see: pip config list) lacks one of them or cannot be reached, "
        "or a bound in pyproject.toml excludes it.",
    ),
    (
        r"permission denied|errno 13",
        "a file or folder may not be written",
        "Check who owns .venv and the cache folder; do not mix runs as root and as yourself.",
    ),
)


def failure(what: str, outcome: Outcome) -> DevError:
    """Turn a program's last lines into one message with one hint."""
    for pattern, cause, hint in _CAUSES:
        if re.search(pattern, outcome.tail, re.IGNORECASE):
            return DevError(f"{what} failed: {cause}.", hint)
    return DevError(
        f"{what} failed (exit code {outcome.code}).",
        "Its own message stands above; mend that and run the same command again.",
    )
