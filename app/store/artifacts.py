"""Files and reports made from runs, in the store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain import Artifact, Run
from app.errors import WorkspaceError
from app.files import sha256_file
from app.store.database import Database, now
from app.store.workspace import relative


def _artifact(row: sqlite3.Row) -> Artifact:
    return Artifact(
        row["id"],
        row["run_id"],
        row["kind"],
        row["name"],
        row["path"],
        row["sha256"],
        json.loads(row["details"]),
        row["created"],
    )


def record(
    database: Database,
    run: Run,
    kind: str,
    name: str,
    path: Path,
    sha256: str,
    details: Mapping[str, Any],
) -> Artifact:
    """Add an artifact, or replace the one of that kind and name unless it is the same."""
    place, told = relative(database.path.parent, path), json.dumps(dict(details), sort_keys=True)
    known = get(database, run, kind, name)
    same = known is not None and (known.path, known.sha256) == (place, sha256)
    if known is not None and same and json.dumps(dict(known.details), sort_keys=True) == told:
        return known
    with database.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO artifacts "
            "(run_id, kind, name, path, sha256, details, created) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                run.id,
                kind,
                name,
                place,
                sha256,
                told,
                now(),
            ),
        )
    found = get(database, run, kind, name)
    assert found is not None
    return found


def get(database: Database, run: Run, kind: str, name: str) -> Artifact | None:
    """The run's artifact of that kind and name."""
    row = database.connection.execute(
        "SELECT * FROM artifacts WHERE run_id = ? AND kind = ? AND name = ?", (run.id, kind, name)
    ).fetchone()
    return _artifact(row) if row else None


def of_run(database: Database, run: Run, kind: str) -> list[Artifact]:
    """The run's artifacts of a kind, by name."""
    rows = database.connection.execute(
        "SELECT * FROM artifacts WHERE run_id = ? AND kind = ? ORDER BY name", (run.id, kind)
    )
    return [_artifact(row) for row in rows]


def whole_file(database: Database, artifact: Artifact) -> Path:
    """The artifact's file, once its bytes are known to be those that were recorded.

    Raises WorkspaceError when it is missing or has changed: no figure may be about other bytes.
    """
    path = file(database, artifact)
    if not path.is_file() or sha256_file(path) != artifact.sha256:
        raise WorkspaceError(
            f"{path.name} is missing or no longer the file that was exported.",
            "Run `stillroom export` again.",
        )
    return path


def file(database: Database, artifact: Artifact) -> Path:
    """Where the artifact's file lies."""
    return database.path.parent / artifact.path
