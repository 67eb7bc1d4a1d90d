"""What lies in the library of local models, as a list shows it; read from headers alone."""

from __future__ import annotations

import json
import math
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app import files, paths
from app.errors import InputError, ModelError, StillroomError
from app.job import Job, Progress
from app.models import gguf_file, library

_HEADER = 100 << 20  # bytes
_LICENSE = re.compile(r"^license:\s*[\"']?([^\s\"']+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shapes:
    """A model's tensors by name, and the figures of its configuration that memory depends on."""

    tensors: Mapping[str, tuple[int, ...]]
    layers: int
    hidden: int
    intermediate: int
    vocabulary: int

    @property
    def parameters(self) -> int:
        """How many numbers the model has."""
        return sum(math.prod(shape) for shape in self.tensors.values())


@dataclass(frozen=True, slots=True)
class Item:
    """A model of the library. ``problem`` says why it cannot be used; empty where it can."""

    name: str
    folder: Path
    size: int = 0  # bytes on the disk
    parameters: int = 0  # 0: not known
    license: str = ""
    trainable: bool = False
    gguf: bool = False
    problem: str = ""
    shapes: Shapes | None = field(default=None, compare=False, repr=False)


def survey(also: str = "") -> Job[list[Item]]:
    """All models of the library, by name; a damaged one is listed with its problem.

    ``also`` may be a folder elsewhere that is looked at, too.
    """
    root = paths.models()
    yield Progress(message="Looking at the models")
    found = []
    for folder in sorted(root.iterdir()) if root.is_dir() else []:
        if (folder / library.MANIFEST).is_file() and not folder.name.endswith(files.STAGING):
            found.append(look(folder))
            yield Progress(len(found), 0, "Looking at the models")
    elsewhere = Path(also).expanduser()
    if also and also not in {item.name for item in found} and elsewhere.is_dir():
        found.append(replace(look(elsewhere), name=also))
    return found


def look(folder: Path) -> Item:
    """One model folder. Never raises for what may lie in it."""
    name = folder.name
    try:
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        model = library.LibraryModel(name, folder, library.read_manifest(folder))
        gguf = model.gguf is not None
        found = None
        if model.trainable:
            library.check_folder(folder)
            found = shapes(folder)
            parameters = found.parameters
        elif model.gguf is not None:
            header = gguf_file.read(model.gguf)
            parameters = sum(math.prod(tensor.shape) for tensor in header.tensors)
        else:
            raise ModelError("There are no weights in this folder.", "Import the model again.")
        licensed = _license(model)
    except (StillroomError, OSError) as error:
        return Item(name, folder, problem=str(error))
    return Item(name, folder, size, parameters, licensed, model.trainable, gguf, "", found)


def shapes(folder: Path) -> Shapes:
    """The tensors of a Hugging Face folder. ModelError where that cannot be read."""
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        config = config.get("text_config") or config  # a model for texts and pictures
        tensors: dict[str, tuple[int, ...]] = {}
        for path in sorted(folder.glob("*.safetensors")):
            tensors |= _tensors(path)
        if not tensors:
            raise ValueError
        hidden = int(config["hidden_size"])
        return Shapes(
            tensors,
            int(config["num_hidden_layers"]),
            hidden,
            int(config.get("intermediate_size") or 4 * hidden),
            int(config["vocab_size"]),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise ModelError(
            f"The size of the model in {folder} cannot be read.", "Import the model again."
        ) from None


def _tensors(path: Path) -> dict[str, tuple[int, ...]]:
    """Names and shapes; format: huggingface.co/docs/safetensors."""
    with path.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if length > _HEADER:
            raise ValueError
        header: dict[str, Any] = json.loads(stream.read(length))
    return {
        name: tuple(int(size) for size in entry["shape"])
        for name, entry in header.items()
        if name != "__metadata__"
    }


def _license(model: library.LibraryModel) -> str:
    said = model.manifest.get("license")
    if isinstance(said, str) and said:
        return said[:60]
    for name in ("README.md", "README"):
        path = model.folder / name
        if path.is_file():
            with path.open("r", encoding="utf-8", errors="replace") as stream:
                match = _LICENSE.search(stream.read(4000))
            if match:
                return match[1][:60]
    return ""


def remove(name: str) -> Job[None]:
    """Delete a model of the library from the disk. InputError for anything else.

    One that is gone already is no error. What a killed process leaves is never listed, and a
    second call deletes it.
    """
    root = paths.models()
    folder = root / name
    gone = root / f"{name}.removed{files.STAGING}"  # never listed, whatever happens next
    inside = bool(name) and folder.parent == root and not folder.is_symlink()
    there = inside and (folder / library.MANIFEST).is_file()
    if not inside or (folder.exists() and not there):
        raise InputError(f"{name!r} is no model of the library.", "Look at the list again.")
    yield Progress(message=f"Removing {name}")
    if gone.exists():
        shutil.rmtree(gone)
    if there:
        folder.rename(gone)  # no report from here on: being closed in between would leave it
        shutil.rmtree(gone)
