"""The job that copies an exported file to where the user wants it, and proves the copy."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from app import files
from app.errors import InputError, WorkspaceError
from app.job import Job, Progress

_CHUNK = 1 << 22


def save_copy(source: Path, sha256: str, target: Path) -> Job[Path]:
    """Copy ``source`` to ``target``, whole or not at all; its bytes must have that sha256.

    Raises InputError when the place cannot hold it, WorkspaceError when the file is missing or no
    longer the one that was exported.
    """
    yield Progress(message="Looking at the file")
    if not source.is_file():
        raise WorkspaceError(f"{source.name} is no longer there.", "Export the student again.")
    if target.exists() and target.samefile(source):
        raise InputError("This is the file itself.", "Choose another folder or name.")
    if not target.parent.is_dir():
        raise InputError(f"There is no such folder: {target.parent}", "Choose another folder.")
    size = source.stat().st_size
    free = shutil.disk_usage(target.parent).free
    if free < size:
        raise InputError(
            f"{target.parent} has {free / 1e6:,.0f} MB free, but the file has {size / 1e6:,.0f} "
            "MB.",
            "Free some space there, or choose another place.",
        )
    digest = hashlib.sha256()
    with files.staged_file(target) as staging:
        with source.open("rb") as reader, staging.open("wb") as writer:
            while data := reader.read(_CHUNK):
                digest.update(data)
                writer.write(data)
                done = writer.tell()
                yield Progress(done >> 20, size >> 20, f"Copying {source.name} (MB)")
        if digest.hexdigest() != sha256:
            raise WorkspaceError(
                f"{source.name} is no longer the file that was exported: nothing was copied.",
                "Export the student again.",
            )
    return target
