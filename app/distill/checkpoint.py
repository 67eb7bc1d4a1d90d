"""Checkpoints: whole or absent, verified before use, no pickle anywhere.

A checkpoint is a folder: weights.safetensors (trainable tensors only), optimizer.safetensors,
state.json, and manifest.json with the sha256 of the others, written last.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from app import files
from app.errors import WorkspaceError

_log = logging.getLogger(__name__)
FOLDER = "checkpoints"
_MANIFEST = "manifest.json"
_KEEP = 2


@dataclass(frozen=True, slots=True)
class Restored:
    """Where a run goes on: ``step`` optimizer steps are done."""

    step: int
    state: Mapping[str, Any]


def save(
    run_folder: Path,
    step: int,
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    state: Mapping[str, Any],
) -> Path:
    """Write a checkpoint after ``step`` steps and remove all but the newest few."""
    target = run_folder / FOLDER / f"step-{step:08d}"
    with files.staged_folder(target) as staging:
        save_file(trainable(model), staging / "weights.safetensors")
        save_file(_optimizer_tensors(model, optimizer), staging / "optimizer.safetensors")
        files.write_json(staging / "state.json", {"step": step, **state})
        files.write_json(staging / _MANIFEST, files.sha256_folder(staging))
    whole = [folder for folder in every(run_folder) if folder.name <= target.name]
    for old in set(every(run_folder)) - set(whole[-_KEEP:]):  # later ones were damaged
        shutil.rmtree(old, ignore_errors=True)
    return target


def restore(
    run_folder: Path, model: nn.Module, optimizer: torch.optim.Optimizer, config: str
) -> Restored | None:
    """Load the newest whole checkpoint into model and optimizer; None when there is none.

    A damaged one is passed over with a warning and the one before it is used. Raises
    WorkspaceError when all are damaged, or when the state's ``config`` is another one.
    """
    found = every(run_folder)
    for folder in reversed(found):
        damage = verify(folder)
        if damage:
            _log.warning("%s is damaged (%s) and is not used", folder, damage)
            continue
        state = json.loads((folder / "state.json").read_text("utf-8"))
        if state.get("config") != config:
            raise _another(folder)
        _load(folder, model, optimizer)
        return Restored(state["step"], state)
    if found:
        raise WorkspaceError(
            f"Every checkpoint in {run_folder / FOLDER} is damaged.",
            "Check the disk, remove that folder and start the run again from its beginning.",
        )
    return None


def every(run_folder: Path) -> list[Path]:
    """The run's checkpoints, oldest first; staging folders are none."""
    return sorted(
        path
        for path in (run_folder / FOLDER).glob("step-*")
        if path.is_dir() and not path.name.endswith(files.STAGING)
    )


def verify(folder: Path) -> str:
    """What is wrong with a checkpoint; empty when every byte is as it was written."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
        expected = {"weights.safetensors", "optimizer.safetensors", "state.json"}
        if not isinstance(manifest, dict) or set(manifest) != expected:
            return "its manifest is not whole"
        for name, digest in manifest.items():
            if files.sha256_file(folder / name) != digest:
                return f"{name} has changed"
    except (OSError, ValueError) as error:
        return str(error)
    return ""


def trainable(model: nn.Module) -> dict[str, Tensor]:
    """The tensors that training moves, by name."""
    return {
        name: parameter.detach().contiguous()
        for name, parameter in model.named_parameters()
        if parameter.requires_grad
    }


def _another(folder: Path) -> WorkspaceError:
    return WorkspaceError(
        f"The checkpoint {folder.name} belongs to another student or configuration.",
        "Start a new run for the changed configuration.",
    )


def _optimizer_tensors(model: nn.Module, optimizer: torch.optim.Optimizer) -> dict[str, Tensor]:
    tensors = {}
    for name, parameter in model.named_parameters():
        for key, value in optimizer.state.get(parameter, {}).items():
            tensors[f"{key}/{name}"] = torch.as_tensor(value).detach().contiguous()
    return tensors


def _load(folder: Path, model: nn.Module, optimizer: torch.optim.Optimizer) -> None:
    weights = load_file(folder / "weights.safetensors")
    parameters = {
        name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad
    }
    shapes = {name: parameter.shape for name, parameter in parameters.items()}
    if {name: weight.shape for name, weight in weights.items()} != shapes:
        raise _another(folder)
    with torch.no_grad():
        for name, parameter in parameters.items():
            parameter.copy_(weights[name])
    state = load_file(folder / "optimizer.safetensors")
    for key, value in state.items():
        kind, _, name = key.partition("/")
        parameter = parameters[name]
        # AdamW counts its steps in a tensor of its own device; the moments follow the weights.
        moved = value if kind == "step" else value.to(parameter.device)
        optimizer.state[parameter][kind] = moved
