"""The training loop: one loop over accelerate, a list of weighted loss terms, a generator."""

from __future__ import annotations

import math
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from accelerate import Accelerator
from torch import Tensor

from app import files
from app.distill import batches, checkpoint, losses, sampling, student
from app.distill.batches import MicroBatch, Tokenized
from app.distill.config import DistillConfig, Method, Tuning
from app.distill.record import METRICS, RESULT, Metrics, RunResult, finished, read_metrics
from app.domain import Example, Split
from app.errors import StillroomError
from app.job import Job, Progress
from app.models import library, tokenizers
from app.models.trained import ADAPTER, MODEL
from app.models.transformers_model import ResponseLogits, load_model


def train(examples: Sequence[Example], config: DistillConfig, folder: Path) -> Job[RunResult]:
    """Distill a student into the run folder ``folder``; called again, it goes on.

    Leaves ``adapter/`` (LoRA) or ``model/`` (full) there, metrics.jsonl and result.json. Closing
    the job saves a checkpoint of the last whole step. Bit-equal on the same machine whether it
    was interrupted or not.
    """
    done = finished(folder)
    if done is not None:
        return done
    if (folder / RESULT).exists():
        yield Progress(message="The finished run's student is gone: training starts anew")
        (folder / RESULT).unlink(missing_ok=True)  # it would vouch for another student
    yield Progress(message="Reading the examples")
    run = yield from _prepare(examples, config, folder)
    metrics = Metrics(folder, run.step - bool(run.line))
    run.resume_from(metrics)
    run.sampler.open(folder, run.step - bool(run.line))
    try:
        while run.line or run.step < run.steps:
            if not run.line:
                yield from _step(run)
            yield from _record(run, metrics)
            if time.monotonic() - run.saved_at > config.checkpoint_seconds:
                yield Progress(run.step, run.steps, "Saving a checkpoint")
                run.save()
        yield Progress(run.steps, run.steps, "Saving the student")
    except GeneratorExit:
        run.save()
        raise
    finally:
        metrics.close()
        run.sampler.close()
    return _finish(run)


@dataclass
class _Run:
    """The live state of a run; only ``step`` and the tensors change."""

    config: DistillConfig
    folder: Path
    accelerator: Accelerator
    module: Any  # ResponseLogits, possibly wrapped by accelerate
    inner: Any  # the model that holds the trainable tensors
    optimizer: Any
    teacher: ResponseLogits | None
    training: list[Tokenized]
    validation: list[Tokenized]
    pad: int
    dropped: int
    steps: int
    sampler: sampling.Sampler
    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)
    saved_at: float = field(default_factory=time.monotonic)
    saved_step: int = 0
    line: dict[str, Any] = field(default_factory=dict)  # the step's figures until written

    def resume_from(self, metrics: Metrics) -> None:
        """Take up the counts that the metrics already hold."""
        last = self.line or metrics.last
        self.tokens = int(last.get("tokens", 0))
        self.seconds = float(last.get("seconds", 0.0))
        self.saved_step = self.step

    def save(self) -> None:
        """Write a checkpoint unless this step has one."""
        self.saved_at = time.monotonic()
        if self.step > self.saved_step or self.step == 0:
            state = {"config": self.config.hash(""), "notes": self.notes, "line": self.line}
            files.sync_file(self.folder / METRICS)  # the lines up to here, before what follows them
            checkpoint.save(self.folder, self.step, self.inner, self.optimizer, state)
            self.saved_step = self.step

    def rate(self) -> float:
        """The learning rate of the next step: linear warm-up, then cosine to zero."""
        warm = max(1, round(self.steps * self.config.warmup))
        if self.step < warm:
            return self.config.rate * (self.step + 1) / warm
        part = (self.step - warm) / max(1, self.steps - warm)
        return self.config.rate * 0.5 * (1.0 + math.cos(math.pi * part))


