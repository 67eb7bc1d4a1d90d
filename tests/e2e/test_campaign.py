"""The kill campaign counts what it should: a journey that ends otherwise is no survivor."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.harness import Outcome
from tests.faults import kill
from tests.faults.kill import Campaign, Trial, figure, moments


def trial(*, injected: bool = True, detected: bool = True, problem: str = "") -> Trial:
    return Trial(1.0, "4/7 Distill", 0, 2.0, injected, detected, problem)


def test_moments_are_the_seeds_own_and_cover_the_journey() -> None:
    assert moments(20, 3) == moments(20, 3) != moments(20, 4)
    for number, moment in enumerate(moments(20, 3)):
        assert number / 20 <= moment < (number + 1) / 20


@pytest.mark.parametrize(
    ("trials", "survived", "detected", "holds"),
    [
        ([trial()] * 4, 4, 4, True),
        ([*[trial()] * 3, trial(problem="another result: gguf")], 3, 4, False),
        ([*[trial()] * 3, trial(detected=False, problem="exit code 1")], 3, 3, False),
        ([*[trial()] * 3, trial(injected=False)], 3, 3, False),
        ([trial(injected=False)], 0, 0, False),
    ],
)
def test_only_a_survivor_counts_as_one(
    trials: Sequence[Trial], survived: int, detected: int, holds: bool
) -> None:
    found = figure(trials, 7, "journeys")
    assert (found["survived"], found["detected"], found["holds"]) == (survived, detected, holds)
    assert (found["trials"], found["seed"], found["goal"]) == (len(trials), 7, 1.0)
    injected = sum(item.injected for item in trials)
    assert found["injected"] == injected
    assert found["value"] == (survived / injected if injected else 0.0)


class Fake(Campaign):
    """A campaign whose journeys end as they are told."""

    def __init__(self, folder: Path, hits: list[bool], loss: float, err: str = "") -> None:
        self.folder, self.seconds, self.changes = folder, 10.0, {}
        self.expected = {"final_loss": 1.0}
        self.hits, self.loss, self.err = hits, loss, err
        self.moments: list[float] = []

    def _kill(self, place: Path, moment: float) -> tuple[bool, str]:
        self.moments.append(moment)
        place.mkdir(parents=True)
        return self.hits.pop(0), "4/7 Distill"

    def _journey(self, place: Path) -> Outcome:
        import sqlite3

        opened = sqlite3.connect(place / "stillroom.db")
        opened.executescript(
            "CREATE TABLE IF NOT EXISTS runs (state); INSERT INTO runs VALUES ('finished')"
        )
        opened.close()
        return Outcome(1 if self.err else 0, json.dumps({"final_loss": self.loss}), self.err)


@pytest.fixture(autouse=True)
def plain_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    def same(value: dict[str, Any]) -> dict[str, Any]:
        return value

    monkeypatch.setattr(kill, "figures", same)


def test_the_same_result_survives(tmp_path: Path) -> None:
    found = Fake(tmp_path, [True], loss=1.0).trial(1, 0.5)
    assert found == Trial(5.0, "4/7 Distill", 0, found.seconds, True, True, "")
    assert not (tmp_path / "trial-1").exists()


def test_another_result_does_not_and_is_kept(tmp_path: Path) -> None:
    found = Fake(tmp_path, [True], loss=1.5).trial(1, 0.5)
    assert found.problem == "another result: final_loss"
    assert (tmp_path / "trial-1").exists()
    assert "another result" in found.row(1)


def test_an_error_is_detected_and_a_bug_is_not(tmp_path: Path) -> None:
    said = Fake(tmp_path, [True], loss=1.0, err="Error: The disk is full.\nHint: x").trial(1, 0.5)
    assert (said.detected, said.problem.startswith("exit code 1")) == (True, True)
    bug = Fake(tmp_path, [True], loss=1.0, err="Traceback (most recent call last):").trial(2, 0.5)
    assert (bug.detected, bool(bug.problem)) == (False, True)


def test_a_kill_that_came_too_late_is_tried_again_earlier(tmp_path: Path) -> None:
    campaign = Fake(tmp_path, [False, False, True], loss=1.0)
    found = campaign.trial(1, 1.0)
    assert found.injected
    assert campaign.moments == pytest.approx([10.0, 8.0, 6.4])
    assert not Fake(tmp_path, [False] * 6, loss=1.0).trial(2, 1.0).injected


def test_what_was_left_behind_is_no_survivor(tmp_path: Path) -> None:
    campaign = Fake(tmp_path, [True], loss=1.0)
    place = tmp_path / "trial-1"
    place.mkdir()
    (place / "student.gguf.staging").touch()
    outcome = campaign._journey(place)
    assert campaign._problem(place, outcome) == "left behind: student.gguf.staging"
