"""The command line: arguments in, exit code out, errors as one message and one hint."""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

from app import __version__, settings
from app.cli import doctor, journey, models, projects, runs
from app.cli.console import CANCELLED, FAILED, USAGE, Console
from app.errors import StillroomError, explain
from app.job import JobCancelled


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--workspace", type=Path, metavar="DIR", help="the folder to work in")
    common.add_argument(
        "--json", action="store_true", help="print the result as one JSON object on the last line"
    )
    top = argparse.ArgumentParser(
        prog="stillroom",
        description="Distill a large language model into a small one that runs offline.",
    )
    top.add_argument("--version", action="version", version=f"stillroom {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for group in (journey, projects, models, runs, doctor):
        group.add_commands(commands, common)
    return top


def run_program(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no user's mistake ends in a traceback."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    logging.captureWarnings(capture=True)
    _prepare_streams()
    try:
        options = parser().parse_args(arguments)
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else USAGE
    try:
        with _terminable():
            return _perform(Console(options.json), options)
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody to tell, at the exit neither.
        with contextlib.suppress(OSError, AttributeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _perform(console: Console, options: argparse.Namespace) -> int:
    try:
        options.chosen_workspace = options.workspace  # None: the user has named none
        if options.workspace is None:
            options.workspace = settings.load().workspace_path()
        options.workspace = options.workspace.expanduser().absolute()
        options.perform(console, options)
    except (JobCancelled, KeyboardInterrupt):
        console.result({"cancelled": True})
        return CANCELLED
    except BrokenPipeError:
        raise
    except Exception as error:
        _report(console, error)
    return console.code


def _prepare_streams() -> None:
    """UTF-8 in every locale (LANG=C too), and no character that stops a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # it is None without a console (pythonw)
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM do what Ctrl-C does, also where no job runs that it would cancel."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _report(console: Console, error: Exception) -> None:
    known = explain(error) or _bug(error)
    console.fail(known)
    console.result({"error": known.message, "hint": known.hint})


def _bug(error: Exception) -> StillroomError:
    """Keep the traceback where it can be sent, out of the user's way."""
    # A worker's own traceback is in the text: its first line says what it was.
    message = f"{type(error).__name__}: {error}".partition("\n")[0]
    hint = "Nothing was lost."
    with (
        contextlib.suppress(OSError),
        tempfile.NamedTemporaryFile(
            "w", prefix="stillroom-error-", suffix=".txt", delete=False, encoding="utf-8",
            errors="backslashreplace",
        ) as details,
    ):  # fmt: skip
        details.write("".join(traceback.format_exception(error)))
        hint += f" Details for a report are in {details.name}"
    return StillroomError(f"Something went wrong in Stillroom itself: {message}", hint)
