"""The window's training: it is watched, and a process that died leaves a run to resume."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import actions
from app.domain import RunState
from app.errors import WorkerError
from app.job import Progress, run
from app.store import database, projects, runs
from app.store.workspace import database_path, writing
from tests.app.distill import samples


@pytest.fixture
def place(workspace: Path, tiny_model: Path) -> Iterator[Path]:
    """A workspace whose project is ready to train."""
    with writing(workspace) as db:
        dataset = samples.freeze(db, samples.examples(8, 2))
        config = samples.config(tiny_model, max_steps=400, epochs=400.0, checkpoint_seconds=0.0)
        project = projects.by_id(db, dataset.project_id)
        usual = {"checkpoint_seconds", "samples"}
        settings = {k: v for k, v in config.as_json().items() if k not in usual}
        projects.choose(db, project, distill=settings, finish=False)
        yield workspace


def test_the_window_asks_for_samples(place: Path) -> None:
    made = run(actions.new_run(place, "contracts"))
    assert made.config["samples"] == actions.SAMPLES == 2
    with database.connect(database_path(place)) as db:
        assert projects.choices(db, projects.get(db, "contracts")).run == made.name


@pytest.mark.slow
def test_a_killed_training_can_be_resumed(place: Path) -> None:
    made = run(actions.new_run(place, "contracts"))

    def kill(progress: Progress) -> None:
        if progress.metrics.get("loss"):
            for child in multiprocessing.active_children():
                child.kill()

    with pytest.raises(WorkerError, match="SIGKILL"):
        run(actions.resume(place, "contracts", made.name), kill)
    with database.connect(database_path(place)) as db:
        assert runs.by_name(db, made.name).state is RunState.INTERRUPTED
