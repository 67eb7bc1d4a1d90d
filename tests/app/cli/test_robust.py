"""Surroundings that a command copes with: locales, closed pipes, signals, other people's runs."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import worker
from app.cli import console, program
from app.errors import InputError
from app.job import Job, Progress
from app.store import datasets, projects, runs
from app.store import workspace as workspaces
from tests import fakes
from tests.app.cli.outcomes import failed, in_process
from tests.e2e.harness import ROOT, environment, stillroom


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_any_text_is_printed_whatever_the_streams_are_by_default(
    encoding: str, stillroom_home: Path, workspace: Path
) -> None:
    of = ("--workspace", workspace)
    changes = {"PYTHONIOENCODING": f"{encoding}:strict"}
    name = "Größe – 契約"
    made = stillroom(stillroom_home, "project", "new", name, *of, changes=changes)
    assert made.code == 0, made.err
    assert name in made.out
    shown = ("project", "show", "契約", *of, "--json")
    failed(stillroom(stillroom_home, *shown, changes=changes), "'契約'")


def test_without_a_console_there_are_no_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    monkeypatch.setattr("logging.captureWarnings", lambda *, capture: capture)
    assert program.run_program(["models", "list"]) == 0
    console.ProgressLine().end()


def test_a_reader_that_has_gone_is_no_traceback(stillroom_home: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "app", "models", "list", "--json"]
    done = subprocess.run(
        command, stdout=writing, stderr=subprocess.PIPE, env=environment(stillroom_home), cwd=ROOT
    )
    os.close(writing)
    assert done.returncode == 1
    assert done.stderr == b""


def test_sigterm_cancels_where_no_job_runs(
    workspace: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "app.cli.projects.projects.create", lambda *_: os.kill(os.getpid(), signal.SIGTERM)
    )
    before = signal.getsignal(signal.SIGTERM)
    arguments = ["project", "new", "p", "--workspace", str(workspace), "--json"]
    outcome = in_process(arguments, capfd, monkeypatch)
    assert outcome.code == 130
    assert outcome.value == {"cancelled": True}
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_bug_in_a_worker_is_named_in_one_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    remote = worker.remote
    monkeypatch.setattr(worker, "remote", lambda *_: remote(fakes.buggy))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    outcome = in_process(["models", "import", "x", "--json"], capfd, monkeypatch)
    assert outcome.code == 1
    assert outcome.value["error"].endswith("RuntimeError: CUDA error: device-side assert triggered")
    (details,) = tmp_path.glob("stillroom-error-*.txt")
    assert "fakes.py" in details.read_text("utf-8"), "the worker's own traceback"


def test_a_bug_is_told_where_nothing_can_be_written_down(
    workspace: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def broken(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("app.cli.projects.projects.create", broken)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", full)
    arguments = ["project", "new", "p", "--workspace", str(workspace), "--json"]
    outcome = in_process(arguments, capfd, monkeypatch)
    assert "ZeroDivisionError: a bug" in outcome.value["error"]
    assert outcome.value["hint"]


@pytest.fixture
def two_projects(workspace: Path) -> Path:
    """A workspace with the run ``theirs`` of the project ``one``, and the project ``two``."""
    with workspaces.writing(workspace) as db:
        one = projects.create(db, "one")
        projects.create(db, "two")
        dataset = datasets.freeze(db, one, [], {})
        runs.start(db, dataset, "theirs", workspace / "runs" / "theirs", {})
    return workspace


@pytest.mark.parametrize(
    "command",
    [
        ["distill", "--resume", "theirs"],
        ["export", "--run", "theirs"],
        ["parity", "--run", "theirs"],
        ["evaluate", "--run", "theirs"],
    ],
)
def test_a_run_of_another_project_is_refused(
    command: list[str],
    two_projects: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def started(*_: object) -> None:
        raise InputError("It was found.", "So it would have been used.")

    monkeypatch.setattr("app.worker.remote", started)
    of = ["--workspace", str(two_projects), "--json", "--project"]
    value = failed(in_process([*command, *of, "two"], capfd, monkeypatch), "the project 'one'")
    assert "--project one" in value["hint"]
    if command[0] != "evaluate":
        failed(in_process([*command, *of, "one"], capfd, monkeypatch), "It was found")


@pytest.mark.parametrize(("holds", "code"), [(True, 0), (False, 1)])
def test_parity_that_does_not_hold_is_a_failure(
    holds: bool,
    code: int,
    two_projects: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = {"strings": 2, "strings_equal": 1, "holds": holds, "quants": {}}

    def checked(*_: object) -> Job[dict[str, Any]]:
        yield Progress()
        return found

    monkeypatch.setattr("app.worker.remote", checked)
    of = ["--workspace", str(two_projects), "--project", "one", "--run", "theirs"]
    outcome = in_process(["parity", *of, "--json"], capfd, monkeypatch)
    assert outcome.code == code
    assert outcome.value == found, "the figures come in any case"
    assert ("Error: The exported file does NOT match" in outcome.err) is not holds
    assert ("Hint: Do not use it" in outcome.err) is not holds
    words = in_process(["parity", *of], capfd, monkeypatch)
    assert ("does NOT match the trained model" in words.out) is not holds
