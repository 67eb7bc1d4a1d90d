"""A run's folder while it grows: curves, samples and checkpoints by small reads; no torch."""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from app.distill.record import METRICS, SAMPLES
from app.files import STAGING

PIECE = 1 << 18
"""Bytes read at once: a few milliseconds of work."""
_RECENT = 10  # steps that the speed is taken from
_CHECKPOINTS = "checkpoints"


class Tail:
    """The whole lines that a JSONL file has gained since the last look, a piece at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.more = False  # whether another read finds something at once
        self._offset, self._file = 0, 0

    def read(self) -> tuple[list[dict[str, Any]], bool]:
        """New lines, and whether they start anew: the file was cut back or is another one."""
        try:
            with self.path.open("rb") as stream:
                info = _identity(self.path)
                anew = bool(self._file) and (info[0] != self._file or info[1] < self._offset)
                if anew:
                    self._offset = 0
                self._file = info[0]
                stream.seek(self._offset)
                data = stream.read(PIECE)
        except OSError:
            self.more = False
            return [], False
        whole = data.rfind(b"\n") + 1
        if not whole and len(data) == PIECE:
            whole = PIECE  # no line of a record is that long: it is damaged
        self._offset += whole
        self.more = len(data) == PIECE
        return [value for line in data[:whole].splitlines() if (value := _object(line))], anew


def _identity(path: Path) -> tuple[int, int]:
    info = path.stat()
    return info.st_ino or 1, info.st_size


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and type(value.get("step")) is int else None


@dataclass(slots=True)
class Curve:
    """Loss by step as it has come in."""

    loss: list[tuple[int, float]] = field(default_factory=list)
    validation: list[tuple[int, float]] = field(default_factory=list)
    last: Mapping[str, Any] = field(default_factory=dict)
    _speed: list[tuple[float, float]] = field(default_factory=list)  # seconds, tokens

    def add(self, line: Mapping[str, Any]) -> None:
        """Take a line of metrics; what is not a number is left out."""
        self.last = line
        for name, points in (("loss", self.loss), ("validation_loss", self.validation)):
            value = _number(line.get(name))
            if value is not None:
                points.append((int(line["step"]), value))
        seconds, tokens = _number(line.get("seconds")), _number(line.get("tokens"))
        if seconds is not None and tokens is not None:
            self._speed = [*self._speed[-_RECENT:], (seconds, tokens)]

    @property
    def tokens_per_second(self) -> float | None:
        """Over the last steps; None while nothing can be said."""
        if not self._speed:
            return None
        first = self._speed[0] if len(self._speed) > 1 else (0.0, 0.0)
        seconds = self._speed[-1][0] - first[0]
        return (self._speed[-1][1] - first[1]) / seconds if seconds > 0 else None


def _number(value: object) -> float | None:
    good = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if good and math.isfinite(value) else None  # type: ignore[arg-type]


def thinned(points: list[tuple[int, float]], most: int) -> list[tuple[float, float]]:
    """At most ``most`` points of a curve: means of neighbors, so that its shape stays."""
    if len(points) <= most:
        return [(float(step), value) for step, value in points]
    size = math.ceil(len(points) / most)
    groups = [points[start : start + size] for start in range(0, len(points), size)]
    return [
        (sum(step for step, _ in group) / len(group), sum(value for _, value in group) / len(group))
        for group in groups
    ]


class RunFollower:
    """Curve and samples of one run folder; ``look`` reads on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.curve = Curve()
        self.samples: dict[int, dict[str, str]] = {}  # step to prompt id to answer
        self._metrics, self._samples = Tail(folder / METRICS), Tail(folder / SAMPLES)

    @property
    def behind(self) -> bool:
        """Whether another look finds something at once."""
        return self._metrics.more or self._samples.more

    def look(self) -> bool:
        """Read what is new; whether there was something."""
        lines, anew = self._metrics.read()
        if anew:
            self.curve = Curve()
        for line in lines:
            self.curve.add(line)
        answers, cut = self._samples.read()
        if cut:
            self.samples = {}
        for answer in answers:
            at = self.samples.setdefault(int(answer["step"]), {})
            at[str(answer.get("prompt", ""))] = str(answer.get("text", ""))
        return bool(lines or anew or answers or cut)


@dataclass(frozen=True, slots=True)
class Saved:
    """The newest checkpoint."""

    step: int
    time: float  # seconds since the epoch


def newest_checkpoint(folder: Path) -> Saved | None:
    """What a run folder could go on from; whether it is whole is seen when it does."""
    found: list[Saved] = []
    with contextlib.suppress(OSError):
        for path in (folder / _CHECKPOINTS).iterdir():
            name, _, step = path.name.partition("-")
            if name == "step" and step.isdigit() and not path.name.endswith(STAGING):
                found.append(Saved(int(step), path.stat().st_mtime))
    return max(found, key=lambda item: item.step, default=None)


def worker_memory() -> int:
    """Bytes that this program's own child processes hold: there the training runs."""
    return sum(_memory())


def _memory() -> Iterator[int]:
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                yield child.memory_info().rss
