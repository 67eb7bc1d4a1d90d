"""Workspaces for the tests of the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store.workspace import writing
from tests.app.store.sample import (
    fill,
)


@pytest.fixture
def path(workspace: Path) -> Path:
    """The path of a new workspace's database; the folder is there."""
    workspace.mkdir()
    return workspace / "stillroom.db"


@pytest.fixture(name="filled")
def filled(workspace: Path) -> Path:
    """A workspace with rows on many pages."""
    with writing(workspace) as opened:
        fill(opened, questions=300)
    return workspace
