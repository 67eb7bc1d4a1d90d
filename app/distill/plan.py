"""What a distillation is going to do, before it does it; cheap enough for a window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.distill.config import DistillConfig, from_json, steps_in
from app.domain import Dataset, Run, Split
from app.errors import InputError


@dataclass(frozen=True, slots=True)
class Plan:
    """The choices as a distillation; counts before over-long examples are left out."""

    config: DistillConfig
    student: str  # its name, without the folders above it
    training: int
    validation: int
    steps: int


def plan(settings: Mapping[str, Any], dataset: Dataset) -> Plan:
    """What these settings do with that dataset. InputError names what cannot be."""
    config = from_json(settings, "The student's settings")
    training = int(dataset.counts.get(Split.TRAIN, 0))
    return Plan(
        config,
        Path(config.student).name,
        training,
        int(dataset.counts.get(Split.VALIDATION, 0)),
        steps_in(training, config.batch_size, config.epochs, config.max_steps),
    )


class Difference(StrEnum):
    """What a run was made with that is no longer chosen."""

    DATASET = "dataset"
    STUDENT = "student"
    METHOD = "method"
    SETTINGS = "settings"


def differences(run: Run, settings: Mapping[str, Any], dataset: Dataset) -> set[Difference]:
    """What a new run with these settings would do otherwise than ``run``; models by name only.

    Empty where the settings cannot be used at all.
    """
    try:
        wanted = _plain(from_json(settings))
    except InputError:
        return set()
    found = {Difference.DATASET} if run.dataset_id != dataset.id else set()
    try:
        made = _plain(from_json(run.config))
    except InputError:  # by a version with other settings
        return found | {Difference.SETTINGS}
    if made.student != wanted.student:
        found.add(Difference.STUDENT)
    if (made.method, made.teacher) != (wanted.method, wanted.teacher):
        found.add(Difference.METHOD)
    rest = replace(made, student=wanted.student, method=wanted.method, teacher=wanted.teacher)
    if rest.hash("") != wanted.hash(""):
        found.add(Difference.SETTINGS)
    return found


def _plain(config: DistillConfig) -> DistillConfig:
    return replace(config, student=Path(config.student).name, teacher=Path(config.teacher).name)
