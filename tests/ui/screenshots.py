"""Pictures of every page, light and dark, at 1280×800 and at 200%, into screenshots/."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZE = (1280, 800)
_SETTLE = 1.5  # seconds for what a page looks up in the background


def take(place: Path, project: str, out: Path, scale: str) -> None:
    """All pictures at one scale, in this process."""
    from PySide6.QtWidgets import QApplication, QDialog, QWidget

    from app.workflow import Status, Step, states
    from ui import dialogs, theme
    from ui.context import Context
    from ui.main_window import MainWindow

    application = QApplication([])
    theme.apply(application, "light")
    context = Context(place)
    window = MainWindow()
    window.resize(*SIZE)
    window.show()
    shell = window.fill(context)
    problems: list[BaseException] = []
    context.failed.connect(problems.append)
    context.not_opened.connect(problems.append)

    def settle(seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            application.processEvents()
            time.sleep(0.01)

    def shoot(widget: QWidget, name: str) -> None:
        path = out / f"{name}-{theme_name}-{scale}x.png"
        widget.grab().save(str(path))
        print(path, flush=True)

    while not context.is_open and not problems:
        settle(0.1)
    for theme_name in ("light", "dark"):
        theme.choose(application, theme_name)
        context.leave()
        settle(_SETTLE)
        shoot(window, "00-home")
        context.enter(project)
        settle(_SETTLE)
        for number, step in enumerate(Step, start=1):
            if states(context.facts)[step].status is Status.BLOCKED:
                print(f"{step} is blocked in this workspace", file=sys.stderr)
                continue
            shell.go(step)
            settle(_SETTLE * (6 if step is Step.CHAT else 1))
            shoot(window, f"{number:02}-{step}")
        for name in ("settings", "machine", "report"):
            if name == "settings":
                dialogs.settings(window)
            elif name == "machine":
                dialogs.machine(window, context)
            else:
                dialogs.report(window, context)
            settle(_SETTLE * (8 if name != "settings" else 1))
            for dialog in window.findChildren(QDialog):
                if dialog.isVisible():
                    shoot(dialog, f"11-{name}")
                    dialog.close()
            settle(0.2)
    shell.stop()
    while not context.queue.idle:
        settle(0.1)
    window.close()
    if problems:
        raise problems[0]


def sample(place: Path, models: Path) -> None:
    """A finished sample project on a tiny model: every page has something to show."""
    os.environ["STILLROOM_MODELS"] = str(models)
    from app import actions
    from app.job import run
    from app.models import library, starter
    from app.store import workspace
    from tests import tiny

    with tempfile.TemporaryDirectory() as folder:
        run(library.add(tiny.model_folder(Path(folder) / "tiny"), starter.NAME))
    with workspace.writing(place):
        name = run(actions.sample(place))
        run(actions.curate_and_freeze(place, name))
        run(actions.distill(place, name))


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures, one process a scale."""
    parser = argparse.ArgumentParser(prog="dev.py screenshots", description=__doc__)
    parser.add_argument("--workspace", type=Path, help="default: a sample on a tiny model")
    parser.add_argument("--project", default="contracts")
    parser.add_argument("--out", type=Path, default=ROOT / "screenshots")
    parser.add_argument("--scale", choices=["1", "2"], help="one scale only, in this process")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    from app import offline

    offline.prepare()
    if options.scale:
        take(options.workspace, options.project, options.out, options.scale)
        return 0
    with tempfile.TemporaryDirectory(prefix="stillroom-screens-") as scratch:
        env = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
        place = options.workspace
        if place is None:
            place = Path(scratch) / "workspace"
            sample(place, Path(scratch) / "models")
            env["STILLROOM_MODELS"] = str(Path(scratch) / "models")
        for scale in ("1", "2"):
            command = [sys.executable, __file__, "--scale", scale, "--workspace", str(place),
                       "--project", options.project, "--out", str(options.out)]  # fmt: skip
            done = subprocess.run(command, env={**env, "QT_SCALE_FACTOR": scale}, check=False)
            if done.returncode:
                return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
