"""The schema from blank, from every step and from every released schema; failing steps."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from app.domain import RunState
from app.errors import WorkspaceError
from app.store import database, datasets, migrations, projects, runs
from app.store.workspace import reading, writing
from tests.app.store.sample import HERE, contents, fill, schema, version_of


def test_a_blank_folder_becomes_a_workspace_of_the_newest_schema(workspace: Path) -> None:
    target = workspace / "deep" / "stillroom.db"
    database.prepare(target)
    assert version_of(target) == len(migrations.STEPS)
    assert {"projects", "prompts", "completions", "datasets"} <= contents(target).keys()


def test_every_pragma_that_keeps_it_safe_is_on(path: Path) -> None:
    database.prepare(path)
    with database.connect(path) as opened:
        values = {
            name: opened.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("foreign_keys", "journal_mode", "synchronous")
        }
    assert values == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2}


def test_preparing_again_changes_nothing(path: Path) -> None:
    database.prepare(path)
    with database.connect(path) as opened:
        fill(opened)
    before = contents(path)
    database.prepare(path)
    assert contents(path) == before
    assert database.backups(path.parent) == []


@pytest.mark.parametrize("step", range(len(migrations.STEPS)))
def test_every_step_counts_itself_and_is_taken_alone(step: int, path: Path) -> None:
    with database.connect(path) as opened:
        for earlier in range(step):
            with opened.transaction() as connection:
                migrations.apply(connection, earlier)
        before = schema(opened.connection)
        with opened.transaction() as connection:
            migrations.apply(connection, step)
        assert schema(opened.connection) != before
        assert opened.connection.execute("PRAGMA user_version").fetchone()[0] == step + 1
        assert opened.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_creation_that_was_cut_off_is_taken_up(path: Path) -> None:
    database.connect(path).close()  # a file in WAL mode, and no schema yet
    assert path.stat().st_size > 0
    database.prepare(path)
    assert version_of(path) == len(migrations.STEPS)


GOOD = "CREATE TABLE extras (id INTEGER PRIMARY KEY) STRICT;\n"
BAD = GOOD + "INSERT INTO extras VALUES (1);\nINSERT INTO missing VALUES (1);\n"


def test_a_new_step_is_taken_after_a_backup(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database.prepare(path)
    with database.connect(path) as opened:
        fill(opened)
    before, old = contents(path), len(migrations.STEPS)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, GOOD))
    database.prepare(path)
    assert version_of(path) == old + 1
    assert contents(path) == {**before, "extras": []}
    [backup] = database.backups(path.parent)
    assert backup.name.endswith(f"-before-schema-{old + 1}.db")
    assert version_of(backup) == old
    assert contents(backup) == before


def test_a_failing_step_leaves_nothing_of_itself(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.prepare(path)
    with database.connect(path) as opened:
        fill(opened)
    before, old = contents(path), len(migrations.STEPS)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, BAD))
    with pytest.raises(sqlite3.OperationalError, match="missing"):
        database.prepare(path)
    assert version_of(path) == old
    assert contents(path) == before


def test_steps_before_a_failing_one_stay_taken(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = BAD.replace("extras", "others")
    monkeypatch.setattr(migrations, "STEPS", (GOOD, bad))
    with pytest.raises(sqlite3.OperationalError):
        database.prepare(path)
    assert version_of(path) == 1
    assert contents(path) == {"extras": []}


def test_a_trigger_in_a_step_is_one_statement() -> None:
    script = (
        "CREATE TABLE a (x); -- one; two\n"
        "CREATE TRIGGER t BEFORE UPDATE ON a\n    BEGIN SELECT RAISE(ABORT, 'no; never'); END;\n"
    )
    assert len(migrations._statements(script)) == 2
    with pytest.raises(ValueError, match="middle of a statement"):
        migrations._statements(script + "CREATE TABLE b (x)")


def test_a_newer_schema_is_refused_and_left_alone(path: Path) -> None:
    database.prepare(path)
    newer = len(migrations.STEPS) + 1
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {newer}")
    with pytest.raises(WorkspaceError, match=f"newer Stillroom .schema {newer}"):
        database.prepare(path)
    assert version_of(path) == newer


def test_looking_at_another_schema_is_refused(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, GOOD))
    with pytest.raises(WorkspaceError, match="another version"), reading(filled):
        pass


RELEASED = sorted(HERE.glob("schema_*.sql"))


def test_every_released_schema_is_kept() -> None:
    assert [item.name for item in RELEASED] == [
        f"schema_{number}.sql" for number in range(1, len(migrations.STEPS) + 1)
    ]


@pytest.mark.parametrize("dump", RELEASED, ids=lambda item: item.stem)
def test_a_released_schema_opens_and_migrates(dump: Path, path: Path, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(dump.read_text("utf-8"))
    with writing(path.parent) as opened:
        project = projects.get(opened, "Verträge")
        [dataset] = datasets.every(opened, project)
        assert [item.response for item in datasets.examples(opened, dataset)] == [
            f"Answer to {number}" for number in (1, 2, 3)
        ]
        assert runs.newest(opened, project).state is RunState.FINISHED
        migrated = schema(opened.connection)
        assert opened.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    blank = tmp_path / "blank" / "stillroom.db"
    database.prepare(blank)
    with database.connect(blank) as opened:
        assert migrated == schema(opened.connection)
