"""Runs in a workspace: a name for the same work, and what became of it."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.distill import record, runs
from app.domain import Dataset, Run, RunState
from app.errors import InputError, ModelError, StillroomError, WorkspaceError
from app.job import run as drive
from app.models import library
from app.store import runs as stored
from app.store.database import Database
from app.store.workspace import writing
from tests import tiny
from tests.app.distill import samples


@pytest.fixture
def opened(workspace: Path) -> Iterator[Database]:
    """An open workspace."""
    with writing(workspace) as db:
        yield db


@pytest.fixture
def dataset(opened: Database) -> Dataset:
    """Its dataset."""
    return samples.freeze(opened, samples.examples(8, 2))


def state(db: Database, run: Run) -> RunState:
    return stored.by_name(db, run.name).state


def test_the_same_work_is_the_same_run(
    opened: Database, dataset: Dataset, tiny_model: Path
) -> None:
    config = samples.config(tiny_model)
    one = runs.create(opened, dataset, config)
    assert runs.create(opened, dataset, samples.config(tiny_model)) == one
    watched = samples.config(tiny_model, checkpoint_seconds=1.0)
    assert runs.create(opened, dataset, watched) == one, "how it is saved is no other work"
    other = samples.config(tiny_model, seed=1)
    assert runs.create(opened, dataset, other).name != one.name
    more = samples.freeze(opened, samples.examples(9, 2), "another")
    assert runs.create(opened, more, config).name != one.name
    assert len(stored.every(opened)) == 3


def test_the_same_work_in_two_projects_is_two_runs(
    opened: Database, dataset: Dataset, tiny_model: Path
) -> None:
    with_other = samples.freeze(opened, samples.examples(8, 2), "other")
    assert with_other.hash == dataset.hash
    config = samples.config(tiny_model)
    names = {runs.create(opened, item, config).name for item in (dataset, with_other)}
    assert len(names) == 2


def test_a_run_does_not_go_on_with_another_model(
    opened: Database, dataset: Dataset, tmp_path: Path, workspace: Path
) -> None:
    folder = tiny.model_folder(tmp_path / "base", layers=1)
    run = runs.create(opened, dataset, samples.config(folder))
    shutil.rmtree(folder)
    tiny.model_folder(folder, layers=2)
    with pytest.raises(ModelError, match="no longer the model that this run was started with"):
        drive(runs.distill(workspace, run.name))


def test_what_a_run_is_stands_in_its_folder(
    opened: Database, dataset: Dataset, tiny_model: Path, workspace: Path
) -> None:
    config = samples.config(tiny_model)
    run = runs.create(opened, dataset, config)
    assert run.name.startswith("tiny-model-response-")
    assert run.folder == f"runs/{run.name}"
    assert run.state is RunState.RUNNING
    written = json.loads((workspace / run.folder / "config.json").read_text("utf-8"))
    assert written == {
        "config": config.as_json(),
        "dataset": dataset.hash,
        "models": {"student": library.identity(tiny_model)},
        "objective": config.objective,
        "versions": record.versions(),
    }
    assert written["versions"].keys() >= {"stillroom", "torch", "transformers", "peft"}


def test_another_model_behind_the_same_name_is_another_run(
    opened: Database, dataset: Dataset, tmp_path: Path
) -> None:
    config = samples.config(tiny.model_folder(tmp_path / "model", layers=1, hidden=32))
    before = runs.create(opened, dataset, config)
    shutil.rmtree(tmp_path / "model")
    tiny.model_folder(tmp_path / "model", layers=2, hidden=32)
    assert runs.create(opened, dataset, config).name != before.name


@pytest.mark.parametrize("key", ["student", "teacher"])
def test_a_model_that_is_not_there_is_said(
    key: str, opened: Database, dataset: Dataset, tiny_model: Path, tmp_path: Path
) -> None:
    config = samples.config(tiny_model)
    nowhere = str(tmp_path / "nowhere")
    if key == "student":
        config = dataclasses.replace(config, student=nowhere)
    else:
        config = dataclasses.replace(config, teacher=nowhere)
    with pytest.raises(InputError, match="There is no model"):
        runs.create(opened, dataset, config)
    assert stored.every(opened) == []


def test_a_run_to_its_end(
    opened: Database, dataset: Dataset, tiny_model: Path, workspace: Path
) -> None:
    run = runs.create(opened, dataset, samples.config(tiny_model))
    result = drive(runs.distill(workspace, run.name))
    assert (result.folder, result.steps) == (workspace / "runs" / run.name, 2)
    assert state(opened, run) is RunState.FINISHED
    # Asked again, by either way, it is what it was.
    assert drive(runs.distill(workspace, run.name)) == result
    assert runs.create(opened, dataset, samples.config(tiny_model)).state is RunState.FINISHED


def test_a_run_that_is_closed_is_interrupted_and_goes_on(
    opened: Database, dataset: Dataset, tiny_model: Path, workspace: Path
) -> None:
    run = runs.create(opened, dataset, samples.config(tiny_model))
    for reports in (1, 6):
        job = runs.distill(workspace, run.name)
        for _ in range(reports):
            next(job)
        assert state(opened, run) is RunState.RUNNING
        job.close()
        assert state(opened, run) is RunState.INTERRUPTED
    drive(runs.distill(workspace, run.name))
    assert state(opened, run) is RunState.FINISHED


def test_a_run_that_cannot_be_done_has_failed(
    opened: Database, dataset: Dataset, tiny_model: Path, foreign_model: Path, workspace: Path
) -> None:
    config = samples.config(tiny_model, method="logit", teacher=str(foreign_model))
    run = runs.create(opened, dataset, config)
    with pytest.raises(StillroomError, match="different tokens"):
        drive(runs.distill(workspace, run.name))
    assert state(opened, run) is RunState.FAILED


def test_a_finished_folder_is_believed(
    opened: Database, dataset: Dataset, tiny_model: Path, workspace: Path
) -> None:
    """The process died between the last file and the row."""
    run = runs.create(opened, dataset, samples.config(tiny_model))
    result = drive(runs.distill(workspace, run.name))
    stored.set_state(opened, run, RunState.RUNNING)
    assert drive(runs.distill(workspace, run.name)) == result
    assert state(opened, run) is RunState.FINISHED


def test_changed_rows_are_not_trained_on(
    opened: Database, dataset: Dataset, tiny_model: Path, workspace: Path
) -> None:
    run = runs.create(opened, dataset, samples.config(tiny_model))
    with opened.transaction() as connection:
        connection.execute("UPDATE completions SET text = text || '!' WHERE id = 1")
    with pytest.raises(WorkspaceError, match="no longer matches its hash"):
        drive(runs.distill(workspace, run.name))
    assert record.read_metrics(workspace / run.folder) == []


def test_an_unknown_run_is_said(opened: Database, workspace: Path) -> None:
    assert stored.every(opened) == []
    with pytest.raises(InputError, match="no run named 'x'"):
        drive(runs.distill(workspace, "x"))


def test_why_a_run_failed_is_kept_until_the_next_attempt(
    opened: Database, dataset: Dataset, tiny_model: Path, foreign_model: Path, workspace: Path
) -> None:
    config = samples.config(tiny_model, method="logit", teacher=str(foreign_model))
    run = runs.create(opened, dataset, config)
    folder = workspace / run.folder
    assert record.read_problem(folder) == ("", "")
    with pytest.raises(StillroomError) as caught:
        drive(runs.distill(workspace, run.name))
    assert record.read_problem(folder) == (caught.value.message, caught.value.hint)
    job = runs.distill(workspace, run.name)
    while state(opened, run) is not RunState.RUNNING:
        next(job)
    next(job)
    assert record.read_problem(folder) == ("", "")
    job.close()


def test_a_bug_is_kept_too(tmp_path: Path) -> None:
    record.write_problem(tmp_path, ValueError("odd"))
    assert record.read_problem(tmp_path) == ("ValueError: odd", "")
    record.forget_problem(tmp_path)
    assert record.read_problem(tmp_path) == ("", "")
