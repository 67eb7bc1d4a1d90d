"""The library of local models: Hugging Face folders and GGUF files with a manifest each."""

from __future__ import annotations

import contextlib
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import filelock

from app import files, paths
from app.errors import InputError, ModelError
from app.job import Job, Progress, run
from app.models import gguf_file, hashing

MANIFEST = "stillroom.json"
SOURCE_GGUF = "source.gguf"
_WANTED = ("*.safetensors", "*.json", "*.txt", "*.jinja", "tokenizer.model", "LICENSE*", "README*")
# What decides how a model answers; texts about it and notes beside it do not.
_MODEL = ("*.safetensors", "*.safetensors.index.json", "config.json", "generation_config.json",
          "tokenizer*", "special_tokens*", "added_tokens*", "vocab*", "merges*", "*.model",
          "*.jinja")  # fmt: skip
LOCK = ".lock"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class LibraryModel:
    """A model in the library."""

    name: str
    folder: Path
    manifest: Mapping[str, Any]

    @property
    def gguf(self) -> Path | None:
        """The GGUF it came from, when it is kept."""
        path = self.folder / SOURCE_GGUF
        return path if path.exists() else None

    @property
    def trainable(self) -> bool:
        """Whether it has a Hugging Face folder that a student can start from."""
        return (self.folder / "config.json").exists()


def every() -> list[LibraryModel]:
    """All whole models in the library, by name."""
    root = paths.models()
    found = []
    for folder in sorted(root.iterdir()) if root.is_dir() else []:
        if (folder / MANIFEST).is_file() and not folder.name.endswith(files.STAGING):
            found.append(LibraryModel(folder.name, folder, read_manifest(folder)))
    return found


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a model folder; empty for a folder from elsewhere."""
    path = folder / MANIFEST
    if not path.exists():
        return {}
    try:
        manifest = json.loads(path.read_text("utf-8"))
        if isinstance(manifest, dict):
            return manifest
    except (ValueError, RecursionError):
        pass
    raise ModelError(f"The manifest {path} is damaged.", "Remove the model and import it again.")


def get(name: str) -> LibraryModel | None:
    """The library's model of that name."""
    folder = paths.models() / name
    if not _NAME.fullmatch(name) or not (folder / MANIFEST).is_file():
        return None
    return LibraryModel(name, folder, read_manifest(folder))


def folder_of(reference: str) -> Path:
    """The Hugging Face folder that a name in the library or a path stands for."""
    model = get(reference)
    if model is not None:
        if model.trainable:
            return model.folder
        raise ModelError(
            f"{reference} is in the library as a GGUF only.", "Import its Hugging Face folder."
        )
    path = Path(reference).expanduser()
    if path.is_dir():
        check_folder(path)
        return path
    raise _missing(reference)


def gguf_of(reference: str) -> Path:
    """The GGUF file that a name in the library or a path stands for."""
    model = get(reference)
    path = model.gguf if model is not None else Path(reference).expanduser()
    if path is None or not path.is_file():
        raise _missing(reference)
    return path


def reference(text: str) -> str:
    """What a name or path as typed means wherever the program is started from.

    A name in the library stays, a path that is there becomes absolute, anything else stays.
    """
    if not text or get(text) is not None:
        return text
    path = Path(text).expanduser()
    return str(path.absolute()) if path.exists() else text


def _missing(reference: str) -> InputError:
    known = ", ".join(model.name for model in every()) or "none yet"
    return InputError(
        f"There is no model {reference!r}.",
        f"Models here: {known}. Fetch one with `stillroom models starter` or `models import`.",
    )


def identity(folder: Path) -> str:
    """What makes a model folder this model; ``identify`` is the same as a job. Blocking."""
    return run(identify(folder))


def identify(folder: Path) -> Job[str]:
    """What a model folder was imported from while its bytes are those, else its own bytes."""
    manifest = read_manifest(folder)
    known, written = manifest.get("identity"), manifest.get("files")
    if not known or not isinstance(written, dict):
        found = yield from hashing.of_folder(folder, _names(folder, _WANTED))
        return files.sha256_json(found)
    found = yield from hashing.of_folder(folder, _names(folder, _MODEL))
    expected = {name: digest for name, digest in written.items() if _is_part(name)}
    return str(known) if found == expected else files.sha256_json(found)


def _names(folder: Path, patterns: tuple[str, ...]) -> list[str]:
    found = {path.name for form in patterns for path in folder.glob(form) if path.is_file()}
    return sorted(found)


def _is_part(name: str) -> bool:
    return any(Path(name).match(form) for form in _MODEL)


