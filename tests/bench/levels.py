"""Response level and logit level side by side: the same student, data and steps for both.

The teacher is the student that a finished run left; each arm starts from a copy of it pruned to
a few layers. Prints field accuracy and the KL to the teacher on the test split.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app import files, paths
from app.distill.config import DistillConfig, Method, Tuning, from_json
from app.distill.train import train
from app.domain import Example, RunState, Split
from app.errors import InputError, StillroomError
from app.evaluate import metrics, report
from app.evaluate.answers import answer
from app.job import Job, Progress, run
from app.models import trained
from app.models.base import Sampling
from app.models.trained import TrainedStudent
from app.store import datasets, runs, workspace
from tests.bench._report import Figure, machine

T = TypeVar("T")


@dataclass(frozen=True)
class Arm:
    """One way to train the same student."""

    name: str
    method: Method
    temperature: float = 1.0
    alpha: float = 0.5


ARMS = (
    Arm("response", Method.RESPONSE),
    Arm("logit-t2", Method.LOGIT, temperature=2.0),
    Arm("logit-t1", Method.LOGIT, temperature=1.0),
)


@dataclass(frozen=True)
class Source:
    """The finished run whose student is the teacher here."""

    teacher: Path
    config: DistillConfig
    examples: list[Example]

    def of(self, split: Split) -> list[Example]:
        """The examples of one split."""
        return [example for example in self.examples if example.split is split]


def find(place: Path) -> Source:
    """The newest finished run of a workspace. Raises InputError when it has no whole model."""
    with workspace.reading(place) as db:
        done = [item for item in runs.every(db) if item.state is RunState.FINISHED]
        if not done:
            raise InputError(f"{place} has no finished run.", "Run `stillroom demo` first.")
        teacher = runs.folder(db, done[-1]) / trained.MODEL
        if not teacher.is_dir():
            raise InputError(
                f"The run {done[-1].name} left an adapter, not a model.", "Use full tuning."
            )
        examples = datasets.examples(db, datasets.by_id(db, done[-1].dataset_id))
        return Source(teacher, from_json(done[-1].config), examples)


def config_of(arm: Arm, source: Source, steps: int, keep: int, seed: int) -> DistillConfig:
    """The run's own settings; only what the arms differ in, and their common length, changes."""
    batch = source.config.batch_size
    epochs = 1.0 + steps * batch / max(1, len(source.of(Split.TRAIN)))
    return dataclasses.replace(
        source.config,
        student=str(source.teacher),
        teacher=str(source.teacher) if arm.method is Method.LOGIT else "",
        method=arm.method,
        temperature=arm.temperature,
        alpha=arm.alpha,
        tuning=Tuning.FULL,
        learning_rate=source.config.rate,
        keep_layers=keep,
        epochs=epochs,
        max_steps=steps,
        seed=seed,
        validations=0,
        checkpoint_seconds=86_400.0,
    )


