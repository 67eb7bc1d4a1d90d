"""What a run left behind: its student, its record, and what tells two of them apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.errors import WorkspaceError
from app.files import sha256_file
from app.job import run
from app.models import trained
from app.models.trained import TrainedStudent

CONFIG: dict[str, Any] = {"student": "/home/me/models/small", "teacher": "", "seed": 0,
                          "checkpoint_seconds": 120.0, "validations": 8}  # fmt: skip


def test_a_configuration_is_the_same_wherever_it_runs() -> None:
    first = trained.config_sha256(CONFIG)
    for change in ({"student": "/srv/small"}, {"checkpoint_seconds": 1.0}, {"validations": 0},
                   {"samples": 2}):  # fmt: skip
        assert trained.config_sha256(CONFIG | change) == first
    for change in ({"student": "/home/me/models/other"}, {"seed": 1}, {"teacher": "big"}):
        assert trained.config_sha256(CONFIG | change) != first


def test_weights_are_known_by_their_file_or_files(tmp_path: Path) -> None:
    (tmp_path / "model-1.safetensors").write_bytes(b"one")
    student = TrainedStudent(tmp_path)
    alone = run(trained.weights_sha256(student))
    assert alone == sha256_file(tmp_path / "model-1.safetensors")
    (tmp_path / "model-2.safetensors").write_bytes(b"two")
    both = run(trained.weights_sha256(student))
    assert both != alone
    (tmp_path / "model-2.safetensors").write_bytes(b"three")
    assert run(trained.weights_sha256(student)) not in (alone, both)
    adapter = tmp_path / "adapter"
    adapter.mkdir()
    (adapter / "adapter_model.safetensors").write_bytes(b"one")
    assert run(trained.weights_sha256(TrainedStudent(tmp_path, adapter))) == alone


@pytest.mark.parametrize("missing", ["adapter_config.json", "adapter_model.safetensors"])
def test_half_a_student_is_none(missing: str, tmp_path: Path) -> None:
    adapter = tmp_path / "adapter"
    adapter.mkdir()
    (tmp_path / "base").mkdir()
    for name in ("adapter_config.json", "adapter_model.safetensors"):
        (adapter / name).write_text("{}", "utf-8")
    assert trained.exists(tmp_path)
    assert trained.of_run(tmp_path, "x") == TrainedStudent(tmp_path / "base", adapter)
    (adapter / missing).unlink()
    assert not trained.exists(tmp_path)
    with pytest.raises(WorkspaceError, match="no student yet"):
        trained.of_run(tmp_path, "x")


@pytest.mark.parametrize("text", [None, "", "{", "[]", "[" * 9999])
def test_a_damaged_record_is_explained(text: str | None, tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(WorkspaceError, match="missing or damaged") as caught:
        trained.read_json(path)
    assert caught.value.hint
