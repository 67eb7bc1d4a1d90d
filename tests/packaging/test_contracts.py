"""The import contracts in pyproject.toml bite: one planted violation for each, and none without."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NO_WINDOW = "The core imports neither ui nor PySide6"
LAYERS = "Layers of the core"
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
HEAVY = "Model libraries only in models, distill, export and chat"

# A small tree with the real names and only imports that the rules allow.
SOUND = {
    "app/domain.py": "import dataclasses",
    "app/errors.py": "import json",
    "app/job.py": "from app import domain, errors",
    "app/store/__init__.py": "from app import domain",
    "app/store/prompts.py": "from app.store import database",
    "app/store/database.py": "from app import errors",
    "app/models/__init__.py": "from app import store",
    "app/models/local.py": "def load():\n    import torch, transformers, llama_cpp",
    "app/collect/__init__.py": "from app import models, store",
    "app/distill/__init__.py": "from app.models import local",
    "app/distill/train.py": "import torch\nimport peft",
    "app/export/__init__.py": "import conversion, gguf",
    "app/chat.py": "import llama_cpp",
    "app/recipe.py": "from app import collect, distill, export",
    "app/cli/__init__.py": "from app import recipe, chat",
}


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """Run the real contracts over a tree; the process starts there, so `app` is that tree's."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )


def broken(report: str) -> set[str]:
    """The names of the contracts that the report calls broken."""
    names = (NO_WINDOW, LAYERS, HEAVY)
    return {name for name in names if f"{name} BROKEN" in " ".join(report.split())}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for package in ("app", *configured()["root_packages"]):
        (tmp_path / package).mkdir(exist_ok=True)
        (tmp_path / package / "__init__.py").touch()
    for name, source in SOUND.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(source + "\n", encoding="utf-8")
    return tmp_path


def configured() -> dict[str, list[str]]:
    with (ROOT / "pyproject.toml").open("rb") as handle:
        section: dict[str, list[str]] = tomllib.load(handle)["tool"]["importlinter"]
    return section


def test_a_sound_tree_keeps_every_contract(tree: Path) -> None:
    done = lint(tree)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 kept, 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("file", "planted", "contract"),
    [
        ("app/domain.py", "from PySide6 import QtCore", NO_WINDOW),
        ("app/job.py", "import ui", NO_WINDOW),
        ("app/collect/__init__.py", "from app import distill", LAYERS),
        ("app/collect/late.py", "def f():\n    from app.distill import train", LAYERS),
        ("app/store/prompts.py", "from app import collect", LAYERS),
        ("app/models/local.py", "import app.recipe", LAYERS),
        ("app/errors.py", "from app import store", LAYERS),
        ("app/unplaced.py", "import json", LAYERS),
        ("app/store/prompts.py", "import torch", HEAVY),
        ("app/store/prompts.py", "def f():\n    from torch.nn import functional", HEAVY),
        ("app/evaluate/__init__.py", "import transformers", HEAVY),
        ("app/cli/__init__.py", "import llama_cpp", HEAVY),
        ("app/recipe.py", "from peft import LoraConfig", HEAVY),
        ("app/curate/__init__.py", "import gguf", HEAVY),
        ("app/doctor.py", "import conversion", HEAVY),
    ],
)
def test_a_planted_violation_breaks_its_contract(
    tree: Path, file: str, planted: str, contract: str
) -> None:
    path = tree / file
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as handle:
        handle.write(planted + "\n")
    done = lint(tree)
    assert done.returncode == 1, done.stdout + done.stderr
    assert broken(done.stdout) == {contract}, done.stdout


def test_the_window_is_linted_once_it_exists() -> None:
    if (ROOT / "ui" / "__init__.py").is_file():
        assert "ui" in configured()["root_packages"], "add ui to root_packages in pyproject.toml"
