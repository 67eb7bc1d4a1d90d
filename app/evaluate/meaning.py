"""What a report's figures mean, and how much one may rely on them; the window has the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SMALL = 50
"""Test texts below which a figure is rough."""
WIDE = 0.1
"""Width of a retention's interval from which it is rough."""


class Level(StrEnum):
    """How much of the teacher's quality is kept."""

    UNKNOWN = "unknown"  # the teacher scores nothing, or the figure is missing
    ALL = "all"  # at least as good as the teacher
    NEARLY = "nearly"
    PART = "part"
    LITTLE = "little"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A retention in plain terms; parts of 1."""

    level: Level
    kept: float | None
    low: float | None
    high: float | None
    before: float | None  # what the untouched base has of the teacher's score
    examples: int
    small: bool
    wide: bool
    learned: bool  # whether the student is better than its untouched base beyond chance


def meaning(details: Mapping[str, Any]) -> Meaning:
    """What a report says, also one of an older version with figures missing."""
    kept = _number(details.get("retention"))
    low, high = interval(details.get("interval"))
    examples = int(_number(details.get("examples")) or 0)
    teacher, base = score(details, "teacher"), score(details, "base")
    student_low = interval(_model(details, "student").get("interval"))[0]
    base_high = interval(_model(details, "base").get("interval"))[1]
    learned = student_low is not None and base_high is not None and student_low > base_high
    return Meaning(
        _level(kept),
        kept,
        low,
        high,
        base / teacher if base is not None and teacher else None,
        examples,
        examples < SMALL,
        low is None or high is None or high - low > WIDE,
        learned,
    )


def _level(kept: float | None) -> Level:
    if kept is None:
        return Level.UNKNOWN
    for level, least in ((Level.ALL, 1.0), (Level.NEARLY, 0.9), (Level.PART, 0.5)):
        if kept >= least:
            return level
    return Level.LITTLE


def score(details: Mapping[str, Any], model: str) -> float | None:
    """A model's score; None where it is missing."""
    return _number(_model(details, model).get("score"))


def interval(value: object) -> tuple[float | None, float | None]:
    """An interval's ends; None where they are missing."""
    if isinstance(value, list | tuple) and len(value) == 2:
        return _number(value[0]), _number(value[1])
    return None, None


def _model(details: Mapping[str, Any], model: str) -> Mapping[str, Any]:
    found = details.get(model)
    return found if isinstance(found, Mapping) else {}


def _number(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value:
        return float(value)
    return None
