"""Projects and their teachers in the store."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from app.domain import Capability, Choices, Project, Teacher, TeacherKind
from app.errors import InputError, WorkspaceError
from app.store.database import Database, now


def _project(row: sqlite3.Row) -> Project:
    return Project(row["id"], row["name"], row["created"])


def create(database: Database, name: str) -> Project:
    """Add a project, or return the one of that name."""
    name = _checked(name)
    with database.transaction() as connection:
        connection.execute(
            "INSERT OR IGNORE INTO projects (name, created) VALUES (?, ?)", (name, now())
        )
    return get(database, name)


def _checked(name: str) -> str:
    name = name.strip()
    if not name or len(name) > 200 or not name.isprintable():
        raise InputError("A project needs a name of at most 200 characters.", "Choose a name.")
    return name


def get(database: Database, name: str) -> Project:
    """The project of that name; InputError with the known names when there is none."""
    row = database.connection.execute("SELECT * FROM projects WHERE name = ?", (name,)).fetchone()
    if row is None:
        known = ", ".join(project.name for project in every(database)) or "none yet"
        raise InputError(
            f"There is no project named {name!r}.",
            f"Projects here: {known}. Make one with `stillroom project new NAME`.",
        )
    return _project(row)


def choices(database: Database, project: Project) -> Choices:
    """What has been chosen in the project's screens; defaults where nothing was."""
    row = database.connection.execute(
        "SELECT choices FROM projects WHERE id = ?", (project.id,)
    ).fetchone()
    usual = Choices()
    values: dict[str, Any] = {}
    for key, value in json.loads(row[0] if row else "{}").items():
        default = getattr(usual, key, None)
        if isinstance(default, tuple):
            values[key] = tuple(value)
        elif default is not None:
            values[key] = value
    return Choices(**values)


def choose(database: Database, project: Project, **changes: Any) -> Choices:
    """Change choices of a project by name and store them at once."""
    chosen = dataclasses.replace(choices(database, project), **changes)
    text = json.dumps(dataclasses.asdict(chosen), ensure_ascii=False, sort_keys=True)
    with database.transaction() as connection:
        connection.execute("UPDATE projects SET choices = ? WHERE id = ?", (text, project.id))
    return chosen


def rename(database: Database, project: Project, name: str) -> Project:
    """Give a project another name. InputError when it is taken or cannot be one."""
    name = _checked(name)
    try:
        with database.transaction() as connection:
            connection.execute("UPDATE projects SET name = ? WHERE id = ?", (name, project.id))
    except sqlite3.IntegrityError:
        raise InputError(
            f"There is already a project named {name!r}.", "Choose another name."
        ) from None
    return by_id(database, project.id)


def by_id(database: Database, project_id: int) -> Project:
    """The project with that id."""
    row = database.connection.execute(
        "SELECT * FROM projects WHERE id = ?", (project_id,)
    ).fetchone()
    if row is None:
        raise WorkspaceError("The project of this row is missing.", "Restore a backup.")
    return _project(row)


def every(database: Database) -> list[Project]:
    """All projects, oldest first."""
    rows = database.connection.execute("SELECT * FROM projects ORDER BY id")
    return [_project(row) for row in rows]


def _teacher(row: sqlite3.Row) -> Teacher:
    return Teacher(
        row["id"],
        row["project_id"],
        row["name"],
        TeacherKind(row["kind"]),
        row["location"],
        frozenset(Capability(value) for value in json.loads(row["capabilities"])),
    )


def add_teacher(
    database: Database,
    project: Project,
    name: str,
    kind: TeacherKind,
    location: str,
    capabilities: Iterable[Capability],
) -> Teacher:
    """Add a teacher, or bring the one of that name up to date.

    Raises InputError when the name already stands for another model: its responses would be
    attributed to the wrong one.
    """
    with database.transaction() as connection:
        put_teacher(connection, project, name, kind, location, capabilities)
    return get_teacher(database, project, name)


def put_teacher(
    connection: sqlite3.Connection,
    project: Project,
    name: str,
    kind: TeacherKind,
    location: str,
    capabilities: Iterable[Capability],
) -> None:
    """What ``add_teacher`` does, inside the caller's transaction."""
    values = json.dumps(sorted(capabilities))
    row = connection.execute(
        "SELECT * FROM teachers WHERE project_id = ? AND name = ?", (project.id, name)
    ).fetchone()
    if row is not None and (row["kind"], row["location"]) != (kind, location):
        raise InputError(
            f"The teacher {name!r} already stands for {row['location']}.",
            "Give the new teacher another name.",
        )
    connection.execute(
        "INSERT INTO teachers (project_id, name, kind, location, capabilities, created) "
        "VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (project_id, name) DO UPDATE SET capabilities = excluded.capabilities",
        (project.id, name, kind, location, values, now()),
    )


def get_teacher(database: Database, project: Project, name: str) -> Teacher:
    """The project's teacher of that name."""
    row = database.connection.execute(
        "SELECT * FROM teachers WHERE project_id = ? AND name = ?", (project.id, name)
    ).fetchone()
    if row is None:
        known = ", ".join(teacher.name for teacher in teachers(database, project)) or "none yet"
        raise InputError(
            f"The project {project.name!r} has no teacher named {name!r}.",
            f"Teachers here: {known}. Add one with `stillroom teacher add`.",
        )
    return _teacher(row)


def teachers(database: Database, project: Project) -> list[Teacher]:
    """The project's teachers, oldest first."""
    rows = database.connection.execute(
        "SELECT * FROM teachers WHERE project_id = ? ORDER BY id", (project.id,)
    )
    return [_teacher(row) for row in rows]
