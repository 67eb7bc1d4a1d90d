"""The whole sample journey in the real window on a virtual screen, by clicks and one Enter."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import paths
from app.job import run
from app.models import library, starter
from app.store import artifacts, projects, runs
from app.store.workspace import reading
from tests.e2e.harness import ROOT
from tests.e2e.virtual_screen import screen

DRIVER = ROOT / "tests" / "e2e" / "window_driver.py"
MOST_CLICKS = 12


def journey(workspace: Path, pictures: Path, patience: float) -> dict[str, Any]:
    """Drive the window to an answer of the student; what the driver saw."""
    with screen() as display:
        env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        env["LANG"] = "C.UTF-8"
        done = subprocess.run(
            [
                sys.executable,
                str(DRIVER),
                str(workspace),
                "--pictures",
                str(pictures),
                "--patience",
                str(patience),
            ],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def check(workspace: Path, found: dict[str, Any]) -> None:
    """The journey took few clicks, and what it made is in the store."""
    assert found["clicks"] <= MOST_CLICKS
    with reading(workspace) as db:
        project = projects.get(db, "contracts")
        [made] = runs.of_project(db, project)
        quants = {item.name for item in artifacts.of_run(db, made, "gguf")}
        assert {"F16", "Q8_0", "Q4_K_M"} <= quants
        [proof] = artifacts.of_run(db, made, "parity")
        assert proof.details["holds"]
        assert artifacts.of_run(db, made, "evaluation")
        assert projects.choices(db, project).step == "chat"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_sample_journey_on_a_tiny_model(
    tiny_model: Path, workspace: Path, tmp_path: Path
) -> None:
    # The tiny model takes the starter's place, so that nothing is downloaded.
    run(library.add(tiny_model, starter.NAME))
    assert paths.models().is_dir()
    check(workspace, journey(workspace, tmp_path, patience=300))


@pytest.mark.skipif(
    not os.environ.get("STILLROOM_E2E_STARTER"),
    reason="takes a quarter of an hour: python3 packaging/dev.py e2e",
)
@pytest.mark.timeout(3600)
def test_the_sample_journey_on_the_starter_model(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = os.environ.get("STILLROOM_E2E_MODELS")
    if models:  # the starter model may be there already
        monkeypatch.setenv("STILLROOM_MODELS", models)
    pictures = ROOT / "screenshots" / "e2e"
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    found = journey(workspace, pictures, patience=1800)
    print(json.dumps(found))
    check(workspace, found)
