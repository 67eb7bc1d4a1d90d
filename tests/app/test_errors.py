"""Errors turn into advice where a user can mend them, and into nothing where it is a bug."""

from __future__ import annotations

import errno
import pickle
import sqlite3
from pathlib import Path

import pytest

from app import errors
from app.errors import InputError, ModelError, StillroomError, WorkerError, WorkspaceError, explain


@pytest.mark.parametrize(
    "kind", [StillroomError, InputError, WorkspaceError, ModelError, WorkerError]
)
def test_message_and_hint_survive_the_pipe(kind: type[StillroomError]) -> None:
    error = pickle.loads(pickle.dumps(kind("What happened.", "What to do.")))
    assert type(error) is kind
    assert (error.message, error.hint) == ("What happened.", "What to do.")


def test_the_text_of_an_error_is_its_message() -> None:
    assert str(InputError("What happened.", "What to do.")) == "What happened."


def test_advice_is_passed_on_as_it_is() -> None:
    error = ModelError("What happened.", "What to do.")
    assert explain(error) is error


class OutOfMemoryError(RuntimeError):
    """As torch names its own."""


LONG = "x" * 300
NO_SPACE = OSError(errno.ENOSPC, "No space left on device", "/data/x.gguf")


@pytest.mark.parametrize(
    ("error", "kind", "message", "hint"),
    [
        (NO_SPACE, WorkspaceError, r"disk is full.*/data/x\.gguf", "Free some space"),
        (OSError(errno.ENOSPC, "No space"), WorkspaceError, "disk is full", "Free some space"),
        (OSError(errno.EDQUOT, "Quota"), WorkspaceError, "disk is full", "Free some space"),
        (
            OSError(errno.EROFS, "Read-only file system", "/mnt/ws"),
            WorkspaceError,
            "cannot be written.*/mnt/ws",
            "--workspace",
        ),
        (PermissionError(errno.EACCES, "Permission denied"), WorkspaceError, "cannot be", "may"),
        (PermissionError(errno.EPERM, "Not permitted"), WorkspaceError, "cannot be", "may"),
        (
            FileNotFoundError(errno.ENOENT, "No such file", "prompts.csv"),
            InputError,
            r"no such file or folder: prompts\.csv",
            "spelling",
        ),
        (
            IsADirectoryError(errno.EISDIR, "Is a folder", "data"),
            InputError,
            "folder.*data",
            "file",
        ),
        (FileExistsError(errno.EEXIST, "Exists", "ws"), InputError, "not a folder: ws", "folder"),
        (NotADirectoryError(errno.ENOTDIR, "No", "ws"), InputError, "not a folder: ws", "folder"),
        (MemoryError(), StillroomError, "memory", "smaller"),
        (OutOfMemoryError("Tried to allocate 2 GiB"), StillroomError, "memory", "smaller"),
        (
            RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"),
            StillroomError,
            "memory",
            "smaller",
        ),
        (
            RuntimeError("[enforce fail] DefaultCPUAllocator: not enough memory: you tried"),
            StillroomError,
            "memory",
            "smaller",
        ),
        (RuntimeError("CUDA out of memory. Tried to"), StillroomError, "memory", "smaller"),
        (RuntimeError("CUDA error: out of memory"), StillroomError, "memory", "smaller"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), StillroomError, "memory", "smaller"),
        (
            OSError(errno.ENAMETOOLONG, "File name too long", LONG),
            InputError,
            f"File name too long: {LONG}",
            "Check this path",
        ),
        (OSError(errno.EIO, "Input/output error", "x"), InputError, "output error: x", "disk"),
        (
            UnicodeEncodeError("utf-8", "caf\udce9", 3, 4, "surrogates not allowed"),
            InputError,
            r"'caf\\udce9'",
            "UTF-8",
        ),
        (
            RuntimeError("Could not determine home directory."),
            InputError,
            "home folder is not known",
            "whole path",
        ),
        (
            Exception('Error while serializing: IoError(Os { code: 28, message: "os error 28" })'),
            WorkspaceError,
            "disk is full",
            "Free",
        ),
        (
            sqlite3.OperationalError("database or disk is full"),
            WorkspaceError,
            "disk is full",
            "Free",
        ),
        (
            sqlite3.OperationalError("attempt to write a readonly database"),
            WorkspaceError,
            "cannot be written",
            "--workspace",
        ),
        (
            sqlite3.OperationalError("unable to open database file"),
            WorkspaceError,
            "cannot be written",
            "--workspace",
        ),
        (sqlite3.OperationalError("database is locked"), WorkspaceError, "Another", "Wait"),
        (sqlite3.OperationalError("database table is locked"), WorkspaceError, "Another", "Wait"),
        (
            sqlite3.DatabaseError("database disk image is malformed"),
            WorkspaceError,
            "damaged",
            "backups folder",
        ),
        (
            sqlite3.DatabaseError("file is not a database"),
            WorkspaceError,
            "damaged",
            "backups folder",
        ),
        (sqlite3.OperationalError("disk I/O error"), WorkspaceError, "disk reported", "Check"),
    ],
)
def test_what_a_user_can_mend_becomes_advice(
    error: BaseException, kind: type[StillroomError], message: str, hint: str
) -> None:
    with pytest.raises(kind, match=message) as caught:
        raise explain(error) or AssertionError("taken for a bug")
    assert type(caught.value) is kind
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "error",
    [
        ValueError("x"),
        RuntimeError("CUDA error"),
        KeyError("full"),
        OSError(errno.EPIPE, "Broken pipe"),
        OSError("no number"),
        UnicodeEncodeError("ascii", "é", 0, 1, "ordinal not in range(128)"),
        FileNotFoundError(errno.ENOENT, "a library's own, without a name"),
        sqlite3.OperationalError("no such column: full_text"),
        sqlite3.OperationalError("no such table: locked"),
        sqlite3.OperationalError("malformed JSON"),
        sqlite3.IntegrityError("UNIQUE constraint failed: prompts.hash"),
        sqlite3.ProgrammingError("Cannot operate on a closed database."),
    ],
)
def test_a_bug_is_no_advice(error: BaseException) -> None:
    assert explain(error) is None


def test_torch_says_it_in_these_words() -> None:
    import torch

    with pytest.raises(RuntimeError) as caught:
        torch.empty(1 << 50)
    assert explain(caught.value) is not None
    assert explain(torch.OutOfMemoryError("on a GPU")) is not None


def test_the_home_of_nobody_is_said_in_these_words() -> None:
    with pytest.raises(RuntimeError) as caught:
        Path("~nobody-here/x").expanduser()
    assert explain(caught.value) is not None


def test_the_messages_are_those_of_the_sqlite_in_use() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("PRAGMA page_size = 512")
        connection.execute("CREATE TABLE rows (text)")
        connection.execute("PRAGMA max_page_count = 3")
        with pytest.raises(sqlite3.OperationalError) as full:
            connection.execute("INSERT INTO rows VALUES (zeroblob(9999))")
        connection.execute("PRAGMA query_only = ON")
        with pytest.raises(sqlite3.OperationalError) as read_only:
            connection.execute("DELETE FROM rows")
    connection.close()
    assert str(explain(full.value)) == errors._DISK_FULL[0]
    assert str(explain(read_only.value)) == errors._READ_ONLY[0]
