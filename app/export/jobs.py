"""Export and parity of a run in a workspace: files, artifact rows, certificate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app import files
from app.domain import Dataset, Example, Role, Run, Split
from app.errors import ModelError, WorkspaceError
from app.export import gguf, model_card, parity
from app.export.gguf import GgufExport
from app.job import Job, Progress
from app.models import library, trained
from app.models.trained import TrainedStudent
from app.store import artifacts, database, datasets, runs, workspace
from app.store.database import Database

FOLDER = "exports"
CERTIFICATE = "parity.json"
RECORD = "config.json"  # of a run folder: what went into it
HASHES = "sha256.json"  # of the bases' files by name: they belong to no run, so to no row


def export_run(place: Path, run_name: str, quants: Sequence[str]) -> Job[list[GgufExport]]:
    """Export a finished run's student; files that are there and unchanged are kept."""
    with database.connect(workspace.database_path(place)) as db:
        run = runs.by_name(db, run_name)
        student = yield from _student(db, run)
        folder = place / FOLDER / run.name
        provenance = yield from _provenance(db, run, student)
        rows = artifacts.of_run(db, run, "gguf")
        recorded = {artifacts.file(db, row).name: row.sha256 for row in rows}
        found = yield from gguf.export(student, folder, run.name, quants, provenance, recorded)
        for item in found:
            details = {key: value for key, value in item.as_json().items() if key != "path"}
            artifacts.record(db, run, "gguf", item.quant, item.path, item.sha256, details)
        yield Progress(len(found), len(found), "Exported")
    return found


def export_base(place: Path, student: str, quant: str) -> Job[GgufExport]:
    """The untouched base of a student as a GGUF, to compare with. Made once a workspace."""
    base = library.folder_of(student)
    identity = yield from library.identify(base)
    folder = place / FOLDER / "base"
    hashes = _hashes(folder / HASHES)
    found = yield from gguf.export(
        TrainedStudent(base), folder, base.name, [quant], {"base": identity}, hashes
    )
    made = {item.path.name: item.sha256 for item in found}
    if not made.items() <= hashes.items():
        files.write_json(folder / HASHES, hashes | made)
    return next(item for item in found if item.quant == quant)


def _hashes(path: Path) -> dict[str, str]:
    """What was written down of the bases; a damaged list says nothing, and is written anew."""
    try:
        return {name: str(digest) for name, digest in trained.read_json(path).items()}
    except WorkspaceError:
        return {}


def parity_run(place: Path, run_name: str, limit: int = 0) -> Job[dict[str, Any]]:
    """Check a run's exported files against torch on its test split, and store the certificate.

    ``limit`` bounds the examples (0: all of the split). A certificate of the same files and
    examples is not made twice.
    """
    with database.connect(workspace.database_path(place)) as db:
        run = runs.by_name(db, run_name)
        ggufs = {item.name: item for item in artifacts.of_run(db, run, "gguf")}
        paths = {name: artifacts.whole_file(db, item) for name, item in ggufs.items()}
        examples = _test_split(db, run)[: limit or None]
        about = {
            "files": {name: item.sha256 for name, item in ggufs.items()},
            "ids": [example.id for example in examples],
        }
        existing = artifacts.get(db, run, "parity", CERTIFICATE)
        told = place / FOLDER / run.name / CERTIFICATE
        made = told.exists() and told.with_name("MODEL_CARD.md").exists()
        if made and existing and existing.details.get("about") == files.sha256_json(about):
            return dict(existing.details)
        student = yield from _student(db, run)
        result = yield from parity.check(student, paths, examples)
        details = {**result.as_json(), "about": files.sha256_json(about)}
        target = place / FOLDER / run.name / CERTIFICATE
        card = model_card.text(run, [dict(item.details) for item in ggufs.values()], details)
        files.write_bytes(target.with_name("MODEL_CARD.md"), card.encode("utf-8"))
        files.write_json(target, details)
        # The row comes last: it says that all of the above is there.
        artifacts.record(db, run, "parity", CERTIFICATE, target, files.sha256_file(target), details)
    return details


def _student(db: Database, run: Run) -> Job[TrainedStudent]:
    """The run's student. Raises ModelError when its base is no longer the one it started from."""
    folder = runs.folder(db, run)
    student = trained.of_run(folder, str(run.config["student"]))
    if student.adapter is not None and not student.base.is_relative_to(folder):
        models = trained.read_json(folder / RECORD).get("models")
        expected = models.get("student") if isinstance(models, dict) else None
        if (yield from library.identify(student.base)) != expected:
            raise ModelError(
                f"The model {run.config['student']} is no longer the one that {run.name} was "
                "trained on, so its adapter does not fit.",
                "Put the former model back into the library, or train again.",
            )
    return student


def _test_split(db: Database, run: Run) -> list[Example]:
    rows = datasets.examples(db, datasets.by_id(db, run.dataset_id))
    return [row for row in rows if row.split is Split.TEST]


def _provenance(db: Database, run: Run, student: TrainedStudent) -> Job[dict[str, str]]:
    """What goes into the file's metadata: the chain's hashes, no time and no path."""
    dataset = datasets.by_id(db, run.dataset_id)
    system = _system_prompt(db, dataset)
    return {
        "run": run.name,
        "dataset": dataset.hash,
        "config": trained.config_sha256(run.config),
        "weights": (yield from trained.weights_sha256(student)),
        "student": Path(str(run.config["student"])).name,
        "method": str(run.config["method"]),
        "seed": str(run.config["seed"]),
        **({"system_prompt": system} if system else {}),  # app/chat.py starts with it
    }


def _system_prompt(db: Database, dataset: Dataset) -> str:
    """The system prompt of every training example; empty where they have none in common."""
    found = set()
    for example in datasets.examples(db, dataset):
        if example.split is Split.TRAIN:
            spoken = [turn.content for turn in example.messages if turn.role is Role.SYSTEM]
            found.add("\n\n".join(spoken))
    return found.pop() if len(found) == 1 else ""
