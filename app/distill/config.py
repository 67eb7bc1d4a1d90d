"""What a distillation is asked to do: typed, checked, and the same file for shell and window."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.errors import InputError
from app.files import sha256_json


class Method(StrEnum):
    """What the student learns from."""

    RESPONSE = "response"  # the teacher's text
    LOGIT = "logit"  # and the teacher's probabilities for every token of it


class Tuning(StrEnum):
    """Which weights move."""

    LORA = "lora"
    FULL = "full"


WATCHING = ("checkpoint_seconds", "samples")
"""Settings that change how a run is watched and saved, and nothing that it learns."""


@dataclass(frozen=True, slots=True)
class LossTerm:
    """One weighted part of the objective."""

    kind: str  # cross_entropy, forward_kl
    weight: float
    temperature: float = 1.0


@dataclass(frozen=True, slots=True)
class DistillConfig:
    """A distillation. Defaults and their sources: see METHOD_DEFAULTS in CONTRIBUTING.md.

    ``student`` and ``teacher`` are names in the model library or folders. ``keep_layers`` makes
    the student from evenly spaced layers of it (0: all). ``learning_rate`` 0 takes the default
    of the tuning. Objective at the logit level, with temperature T and alpha:
    ``alpha * CE + (1 - alpha) * T^2 * KL(teacher_T || student_T)`` (Hinton et al. 2015).
    """

    student: str
    method: Method = Method.RESPONSE
    teacher: str = ""
    keep_layers: int = 0
    tuning: Tuning = Tuning.LORA
    lora_rank: int = 16
    lora_alpha: int = 32
    learning_rate: float = 0.0
    epochs: float = 3.0
    max_steps: int = 0  # 0: as many as the epochs have
    batch_size: int = 16  # examples an optimizer step
    micro_batch_tokens: int = 1024  # padded tokens in one forward pass
    max_length: int = 1024  # tokens an example may have
    warmup: float = 0.03  # part of the steps
    weight_decay: float = 0.0
    max_grad_norm: float = 1.0
    temperature: float = 2.0
    alpha: float = 0.5
    freeze_embeddings: bool = True
    seed: int = 0
    validations: int = 8  # looks at the validation split during the run
    checkpoint_seconds: float = 120.0
    samples: int = 0  # validation prompts answered at each look at the validation split

    @property
    def rate(self) -> float:
        """The learning rate in use: 2e-4 for LoRA, 2e-5 for a full fine-tune, unless given."""
        return self.learning_rate or (2e-4 if self.tuning is Tuning.LORA else 2e-5)

    @property
    def terms(self) -> tuple[LossTerm, ...]:
        """The objective as weighted terms; terms of weight 0 are not computed."""
        if self.method is Method.RESPONSE:
            return (LossTerm("cross_entropy", 1.0),)
        both = (
            LossTerm("cross_entropy", self.alpha),
            LossTerm("forward_kl", 1.0 - self.alpha, self.temperature),
        )
        return tuple(term for term in both if term.weight)

    @property
    def objective(self) -> str:
        """The objective actually used, written out for the run record."""
        names = {"cross_entropy": "CE(teacher text)", "forward_kl": "KL(teacher || student)"}
        parts = []
        for term in self.terms:
            scale = f"T^2 * {names[term.kind]} at T={term.temperature:g}"
            plain = names[term.kind]
            parts.append(f"{term.weight:g} * {scale if term.kind == 'forward_kl' else plain}")
        return " + ".join(parts) + ", mean over response tokens of the step"

    def as_json(self) -> dict[str, Any]:
        """The configuration as it is written to config.json."""
        return dataclasses.asdict(self)

    def hash(self, dataset: str) -> str:
        """Identity of a run: this configuration on that dataset's hash.

        What changes only how a run is watched or saved is no part of it.
        """
        values = self.as_json()
        for name in WATCHING:
            del values[name]
        return sha256_json({"config": values, "dataset": dataset})


def steps_in(examples: int, batch_size: int, epochs: float, max_steps: int) -> int:
    """How many optimizer steps a run has. Raises InputError when there is nothing to train on."""
    if not examples:
        raise InputError(
            "No training example fits the maximum length.",
            "Raise max_length, or curate the dataset with shorter texts.",
        )
    steps = max(1, math.ceil(math.ceil(examples / batch_size) * epochs))
    return min(steps, max_steps) if max_steps else steps


def from_json(values: Mapping[str, Any], where: str = "the configuration") -> DistillConfig:
    """A checked configuration. Raises InputError that names the first wrong value."""
    known = {field.name: field for field in dataclasses.fields(DistillConfig)}
    for key in values:
        if key not in known:
            raise InputError(
                f"{where} has an unknown setting {key!r}.", f"Known: {', '.join(known)}."
            )
    clean: dict[str, Any] = {}
    for key, value in values.items():
        clean[key] = _convert(key, str(known[key].type), value, where)
    if not clean.get("student"):
        raise InputError(f"{where} names no student.", "Set student to a model of the library.")
    config = DistillConfig(**clean)
    _check_ranges(config, where)
    return config


def _convert(key: str, kind: str, value: Any, where: str) -> Any:
    wrong = InputError(f"{where}: {key} cannot be {value!r}.", f"It must be of the kind {kind}.")
    if kind in ("Method", "Tuning"):
        choices = Method if kind == "Method" else Tuning
        try:
            return choices(value)
        except ValueError:
            options = ", ".join(choice.value for choice in choices)
            raise InputError(
                f"{where}: {key} cannot be {value!r}.", f"Choose one of: {options}."
            ) from None
    if type(value) in (int, float) and not abs(value) <= 2**53:
        raise wrong  # NaN, and what is beyond any use, or too big for a float
    if kind == "float" and type(value) in (int, float):
        return float(value)
    expected = {"int": int, "str": str, "bool": bool}.get(kind)
    if expected is None or type(value) is not expected:
        raise wrong
    return value


def _check_ranges(config: DistillConfig, where: str) -> None:
    positive = ("lora_rank", "lora_alpha", "epochs", "batch_size", "temperature", "max_grad_norm")
    for key in positive:
        if getattr(config, key) <= 0:
            raise InputError(f"{where}: {key} must be above 0.", "Mend the value.")
    limits = {
        "keep_layers": (0, 10_000),
        "learning_rate": (0.0, 1.0),
        "max_steps": (0, 10_000_000),
        "micro_batch_tokens": (16, 1 << 24),
        "max_length": (16, 1 << 20),
        "warmup": (0.0, 1.0),
        "weight_decay": (0.0, 1.0),
        "alpha": (0.0, 1.0),
        "seed": (0, 2**31 - 1),
        "validations": (0, 10_000),
        "checkpoint_seconds": (0.0, 86_400.0),
        "samples": (0, 100),
    }
    for key, (low, high) in limits.items():
        if not low <= getattr(config, key) <= high:
            raise InputError(f"{where}: {key} must be {low} to {high}.", "Mend the value.")
    if config.method is Method.LOGIT and not config.teacher:
        raise InputError(
            f"{where}: the logit level needs a local teacher model.",
            "Set teacher to a model of the library, or choose the response level.",
        )
