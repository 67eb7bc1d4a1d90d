"""Fixtures of the window's tests: an offscreen screen, a context over a workspace, clean ends."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.store import workspace as workspaces
from app.store.database import Database
from ui.context import Context


@pytest.fixture
def context(qtbot: QtBot, workspace: Path) -> Iterator[Context]:
    """An open context over an empty workspace; every job is stopped and waited for at the end."""
    made = Context(workspace)
    with qtbot.waitSignal(made.opened, timeout=20_000):
        made.open()
    yield made
    made.queue.stop()
    qtbot.waitUntil(lambda: made.queue.idle, timeout=60_000)
    made.close()


@pytest.fixture
def fill(workspace: Path) -> Callable[[Callable[[Database], None]], None]:
    """Fills the workspace through the store; ask for it before ``context`` opens it."""

    def made(make: Callable[[Database], None]) -> None:
        with workspaces.writing(workspace) as database:
            make(database)

    return made


def saved(context: Context) -> None:
    """Wait until every choice is in the database."""
    end = time.monotonic() + 20
    while context.saving:
        assert time.monotonic() < end
        QTest.qWait(5)


def enter(qtbot: QtBot, context: Context, name: str) -> None:
    """Bring a project into view and wait for its facts."""
    with qtbot.waitSignal(context.facts_changed, timeout=20_000):
        context.enter(name)
