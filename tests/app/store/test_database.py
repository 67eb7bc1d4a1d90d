"""The database: transactions, damage, a second writer, read-only folders, full disks."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import filelock
import pytest

from app.domain import Message, NewPrompt, Project, Role
from app.errors import WorkspaceError, explain
from app.store import database, projects, prompts
from app.store.workspace import reading, writing
from tests.app.store.sample import HERE, contents, flip_page_header, is_whole

ROOT = HERE.parents[2]


# Transactions.


def test_a_failing_transaction_leaves_nothing(path: Path) -> None:
    database.prepare(path)
    with database.connect(path) as opened:
        projects.create(opened, "first")
        with pytest.raises(GeneratorExit), opened.transaction() as connection:  # noqa: PT012
            connection.execute("INSERT INTO projects (name, created) VALUES ('second', '')")
            raise GeneratorExit
        assert [project.name for project in projects.every(opened)] == ["first"]


def test_a_transaction_that_fails_at_its_commit_is_over(path: Path) -> None:
    database.prepare(path)
    with database.connect(path) as opened:
        with pytest.raises(sqlite3.IntegrityError), opened.transaction() as connection:  # noqa: PT012
            connection.execute("PRAGMA defer_foreign_keys = ON")
            prompts.add(connection, Project(99, "none", ""), [NewPrompt(())])
        assert projects.create(opened, "next").name == "next"
        assert contents(path)["prompts"] == []


# Damage.


@pytest.mark.parametrize(
    "damage",
    [
        flip_page_header,
        lambda path: os.truncate(path, path.stat().st_size // 2 // 4096 * 4096),
        lambda path: path.write_bytes(b"%PDF-1.7 not a database at all" * 200),
    ],
    ids=["flipped", "cut", "another file"],
)
def test_a_damaged_file_is_refused_with_advice(
    filled: Path, damage: Callable[[Path], object]
) -> None:
    path = filled / "stillroom.db"
    damage(path)
    damaged = path.read_bytes()
    with pytest.raises(WorkspaceError, match="damaged") as caught, writing(filled):
        pass
    assert "backups" in caught.value.hint
    assert path.read_bytes() == damaged  # nothing was written over it
    assert len(database.backups(filled)) == 1  # and no backup of it pushes out a good one


def test_a_backup_put_in_its_place_works_again(filled: Path) -> None:
    path = filled / "stillroom.db"
    with database.connect(path) as opened:
        backup = database.back_up(opened)
    before = contents(path)
    flip_page_header(path)
    path.write_bytes(backup.read_bytes())
    with writing(filled):
        pass
    assert contents(path) == before


# Two at a time.


WRITER = """
import sys
from pathlib import Path
from app.store import projects
from app.store.workspace import writing
with writing(Path(sys.argv[1])) as opened:
    projects.create(opened, "of the writer")
    with opened.transaction() as connection:
        connection.execute("INSERT INTO projects (name, created) VALUES ('not yet', '')")
        print("ready", flush=True)
        sys.stdin.readline()
