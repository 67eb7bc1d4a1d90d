"""What this machine has: processor, memory, graphics cards, disk; read without torch."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Gpu:
    """One CUDA card; memory in bytes."""

    name: str
    memory_total: int
    memory_free: int


@dataclass(frozen=True, slots=True)
class Hardware:
    """The machine; memory and disk in bytes."""

    processor: str
    cores: int
    features: frozenset[str]
    memory_total: int
    memory_free: int
    disk_free: int
    gpus: tuple[Gpu, ...]

    @property
    def fast_bf16(self) -> bool:
        """Whether bf16 on the processor is worth it: without these it is many times slower."""
        return bool(self.features & {"avx512_bf16", "amx_bf16", "amx_tile"})


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def probe(folder: Path | None = None) -> Hardware:
    """Look at the machine; ``folder`` is the place whose free disk space counts."""
    memory = psutil.virtual_memory()
    place = folder or Path.home()
    while not place.exists() and place != place.parent:
        place = place.parent
    name, features = _processor()
    return Hardware(
        processor=name,
        cores=cores(),
        features=features,
        memory_total=memory.total,
        memory_free=memory.available,
        disk_free=shutil.disk_usage(place).free,
        gpus=_gpus(),
    )


def _processor() -> tuple[str, frozenset[str]]:
    name, features = platform.processor() or platform.machine(), frozenset[str]()
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                name = value.strip()
            elif key.strip() in ("flags", "Features"):
                features = frozenset(value.split())
                break
    return name, features


def _gpus() -> tuple[Gpu, ...]:
    query = "--query-gpu=name,memory.total,memory.free"
    try:
        done = subprocess.run(
            ["nvidia-smi", query, "--format=csv,noheader,nounits"],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    found = []
    for line in done.stdout.splitlines():
        parts = [part.strip() for part in line.split(",")]
        if len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit():
            found.append(Gpu(parts[0], int(parts[1]) << 20, int(parts[2]) << 20))
    return tuple(found)
