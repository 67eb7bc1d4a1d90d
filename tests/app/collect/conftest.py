"""A workspace with one project, and files to import into it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from app.store import database, projects
from app.store.workspace import database_path

PROJECT = "contracts"


def new_workspace(folder: Path) -> Path:
    """A prepared workspace with a project."""
    path = database_path(folder)
    database.prepare(path)
    with database.connect(path) as opened:
        projects.create(opened, PROJECT)
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return new_workspace(tmp_path / "workspace")


@pytest.fixture
def jsonl(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows as JSON Lines; a row that is a str is written as it is."""

    def write(rows: Iterable[Any], name: str = "rows.jsonl") -> Path:
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        path = tmp_path / name
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return path

    return write
