"""How much memory a distillation needs, and whether this machine has it; without torch.

Sizes come from config.json and the headers of the weights. Weights are held in fp32; a moving
number also has its gradient (4 bytes) and AdamW's two states (8 bytes).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from app import hardware
from app.distill.config import DistillConfig, Method, Tuning
from app.hardware import Hardware
from app.job import Job, Progress
from app.models.inventory import Shapes

_FP32 = 4
_MOVING = 4 + 8  # gradient and AdamW
# Fitted to the peak of whole processes with SmolLM2-135M on a processor, texts of 335 tokens:
# all of it at 1,024 and 4,400 tokens a batch 4.6 and 9.0 GB, LoRA at 1,024 tokens 5.1 GB, and
# 0.7 GB more at the logit level with itself as the teacher.
_PROGRAM = 1240 << 20  # Python, torch and their libraries
_HIDDEN, _WIDE = 8, 4  # numbers that a layer keeps for a token, by its two widths
_LORA = 2  # the addition to each linear layer keeps as much again
_RESPONSE = 0.5  # part of a batch's tokens that are an answer
_LOGITS = {Method.RESPONSE: 3, Method.LOGIT: 6}  # copies of the logits that live at once

COMFORTABLE, POSSIBLE = 0.8, 0.95


class Part(StrEnum):
    """What the memory is for."""

    PROGRAM = "program"
    WEIGHTS = "weights"
    TRAINING = "training"  # gradients and the optimizer's states
    TEXTS = "texts"  # what one batch leaves behind in the layers, and its logits
    TEACHER = "teacher"


class Fit(StrEnum):
    """How well it fits."""

    COMFORTABLE = "comfortable"
    TIGHT = "tight"
    NO = "no"


class Advice(StrEnum):
    """What would lower the need, the gentlest first."""

    CLOSE_PROGRAMS = "close_programs"
    SMALLER_BATCH = "smaller_batch"
    SHORTER = "shorter"
    LORA = "lora"
    RESPONSE = "response"
    SMALLER_STUDENT = "smaller_student"


@dataclass(frozen=True, slots=True)
class MemoryPlan:
    """Bytes by part."""

    parts: dict[Part, int]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class Place:
    """Where the training runs, and the memory there in bytes."""

    gpu: str  # the card's name; empty: the machine's own memory
    total: int
    free: int


def place(found: Hardware) -> Place:
    """The card that the training takes, else the machine's memory."""
    if found.gpus:
        card = found.gpus[0]
        return Place(card.name, card.memory_total, card.memory_free)
    return Place("", found.memory_total, found.memory_free)


def probe() -> Job[Place]:
    """Look where the training would run here."""
    yield Progress(message="Looking at this machine")
    return place(hardware.probe())


def plan(student: Shapes, config: DistillConfig, teacher: Shapes | None = None) -> MemoryPlan:
    """What a distillation with this student needs at its peak."""
    kept = min(config.keep_layers, student.layers) or student.layers
    part = kept / max(1, student.layers)
    weights = _weights(student, part)
    moving = _moving(student, config, part)
    # A single example that is longer than a batch is a batch of its own, and no batch has more
    # than the examples of one step.
    most = config.batch_size * config.max_length
    tokens = max(min(config.micro_batch_tokens, most), config.max_length)
    floats = _HIDDEN * student.hidden + _WIDE * student.intermediate
    if config.tuning is Tuning.LORA:
        floats *= _LORA
    logits = round(tokens * _RESPONSE) * student.vocabulary * _LOGITS[config.method]
    parts = {
        Part.PROGRAM: _PROGRAM,
        Part.WEIGHTS: (weights + (moving if config.tuning is Tuning.LORA else 0)) * _FP32,
        Part.TRAINING: moving * _MOVING,
        Part.TEXTS: (tokens * kept * floats + logits) * _FP32,
    }
    if config.method is Method.LOGIT and teacher is not None:
        working = tokens * (teacher.hidden * 4 + teacher.intermediate * 2)
        parts[Part.TEACHER] = (teacher.parameters + working) * _FP32
    return MemoryPlan(parts)


def _is_outside(name: str) -> bool:
    """Whether a tensor belongs to no layer: the tables of tokens at both ends."""
    return any(word in name for word in ("embed", "lm_head", "wte", "wpe"))


def _weights(student: Shapes, part: float) -> int:
    inner = outer = 0
    for name, shape in student.tensors.items():
        if _is_outside(name):
            outer += math.prod(shape)
        else:
            inner += math.prod(shape)
    return outer + round(inner * part)


def _moving(student: Shapes, config: DistillConfig, part: float) -> int:
    """How many numbers move."""
    inner = outer = 0
    for name, shape in student.tensors.items():
        if _is_outside(name):
            outer += math.prod(shape)
        elif config.tuning is Tuning.FULL:
            inner += math.prod(shape)
        elif len(shape) == 2:
            inner += config.lora_rank * sum(shape)
    if config.tuning is Tuning.LORA or config.freeze_embeddings:
        outer = 0
    return outer + round(inner * part)


def fit(needed: MemoryPlan, where: Place) -> Fit:
    """How well it fits into what is free now; tight also where closing programs would do."""
    if needed.total <= where.free * COMFORTABLE:
        return Fit.COMFORTABLE
    if needed.total <= max(where.free, where.total * POSSIBLE):
        return Fit.TIGHT
    return Fit.NO


def advice(
    student: Shapes, config: DistillConfig, where: Place, teacher: Shapes | None = None
) -> list[Advice]:
    """What to change where it does not fit comfortably; the gentlest first."""
    needed = plan(student, config, teacher)
    found: list[Advice] = []
    if fit(needed, where) is Fit.COMFORTABLE:
        return found
    if not where.gpu and where.free < where.total * 0.7:
        found.append(Advice.CLOSE_PROGRAMS)
    biggest = sorted(needed.parts, key=lambda name: -needed.parts[name])[:2]
    if Part.TEXTS in biggest:
        batch = config.micro_batch_tokens >= config.max_length
        found.append(Advice.SMALLER_BATCH if batch else Advice.SHORTER)
    if config.tuning is Tuning.FULL:
        smaller = plan(student, replace(config, tuning=Tuning.LORA), teacher)
        if smaller.total < needed.total:  # not so with a small student and big batches
            found.append(Advice.LORA)
    if Part.TEACHER in needed.parts:
        found.append(Advice.RESPONSE)
    if Part.WEIGHTS in biggest:
        found.append(Advice.SMALLER_STUDENT)
    return found or [Advice.SMALLER_STUDENT]
