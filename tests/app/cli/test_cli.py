"""The command line's contract, kept by real processes: exit codes, JSON, words for mistakes."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__
from app.errors import InputError, WorkspaceError, explain
from tests.app.cli.outcomes import failed, in_process
from tests.e2e.harness import ROOT, SAMPLE, Command, cut_sample, environment, stillroom


@pytest.fixture
def home(stillroom_home: Path) -> Path:
    """The home of the commands of one test."""
    return stillroom_home


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with an empty project, for commands that only read or fail."""
    place = tmp_path_factory.mktemp("ready")
    of = ("--workspace", place / "ws", "--json")
    stillroom(place / "home", "project", "new", "contracts", *of).ok()
    return place / "ws"


MISTAKES: dict[str, tuple[list[str], str]] = {
    "show of an unknown project": (["project", "show", "other"], "'other'"),
    "import into it": (["prompts", "import", "--project", "other", "{csv}"], "'other'"),
    "teachers of it": (["teacher", "list", "--project", "other"], "'other'"),
    "generate for it": (["generate", "--project", "other", "--teacher", "t"], "'other'"),
    "curate it": (["curate", "--project", "other", "--teacher", "t"], "'other'"),
    "freeze it": (["freeze", "--project", "other", "--teacher", "t"], "'other'"),
    "distill it": (["distill", "--project", "other", "--student", "s"], "'other'"),
    "export it": (["export", "--project", "other"], "'other'"),
    "export a run of it": (["export", "--project", "other", "--run", "r"], "'other'"),
    "parity of it": (["parity", "--project", "other"], "'other'"),
    "evaluate it": (["evaluate", "--project", "other"], "'other'"),
    "no run": (["export", "--project", "contracts"], "no finished run"),
    "an unknown run": (["parity", "--project", "contracts", "--run", "r"], "no run named 'r'"),
    "an unknown teacher": (["curate", "--project", "contracts", "--teacher", "t"], "'t'"),
    "an unknown model": (
        ["teacher", "add", "--project", "contracts", "t", "--kind", "gguf", "--model", "m"],
        "no model 'm'",
    ),
    "no model": (["teacher", "add", "--project", "contracts", "t", "--kind", "gguf"], "a model"),
    "no responses": (
        ["teacher", "add", "--project", "contracts", "t", "--kind", "recorded"],
        "No file",
    ),
    "a missing file": (["prompts", "import", "--project", "contracts", "gone.csv"], "gone.csv"),
    "a folder for a file": (["prompts", "import", "--project", "contracts", "{folder}"], "folder"),
    "an empty file": (["prompts", "import", "--project", "contracts", "{empty}"], "empty"),
    "a map without a column": (
        ["prompts", "import", "--project", "contracts", "{csv}", "--map", "prompt"],
        "is not FIELD=COLUMN",
    ),
    "a map to no column": (
        ["prompts", "import", "--project", "contracts", "{csv}", "--map", "prompt=Other"],
        "no column named 'Other'",
    ),
    "a map of no field": (
        ["prompts", "import", "--project", "contracts", "{csv}", "--map", "promt=Question"],
        "no field named 'promt'",
    ),
    "a missing GGUF": (["chat", "gone.gguf", "--prompt", "Hello"], "gone.gguf"),
    "half a GGUF": (["chat", "{half}", "--prompt", "Hello"], "half.gguf is not a usable GGUF"),
    "half a GGUF as teacher": (
        ["teacher", "add", "--project", "contracts", "t", "--kind", "gguf", "--model", "{half}"],
        "half.gguf is not a usable GGUF",
    ),
    "half a GGUF into the library": (["models", "import", "{half}"], "half.gguf"),
    "a folder that is no model": (["models", "import", "{folder}"], "no model"),
    "a file that is no recipe": (["run", "{csv}"], "is no recipe"),
    "a missing recipe": (["run", "gone.toml"], "gone.toml cannot be read"),
    "a header beyond measure": (
        ["prompts", "import", "--project", "contracts", "{wide}"],
        "no header that can be read",
    ),
    "a header with a lone carriage return": (
        ["prompts", "import", "--project", "contracts", "{returns}"],
        "no header that can be read",
    ),
    "the home of nobody": (
        ["teacher", "add", "--project", "contracts", "t", "--kind", "gguf", "--model", "~no-one/m"],
        "home folder is not known",
    ),
    "a name that is too long": (["chat", "x" * 300, "--prompt", "Hello"], "File name too long"),
    "bytes that are no UTF-8": (["project", "show", "caf\udce9"], "'caf\\udce9'"),
    "shares beyond the whole": (
        ["freeze", "--project", "contracts", "--teacher", "t", "--test", "1.5"],
        "shares",
    ),
}


