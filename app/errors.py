"""What a user can mend: one message, one hint. Anything else is a bug."""

from __future__ import annotations

import errno
import os
import sqlite3


class StillroomError(Exception):
    """A problem the user can mend.

    ``message`` says what happened in one sentence, ``hint`` what to do about it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)  # both, so that it survives pickling
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message


class InputError(StillroomError):
    """A file, option or recipe the user gave cannot be used."""


class WorkspaceError(StillroomError):
    """The workspace cannot be opened or written."""


class ModelError(StillroomError):
    """A model folder or file cannot be used."""


class WorkerError(StillroomError):
    """The process that did the work ended before its work did."""


_DISK_FULL = (
    "The disk is full.",
    "Free some space and run the same command again: it goes on where it stopped.",
)
_MEMORY = (
    "The memory of this machine is used up.",
    "Close other programs, or choose a smaller student or batch.",
)
# How torch says it, in a RuntimeError: on the processor (Linux, Windows) and on a GPU.
_MEMORY_SIGNS = (
    "can't allocate memory",
    "not enough memory",
    "CUDA out of memory",
    "CUDA error: out of memory",
)
_READ_ONLY = (
    "The folder cannot be written.",
    "Choose a workspace in a folder that you may write to (--workspace DIR).",
)


def explain(error: BaseException) -> StillroomError | None:
    """Turn an operating-system or database error into advice; None when it is a bug."""
    if isinstance(error, StillroomError):
        return error
    if isinstance(error, OSError):
        return _explain_os(error)
    if isinstance(error, sqlite3.Error):
        return _explain_sqlite(error)
    text = str(error)
    if _memory_ran_out(error, text):
        return StillroomError(*_MEMORY)
    if isinstance(error, UnicodeEncodeError) and error.reason == "surrogates not allowed":
        near = error.object[max(0, error.start - 20) : error.end + 20]
        return InputError(
            f"A name or text has bytes in it that are no UTF-8: {near!a}",
            "Write it in UTF-8; a file or folder must be renamed.",
        )
    if isinstance(error, RuntimeError) and text == "Could not determine home directory.":
        return InputError(
            "A path begins with ~ and names a user whose home folder is not known.",
            "Write the whole path.",
        )
    # safetensors and pyarrow report a full disk in their own exception types.
    if "No space left on device" in text or "os error 28" in text:
        return WorkspaceError(*_DISK_FULL)
    return None


def _memory_ran_out(error: BaseException, text: str) -> bool:
    # By name: torch, whose error it is, must not be imported for this.
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    return isinstance(error, RuntimeError) and any(sign in text for sign in _MEMORY_SIGNS)


def _explain_os(error: OSError) -> StillroomError | None:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WorkspaceError(_DISK_FULL[0] + where, _DISK_FULL[1])
    if error.errno == errno.EACCES and error.filename and _unreadable(error.filename):
        return InputError(
            f"You may not read this: {error.filename}",
            "Ask for the right to read it, or have it copied to a place where you may.",
        )
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return WorkspaceError(_READ_ONLY[0] + where, _READ_ONLY[1])
    if error.errno == errno.ENOENT and error.filename:
        return InputError(
            f"There is no such file or folder: {error.filename}", "Check the path and its spelling."
        )
    if error.errno == errno.EISDIR and error.filename:
        return InputError(f"This is a folder, not a file: {error.filename}", "Name a file.")
    if error.errno in (errno.ENOTDIR, errno.EEXIST) and error.filename:
        return InputError(f"This is not a folder: {error.filename}", "Name a folder.")
    if error.errno == errno.ENOMEM:
        return StillroomError(*_MEMORY)
    if error.errno and error.strerror and error.filename:  # a name that is too long, a bad disk
        return InputError(
            f"{error.strerror}: {error.filename}", "Check this path and the disk it is on."
        )
    return None


def _unreadable(path: str | bytes) -> bool:
    """Whether a path that was refused is there and may not be read: an input, not a workspace."""
    return os.access(path, os.F_OK) and not os.access(path, os.R_OK)


def _explain_sqlite(error: sqlite3.Error) -> StillroomError | None:
    text = str(error).lower()
    if "disk is full" in text:
        return WorkspaceError(*_DISK_FULL)
    if "readonly database" in text or "unable to open database" in text:
        return WorkspaceError(*_READ_ONLY)
    if "is locked" in text:
        return WorkspaceError(
            "Another Stillroom is working in this workspace.",
            "Wait until it has finished, or close it.",
        )
    if "is malformed" in text or "not a database" in text:
        return WorkspaceError(
            "The workspace's database is damaged.",
            "Restore the newest file from the workspace's backups folder.",
        )
    if "disk i/o" in text:
        return WorkspaceError(
            "The disk reported an error while the workspace was written.",
            "Check the disk and its free space, then run the command again.",
        )
    return None
