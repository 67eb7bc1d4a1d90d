"""Runs as rows and folders: made from a dataset and a config, taken up again by name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from app import files
from app.distill.config import DistillConfig, from_json
from app.distill.record import (
    CONFIG,
    RunResult,
    finished,
    forget_problem,
    read_json,
    versions,
    write_problem,
)
from app.domain import Dataset, Run, RunState
from app.errors import InputError, ModelError
from app.job import Job, Progress
from app.job import run as drive
from app.models import library
from app.store import database, datasets, projects, runs, workspace
from app.store.database import Database

FOLDER = "runs"


def create(db: Database, dataset: Dataset, config: DistillConfig) -> Run:
    """The run of this configuration on this dataset: new, or the one that is already there.

    Its name comes from project, dataset, configuration and the models' own hashes, so the same
    command always means the same run, and another model behind the same name another one.
    """
    config = replace(
        config,
        student=library.reference(config.student),
        teacher=library.reference(config.teacher) if config.teacher else "",
    )
    models = drive(_identified(config))
    short = re.sub(r"[^a-z0-9]+", "-", Path(config.student).name.lower()).strip("-")[:40]
    project = projects.by_id(db, dataset.project_id)
    # The models stand for themselves: where they lie is no part of what the run is.
    plain = replace(config, student=short, teacher="")
    identity = files.sha256_json(
        {"config": plain.hash(dataset.hash), "models": models, "project": project.name}
    )
    name = f"{short}-{config.method.value}-{identity[:10]}"
    folder = db.path.parent / FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / CONFIG).exists():
        record = {
            "config": config.as_json(),
            "dataset": dataset.hash,
            "models": models,
            "objective": config.objective,
            "versions": versions(),
        }
        files.write_json(folder / CONFIG, record)
    return runs.start(db, dataset, name, folder, config.as_json())


def _identified(config: DistillConfig) -> Job[dict[str, str]]:
    """The identities of a configuration's models, by role."""
    yield Progress(message="Checking the models")
    found = {}
    for role, name in (("student", config.student), ("teacher", config.teacher)):
        if name:
            found[role] = yield from library.identify(library.folder_of(name))
    return found


def _check_models(folder: Path, config: DistillConfig) -> Job[None]:
    """Refuse to go on with a run whose student or teacher is another one than at its start."""
    expected = read_json(folder / CONFIG).get("models")
    found = yield from _identified(config)
    for role, identity in found.items():
        if not isinstance(expected, dict) or expected.get(role) != identity:
            name = config.student if role == "student" else config.teacher
            raise ModelError(
                f"The {role} {name} is no longer the model that this run was started with.",
                "Put the former model back, or start a new run.",
            )


def distill(place: Path, run_name: str) -> Job[RunResult]:
    """Train the run of that name to its end; called again it goes on. Best in a worker process.

    Raises InputError when the dataset has no training examples, ModelError when its models have
    changed since it began.
    """
    with database.connect(workspace.database_path(place)) as db:
        run = runs.by_name(db, run_name)
        folder = runs.folder(db, run)
        done = finished(folder)
        if done is None:
            examples = datasets.examples(db, datasets.by_id(db, run.dataset_id))
            if not examples:
                raise InputError("The dataset is empty.", "Freeze one with examples.")
            from app.distill.train import train

            config = from_json(run.config)
            runs.set_state(db, run, RunState.RUNNING)
            forget_problem(folder)
            try:
                yield from _check_models(folder, config)
                done = yield from train(examples, config, folder)
            except GeneratorExit:
                runs.set_state(db, run, RunState.INTERRUPTED)
                raise
            except Exception as error:
                runs.set_state(db, run, RunState.FAILED)
                write_problem(folder, error)
                raise
        runs.set_state(db, run, RunState.FINISHED)
    return done
