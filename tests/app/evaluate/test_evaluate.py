"""The evaluation of a run: what could not be answered is counted, what is stored is JSON."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from app.distill import runs as distill_runs
from app.domain import Message, Role, Split
from app.job import run
from app.store.workspace import writing
from tests import tiny
from tests.app.distill import samples
from tests.app.export import finished_run


def test_prompts_that_no_context_holds_are_counted(workspace: Path) -> None:
    student = tiny.model_folder(workspace / "student", layers=1, hidden=32)
    tiny.gguf(student, workspace / finished_run.BASE)
    row = samples.example(9, Split.TEST)
    long = dataclasses.replace(row, messages=(Message(Role.USER, "law " * 2000),))
    with writing(workspace) as db:
        dataset = samples.freeze(db, [*samples.examples(4, 1, test=2), long])
        made = distill_runs.create(db, dataset, samples.config(student, max_steps=1))
        run(distill_runs.distill(workspace, made.name))
    run(finished_run.export(workspace))
    report = run(finished_run.evaluate(workspace))
    counts = {name: report[name]["unanswerable"] for name in ("teacher", "base", "student")}
    assert counts == {"teacher": 0, "base": 1, "student": 1}
    (stored,) = (workspace / "evaluations" / made.name).glob("report-*.json")
    assert json.loads(stored.read_text("utf-8"), parse_constant=pytest.fail) == report
