"""What a file costs in quality and how big it will be, as the window and reports say it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

# Bits a weight, llama.cpp's own figures (tools/quantize/README.md), beside F16's 16.
_BITS = {"F16": 16.0, "Q8_0": 8.5, "Q6_K": 6.56, "Q5_K_M": 5.7, "Q4_K_M": 4.9}


class Loss(StrEnum):
    """How far a file is from the model that was trained."""

    UNKNOWN = "unknown"  # nothing was compared
    NONE = "none"  # none that could be measured
    SLIGHT = "slight"
    SMALL = "small"
    NOTICEABLE = "noticeable"


def loss(figures: Mapping[str, Any] | None) -> Loss:
    """A certificate's figures of one file in one word; both the choice and the odds count."""
    top1, kl = number(figures, "top1"), number(figures, "mean_kl")
    if top1 is None or kl is None:
        return Loss.UNKNOWN
    for level, least, most in (
        (Loss.NONE, 0.998, 1e-3),
        (Loss.SLIGHT, 0.985, 1e-2),
        (Loss.SMALL, 0.95, 5e-2),
    ):
        if top1 >= least and kl <= most:
            return level
    return Loss.NOTICEABLE


def number(figures: Mapping[str, Any] | None, name: str) -> float | None:
    """A figure; None where it is missing or not a number."""
    value = (figures or {}).get(name)
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value:
        return float(value)
    return None


def expected_size(f16: float, quant: str) -> float:
    """About how many bytes a quant of a model has whose F16 file has ``f16``.

    Small models come out bigger: some of their tensors cannot be quantized as far.
    """
    return f16 * _BITS[quant] / 16.0
