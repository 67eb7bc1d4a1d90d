"""The jobs under the contract that every job keeps, and proof that breaking it is noticed.

A new job needs one entry in JOBS (one of the window's, in test_window_jobs.py): how its workspace
is made ready, and how the job is started in it.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import worker
from app.collect import importers
from app.collect.import_report import ImportReport
from app.curate import curate, freeze
from app.distill import runs
from app.distill.record import RunResult
from app.domain import Dataset
from app.files import STAGING
from app.job import Job, Progress, run
from app.store import datasets, projects
from app.store import workspace as workspaces
from tests import fakes, tiny
from tests.app.collect import local_teacher
from tests.app.distill import samples
from tests.app.export import finished_run
from tests.app.job_contract import Entry, check


def remotely(folder: Path) -> Job[int]:
    """The fake import in a worker process."""
    return worker.remote(fakes.importing, folder, 4)


def files_to_import(folder: Path) -> None:
    """A project, and three files for it: one with a row that cannot be used, one with an error."""
    with workspaces.writing(folder) as database:
        projects.create(database, "contracts")
    (folder / "prompts.csv").write_text("id,prompt,reference\n1,One?,1\n2,Two?,2\n", "utf-8")
    rows = [{"id": str(n), "prompt": f"{n}?", "response": f"{n}!"} for n in range(3, 1200)]
    text = "\n".join(json.dumps(row) for row in rows)
    (folder / "more.jsonl").write_text(text + '\n{"id": 3}\n', "utf-8")
    failed = {"prompt": "Two?", "error": "timed out"}
    answered = {"prompt": "One?", "response": "1!"}
    text = f"{json.dumps(failed)}\n{json.dumps(answered)}\n"
    (folder / "last.jsonl").write_text(text, "utf-8")


def import_prompts(folder: Path) -> Job[ImportReport]:
    """All three files, as prompts."""
    names = ["prompts.csv", "more.jsonl", "last.jsonl"]
    return importers.import_prompts(folder, "contracts", [folder / name for name in names])


def import_responses(folder: Path) -> Job[ImportReport]:
    """The two files with responses."""
    names = ["more.jsonl", "last.jsonl"]
    paths = [folder / name for name in names]
    return importers.import_responses(folder, "contracts", "claude", paths)


def all_rows(report: ImportReport) -> ImportReport:
    """The report without what was new this time."""
    return dataclasses.replace(report, prompts_new=0, responses_new=0, already_there=0)


def responses_to_curate(folder: Path) -> None:
    """A project with responses, some of which a rule leaves out."""
    files_to_import(folder)
    run(import_responses(folder))


def responses_to_freeze(folder: Path) -> None:
    """A project with curated responses."""
    responses_to_curate(folder)
    run(curate.curate(folder, "contracts", "claude"))


def whenever(dataset: Dataset) -> Dataset:
    """The dataset without the time it was made."""
    return dataclasses.replace(dataset, created="")


def dataset_and_student(folder: Path) -> None:
    """A workspace with a frozen dataset, and a model beside it to start from."""
    with workspaces.writing(folder) as database:
        samples.freeze(database, samples.examples(8, 2))
    tiny.model_folder(folder / "student", layers=1, hidden=32)


def distill(folder: Path) -> Job[RunResult]:
    """The run of two steps on it, made as the command line makes it."""
    with workspaces.writing(folder) as database:
        dataset = datasets.get(database, projects.get(database, "contracts"))
        config = samples.config(folder / "student", epochs=2.0, validations=1)
        made = runs.create(database, dataset, config)
    return runs.distill(folder, made.name)


def whenever_trained(result: RunResult) -> RunResult:
    """The result without the time it took."""
    return dataclasses.replace(result, seconds=0.0)


JOBS: list[Entry] = [
    Entry("fake import", lambda folder: fakes.importing(folder, 4)),
    Entry("fake import in a worker", remotely, cuts=lambda count: {0, 1, count}),
    Entry("import prompts", import_prompts, files_to_import, all_rows),
    Entry("import responses", import_responses, files_to_import, all_rows),
    Entry(
        "generate",
        local_teacher.responses,
        local_teacher.teacher_and_prompts,
        local_teacher.by_now,
        cuts=lambda count: {0, 1, 3, count // 3, count // 2, count - 2, count},
    ),
    Entry(
        "curate", lambda folder: curate.curate(folder, "contracts", "claude"), responses_to_curate
    ),
    Entry(
        "freeze",
        lambda folder: freeze.freeze(folder, "contracts", "claude"),
        responses_to_freeze,
        whenever,
    ),
    Entry(
        "distill",
        distill,
        dataset_and_student,
        whenever_trained,
        cuts=lambda count: {0, 2, count // 2, count - 1},
    ),
    *(Entry(*given) for given in finished_run.JOBS),
]


@pytest.mark.parametrize("entry", JOBS, ids=lambda entry: entry.name)
def test_a_job_keeps_the_contract(
    entry: Entry, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    check(entry, tmp_path, lambda: capfd.readouterr().out)


# Jobs that break it, each in one way.


def _leaves_staging(folder: Path) -> Job[None]:
    staging = folder / f"model.gguf{STAGING}"
    staging.write_bytes(b"half")
    yield Progress(1, 2)
    yield Progress(2, 2)
    staging.rename(folder / "model.gguf")


def _prints(folder: Path) -> Job[None]:
    yield Progress()
    sys.stdout.write(f"writing to {folder}\n")


def _says_nothing(_: Path) -> Job[None]:
    yield from ()


def _yields_something_else(_: Path) -> Job[None]:
    yield "half done"  # type: ignore[misc]


def _doubles(folder: Path) -> Job[None]:
    with workspaces.writing(folder) as database:
        yield Progress()
        database.connection.execute(
            "INSERT INTO projects (name, created) SELECT 'p' || count(*), '' FROM projects"
        )


def _forgets(folder: Path) -> Job[bool]:
    """Takes its own mark for the work, and marks before it works."""
    mark, work = folder / "mark", folder / "work"
    if mark.exists():
        yield Progress(message="nothing to do")
        return work.exists()
    mark.touch()
    yield Progress()
    work.touch()
    return True


def _differs(folder: Path) -> Job[int]:
    with (folder / "log").open("a") as log:
        log.write("x")
    yield Progress()
    return (folder / "log").stat().st_size


def _adds_files(folder: Path) -> Job[None]:
    yield Progress()
    (folder / f"report-{len(list(folder.iterdir()))}").touch()


def _damages(folder: Path) -> Job[None]:
    with workspaces.writing(folder):
        yield Progress()
    path = workspaces.database_path(folder)
    data = bytearray(path.read_bytes())
    data[4096 + 2 : 4096 + 40] = bytes(38)
    path.write_bytes(data)


_held: list[sqlite3.Connection] = []


def _holds(folder: Path) -> Job[None]:
    with workspaces.writing(folder):
        yield Progress()
    _held.append(sqlite3.connect(workspaces.database_path(folder), isolation_level=None))
    _held[-1].execute("BEGIN IMMEDIATE")


@pytest.mark.parametrize(
    ("start", "complaint"),
    [
        (_leaves_staging, "staging files were left.*model.gguf"),
        (_prints, "the job printed: writing to"),
        (_says_nothing, "without a sign of life"),
        (_yields_something_else, "yielded 'half done'"),
        (_doubles, "other rows in projects when it is called again"),
        (_forgets, "another result after it was closed at report 1"),
        (_differs, "another result when it is called again"),
        (_adds_files, "other files when it is called again"),
        (_damages, "damaged|malformed"),
        (_holds, "still in use"),
    ],
)
def test_breaking_the_contract_is_noticed(
    start: Callable[[Path], Job[Any]],
    complaint: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    entry = Entry("bad", start)
    try:
        with pytest.raises((AssertionError, sqlite3.DatabaseError), match=complaint):
            check(entry, tmp_path, lambda: capfd.readouterr().out)
    finally:
        while _held:
            _held.pop().close()


def test_what_may_differ_is_not_a_breach(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    entry = Entry("log", _differs, outcome=lambda _: None)
    check(entry, tmp_path, lambda: capfd.readouterr().out)
