"""What a distillation is going to do, and what is no longer as a run had it."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from app.distill.config import DistillConfig
from app.distill.plan import Difference, differences, plan
from app.domain import Dataset, Run, RunState
from app.errors import InputError

DATA = Dataset(1, 1, "d", "hash", "", {"train": 385, "validation": 48, "test": 150})
SETTINGS = {"student": "small", "batch_size": 8, "epochs": 2.0}


def run(**changes: Any) -> Run:
    config = dataclasses.replace(
        DistillConfig("/models/small", batch_size=8, epochs=2.0, samples=2), **changes
    )
    return Run(1, 1, "r", "runs/r", config.as_json(), RunState.FINISHED, "")


def test_a_plan() -> None:
    found = plan(SETTINGS, DATA)
    assert (found.student, found.training, found.validation) == ("small", 385, 48)
    assert found.steps == 98
    assert plan(SETTINGS | {"max_steps": 5}, DATA).steps == 5


@pytest.mark.parametrize("settings", [{}, {"student": "small", "epochs": -1}, {"nonsense": 1}])
def test_a_plan_that_cannot_be(settings: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        plan(settings, DATA)


def test_a_dataset_without_training() -> None:
    with pytest.raises(InputError, match="No training example"):
        plan(SETTINGS, dataclasses.replace(DATA, counts={"test": 3}))


def test_the_same_work_differs_in_nothing() -> None:
    assert differences(run(), SETTINGS, DATA) == set()
    assert differences(run(checkpoint_seconds=1.0), SETTINGS, DATA) == set()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"student": "other"}, Difference.STUDENT),
        ({"epochs": 3.0}, Difference.SETTINGS),
        ({"method": "logit", "teacher": "big"}, Difference.METHOD),
    ],
)
def test_what_differs(settings: dict[str, Any], expected: Difference) -> None:
    assert differences(run(), SETTINGS | settings, DATA) == {expected}


def test_another_dataset_differs() -> None:
    other = dataclasses.replace(DATA, id=2)
    assert differences(run(), SETTINGS, other) == {Difference.DATASET}


def test_settings_that_cannot_be_used_differ_in_nothing() -> None:
    assert differences(run(), {"student": ""}, DATA) == set()


def test_a_run_of_another_version_differs() -> None:
    made = dataclasses.replace(run(), config={"student": "small", "unheard_of": 1})
    assert differences(made, SETTINGS, DATA) == {Difference.SETTINGS}
