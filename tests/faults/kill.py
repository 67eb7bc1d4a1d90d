"""Pull the plug at random moments of the whole journey; it must end as if nothing had happened.

Each trial is a journey in a fresh workspace: SIGKILL to the whole process group at a random
moment, then the same command again, to its end. A trial survives when the result is that of an
uninterrupted journey (dataset, loss, sha256 of every GGUF, scores), nothing half-done lies about
and the database is sound. It is detected when the second command ended well, or said in the one
way what is wrong; a kill that hits nothing is tried again.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import platform
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import hardware, offline, paths
from app.files import STAGING
from app.models import starter
from tests.e2e.harness import Command, Outcome, figures, stillroom, write_recipe

GOAL = 1.0
_ATTEMPTS = 6  # at hitting a journey before it ends
_QUANTS = ("F16", "Q8_0", "Q4_K_M")


@dataclass(frozen=True)
class Trial:
    """One journey with a kill in it. ``problem`` is empty when it survived."""

    moment: float  # seconds after its start
    where: str  # the last progress it had shown
    left: int  # staging files and folders it left behind
    seconds: float  # to the end, the second time
    injected: bool
    detected: bool
    problem: str

    def row(self, number: int) -> str:
        """The trial as a line of the table."""
        outcome = "not hit" if not self.injected else self.problem or "as if nothing had happened"
        return (
            f"{number:5}  {self.moment:8.2f}  {self.where[:34]:34}  {self.left:4}  "
            f"{self.seconds:7.1f}  {outcome}"
        )


class Campaign:
    """The recipe, the uninterrupted journey to compare with, and the trials."""

    def __init__(self, folder: Path, *, use_starter: bool) -> None:
        self.folder = folder
        self.changes: dict[str, str] = {}
        if use_starter:
            self.changes["STILLROOM_MODELS"] = str(paths.models())
            self._run("models", "starter").ok()
            settings = {"max_steps": 4, "micro_batch_tokens": 1024}
            self.recipe = write_recipe(folder / "recipe", starter.NAME, test=8, distill=settings)
        else:
            from tests import tiny

            student = tiny.model_folder(folder / "tiny-model")
            self.recipe = write_recipe(folder / "recipe", student, quants=_QUANTS)
        began = time.monotonic()
        self.expected = figures(self._journey(folder / "whole").ok())
        self.seconds = time.monotonic() - began

    def _run(self, *arguments: str | Path) -> Outcome:
        return stillroom(
            self.folder / "home", *arguments, "--json", changes=self.changes, timeout=3600.0
        )

    def _journey(self, place: Path) -> Outcome:
        return self._run("run", self.recipe, "--workspace", place)

    def trial(self, number: int, part: float) -> Trial:
        """A journey that is killed after ``part`` of its usual time."""
        place = self.folder / f"trial-{number}"
        for _ in range(_ATTEMPTS):
            shutil.rmtree(place, ignore_errors=True)
            moment = part * self.seconds
            hit, where = self._kill(place, moment)
            if hit:
                break
            part *= 0.8
        left = len(list(place.rglob(f"*{STAGING}"))) if hit else 0
        began = time.monotonic()
        outcome = self._journey(place)
        seconds = time.monotonic() - began
        problem = self._problem(place, outcome)
        if not problem:
            shutil.rmtree(place)
        bug = "Traceback" in outcome.err or "in Stillroom itself" in outcome.err
        return Trial(moment, where, left, seconds, hit, not bug, problem)

    def _kill(self, place: Path, moment: float) -> tuple[bool, str]:
        arguments = ("run", self.recipe, "--workspace", place, "--json")
        command = Command(self.folder / "home", *arguments, changes=self.changes)
        due = time.monotonic() + moment
        try:
            hit = command.until(lambda: time.monotonic() >= due, timeout=moment + 60)
        finally:
            command.kill()
        shown = [line for line in command.err.read_text("utf-8", "replace").splitlines() if line]
        return hit, shown[-1].partition("] ")[2].partition(" · about")[0] if shown else "Starting"

    def _problem(self, place: Path, outcome: Outcome) -> str:
        if outcome.code:
            return f"exit code {outcome.code}: {outcome.err.splitlines()[-2:]}"
        found = figures(outcome.value)
        differing = [name for name, value in self.expected.items() if found[name] != value]
        if differing:
            return f"another result: {', '.join(differing)}"
        staging = [path.name for path in place.rglob(f"*{STAGING}*")]
        if staging:
            return f"left behind: {', '.join(staging[:3])}"
        with contextlib.closing(sqlite3.connect(place / "stillroom.db")) as opened:
            if opened.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                return "the database is damaged"
            if opened.execute("PRAGMA foreign_key_check").fetchall():
                return "the database contradicts itself"
            states = [row[0] for row in opened.execute("SELECT DISTINCT state FROM runs")]
        return "" if states == ["finished"] else f"runs are {', '.join(states)}"


def moments(trials: int, seed: int) -> list[float]:
    """Parts of the journey's time: one at random in each of ``trials`` equal stretches."""
    source = random.Random(seed)
    return [(number + source.random()) / trials for number in range(trials)]


def machine() -> dict[str, Any]:
    """What the campaign ran on."""
    found = hardware.probe()
    return {
        "processor": found.processor,
        "cores": found.cores,
        "memory_gib": round(found.memory_total / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def figure(found: Sequence[Trial], seed: int, what: str) -> dict[str, Any]:
    """R1 of these trials."""
    injected = [trial for trial in found if trial.injected]
    survived = sum(not trial.problem for trial in injected)
    value = survived / len(injected) if injected else 0.0
    return {
        "id": "R1",
        "what": what,
        "trials": len(found),
        "injected": len(injected),
        "detected": sum(trial.detected for trial in injected),
        "survived": survived,
        "seed": seed,
        "value": value,
        "goal": GOAL,
        "holds": value >= GOAL and len(injected) == len(found),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="dev.py faults kill", description=__doc__)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--starter", action="store_true", help="on the starter model (slow)")
    options = parser.parse_args(arguments)
    if options.trials < 1:
        parser.error("--trials must be at least 1")
    offline.prepare()
    folder = Path(tempfile.mkdtemp(prefix="stillroom-kill-"))
    model = starter.NAME if options.starter else "a tiny Llama"
    print(f"One journey without a kill, on {model} …", flush=True)
    campaign = Campaign(folder, use_starter=options.starter)
    print(f"It took {campaign.seconds:.1f} s.\n")
    print("trial  killed s  while                               left  again s  outcome", flush=True)
    found = []
    for number, part in enumerate(moments(options.trials, options.seed), 1):
        found.append(campaign.trial(number, part))
        print(found[-1].row(number), flush=True)
    what = f"journeys on {model} that end as if SIGKILL at a random moment had not happened"
    result = figure(found, options.seed, what)
    if result["holds"]:
        shutil.rmtree(folder)
    else:
        print(f"\nWhat failed is kept in {folder}")
    print(f"\n{result['survived']} of {result['injected']} kills survived; goal: all.")
    print(json.dumps({"name": "kill", "machine": machine(), "figures": [result]}))
    return 0 if result["holds"] else 1


if __name__ == "__main__":
    sys.exit(main())
