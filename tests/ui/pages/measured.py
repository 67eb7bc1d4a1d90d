"""A workspace with a real tiny student, exported, proven and measured, for several pages."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from app.domain import Run
from app.job import run
from app.store import artifacts, database, projects, runs
from app.store.database import Database
from app.store.workspace import database_path
from tests.app.export import finished_run
from ui.context import Context

NAME = "contracts"


def make(place: Path) -> Path:
    """Nine test texts; F16 and Q8_0; parity; the evaluation of Q8_0."""
    place.mkdir(parents=True)
    finished_run.exported(place)
    run(finished_run.parity(place))
    run(finished_run.evaluate(place))
    with database.connect(database_path(place)) as db:
        projects.choose(db, projects.get(db, NAME), quants=("Q8_0",))
    return place


def copied(source: Path, target: Path) -> None:
    """A copy to write into; its rows are relative, so it can lie anywhere."""
    shutil.copytree(source, target)


def the_run(db: Database) -> Run:
    """The one run."""
    (found,) = runs.every(db)
    return found


def change(context: Context, kind: str, **changes: Any) -> None:
    """Change what is recorded of the newest artifact of a kind, and look again."""
    run_ = the_run(context.db)
    (made,) = artifacts.of_run(context.db, run_, kind)
    details: Mapping[str, Any] = {**made.details, **changes}
    artifacts.record(
        context.db, run_, kind, made.name, context.place / made.path, made.sha256, details
    )


def forget(context: Context, kind: str) -> None:
    """Remove an artifact's row."""
    with context.db.transaction() as connection:
        connection.execute("DELETE FROM artifacts WHERE kind = ?", (kind,))


def look(qtbot: QtBot, context: Context) -> None:
    """Read the facts again and wait until all is quiet."""
    with qtbot.waitSignal(context.facts_changed, timeout=20_000):
        context.refresh()
    qtbot.waitUntil(lambda: context.queue.idle, timeout=60_000)


def without(context: Context, **changes: Any) -> None:
    """Replace facts in the window alone."""
    context.facts = dataclasses.replace(context.facts, **changes)
    context.facts_changed.emit()
