"""What makes a model folder this model: the bytes that decide its answers, and no notes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.job import run
from app.models import library

WEIGHTS = "model.safetensors"


@pytest.fixture
def copied(tiny_model: Path, tmp_path: Path) -> Path:
    """A copy of the tiny model that a test may spoil."""
    return shutil.copytree(tiny_model, tmp_path / "copied-model")


def _replace_weights(folder: Path) -> None:
    data = bytearray((folder / WEIGHTS).read_bytes())
    data[-1] ^= 1
    (folder / WEIGHTS).write_bytes(data)


def _add_template(folder: Path) -> None:
    (folder / "another.jinja").write_text("{{ messages }}", "utf-8")


def _remove_settings(folder: Path) -> None:
    (folder / "generation_config.json").unlink()


@pytest.mark.parametrize("change", [_replace_weights, _add_template, _remove_settings])
def test_a_model_of_the_library_is_known_by_its_bytes(
    change: Callable[[Path], None], tiny_model: Path
) -> None:
    model = run(library.add(tiny_model, "mine"))
    before = library.identity(model.folder)
    assert before == model.manifest["identity"] == library.identity(tiny_model)
    (model.folder / "README.md").write_text("My notes.", "utf-8")
    (model.folder / "notes.txt").write_text("My notes.", "utf-8")
    assert library.identity(model.folder) == before, "notes are no model"
    change(model.folder)
    assert library.identity(model.folder) != before


def test_a_manifest_that_lists_no_files_is_not_believed(copied: Path) -> None:
    for identity in ("ab", "cd"):
        manifest = {"gguf_pre": "gpt-2", "identity": identity}
        (copied / library.MANIFEST).write_text(json.dumps(manifest), "utf-8")
        assert library.identity(copied) != identity


def test_what_else_lies_in_a_folder_is_no_model(copied: Path) -> None:
    before = library.identity(copied)
    (copied / "optimizer.pt").write_bytes(b"state")
    (copied / "sub").mkdir()
    (copied / "sub" / "config.json").write_text("{}", "utf-8")
    assert library.identity(copied) == before
    _replace_weights(copied)
    assert library.identity(copied) != before


def test_an_identity_is_read_with_signs_of_life(copied: Path) -> None:
    reports = list(library.identify(copied))
    assert any(WEIGHTS in report.message for report in reports)
    assert run(library.identify(copied)) == library.identity(copied)
