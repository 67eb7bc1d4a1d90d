"""The student page over a library of tiny real models, for its tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app import paths
from app.job import run
from app.models import library
from app.store import projects
from tests.ui.conftest import enter
from ui.context import Context
from ui.pages.student import StudentPage

LIMIT = 60_000


@pytest.fixture
def shelf(tiny_model: Path) -> Path:
    """A library with two models that can be trained."""
    run(library.add(tiny_model, "tiny"))
    run(library.add(tiny_model, "twin"))
    return paths.models()


def settle(qtbot: QtBot, context: Context) -> None:
    qtbot.waitUntil(lambda: context.queue.idle, timeout=LIMIT)


def make(qtbot: QtBot, context: Context, **choices: Any) -> StudentPage:
    known = {project.name for project in projects.every(context.db)}
    project = projects.create(context.db, "law")
    if "law" not in known or choices:
        projects.choose(context.db, project, **choices)
    enter(qtbot, context, "law")
    settle(qtbot, context)
    page = StudentPage(context)
    qtbot.addWidget(page)
    page.refresh(context.facts)
    page.show()
    page.entered()
    settle(qtbot, context)
    return page


def pick(page: StudentPage, name: str) -> None:
    page.shelf.table.selectRow(list(page.shelf.items).index(name))
