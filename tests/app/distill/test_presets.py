"""Presets are configurations, and every setting has a range that is the configuration's own."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pytest

from app.distill import presets
from app.distill.config import DistillConfig, Tuning, from_json
from app.distill.memory_plan import Place
from app.errors import InputError
from app.models.inventory import Shapes

SMALL = Shapes({"model.layers.0.w.weight": (100, 100)}, 1, 64, 128, 500)
ROOMY = Place("", 64 << 30, 60 << 30)


@pytest.mark.parametrize("name", [presets.FAST, presets.BALANCED, presets.BEST])
def test_a_preset_is_a_configuration(name: str) -> None:
    values = presets.values(name)
    assert set(values) == set(presets.usual())
    config = from_json({"student": "x", **values})
    assert config.tuning is Tuning.LORA
    stored = presets.changed(values)
    assert from_json({"student": "x", **stored}) == config
    assert presets.complete(stored) == values


def test_they_grow_from_fast_to_best() -> None:
    found = [presets.values(name) for name in (presets.FAST, presets.BALANCED, presets.BEST)]
    assert [item["lora_rank"] for item in found] == [8, 16, 32]
    assert [item["epochs"] for item in found] == [1.0, 3.0, 5.0]
    assert presets.changed(presets.values(presets.BALANCED)) == {}


def test_best_trains_all_where_the_memory_allows() -> None:
    best = presets.values(presets.BEST, SMALL, ROOMY, {"student": "x"})
    assert (best["tuning"], best["learning_rate"]) == ("full", 1e-4)
    large = Shapes({"model.layers.0.w.weight": (50_000, 20_000)}, 1, 64, 128, 500)
    best = presets.values(presets.BEST, large, ROOMY, {"student": "x"})
    assert (best["tuning"], best["learning_rate"]) == ("full", 5e-5)
    tight = presets.values(presets.BEST, large, Place("", 4 << 30, 4 << 30), {"student": "x"})
    assert (tight["tuning"], tight["learning_rate"]) == ("lora", 0.0)


def test_every_setting_has_a_knob() -> None:
    fields = {field.name for field in dataclasses.fields(DistillConfig)}
    assert set(presets.KNOBS) == fields - set(presets.OWN)
    assert set(presets.kinds()) == set(presets.KNOBS)
    assert {knob.group for knob in presets.KNOBS.values()} == set(presets.GROUPS)


@pytest.mark.parametrize(
    "name", [name for name, kind in presets.kinds().items() if kind in ("int", "float")]
)
def test_the_ranges_are_those_of_the_configuration(name: str) -> None:
    knob, kind = presets.KNOBS[name], presets.kinds()[name]
    number: Any = int if kind == "int" else float
    for value in (knob.low, knob.high, presets.usual()[name]):
        from_json({"student": "x", name: number(value)})
    assert knob.low <= presets.usual()[name] <= knob.high
    below = knob.low - 1 if kind == "int" else -0.001
    with pytest.raises(InputError):
        from_json({"student": "x", name: number(below)})
    free = ("lora_rank", "lora_alpha", "epochs", "batch_size", "temperature", "max_grad_norm")
    if name not in free:
        with pytest.raises(InputError):
            from_json({"student": "x", name: number(math.floor(knob.high) + 1)})


def test_the_digits_hold_the_values_of_the_presets() -> None:
    for preset in (presets.FAST, presets.BALANCED, presets.BEST):
        for values in (presets.values(preset), presets.values(preset, SMALL, ROOMY)):
            for name, value in values.items():
                if isinstance(value, float):
                    assert round(value, presets.KNOBS[name].digits) == value
