"""A workspace with a row of every noun, and the released schemas that hold one.

``schema_N.sql`` beside this file is such a workspace as schema N left it. When a new step is
released, write the next one from the repository's root and never touch the older ones again:

    python -c "from tests.app.store.sample import write_schema; write_schema()"
"""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from pathlib import Path

from app.domain import (
    Capability,
    Completion,
    Dataset,
    Example,
    FinishReason,
    Message,
    NewCompletion,
    NewPrompt,
    Project,
    Role,
    RunState,
    Split,
    Teacher,
    TeacherKind,
    Verdict,
    request_hash,
)
from app.store import artifacts, completions, datasets, migrations, projects, prompts, runs
from app.store.database import Database

HERE = Path(__file__).resolve().parent


def fill(opened: Database, questions: int = 3) -> None:
    """One project with a row of every noun."""
    project = projects.create(opened, "Verträge")
    teacher = projects.add_teacher(
        opened, project, "claude", TeacherKind.RECORDED, "claude", [Capability.TEXT]
    )
    with opened.transaction() as connection:
        turns = [
            (Message(Role.SYSTEM, "Be short."), Message(Role.USER, f"Clause {number}?"))
            for number in range(questions)
        ]
        new = [
            NewPrompt(turn, f"k{number}", "yes", None, ("law",), "prompts.csv")
            for number, turn in enumerate(turns)
        ]
        prompts.add(connection, project, new)
    stored = prompts.page(opened, project)
    answers = [
        NewCompletion(prompt.id, request_hash(prompt.hash, "claude", {}), f"Answer to {prompt.id}")
        for prompt in stored
    ]
    failed = NewCompletion(stored[0].id, "another", None, "timed out", FinishReason.UNKNOWN)
    with opened.transaction() as connection:
        completions.add(connection, teacher, [*answers, failed])
        completions.set_verdicts(connection, teacher, [Verdict(1, "length", "too short")])
    rows = [
        (
            Example(
                prompt.hash,
                Split.TRAIN,
                prompt.messages,
                completion.text or "",
                prompt.reference,
                prompt.tags,
                prompt.key,
            ),
            prompt.id,
            completion.id,
        )
        for prompt, completion in zip(stored, completions.page(opened, teacher), strict=False)
    ]
    dataset = datasets.freeze(opened, project, rows, {"seed": 7}, "first")
    folder = opened.path.parent / "runs" / "first"
    run = runs.set_state(
        opened, runs.start(opened, dataset, "first", folder, {"epochs": 1}), RunState.FINISHED
    )
    artifacts.record(opened, run, "gguf", "student", folder / "s.gguf", "ab" * 32, {"bits": 4})


def write_schema() -> None:
    """Write a filled workspace of the newest schema beside this file, if it is not there."""
    target = HERE / f"schema_{len(migrations.STEPS)}.sql"
    if target.exists():
        raise SystemExit(f"{target.name} is released: it stays as it is")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    opened = Database(Path("/workspace/stillroom.db"), connection)
    for step in range(len(migrations.STEPS)):
        with opened.transaction():
            migrations.apply(connection, step)
    fill(opened)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    dump = "\n".join([*connection.iterdump(), f"PRAGMA user_version = {version};", ""])
    connection.close()
    target.write_text(dump, "utf-8")


def schema(connection: sqlite3.Connection) -> dict[str, str]:
    """Every table, index and trigger, without its spaces."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {name: " ".join(sql.replace('"', "").split()) for name, sql in rows}


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for (name,) in tables.fetchall()
        }


def is_whole(path: Path) -> bool:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def version_of(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def flip_page_header(path: Path) -> None:
    """Flip bytes inside the page that leads to the prompts, where it lists its cells."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'prompts'"
        page = connection.execute(query).fetchone()[0]
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    for offset in range((page - 1) * size + 2, (page - 1) * size + 40):
        data[offset] ^= 0xFF
    path.write_bytes(data)


# A project row by row.


def prompt(text: str, **other: object) -> NewPrompt:
    return dataclasses.replace(NewPrompt((Message(Role.USER, text),)), **other)  # type: ignore[arg-type]


def add_prompts(opened: Database, project: Project, *new: NewPrompt) -> int:
    with opened.transaction() as connection:
        return prompts.add(connection, project, new)


def add_completions(opened: Database, teacher: Teacher, *new: NewCompletion) -> int:
    with opened.transaction() as connection:
        return completions.add(connection, teacher, new)


def answered(opened: Database, project: Project, teacher: Teacher, count: int) -> list[Completion]:
    """Add prompts with an answer each."""
    add_prompts(opened, project, *(prompt(f"question {n}", key=f"k{n}") for n in range(count)))
    for stored in prompts.every(opened, project):
        new = NewCompletion(stored.id, stored.hash, f"answer {stored.id}")
        add_completions(opened, teacher, new)
    return list(completions.every(opened, teacher))


def frozen(opened: Database, project: Project, teacher: Teacher, name: str = "") -> Dataset:
    """Freeze all answers of a teacher."""
    stored = {item.id: item for item in prompts.every(opened, project)}
    rows = [
        (
            Example(
                stored[item.prompt_id].hash,
                Split.TRAIN if item.id % 3 else Split.TEST,
                stored[item.prompt_id].messages,
                item.text or "",
                stored[item.prompt_id].reference,
                stored[item.prompt_id].tags,
                stored[item.prompt_id].key,
            ),
            item.prompt_id,
            item.id,
        )
        for item in completions.kept(opened, teacher)
    ]
    return datasets.freeze(opened, project, rows, {"seed": 1}, name)
