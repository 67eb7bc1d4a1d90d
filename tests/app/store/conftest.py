"""Workspaces for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain import (
    Capability,
    Project,
    Teacher,
    TeacherKind,
)
from app.store import projects
from app.store.database import Database
from app.store.workspace import writing
from tests.app.store.sample import fill


@pytest.fixture
def path(workspace: Path) -> Path:
    """The path of a new workspace's database; the folder is there."""
    workspace.mkdir()
    return workspace / "stillroom.db"


@pytest.fixture
def filled(workspace: Path) -> Path:
    """A workspace with rows on many pages."""
    with writing(workspace) as opened:
        fill(opened, questions=300)
    return workspace


@pytest.fixture
def opened(workspace: Path) -> Iterator[Database]:
    """An open, empty workspace."""
    with writing(workspace) as database:
        yield database


@pytest.fixture
def project(opened: Database) -> Project:
    """A project without rows."""
    return projects.create(opened, "contracts")


@pytest.fixture
def teacher(opened: Database, project: Project) -> Teacher:
    """Its teacher."""
    return projects.add_teacher(
        opened, project, "claude", TeacherKind.RECORDED, "claude", [Capability.TEXT]
    )
