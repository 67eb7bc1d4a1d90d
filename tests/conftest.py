"""Fixtures that every test shares: a home of its own, no network, nothing left behind."""

from __future__ import annotations

import ipaddress
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

import hypothesis
import psutil
import pytest

from app import offline
from tests import tiny

# Libraries read it when they are imported; the workers of a test inherit it.
offline.prepare()

# The machines that run this are shared and slow at times: no deadline.
hypothesis.settings.register_profile("stillroom", deadline=None, max_examples=60)
hypothesis.settings.load_profile("stillroom")

_GRACE = 3.0  # seconds a process or thread that was told to end may take


@pytest.fixture(autouse=True)
def stillroom_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, so that no test sees or changes the user's."""
    home = tmp_path / "home"
    monkeypatch.setenv("STILLROOM_HOME", str(home))
    monkeypatch.delenv("STILLROOM_MODELS", raising=False)
    return home


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Where a test may make its workspace; not there yet."""
    return tmp_path / "workspace"


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny real model; tests read it, and copy it to change it."""
    return tiny.model_folder(tmp_path_factory.mktemp("tiny") / "tiny-model")


@pytest.fixture(scope="session")
def tiny_gguf(tiny_model: Path) -> Path:
    """The tiny model as an F16 GGUF."""
    return tiny.gguf(tiny_model, tiny_model.parent / "tiny-model.gguf")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


class NetworkUsed(Exception):
    """A test tried to reach another machine. No OSError: nothing may take it for a bad line."""


def is_loopback(address: Any) -> bool:
    """Whether a socket address stays on this machine."""
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0])
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sockets connect to this machine only."""
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}

    def guarded(name: str) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if not is_loopback(address):
                raise NetworkUsed(f"a test tried to reach {address!r}")
            return real[name](self, address)

        return connect

    for name in real:
        monkeypatch.setattr(socket.socket, name, guarded(name))


def running() -> dict[str, str]:
    """The child processes and non-daemon threads that run now: a key and a description each.

    A process that has ended but was not waited for does no harm and is left out, and so is the
    helper that multiprocessing itself keeps.
    """
    helper = getattr(resource_tracker._resource_tracker, "_pid", None)
    found = {}
    for child in psutil.Process().children(recursive=True):
        try:
            if child.pid != helper and child.status() != psutil.STATUS_ZOMBIE:
                key = f"process {child.pid} {child.create_time()}"
                found[key] = f"process {child.pid}: {' '.join(child.cmdline())[:200]}"
        except psutil.NoSuchProcess:
            continue
    for thread in threading.enumerate():
        if not thread.daemon:
            found[f"thread {id(thread)}"] = f"thread {thread.name}"
    return found


def left_behind(before: dict[str, str], grace: float = _GRACE) -> list[str]:
    """What runs now, and did not before, and does not end within the grace."""
    deadline = time.monotonic() + grace
    while True:
        found = [text for key, text in running().items() if key not in before]
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.05)


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a child process or a non-daemon thread behind."""
    before = running()
    yield
    found = left_behind(before)
    assert not found, f"the test left behind: {found}"
