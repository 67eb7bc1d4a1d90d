"""Prompts in the store: bulk insert, paging by key, look-up."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from app.domain import NewPrompt, Project, Prompt, Split, messages_from_json, messages_to_json
from app.store.database import Database, now

_PAGE = 1000
FROM_CHAT = "chat"
"""The source of a test case that was saved out of a conversation."""


def _prompt(row: sqlite3.Row) -> Prompt:
    return Prompt(
        id=row["id"],
        project_id=row["project_id"],
        hash=row["hash"],
        messages=messages_from_json(json.loads(row["messages"])),
        key=row["key"],
        reference=row["reference"],
        split=Split(row["split"]) if row["split"] else None,
        tags=tuple(json.loads(row["tags"])),
        source=row["source"],
    )


def add(connection: sqlite3.Connection, project: Project, prompts: Iterable[NewPrompt]) -> int:
    """Insert prompts inside the caller's transaction; returns how many were new.

    A prompt whose turns are already there is not doubled; the reference, split and tags that
    come with it now take the place of the old ones, so that a mended file mends the prompt.
    """
    created = now()
    before = connection.total_changes
    count = connection.execute("SELECT count(*) FROM prompts").fetchone()[0]
    connection.executemany(
        "INSERT INTO prompts "
        "(project_id, hash, messages, key, reference, split, tags, source, created) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (project_id, hash) DO UPDATE SET "
        "reference = coalesce(excluded.reference, reference), "
        "split = coalesce(excluded.split, split), "
        "tags = CASE excluded.tags WHEN '[]' THEN tags ELSE excluded.tags END "
        "WHERE (excluded.reference IS NOT reference AND excluded.reference IS NOT NULL) "
        "OR (excluded.split IS NOT split AND excluded.split IS NOT NULL) "
        "OR (excluded.tags <> tags AND excluded.tags <> '[]')",
        (
            (
                project.id,
                prompt.hash,
                json.dumps(messages_to_json(prompt.messages), ensure_ascii=False),
                prompt.key,
                prompt.reference,
                prompt.split,
                json.dumps(list(prompt.tags), ensure_ascii=False),
                prompt.source,
                created,
            )
            for prompt in prompts
        ),
    )
    if connection.total_changes == before:
        return 0
    total: int = connection.execute("SELECT count(*) FROM prompts").fetchone()[0]
    return total - int(count)


def count(database: Database, project: Project) -> int:
    """How many prompts the project has."""
    row = database.connection.execute(
        "SELECT count(*) FROM prompts WHERE project_id = ?", (project.id,)
    ).fetchone()
    return int(row[0])


def page(database: Database, project: Project, after: int = 0, limit: int = _PAGE) -> list[Prompt]:
    """Up to ``limit`` prompts with an id above ``after``, by id."""
    rows = database.connection.execute(
        "SELECT * FROM prompts WHERE project_id = ? AND id > ? ORDER BY id LIMIT ?",
        (project.id, after, limit),
    )
    return [_prompt(row) for row in rows]


def every(database: Database, project: Project) -> Iterator[Prompt]:
    """All prompts by id, a page at a time."""
    after = 0
    while found := page(database, project, after):
        yield from found
        after = found[-1].id


def ids_of(
    connection: sqlite3.Connection, project: Project, hashes: Iterable[str]
) -> dict[str, int]:
    """Prompt ids by content hash, for these hashes only."""
    rows = connection.execute(
        "SELECT hash, id FROM prompts WHERE project_id = ? "
        "AND hash IN (SELECT value FROM json_each(?))",
        (project.id, json.dumps(list(hashes))),
    )
    return {row[0]: row[1] for row in rows}


def by_ids(database: Database, ids: Iterable[int]) -> dict[int, Prompt]:
    """These prompts by id."""
    rows = database.connection.execute(
        "SELECT * FROM prompts WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row["id"]: _prompt(row) for row in rows}


def fixed_splits(database: Database, project: Project) -> frozenset[Split]:
    """The splits that the sources of the project's prompts fix for any of them.

    Test cases out of a chat are added to the test part that is drawn; they do not replace it.
    """
    rows = database.connection.execute(
        "SELECT DISTINCT split FROM prompts "
        "WHERE project_id = ? AND split IS NOT NULL AND source <> ?",
        (project.id, FROM_CHAT),
    )
    return frozenset(Split(row[0]) for row in rows)


def ids_by_key(connection: sqlite3.Connection, project: Project) -> dict[str, int]:
    """Prompt ids by the user's own key, where that is unique."""
    rows = connection.execute(
        "SELECT key, min(id) FROM prompts WHERE project_id = ? AND key <> '' "
        "GROUP BY key HAVING count(*) = 1",
        (project.id,),
    )
    return {row[0]: row[1] for row in rows}


def without_completion(
    database: Database,
    project: Project,
    teacher_id: int,
    requests: dict[int, str],
    *,
    again: bool = True,
) -> list[Prompt]:
    """The prompts, by id, whose request (``requests``: prompt id to request hash) has no answer.

    An answer that is an error counts as missing, to be asked for again, unless ``again`` is
    false: a local model gives the same error to the same request.
    """
    rows = database.connection.execute(
        "SELECT request_hash FROM completions WHERE teacher_id = ? AND (text IS NOT NULL OR NOT ?)",
        (teacher_id, again),
    )
    answered = {row[0] for row in rows}
    return [prompt for prompt in every(database, project) if requests[prompt.id] not in answered]
