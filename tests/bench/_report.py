"""What every bench prints: a table for people, one JSON object as the last line."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app import hardware
from app.distill.record import versions


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure and the goal it is held against; ``holds`` None: reported only."""

    id: str
    what: str
    value: float
    goal: str = "reported"
    holds: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """The figure as the report holds it."""
        return {
            "id": self.id,
            "what": self.what,
            "value": self.value,
            "goal": self.goal,
            "holds": self.holds,
        }


def at_most(name: str, what: str, value: float, limit: float) -> Figure:
    """A figure that should not be above a limit."""
    return Figure(name, what, value, f"<= {limit:g}", value <= limit)


def at_least(name: str, what: str, value: float, limit: float) -> Figure:
    """A figure that should not be below a limit."""
    return Figure(name, what, value, f">= {limit:g}", value >= limit)


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    found = hardware.probe()
    return {
        "processor": found.processor,
        "cores": found.cores,
        "memory_gib": round(found.memory_total / 2**30, 1),
        "gpus": [gpu.name for gpu in found.gpus],
        "system": platform.system(),
        "versions": versions(),
    }


def show(name: str, figures: Sequence[Figure]) -> None:
    """Print the table and the JSON object."""
    width = max(len(figure.what) for figure in figures)
    print(f"{'':<8} {'':<{width}} {'value':>10}  goal")
    for figure in figures:
        word = {True: "holds", False: "MISSED", None: ""}[figure.holds]
        print(f"{figure.id:<8} {figure.what:<{width}} {figure.value:>10.4g}  {figure.goal} {word}")
    report = {
        "name": name,
        "machine": machine(),
        "figures": [figure.as_json() for figure in figures],
    }
    print(json.dumps(report))