REAL = (
    "export it",
    "a missing file",
    "a map without a column",
    "half a GGUF",
    "half a GGUF into the library",
    "a file that is no recipe",
    "bytes that are no UTF-8",
)
"""Those that are tried as processes of their own, too: their imports take a second each."""


@pytest.fixture(scope="module")
def names(tiny_gguf: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files that commands are given."""
    place = tmp_path_factory.mktemp("files")
    found = {
        name: place / name
        for name in ("folder", "empty.csv", "half.gguf", "prompts.csv", "wide.csv", "returns.csv")
    }
    found["folder"].mkdir()
    found["empty.csv"].touch()
    data = tiny_gguf.read_bytes()
    found["half.gguf"].write_bytes(data[: len(data) // 2])
    found["wide.csv"].write_text("x" * 200_000 + "\nOne?\n", "utf-8")
    found["returns.csv"].write_bytes(b"prompt\rresponse\nOne?,1\n")
    found["prompts.csv"].write_text("Question,Reply\nOne?,1\n", "utf-8")
    return {key.partition(".")[0]: path for key, path in found.items()} | {
        "csv": found["prompts.csv"]
    }


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_has_one_message_and_one_hint(
    mistake: str,
    home: Path,
    ready: Path,
    names: dict[str, Path],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arguments, complaint = MISTAKES[mistake]
    filled = [*(item.format(**names) for item in arguments), "--workspace", str(ready), "--json"]
    failed(in_process(filled, capfd, monkeypatch), complaint)
    if mistake in REAL:
        failed(stillroom(home, *filled), complaint)


CONFIGS = {
    **dict.fromkeys(["[]", "5", "{", '{"config": 5}', ""], "is no configuration"),
    '{"student": "s", "x": 1}': "unknown setting 'x'",
    '{"student": "s", "epochs": 1e400}': "epochs cannot be",
    '{"student": "s", "epochs": 1' + 400 * "0" + "}": "epochs cannot be",
    '{"student": "s", "lora_rank": 1' + 400 * "0" + "}": "lora_rank cannot be",
}


@pytest.mark.parametrize("text", CONFIGS)
def test_a_configuration_that_is_none_is_said_so(
    text: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    workspace: Path,
) -> None:
    config = tmp_path / "my config.json"
    config.write_text(text, "utf-8")
    cut_sample(tmp_path, 6, 2)
    of = ["--project", "p", "--workspace", str(workspace), "--json"]
    responses = str(tmp_path / "responses.jsonl")
    for arguments in (
        ["project", "new", "p", *of[2:]],
        ["teacher", "add", "t", "--kind", "recorded", "--responses", responses, *of],
        ["freeze", "--teacher", "t", *of],
    ):
        assert in_process(arguments, capfd, monkeypatch).code == 0
    distill = ["distill", "--config", str(config), *of]
    outcome = in_process(distill, capfd, monkeypatch)
    failed(outcome, CONFIGS[text])
    config.unlink()
    failed(in_process(distill, capfd, monkeypatch), "no such file or folder")


GENERATE = ["generate", "--project", "p", "--teacher", "t"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frobnicate"],
        ["project"],
        ["project", "new"],
        ["run"],
        ["distill", "--project", "p", "--method", "magic"],
        ["export", "--project", "p", "--quant", "Q3_X"],
        ["parity", "--project", "p", "--examples", "-1"],
        ["evaluate", "--project", "p", "--examples", "x"],
        [*GENERATE, "--seed", "-1"],
        [*GENERATE, "--seed", str(2**31)],
        [*GENERATE, "--max-tokens", "0"],
        [*GENERATE, "--limit", "-1"],
        [*GENERATE, "--temperature", "5.1"],
        [*GENERATE, "--temperature", "nan"],
        ["freeze", "--project", "p", "--teacher", "t", "--seed", "-1"],
        ["chat", "x.gguf", "--max-tokens", "0"],
        ["chat", "x.gguf", "--temperature", "-0.1"],
        ["teacher", "add", "--project", "p", "t", "--kind", "oracle"],
        ["project", "list", "--jsn"],
    ],
)
def test_wrong_usage_ends_with_2(
    arguments: list[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = in_process(arguments, capfd, monkeypatch)
    assert outcome.code == 2
    assert outcome.out == ""
    assert "usage: stillroom" in outcome.err
    assert "Traceback" not in outcome.err


def test_real_processes_keep_the_contract_as_well(home: Path, workspace: Path) -> None:
    of = ("--workspace", workspace, "--json")
    version = stillroom(home, "--version")
    assert (version.code, version.out) == (0, f"stillroom {__version__}\n")
    assert stillroom(home, "frobnicate").code == 2
    failed(stillroom(home, "project", "show", "other", *of), "There is no workspace")
    made = stillroom(home, "project", "new", "contracts", *of)
    assert made.ok() == {"project": "contracts"}
    assert made.out.count("\n") == 1, "one line"
    imported = stillroom(
        home, "prompts", "import", "--project", "contracts", SAMPLE / "prompts.jsonl", *of
    )
    assert imported.ok()["prompts_new"] > 1000
    assert imported.out.count("\n") == 1, "progress is no output"
    assert "Reading prompts.jsonl" in imported.err
    listed = stillroom(home, "project", "list", *of).ok()
    assert listed["projects"][0]["prompts"] == imported.value["prompts_new"]
    words = stillroom(home, "project", "list", "--workspace", workspace)
    assert words.out.split()[:2] == ["project", "prompts"]
    failed(stillroom(home, "project", "show", "other", *of), "other")


def test_a_bug_keeps_its_traceback_to_itself(
    workspace: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("app.cli.projects.projects.create", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    arguments = ["project", "new", "p", "--workspace", str(workspace), "--json"]
    outcome = in_process(arguments, capfd, monkeypatch)
    assert outcome.code == 1
    assert "Traceback" not in outcome.err + outcome.out
    assert "ZeroDivisionError: a bug" in outcome.err
    (details,) = tmp_path.glob("stillroom-error-*.txt")
    assert str(details) in outcome.value["hint"]
    assert "Traceback" in details.read_text("utf-8")


def test_an_input_that_may_not_be_read_is_no_matter_of_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "prompts.csv"
    path.touch()
    refused = PermissionError(errno.EACCES, "Permission denied", str(path))
    written = explain(refused)
    assert isinstance(written, WorkspaceError), "it can be read, so it was to be written"
    monkeypatch.setattr("os.access", lambda _path, mode: mode == os.F_OK)  # as for any other user
    read = explain(refused)
    assert isinstance(read, InputError)
    assert str(path) in read.message
    assert "workspace" not in read.message + read.hint
    missing = PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "new"))
    monkeypatch.setattr("os.access", lambda *_: False)
    assert isinstance(explain(missing), WorkspaceError), "it is not there: to be made"


def test_a_workspace_that_is_a_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    of = ["--workspace", str(tmp_path / "file"), "--json"]
    failed(in_process(["project", "new", "p", *of], capfd, monkeypatch), "not a folder")
    failed(in_process(["project", "list", *of], capfd, monkeypatch), "no workspace in")
    within = ["--workspace", str(tmp_path / "file" / "deeper"), "--json"]
    failed(in_process(["project", "new", "p", *within], capfd, monkeypatch), "not a folder")


def test_a_workspace_is_one_process_at_a_time(home: Path, ready: Path) -> None:
    script = (
        "import filelock, sys; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); "
        "print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(ready / ".lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(home),
        cwd=ROOT,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        outcome = stillroom(home, "project", "new", "q", "--workspace", ready, "--json")
        failed(outcome, "Another Stillroom is working in this workspace")
        listed = stillroom(home, "project", "list", "--workspace", ready, "--json").ok()
        assert [item["project"] for item in listed["projects"]] == ["contracts"], "reading goes on"
        holder.kill()
    assert stillroom(home, "project", "new", "contracts", "--workspace", ready).code == 0


def test_a_full_disk(
    small_disk: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    of = ["--workspace", str(small_disk / "ws"), "--json"]
    ballast = small_disk / "ballast"
    new, show = ["project", "new", "p", *of], ["project", "show", "p", *of]
    for free in (0, 8_000, 50_000, 100_000):
        ballast.write_bytes(bytes((1 << 20) - free))
        failed(in_process(new, capfd, monkeypatch), "disk is full")
        ballast.unlink()
    assert in_process(new, capfd, monkeypatch).code == 0
    prompts = ["prompts", "import", "--project", "p", str(SAMPLE / "prompts.jsonl"), *of]
    value = failed(in_process(prompts, capfd, monkeypatch), "disk is full")
    assert "Free some space" in value["hint"]
    assert in_process(show, capfd, monkeypatch).value["prompts"] == 0, "all of a file or nothing"


def test_a_disk_that_cannot_be_written(
    small_disk: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    of = ["--workspace", str(small_disk / "ws"), "--json"]
    new, show = ["project", "new", "q", *of], ["project", "show", "p", *of]
    assert in_process(["project", "new", "p", *of], capfd, monkeypatch).code == 0
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert in_process(show, capfd, monkeypatch).ok()["project"] == "p", "looking is possible"
    failed(in_process(["project", "show", "x", *of], capfd, monkeypatch), "'x'")
    failed(in_process(new, capfd, monkeypatch), "cannot be written")
    elsewhere = ["--workspace", str(small_disk / "other"), "--json"]
    failed(in_process(["project", "new", "q", *elsewhere], capfd, monkeypatch), "cannot be written")


def test_changes_that_lie_in_the_log_of_a_read_only_copy_are_not_passed_over(
    small_disk: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = small_disk / "ws"
    of = ["--workspace", str(place), "--json"]
    assert in_process(["project", "new", "p", *of], capfd, monkeypatch).code == 0
    (place / "stillroom.db-wal").write_bytes(b"what a copy of a running workspace holds")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    value = failed(in_process(["project", "list", *of], capfd, monkeypatch), "not merged")
    assert "Copy the folder" in value["hint"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_during_an_import_leaves_nothing_of_it(
    number: int, home: Path, workspace: Path, tmp_path: Path
) -> None:
    of = ("--workspace", workspace, "--json")
    stillroom(home, "project", "new", "p", *of).ok()
    many = tmp_path / "many.jsonl"
    row = {"prompt": "x" * 200}
    with many.open("w", encoding="utf-8") as stream:
        for at in range(60_000):
            stream.write(json.dumps({**row, "id": str(at), "prompt": f"{at} {row['prompt']}"}))
            stream.write("\n")
    command = Command(home, "prompts", "import", "--project", "p", many, *of)
    try:
        assert command.until(lambda: b"Reading many" in command.err.read_bytes())
        command.signal(number)
        outcome = command.end()
    finally:
        command.kill()
    assert outcome.code == 130, outcome.err
    assert outcome.out == '{"cancelled": true}\n'
    assert "Traceback" not in outcome.err
    assert stillroom(home, "project", "show", "p", *of).ok()["prompts"] == 0