def measure(
    model: Path, source: Source, test: Sequence[Example], scratch: Path
) -> Job[tuple[float, float]]:
    """Field accuracy of greedy answers, and mean forward KL to the teacher over response tokens.

    Accuracy is that of the F16 GGUF; the KL is computed in torch, at T=1, in nats.
    """
    from app.export.convert import write_f16

    gguf = scratch / "student.gguf"
    yield Progress(message="Exporting")
    write_f16(TrainedStudent(model), gguf, "levels", {})
    # As in the evaluation: room for half as much again as the longest response.
    longest = max(len(example.response) for example in test)
    sampling = Sampling(max_tokens=longest // 2 + 16)
    given = yield from answer(gguf, files.sha256_file(gguf), test, sampling, scratch)
    accuracy = mean(report.score(given.texts, test)["field_accuracy"])
    divergence = yield from held_out_kl(model, source, test)
    return accuracy, divergence


def held_out_kl(model: Path, source: Source, test: Sequence[Example]) -> Job[float]:
    """Mean forward KL at T=1 from the teacher to a model over the response tokens of the test."""
    import torch

    from app.distill import batches, losses
    from app.models import tokenizers
    from app.models.transformers_model import ResponseLogits, load_model

    tokenizer = tokenizers.load(source.teacher)
    items, _ = batches.tokenize(test, tokenizer, source.config.max_length)
    student, teacher = (ResponseLogits(load_model(folder).eval()) for folder in
                        (model, source.teacher))  # fmt: skip
    total, count = 0.0, 0
    for batch in batches.micro_batches(items, source.config.micro_batch_tokens, tokenizer.pad):
        with torch.no_grad():
            logits, target = (
                part(batch.ids, batch.rows, batch.columns) for part in (student, teacher)
            )
            total += float(losses.forward_kl(logits, target, 1.0))
        count += len(batch.labels)
        yield Progress(count, 0, "Comparing with the teacher")
    return total / count


def constant(training: Sequence[Example]) -> str:
    """The best answer that reads no prompt: each field's most common value."""
    values: dict[str, Counter[str]] = {}
    for example in training:
        for name, value in metrics.fields(example.reference or example.response).items():
            values.setdefault(name, Counter())[value] += 1
    return "\n".join(f"{name}: {found.most_common(1)[0][0]}" for name, found in values.items())


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean."""
    return sum(values) / len(values)


def drive(job: Job[T], what: str) -> T:
    """Drive a job, its life on stderr."""

    def show(progress: Progress) -> None:
        loss = progress.metrics.get("loss")
        shown = "" if loss is None else f" loss {loss:.4f}"
        line = f"{what}: {progress.message} {progress.done}/{progress.total}{shown}"
        sys.stderr.write(f"\r{line:<78.78}")

    result = run(job, show)
    sys.stderr.write("\n")
    return result


def bench(source: Source, options: argparse.Namespace, scratch: Path) -> list[Figure]:
    """Train and measure every arm; returns the figures and prints them as a table."""
    test = source.of(Split.TEST)[: options.limit or None]
    if not test:
        raise InputError("The dataset has no test split.", "Freeze it with a test part.")
    floor = mean(report.score([constant(source.of(Split.TRAIN))] * len(test), test)
                 ["field_accuracy"])  # fmt: skip
    teacher, itself = drive(measure(source.teacher, source, test, scratch), "teacher")
    rows: list[tuple[str, float, float | None, float | None]] = [
        ("constant answer", floor, None, None),
        ("teacher", teacher, itself, None),
    ]
    found = [
        Figure("levels.floor", "field accuracy of a constant answer", floor),
        Figure("levels.teacher", "field accuracy of the teacher", teacher),
    ]
    for arm in ARMS:
        config = config_of(arm, source, options.steps, options.keep_layers, options.seed)
        folder = scratch / arm.name
        result = drive(train(source.examples, config, folder), arm.name)
        job = measure(folder / trained.MODEL, source, test, folder)
        accuracy, divergence = drive(job, arm.name)
        speed = result.train_tokens / result.seconds
        rows.append((arm.name, accuracy, divergence, speed))
        about = f"{config.objective}; {result.steps} steps, {config.keep_layers} layers"
        found += [
            Figure(f"levels.{arm.name}.field_accuracy", f"field accuracy: {about}", accuracy),
            Figure(f"levels.{arm.name}.held_out_kl", f"nats a response token: {about}", divergence),
            Figure(f"levels.{arm.name}.tokens_per_second", f"training tokens: {about}", speed),
        ]
    print(f"{len(test)} test examples, {options.steps} steps, seed {options.seed}")
    print(f"{'':<16} {'field accuracy':>14} {'held-out KL':>12} {'tokens/s':>9}")
    for name, score, nats, pace in rows:
        shown = "" if nats is None else f"{nats:.4f}"
        rate = "" if pace is None else f"{pace:.0f}"
        print(f"{name:<16} {score:>14.1%} {shown:>12} {rate:>9}")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; the last line of stdout is one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, default=None, help="of a finished demo")
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep-layers", type=int, default=10, help="of the teacher's layers")
    parser.add_argument("--limit", type=int, default=0, help="test examples (0: all)")
    options = parser.parse_args(arguments)
    try:
        source = find(options.workspace or paths.home() / "demo")
        with tempfile.TemporaryDirectory(prefix="stillroom-levels-") as scratch:
            figures = bench(source, options, Path(scratch))
    except StillroomError as error:
        print(f"{error.message}\n{error.hint}", file=sys.stderr)
        return 1
    print(json.dumps({"name": "levels", "machine": machine(), "figures": [
        item.as_json() for item in figures
    ]}))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
