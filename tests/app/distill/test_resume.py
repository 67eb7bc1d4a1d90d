"""A run that was cut off, killed or damaged ends in the same bits as one that was not."""

from __future__ import annotations

import json
import logging
import multiprocessing
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import files, worker
from app.distill import checkpoint, record
from app.distill.config import DistillConfig
from app.distill.record import RunResult
from app.distill.train import train
from app.domain import Example, Split
from app.errors import WorkerError, WorkspaceError
from app.job import Job
from app.models import trained
from tests.app.distill import samples

DATA = samples.examples()


def full(folder: Path, **values: Any) -> DistillConfig:
    return samples.config(folder, tuning="full", learning_rate=1e-3, **values)


CONFIGS: dict[str, Callable[..., DistillConfig]] = {"lora": samples.config, "full": full}


@pytest.fixture(scope="session")
def finished_runs(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same two runs, never interrupted."""
    found = {}
    for name, config in CONFIGS.items():
        found[name] = tmp_path_factory.mktemp(name)
        samples.finish(DATA, config(tiny_model), found[name])
    return found


def assert_same(folder: Path, straight: Path) -> None:
    assert samples.lines(folder) == samples.lines(straight)
    assert samples.weights(folder) == samples.weights(straight)
    results = [
        json.loads((place / "result.json").read_text("utf-8")) for place in (folder, straight)
    ]
    assert all(result.pop("seconds") > 0 for result in results)
    assert results[0] == results[1]


@pytest.mark.parametrize("kind", ["lora", "full"])
@pytest.mark.parametrize("steps", [1, 3, 6])
def test_closed_after_some_steps(
    kind: str, steps: int, tiny_model: Path, finished_runs: dict[str, Path], tmp_path: Path
) -> None:
    config = CONFIGS[kind](tiny_model)
    job = train(DATA, config, tmp_path)
    samples.advance(job, steps)
    job.close()
    assert len(record.read_metrics(tmp_path)) == steps
    assert [path.name for path in checkpoint.every(tmp_path)] == [f"step-{steps:08d}"]
    assert record.finished(tmp_path) is None
    samples.finish(DATA, config, tmp_path)
    assert_same(tmp_path, finished_runs[kind])
    assert not (tmp_path / checkpoint.FOLDER).exists(), "a finished run needs none"


@pytest.mark.parametrize(("kind", "reports"), [("lora", 11), ("lora", 15), ("full", 10)])
def test_closed_again_and_again(
    kind: str, reports: int, tiny_model: Path, finished_runs: dict[str, Path], tmp_path: Path
) -> None:
    """Wherever it is: in the middle of a step, of a look at the validation split, of saving."""
    samples.cut_often(DATA, CONFIGS[kind](tiny_model, checkpoint_seconds=0.0), tmp_path, reports)
    assert_same(tmp_path, finished_runs[kind])


@pytest.mark.parametrize("again", [0, 1, 4])
def test_closed_during_a_look_at_the_validation_split(
    again: int, tiny_model: Path, finished_runs: dict[str, Path], tmp_path: Path
) -> None:
    """The step is done but its line is not written; ``again``: closed once more soon after."""
    config = samples.config(tiny_model)
    job = train(DATA, config, tmp_path)
    next(progress for progress in job if "validation" in progress.message)
    job.close()
    assert [line["step"] for line in record.read_metrics(tmp_path)] == [1]
    if again:
        job = train(DATA, config, tmp_path)
        looks = (progress for progress in job if "validation" in progress.message)
        next(looks)
        for _ in range(again - 1):
            next(job)
        job.close()
    samples.finish(DATA, config, tmp_path)
    assert_same(tmp_path, finished_runs["lora"])


def test_closed_before_the_student_is_saved(tiny_model: Path, tmp_path: Path) -> None:
    """All steps are paid for: none is repeated."""
    config = samples.config(tiny_model)
    job = train(DATA, config, tmp_path)
    next(progress for progress in job if progress.message == "Saving the student")
    job.close()
    done = {progress.done for progress in train(DATA, config, tmp_path) if progress.total}
    assert done == {0, 6}, "loading, then saving"


def kill_after(job: Job[RunResult], steps: int) -> None:
    """Kill the worker once that many steps are done, and look what the job says."""
    for progress in job:
        if progress.done >= steps:
            for child in multiprocessing.active_children():
                child.kill()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["lora", "full"])
def test_killed(kind: str, tiny_model: Path, tmp_path: Path) -> None:
    """The process dies without a word; its last checkpoint and its metrics are there."""
    config = CONFIGS[kind](tiny_model, checkpoint_seconds=0.0, epochs=5.0)
    job = worker.remote(train, DATA, config, tmp_path / "cut")
    with pytest.raises(WorkerError, match="SIGKILL"):
        kill_after(job, 2)
    assert 2 <= len(samples.lines(tmp_path / "cut")) < 15
    samples.finish(DATA, config, tmp_path / "cut")
    samples.finish(DATA, config, tmp_path / "straight")
    assert_same(tmp_path / "cut", tmp_path / "straight")


@pytest.fixture
def cut_off(tiny_model: Path, tmp_path: Path) -> Path:
    """A run folder with checkpoints after steps 2 and 4."""
    for steps in (2, 4):
        job = train(DATA, samples.config(tiny_model), tmp_path / "run")
        samples.advance(job, steps)
        job.close()
    names = [path.name for path in checkpoint.every(tmp_path / "run")]
    assert names == ["step-00000002", "step-00000004"]
    return tmp_path / "run"


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def test_a_damaged_checkpoint_costs_some_steps_only(
    cut_off: Path,
    tiny_model: Path,
    finished_runs: dict[str, Path],
    caplog: pytest.LogCaptureFixture,
) -> None:
    damage(checkpoint.every(cut_off)[-1] / "optimizer.safetensors")
    with caplog.at_level(logging.WARNING, logger="app"):
        samples.finish(DATA, samples.config(tiny_model), cut_off)
    assert "step-00000004 is damaged" in caplog.text
    assert_same(cut_off, finished_runs["lora"])


def test_when_all_checkpoints_are_damaged_it_is_said(cut_off: Path, tiny_model: Path) -> None:
    for folder in checkpoint.every(cut_off):
        damage(folder / "weights.safetensors")
    before = (cut_off / "metrics.jsonl").read_bytes()
    with pytest.raises(WorkspaceError, match="Every checkpoint"):
        samples.finish(DATA, samples.config(tiny_model), cut_off)
    assert (cut_off / "metrics.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    "other", [{"learning_rate": 1e-3}, {"lora_rank": 8}, {"tuning": "full"}, {"seed": 1}]
)
def test_a_checkpoint_of_another_configuration_is_refused(
    cut_off: Path, tiny_model: Path, other: dict[str, Any]
) -> None:
    with pytest.raises(WorkspaceError, match="another student or configuration"):
        samples.finish(DATA, samples.config(tiny_model, **other), cut_off)


def test_metrics_that_were_torn_or_ran_ahead(
    cut_off: Path, tiny_model: Path, finished_runs: dict[str, Path]
) -> None:
    """A crash leaves lines after the last checkpoint, the last of them perhaps not whole."""
    with (cut_off / "metrics.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"step": 5, "loss": 99.0, "tokens": 1, "seconds": 1.0}\n{"step": 6, "lo')
    assert [line["step"] for line in record.read_metrics(cut_off)] == [1, 2, 3, 4, 5]
    samples.finish(DATA, samples.config(tiny_model), cut_off)
    assert_same(cut_off, finished_runs["lora"])


def test_lines_are_on_the_disk_before_the_checkpoint_that_follows_them(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = files.sync_file

    def noted(path: Path) -> None:
        synced.append(path.name)
        real(path)

    monkeypatch.setattr(files, "sync_file", noted)
    job = train(DATA, samples.config(tiny_model), tmp_path)
    samples.advance(job, 1)
    synced.clear()
    job.close()
    assert synced[0] == "metrics.jsonl"
    assert "weights.safetensors" in synced


def test_dropout_is_a_function_of_the_step(tiny_model: Path, tmp_path: Path) -> None:
    """A run of a model with dropout, cut off in the middle of steps, ends in the same bits."""
    model = tmp_path / "model"
    shutil.copytree(tiny_model, model)
    values = json.loads((model / "config.json").read_text("utf-8"))
    values["attention_dropout"] = 0.3
    (model / "config.json").write_text(json.dumps(values), "utf-8")
    config = samples.config(model, epochs=1.0)
    samples.finish(DATA, config, tmp_path / "straight")
    samples.cut_often(DATA, config, tmp_path / "cut", 11)
    assert_same(tmp_path / "cut", tmp_path / "straight")
    # None of it in validation.
    learned = trained.of_run(tmp_path / "cut", config.student).load().eval()
    expected = samples.measured(learned, config, DATA, Split.VALIDATION)
    last = record.read_metrics(tmp_path / "cut")[-1]["validation_loss"]
    assert last == pytest.approx(expected, rel=1e-4)
    other = samples.config(tiny_model, epochs=1.0)
    samples.finish(DATA, other, tmp_path / "without")
    assert samples.lines(tmp_path / "without") != samples.lines(tmp_path / "straight")


def test_a_run_without_any_step_done_starts_anew(
    tiny_model: Path, finished_runs: dict[str, Path], tmp_path: Path
) -> None:
    config = samples.config(tiny_model)
    for reports in range(1, 5):
        job = train(DATA, config, tmp_path)
        for _ in range(reports):
            next(job)
        job.close()
        assert record.read_metrics(tmp_path) == []
    samples.finish(DATA, config, tmp_path)
    assert_same(tmp_path, finished_runs["lora"])


def test_a_pruned_base_survives_being_cut_off(tiny_model: Path, tmp_path: Path) -> None:
    data: list[Example] = samples.examples(8, 0)
    config = samples.config(tiny_model, keep_layers=2)
    samples.finish(data, config, tmp_path / "straight")
    job = train(data, config, tmp_path / "cut")
    samples.advance(job, 1)
    job.close()
    base = tmp_path / "cut" / "base"
    before = {path.name: path.stat().st_mtime_ns for path in base.iterdir()}
    samples.finish(data, config, tmp_path / "cut")
    assert {path.name: path.stat().st_mtime_ns for path in base.iterdir()} == before
    assert_same(tmp_path / "cut", tmp_path / "straight")
