"""Files that are whole or absent: staging names, fsync, rename; hashes of bytes and values."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

STAGING = ".staging"
_CHUNK = 1 << 20


def sync_directory(path: Path) -> None:
    """Make a rename inside ``path`` durable (a no-op where directories cannot be opened)."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Flush a file that a library wrote down to the disk."""
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def staged_file(target: Path) -> Iterator[Path]:
    """Give a staging path beside ``target``; on success fsync and rename it, else remove it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = target.with_name(target.name + STAGING)
    staging.unlink(missing_ok=True)  # what a killed process left
    try:
        yield staging
        sync_file(staging)
        staging.replace(target)
        sync_directory(target.parent)
    finally:
        staging.unlink(missing_ok=True)


@contextlib.contextmanager
def staged_folder(target: Path) -> Iterator[Path]:
    """Give an empty staging folder; on success fsync its files and rename it to ``target``."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = target.with_name(target.name + STAGING)
    aside = target.with_name(target.name + ".old" + STAGING)
    shutil.rmtree(staging, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)
    staging.mkdir()
    try:
        yield staging
        for path in sorted(staging.rglob("*")):
            if path.is_file():
                sync_file(path)
            else:
                sync_directory(path)
        sync_directory(staging)
        if target.exists():
            target.replace(aside)  # a half-deleted target would look like a whole one
        staging.replace(target)
        sync_directory(target.parent)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        shutil.rmtree(aside, ignore_errors=True)


def write_bytes(target: Path, data: bytes) -> None:
    """Replace ``target`` by ``data``, whole or not at all."""
    with staged_file(target) as staging:
        staging.write_bytes(data)


def write_json(target: Path, value: Any) -> None:
    """Replace ``target`` by ``value`` as readable JSON, whole or not at all."""
    text = json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    write_bytes(target, text.encode("utf-8"))


def sha256_file(path: Path) -> str:
    """The sha256 of a file's bytes, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def sha256_json(value: Any) -> str:
    """The sha256 of a JSON value in canonical form (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sha256_folder(folder: Path, names: list[str] | None = None) -> dict[str, str]:
    """sha256 by relative name of a folder's files (of ``names`` only, when given)."""
    if names is None:
        names = sorted(
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        )
    return {name: sha256_file(folder / name) for name in names}
