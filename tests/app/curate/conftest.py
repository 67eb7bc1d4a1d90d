"""A workspace with a project, and a teacher whose responses a test gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain import Capability, Message, NewCompletion, NewPrompt, Role, TeacherKind
from app.store import completions, database, projects, prompts
from app.store.workspace import database_path

PROJECT = "contracts"
TEACHER = "big"


def fill(workspace: Path, rows: list[dict[str, Any]]) -> None:
    """Store rows of prompt, text and any other field of NewPrompt or NewCompletion."""
    path = database_path(workspace)
    database.prepare(path)
    with database.connect(path) as opened:
        project = projects.create(opened, PROJECT)
        teacher = projects.add_teacher(
            opened, project, TEACHER, TeacherKind.RECORDED, TEACHER, {Capability.TEXT}
        )
        with opened.transaction() as connection:
            for number, row in enumerate(rows):
                asked = {key: row[key] for key in ("split", "reference", "tags") if key in row}
                answer = {
                    key: row[key] for key in ("error", "finish_reason", "origin") if key in row
                }
                prompt = NewPrompt((Message(Role.USER, row["prompt"]),), **asked)
                prompts.add(connection, project, [prompt])
                found = prompts.ids_of(connection, project, [prompt.hash])[prompt.hash]
                text = row.get("text")
                request = f"{number} {row['prompt']} {text}"
                completions.add(
                    connection, teacher, [NewCompletion(found, request, text, **answer)]
                )


@pytest.fixture
def filled(tmp_path: Path) -> Callable[[list[dict[str, Any]]], Path]:
    """Makes a workspace of these rows."""

    def make(rows: list[dict[str, Any]]) -> Path:
        fill(tmp_path / "workspace", rows)
        return tmp_path / "workspace"

    return make
