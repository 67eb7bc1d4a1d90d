"""A growing run folder, read a piece at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.distill import follow
from app.distill.follow import Curve, RunFollower, Tail, newest_checkpoint, thinned
from app.distill.record import METRICS, SAMPLES, Metrics


def line(step: int, **values: Any) -> dict[str, Any]:
    return {"step": step, "loss": 1.0 / step, "tokens": 100 * step, "seconds": 2.0 * step, **values}


def test_a_tail_gives_each_whole_line_once(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    tail = Tail(path)
    assert tail.read() == ([], False), "not there yet"
    with path.open("a", encoding="utf-8") as stream:
        stream.write('{"step": 1}\n{"step"')
        stream.flush()
        assert tail.read() == ([{"step": 1}], False)
        stream.write(': 2}\nnonsense\n[]\n{"no": 1}\n')
        stream.flush()
        assert tail.read() == ([{"step": 2}], False)
    assert tail.read() == ([], False)


def test_a_file_that_was_cut_back_starts_anew(tmp_path: Path) -> None:
    metrics = Metrics(tmp_path, 0)
    for step in (1, 2, 3):
        metrics.write(line(step))
    metrics.close()
    follower = RunFollower(tmp_path)
    assert follower.look()
    assert [step for step, _ in follower.curve.loss] == [1, 2, 3]
    again = Metrics(tmp_path, 1)  # as a resumed run does
    again.write(line(2, loss=9.0))
    again.close()
    assert follower.look()
    assert follower.curve.loss == [(1, 1.0), (2, 9.0)]
    assert not follower.look(), "nothing is new"


def test_a_big_file_comes_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "PIECE", 200)
    path = tmp_path / METRICS
    path.write_text("".join(json.dumps(line(step)) + "\n" for step in range(1, 30)), "utf-8")
    follower = RunFollower(tmp_path)
    looks = 0
    while follower.look() and follower.behind:
        looks += 1
    assert looks > 5
    assert [step for step, _ in follower.curve.loss] == list(range(1, 30))


def test_a_line_without_end_does_not_stop_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "PIECE", 100)
    (tmp_path / METRICS).write_text("x" * 450 + "\n" + json.dumps(line(4)) + "\n", "utf-8")
    follower = RunFollower(tmp_path)
    for _ in range(10):
        follower.look()
    assert follower.curve.loss == [(4, 0.25)]


def test_what_is_no_number_is_left_out() -> None:
    curve = Curve()
    curve.add(line(1, loss=float("nan"), validation_loss=0.5))
    curve.add(line(2, loss=None, validation_loss=float("inf")))
    curve.add(line(3, loss=True))
    curve.add(line(4))
    assert curve.loss == [(4, 0.25)]
    assert curve.validation == [(1, 0.5)]
    assert curve.tokens_per_second == 50.0
    assert Curve().tokens_per_second is None


def test_samples_by_step(tmp_path: Path) -> None:
    told = Metrics(tmp_path, 0, SAMPLES)
    told.write({"step": 2, "prompt": "a", "text": "one"})
    told.write({"step": 2, "prompt": "b", "text": "two"})
    told.close()
    follower = RunFollower(tmp_path)
    assert follower.look()
    assert follower.samples == {2: {"a": "one", "b": "two"}}


def test_a_long_curve_keeps_its_shape() -> None:
    points = [(step, float(step % 2)) for step in range(10_000)]
    found = thinned(points, 1000)
    assert len(found) == 1000
    assert all(value == 0.5 for _, value in found)
    assert found[0][0] < found[-1][0] < 10_000
    assert thinned(points[:3], 1000) == [(0.0, 0.0), (1.0, 1.0), (2.0, 0.0)]


def test_the_newest_checkpoint(tmp_path: Path) -> None:
    assert newest_checkpoint(tmp_path) is None
    for name in ("step-00000009", "step-00000010", "step-00000011.staging", "notes"):
        (tmp_path / "checkpoints" / name).mkdir(parents=True)
    found = newest_checkpoint(tmp_path)
    assert found is not None
    assert found.step == 10
    assert found.time == (tmp_path / "checkpoints" / "step-00000010").stat().st_mtime


def test_the_memory_is_the_children_s() -> None:
    before = follow.worker_memory()
    code = "x = bytearray(60_000_000); print(1, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert follow.worker_memory() - before > 60_000_000
        child.kill()


def test_the_window_s_part_needs_no_torch() -> None:
    code = (
        "import sys; import app.distill.follow, app.distill.plan, app.evaluate.examples, "
        "app.evaluate.differences, app.export.quality, app.export.copying; "
        "print([m for m in ('torch', 'transformers', 'llama_cpp') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
