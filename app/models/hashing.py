"""Hashes and copies of big files as jobs: a window can show life, and the user can cancel."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from pathlib import Path

from app.job import Job, Progress

_CHUNK = 16 << 20  # bytes between two signs of life: well below half a second, also on slow disks
_SETTLED = 2_000_000_000  # nanoseconds after which a change of a file must show in its times

_known: dict[tuple[str | int, ...], str] = {}


def sha256(path: Path) -> Job[str]:
    """The sha256 of a file's bytes, in hex."""
    digest = hashlib.sha256()
    size, done = path.stat().st_size, 0
    with path.open("rb") as stream:
        yield Progress(0, size >> 20, f"Hashing {path.name} (MB)")
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            yield Progress(done >> 20, size >> 20, f"Hashing {path.name} (MB)")
    return digest.hexdigest()


def remembered(path: Path) -> Job[str]:
    """The same, read once in a process for as long as the file looks untouched.

    For files that are looked up again and again (a model's weights); not where damage is to be
    found that leaves a file's times as they are.
    """
    key = _key(path)
    if key in _known:
        yield Progress(message=f"Hashing {path.name}")
        return _known[key]
    digest = yield from sha256(path)
    # A file that is still being written may change once more within one tick of its clock.
    if _key(path) == key and time.time_ns() - path.stat().st_mtime_ns > _SETTLED:
        _known[key] = digest
    return digest


def _key(path: Path) -> tuple[str | int, ...]:
    found = path.stat()
    return (
        str(path.absolute()),
        found.st_size,
        found.st_mtime_ns,
        found.st_ctime_ns,
        found.st_ino,
    )


def of_folder(folder: Path, names: Iterable[str]) -> Job[dict[str, str]]:
    """sha256 by name of files in a folder, each read once in a process."""
    found = {}
    for name in names:
        found[name] = yield from remembered(folder / name)
    return found


def copy(source: Path, target: Path) -> Job[None]:
    """Copy a file's bytes; the caller stages the target."""
    size, done = source.stat().st_size, 0
    with source.open("rb") as reader, target.open("wb") as writer:
        yield Progress(0, size >> 20, f"Copying {source.name} (MB)")
        while chunk := reader.read(_CHUNK):
            writer.write(chunk)
            done += len(chunk)
            yield Progress(done >> 20, size >> 20, f"Copying {source.name} (MB)")
