"""Presets of a distillation, and the range of every setting, as data; without torch."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.distill.config import DistillConfig, Tuning
from app.distill.memory_plan import Fit, Place, fit, plan
from app.models.inventory import Shapes

FAST, BALANCED, BEST, SAMPLE, CUSTOM = "fast", "balanced", "best", "sample", "custom"
OWN = ("student", "method", "teacher")  # chosen by themselves: no preset says them
_FAST: dict[str, Any] = {
    "tuning": Tuning.LORA.value,
    "lora_rank": 8,
    "lora_alpha": 16,
    "epochs": 1.0,
    "max_length": 512,
    "validations": 4,
}
_BALANCED: dict[str, Any] = {
    "tuning": Tuning.LORA.value,
    "lora_rank": 16,
    "lora_alpha": 32,
    "epochs": 3.0,
}
_BEST_LORA: dict[str, Any] = {
    "tuning": Tuning.LORA.value,
    "lora_rank": 32,
    "lora_alpha": 64,
    "epochs": 5.0,
}
_BEST_FULL: dict[str, Any] = {"tuning": Tuning.FULL.value, "epochs": 4.0, "weight_decay": 0.01}
# The smaller a model, the larger the steps that a full fine-tune of it bears.
_FULL_RATES = ((500e6, 1e-4), (2e9, 5e-5), (float("inf"), 2e-5))


@dataclass(frozen=True, slots=True)
class Knob:
    """The range of one number, the step of its arrows, its digits, and the group it is shown in."""

    group: str
    low: float = 0
    high: float = 0
    step: float = 1
    digits: int = 0


TRAINED, DURATION, PACE, BATCH, LOGIT, WATCH = (
    "trained",
    "duration",
    "pace",
    "batch",
    "logit",
    "watch",
)
GROUPS = (TRAINED, DURATION, PACE, BATCH, LOGIT, WATCH)
KNOBS: dict[str, Knob] = {
    "tuning": Knob(TRAINED),
    "lora_rank": Knob(TRAINED, 1, 1024, 8),
    "lora_alpha": Knob(TRAINED, 1, 4096, 8),
    "keep_layers": Knob(TRAINED, 0, 10_000),
    "freeze_embeddings": Knob(TRAINED),
    "epochs": Knob(DURATION, 0.01, 1000, 1, 2),
    "max_steps": Knob(DURATION, 0, 10_000_000, 10),
    "learning_rate": Knob(PACE, 0, 1, 0.00001, 7),
    "warmup": Knob(PACE, 0, 1, 0.01, 4),
    "weight_decay": Knob(PACE, 0, 1, 0.01, 4),
    "max_grad_norm": Knob(PACE, 0.01, 1000, 0.5, 3),
    "batch_size": Knob(BATCH, 1, 65_536, 4),
    "micro_batch_tokens": Knob(BATCH, 16, 1 << 24, 256),
    "max_length": Knob(BATCH, 16, 1 << 20, 128),
    "temperature": Knob(LOGIT, 0.01, 100, 0.5, 3),
    "alpha": Knob(LOGIT, 0, 1, 0.1, 3),
    "seed": Knob(WATCH, 0, 2**31 - 1),
    "validations": Knob(WATCH, 0, 10_000),
    "checkpoint_seconds": Knob(WATCH, 0, 86_400, 30, 1),
    "samples": Knob(WATCH, 0, 100),
}
"""Every setting but OWN. The limits are those that the configuration is checked against; where
that has none above, what nobody would exceed."""


def usual() -> dict[str, Any]:
    """The default of every setting but OWN."""
    values = DistillConfig(student="").as_json()
    return {name: _plain(value) for name, value in values.items() if name not in OWN}


def values(
    name: str,
    student: Shapes | None = None,
    where: Place | None = None,
    own: Mapping[str, Any] | None = None,
    teacher: Shapes | None = None,
) -> dict[str, Any]:
    """All settings of a preset but OWN. ``own`` are the student, method and teacher chosen.

    Best trains all of a student that this machine has the memory for, else a large LoRA; not
    knowing means the latter.
    """
    chosen = {FAST: _FAST, BALANCED: _BALANCED, BEST: _BEST_LORA}[name]
    if name == BEST and student is not None and where is not None:
        full = {**_BEST_FULL, "learning_rate": _rate(student.parameters)}
        config = _config({**full, **(own or {})})
        if fit(plan(student, config, teacher), where) is Fit.COMFORTABLE:
            chosen = full
    return {**usual(), **chosen}


def _rate(parameters: int) -> float:
    return next(rate for limit, rate in _FULL_RATES if parameters < limit)


def _config(given: Mapping[str, Any]) -> DistillConfig:
    from app.distill.config import from_json

    return from_json({"student": "?", **given})


def changed(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Those settings that are not the default: what is worth storing."""
    default = usual()
    return {
        name: _plain(value)
        for name, value in settings.items()
        if name in default and _plain(value) != default[name]
    }


def complete(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings but OWN, completed by defaults; what is unknown is left out."""
    default = usual()
    return {name: settings.get(name, value) for name, value in default.items()}


def kinds() -> dict[str, str]:
    """The kind of every setting but OWN: int, float, bool or Tuning."""
    fields = dataclasses.fields(DistillConfig)
    return {field.name: str(field.type) for field in fields if field.name in KNOBS}


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Tuning) else value
