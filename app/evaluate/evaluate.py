"""The evaluate job: teacher, untouched base and student on the test split of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app import files
from app.domain import Example, Split
from app.errors import InputError
from app.evaluate import report
from app.evaluate.answers import answer
from app.job import Job, Progress
from app.models import hashing
from app.models.base import Sampling
from app.models.llama_model import LlamaModel
from app.store import artifacts, database, datasets, runs, workspace

FOLDER = "evaluations"


def evaluate_run(
    place: Path, run_name: str, quant: str, base: Path, limit: int = 0
) -> Job[dict[str, Any]]:
    """Measure a run's student on its exported ``quant`` beside the GGUF ``base``, greedily.

    The teacher's answers are the frozen responses. ``limit`` bounds the examples (0: all of the
    test split). Best run in a worker process.
    """
    with database.connect(workspace.database_path(place)) as db:
        run = runs.by_name(db, run_name)
        exported = artifacts.get(db, run, "gguf", quant)
        if exported is None:
            raise InputError(
                f"The run {run.name} has no exported {quant}.", "Run `stillroom export` first."
            )
        rows = datasets.examples(db, datasets.by_id(db, run.dataset_id))
        examples = [row for row in rows if row.split is Split.TEST][: limit or None]
        if not examples:
            raise InputError(
                "The dataset has no test split to measure on.",
                "Freeze the dataset with a test part.",
            )
        student_path = artifacts.whole_file(db, exported)
        yield Progress(0, len(examples), f"Loading {student_path.name}")
        sampling = Sampling(max_tokens=_room(student_path, examples))
        base_sha = yield from hashing.sha256(base)
        folder = place / FOLDER / run.name
        student = yield from answer(student_path, exported.sha256, examples, sampling, folder)
        untouched = yield from answer(base, base_sha, examples, sampling, place / FOLDER / "base")
        yield Progress(len(examples), len(examples), "Comparing")
        texts = {
            "teacher": [example.response for example in examples],
            "base": untouched.texts,
            "student": student.texts,
        }
        details = report.compare(texts, examples)
        details["quant"] = quant
        sizes = {"base": base, "student": student_path}
        speeds = {"base": untouched, "student": student}
        for name, path in sizes.items():
            details[name]["size"] = path.stat().st_size
            details[name]["tokens_per_second"] = speeds[name].tokens_per_second
            details[name]["unanswerable"] = speeds[name].unanswerable
            details[name]["answers"] = speeds[name].file
        details["teacher"]["unanswerable"] = 0  # its answers are what was frozen
        target = folder / f"report-{quant}.json"
        known = artifacts.get(db, run, "evaluation", quant)
        told = known is not None and files.sha256_json(known.details) == files.sha256_json(details)
        if known is None or not told or not _is_there(target, known.sha256):
            files.write_json(target, details)
            digest = files.sha256_file(target)
            artifacts.record(db, run, "evaluation", quant, target, digest, details)
    return details


def answers_file(place: Path, run_name: str, details: Mapping[str, Any], model: str) -> Path | None:
    """Where a report's answers of ``base`` or ``student`` lie; None for an older report."""
    name = Path(str(details.get(model, {}).get("answers", ""))).name
    owner = "base" if model == "base" else run_name
    return place / FOLDER / owner / name if name else None


def _is_there(path: Path, sha256: str) -> bool:
    return path.exists() and files.sha256_file(path) == sha256


def _room(gguf: Path, examples: Sequence[Example]) -> int:
    """Tokens that an answer may have: a quarter more than the longest response, and a few.

    Room enough for every good answer; a model that rambles shall not cost minutes.
    """
    with LlamaModel(gguf, context=64) as model:
        longest = max(len(model.encode(item.response, control=False)) for item in examples)
    return longest + longest // 4 + 8
