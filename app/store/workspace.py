"""A workspace: a folder with the database, runs and exports; one writer at a time."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import filelock

from app.errors import WorkspaceError
from app.store import database, migrations
from app.store.database import Database

DATABASE = "stillroom.db"


def database_path(workspace: Path) -> Path:
    """Where a workspace's database lies."""
    return workspace / DATABASE


def relative(workspace: Path, path: Path) -> str:
    """A path as rows hold it: relative inside the workspace, so that the folder can be moved."""
    path, workspace = path.absolute(), workspace.absolute()
    return path.relative_to(workspace).as_posix() if path.is_relative_to(workspace) else str(path)


@contextlib.contextmanager
def writing(workspace: Path) -> Iterator[Database]:
    """Hold a workspace, with a connection to its database."""
    with holding(workspace), database.connect(database_path(workspace)) as opened:
        yield opened


@contextlib.contextmanager
def holding(workspace: Path) -> Iterator[None]:
    """Keep a workspace to change it: made when missing, locked, checked, migrated, backed up.

    May be left in another thread than it was entered in. Raises WorkspaceError when another
    process has it open for writing.
    """
    workspace.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(workspace / ".lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise WorkspaceError(
            f"Another Stillroom is working in this workspace: {workspace}",
            "Wait until it has finished, or choose another workspace with --workspace DIR.",
        ) from None
    try:
        path = database_path(workspace)
        database.prepare(path)
        with database.connect(path) as opened:
            database.back_up_when_due(opened)
            # Nobody else works here now: a run that says so was ended by a crash.
            opened.connection.execute(
                "UPDATE runs SET state = 'interrupted' WHERE state = 'running'"
            )
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def reading(workspace: Path) -> Iterator[Database]:
    """Open an existing, current workspace to look at it, beside a writer if need be."""
    path = database_path(workspace)
    if not path.exists():
        raise WorkspaceError(
            f"There is no workspace in {workspace}",
            "Start with `stillroom project new NAME`, or name another folder with --workspace.",
        )
    with contextlib.closing(_connect_to_read(path)) as opened:
        version = opened.connection.execute("PRAGMA user_version").fetchone()[0]
        if version != len(migrations.STEPS):
            raise WorkspaceError(
                "This workspace was made by another version of Stillroom.",
                "Open it once with a command that writes (for instance `stillroom run`), so that "
                "it is brought up to date.",
            )
        yield opened


def _connect_to_read(path: Path) -> Database:
    """Open the database, also where the write-ahead log's shared memory cannot be made."""
    try:
        return database.connect(path)
    except sqlite3.OperationalError:
        if os.access(path.parent, os.W_OK):
            raise
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise WorkspaceError(
            f"The last changes in this workspace are not merged, and its folder cannot be "
            f"written: {path.parent}",
            "Copy the folder to where you may write, and open the copy.",
        )
    return database.connect_unchanging(path)
