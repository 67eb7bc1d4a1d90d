"""Frozen datasets in the store: immutable rows, verified against their hash when read."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domain import (
    Dataset,
    Example,
    Project,
    Split,
    messages_from_json,
    messages_to_json,
)
from app.errors import InputError, WorkspaceError
from app.files import sha256_json
from app.store.database import Database, now


def content_hash(examples: Sequence[Example]) -> str:
    """The identity of a dataset: the sha256 of every row's content, in order."""
    return sha256_json([example_json(example) for example in examples])


def example_json(example: Example) -> dict[str, Any]:
    """An example as JSON, as it is hashed and exported."""
    return {
        "id": example.id,
        "key": example.key,
        "split": example.split.value,
        "messages": messages_to_json(example.messages),
        "response": example.response,
        "reference": example.reference,
        "tags": list(example.tags),
    }


def example(database: Database, dataset: Dataset, example_id: str) -> Example | None:
    """The dataset's row with that id, as it is now stored; unlike ``examples`` not verified."""
    rows = database.connection.execute(
        f"{_ROWS} AND p.project_id = ? AND p.hash = ?",
        (dataset.id, dataset.project_id, example_id),
    )
    return next(map(_example, rows), None)


def of_split(
    database: Database, dataset: Dataset, split: Split, limit: int = -1
) -> Iterator[Example]:
    """The first rows of a split in order, as they are now stored; not verified either."""
    rows = database.connection.execute(
        f"{_ROWS} AND d.split = ? ORDER BY d.position LIMIT ?", (dataset.id, split, limit)
    )
    return map(_example, rows)


_ROWS = (
    "SELECT d.split, d.reference, d.tags, p.hash, p.key, p.messages, c.text "
    "FROM dataset_rows d JOIN prompts p ON p.id = d.prompt_id "
    "JOIN completions c ON c.id = d.completion_id WHERE d.dataset_id = ?"
)


def _example(row: sqlite3.Row) -> Example:
    return Example(
        id=row["hash"],
        split=Split(row["split"]),
        messages=messages_from_json(json.loads(row["messages"])),
        response=row["text"],
        reference=row["reference"],
        tags=tuple(json.loads(row["tags"])),
        key=row["key"],
    )


def _dataset(row: sqlite3.Row) -> Dataset:
    return Dataset(
        row["id"],
        row["project_id"],
        row["name"],
        row["hash"],
        row["created"],
        json.loads(row["counts"]),
    )


def freeze(
    database: Database,
    project: Project,
    rows: Sequence[tuple[Example, int, int]],
    settings: Mapping[str, Any],
    name: str = "",
) -> Dataset:
    """Store a snapshot; ``rows`` are (example, prompt id, completion id) in their final order.

    Freezing the same content again gives the dataset that is already there.
    """
    digest = content_hash([row[0] for row in rows])
    counts = Counter(row[0].split.value for row in rows)
    with database.transaction() as connection:
        existing = connection.execute(
            "SELECT * FROM datasets WHERE project_id = ? AND hash = ?", (project.id, digest)
        ).fetchone()
        if existing is not None:
            return _dataset(existing)
        name = name or f"dataset-{digest[:12]}"
        taken = connection.execute(
            "SELECT 1 FROM datasets WHERE project_id = ? AND name = ?", (project.id, name)
        ).fetchone()
        if taken:
            raise InputError(
                f"There is already a dataset named {name!r} with other content.",
                "A frozen dataset never changes: give the new one another name.",
            )
        cursor = connection.execute(
            "INSERT INTO datasets (project_id, name, hash, settings, counts, created) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (project.id, name, digest, json.dumps(dict(settings)), json.dumps(counts), now()),
        )
        connection.executemany(
            # A prompt's reference and tags may be filled in later: the snapshot keeps its own.
            "INSERT INTO dataset_rows "
            "(dataset_id, position, prompt_id, completion_id, split, reference, tags) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    cursor.lastrowid,
                    position,
                    prompt_id,
                    completion_id,
                    example.split,
                    example.reference,
                    json.dumps(list(example.tags), ensure_ascii=False),
                )
                for position, (example, prompt_id, completion_id) in enumerate(rows)
            ),
        )
    return get(database, project, name)


def get(database: Database, project: Project, name: str = "") -> Dataset:
    """The project's dataset of that name or hash prefix, or its newest when none is named."""
    rows = database.connection.execute(
        "SELECT * FROM datasets WHERE project_id = ? ORDER BY id DESC", (project.id,)
    ).fetchall()
    named = [row for row in rows if row["name"] == name]
    for row in named or rows:
        if named or row["hash"].startswith(name):
            return _dataset(row)
    raise InputError(
        f"The project {project.name!r} has no dataset{f' named {name!r}' if name else ''}.",
        "Freeze one with `stillroom freeze`.",
    )


def by_id(database: Database, dataset_id: int) -> Dataset:
    """The dataset with that id."""
    row = database.connection.execute(
        "SELECT * FROM datasets WHERE id = ?", (dataset_id,)
    ).fetchone()
    if row is None:
        raise WorkspaceError("The dataset of this run is missing.", "Restore a backup.")
    return _dataset(row)


def every(database: Database, project: Project) -> list[Dataset]:
    """The project's datasets, oldest first."""
    rows = database.connection.execute(
        "SELECT * FROM datasets WHERE project_id = ? ORDER BY id", (project.id,)
    )
    return [_dataset(row) for row in rows]


def examples(database: Database, dataset: Dataset) -> list[Example]:
    """All rows in order. Raises WorkspaceError when they no longer match the dataset's hash."""
    rows = database.connection.execute(f"{_ROWS} ORDER BY d.position", (dataset.id,))
    found = [_example(row) for row in rows]
    if content_hash(found) != dataset.hash:
        raise WorkspaceError(
            f"The dataset {dataset.name!r} no longer matches its hash: rows were changed or "
            "damaged.",
            "Freeze a new dataset, or restore a backup of the workspace.",
        )
    return found
