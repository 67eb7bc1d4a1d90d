"""The side-by-side measurement of the levels runs and says what it promises."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.distill import runs
from app.domain import Split
from app.job import run as drive
from app.store.workspace import writing
from tests.app.distill import samples
from tests.bench import levels

SCRIPT = Path(levels.__file__)


def started(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The script as a user starts it."""
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(SCRIPT.parents[2])},
    )


@pytest.mark.slow
def test_it_runs(tiny_model: Path, workspace: Path) -> None:
    with writing(workspace) as db:
        dataset = samples.freeze(db, samples.examples(8, 0, 3))
        config = samples.config(tiny_model, tuning="full", max_steps=1)
        drive(runs.distill(workspace, runs.create(db, dataset, config).name))
    given = ["--workspace", str(workspace), "--steps", "2", "--keep-layers", "2"]
    done = started(*given)
    assert done.returncode == 0, done.stderr[-2000:]
    *table, last = done.stdout.splitlines()
    assert [line.split()[0] for line in table[2:]] == ["constant", "teacher"] + [
        arm.name for arm in levels.ARMS
    ]
    found = json.loads(last)
    assert found["name"] == "levels"
    assert found["machine"]["cores"] >= 1
    figures = {figure["id"]: figure for figure in found["figures"]}
    assert len(figures) == 2 + 3 * len(levels.ARMS)
    assert all(figure["goal"] == "reported" for figure in figures.values())
    assert all(figure["holds"] is None for figure in figures.values())
    for arm in levels.ARMS:
        assert figures[f"levels.{arm.name}.held_out_kl"]["value"] > 0
        assert figures[f"levels.{arm.name}.tokens_per_second"]["value"] > 0
        assert 0 <= figures[f"levels.{arm.name}.field_accuracy"]["value"] <= 1
    assert "T^2 * KL(teacher || student) at T=2" in figures["levels.logit-t2.held_out_kl"]["what"]
    (teacher,) = [line for line in table if line.startswith("teacher")]
    assert teacher.split()[2] == "0.0000", "the teacher is the model it is compared with"


def test_without_a_workspace_it_says_so(tmp_path: Path) -> None:
    done = started("--workspace", str(tmp_path / "none"))
    assert done.returncode == 1
    assert done.stdout == ""
    assert "There is no workspace" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_floor_reads_no_prompt() -> None:
    data = samples.examples(9, 0, 3)
    training = [example for example in data if example.split is Split.TRAIN]
    # Numbers 0 to 8: each place three times (the first counts), each number once, End: yes.
    assert levels.constant(training) == "number: 0\nplace: Berlin\nend: yes"
