"""Short examples that a tiny model can learn in seconds, and runs on them."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from app.distill import batches
from app.distill.config import DistillConfig, from_json
from app.distill.record import RunResult, read_metrics
from app.distill.train import train
from app.domain import (
    Capability,
    Dataset,
    Example,
    Message,
    NewCompletion,
    NewPrompt,
    Role,
    Split,
    TeacherKind,
)
from app.job import Job, run
from app.models import tokenizers
from app.store import completions, datasets, projects, prompts
from app.store.database import Database

_PLACES = ("Berlin", "Oslo", "Rome")


def example(number: int, split: Split = Split.TRAIN) -> Example:
    """A question about a clause; prompts and responses have several lengths."""
    place = _PLACES[number % 3]
    text = f"Clause {number}: the law of {place} applies." + " It is final." * (number % 4)
    response = f"Number: {number}\nPlace: {place}" + "\nEnd: yes" * (number % 2)
    turns = (Message(Role.USER, text),)
    return Example(f"{split.value}-{number}", split, turns, response, reference=response)


def examples(training: int = 24, validation: int = 6, test: int = 0) -> list[Example]:
    """That many examples of each split."""
    sizes = {Split.TRAIN: training, Split.VALIDATION: validation, Split.TEST: test}
    return [example(number, split) for split, size in sizes.items() for number in range(size)]


def config(student: Path, **values: Any) -> DistillConfig:
    """A short run that learns: 24 examples are three steps an epoch."""
    given = {"lora_rank": 4, "lora_alpha": 8, "batch_size": 8, "epochs": 2.0, "validations": 3}
    given |= {"learning_rate": 5e-3, "micro_batch_tokens": 256, "checkpoint_seconds": 3600.0}
    return from_json({"student": str(student), **given, **values})


def finish(data: Sequence[Example], config: DistillConfig, folder: Path) -> RunResult:
    """Train to the end."""
    return run(train(data, config, folder))


def advance(job: Job[RunResult], steps: int) -> None:
    """Drive a job until it reports that many whole steps."""
    for progress in job:
        if progress.metrics and progress.done >= steps:
            return
    raise AssertionError(f"the run ended before step {steps}")


def cut_often(
    data: Sequence[Example], config: DistillConfig, folder: Path, reports: int
) -> RunResult:
    """Close the run after every few reports and start it again, until it ends."""
    for _ in range(30):
        job = train(data, config, folder)
        try:
            for _ in range(reports):
                next(job)
        except StopIteration as stop:
            result: RunResult = stop.value
            return result
        finally:
            job.close()
    raise AssertionError("the run does not get on")


def lines(folder: Path) -> list[dict[str, Any]]:
    """The metrics of a run without the times, which differ from run to run."""
    return [
        {key: value for key, value in line.items() if key != "seconds"}
        for line in read_metrics(folder)
    ]


def weights(folder: Path) -> dict[str, str]:
    """The sha256 of the student's weights in a run folder, by file."""
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in ("adapter", "model")
        for path in (folder / name).glob("*.safetensors")
    }
    assert found, "the run left no student"
    return found


def measured(
    model: Any, config: DistillConfig, data: Sequence[Example], split: Split = Split.TRAIN
) -> float:
    """Mean cross-entropy over the response tokens of a split, one example at a time."""
    tokenizer = tokenizers.load(Path(config.student))
    chosen = [example for example in data if example.split is split]
    items, _ = batches.tokenize(chosen, tokenizer, config.max_length)
    total, count = 0.0, 0
    with torch.no_grad():
        for item in items:
            logits = model(input_ids=torch.tensor([item.ids])).logits[0].double()
            rows = torch.log_softmax(logits, dim=-1)[item.start - 1 : -1]
            total -= float(rows.gather(1, torch.tensor(item.ids[item.start :])[:, None]).sum())
            count += item.response_tokens
    return total / count


def freeze(db: Database, data: Sequence[Example], name: str = "contracts") -> Dataset:
    """A project of that name with these examples as its dataset."""
    project = projects.create(db, name)
    teacher = projects.add_teacher(
        db, project, "big", TeacherKind.RECORDED, "big", {Capability.TEXT}
    )
    rows = []
    with db.transaction() as connection:
        for item in data:
            prompt = NewPrompt(item.messages, reference=item.reference, split=item.split)
            prompts.add(connection, project, [prompt])
            number = prompts.ids_of(connection, project, [prompt.hash])[prompt.hash]
            request = f"{name} {item.id}"
            completions.add(connection, teacher, [NewCompletion(number, request, item.response)])
            (row,) = connection.execute(
                "SELECT id FROM completions WHERE request_hash = ?", (request,)
            ).fetchone()
            rows.append((dataclasses.replace(item, id=prompt.hash), number, row))
    return datasets.freeze(db, project, rows, {})
