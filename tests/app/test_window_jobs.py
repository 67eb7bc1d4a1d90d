"""The jobs that the window starts, under the contract that every job keeps."""

from __future__ import annotations

import dataclasses
import functools
import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from app import actions, chat, doctor, report, worker
from app.collect import importers, preview
from app.curate import review
from app.distill import memory_plan, pairing
from app.doctor import Check
from app.domain import Dataset, Run
from app.evaluate import examples
from app.export import copying
from app.files import sha256_file
from app.job import Job, run
from app.models import hashing, inventory, library, llama_model, starter
from app.models.base import Sampling
from app.store import projects
from app.store import workspace as workspaces
from tests import tiny
from tests.app.distill import samples
from tests.app.export import finished_run
from tests.app.job_contract import Entry, check

MODELS = "models"
"""The folder of a workspace under test that is the library."""
FILE = "student.gguf"
IDS = range(1, 13)

_MEASURED = frozenset({"created", "seconds", "details", "sha256"})
"""Speeds are in the details of a measurement, and their sum is that of the file."""


def few(count: int) -> Iterable[int]:
    """At the beginning, in the middle and at the end."""
    return {0, 1, count // 2, count - 1}


def late(count: int) -> Iterable[int]:
    """Once, behind the import of torch in a process of its own, which takes seconds."""
    return {count - 2}


def here(start: Callable[[Path], Job[Any]]) -> Callable[[Path], Job[Any]]:
    """The job with its workers' part done in this process, so that a cut falls inside of it.

    The worker process itself is under the contract with the fake import.
    """

    def started(folder: Path) -> Job[Any]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(worker, "remote", lambda factory, *args: factory(*args))
            return (yield from start(folder))

    return started


# What they start from.


def empty_workspace(folder: Path) -> None:
    """A workspace without a project."""
    with workspaces.writing(folder):
        pass


def responses(folder: Path) -> None:
    """A project with a teacher's responses, one of them an error, that are not judged yet."""
    rows = [{"id": str(n), "prompt": f"Clause {n}?", "response": f"It is {n}."} for n in range(11)]
    rows[3] |= {"response": "I'm sorry, but I can't help with that."}
    rows.append({"id": "11", "prompt": "Clause 11?", "error": "timed out"})
    folder.mkdir()
    path = folder / "responses.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    with workspaces.writing(folder) as db:
        project = projects.create(db, "contracts")
        projects.choose(db, project, teacher="claude", validation=0.2, test=0.2)
        run(importers.import_responses(folder, project.name, "claude", [path]))


def ready_to_train(folder: Path) -> None:
    """A project with a dataset, and the settings of two steps chosen."""
    student = tiny.model_folder(folder / "student", layers=1, hidden=32)
    with workspaces.writing(folder) as db:
        dataset = samples.freeze(db, samples.examples(8, 2))
        settings = samples.config(student, epochs=2.0, validations=1).as_json()
        del settings["samples"]
        project = projects.by_id(db, dataset.project_id)
        projects.choose(db, project, distill=settings, finish=False)


def finished(folder: Path) -> None:
    """A finished run of two steps."""
    finished_run.trained(folder)


def measured(folder: Path) -> None:
    """The same, exported and measured."""
    finished_run.exported(folder)
    run(finished_run.evaluate(folder))


def starter_model(folder: Path) -> None:
    """An empty workspace, and a tiny model that stands for the starter."""
    empty_workspace(folder)
    _library(folder, starter.NAME)


def two_models(folder: Path) -> None:
    """A library with two models."""
    folder.mkdir()
    _library(folder, "one", "two")


def _library(folder: Path, *names: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STILLROOM_MODELS", str(folder / MODELS))
        for seed, name in enumerate(names):
            source = tiny.model_folder(folder / f"source-{name}", seed=seed, layers=1, hidden=32)
            run(library.add(source, name))
            shutil.rmtree(source)


def a_model_file(folder: Path) -> None:
    """A GGUF of some size, and the folder that it was made of."""
    tiny.gguf(tiny.model_folder(folder / "source", layers=1), folder / FILE)


def tables(folder: Path) -> None:
    """Two files to look at, as people bring them."""
    folder.mkdir()
    lines = "".join(f"{n};Frage {n};Antwort ä{n}\n" for n in range(30))
    (folder / "table.csv").write_bytes(f"nr;prompt;response\n{lines}".encode("cp1252"))
    rows = "\n".join(json.dumps({"prompt": f"{n}?", "response": f"{n}!"}) for n in range(5))
    (folder / "rows.jsonl").write_text(f"{rows}\nno json\n", "utf-8")


# How they are started.


def train(folder: Path) -> Job[dict[str, Any]]:
    """The run of what was chosen."""
    return actions.distill(folder, "contracts")


def measure(folder: Path) -> Job[dict[str, Any]]:
    """The run's measurement, with all that it needs first."""
    return actions.measure(folder, finished_run.the_run(folder).name)


def export(folder: Path) -> Job[dict[str, Any]]:
    """Two of the run's files, and their proof."""
    return actions.export(folder, finished_run.the_run(folder).name, ["Q8_0"])


def look_into_a_table(folder: Path) -> Job[preview.Preview]:
    """The first rows of the table, as responses."""
    (source,) = run(preview.survey([folder / "table.csv"]))
    return preview.preview(source, {"id": "nr"}, responses=True)


def undo(folder: Path) -> Job[None]:
    """What takes a decision back."""
    before = {2: True, 3: False, 5: False}
    return review.undo_all(folder, review.Decided(tuple(IDS), False, before))


def copy_out(folder: Path) -> Job[Path]:
    """A file, to where the user wants it."""
    return copying.save_copy(folder / FILE, sha256_file(folder / FILE), folder / "mine.gguf")


def side_by_side(folder: Path) -> Job[list[examples.Pair]]:
    """The texts of the measurement."""
    return examples.pairs(folder, finished_run.the_run(folder).name, "Q8_0")


# What of their results may not differ.


def whenever(dataset: Dataset) -> Dataset:
    """The dataset without the time it was made."""
    return dataclasses.replace(dataset, created="")


def whenever_started(made: Run) -> Run:
    """The run without the time it was made."""
    return dataclasses.replace(made, created="")


def whenever_trained(result: dict[str, Any]) -> dict[str, Any]:
    """The result without the time it took."""
    return {**result, "seconds": 0.0}


def decided(result: review.Decided) -> tuple[object, ...]:
    """The decision without what it took the place of, which is itself when it is made again."""
    return result.ids, result.keep, result.skipped


def memory(place: memory_plan.Place) -> tuple[str, int]:
    """The place without what is free there at the moment."""
    return place.gpu, place.total


def names(found: list[Check]) -> list[str]:
    """What was looked at."""
    return [item.name for item in found]


def titles(text: str) -> list[str]:
    """The parts of the report."""
    return [line for line in text.splitlines() if line.startswith("== ")]


JOBS: list[Entry] = [
    Entry("judge", lambda folder: actions.judge(folder, "contracts"), responses),
    Entry(
        "curate and freeze",
        lambda folder: actions.curate_and_freeze(folder, "contracts"),
        responses,
        whenever,
    ),
    Entry(
        "new run",
        lambda folder: actions.new_run(folder, "contracts"),
        ready_to_train,
        whenever_started,
    ),
    Entry("train", here(train), ready_to_train, whenever_trained, few),
    Entry("train in a worker", train, ready_to_train, whenever_trained, late),
    Entry("export and prove", here(export), finished, cuts=few),
    Entry("measure", here(measure), finished, finished_run.without_speed, few, _MEASURED),
    Entry("sample", here(actions.sample), starter_model, cuts=few),
    Entry(
        "survey of files",
        lambda folder: preview.survey([folder / "table.csv", folder / "rows.jsonl"]),
        tables,
    ),
    Entry("preview", look_into_a_table, tables),
    Entry("decide", lambda folder: review.decide_many(folder, IDS, True), responses, decided),
    Entry("undo", undo, responses),
    Entry("survey of models", lambda _: inventory.survey(), two_models),
    Entry("remove a model", lambda _: inventory.remove("one"), two_models),
    Entry("compare tokens", lambda _: pairing.compare("one", "two"), two_models),
    Entry("hash", lambda folder: hashing.sha256(folder / FILE), a_model_file, cuts=few),
    Entry(
        "hash a folder",
        lambda folder: hashing.of_folder(folder / "source", ["config.json", "tokenizer.json"]),
        a_model_file,
        cuts=few,
    ),
    Entry(
        "copy",
        lambda folder: hashing.copy(folder / FILE, folder / "copy.gguf"),
        a_model_file,
        cuts=few,
    ),
    Entry("save a copy", copy_out, a_model_file, cuts=few),
    Entry("side by side", side_by_side, measured),
    Entry("memory", lambda _: memory_plan.probe(), outcome=memory),
    Entry("doctor", doctor.checks, empty_workspace, names, few),
    Entry("report", report.report, empty_workspace, titles, few),
    Entry(
        "chat",
        lambda folder: chat.answer(folder / FILE, "What is the clause?", Sampling(max_tokens=8)),
        a_model_file,
        cuts=few,
    ),
]


@pytest.fixture(scope="module")
def prepared(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Callable[[Path], None]], Path]:
    """What a preparation makes, made once for all jobs that start from it."""
    root = tmp_path_factory.mktemp("prepared")

    @functools.cache
    def made(prepare: Callable[[Path], None]) -> Path:
        prepare(root / prepare.__name__)
        return root / prepare.__name__

    return made


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts so small that little work takes many reports; and one library for the doctor's all."""
    monkeypatch.setattr(review, "_PAGE", 2)
    monkeypatch.setattr(hashing, "_CHUNK", 50_000)
    monkeypatch.setattr(copying, "_CHUNK", 50_000)
    monkeypatch.setattr(doctor, "_LIBRARIES", (("json", "psutil", "Training"),))
    monkeypatch.setattr(llama_model, "cores", lambda: 1)  # on more, a tiny model is slower


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("entry", JOBS, ids=lambda entry: entry.name)
def test_a_job_of_the_window_keeps_the_contract(
    entry: Entry,
    prepared: Callable[[Callable[[Path], None]], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("STILLROOM_MODELS", str(tmp_path / "workspace" / MODELS))

    def prepare(folder: Path) -> None:
        shutil.copytree(prepared(entry.prepare), folder)

    check(dataclasses.replace(entry, prepare=prepare), tmp_path, lambda: capfd.readouterr().out)