def _prepare(examples: Sequence[Example], config: DistillConfig, folder: Path) -> Job[_Run]:
    base = student.make_base(config, folder)
    tokenizer = tokenizers.load(base)
    parts = {}
    dropped = 0
    for split in (Split.TRAIN, Split.VALIDATION):
        chosen = [example for example in examples if example.split is split]
        parts[split], short = yield from batches.tokenizing(chosen, tokenizer, config.max_length)
        dropped += short
    steps = batches.steps_in(
        len(parts[Split.TRAIN]), config.batch_size, config.epochs, config.max_steps
    )
    yield Progress(0, steps, "Loading the student")
    use_cuda = torch.cuda.is_available()
    accelerator = Accelerator(cpu=not use_cuda, mixed_precision="bf16" if use_cuda else "no")
    model = student.make_trainable(load_model(base), config)
    module = ResponseLogits(model).to(accelerator.device)
    probe = batches.collate(parts[Split.TRAIN][:1], tokenizer.pad)
    module.choose_path(*_to(probe, accelerator.device)[:3])
    model.train()  # after the comparison, which dropout would spoil
    moving = [parameter for parameter in module.parameters() if parameter.requires_grad]
    optimizer: Any = torch.optim.AdamW(
        moving, lr=config.rate, betas=(0.9, 0.999), weight_decay=config.weight_decay, fused=True
    )
    module, optimizer = accelerator.prepare(module, optimizer)
    teacher = None
    if config.method is Method.LOGIT:
        yield Progress(0, steps, "Loading the teacher")
        teacher = _load_teacher(config, tokenizer, probe, accelerator)
    chosen = [example for example in examples if example.split is Split.VALIDATION]
    asked = sampling.prompts(chosen, config.samples, tokenizer, config.max_length)
    run = _Run(
        config,
        folder,
        accelerator,
        module,
        model,
        getattr(optimizer, "optimizer", optimizer),
        teacher,
        parts[Split.TRAIN],
        parts[Split.VALIDATION],
        tokenizer.pad,
        dropped,
        steps,
        sampling.Sampler(model, tokenizer, asked, config.max_length),
    )
    restored = checkpoint.restore(folder, model, run.optimizer, config.hash(""))
    if restored is not None:
        run.step = restored.step
        run.notes = list(restored.state["notes"])
        run.line = dict(restored.state["line"])
    return run


def _load_teacher(
    config: DistillConfig, tokenizer: Any, probe: MicroBatch, accelerator: Accelerator
) -> ResponseLogits:
    folder = library.folder_of(config.teacher)
    own = tokenizers.load(folder)
    if own.hash != tokenizer.hash:
        raise StillroomError(
            "The teacher and the student cut text into different tokens, so probabilities of one "
            "say nothing about the other.",
            "Choose a student of the teacher's family, or the response level.",
        )
    teacher = ResponseLogits(load_model(folder)).to(accelerator.device)
    teacher.requires_grad_(False)
    teacher.eval()
    teacher.choose_path(*_to(probe, accelerator.device)[:3])
    return teacher


def _to(batch: MicroBatch, device: Any) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    return (
        batch.ids.to(device),
        batch.rows.to(device),
        batch.columns.to(device),
        batch.labels.to(device),
    )


def _losses(run: _Run, batch: MicroBatch) -> dict[str, Tensor]:
    """The sum over this micro-batch's response tokens of each loss term, unweighted."""
    ids, rows, columns, labels = _to(batch, run.accelerator.device)
    logits = run.module(ids, rows, columns)
    found = {}
    for term in run.config.terms:
        if term.kind == "cross_entropy":
            found[term.kind] = losses.cross_entropy(logits, labels)
        elif term.kind == "forward_kl":
            assert run.teacher is not None
            with torch.no_grad():
                target = run.teacher(ids, rows, columns)
            found[term.kind] = losses.forward_kl(logits, target, term.temperature)
        else:
            raise ValueError(f"unknown loss term {term.kind}")
    return found


