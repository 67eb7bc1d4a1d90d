"""P13 and P14: the window while a fine-tune runs beside it, and its first paint."""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

# Started by its path, this script's folder comes first, and in it ``ui`` would be this file.
sys.path[:] = [item for item in sys.path if Path(item).resolve() != Path(__file__).parent]

from app import paths
from tests.bench import _report
from tests.bench._report import Figure

HEAVY = ("torch", "transformers", "peft", "llama_cpp", "accelerate")
ROWS = 1_000_000


# P14: each arm in a fresh process; it prints the seconds from its start to the first paint.

_EMPTY = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time())
        QTimer.singleShot(0, app.quit)
window = Window(); window.resize(1280, 800); window.show()
app.exec()
"""

# The product's own start, which notes when its window is first painted and when it is usable.
_OURS = """
import sys, time
from PySide6.QtCore import QTimer
from app import offline; offline.prepare()
from ui import main
painted = main.First.paintEvent
times = []
def paint(self, event):
    painted(self, event)
    if not times:
        times.append(time.time())
main.First.paintEvent = paint
fill = main.First.fill_now
def filled(self):
    fill(self)
    self.shell.context.opened.connect(ended)
    self.shell.context.failed.connect(print)
def ended():
    times.append(time.time())
    names = [name for name in {heavy!r} if name in sys.modules]
    print(times[0], times[1], ",".join(names), sep="\\n")
    main.QApplication.closeAllWindows()
main.First.fill_now = filled
sys.exit(main.run_window({place!r}))
"""


def first_paint(times: int, place: Path) -> list[Figure]:
    """The window's first paint beside that of an empty one, interleaved."""
    seconds: dict[str, list[float]] = {"empty": [], "ours": [], "usable": []}
    loaded = ""
    for _ in range(times + 1):  # the first round fills the disk's cache
        began, lines = _output(_EMPTY)
        seconds["empty"].append(float(lines[0]) - began)
        began, lines = _output(_OURS.format(heavy=HEAVY, place=str(place)))
        seconds["ours"].append(float(lines[0]) - began)
        seconds["usable"].append(float(lines[1]) - began)
        loaded = loaded or lines[2]
    medians = {name: statistics.median(found[1:]) for name, found in seconds.items()}
    count = len([name for name in loaded.split(",") if name])
    return [
        Figure("P14.empty", "first paint of an empty window, seconds", medians["empty"]),
        Figure("P14.ours", "first paint of Stillroom, seconds", medians["ours"]),
        Figure("P14.usable", "until the workspace is open, seconds", medians["usable"]),
        _report.at_most(
            "P14", "first paint over an empty window's", medians["ours"] / medians["empty"], 1.25
        ),
        Figure("P14.heavy", f"heavy libraries loaded {loaded}", count, "== 0", count == 0),
    ]


def _output(code: str) -> tuple[float, list[str]]:
    """When a fresh process was started, and the lines that it printed."""
    # Installed programs have their bytecode; where an environment forbids it, every import would
    # compile, which an empty window has nothing of.
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=env,
    )
    return began, done.stdout.split("\n")


# P13: the same fine-tune without a window, and under the window with a table that scrolls.


def million_rows(place: Path, rows: int) -> None:
    """A project with that many prompts, written as fast as SQLite takes them."""
    from app.domain import Message, Role, prompt_hash
    from app.store import projects, workspace

    with workspace.writing(place) as db:
        project = projects.create(db, "many")
        projects.choose(db, project, template="chat")
        with db.transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO prompts "
                "(project_id, hash, messages, key, tags, source, created) "
                "VALUES (?, ?, ?, '', '[]', '', '')",
                (
                    (
                        project.id,
                        prompt_hash((Message(Role.USER, text),)),
                        json.dumps([{"role": "user", "content": text}]),
                    )
                    for text in (f"Clause {n}: what does it say?" for n in range(rows))
                ),
            )


def training_run(place: Path, model: Path, steps: int, examples: int) -> str:
    """A LoRA run on the sample's recorded answers, not begun yet; its name."""
    from app import recipe
    from app.collect.importers import import_prompts, import_responses
    from app.curate.curate import curate
    from app.curate.freeze import FreezeSettings, freeze
    from app.distill import runs
    from app.distill.config import DistillConfig, Tuning
    from app.job import run
    from app.store import datasets, projects, workspace

    sample = recipe.demo_recipe()
    with workspace.writing(place) as db:
        projects.create(db, "train")
        run(import_prompts(place, "train", sample.prompts))
        run(import_responses(place, "train", "big", sample.responses))
        run(curate(place, "train", "big"))
        run(freeze(place, "train", "big", FreezeSettings(0.01, 0.01)))
        config = DistillConfig(
            student=str(model),
            tuning=Tuning.LORA,
            max_steps=steps,
            batch_size=examples,
            validations=0,
            max_length=256,
        )
        made = runs.create(db, datasets.get(db, projects.get(db, "train")), config)
    return made.name


def rate(place: Path, name: str) -> float:
    """Training tokens a second of a finished run."""
    found = json.loads((place / "runs" / name / "result.json").read_text("utf-8"))
    return float(found["train_tokens"]) / float(found["seconds"])


