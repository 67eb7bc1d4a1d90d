"""Runs as rows and folders: made from a dataset and a config, taken up again by name."""

from __future__ import annotations

import re
from pathlib import Path

from app import files
from app.distill.config import DistillConfig, from_json
from app.distill.record import CONFIG, RunResult, finished, versions
from app.domain import Dataset, Run, RunState
from app.errors import InputError
from app.job import Job
from app.models import library
from app.store import database, datasets, runs, workspace
from app.store.database import Database

FOLDER = "runs"


def create(db: Database, dataset: Dataset, config: DistillConfig) -> Run:
    """The run of this configuration on this dataset: new, or the one that is already there.

    Its name comes from both hashes and from the models' own, so the same command always means
    the same run, and another model behind the same name another one.
    """
    references = {"student": config.student, "teacher": config.teacher}
    models = {
        role: library.identity(library.folder_of(name)) for role, name in references.items() if name
    }
    short = re.sub(r"[^a-z0-9]+", "-", Path(config.student).name.lower()).strip("-")[:40]
    identity = files.sha256_json({"config": config.hash(dataset.hash), "models": models})
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


def distill(place: Path, run_name: str) -> Job[RunResult]:
    """Train the run of that name to its end; called again it goes on. Best in a worker process.

    Raises InputError when the dataset has no training examples.
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

            runs.set_state(db, run, RunState.RUNNING)
            try:
                done = yield from train(examples, from_json(run.config), folder)
            except GeneratorExit:
                runs.set_state(db, run, RunState.INTERRUPTED)
                raise
            except Exception:
                runs.set_state(db, run, RunState.FAILED)
                raise
        runs.set_state(db, run, RunState.FINISHED)
    return done
