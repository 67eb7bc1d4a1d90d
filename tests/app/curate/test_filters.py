"""Each rule says no with a sentence and its figures, and lets good answers pass."""

from __future__ import annotations

from typing import Any

import pytest

from app.curate import filters
from app.curate.filters import CurationSettings, ExactDuplicates
from app.domain import Completion, FinishReason, Message, Role
from app.errors import InputError

ASKED = (Message(Role.USER, "Who?"),)


def answer(text: str | None, number: int = 1, **fields: Any) -> Completion:
    values = {"error": None, "finish_reason": FinishReason.STOP, "model": "", "source": ""}
    return Completion(number, 1, 1, str(number), text, **{**values, **fields})


def test_error() -> None:
    assert filters.error(ASKED, answer(None, error="HTTP 500\n")) == "The request failed: HTTP 500"
    assert filters.error(ASKED, answer("A")) is None


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b\ufeff", " \u200b "])
def test_empty(text: str) -> None:
    assert filters.empty(ASKED, answer(text))


@pytest.mark.parametrize("text", ["A", " .", "0", "\u200bno"])
def test_not_empty(text: str) -> None:
    assert filters.empty(ASKED, answer(text)) is None


def test_truncated_and_filtered() -> None:
    cut = answer("A" * 1200, finish_reason=FinishReason.LENGTH)
    assert filters.truncated(ASKED, cut) == (
        "The answer was cut off at the length limit, after 1,200 characters."
    )
    assert filters.filtered(ASKED, answer("A", finish_reason=FinishReason.FILTER))
    for rule in (filters.truncated, filters.filtered):
        assert rule(ASKED, answer("A")) is None
        assert rule(ASKED, answer("A", finish_reason=FinishReason.UNKNOWN)) is None


def test_over_long_needs_the_multiple_and_the_floor() -> None:
    rule = filters.over_long(CurationSettings(over_long_multiple=4, over_long_floor=100), 10)
    assert rule(ASKED, answer("x" * 100)) is None
    reason = rule(ASKED, answer("x" * 101))
    assert reason is not None
    assert "101 characters" in reason
    assert "100" in reason
    assert "10)" in reason
    high = filters.over_long(CurationSettings(over_long_multiple=4, over_long_floor=100), 50)
    assert high(ASKED, answer("x" * 200)) is None
    assert high(ASKED, answer("x" * 201))


def test_refusal() -> None:
    rule = filters.refusal(CurationSettings(refusal_longest=100))
    reason = rule(ASKED, answer("I'm sorry, but I can't help with that."))
    assert reason == "The answer opens like a refusal: “I'm sorry, but I can't help with that.”"
    assert rule(ASKED, answer("Acme. It said: I can't help with that.")) is None
    assert rule(ASKED, answer("I can't help with that. " + "x" * 100)) is None
    quoted = (Message(Role.USER, "Say it in English: “I can't help with that.”"),)
    assert rule(quoted, answer("I can't help with that.")) is None


def test_exact_duplicates_mark_the_later_one() -> None:
    rules = filters.rules(CurationSettings(), 1)
    seen = ExactDuplicates()
    other = (Message(Role.USER, "Which?"),)
    cut = answer("A", 1, finish_reason=FinishReason.LENGTH)
    assert filters.judge(ASKED, cut, rules, seen)[0].rule == filters.TRUNCATED
    # The first was not kept, so its twin is the first that is.
    assert filters.judge(ASKED, answer("A", 2), rules, seen) == []
    (verdict,) = filters.judge(ASKED, answer("A\n", 3), rules, seen)
    assert verdict.rule == filters.EXACT_DUPLICATE
    assert "response 2" in verdict.reason
    assert filters.judge(ASKED, answer("a", 4), rules, seen) == []
    assert filters.judge(other, answer("A", 5), rules, seen) == []


def test_an_error_gets_one_verdict() -> None:
    rules = filters.rules(CurationSettings(), 1)
    (verdict,) = filters.judge(ASKED, answer(None, error="x"), rules)
    assert verdict.rule == filters.ERROR


def test_rules_can_be_left_out_but_not_error_and_empty() -> None:
    settings = CurationSettings(rules=(filters.TRUNCATED,))
    assert settings.as_json()["rules"] == ["error", "empty", "truncated"]
    assert set(filters.rules(settings, 1)) == {"empty", "truncated"}


@pytest.mark.parametrize(
    "values",
    [
        {"rules": ("nonsense",)},
        {"over_long_multiple": 1.0},
        {"over_long_multiple": float("nan")},
        {"over_long_floor": -1},
        {"refusal_longest": -1},
    ],
)
def test_settings_that_make_no_sense(values: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        CurationSettings(**values)
    assert caught.value.hint


def test_median() -> None:
    assert filters.median_length([]) == 0
    assert filters.median_length([3, 1, 2]) == 2
    assert filters.median_length([4, 1, 2, 3]) == 2.5
