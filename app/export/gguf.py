"""The export job: F16 GGUF, then quants, each whole or absent, with what is really inside."""

from __future__ import annotations

import contextlib
import glob
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import files
from app.errors import InputError, ModelError
from app.export import convert
from app.hardware import cores
from app.job import Job, Progress, in_thread
from app.models import gguf_file, hashing
from app.models.trained import TrainedStudent

# llama.cpp's file types, from include/llama.h.
QUANTS = {"F16": 1, "Q8_0": 7, "Q4_K_M": 15, "Q5_K_M": 17, "Q6_K": 18}


@dataclass(frozen=True, slots=True)
class GgufExport:
    """One exported file. ``types`` counts its tensors by their real type."""

    quant: str
    path: Path
    sha256: str
    size: int
    types: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        """The export as reports hold it."""
        return {
            "quant": self.quant,
            "path": str(self.path),
            "sha256": self.sha256,
            "size": self.size,
            "types": dict(self.types),
        }


def export(
    student: TrainedStudent,
    folder: Path,
    stem: str,
    quants: Sequence[str],
    provenance: Mapping[str, str],
    recorded: Mapping[str, str] | None = None,
) -> Job[list[GgufExport]]:
    """Write ``folder/stem-QUANT.gguf`` for F16 and every quant; called again, does the rest.

    F16 is always written: the quants are made from it. A file that is there and whole is kept
    when it came from the same provenance and has the sha256 that ``recorded`` holds for its name,
    where it holds one. Best run in a worker process.
    """
    wanted = list(dict.fromkeys(["F16", *quants]))
    unknown = [quant for quant in wanted if quant not in QUANTS]
    if unknown:
        raise InputError(f"There is no quant {unknown[0]!r}.", f"Choose from {', '.join(QUANTS)}.")
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{glob.escape(stem)}-*{files.STAGING}"):
        shutil.rmtree(left)  # what a killed process left
    found = []
    for number, quant in enumerate(wanted):
        target = folder / f"{stem}-{quant}.gguf"
        digest = ""
        if _current(target, provenance):
            digest = yield from hashing.sha256(target)
        if not digest or (recorded or {}).get(target.name, digest) != digest:
            with _staged(target) as staging:
                yield from _write(student, folder / f"{stem}-F16.gguf", staging, quant, provenance,
                                  stem)  # fmt: skip
                gguf_file.read(staging)
            digest = yield from hashing.sha256(target)
        yield Progress(number + 1, len(wanted), f"{quant} written")
        info = gguf_file.read(target)
        found.append(GgufExport(quant, target, digest, target.stat().st_size, info.types))
    return found


@contextlib.contextmanager
def _staged(target: Path) -> Iterator[Path]:
    """Like files.staged_file, in a folder of its own.

    The thread that writes outlives a job that is closed: without its folder it cannot make the
    file again, nor write into the next attempt's.
    """
    folder = Path(
        tempfile.mkdtemp(prefix=f"{target.name}.", suffix=files.STAGING, dir=target.parent)
    )
    try:
        yield folder / target.name
        files.sync_file(folder / target.name)
        (folder / target.name).replace(target)
        files.sync_directory(target.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _current(target: Path, provenance: Mapping[str, str]) -> bool:
    if not target.exists():
        return False
    try:
        metadata = gguf_file.read(target).metadata
    except ModelError:
        return False
    return all(metadata.get(f"stillroom.{key}") == value for key, value in provenance.items())


def _write(
    student: TrainedStudent,
    f16: Path,
    staging: Path,
    quant: str,
    provenance: Mapping[str, str],
    name: str,
) -> Job[None]:
    def size() -> int:
        return staging.stat().st_size >> 20 if staging.exists() else 0

    if quant == "F16":
        yield from in_thread(
            lambda: convert.write_f16(student, staging, name, provenance),
            lambda: Progress(0, 0, f"Writing F16 ({size()} MB)"),
        )
        return
    yield from in_thread(
        lambda: quantize(f16, staging, quant), lambda: Progress(0, 0, f"Writing {quant}")
    )


def quantize(source: Path, target: Path, quant: str) -> None:
    """Quantize an F16 GGUF with llama.cpp's own quantizer. Blocking.

    Rows that a K-quant's block of 256 does not divide fall back to another type; the exported
    file's ``types`` say what came out.
    """
    from app.models.llama_model import start_backend

    api = start_backend()
    parameters = api.llama_model_quantize_default_params()
    parameters.ftype = QUANTS[quant]
    parameters.nthread = cores()
    code = api.llama_model_quantize(str(source).encode(), str(target).encode(), parameters)
    if code:
        raise ModelError(
            f"llama.cpp could not write {quant} from {source.name} (code {code}).",
            "Check the free disk space and export again.",
        )
