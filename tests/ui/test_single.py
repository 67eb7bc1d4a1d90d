"""One window a workspace: a second start raises the first; a command opens none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.e2e.harness import ROOT
from ui.single import Single, raise_other

ASK = "import sys; from pathlib import Path; from ui.single import raise_other; " \
      "sys.exit(0 if raise_other(Path(sys.argv[1])) else 3)"  # fmt: skip


def second(place: Path) -> subprocess.Popen[bytes]:
    """Another process that asks for the window of this workspace."""
    return subprocess.Popen([sys.executable, "-c", ASK, str(place)], cwd=ROOT)


def test_a_second_start_raises_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    raised: list[int] = []
    single = Single(tmp_path, lambda: raised.append(1))
    other = second(tmp_path)
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)
    qtbot.waitUntil(lambda: raised == [1], timeout=5_000)
    assert other.returncode == 0
    single.close()


def test_another_workspace_opens_a_window_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    raised: list[int] = []
    single = Single(tmp_path / "one", lambda: raised.append(1))
    other = second(tmp_path / "two")
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)
    assert other.returncode == 3
    assert raised == []
    single.close()


def test_what_a_crash_left_behind_does_not_count(qtbot: QtBot, tmp_path: Path) -> None:
    code = (
        "import os; from pathlib import Path; from PySide6.QtCore import QCoreApplication; "
        "from ui.single import Single; app = QCoreApplication([]); "
        f"single = Single(Path({str(tmp_path)!r}), print); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert done.returncode == 9
    assert not raise_other(tmp_path)
    raised: list[int] = []
    single = Single(tmp_path, lambda: raised.append(1))
    other = second(tmp_path)
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)
    qtbot.waitUntil(lambda: raised == [1], timeout=5_000)
    single.close()


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [
        ([], [""]),
        (["--workspace", "/x"], ["/x"]),
        (["--version"], []),
        (["project", "list", "--workspace", "/nowhere"], []),
    ],
)
def test_the_launcher_opens_the_window_only_without_a_command(
    arguments: list[str], opens: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui import launch, main

    asked: list[str] = []

    def window(place: str) -> int:
        asked.append(place)
        return 0

    monkeypatch.setattr(main, "run_window", window)
    launch.main(arguments)
    assert asked == opens


def test_the_window_loads_no_model_library() -> None:
    code = (
        "import sys; import ui.main, ui.shell, ui.context, ui.pages_by_step, ui.errors; "
        "from app.workflow import Step; import importlib; "
        "[importlib.import_module('ui.pages.' + name.split('.')[0]) "
        "for name in ui.pages_by_step._CLASSES.values()]; "
        "bad = {'torch', 'transformers', 'peft', 'llama_cpp', 'accelerate'} & set(sys.modules); "
        "sys.exit(', '.join(sorted(bad)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