def headless(place: Path, name: str) -> float:
    """The run to its end without a window."""
    from app import worker
    from app.distill.runs import distill
    from app.job import run
    from app.store import workspace

    with workspace.writing(place):
        run(worker.remote(distill, place, name))
    return rate(place, name)


def under_window(place: Path, name: str) -> dict[str, Any]:
    """The run under the window while a million rows scroll; lateness in milliseconds."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication, QTableView

    from app import worker
    from app.distill.runs import distill
    from app.workflow import Step
    from ui import theme
    from ui.context import Context
    from ui.main_window import MainWindow

    application = QApplication([])
    theme.apply(application)
    context = Context(place)
    window = MainWindow()
    window.show()
    shell = window.fill(context)
    late: list[float] = []
    last = [0.0]
    chance = random.Random(0)
    errors: list[BaseException] = []
    context.failed.connect(errors.append)

    def beat() -> None:
        now = time.perf_counter()
        if last[0]:
            late.append((now - last[0]) * 1000 - 10)
        last[0] = now

    def scroll() -> None:
        table = next(iter(window.findChildren(QTableView)), None)
        if table is not None and table.isVisible():
            bar = table.verticalScrollBar()
            if chance.random() < 0.1:
                bar.setValue(chance.randint(0, bar.maximum()))
            else:
                bar.setValue(min(bar.maximum(), bar.value() + 3))

    heart, scroller = QTimer(), QTimer()
    heart.setTimerType(Qt.TimerType.PreciseTimer)
    heart.timeout.connect(beat)
    scroller.timeout.connect(scroll)

    def begin() -> None:
        shell.go(Step.PROMPTS)
        ticket = context.start(
            "Training", lambda: worker.remote(distill, place, name), heavy=True, resumable=True
        )
        ticket.ended.connect(end)
        heart.start(10)
        scroller.start(40)

    def end() -> None:
        heart.stop()
        scroller.stop()
        QTimer.singleShot(500, window.close)

    def opened() -> None:
        context.enter("many")
        QTimer.singleShot(3000, begin)

    context.opened.connect(opened)
    application.exec()
    if errors:
        raise errors[0]
    late.sort()
    return {
        "p99": late[int(len(late) * 0.99)],
        "max": late[-1],
        "beats": len(late),
        "rate": rate(place, name),
    }


def responsive(options: argparse.Namespace, scratch: Path) -> list[Figure]:
    """Both arms of P13, each in a fresh process, interleaved."""
    model = Path(options.model) if options.model else paths.models() / "smollm2-135m-instruct"
    if not (model / "config.json").exists():
        print(f"No model in {model}: fetch it with `stillroom models starter`.", file=sys.stderr)
        sys.exit(1)
    rates: dict[str, list[float]] = {"headless": [], "window": []}
    beats: list[dict[str, Any]] = []
    base = scratch / "base"
    million_rows(base, options.rows)
    for turn in range(options.times):
        for arm in ("headless", "window"):
            place = scratch / f"{arm}-{turn}"
            shutil.copytree(base, place)
            name = training_run(place, model, options.steps, options.batch)
            call: list[str] = [sys.executable, __file__, "--arm", arm, str(place), name]
            done = subprocess.run(call, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SystemExit(done.stderr)
            found = json.loads(done.stdout.strip().splitlines()[-1])
            rates[arm].append(found["rate"])
            if arm == "window":
                beats.append(found)
            shutil.rmtree(place)
    ratio = statistics.median(rates["window"]) / statistics.median(rates["headless"])
    p99 = statistics.median(item["p99"] for item in beats)
    worst = statistics.median(item["max"] for item in beats)
    return [
        Figure("P13.rows", "rows in the table that scrolls", options.rows),
        Figure("P13.beats", "heartbeats of 10 ms", sum(item["beats"] for item in beats)),
        _report.at_most("P13.p99", "heartbeat lateness, p99, ms", p99, 50),
        _report.at_most("P13.max", "heartbeat lateness, worst, ms", worst, 150),
        Figure("P13.alone", "headless, tokens/s", statistics.median(rates["headless"])),
        _report.at_least("P13.speed", "fine-tune speed over headless", ratio, 0.97),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; the last line of stdout is one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="repetitions of each arm")
    parser.add_argument("--steps", type=int, default=8, help="LoRA steps of each fine-tune")
    parser.add_argument("--batch", type=int, default=4, help="examples a step")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--model", default="", help="a model folder (default: the starter model)")
    parser.add_argument("--only", choices=["P13", "P14"], default="")
    parser.add_argument("--arm", nargs=3, metavar=("ARM", "WORKSPACE", "RUN"))
    options = parser.parse_args(arguments)
    if options.arm:
        arm, place, name = options.arm
        arms: dict[str, Callable[[Path, str], Any]] = {
            "headless": lambda where, run: {"rate": headless(where, run)},
            "window": under_window,
        }
        print(json.dumps(arms[arm](Path(place), name)))
        return 0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="stillroom-ui-") as scratch:
        if options.only != "P13":
            figures += first_paint(options.times, Path(scratch) / "paint")
        if options.only != "P14":
            figures += responsive(options, Path(scratch))
    _report.show("ui", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
