"""A workspace with a finished run under the job contract, and the jobs that follow it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from app.distill import runs as distill_runs
from app.domain import Run
from app.evaluate.evaluate import evaluate_run
from app.export.gguf import GgufExport
from app.export.jobs import export_base, export_run, parity_run
from app.job import Job, run
from app.store import database, runs, workspace
from tests import tiny
from tests.app.distill import samples

BASE = "base.gguf"


def trained(folder: Path, **settings: Any) -> None:
    """A finished run of two steps, with a test split, and the student's base as a GGUF."""
    student = tiny.model_folder(folder / "student", layers=1, hidden=32)
    tiny.gguf(student, folder / BASE)
    with workspace.writing(folder) as db:
        dataset = samples.freeze(db, samples.examples(8, 2, test=9))
        config = samples.config(student, epochs=2.0, validations=1, **settings)
        made = distill_runs.create(db, dataset, config)
        run(distill_runs.distill(folder, made.name))


def exported(folder: Path) -> None:
    """The run with its files."""
    trained(folder)
    run(export(folder))


def the_run(folder: Path) -> Run:
    """The workspace's one run."""
    with database.connect(workspace.database_path(folder)) as db:
        (found,) = runs.every(db)
    return found


def export(folder: Path) -> Job[list[GgufExport]]:
    """Two files of it."""
    return export_run(folder, the_run(folder).name, ["F16", "Q8_0"])


def base(folder: Path) -> Job[GgufExport]:
    """The base beside them."""
    return export_base(folder, str(the_run(folder).config["student"]), "Q8_0")


def parity(folder: Path) -> Job[dict[str, Any]]:
    """Their certificate."""
    return parity_run(folder, the_run(folder).name)


def evaluate(folder: Path) -> Job[dict[str, Any]]:
    """The report on one of them."""
    return evaluate_run(folder, the_run(folder).name, "Q8_0", folder / BASE)


def without_speed(report: dict[str, Any]) -> dict[str, Any]:
    """The report without what differs from run to run."""
    found = copy.deepcopy(report)
    for name in ("base", "student"):
        del found[name]["tokens_per_second"]
    return found


def _same(value: Any) -> Any:
    return value


def _few(count: int) -> Iterable[int]:
    return {0, 1, count // 3, count // 2, count - 1}


_TIMES = frozenset({"created", "seconds"})
JOBS: list[tuple[str, Callable[[Path], Job[Any]], Callable[[Path], None], Any, Any, Any]] = [
    ("export", export, trained, _same, _few, _TIMES),
    ("export the base", base, trained, _same, _few, _TIMES),
    ("parity", parity, exported, _same, _few, _TIMES),
    ("evaluate", evaluate, exported, without_speed, _few, _TIMES | {"details", "sha256"}),
]
"""What an Entry of the contract takes: name, start, prepare, outcome, cuts, varying."""
