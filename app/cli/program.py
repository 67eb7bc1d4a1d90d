"""The command line: arguments in, exit code out, errors as one message and one hint."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from app import __version__, settings
from app.cli import journey, models, projects, runs
from app.cli.console import Console
from app.errors import StillroomError, explain
from app.job import JobCancelled

OK, FAILED, USAGE, CANCELLED = 0, 1, 2, 130


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
    for group in (journey, projects, models, runs):
        group.add_commands(commands, common)
    return top


def run_program(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no user's mistake ends in a traceback."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    logging.captureWarnings(capture=True)
    try:
        options = parser().parse_args(arguments)
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else USAGE
    console = Console(options.json)
    try:
        if options.workspace is None:
            options.workspace = settings.load().workspace_path()
        options.workspace = options.workspace.expanduser().absolute()
        options.perform(console, options)
    except (JobCancelled, KeyboardInterrupt):
        return CANCELLED
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; there is nobody to tell
        return FAILED
    except Exception as error:
        return _report(console, error)
    return OK


def _report(console: Console, error: Exception) -> int:
    known = explain(error)
    if known is None:
        # A bug: keep the traceback where it can be sent, out of the user's way.
        with tempfile.NamedTemporaryFile(
            "w", prefix="stillroom-error-", suffix=".txt", delete=False, encoding="utf-8"
        ) as details:
            details.write(traceback.format_exc())
        known = StillroomError(
            f"Something went wrong in Stillroom itself: {type(error).__name__}: {error}".split(
                "\n"
            )[0],
            f"Nothing was lost. Details for a report are in {details.name}",
        )
    print(f"Error: {known.message}", file=sys.stderr)
    if known.hint:
        print(f"Hint: {known.hint}", file=sys.stderr)
    if console.as_json:
        print(json.dumps({"error": known.message, "hint": known.hint}, ensure_ascii=False))
    return FAILED
