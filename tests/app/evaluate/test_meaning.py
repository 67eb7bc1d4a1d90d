"""What a report's figures mean, also where figures are missing."""

from __future__ import annotations

from typing import Any

import pytest

from app.evaluate.meaning import Level, Meaning, interval, meaning, score


def details(kept: float | None, low: Any = 0.9, high: Any = 0.95, examples: Any = 150) -> Any:
    return {
        "retention": kept,
        "interval": [low, high],
        "examples": examples,
        "teacher": {"score": 0.9, "interval": [0.8, 1.0]},
        "base": {"score": 0.18, "interval": [0.1, 0.3]},
        "student": {"score": 0.8, "interval": [0.7, 0.9]},
    }


def test_all_of_it() -> None:
    found = meaning(details(0.93))
    assert found == Meaning(
        Level.NEARLY, 0.93, 0.9, 0.95, found.before, 150, small=False, wide=False, learned=True
    )
    assert found.before == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("kept", "level"),
    [
        (None, Level.UNKNOWN),
        (float("nan"), Level.UNKNOWN),
        (1.04, Level.ALL),
        (1.0, Level.ALL),
        (0.9, Level.NEARLY),
        (0.6, Level.PART),
        (0.0, Level.LITTLE),
    ],
)
def test_levels(kept: float | None, level: Level) -> None:
    assert meaning(details(kept)).level is level


def test_caution() -> None:
    assert meaning(details(0.9, 0.8, 1.0)).wide
    assert not meaning(details(0.9, 0.86, 0.95)).wide
    assert meaning(details(0.9, None, None)).wide, "nobody knows how wide it is"
    assert meaning(details(0.9, examples=49)).small
    assert not meaning(details(0.9, examples=50)).small


def test_a_student_that_learned_nothing() -> None:
    found = details(0.2)
    found["student"] = {"score": 0.2, "interval": [0.1, 0.3]}
    assert not meaning(found).learned


@pytest.mark.parametrize("odd", [{}, {"teacher": None, "interval": "x"}, {"student": []}])
def test_a_report_that_lacks_everything(odd: dict[str, Any]) -> None:
    found = meaning(odd)
    assert (found.level, found.kept, found.before) == (Level.UNKNOWN, None, None)
    assert found.small
    assert not found.learned
    assert score(odd, "teacher") is None
    assert interval(odd.get("interval")) == (None, None)


def test_a_teacher_that_scores_nothing() -> None:
    found = details(None, None, None)
    found["teacher"]["score"] = 0.0
    assert meaning(found).before is None