def _step(run: _Run) -> Job[None]:
    """One optimizer step; the mean runs over the response tokens of all its micro-batches."""
    began = time.monotonic()
    config = run.config
    indices = batches.step_indices(len(run.training), config.batch_size, config.seed, run.step)
    items = [run.training[index] for index in indices]
    response_tokens = sum(item.response_tokens for item in items)
    # Dropout, where a model has any, is a function of seed and step too: nothing to save.
    torch.manual_seed((config.seed << 32) + run.step)
    rate = run.rate()
    for group in run.optimizer.param_groups:
        group["lr"] = rate
    run.optimizer.zero_grad(set_to_none=True)
    sums: dict[str, float] = {}
    for batch in batches.micro_batches(items, config.micro_batch_tokens, run.pad):
        parts = _losses(run, batch)
        total = sum(term.weight * parts[term.kind] for term in config.terms) / response_tokens
        run.accelerator.backward(total)
        for kind, value in parts.items():
            sums[kind] = sums.get(kind, 0.0) + float(value.detach())
        yield Progress(run.step, run.steps, "Training")
    moving = [parameter for parameter in run.inner.parameters() if parameter.requires_grad]
    norm = float(torch.nn.utils.clip_grad_norm_(moving, config.max_grad_norm))
    if not math.isfinite(norm):
        raise StillroomError(
            f"Training diverged at step {run.step + 1}: the gradient is not a number.",
            "Lower the learning rate and start the run again.",
        )
    run.optimizer.step()
    run.step += 1
    run.tokens += sum(len(item.ids) for item in items)
    run.seconds += time.monotonic() - began
    means = {kind: value / response_tokens for kind, value in sums.items()}
    loss = sum(term.weight * means[term.kind] for term in config.terms)
    run.line = {
        "step": run.step,
        "loss": loss,
        **means,
        "learning_rate": rate,
        "grad_norm": norm,
        "response_tokens": response_tokens,
        "tokens": run.tokens,
        "seconds": run.seconds,
    }


def _record(run: _Run, metrics: Metrics) -> Job[None]:
    """Look at the validation split when it is time, then write the step's line, once.

    Closed in between, the line goes into the checkpoint and the look is repeated on resume.
    """
    validations = run.config.validations
    every = max(1, run.steps // validations) if validations else 0
    if every and run.validation and (run.step % every == 0 or run.step == run.steps):
        run.line["validation_loss"] = yield from _validate(run)
        run.module.eval()
        yield from run.sampler.answer(run.step, run.steps)
        run.module.train()
    metrics.write(run.line)
    shown: dict[str, float] = {
        key: run.line[key] for key in ("loss", "validation_loss") if key in run.line
    }
    shown["tokens_per_second"] = run.tokens / max(run.seconds, 1e-9)
    run.line = {}
    yield Progress(run.step, run.steps, "Training", shown)


def _validate(run: _Run) -> Job[float]:
    """Mean cross-entropy per response token of the validation split, in nats."""
    total, count = 0.0, 0
    run.module.eval()
    for batch in batches.micro_batches(run.validation, run.config.micro_batch_tokens, run.pad):
        ids, rows, columns, labels = _to(batch, run.accelerator.device)
        with torch.no_grad():
            total += float(losses.cross_entropy(run.module(ids, rows, columns), labels))
        count += len(labels)
        yield Progress(run.step, run.steps, "Looking at the validation split")
    run.module.train()
    return total / count


def _finish(run: _Run) -> RunResult:
    """Write the student and the result, then remove the checkpoints that led there."""
    last = [line for line in read_metrics(run.folder) if line["step"] <= run.steps]
    base = student.base_folder(run.config, run.folder)
    if run.config.tuning is Tuning.LORA:
        with files.staged_folder(run.folder / ADAPTER) as staging:
            run.inner.peft_config["default"].base_model_name_or_path = ""
            run.inner.save_pretrained(staging)
            (staging / "README.md").unlink(missing_ok=True)  # an empty card naming a local path
    else:
        with files.staged_folder(run.folder / MODEL) as staging:
            student.save_model(run.inner, base, staging)
    validations = [line["validation_loss"] for line in last if "validation_loss" in line]
    result = RunResult(
        run.folder,
        run.steps,
        last[-1]["loss"],
        validations[-1] if validations else None,
        run.tokens,
        run.seconds,
        run.dropped,
        tuple(run.notes),
    )
    files.write_json(run.folder / RESULT, result.as_json())
    shutil.rmtree(run.folder / checkpoint.FOLDER, ignore_errors=True)
    return result
