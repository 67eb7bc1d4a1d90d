"""Checkpoints: what was written comes back to the bit, and damage is seen."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path

import pytest
import torch
from torch import nn

from app.distill import checkpoint
from app.errors import WorkspaceError
from app.files import STAGING

FILES = ["manifest.json", "optimizer.safetensors", "state.json", "weights.safetensors"]
STATE = {"config": "c", "notes": ["one"], "line": {}}


class Small(nn.Module):
    """Two layers, of which the first is frozen."""

    def __init__(self, seed: int = 0, width: int = 3) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.frozen = nn.Linear(4, width).requires_grad_(False)
        self.moving = nn.Linear(width, 2)

    def forward(self, value: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.moving(self.frozen(value))
        return out


def adam(model: nn.Module) -> torch.optim.AdamW:
    moving = [parameter for parameter in model.parameters() if parameter.requires_grad]
    return torch.optim.AdamW(moving, lr=0.1, fused=True)


def step(model: nn.Module, optimizer: torch.optim.Optimizer, number: int) -> None:
    value = torch.full((1, 4), 1.0 + number)
    optimizer.zero_grad()
    torch.autograd.backward(model(value).square().sum())
    optimizer.step()


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A run folder with one checkpoint after three steps."""
    model = Small()
    optimizer = adam(model)
    for number in range(3):
        step(model, optimizer, number)
    checkpoint.save(tmp_path / "run", 3, model, optimizer, STATE)
    return tmp_path / "run"


def only(run: Path) -> Path:
    (found,) = checkpoint.every(run)
    return found


def test_going_on_is_the_same_to_the_bit(saved: Path) -> None:
    straight = Small()
    optimizer = adam(straight)
    for number in range(5):
        step(straight, optimizer, number)
    other = Small()
    with torch.no_grad():
        other.moving.weight.zero_()  # the checkpoint brings these, and the moments
    optimizer = adam(other)
    restored = checkpoint.restore(saved, other, optimizer, "c")
    assert restored is not None
    assert (restored.step, restored.state["notes"]) == (3, ["one"])
    for number in range(3, 5):
        step(other, optimizer, number)
    pairs = zip(straight.parameters(), other.parameters(), strict=True)
    assert all(torch.equal(left, right) for left, right in pairs)


def test_frozen_weights_are_not_written(saved: Path) -> None:
    assert sorted(path.name for path in only(saved).iterdir()) == FILES
    assert set(checkpoint.trainable(Small())) == {"moving.weight", "moving.bias"}
    size = (only(saved) / "weights.safetensors").stat().st_size
    assert size < 400, "eight numbers and their names"


def test_without_checkpoints_there_is_nothing_to_restore(tmp_path: Path) -> None:
    model = Small()
    assert checkpoint.restore(tmp_path, model, adam(model), "c") is None


def test_a_whole_one_is_whole(saved: Path) -> None:
    assert checkpoint.verify(only(saved)) == ""


@pytest.mark.parametrize("name", FILES)
def test_every_flipped_bit_is_seen(saved: Path, name: str) -> None:
    path = only(saved) / name
    data = path.read_bytes()
    places = range(len(data)) if len(data) < 500 else range(0, len(data), len(data) // 100)
    for place in (*places, len(data) - 1):
        for bit in range(8):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            path.write_bytes(changed)
            assert checkpoint.verify(only(saved)), f"bit {bit} of byte {place}"
    path.write_bytes(data)
    assert checkpoint.verify(only(saved)) == ""


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("left", [0, 0.5, -1])
def test_a_cut_off_file_is_seen(saved: Path, name: str, left: float) -> None:
    path = only(saved) / name
    data = path.read_bytes()
    path.write_bytes(data[: -1 if left == -1 else int(len(data) * left)])
    # Without its last byte, a line end, the manifest still says all it has to say.
    assert bool(checkpoint.verify(only(saved))) == ((name, left) != ("manifest.json", -1))


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_seen(saved: Path, name: str) -> None:
    (only(saved) / name).unlink()
    assert checkpoint.verify(only(saved))


@pytest.mark.parametrize("change", ["extra", "missing", "list", "number", "digest"])
def test_a_manifest_of_other_entries_is_seen(saved: Path, change: str) -> None:
    path = only(saved) / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    changed = {
        "extra": {**manifest, "../config.json": "0" * 64},
        "missing": {key: value for key, value in manifest.items() if key != "state.json"},
        "list": list(manifest),
        "number": 5,
        "digest": {**manifest, "state.json": None},
    }[change]
    path.write_text(json.dumps(changed), "utf-8")
    assert checkpoint.verify(only(saved))


def test_the_newest_two_are_kept(tmp_path: Path) -> None:
    model = Small()
    optimizer = adam(model)
    for number in range(12):
        step(model, optimizer, number)
        checkpoint.save(tmp_path, number + 1, model, optimizer, STATE)
    names = [path.name for path in checkpoint.every(tmp_path)]
    assert names == ["step-00000011", "step-00000012"]


def test_a_damaged_one_does_not_push_out_the_good_ones(saved: Path) -> None:
    """After falling back from step 9, the steps that follow count, not the higher number."""
    model = Small()
    optimizer = adam(model)
    step(model, optimizer, 0)
    checkpoint.save(saved, 9, model, optimizer, STATE)
    (saved / "checkpoints" / "step-00000009" / "state.json").write_text("{}", "utf-8")
    assert checkpoint.restore(saved, model, optimizer, "c") is not None
    checkpoint.save(saved, 4, model, optimizer, STATE)
    checkpoint.save(saved, 5, model, optimizer, STATE)
    assert [path.name for path in checkpoint.every(saved)] == ["step-00000004", "step-00000005"]


def test_staging_folders_are_none(saved: Path) -> None:
    staging = saved / "checkpoints" / f"step-00000009{STAGING}"
    shutil.copytree(only(saved), staging)
    shutil.copytree(only(saved), saved / "checkpoints" / f"step-00000003.old{STAGING}")
    assert only(saved).name == "step-00000003"
    model = Small()
    restored = checkpoint.restore(saved, model, adam(model), "c")
    assert restored is not None
    assert restored.step == 3
    shutil.rmtree(only(saved))
    assert checkpoint.restore(saved, model, adam(model), "c") is None


def test_the_one_before_a_damaged_one_is_used(
    saved: Path, caplog: pytest.LogCaptureFixture
) -> None:
    model = Small()
    checkpoint.save(saved, 4, Small(1), adam(Small(1)), STATE)
    path = saved / "checkpoints" / "step-00000004" / "weights.safetensors"
    path.write_bytes(path.read_bytes()[:-1] + b"\x7f")
    with caplog.at_level(logging.WARNING):
        restored = checkpoint.restore(saved, model, adam(model), "c")
    assert restored is not None
    assert restored.step == 3
    assert "step-00000004 is damaged (weights.safetensors has changed)" in caplog.text


def test_when_all_are_damaged_it_is_said(saved: Path) -> None:
    (only(saved) / "manifest.json").unlink()
    model = Small()
    with pytest.raises(WorkspaceError, match="Every checkpoint") as caught:
        checkpoint.restore(saved, model, adam(model), "c")
    assert caught.value.hint


@pytest.mark.parametrize("other", ["configuration", "shape", "names"])
def test_one_of_another_run_is_refused(saved: Path, other: str) -> None:
    model: nn.Module = Small(width=5) if other == "shape" else Small()
    if other == "names":
        model = nn.Sequential(model)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    config = "other" if other == "configuration" else "c"
    with pytest.raises(WorkspaceError, match="belongs to another"):
        checkpoint.restore(saved, model, adam(model), config)
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
