"""The journey's commands around the journey itself: where it goes, its last question, its end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import filelock
import pytest

from app import paths, settings, worker
from app.cli import journey
from app.job import Job, Progress
from app.settings import Settings
from tests import fakes
from tests.app.cli.outcomes import in_process
from tests.e2e.harness import Outcome

Demo = Callable[..., Outcome]


def report() -> dict[str, Any]:
    """An evaluation as the journey returns it."""
    part = {"score": 0.5, "interval": [0.4, 0.6]}
    return {"metric": "exact_match", "examples": 2, "slices": {}, "retention": 1.0,
            "interval": [0.9, 1.1], "teacher": part, "base": part, "student": part}  # fmt: skip


@pytest.fixture
def places() -> list[Path]:
    """Where the journeys of this test went."""
    return []


@pytest.fixture
def result(tiny_gguf: Path) -> dict[str, Any]:
    """What the stand-in for the journey returns."""
    gguf = {"quant": "Q8_0", "path": str(tiny_gguf), "size": 1, "top1": 1.0, "mean_kl": 0.0}
    parity = {"strings": 3, "strings_equal": 3, "holds": True}
    return {"dataset": {"counts": {"train": 2}}, "evaluation": report(), "gguf": [gguf],
            "parity": parity}  # fmt: skip


@pytest.fixture
def demo(
    places: list[Path],
    result: dict[str, Any],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Demo:
    """``stillroom demo`` with a journey that takes no time."""

    def travel(place: Path, _recipe: object) -> Job[dict[str, Any]]:
        places.append(place)
        yield Progress(1, 1, "done")
        return json.loads(json.dumps(result))  # type: ignore[no-any-return]

    monkeypatch.setattr("app.recipe.journey", travel)

    def perform(*arguments: str | Path) -> Outcome:
        return in_process(["demo", *map(str, arguments)], capfd, monkeypatch)

    return perform


@pytest.fixture
def no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """The student is not asked."""
    monkeypatch.setattr(journey, "_ask", lambda *_: "Yes.")


@pytest.mark.usefixtures("no_question")
def test_the_demo_goes_where_it_is_told_and_else_to_a_place_of_its_own(
    demo: Demo, places: list[Path], tmp_path: Path
) -> None:
    assert demo().code == 0
    settings.save(Settings(workspace=str(tmp_path / "mine")))
    assert demo().code == 0
    assert demo("--workspace", paths.default_workspace()).code == 0
    assert demo("--workspace", tmp_path / "mine").code == 0
    assert demo("--out", tmp_path / "out").code == 0
    own = paths.home() / "demo"
    assert places == [
        own, own, paths.default_workspace(), tmp_path / "mine", tmp_path / "out",
    ]  # fmt: skip


@pytest.mark.usefixtures("no_question")
def test_a_file_that_is_not_the_trained_model_is_a_failure(
    demo: Demo, result: dict[str, Any]
) -> None:
    good = demo()
    assert good.code == 0
    assert "does NOT match" not in good.out + good.err
    result["parity"]["holds"] = False
    bad = demo()
    assert bad.code == 1
    assert "does NOT match the trained model" in bad.out
    assert "Error: The exported file does NOT match the trained model." in bad.err
    assert "Hint: " in bad.err
    as_json = demo("--json")
    assert as_json.code == 1
    assert as_json.value["parity"]["holds"] is False, "the result comes in any case"


def test_the_question_is_a_workers_and_inside_the_lock(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote, asked = worker.remote, []

    def watched(factory: Any, *arguments: Any) -> Job[Any]:
        with pytest.raises(filelock.Timeout):
            filelock.FileLock(paths.home() / "demo" / ".lock", timeout=0).acquire()
        asked.append(factory.__name__)
        return remote(factory, *arguments)

    monkeypatch.setattr(worker, "remote", watched)
    outcome = demo("--json")
    assert outcome.code == 0, outcome.err
    assert isinstance(outcome.value["answer"], str)
    assert asked == ["answer"]


@pytest.mark.parametrize("failure", [fakes.unusable, fakes.buggy, fakes.full_disk])
def test_a_question_that_fails_costs_the_answer_only(
    failure: Any, demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "remote", lambda *_: failure())
    outcome = demo("--json")
    assert outcome.code == 0
    assert outcome.value["answer"] is None
    assert outcome.value["evaluation"]["metric"] == "exact_match"
    assert "the student could not be asked" in outcome.err
    assert "Traceback" not in outcome.err
    assert "It gave no answer." in demo().out
