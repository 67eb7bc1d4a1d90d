"""The bootstrap: what must hold of any interval, and that it is a paired one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluate.retention import mean_interval, retention

SCORES = st.lists(st.tuples(st.floats(0, 1), st.floats(0.1, 1)), min_size=2, max_size=40)


def correlated(count: int) -> tuple[list[float], list[float]]:
    """Scores of a student that follows its teacher: what is hard is hard for both."""
    random = np.random.default_rng(5)
    teacher = random.uniform(0.2, 1.0, count)
    student = np.clip(0.9 * teacher + random.normal(0, 0.02, count), 0, 1)
    return student.tolist(), teacher.tolist()


@given(SCORES, st.integers(0, 1000))
def test_the_interval_is_deterministic_and_ordered(
    scores: list[tuple[float, float]], seed: int
) -> None:
    student, teacher = [pair[0] for pair in scores], [pair[1] for pair in scores]
    found = retention(student, teacher, seed)
    assert found == retention(student, teacher, seed)
    value, low, high = found
    assert value == pytest.approx(sum(student) / sum(teacher))
    assert low <= high
    ratios = [ours / theirs for ours, theirs in scores]
    assert min(ratios) - 1e-9 <= low
    assert high <= max(ratios) + 1e-9


def test_the_interval_contains_the_value() -> None:
    student, teacher = correlated(60)
    value, low, high = retention(student, teacher)
    assert low < value < high
    mean, low, high = mean_interval(student)
    assert low < mean < high


def test_another_seed_draws_other_examples() -> None:
    assert retention(*correlated(60), seed=1) != retention(*correlated(60), seed=2)


def test_equal_scores_keep_everything_without_doubt() -> None:
    scores = [0.2, 0.9, 0.5, 1.0]
    assert retention(scores, scores) == (1.0, 1.0, 1.0)


def test_more_examples_make_it_narrower() -> None:
    widths = []
    for count in (20, 200, 2000):
        _, low, high = retention(*correlated(count))
        widths.append(high - low)
    assert widths[0] > 2 * widths[1] > 4 * widths[2]


def test_it_is_paired() -> None:
    student, teacher = correlated(80)
    _, low, high = retention(student, teacher)
    random = np.random.default_rng(0)
    ours = np.array(student)[random.integers(0, 80, (2000, 80))].mean(axis=1)
    theirs = np.array(teacher)[random.integers(0, 80, (2000, 80))].mean(axis=1)
    apart = np.percentile(ours / theirs, [2.5, 97.5])
    assert high - low < 0.25 * (apart[1] - apart[0]), "examples drawn together vary together"
    _, low, high = retention(student, list(reversed(teacher)))
    assert high - low > 0.5 * (apart[1] - apart[0]), "which the wrong pairs would not do"


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    random = np.random.default_rng(11)
    inside, trials = 0, 200
    for seed in range(trials):
        teacher = random.uniform(0.5, 1.0, 100)
        student = 0.8 * teacher + random.normal(0, 0.1, 100)
        _, low, high = retention(student.tolist(), teacher.tolist(), seed)
        inside += low <= 0.8 <= high
    assert 0.88 <= inside / trials <= 0.995


def test_a_teacher_without_a_point_has_no_retention() -> None:
    assert all(math.isnan(figure) for figure in retention([0.0, 0.0], [0.0, 0.0]))
    assert all(math.isnan(figure) for figure in retention([0.5, 0.5], [0.0, 0.0]))


def test_samples_in_which_the_teacher_scores_nothing_are_left_out() -> None:
    value, low, high = retention([0.5, 0.0, 0.0], [1.0, 0.0, 0.0])
    assert (value, low, high) == (0.5, 0.5, 0.5)


def test_no_example_gives_no_figure() -> None:
    assert all(math.isnan(figure) for figure in retention([], []))
    assert all(math.isnan(figure) for figure in mean_interval([]))


def test_scores_of_different_examples_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="same examples"):
        retention([1.0], [1.0, 1.0])


def test_the_mean_of_equal_scores_has_no_width() -> None:
    assert mean_interval([0.75] * 9) == (0.75, 0.75, 0.75)