"""


@contextlib.contextmanager
def another_writer(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the workspace in the middle of a transaction."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def test_a_second_writer_is_refused_and_a_reader_still_works(filled: Path) -> None:
    with another_writer(filled) as process:
        with pytest.raises(WorkspaceError, match="Another Stillroom") as caught, writing(filled):
            pass
        assert str(filled) in caught.value.message
        with reading(filled) as opened:
            names = [project.name for project in projects.every(opened)]
            assert names == ["Verträge", "of the writer"]
        process.communicate("\n", timeout=20)
        assert process.returncode == 0
    with writing(filled) as opened:
        assert projects.get(opened, "not yet").name == "not yet"


def test_a_killed_writer_holds_nothing(filled: Path) -> None:
    with another_writer(filled) as process:
        process.kill()
        process.wait()
        with writing(filled) as opened:
            names = [project.name for project in projects.every(opened)]
    assert names == ["Verträge", "of the writer"]


def test_a_second_writer_in_the_same_process_is_refused(filled: Path) -> None:
    found: list[BaseException] = []

    def second() -> None:
        try:
            with writing(filled):
                pass
        except BaseException as error:
            found.append(error)

    with writing(filled):
        second()
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert [type(error) for error in found] == [WorkspaceError, WorkspaceError]


def test_a_failing_writer_releases_the_workspace(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks: list[filelock.BaseFileLock] = []  # held here, so that being forgotten releases none
    real = filelock.FileLock

    def recorded(*args: Any, **kwargs: Any) -> filelock.BaseFileLock:
        locks.append(real(*args, **kwargs))
        return locks[-1]

    monkeypatch.setattr(filelock, "FileLock", recorded)
    with pytest.raises(ZeroDivisionError), writing(filled):
        raise ZeroDivisionError
    with writing(filled):
        pass
    assert len(locks) == 2


def test_looking_at_a_folder_without_a_workspace_is_refused_and_makes_none(workspace: Path) -> None:
    with pytest.raises(WorkspaceError, match=re.escape(str(workspace))), reading(workspace):
        pass
    assert not workspace.exists()


# Disks that refuse.


@contextlib.contextmanager
def mounted(folder: Path, *arguments: str) -> Iterator[None]:
    """Mount something on ``folder``; the test is skipped where that is not allowed."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a file system for the test needs root on Linux")
    done = subprocess.run(["mount", *arguments, str(folder)], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"this system does not let the test mount: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make ``folder`` refuse to be written, for root too."""
    if sys.platform != "linux" or os.geteuid() != 0:
        folder.chmod(0o555)
        try:
            yield
        finally:
            folder.chmod(0o755)
        return
    with mounted(folder, "--bind", str(folder)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        yield


@pytest.mark.skipif(os.name == "nt", reason="folders have no write bit on Windows")
def test_a_read_only_folder_is_told_and_left_alone(filled: Path) -> None:
    before = contents(filled / "stillroom.db")
    with read_only(filled):
        with (
            pytest.raises((OSError, sqlite3.Error, WorkspaceError)) as caught,
            writing(filled) as opened,
        ):
            projects.create(opened, "never")
        advice = explain(caught.value)
    assert isinstance(advice, WorkspaceError)
    assert "cannot be written" in advice.message
    assert "--workspace" in advice.hint
    with writing(filled):
        pass
    assert contents(filled / "stillroom.db") == before


@pytest.mark.skipif(os.name == "nt", reason="folders have no write bit on Windows")
def test_no_workspace_is_made_in_a_read_only_folder(tmp_path: Path) -> None:
    folder = tmp_path / "fixed"
    folder.mkdir()
    with (
        read_only(folder),
        pytest.raises(OSError, match="workspace") as caught,
        writing(folder / "workspace"),
    ):
        pass
    assert "cannot be written" in str(explain(caught.value))


def test_a_file_in_the_place_of_a_workspace_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file") as caught, writing(tmp_path / "file"):
        pass
    assert "not a folder" in str(explain(caught.value))


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk, "-t", "tmpfs", "-o", "size=1m", "tmpfs"):
        folder = disk / "workspace"
        (disk / "ballast").write_bytes(bytes(300 << 10))
        with writing(folder) as opened:
            project = projects.create(opened, "growing")
            added = 0
            with pytest.raises(sqlite3.OperationalError) as caught:  # noqa: PT012
                for number in range(10_000):
                    turns = (Message(Role.USER, f"{number} " + "x" * 2000),)
                    with opened.transaction() as connection:
                        prompts.add(connection, project, [NewPrompt(turns)])
                    added += 1
            advice = explain(caught.value)
            assert isinstance(advice, WorkspaceError)
            assert "disk is full" in advice.message
            assert "Free some space" in advice.hint
            assert prompts.count(opened, project) == added > 10
        (disk / "ballast").unlink()
        with writing(folder) as opened:
            assert prompts.count(opened, project) == added
            with opened.transaction() as connection:
                prompts.add(connection, project, [NewPrompt((Message(Role.USER, "more"),))])
            assert prompts.count(opened, project) == added + 1
        assert is_whole(folder / "stillroom.db")
