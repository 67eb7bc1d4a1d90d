"""The llama.cpp wheel: built once a machine, kept outside the tree, shared by every checkout."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from devtools.console import TICK_S, elapsed, failure, say, stream

DISTRIBUTION = "llama-cpp-python"
# Without GGML_NATIVE=off the wheel holds instructions of the processor that compiled it and dies
# on an older one that shares the cache. No curl: nothing in Stillroom downloads through llama.cpp.
CMAKE_ARGS = "-DGGML_NATIVE=off -DLLAMA_CURL=off"


def cache_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The cache folder: STILLROOM_CACHE, or the platform's own place for caches."""
    if chosen := environ.get("STILLROOM_CACHE"):
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home() / "AppData/Local") / "stillroom" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/stillroom"
    base = environ.get("XDG_CACHE_HOME", "")
    # The XDG rules say that a relative path is to be ignored.
    home = Path(base) if base.startswith("/") else Path.home() / ".cache"
    return home / "stillroom"


def wheel_fits(name: str, version: str, system: str, machine: str) -> bool:
    """Whether a file name is our wheel, of this version, for this system and processor."""
    stem = DISTRIBUTION.replace("-", "_")
    if not (name.startswith(f"{stem}-{version}-") and name.endswith(".whl")):
        return False
    tag = name.removesuffix(".whl").rsplit("-", 1)[-1]
    prefix = {"linux": ("linux", "manylinux"), "darwin": ("macosx",), "win32": ("win",)}
    return tag.startswith(prefix.get(system, (system,))) and tag.endswith(machine.lower())


def wheel_is_whole(path: Path) -> bool:
    """Whether every byte in the archive is readable and its own list of files is complete."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            records = [name for name in names if name.endswith(".dist-info/RECORD")]
            if len(records) != 1 or archive.testzip() is not None:
                return False
            listed = archive.read(records[0]).decode().splitlines()
    except (OSError, zipfile.BadZipFile, EOFError, UnicodeDecodeError, NotImplementedError):
        return False
    except Exception as error:  # zlib.error has no common base with the ones above
        if type(error).__module__ != "zlib":
            raise
        return False
    return all(line.split(",", 1)[0].strip('"') in names for line in listed if line)


def find_wheel(folder: Path, version: str) -> Path | None:
    """The wheel for this machine; a broken one is removed so that it is built again."""
    for path in sorted(folder.glob("*.whl")):
        if not wheel_fits(path.name, version, sys.platform, platform.machine()):
            continue
        if wheel_is_whole(path):
            return path
        say(f"{path} is broken; it will be built again.")
        path.unlink()
    return None


def ensure_wheel(version: str, python: Path, env: Mapping[str, str]) -> Path:
    """The wheel from the cache, or built into it; two processes never build at once."""
    folder = cache_dir() / "wheels"
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / ".lock", "another process builds llama.cpp"):
        # Looked up under the lock: whoever held it may just have built the wheel.
        return find_wheel(folder, version) or _build(version, python, env, folder)


def _build(version: str, python: Path, env: Mapping[str, str], folder: Path) -> Path:
    say(
        f"Compiling llama.cpp ({DISTRIBUTION} {version}). The first build takes about 6 minutes "
        f"on 2 cores; the result is kept in {folder}."
    )
    for left_over in folder.glob(".building-*"):
        shutil.rmtree(left_over, ignore_errors=True)  # we hold the lock: nobody builds there
    # Beside its final place, so that the move is one rename within a file system.
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=folder))
    try:
        started = time.monotonic()
        outcome = stream(
            [
                *(python, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", building),
                # pip's own cache does not know CMAKE_ARGS: it may hold a native build.
                "--no-cache-dir",
                f"{DISTRIBUTION}=={version}",
            ],
            label="compiling llama.cpp",
            env={**env, "CMAKE_ARGS": CMAKE_ARGS},
            cwd=folder,
        )
        if outcome.code != 0:
            raise failure("Compiling llama.cpp", outcome)
        built = find_wheel(building, version)
        if built is None:
            raise failure("Compiling llama.cpp (no wheel came out)", outcome)
        with built.open("rb+") as handle:
            os.fsync(handle.fileno())
        final = folder / built.name
        built.replace(final)
        say(f"llama.cpp compiled in {elapsed(time.monotonic() - started)}.")
        return final
    finally:
        shutil.rmtree(building, ignore_errors=True)


@contextlib.contextmanager
def locked(path: Path, busy: str) -> Iterator[None]:
    """Hold a lock file; while another process holds it, wait and say so.

    The system frees such a lock when its process ends, however it ends, so none goes stale.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as handle:
        started = said = time.monotonic()
        if not _try_lock(handle.fileno()):
            say(f"Waiting: {busy}.")
            while not _try_lock(handle.fileno()):
                time.sleep(0.5)
                if time.monotonic() - said >= TICK_S:
                    said = time.monotonic()
                    say(f"  … waiting, {busy}: {elapsed(said - started)}")
        try:
            yield
        finally:
            _unlock(handle.fileno())


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
