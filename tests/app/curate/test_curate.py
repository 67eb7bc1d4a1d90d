"""The curation job: verdicts replace each other in one transaction, and the report adds up."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.curate.curate import curate
from app.curate.filters import CurationSettings
from app.domain import FinishReason, Verdict
from app.errors import InputError
from app.job import run
from app.store import completions, projects
from app.store.database import connect
from app.store.workspace import database_path

PROJECT, TEACHER = "contracts", "big"
Fill = Callable[[list[dict[str, Any]]], Path]

ROWS: list[dict[str, Any]] = [
    {"prompt": "Q1", "text": "Acme"},
    {"prompt": "Q1", "text": "Acme "},
    {"prompt": "Q2", "text": " "},
    {"prompt": "Q3", "text": None, "error": "HTTP 500"},
    {"prompt": "Q4", "text": "I'm sorry, but I can't help with that."},
    {"prompt": "Q5", "text": "cut", "finish_reason": FinishReason.LENGTH},
    {"prompt": "Q6", "text": "x" * 3000, "finish_reason": FinishReason.LENGTH},
    {"prompt": "Q7", "text": "fine"},
]


def verdicts(workspace: Path) -> list[Verdict]:
    with connect(database_path(workspace)) as database:
        teacher = projects.get_teacher(database, projects.get(database, PROJECT), TEACHER)
        return completions.verdicts(database, teacher)


def test_report_and_verdicts(filled: Fill) -> None:
    workspace = filled(ROWS)
    report = run(curate(workspace, PROJECT, TEACHER))
    assert (report.total, report.kept) == (8, 2)
    assert report.by_rule == {
        "error": 1,
        "empty": 1,
        "truncated": 2,
        "filtered": 0,
        "over_long": 1,
        "refusal": 1,
        "exact_duplicate": 1,
    }
    assert {(item.completion_id, item.rule) for item in verdicts(workspace)} == {
        (2, "exact_duplicate"),
        (3, "empty"),
        (4, "error"),
        (5, "refusal"),
        (6, "truncated"),
        (7, "truncated"),
        (7, "over_long"),
    }
    assert json.loads(json.dumps(report.as_json()))["left_out"] == 6


def test_curating_again_replaces_the_verdicts(filled: Fill) -> None:
    workspace = filled(ROWS)
    first = run(curate(workspace, PROJECT, TEACHER))
    before = verdicts(workspace)
    assert run(curate(workspace, PROJECT, TEACHER)) == first
    assert verdicts(workspace) == before
    loose = run(curate(workspace, PROJECT, TEACHER, CurationSettings(rules=())))
    assert loose.kept == 6
    assert {item.rule for item in verdicts(workspace)} == {"error", "empty"}


def test_closing_half_way_keeps_the_old_verdicts(filled: Fill) -> None:
    workspace = filled(ROWS)
    run(curate(workspace, PROJECT, TEACHER))
    before = verdicts(workspace)
    steps = 0
    while True:
        job = curate(workspace, PROJECT, TEACHER, CurationSettings(rules=()))
        try:
            for _ in range(steps + 1):
                next(job)
        except StopIteration:
            break
        job.close()
        assert verdicts(workspace) == before
        steps += 1
    assert steps >= 3
    assert verdicts(workspace) != before


def test_no_responses_and_no_teacher(filled: Fill) -> None:
    workspace = filled([])
    with pytest.raises(InputError, match="no responses yet"):
        run(curate(workspace, PROJECT, TEACHER))
    with pytest.raises(InputError, match="no teacher"):
        run(curate(workspace, PROJECT, "other"))
