"""The student a run left behind: a base folder, and an adapter when it is LoRA."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import WorkspaceError
from app.models import library

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
    if (folder / MODEL / "config.json").exists():
        return TrainedStudent(folder / MODEL)
    if (folder / ADAPTER / "adapter_config.json").exists():
        base = folder / BASE
        return TrainedStudent(
            base if base.exists() else library.folder_of(student), folder / ADAPTER
        )
    raise WorkspaceError(
        f"The run in {folder} has no student yet.", "Run it to its end with `stillroom distill`."
    )
