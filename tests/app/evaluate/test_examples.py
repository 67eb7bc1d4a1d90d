"""The texts of an evaluation side by side, as they were stored."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from app.domain import Split
from app.errors import WorkspaceError
from app.evaluate.evaluate import answers_file
from app.evaluate.examples import Pair, differ, pairs
from app.job import run
from app.store import artifacts, database, datasets
from app.store.workspace import database_path
from tests.app.export import finished_run


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a real, measured student; tests that write copy it."""
    place = tmp_path_factory.mktemp("measured") / "workspace"
    place.mkdir()
    finished_run.exported(place)
    run(finished_run.evaluate(place))
    return place


def read(place: Path) -> list[Pair]:
    return run(pairs(place, finished_run.the_run(place).name, "Q8_0"))


def report(place: Path) -> dict[str, Any]:
    with database.connect(database_path(place)) as db:
        found = artifacts.get(db, finished_run.the_run(place), "evaluation", "Q8_0")
    assert found is not None
    return dict(found.details)


def test_the_pairs_are_those_of_the_report(measured: Path) -> None:
    found = read(measured)
    details = report(measured)
    assert [pair.number for pair in found] == list(range(1, details["examples"] + 1)) != []
    with database.connect(database_path(measured)) as db:
        dataset = datasets.by_id(db, finished_run.the_run(measured).dataset_id)
        rows = [row for row in datasets.examples(db, dataset) if row.split is Split.TEST]
        assert list(datasets.of_split(db, dataset, Split.TEST)) == rows
        assert datasets.example(db, dataset, rows[8].id) == rows[8]
        assert datasets.example(db, dataset, "nobody") is None
    for pair, row in zip(found, rows, strict=True):
        assert (pair.prompt, pair.teacher, pair.reference) == (
            row.messages[-1].content,
            row.response,
            row.reference,
        )
        assert pair.right == row.reference
        assert pair.differs == differ(pair.student, pair.teacher)
    # Scored again, the texts give the report's own figures.
    from app.evaluate import report as reports

    texts = {
        "teacher": [pair.teacher for pair in found],
        "base": [pair.base for pair in found],
        "student": [pair.student for pair in found],
    }
    again = reports.compare(texts, rows)
    for model in ("base", "student"):
        assert again[model]["token_f1"] == details[model]["token_f1"]


@pytest.mark.parametrize("model", ["student", "base"])
@pytest.mark.parametrize("damage", ["gone", "torn"])
def test_answers_that_are_not_there_are_said(
    model: str, damage: str, measured: Path, tmp_path: Path
) -> None:
    place = tmp_path / "copy"
    shutil.copytree(measured, place)
    path = answers_file(place, finished_run.the_run(place).name, report(place), model)
    assert path is not None
    if damage == "gone":
        path.unlink()
    else:
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text(lines[0] + lines[1][:40], "utf-8")
    with pytest.raises(WorkspaceError, match="not stored here") as caught:
        read(place)
    assert "Measure again" in caught.value.hint


def test_a_report_of_an_older_version(measured: Path, tmp_path: Path) -> None:
    """It does not name its answers, nor may it name a path."""
    details = report(measured)
    assert answers_file(tmp_path, "r", {"student": {}}, "student") is None
    odd = {"student": {"answers": "../../etc/passwd"}}
    assert answers_file(tmp_path, "r", odd, "student") == tmp_path / "evaluations/r/passwd"
    assert details["student"]["answers"] != details["base"]["answers"]


def test_a_run_that_was_never_measured(workspace: Path) -> None:
    workspace.mkdir()
    finished_run.trained(workspace)
    with pytest.raises(WorkspaceError, match="not been measured"):
        read(workspace)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a: 1\nb: 2", "B: 2\nA:  1", False),
        ("a: 1\nb: 2", "a: 1\nb: 3", True),
        ("a: 1", "a: 1\nb: 3", True),
        ('{"a": "X"}', "a: x", False),
        ("It is  Final.", "it is final.", False),
        ("It is final.", "It is not final.", True),
        ("", "", False),
        ("", "a: 1", True),
    ],
)
def test_what_differs(one: str, other: str, expected: bool) -> None:
    assert differ(one, other) is expected
