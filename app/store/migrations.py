"""The schema as an ordered list of steps; user_version counts the steps taken.

A released step is never edited: append a new one. Tested from blank and from every released
schema kept in tests/app/store/.
"""

from __future__ import annotations

import sqlite3

_JOURNEY = """
CREATE TABLE projects (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    created TEXT NOT NULL
) STRICT;
CREATE TABLE teachers (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects(id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('recorded', 'transformers', 'gguf')),
    location TEXT NOT NULL,
    capabilities TEXT NOT NULL,
    created TEXT NOT NULL,
    UNIQUE (project_id, name)
) STRICT;
CREATE TABLE prompts (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects(id),
    hash TEXT NOT NULL,
    messages TEXT NOT NULL,
    key TEXT NOT NULL,
    reference TEXT,
    split TEXT CHECK (split IN ('train', 'validation', 'test')),
    tags TEXT NOT NULL,
    source TEXT NOT NULL,
    created TEXT NOT NULL,
    UNIQUE (project_id, hash)
) STRICT;
CREATE INDEX prompts_by_project ON prompts (project_id);
CREATE TABLE completions (
    id INTEGER PRIMARY KEY,
    prompt_id INTEGER NOT NULL REFERENCES prompts(id),
    teacher_id INTEGER NOT NULL REFERENCES teachers(id),
    request_hash TEXT NOT NULL,
    text TEXT,
    error TEXT,
    finish_reason TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    seconds REAL NOT NULL,
    source TEXT NOT NULL,
    created TEXT NOT NULL,
    UNIQUE (teacher_id, request_hash),
    CHECK ((text IS NULL) <> (error IS NULL))
) STRICT;
CREATE INDEX completions_by_prompt ON completions (prompt_id);
CREATE INDEX completions_by_teacher ON completions (teacher_id);
CREATE TABLE verdicts (
    completion_id INTEGER NOT NULL REFERENCES completions(id),
    rule TEXT NOT NULL,
    reason TEXT NOT NULL,
    created TEXT NOT NULL,
    PRIMARY KEY (completion_id, rule)
) STRICT, WITHOUT ROWID;
CREATE TABLE datasets (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects(id),
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    settings TEXT NOT NULL,
    counts TEXT NOT NULL,
    created TEXT NOT NULL,
    UNIQUE (project_id, hash),
    UNIQUE (project_id, name)
) STRICT;
CREATE TABLE dataset_rows (
    dataset_id INTEGER NOT NULL REFERENCES datasets(id),
    position INTEGER NOT NULL,
    prompt_id INTEGER NOT NULL REFERENCES prompts(id),
    completion_id INTEGER NOT NULL REFERENCES completions(id),
    split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
    reference TEXT,
    tags TEXT NOT NULL,
    PRIMARY KEY (dataset_id, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER dataset_rows_never_change BEFORE UPDATE ON dataset_rows
    BEGIN SELECT RAISE(ABORT, 'a frozen dataset does not change'); END;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL REFERENCES datasets(id),
    name TEXT NOT NULL UNIQUE,
    folder TEXT NOT NULL,
    config TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'finished', 'failed')),
    created TEXT NOT NULL
) STRICT;
CREATE TABLE artifacts (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    details TEXT NOT NULL,
    created TEXT NOT NULL,
    UNIQUE (run_id, kind, name)
) STRICT;
"""

_ORIGINS = """
ALTER TABLE completions ADD COLUMN origin TEXT NOT NULL DEFAULT '';
CREATE TRIGGER answered_after_an_error AFTER UPDATE OF text ON completions
    WHEN OLD.text IS NULL AND NEW.text IS NOT NULL
    BEGIN DELETE FROM verdicts WHERE completion_id = NEW.id; END;
"""

_WINDOW = """
ALTER TABLE projects ADD COLUMN choices TEXT NOT NULL DEFAULT '{}';
CREATE TABLE decisions (
    completion_id INTEGER PRIMARY KEY REFERENCES completions(id),
    keep INTEGER NOT NULL CHECK (keep IN (0, 1)),
    created TEXT NOT NULL
) STRICT;
"""

STEPS: tuple[str, ...] = (_JOURNEY, _ORIGINS, _WINDOW)
"""One script a schema version; ``STEPS[n]`` takes version n to n + 1."""


def apply(connection: sqlite3.Connection, step: int) -> None:
    """Take one step inside the caller's transaction and count it."""
    for statement in _statements(STEPS[step]):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {step + 1}")


def _statements(script: str) -> list[str]:
    """Split a script where SQLite itself says that a statement is complete.

    ``executescript`` would commit the surrounding transaction, so a failing step could leave
    half of itself behind.
    """
    found, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if current.strip() and sqlite3.complete_statement(current):
            found.append(current)
            current = ""
    if current.strip():
        raise ValueError("the migration ends in the middle of a statement")
    return found
