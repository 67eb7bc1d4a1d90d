"""Frozen datasets, runs and artifacts in the store."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.domain import (
    Project,
    RunState,
    Split,
    Teacher,
)
from app.errors import InputError, WorkspaceError
from app.store import artifacts, datasets, projects, prompts, runs
from app.store.database import Database
from tests.app.store.sample import add_prompts, answered, frozen, prompt


def test_a_dataset_comes_back_in_its_order(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    answered(opened, project, teacher, 5)
    dataset = frozen(opened, project, teacher)
    assert dataset.counts == {"train": 4, "test": 1}
    assert dataset.name == f"dataset-{dataset.hash[:12]}"
    found = datasets.examples(opened, dataset)
    assert [item.response for item in found] == [f"answer {n}" for n in range(1, 6)]
    assert [item.key for item in found] == [f"k{n}" for n in range(5)]
    assert datasets.content_hash(found) == dataset.hash
    assert datasets.content_hash(found[::-1]) != dataset.hash
    assert datasets.by_id(opened, dataset.id) == dataset


def test_the_same_content_is_one_dataset(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    answered(opened, project, teacher, 3)
    first = frozen(opened, project, teacher, "first")
    assert frozen(opened, project, teacher, "second") == first
    assert datasets.every(opened, project) == [first]
    assert len(datasets.examples(opened, first)) == 3


def test_a_name_does_not_come_to_stand_for_other_content(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    answered(opened, project, teacher, 2)
    first = frozen(opened, project, teacher, "first")
    answered(opened, project, teacher, 3)
    with pytest.raises(InputError, match="already a dataset named 'first'"):
        frozen(opened, project, teacher, "first")
    assert datasets.every(opened, project) == [first]


def test_a_dataset_is_found_by_name_then_by_hash_then_the_newest(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    answered(opened, project, teacher, 1)
    older = frozen(opened, project, teacher)
    answered(opened, project, teacher, 2)
    newer = frozen(opened, project, teacher, "newer")
    answered(opened, project, teacher, 3)
    newest = frozen(opened, project, teacher, older.hash[:6])  # a name like another's hash
    assert datasets.get(opened, project) == newest
    assert datasets.get(opened, project, "newer") == newer
    assert datasets.get(opened, project, newer.hash[:8]) == newer
    assert datasets.get(opened, project, older.name) == older
    assert datasets.get(opened, project, older.hash[:6]) == newest
    with pytest.raises(InputError, match="named 'missing'"):
        datasets.get(opened, project, "missing")


def test_a_short_name_is_not_taken_for_the_hash_of_a_newer_one(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    answered(opened, project, teacher, 1)
    older = frozen(opened, project, teacher)
    answered(opened, project, teacher, 2)
    newer = frozen(opened, project, teacher)
    with opened.transaction() as connection:
        connection.execute("UPDATE datasets SET name = ? WHERE id = ?", (newer.hash[:1], older.id))
    assert datasets.get(opened, project, newer.hash[:1]).id == older.id


def test_the_rows_of_a_dataset_refuse_to_change(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    answered(opened, project, teacher, 3)
    dataset = frozen(opened, project, teacher)
    with pytest.raises(sqlite3.IntegrityError, match="a frozen dataset does not change"):
        opened.connection.execute("UPDATE dataset_rows SET split = 'train'")
    assert dataset.counts["test"] == 1
    assert len(datasets.examples(opened, dataset)) == 3


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE completions SET text = text || '.' WHERE id = 2",
        "UPDATE prompts SET messages = replace(messages, 'question', 'Question') WHERE id = 2",
        "UPDATE prompts SET key = 'other' WHERE id = 2",
        "DELETE FROM dataset_rows WHERE position = 1",
        "INSERT INTO dataset_rows SELECT dataset_id, 9, prompt_id, completion_id, split, "
        "reference, tags FROM dataset_rows WHERE position = 1",
    ],
)
def test_tampering_is_detected(
    opened: Database, project: Project, teacher: Teacher, tampering: str
) -> None:
    answered(opened, project, teacher, 3)
    dataset = frozen(opened, project, teacher)
    changed = opened.connection.execute(tampering).rowcount
    assert changed == 1
    with pytest.raises(WorkspaceError, match="no longer matches its hash") as caught:
        datasets.examples(opened, dataset)
    assert "backup" in caught.value.hint


def test_importing_more_about_a_prompt_leaves_a_frozen_dataset_as_it_was(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    answered(opened, project, teacher, 2)
    dataset = frozen(opened, project, teacher)
    before = datasets.examples(opened, dataset)
    richer = prompt("question 0", reference="yes", tags=("law",), split=Split.TEST)
    add_prompts(opened, project, richer)
    assert prompts.page(opened, project)[0].reference == "yes"
    assert datasets.examples(opened, dataset) == before
    new = frozen(opened, project, teacher)
    assert new.hash != dataset.hash
    assert datasets.examples(opened, new)[0].reference == "yes"


# Runs and artifacts.


def test_a_run_is_started_once_and_taken_up_again(
    opened: Database, project: Project, teacher: Teacher, workspace: Path
) -> None:
    answered(opened, project, teacher, 2)
    dataset = frozen(opened, project, teacher)
    folder = workspace / "runs" / "first"
    run = runs.start(opened, dataset, "first", folder, {"epochs": 2})
    assert (run.dataset_id, run.config, run.state) == (dataset.id, {"epochs": 2}, RunState.RUNNING)
    assert run.folder == "runs/first"
    assert runs.folder(opened, run) == folder
    stopped = runs.set_state(opened, run, RunState.INTERRUPTED)
    assert stopped.state is RunState.INTERRUPTED
    assert runs.start(opened, dataset, "first", folder, {"epochs": 2}) == run
    finished = runs.set_state(opened, run, RunState.FINISHED)
    assert runs.start(opened, dataset, "first", folder, {"epochs": 2}) == finished
    assert runs.every(opened) == [finished]


def test_a_runs_name_does_not_come_to_stand_for_another_dataset(
    opened: Database, project: Project, teacher: Teacher, workspace: Path
) -> None:
    answered(opened, project, teacher, 2)
    first = frozen(opened, project, teacher)
    answered(opened, project, teacher, 3)
    second = frozen(opened, project, teacher)
    run = runs.start(opened, first, "run", workspace / "runs" / "run", {})
    with pytest.raises(InputError, match="already a run named 'run'"):
        runs.start(opened, second, "run", workspace / "runs" / "run", {})
    assert runs.every(opened) == [run]


def test_the_newest_run_of_a_project_in_a_state(
    opened: Database, project: Project, teacher: Teacher, workspace: Path
) -> None:
    with pytest.raises(InputError, match="has no run"):
        runs.newest(opened, project)
    answered(opened, project, teacher, 2)
    dataset = frozen(opened, project, teacher)
    first = runs.start(opened, dataset, "first", workspace / "1", {})
    second = runs.start(opened, dataset, "second", workspace / "2", {})
    with pytest.raises(InputError, match="has no finished run"):
        runs.newest(opened, project, RunState.FINISHED)
    first = runs.set_state(opened, first, RunState.FINISHED)
    assert runs.newest(opened, project) == second
    assert runs.newest(opened, project, RunState.FINISHED) == first
    with pytest.raises(InputError, match="has no run"):
        runs.newest(opened, projects.create(opened, "other"))
    with pytest.raises(InputError, match="named 'third'") as caught:
        runs.by_name(opened, "third")
    assert "first, second" in caught.value.hint


def test_an_artifact_is_replaced_by_kind_and_name(
    opened: Database, project: Project, teacher: Teacher, workspace: Path, tmp_path: Path
) -> None:
    answered(opened, project, teacher, 1)
    run = runs.start(opened, frozen(opened, project, teacher), "run", workspace / "run", {})
    inside, outside = workspace / "run" / "s.gguf", tmp_path / "elsewhere" / "s.gguf"
    artifacts.record(opened, run, "gguf", "b", outside, "1" * 64, {})
    artifacts.record(opened, run, "gguf", "a", outside, "2" * 64, {"bits": 8})
    made = artifacts.record(opened, run, "gguf", "a", inside, "3" * 64, {"bits": 4})
    artifacts.record(opened, run, "parity", "a", inside, "4" * 64, {})
    found = artifacts.of_run(opened, run, "gguf")
    assert [(item.name, item.sha256[0]) for item in found] == [("a", "3"), ("b", "1")]
    assert found[0] == made == artifacts.get(opened, run, "gguf", "a")
    assert made.details == {"bits": 4}
    assert made.path == "run/s.gguf"  # the workspace can be moved
    assert [artifacts.file(opened, item) for item in found] == [inside, outside]
    assert artifacts.get(opened, run, "gguf", "c") is None
