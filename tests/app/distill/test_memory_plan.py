"""The memory plan against counted tensors, and what it advises."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.distill import memory_plan
from app.distill.config import DistillConfig, Method, Tuning
from app.distill.memory_plan import Advice, Fit, Part, Place, fit, plan
from app.hardware import Gpu, Hardware
from app.models import inventory
from app.models.inventory import Shapes

BIG = Shapes({"model.layers.0.mlp.weight": (70_000, 100_000)}, 1, 8192, 28_672, 128_000)
GB = 1 << 30


def needed(shapes: Shapes, **values: Any) -> dict[Part, int]:
    return plan(shapes, DistillConfig("x", **values)).parts


def test_what_moves_is_what_peft_and_torch_say(tiny_model: Path) -> None:
    from app.distill.student import make_trainable
    from app.models.transformers_model import load_model

    shapes = inventory.shapes(tiny_model)
    for config in (
        DistillConfig("x", lora_rank=4),
        DistillConfig("x", tuning=Tuning.FULL),
        DistillConfig("x", tuning=Tuning.FULL, freeze_embeddings=False),
    ):
        model = make_trainable(load_model(tiny_model), config)
        moving = sum(item.numel() for item in model.parameters() if item.requires_grad)
        parts = plan(shapes, config).parts
        assert parts[Part.TRAINING] == moving * 12
        held = sum(item.numel() for item in model.parameters())
        assert parts[Part.WEIGHTS] == held * 4


def test_fewer_layers_need_less(tiny_model: Path) -> None:
    shapes = inventory.shapes(tiny_model)
    whole, half = needed(shapes), needed(shapes, keep_layers=2)
    for part in (Part.WEIGHTS, Part.TRAINING, Part.TEXTS):
        assert half[part] < whole[part]
    assert needed(shapes, keep_layers=99) == whole


def test_longer_texts_and_bigger_batches_need_more(tiny_model: Path) -> None:
    shapes = inventory.shapes(tiny_model)
    usual = needed(shapes)[Part.TEXTS]
    assert needed(shapes, micro_batch_tokens=4096)[Part.TEXTS] == 4 * usual
    few = needed(shapes, micro_batch_tokens=1 << 20, batch_size=2)
    assert few[Part.TEXTS] == 2 * usual, "no batch has more than the examples of a step"
    assert needed(shapes, max_length=2048)[Part.TEXTS] == 2 * usual
    assert needed(shapes, method=Method.LOGIT, teacher="t")[Part.TEXTS] > usual


def test_the_teacher_counts_at_the_logit_level_only(tiny_model: Path) -> None:
    shapes = inventory.shapes(tiny_model)
    logit = DistillConfig("x", method=Method.LOGIT, teacher="t")
    assert plan(shapes, logit, BIG).parts[Part.TEACHER] >= BIG.parameters * 4
    assert Part.TEACHER not in plan(shapes, DistillConfig("x"), BIG).parts


def test_fit_and_advice(tiny_model: Path) -> None:
    shapes = inventory.shapes(tiny_model)
    roomy = Place("", 64 * GB, 60 * GB)
    config = DistillConfig("x")
    assert fit(plan(shapes, config), roomy) is Fit.COMFORTABLE
    assert memory_plan.advice(shapes, config, roomy) == []
    crowded = Place("", 64 * GB, GB // 2)
    assert fit(plan(shapes, config), crowded) is Fit.TIGHT
    assert memory_plan.advice(shapes, config, crowded)[0] is Advice.CLOSE_PROGRAMS
    full = DistillConfig("x", tuning=Tuning.FULL)
    assert fit(plan(BIG, full), roomy) is Fit.NO
    advice = memory_plan.advice(BIG, full, roomy)
    assert Advice.LORA in advice
    logit = DistillConfig("x", method=Method.LOGIT, teacher="t")
    assert Advice.RESPONSE in memory_plan.advice(shapes, logit, Place("", 8 * GB, GB), BIG)
    texts = DistillConfig("x", micro_batch_tokens=1 << 20)
    assert Advice.SMALLER_BATCH in memory_plan.advice(shapes, texts, Place("", 8 * GB, GB))
    long = DistillConfig("x", max_length=1 << 20)
    assert Advice.SHORTER in memory_plan.advice(shapes, long, Place("", 8 * GB, GB))
    tiny_place = Place("", 1000, 1000)
    assert memory_plan.advice(shapes, config, tiny_place)


def test_the_card_counts_where_there_is_one() -> None:
    machine = Hardware("cpu", 2, frozenset(), 64 * GB, 32 * GB, 1, ())
    assert memory_plan.place(machine) == Place("", 64 * GB, 32 * GB)
    with_card = Hardware("cpu", 2, frozenset(), 64 * GB, 32 * GB, 1, (Gpu("A", 8 * GB, 7 * GB),))
    assert memory_plan.place(with_card) == Place("A", 8 * GB, 7 * GB)


@pytest.mark.parametrize("module", ["memory_plan", "presets", "config"])
def test_no_torch_is_imported(module: str) -> None:
    code = (
        f"import app.distill.{module}, sys; print('torch' in sys.modules or 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
