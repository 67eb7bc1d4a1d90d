"""The command line as a shell sees it: a small recipe, real processes, and a way to kill them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "samples" / "contracts"
TIMEOUT = 240.0  # seconds; the machines that run this are shared and slow at times


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> dict[str, Any]:
        """The JSON object on the last line of stdout."""
        found = json.loads(self.out.splitlines()[-1])
        assert isinstance(found, dict)
        return found

    def ok(self) -> dict[str, Any]:
        """The result of a command that has succeeded."""
        assert self.code == 0, f"exit code {self.code}\n{self.out}\n{self.err}"
        return self.value


def environment(home: Path, changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a command: a home of its own, one thread."""
    return {
        **os.environ,
        "STILLROOM_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "OMP_NUM_THREADS": "1",
        "COLUMNS": "100",
        **(changes or {}),
    }


class Command:
    """A running ``stillroom``, the leader of its process group."""

    def __init__(
        self, home: Path, *arguments: str | Path, cwd: Path = ROOT, changes: Any = None
    ) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.out, self.err = (
            home / f"out-{time.monotonic_ns()}",
            home / f"err-{time.monotonic_ns()}",
        )
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app", *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env=environment(home, changes),
                cwd=cwd,
                start_new_session=True,
            )

    def signal(self, number: int) -> None:
        """Send a signal to the whole group, as a terminal does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def kill(self) -> None:
        """Pull the plug: SIGKILL to the whole group, at once; nothing for one that has ended."""
        if self.process.poll() is None:
            self.signal(signal.SIGKILL)
            self.process.wait()

    def until(self, event: Callable[[], bool], timeout: float = TIMEOUT) -> bool:
        """Wait for the event as closely as can be; False when the command ended before it."""
        deadline = time.monotonic() + timeout
        while self.process.poll() is None:
            if event():
                return True
            if time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"nothing happened in {timeout} s\n{self.err.read_text()}")
            time.sleep(0.001)
        return False

    def end(self, timeout: float = TIMEOUT) -> Outcome:
        """Wait for the end."""
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        texts = [path.read_text("utf-8", "replace") for path in (self.out, self.err)]
        return Outcome(code, *texts)


def stillroom(
    home: Path, *arguments: str | Path, timeout: float = TIMEOUT, **options: Any
) -> Outcome:
    """Run one command to its end."""
    command = Command(home, *arguments, **options)
    try:
        return command.end(timeout)
    finally:
        command.kill()


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of one of the sample's files."""
    for line in (SAMPLE / name).read_text("utf-8").splitlines():
        yield json.loads(line)


def cut_sample(folder: Path, training: int, test: int) -> None:
    """The first rows of the sample: so many to train on and so many of its test split."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {"train": training, "test": test}
    chosen = []
    for row in rows("prompts.jsonl"):
        if wanted.get(row["split"], 0):
            wanted[row["split"]] -= 1
            chosen.append(row)
    ids = {row["id"] for row in chosen}
    answered = [row for row in rows("responses.jsonl") if row["id"] in ids]
    for name, found in (("prompts.jsonl", chosen), ("responses.jsonl", answered)):
        text = "".join(json.dumps(row) + "\n" for row in found)
        (folder / name).write_text(text, "utf-8")


DISTILL = {
    "tuning": "lora",
    "lora_rank": 4,
    "lora_alpha": 8,
    "learning_rate": 5e-3,
    "batch_size": 4,
    "micro_batch_tokens": 512,
    "max_steps": 16,
    "validations": 2,
    "checkpoint_seconds": 0.0,  # one after each step
    "seed": 3,
}


def write_recipe(
    folder: Path,
    student: Path | str,
    *,
    training: int = 48,
    test: int = 12,
    teacher: Path | None = None,
    distill: Mapping[str, Any] | None = None,
    quants: Sequence[str] = ("F16", "Q8_0", "Q4_K_M"),
) -> Path:
    """A whole journey on a few rows of the sample; ``teacher`` is a GGUF that answers itself."""
    cut_sample(folder, training, test)
    recorded = {"kind": "recorded", "name": "teacher", "files": ["responses.jsonl"]}
    local = {"kind": "gguf", "name": "teacher", "model": str(teacher)}
    tables: dict[str, Mapping[str, Any]] = {
        "project": {"name": "contracts"},
        "prompts": {"files": ["prompts.jsonl"]},
        "teacher": local if teacher else recorded,
        "generate": {"max_tokens": 24},
        "freeze": {"validation": 0.1},
        "distill": {"student": str(student), **DISTILL, **(distill or {})},
        "export": {"quants": list(quants)},
        "evaluate": {"quant": quants[-1]},
    }
    lines = []
    for name, values in tables.items():
        lines += [f"[{name}]", *(f"{key} = {json.dumps(item)}" for key, item in values.items())]
    path = folder / "recipe.toml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def state(place: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file in a workspace, but for what opening the database touches."""
    found = {}
    for path in place.rglob("*"):
        if path.is_file() and not path.name.startswith(("stillroom.db", ".lock")):
            about = path.stat()
            found[path.relative_to(place).as_posix()] = (about.st_size, about.st_mtime_ns)
    return found


def figures(result: Mapping[str, Any]) -> dict[str, Any]:
    """What must be the same however often a journey was cut off."""
    return {
        "dataset": result["dataset"]["hash"],
        "run": result["run"]["name"],
        "final_loss": result["run"]["final_loss"],
        "validation_loss": result["run"]["validation_loss"],
        "steps": result["run"]["steps"],
        "gguf": {item["quant"]: item["sha256"] for item in result["gguf"]},
        "parity": {item["quant"]: [item["mean_kl"], item["top1"]] for item in result["gguf"]},
        "scores": {
            name: {key: value for key, value in result["evaluation"][name].items()
                   if key != "tokens_per_second"}
            for name in ("teacher", "base", "student")
        },
        "retention": [result["evaluation"]["retention"], *result["evaluation"]["interval"]],
    }  # fmt: skip
