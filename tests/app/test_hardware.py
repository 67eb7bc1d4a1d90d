"""The machine's figures are read right, and a machine without them is no error."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import psutil
import pytest

from app import hardware
from app.hardware import Gpu, Hardware

XEON = """processor\t: 0
model name\t: Intel(R) Xeon(R) Gold 6448Y
flags\t\t: fpu avx2 amx_bf16 amx_tile
bugs\t\t: none

processor\t: 1
model name\t: another
flags\t\t: fpu
"""
ARM = "processor\t: 0\nBogoMIPS\t: 50.00\nFeatures\t: fp asimd bf16\n"


def with_cpuinfo(monkeypatch: pytest.MonkeyPatch, text: str | None) -> None:
    """Let /proc/cpuinfo hold ``text``, or be missing."""
    real = Path.read_text

    def read_text(self: Path, *args: Any, **kwargs: Any) -> str:
        if self != Path("/proc/cpuinfo"):
            return real(self, *args, **kwargs)
        if text is None:
            raise FileNotFoundError
        return text

    monkeypatch.setattr(Path, "read_text", read_text)


def fake_nvidia_smi(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    folder.mkdir()
    tool = folder / "nvidia-smi"
    tool.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_this_machine_has_what_the_system_says(tmp_path: Path) -> None:
    found = hardware.probe(tmp_path)
    assert found.processor
    assert found.cores == hardware.cores() >= 1
    assert found.memory_total == psutil.virtual_memory().total
    assert 0 < found.memory_free <= found.memory_total
    assert abs(found.disk_free - shutil.disk_usage(tmp_path).free) < 1 << 30


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no processor affinity here")
def test_only_cores_that_this_process_may_use_count() -> None:
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert hardware.cores() == 1
    finally:
        os.sched_setaffinity(0, allowed)


def test_a_folder_that_is_not_there_yet_counts_with_its_parent(tmp_path: Path) -> None:
    assert hardware.probe(tmp_path / "not" / "yet").disk_free > 0


@pytest.mark.parametrize(
    ("text", "name", "feature"),
    [(XEON, "Intel(R) Xeon(R) Gold 6448Y", "amx_bf16"), (ARM, None, "bf16")],
)
def test_the_processor_is_read_from_the_kernels_list(
    text: str, name: str | None, feature: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_cpuinfo(monkeypatch, text)
    found = hardware.probe()
    assert feature in found.features
    assert "none" not in found.features
    if name:
        assert found.processor == name


def test_a_system_without_that_list_has_a_processor_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_cpuinfo(monkeypatch, None)
    found = hardware.probe()
    assert found.processor
    assert found.features == frozenset()


@pytest.mark.parametrize(
    ("features", "fast"),
    [
        ({"avx2", "avx512f", "avx512_vnni"}, False),
        ({"avx512_bf16"}, True),
        ({"amx_tile"}, True),
        (set(), False),
    ],
)
def test_bf16_is_fast_only_where_the_processor_has_it(features: set[str], fast: bool) -> None:
    assert Hardware("x", 1, frozenset(features), 1, 1, 1, ()).fast_bf16 is fast


@pytest.mark.skipif(os.name == "nt", reason="the fake tool is a shell script")
def test_cards_are_read_and_those_without_figures_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (
        "NVIDIA H100 80GB HBM3, 81559, 81000\\nNVIDIA GB10, [N/A], [N/A]\\nRTX A2000, 6138, 5\\n"
    )
    fake_nvidia_smi(tmp_path / "bin", monkeypatch, f"printf '{lines}'")
    assert hardware.probe().gpus == (
        Gpu("NVIDIA H100 80GB HBM3", 81559 << 20, 81000 << 20),
        Gpu("RTX A2000", 6138 << 20, 5 << 20),
    )


@pytest.mark.skipif(os.name == "nt", reason="the fake tool is a shell script")
def test_a_driver_that_does_not_answer_means_no_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_nvidia_smi(tmp_path / "bin", monkeypatch, "echo 'RTX A2000, 6138, 5000'; exit 9")
    assert hardware.probe().gpus == ()


@pytest.mark.parametrize("error", [FileNotFoundError, subprocess.TimeoutExpired("nvidia-smi", 10)])
def test_no_tool_or_a_hanging_one_means_no_card(
    error: type[Exception] | Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(subprocess, "run", run)
    assert hardware.probe().gpus == ()
