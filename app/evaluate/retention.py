"""How much of the teacher the student kept, with an interval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_RESAMPLES = 2000


def retention(
    student: Sequence[float], teacher: Sequence[float], seed: int = 0
) -> tuple[float, float, float]:
    """mean(student) / mean(teacher) with a 95% interval, as (value, low, high).

    Paired percentile bootstrap (Efron & Tibshirani 1993): whole examples are drawn, so what both
    find hard stays together. Not a number where the teacher scores nothing.
    """
    ours, theirs = np.asarray(student, dtype=np.float64), np.asarray(teacher, dtype=np.float64)
    if len(ours) != len(theirs):
        raise ValueError("retention compares the same examples")
    if not theirs.any():
        return float("nan"), float("nan"), float("nan")
    picks = _picks(len(ours), seed)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = ours[picks].mean(axis=1) / theirs[picks].mean(axis=1)
    # A few examples may be drawn in which the teacher scores nothing.
    low, high = np.percentile(ratios[np.isfinite(ratios)], [2.5, 97.5])
    return float(ours.mean() / theirs.mean()), float(low), float(high)


def mean_interval(scores: Sequence[float], seed: int = 0) -> tuple[float, float, float]:
    """The mean of scores with a 95% bootstrap interval, as (value, low, high)."""
    values = np.asarray(scores, dtype=np.float64)
    if not len(values):
        return float("nan"), float("nan"), float("nan")
    means = values[_picks(len(values), seed)].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(values.mean()), float(low), float(high)


def _picks(count: int, seed: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    return np.random.default_rng(seed).integers(0, count, size=(_RESAMPLES, count))
