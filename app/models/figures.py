"""Figures as JSON can hold them."""

from __future__ import annotations

import math


def finite(value: float) -> float | None:
    """The value, or None where there is no number: JSON knows neither NaN nor infinity."""
    return value if math.isfinite(value) else None
