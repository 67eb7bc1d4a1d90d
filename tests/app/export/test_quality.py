"""A file's loss of quality in one word, and its expected size."""

from __future__ import annotations

from typing import Any

import pytest

from app.export.gguf import QUANTS
from app.export.quality import Loss, expected_size, loss, number


@pytest.mark.parametrize(
    ("top1", "kl", "expected"),
    [
        (1.0, 2e-7, Loss.NONE),
        (0.9988, 2.3e-4, Loss.NONE),
        (0.9942, 4.8e-3, Loss.SLIGHT),
        (0.97, 2e-2, Loss.SMALL),
        (1.0, 2e-2, Loss.SMALL),  # the choices are the same, the odds are not
        (0.9, 1e-3, Loss.NOTICEABLE),
        (None, 1e-3, Loss.UNKNOWN),
        (0.99, None, Loss.UNKNOWN),
        (0.99, float("nan"), Loss.UNKNOWN),
    ],
)
def test_loss(top1: float | None, kl: float | None, expected: Loss) -> None:
    assert loss({"top1": top1, "mean_kl": kl}) is expected


@pytest.mark.parametrize("figures", [None, {}, {"top1": "x", "mean_kl": True}])
def test_nothing_was_compared(figures: dict[str, Any] | None) -> None:
    assert loss(figures) is Loss.UNKNOWN
    assert number(figures, "top1") is None


def test_every_quant_has_a_size() -> None:
    sizes = [expected_size(1000, quant) for quant in QUANTS]
    assert expected_size(1000, "F16") == 1000
    assert expected_size(270e6, "Q8_0") == pytest.approx(144.8e6, rel=0.02)
    assert max(sizes) == 1000
    assert min(sizes) == expected_size(1000, "Q4_K_M")
