"""A small journey command by command: what each one says, and that one can be interrupted."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from app.files import STAGING
from app.models import gguf_file
from tests.e2e.harness import DISTILL, Command, Outcome, cut_sample, stillroom

pytestmark = pytest.mark.slow


class Shell:
    """Commands in one workspace."""

    def __init__(self, folder: Path) -> None:
        self.home, self.place = folder / "home", folder / "workspace"

    def start(self, *arguments: str | Path) -> Command:
        return Command(self.home, *arguments, "--workspace", self.place, "--json")

    def run(self, *arguments: str | Path) -> Outcome:
        return stillroom(self.home, *arguments, "--workspace", self.place, "--json")

    def ok(self, *arguments: str | Path) -> dict[str, Any]:
        """The JSON of a command that succeeds, and that printed nothing else."""
        outcome = self.run(*arguments)
        value = outcome.ok()
        assert outcome.out.count("\n") == 1, outcome.out
        assert "Traceback" not in outcome.err
        return value

    def states(self) -> list[str]:
        """The state of every run."""
        with contextlib.closing(sqlite3.connect(self.place / "stillroom.db")) as opened:
            assert opened.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            return [row[0] for row in opened.execute("SELECT state FROM runs ORDER BY id")]


OF = ("--project", "contracts")


def collected(shell: Shell, folder: Path) -> dict[str, Any]:
    """From nothing to a dataset; the last command's result."""
    assert shell.ok("project", "new", "contracts") == {"project": "contracts"}
    found = shell.ok("prompts", "import", *OF, folder / "prompts.jsonl")
    assert (found["rows"], found["prompts_new"], found["rejected_count"]) == (40, 40, 0)
    given = ("teacher", "add", *OF, "big", "--kind", "recorded", "--responses")
    found = shell.ok(*given, folder / "responses.jsonl")
    assert found["prompts_new"] == 0
    assert found["responses_new"] + found["rejected_count"] == found["rows"] >= 38
    (teacher,) = shell.ok("teacher", "list", *OF)["teachers"]
    assert (teacher["name"], teacher["kind"]) == ("big", "recorded")
    assert teacher["capabilities"] == ["text"]
    found = shell.ok("curate", *OF, "--teacher", "big")
    assert found["kept"] + found["left_out"] == found["total"] == teacher["answers"]
    frozen = shell.ok("freeze", *OF, "--teacher", "big", "--validation", "0.1", "--name", "first")
    assert sum(frozen["counts"].values()) == found["kept"]
    assert frozen["counts"]["test"] == 6
    return frozen


@pytest.fixture(scope="module")
def collection(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a dataset of about 40 rows, made by single commands."""
    folder = tmp_path_factory.mktemp("collection")
    cut_sample(folder, 34, 6)
    settings = {**DISTILL, "max_steps": 30, "epochs": 9, "student": str(tiny_model)}
    (folder / "config.json").write_text(json.dumps(settings), "utf-8")
    collected(Shell(folder), folder)
    return folder


@pytest.fixture
def shell(collection: Path, tmp_path: Path) -> Shell:
    """A copy of it."""
    shutil.copytree(collection, tmp_path / "copy")
    return Shell(tmp_path / "copy")


def test_a_small_journey_by_single_commands(shell: Shell, tiny_model: Path) -> None:
    (frozen,) = shell.ok("project", "show", "contracts")["datasets"]
    config = ("--config", shell.place.parent / "config.json")
    trained = shell.ok("distill", *OF, "--dataset", "first", *config)["run"]
    assert trained["steps"] == 30
    by_record = ("--config", Path(trained["dir"]) / "config.json")
    assert shell.ok("distill", *OF, *by_record)["run"] == trained, "its own record is the same run"
    files = shell.ok("export", *OF, "--quant", "Q8_0")["gguf"]
    assert [item["quant"] for item in files] == ["F16", "Q8_0"]
    path = Path(files[1]["path"])
    assert gguf_file.read(path).metadata["stillroom.dataset"] == frozen["hash"]
    parity = shell.ok("parity", *OF, "--examples", "2")
    assert parity["holds"] is True
    assert parity["examples"] == 2
    report = shell.ok("evaluate", *OF, "--quant", "Q8_0", "--examples", "3")
    assert report["examples"] == 3
    assert {"teacher", "base", "student", "retention", "interval"} <= set(report)
    words = stillroom(shell.home, "chat", path, "--prompt", "A clause?", "--max-tokens", "8")
    assert words.code == 0
    answer = shell.ok("chat", path, "--prompt", "A clause?", "--max-tokens", "8")["answer"]
    assert words.out == answer + "\n"
    assert shell.states() == ["finished"]
    imported = shell.ok("models", "import", tiny_model, "--name", "mine")
    assert imported["trainable"] is True
    assert shell.ok("models", "list")["models"] == [imported]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_during_training_can_be_taken_up_again(number: int, shell: Shell) -> None:
    command = shell.start("distill", *OF, "--config", shell.place.parent / "config.json")
    metrics = "runs/*/metrics.jsonl"
    try:
        assert command.until(
            lambda: any(path.read_bytes().count(b"\n") > 1 for path in shell.place.glob(metrics))
        )
        command.signal(number)
        outcome = command.end()
    finally:
        command.kill()
    assert outcome.code == 130, outcome.err
    assert outcome.value == {"cancelled": True}
    assert "Traceback" not in outcome.err
    assert "Stopping in good order" in outcome.err
    assert shell.states() == ["interrupted"]
    assert not list(shell.place.rglob(f"*{STAGING}*"))
    assert list(shell.place.glob("runs/*/checkpoints/step-*")), "to go on from"
    trained = shell.ok("distill", *OF, "--resume")["run"]
    assert trained["steps"] == 30
    assert shell.states() == ["finished"]
    (path,) = shell.place.glob(metrics)
    steps = [json.loads(line)["step"] for line in path.read_text("utf-8").splitlines()]
    assert steps == list(range(1, 31))


@pytest.mark.parametrize("moment", ["Starting", "Checking the models|Loading the student"])
def test_ctrl_c_while_the_work_begins(moment: str, shell: Shell) -> None:
    command = shell.start("distill", *OF, "--config", shell.place.parent / "config.json")
    try:
        assert command.until(
            lambda: bool(re.search(moment, command.err.read_text("utf-8", "replace")))
        )
        command.signal(signal.SIGINT)
        outcome = command.end()
    finally:
        command.kill()
    assert outcome.code == 130, outcome.err
    assert "Traceback" not in outcome.err
    assert shell.states()[0] in ("running", "interrupted")
