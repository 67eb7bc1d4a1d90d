"""The student a run left behind, and what its record says: read by training and by export."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import files
from app.errors import WorkspaceError
from app.job import Job
from app.models import hashing, library

BASE, ADAPTER, MODEL = "base", "adapter", "model"


@dataclass(frozen=True, slots=True)
class TrainedStudent:
    """Where a student's weights lie; its tokenizer and template are the base's."""

    base: Path
    adapter: Path | None = None

    def load(self) -> Any:
        """The student as one torch model in fp32, its adapter merged."""
        from app.models.transformers_model import load_model

        model = load_model(self.base)
        if self.adapter is None:
            return model
        from peft import PeftModel

        return PeftModel.from_pretrained(model, self.adapter).merge_and_unload()


def of_run(folder: Path, student: str) -> TrainedStudent:
    """The student in a run folder; ``student`` is the reference the run started from.

    Raises WorkspaceError when the run has not finished.
    """
    if _is_whole(folder / MODEL, "config.json"):
        return TrainedStudent(folder / MODEL)
    if _is_whole(folder / ADAPTER, "adapter_config.json"):
        base = folder / BASE
        return TrainedStudent(
            base if base.exists() else library.folder_of(student), folder / ADAPTER
        )
    raise WorkspaceError(
        f"The run in {folder} has no student yet.", "Run it to its end with `stillroom distill`."
    )


def exists(folder: Path) -> bool:
    """Whether there is a student in a run folder."""
    return _is_whole(folder / MODEL, "config.json") or _is_whole(
        folder / ADAPTER, "adapter_config.json"
    )


def _is_whole(folder: Path, config: str) -> bool:
    return (folder / config).is_file() and any(folder.glob("*.safetensors"))


def weights_sha256(student: TrainedStudent) -> Job[str]:
    """The sha256 of what was trained: of the file, or of the list of files where it has parts."""
    folder = student.adapter or student.base
    names = sorted(path.name for path in folder.glob("*.safetensors"))
    found = yield from hashing.of_folder(folder, names)
    return found[names[0]] if len(names) == 1 else files.sha256_json(found)


def config_sha256(config: Mapping[str, Any]) -> str:
    """Identity of a run's configuration on any machine.

    How a run is watched and saved is no part of it, nor where the models lie.
    """
    values = {
        key: value
        for key, value in config.items()
        if key not in ("checkpoint_seconds", "validations", "samples")
    }
    for role in ("student", "teacher"):
        values[role] = Path(str(values.get(role, ""))).name
    return files.sha256_json(values)


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object of a run folder. Raises WorkspaceError when it is damaged or missing."""
    try:
        value = json.loads(path.read_text("utf-8"))
        if isinstance(value, dict):
            return value
    except (OSError, ValueError, RecursionError):
        pass
    raise WorkspaceError(
        f"{path} is missing or damaged.",
        "Put it back from a backup, or remove the run's folder and start the run again.",
    )