def check_folder(folder: Path) -> dict[str, Any]:
    """The configuration of a Hugging Face folder that can be used; ModelError says why not."""
    path = folder / "config.json"
    if not path.is_file():
        raise ModelError(
            f"This folder is no model: {folder} has no config.json.",
            "Choose the folder that holds config.json, the tokenizer and *.safetensors.",
        )
    try:
        config = json.loads(path.read_text("utf-8"))
        architecture = config["architectures"][0]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise ModelError(
            f"{path} does not describe a model.", "Copy the model folder again."
        ) from None
    if "auto_map" in config:
        raise ModelError(
            f"The model in {folder} brings its own program code, which Stillroom never runs.",
            "Choose a model whose architecture transformers knows.",
        )
    if not str(architecture).endswith(("ForCausalLM", "ForConditionalGeneration")):
        raise ModelError(f"{architecture} does not write text.", "Choose a causal language model.")
    weights = sorted(folder.glob("*.safetensors"))
    if not weights:
        pickled = any(folder.glob("*.bin"))
        raise ModelError(
            f"{folder} holds no safetensors weights"
            + (" (only pickled ones, which can run code)." if pickled else "."),
            "Get the model in safetensors form.",
        )
    _check_index(folder)
    for weight in weights:
        _check_safetensors(weight)
    if not any((folder / name).is_file() for name in ("tokenizer.json", "tokenizer.model")):
        raise ModelError(f"{folder} has no tokenizer.", "Copy the whole model folder.")
    return dict(config)


def _check_index(folder: Path) -> None:
    for index in folder.glob("*.safetensors.index.json"):
        try:
            named = set(json.loads(index.read_text("utf-8"))["weight_map"].values())
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
            raise ModelError(f"{index} cannot be read.", "Copy the model folder again.") from None
        gone = sorted(name for name in named if not (folder / str(name)).is_file())
        if gone:
            raise ModelError(
                f"The model in {folder} is incomplete: {', '.join(gone)} missing.",
                "Copy the missing files into the folder.",
            )


def _check_safetensors(path: Path) -> None:
    """A safetensors file says how long it must be; format: huggingface.co/docs/safetensors."""
    size = path.stat().st_size
    try:
        with path.open("rb") as stream:
            length = int.from_bytes(stream.read(8), "little")
            if size < 8 or length > min(size - 8, 100 << 20):
                raise ValueError
            header = json.loads(stream.read(length))
        ends = [
            int(entry["data_offsets"][1])
            for name, entry in header.items()
            if name != "__metadata__"
        ]
        if 8 + length + max(ends, default=0) != size:
            raise ValueError
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        raise ModelError(
            f"{path.name} is damaged or cut short.",
            "Copy it again and compare its size with the source.",
        ) from None


def add(source: Path, name: str = "") -> Job[LibraryModel]:
    """Import a Hugging Face folder or a GGUF file into the library under ``name``.

    Raises InputError when the name is taken by another model.
    """
    if not name:
        # A folder's name may well have a dot in it: Qwen2.5-0.5B.
        title = (source.resolve().name if source.is_dir() else source.stem).lower()
        name = re.sub(r"[^a-z0-9._-]+", "-", title).strip("-._") or "model"
    if not _NAME.fullmatch(name) or name.endswith(files.STAGING):
        raise InputError(
            f"{name!r} cannot be a model's name.", "Use letters, digits, dots and dashes."
        )
    if not source.exists():
        raise InputError(f"There is no such file or folder: {source}", "Check the path.")
    yield Progress(0, 0, f"Checking {source.name}")
    picked: list[str] = []
    if source.is_dir():
        check_folder(source)
        picked = _names(source, _WANTED)
        origin = yield from hashing.of_folder(source, picked)
        identity = files.sha256_json(origin)
    else:
        gguf_file.read(source)
        identity = yield from hashing.remembered(source)
    existing = _same(name, identity)
    if existing is not None:
        return existing
    paths.models().mkdir(parents=True, exist_ok=True)
    lock = yield from _locked()
    try:
        existing = _same(name, identity)  # another process may have imported it meanwhile
        return existing or (yield from _import(source, picked, name, identity))
    finally:
        lock.release()


def _same(name: str, identity: str) -> LibraryModel | None:
    """The model of that name, if it is this one. Raises InputError when the name is taken."""
    existing = get(name)
    if existing is not None:
        if existing.manifest.get("identity") == identity:
            return existing
        raise InputError(
            f"The library already has another model named {name!r}.", "Choose a name with --name."
        )
    if (paths.models() / name).exists():
        raise InputError(
            f"{paths.models() / name} is there already, but is no model of the library.",
            "Choose another name with --name, or move that folder elsewhere.",
        )
    return None


def _locked() -> Job[filelock.BaseFileLock]:
    """The library's lock, once no other process holds it: staging names are the same in all."""
    lock = filelock.FileLock(paths.models() / LOCK, thread_local=False)
    while True:
        with contextlib.suppress(filelock.Timeout):
            lock.acquire(timeout=0)
            return lock
        yield Progress(message="Waiting for another import")
        time.sleep(0.2)


def _import(source: Path, picked: list[str], name: str, identity: str) -> Job[LibraryModel]:
    with files.staged_folder(paths.models() / name) as folder:
        if source.is_dir():
            for file in picked:
                if file != MANIFEST:
                    yield from hashing.copy(source / file, folder / file)
            facts = {key: read_manifest(source).get(key, "") for key in ("gguf_pre", "license")}
        else:
            from app.models.gguf_import import import_gguf

            yield from hashing.copy(source, folder / SOURCE_GGUF)
            facts = yield from import_gguf(folder / SOURCE_GGUF, folder)
        names = [path.name for path in sorted(folder.iterdir())]
        manifest = {
            "name": name,
            "identity": identity,
            "source": source.name,
            "files": (yield from hashing.of_folder(folder, names)),
            **facts,
        }
        files.write_json(folder / MANIFEST, manifest)
    found = get(name)
    assert found is not None
    return found
