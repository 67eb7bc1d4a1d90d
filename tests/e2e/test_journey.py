"""The whole journey by command line: once, again, and with the plug pulled along the way."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.files import STAGING
from app.models import gguf_file
from tests.e2e.harness import Command, figures, state, stillroom, write_recipe

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

QUANTS = ("F16", "Q8_0")


@pytest.fixture(scope="module")
def recipe(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """About 60 rows of the sample, a few steps on the tiny model."""
    folder = tmp_path_factory.mktemp("recipe")
    return write_recipe(folder, tiny_model, training=48, test=10, quants=QUANTS)


class Journey:
    """An uninterrupted journey: its result, where it lies, how long it took."""

    def __init__(self, recipe: Path, folder: Path) -> None:
        self.home, self.place = folder / "home", folder / "workspace"
        began = time.monotonic()
        self.result = run(recipe, self.home, self.place)
        self.seconds = time.monotonic() - began


def run(recipe: Path, home: Path, place: Path) -> dict[str, Any]:
    return stillroom(home, "run", recipe, "--workspace", place, "--json").ok()


@pytest.fixture(scope="module")
def whole(recipe: Path, tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """The journey that nothing interrupts."""
    return Journey(recipe, tmp_path_factory.mktemp("whole"))


def sound(place: Path) -> None:
    """Nothing half-done lies in the workspace, and its database is whole."""
    assert [path.name for path in place.rglob(f"*{STAGING}*")] == []
    with contextlib.closing(sqlite3.connect(place / "stillroom.db")) as opened:
        assert opened.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []


def test_from_prompts_to_the_report(whole: Journey) -> None:
    result = whole.result
    assert sum(result["dataset"]["counts"].values()) <= 58
    assert result["dataset"]["counts"]["test"] == 10
    assert len(result["dataset"]["hash"]) == 64
    folder = Path(result["run"]["dir"])
    assert json.loads((folder / "result.json").read_text("utf-8"))["steps"] == 16
    assert result["run"]["final_loss"] < 6.5
    assert [item["quant"] for item in result["gguf"]] == list(QUANTS)
    for item in result["gguf"]:
        data = Path(item["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == item["sha256"]
        assert str(whole.place).encode() not in data
        metadata = gguf_file.read(Path(item["path"])).metadata
        assert metadata["stillroom.dataset"] == result["dataset"]["hash"]
        assert metadata["stillroom.run"] == result["run"]["name"]
        assert metadata["stillroom.system_prompt"].startswith("Read the contract clause")
        assert item["top1"] > 0.9
        assert item["mean_kl"] < 0.01
    assert result["parity"]["holds"] is True
    assert result["parity"]["examples"] == 10
    report = result["evaluation"]
    assert report["metric"] == "field_accuracy"
    for name in ("teacher", "base", "student"):
        low, high = report[name]["interval"]
        assert 0 <= low <= report[name]["score"] <= high <= 1
    assert report["teacher"]["score"] > 0.5
    low, high = report["interval"]
    assert low <= report["retention"] <= high
    assert report["retention"] == report["student"]["score"] / report["teacher"]["score"]
    card = next((whole.place / "exports").rglob("MODEL_CARD.md")).read_text("utf-8")
    assert result["run"]["name"] in card
    sound(whole.place)


def test_run_again_it_gives_the_same_at_once(whole: Journey, recipe: Path) -> None:
    before = state(whole.place)
    began = time.monotonic()
    again = run(recipe, whole.home, whole.place)
    assert time.monotonic() - began < whole.seconds / 2
    assert figures(again) == figures(whole.result)
    assert again["gguf"] == whole.result["gguf"]
    assert again["evaluation"] == whole.result["evaluation"], "the speeds as well"
    assert again["run"] == whole.result["run"]
    assert state(whole.place) == before, "nothing is written anew"


def _steps(place: Path) -> bool:
    return any(
        len(path.read_bytes().splitlines()) >= 3 for path in place.glob("runs/*/metrics.jsonl")
    )


def _checkpoint(place: Path) -> bool:
    # The second one: by then there is one to go on from.
    whole = list(place.glob("runs/*/checkpoints/step-*"))
    return any(path.name.endswith(STAGING) for path in whole) and len(whole) > 1


def _export(place: Path) -> bool:
    return any(place.glob(f"exports/*/*{STAGING}"))


def _answers(place: Path) -> bool:
    return any(place.glob("evaluations/*/answers-*.jsonl"))


def test_pulling_the_plug_changes_nothing(recipe: Path, whole: Journey, tmp_path: Path) -> None:
    home, place = tmp_path / "home", tmp_path / "workspace"
    moments: list[Callable[[Path], bool]] = [_steps, _checkpoint, _export, _answers]
    for moment in moments:
        command = Command(home, "run", recipe, "--workspace", place, "--json")
        try:
            assert command.until(partial(moment, place)), f"{moment.__name__} passed by"
        finally:
            command.kill()
    assert not list(place.rglob("report-*.json")), "none of them came to the end"
    assert figures(run(recipe, home, place)) == figures(whole.result)
    sound(place)


def _answered(place: Path) -> int:
    path = place / "stillroom.db"
    if not path.exists():
        return 0
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=5)) as opened:
            (count,) = opened.execute("SELECT count(text) FROM completions").fetchone()
            return int(count)
    except sqlite3.OperationalError:
        return 0  # being made


def test_a_local_teacher_goes_on_after_a_kill(
    tiny_model: Path, tiny_gguf: Path, tmp_path: Path
) -> None:
    recipe = write_recipe(tmp_path, tiny_model, teacher=tiny_gguf)
    home, place, other = tmp_path / "home", tmp_path / "workspace", tmp_path / "other"
    command = Command(home, "run", recipe, "--workspace", place, "--json")
    try:
        assert command.until(lambda: _answered(place) >= 16)
    finally:
        command.kill()
    paid = _answered(place)
    assert 16 <= paid < 60
    with contextlib.closing(sqlite3.connect(place / "stillroom.db")) as opened:
        kept = opened.execute("SELECT id, text FROM completions ORDER BY id").fetchall()
    command = Command(home, "run", recipe, "--workspace", place, "--json")
    try:  # the rest of the journey is the other test's matter
        assert command.until(lambda: b"4/7 Distill" in command.err.read_bytes())
    finally:
        command.kill()
    with contextlib.closing(sqlite3.connect(place / "stillroom.db")) as opened:
        answers = opened.execute("SELECT id, text FROM completions ORDER BY id").fetchall()
        ((dataset,),) = opened.execute("SELECT hash FROM datasets").fetchall()
    assert answers[:paid] == kept, "what was answered is not asked again"
    assert len(answers) == 60

    def command_line(*arguments: str | Path) -> dict[str, Any]:
        return stillroom(home, *arguments, "--workspace", other, "--json").ok()

    of = ("--project", "contracts")
    command_line("project", "new", "contracts")
    command_line("prompts", "import", *of, tmp_path / "prompts.jsonl")
    command_line("teacher", "add", *of, "teacher", "--kind", "gguf", "--model", tiny_gguf)
    command_line("generate", *of, "--teacher", "teacher", "--max-tokens", "24")
    command_line("curate", *of, "--teacher", "teacher")
    frozen = command_line("freeze", *of, "--teacher", "teacher", "--validation", "0.1")
    assert frozen["hash"] == dataset, "as if nothing had happened"
