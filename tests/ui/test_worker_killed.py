"""The worker is killed, or its disk fills up: the window lives, says so, and Resume goes on."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain import RunState
from app.store import projects, runs
from app.store.database import Database
from app.store.workspace import writing
from app.workflow import Step
from tests.app.distill import samples
from ui.context import Context
from ui.main_window import MainWindow
from ui.shell import Shell

NAME = "contracts"
Fill = Callable[[Callable[[Database], None]], None]


def prepare(db: Database, model: Path) -> None:
    """A project that is ready to be trained."""
    samples.freeze(db, samples.examples(8, 2))
    config = samples.config(model, epochs=60.0, validations=2, checkpoint_seconds=0.0).as_json()
    projects.choose(
        db,
        projects.get(db, NAME),
        template="chat",
        step="distill",
        distill={key: value for key, value in config.items() if key != "samples"},
        finish=False,
    )


@contextlib.contextmanager
def opened(qtbot: QtBot, place: Path) -> Iterator[Shell]:
    """The window on that project."""
    window = MainWindow()
    window.show()
    made = window.fill(Context(place))
    qtbot.waitUntil(lambda: made.context.is_open, timeout=20_000)
    made.context.enter(NAME)
    qtbot.waitUntil(lambda: made.current is Step.DISTILL, timeout=20_000)
    try:
        yield made
    finally:
        made.stop()
        qtbot.waitUntil(lambda: made.context.queue.idle, timeout=60_000)
        window.close()


@pytest.fixture
def shell(qtbot: QtBot, workspace: Path, fill: Fill, tiny_model: Path) -> Iterator[Shell]:
    """The window on a project that is ready to be trained."""
    fill(lambda db: prepare(db, tiny_model))
    with opened(qtbot, workspace) as made:
        yield made


def trainer() -> psutil.Process | None:
    """The worker: the child that multiprocessing has spawned for a job."""
    for child in psutil.Process().children():
        if any("spawn_main" in word for word in child.cmdline()):
            return child
    return None


@contextlib.contextmanager
def memory_limit(process: int, size: int) -> Iterator[None]:
    """Give what a process allocates from now on a limit that the kernel's OOM killer enforces."""
    for group, limit in (
        (Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes"),
        (Path("/sys/fs/cgroup"), "memory.max"),
    ):
        made = group / f"stillroom-test-{process}"
        with contextlib.suppress(OSError):
            made.mkdir()
            try:
                (made / limit).write_text(str(size))
                (made / "cgroup.procs").write_text(str(process))
                yield
                return
            finally:
                with contextlib.suppress(OSError):
                    made.rmdir()
    pytest.skip("no memory control group can be made here")


def begun(qtbot: QtBot, shell: Shell) -> int:
    """Start the training and wait for its first steps; the worker's process id."""
    qtbot.waitUntil(shell.primary.isEnabled, timeout=20_000)
    QTest.mouseClick(shell.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "loss" in shell.panel.detail.toolTip(), timeout=120_000)
    found = trainer()
    assert found is not None
    return found.pid


def lives(name: str, hint: str, qtbot: QtBot, shell: Shell) -> None:
    """The window says what happened and what to do."""
    qtbot.waitUntil(lambda: not shell.message.isHidden(), timeout=60_000)
    assert name in shell.message.message.text()
    assert hint in shell.message.hint.text()
    assert shell.frame.isVisible()


def lives_and_goes_on(name: str, qtbot: QtBot, shell: Shell) -> None:
    """It says so, and Resume takes the training to its end."""
    lives(name, "goes on from the last checkpoint", qtbot, shell)
    resumed(qtbot, shell)


def resumed(qtbot: QtBot, shell: Shell) -> None:
    """Resume takes the training to its end."""
    qtbot.waitUntil(lambda: shell.primary.text() == "Resume", timeout=20_000)
    QTest.mouseClick(shell.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shell.primary.text() == "Next", timeout=240_000)
    assert shell.message.isHidden()
    [run] = runs.of_project(shell.context.db, projects.get(shell.context.db, NAME))
    assert run.state is RunState.FINISHED


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV], ids=lambda item: item.name)
def test_a_killed_worker(number: signal.Signals, qtbot: QtBot, shell: Shell) -> None:
    os.kill(begun(qtbot, shell), number)
    lives_and_goes_on(number.name, qtbot, shell)


@pytest.mark.slow
def test_a_worker_that_the_oom_killer_ends(qtbot: QtBot, shell: Shell) -> None:
    process = begun(qtbot, shell)
    with memory_limit(process, 1 << 20):
        qtbot.waitUntil(lambda: not psutil.pid_exists(process), timeout=60_000)
    lives_and_goes_on("memory ran out", qtbot, shell)


@pytest.mark.slow
def test_a_disk_that_fills_up_during_a_run(
    qtbot: QtBot, small_disk: Path, tiny_model: Path
) -> None:
    subprocess.run(["mount", "-o", "remount,size=40m", str(small_disk)], check=True)
    place = small_disk / "workspace"
    with writing(place) as db:
        prepare(db, tiny_model)
    with opened(qtbot, place) as shell:
        begun(qtbot, shell)
        ballast = small_disk / "ballast"
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as stream:
            while True:
                stream.write(bytes(4096))
        lives("disk is full", "Free some space", qtbot, shell)
        ballast.unlink()
        qtbot.waitUntil(lambda: shell.primary.isEnabled(), timeout=20_000)
        assert shell.primary.text() in ("Resume", "Try again", "Start")
        resumed(qtbot, shell)
