"""A report on a problem: what is needed to mend it, and nothing that is confidential."""

from __future__ import annotations

import dataclasses
import datetime
import locale
import platform
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from app import __version__, doctor, paths, redact, settings
from app.doctor import Check
from app.errors import StillroomError, explain
from app.job import Job, Progress
from app.store import counts, workspace

LOG = "window.log"
_TAIL = 64 << 10  # bytes of the log
_LINES = 200


def report(
    place: Path, errors: Sequence[BaseException] = (), extra: Sequence[Check] = ()
) -> Job[str]:
    """The report's text. ``errors`` are those on the screen, ``extra`` what a window has found.

    Everything goes through ``redact``; of errors only their types and places in the code are
    kept, of settings only those that are known, and of the workspace only figures.
    """
    found = [*(yield from doctor.checks(place, display=not extra)), *extra]
    yield Progress(message="Writing the report")
    parts = [
        ("Versions", _versions()),
        ("This machine", doctor.as_text(found)),
        ("Settings", _settings()),
        ("Workspace", _workspace(place)),
        ("Errors on the screen", "\n\n".join(_error(error) for error in errors) or "none"),
        ("Log", _log()),
    ]
    written = "\n\n".join(f"== {title} ==\n{text}" for title, text in parts)
    private = [(place, "<workspace>"), (paths.models(), "<models>"), (paths.home(), "<data>")]
    return redact.redact(f"Report on a problem with Stillroom\n\n{written}\n", private)


def _versions() -> str:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return "\n".join(
        (
            f"Stillroom {__version__}",
            f"Python {platform.python_version()} ({platform.python_implementation()})",
            f"{platform.system()} {platform.release()} {platform.machine()}",
            f"language {locale.getlocale()[0]}, packaged {getattr(sys, 'frozen', False)}",
            f"written {now}",
        )
    )


def _settings() -> str:
    try:
        chosen = dataclasses.asdict(settings.load())
    except StillroomError:
        return "cannot be read"
    # Where the workspace lies is nobody's business; that one was chosen may matter.
    chosen["workspace"] = "chosen" if chosen["workspace"] else "the usual one"
    return "\n".join(f"{name}: {value}" for name, value in chosen.items())


def _workspace(place: Path) -> str:
    try:
        with workspace.reading(place) as database:
            found = counts.counts(database)
    except Exception as error:  # a damaged workspace is what many a report is about
        return f"cannot be read\n{_error(error)}"
    return "\n".join(f"{name}: {count:,}" for name, count in found.items())


def _error(error: BaseException) -> str:
    """An error's types and the places in the code that it came through."""
    known = explain(error)
    kind = "to be mended by the user" if known is not None else "a bug"
    told = redact.log("".join(traceback.format_exception(error)))
    inner = ""
    if isinstance(error, RuntimeError) and "Traceback" in str(error):
        inner = "\nIn the worker:\n" + redact.log(str(error))  # its own traceback is its text
    return f"{type(error).__name__} ({kind})\n{told}{inner}"


def _log() -> str:
    path = paths.logs() / LOG
    try:
        with path.open("rb") as stream:
            stream.seek(max(0, path.stat().st_size - _TAIL))
            text = stream.read().decode("utf-8", "replace")
    except OSError:
        return "none"
    return "\n".join(redact.log(text).splitlines()[-_LINES:]) or "empty"
