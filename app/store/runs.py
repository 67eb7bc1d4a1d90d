"""Runs in the store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain import Dataset, Project, Run, RunState
from app.errors import InputError
from app.store.database import Database, now
from app.store.workspace import relative


def _run(row: sqlite3.Row) -> Run:
    return Run(
        row["id"],
        row["dataset_id"],
        row["name"],
        row["folder"],
        json.loads(row["config"]),
        RunState(row["state"]),
        row["created"],
    )


def start(
    database: Database, dataset: Dataset, name: str, folder: Path, config: Mapping[str, Any]
) -> Run:
    """Add a run as running, or take up the one of that name again.

    Raises InputError when the name stands for a run on another dataset: its student would be
    traced to the wrong responses.
    """
    with database.transaction() as connection:
        row = connection.execute("SELECT * FROM runs WHERE name = ?", (name,)).fetchone()
        if row is not None and row["dataset_id"] != dataset.id:
            raise InputError(
                f"There is already a run named {name!r}, on another dataset.",
                "Give the new run another name.",
            )
        connection.execute(
            "INSERT INTO runs (dataset_id, name, folder, config, state, created) "
            "VALUES (?, ?, ?, ?, 'running', ?) ON CONFLICT (name) DO UPDATE SET "
            "state = CASE state WHEN 'finished' THEN state ELSE 'running' END",
            (
                dataset.id,
                name,
                relative(database.path.parent, folder),
                json.dumps(dict(config), sort_keys=True),
                now(),
            ),
        )
    return by_name(database, name)


def set_state(database: Database, run: Run, state: RunState) -> Run:
    """Record what became of a run."""
    with database.transaction() as connection:
        connection.execute("UPDATE runs SET state = ? WHERE id = ?", (state, run.id))
    return by_name(database, run.name)


def by_name(database: Database, name: str) -> Run:
    """The run of that name."""
    row = database.connection.execute("SELECT * FROM runs WHERE name = ?", (name,)).fetchone()
    if row is None:
        known = ", ".join(run.name for run in every(database)) or "none yet"
        raise InputError(f"There is no run named {name!r}.", f"Runs here: {known}.")
    return _run(row)


def newest(database: Database, project: Project, state: RunState | None = None) -> Run:
    """The project's newest run (in that state, when one is given)."""
    row = database.connection.execute(
        "SELECT r.* FROM runs r JOIN datasets d ON d.id = r.dataset_id "
        "WHERE d.project_id = ? AND (? IS NULL OR r.state = ?) ORDER BY r.id DESC LIMIT 1",
        (project.id, state, state),
    ).fetchone()
    if row is None:
        raise InputError(
            f"The project {project.name!r} has no {'finished ' if state else ''}run.",
            "Start one with `stillroom distill`.",
        )
    return _run(row)


def every(database: Database) -> list[Run]:
    """All runs, oldest first."""
    return [_run(row) for row in database.connection.execute("SELECT * FROM runs ORDER BY id")]


def of_project(database: Database, project: Project) -> list[Run]:
    """The project's runs, oldest first."""
    rows = database.connection.execute(
        "SELECT r.* FROM runs r JOIN datasets d ON d.id = r.dataset_id "
        "WHERE d.project_id = ? ORDER BY r.id",
        (project.id,),
    )
    return [_run(row) for row in rows]


def folder(database: Database, run: Run) -> Path:
    """Where the run's files lie."""
    return database.path.parent / run.folder
