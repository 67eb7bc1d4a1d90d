"""Completions and the verdicts on them in the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from app.domain import Completion, FinishReason, NewCompletion, Teacher, Verdict
from app.store.database import Database, now

_PAGE = 1000
_KEPT = (
    "LEFT JOIN decisions d ON d.completion_id = c.id WHERE c.teacher_id = ? "
    "AND c.text IS NOT NULL AND coalesce(d.keep, NOT EXISTS "
    "(SELECT 1 FROM verdicts v WHERE v.completion_id = c.id))"
)


def _completion(row: sqlite3.Row) -> Completion:
    return Completion(
        id=row["id"],
        prompt_id=row["prompt_id"],
        teacher_id=row["teacher_id"],
        request_hash=row["request_hash"],
        text=row["text"],
        error=row["error"],
        finish_reason=FinishReason(row["finish_reason"]),
        model=row["model"],
        source=row["source"],
        origin=row["origin"],
    )


def add(
    connection: sqlite3.Connection, teacher: Teacher, completions: Iterable[NewCompletion]
) -> int:
    """Insert completions inside the caller's transaction; returns how many rows changed.

    A request that already has an answer keeps it; one that has only an error is replaced, unless
    it is the same error again. Either way the row's origin is then the one given here.
    """
    created = now()
    items = list(completions)
    changed = connection.executemany(
        "INSERT INTO completions (prompt_id, teacher_id, request_hash, text, error, "
        "finish_reason, model, prompt_tokens, completion_tokens, seconds, source, origin, "
        "created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (teacher_id, request_hash) DO UPDATE SET text = excluded.text, "
        "error = excluded.error, finish_reason = excluded.finish_reason, "
        "model = excluded.model, prompt_tokens = excluded.prompt_tokens, "
        "completion_tokens = excluded.completion_tokens, seconds = excluded.seconds, "
        "source = excluded.source, origin = excluded.origin, created = excluded.created "
        "WHERE completions.text IS NULL AND excluded.error IS NOT completions.error",
        (
            (
                item.prompt_id,
                teacher.id,
                item.request_hash,
                item.text,
                item.error,
                item.finish_reason,
                item.model,
                item.prompt_tokens,
                item.completion_tokens,
                item.seconds,
                item.source,
                item.origin,
                created,
            )
            for item in items
        ),
    ).rowcount
    connection.executemany(
        "UPDATE completions SET origin = ?3 WHERE teacher_id = ?1 AND request_hash = ?2 "
        "AND origin <> ?3",
        ((teacher.id, item.request_hash, item.origin) for item in items),
    )
    return max(changed, 0)


def count(database: Database, teacher: Teacher) -> tuple[int, int]:
    """How many answers and how many errors the teacher has given."""
    row = database.connection.execute(
        "SELECT count(text), count(error) FROM completions WHERE teacher_id = ?", (teacher.id,)
    ).fetchone()
    return int(row[0]), int(row[1])


def page(
    database: Database, teacher: Teacher, after: int = 0, limit: int = _PAGE
) -> list[Completion]:
    """Up to ``limit`` of the teacher's completions with an id above ``after``, by id."""
    rows = database.connection.execute(
        "SELECT * FROM completions WHERE teacher_id = ? AND id > ? ORDER BY id LIMIT ?",
        (teacher.id, after, limit),
    )
    return [_completion(row) for row in rows]


def by_id(database: Database, completion_id: int) -> Completion | None:
    """That completion; None when it is not there."""
    row = database.connection.execute(
        "SELECT * FROM completions WHERE id = ?", (completion_id,)
    ).fetchone()
    return None if row is None else _completion(row)


def every(database: Database, teacher: Teacher) -> Iterator[Completion]:
    """All completions of a teacher by id, a page at a time."""
    after = 0
    while found := page(database, teacher, after):
        yield from found
        after = found[-1].id


def set_verdicts(
    connection: sqlite3.Connection, teacher: Teacher, verdicts: Iterable[Verdict]
) -> None:
    """Replace all verdicts on a teacher's completions inside the caller's transaction."""
    created = now()
    connection.execute(
        "DELETE FROM verdicts WHERE completion_id IN "
        "(SELECT id FROM completions WHERE teacher_id = ?)",
        (teacher.id,),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO verdicts (completion_id, rule, reason, created) "
        "VALUES (?, ?, ?, ?)",
        ((item.completion_id, item.rule, item.reason, created) for item in verdicts),
    )


def verdicts(database: Database, teacher: Teacher) -> list[Verdict]:
    """All verdicts on a teacher's completions."""
    rows = database.connection.execute(
        "SELECT v.* FROM verdicts v JOIN completions c ON c.id = v.completion_id "
        "WHERE c.teacher_id = ? ORDER BY v.completion_id, v.rule",
        (teacher.id,),
    )
    return [Verdict(row["completion_id"], row["rule"], row["reason"]) for row in rows]


def kept(database: Database, teacher: Teacher) -> Iterator[Completion]:
    """The teacher's answers that no rule left out, by id; a person's decision goes before."""
    rows = database.connection.execute(
        f"SELECT c.* FROM completions c {_KEPT} ORDER BY c.id", (teacher.id,)
    )
    for row in rows:
        yield _completion(row)


def count_kept(database: Database, teacher: Teacher) -> int:
    """How many answers ``kept`` gives."""
    row = database.connection.execute(
        f"SELECT count(*) FROM completions c {_KEPT}", (teacher.id,)
    ).fetchone()
    return int(row[0])


def count_verdicts(database: Database, teacher: Teacher) -> dict[str, int]:
    """How many of a teacher's completions each rule leaves out."""
    rows = database.connection.execute(
        "SELECT v.rule, count(*) FROM verdicts v JOIN completions c ON c.id = v.completion_id "
        "WHERE c.teacher_id = ? GROUP BY v.rule ORDER BY v.rule",
        (teacher.id,),
    )
    return {row[0]: row[1] for row in rows}


def decide(database: Database, completion_ids: Iterable[int], keep: bool | None) -> None:
    """A person's word on completions, above every rule; None takes it back."""
    with database.transaction() as connection:
        put_decisions(connection, completion_ids, keep)


def put_decisions(
    connection: sqlite3.Connection, completion_ids: Iterable[int], keep: bool | None
) -> None:
    """The same inside a transaction of the caller's."""
    if keep is None:
        connection.executemany(
            "DELETE FROM decisions WHERE completion_id = ?",
            ((number,) for number in completion_ids),
        )
    else:
        connection.executemany(
            "INSERT OR REPLACE INTO decisions (completion_id, keep, created) VALUES (?, ?, ?)",
            ((number, keep, now()) for number in completion_ids),
        )
