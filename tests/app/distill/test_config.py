"""The configuration: defaults, refusals that name the value, identity, the objective in words."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from app.distill.config import DistillConfig, LossTerm, Method, Tuning, from_json
from app.errors import InputError

# Another valid value for every field that decides what comes out.
OTHER: dict[str, Any] = {
    "student": "another",
    "method": "logit",
    "teacher": "big",
    "keep_layers": 10,
    "tuning": "full",
    "lora_rank": 8,
    "lora_alpha": 16,
    "learning_rate": 1e-3,
    "epochs": 1.5,
    "max_steps": 7,
    "batch_size": 4,
    "micro_batch_tokens": 512,
    "max_length": 256,
    "warmup": 0.1,
    "weight_decay": 0.01,
    "max_grad_norm": 2.0,
    "temperature": 1.0,
    "alpha": 0.25,
    "freeze_embeddings": False,
    "seed": 1,
    "validations": 3,
    "checkpoint_seconds": 5.0,
    "samples": 2,
}


def test_defaults() -> None:
    found = from_json({"student": "small"})
    assert found == DistillConfig("small")
    assert (found.method, found.tuning) == (Method.RESPONSE, Tuning.LORA)
    assert (found.lora_rank, found.lora_alpha, found.warmup) == (16, 32, 0.03)
    assert (found.temperature, found.alpha) == (2.0, 0.5)
    assert found.rate == 2e-4
    assert dataclasses.replace(found, tuning=Tuning.FULL).rate == 2e-5
    assert dataclasses.replace(found, learning_rate=3e-3).rate == 3e-3


def test_every_field_survives_the_file() -> None:
    assert set(OTHER) == {field.name for field in dataclasses.fields(DistillConfig)}
    config = from_json(OTHER)
    assert from_json(json.loads(json.dumps(config.as_json()))) == config
    for key, value in OTHER.items():
        assert getattr(config, key) == value
        assert getattr(config, key) != getattr(DistillConfig("small"), key), key


def test_a_whole_number_is_a_float_where_one_is_asked() -> None:
    found = from_json({"student": "small", "epochs": 2})
    assert isinstance(found.epochs, float)
    # The same run, whichever way its file writes the number.
    assert found.hash("d") == from_json({"student": "small", "epochs": 2.0}).hash("d")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("student", 3),
        ("student", None),
        ("method", "hidden"),
        ("method", ["response"]),
        ("tuning", "qlora"),
        ("keep_layers", 2.0),
        ("keep_layers", "2"),
        ("keep_layers", -1),
        ("lora_rank", True),
        ("lora_rank", 0),
        ("lora_alpha", -1),
        ("learning_rate", "2e-4"),
        ("learning_rate", True),
        ("learning_rate", float("nan")),
        ("learning_rate", -1e-4),
        ("learning_rate", 1.5),
        ("epochs", float("inf")),
        ("epochs", 0),
        ("epochs", None),
        ("max_steps", -1),
        ("batch_size", 0),
        ("micro_batch_tokens", 15),
        ("max_length", 15),
        ("warmup", 1.01),
        ("weight_decay", -0.1),
        ("max_grad_norm", 0.0),
        ("temperature", 0.0),
        ("temperature", float("nan")),
        ("alpha", 1.1),
        ("alpha", -0.1),
        ("freeze_embeddings", 1),
        ("seed", -1),
        ("seed", 2**31),
        ("validations", -1),
        ("checkpoint_seconds", -1.0),
        ("samples", -1),
        ("samples", 101),
    ],
)
def test_a_wrong_value_is_named(key: str, value: Any) -> None:
    with pytest.raises(InputError, match=rf"^recipe\.toml.*\b{key}\b") as caught:
        from_json({"student": "small", key: value}, "recipe.toml")
    assert caught.value.hint


@pytest.mark.parametrize("key", ["epoch", "Student", ""])
def test_an_unknown_setting_is_named(key: str) -> None:
    with pytest.raises(InputError, match=f"unknown setting {key!r}"):
        from_json({"student": "small", key: 1})


@pytest.mark.parametrize("values", [{}, {"student": ""}, {"epochs": 1.0}])
def test_a_student_is_needed(values: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="names no student"):
        from_json(values)


def test_the_logit_level_needs_a_teacher() -> None:
    with pytest.raises(InputError, match="teacher"):
        from_json({"student": "small", "method": "logit"})
    assert from_json({"student": "small", "method": "logit", "teacher": "big"}).teacher == "big"


@pytest.mark.parametrize("key", sorted(OTHER))
def test_what_matters_is_part_of_the_identity(key: str) -> None:
    values = {"student": "small", "teacher": "t"}
    one = from_json(values).hash("d")
    other = from_json({**values, key: OTHER[key]}).hash("d")
    assert (one == other) == (key in ("checkpoint_seconds", "samples"))


def test_the_dataset_is_part_of_the_identity() -> None:
    config = DistillConfig("small")
    assert config.hash("one") == DistillConfig("small").hash("one") != config.hash("two")


CE, KL = "CE(teacher text)", "T^2 * KL(teacher || student)"
MEAN = ", mean over response tokens of the step"


@pytest.mark.parametrize(
    ("method", "alpha", "temperature", "terms", "objective"),
    [
        ("response", 0.5, 2.0, [("cross_entropy", 1.0, 1.0)], f"1 * {CE}"),
        (
            "logit",
            0.25,
            2.0,
            [("cross_entropy", 0.25, 1.0), ("forward_kl", 0.75, 2.0)],
            f"0.25 * {CE} + 0.75 * {KL} at T=2",
        ),
        ("logit", 0.0, 1.0, [("forward_kl", 1.0, 1.0)], f"1 * {KL} at T=1"),
        ("logit", 1.0, 4.0, [("cross_entropy", 1.0, 1.0)], f"1 * {CE}"),
    ],
)
def test_the_objective_written_out(
    method: str,
    alpha: float,
    temperature: float,
    terms: list[tuple[str, float, float]],
    objective: str,
) -> None:
    config = from_json(
        {
            "student": "small",
            "teacher": "big",
            "method": method,
            "alpha": alpha,
            "temperature": temperature,
        }
    )
    assert config.terms == tuple(LossTerm(*term) for term in terms)
    assert config.objective == objective + MEAN
