"""The report on a set that is small enough to count by hand."""

from __future__ import annotations

import json

import pytest

from app.domain import Example, Message, Role, Split
from app.evaluate.report import compare, score


def example(
    number: int, response: str, reference: str | None = None, tags: tuple[str, ...] = ()
) -> Example:
    turns = (Message(Role.USER, f"Clause {number}"),)
    return Example(f"id-{number}", Split.TEST, turns, response, reference, tags)


STRUCTURED = [
    example(0, "law: Norway\ndays: 30", tags=("hard",)),
    example(1, "law: France\ndays: none", "law: France\ndays: 14", tags=("hard", "late")),
    example(2, "law: none\ndays: 7"),
    example(3, "law: Spain\ndays: 5"),
]
ANSWERS = {
    "teacher": [item.response for item in STRUCTURED],
    "base": ["The law of Norway.", "", "law: none", "days: 5"],
    "student": ["law: norway\ndays: 30", "law: France\ndays: 14", "law: none\ndays: 8",
                "law: Spain"],
}  # fmt: skip


def test_scores_by_hand() -> None:
    found = score(ANSWERS["student"], STRUCTURED)
    assert next(iter(found)) == "field_accuracy", "what counts for structured answers"
    assert found["field_accuracy"] == [1.0, 1.0, 0.5, 0.5]
    assert found["exact_match"] == [1.0, 1.0, 0.0, 0.0]
    assert found["teacher_agreement"] == [1.0, 0.5, 0.5, 0.5], "the teacher erred in the second"
    assert found["token_f1"] == pytest.approx([1.0, 1.0, 0.75, 2 * 1.0 * 0.5 / 1.5])


def test_the_report_by_hand() -> None:
    report = compare(ANSWERS, STRUCTURED)
    assert report["metric"] == "field_accuracy"
    assert report["examples"] == 4
    means = {name: report[name]["score"] for name in ANSWERS}
    assert means == {"teacher": 0.875, "base": 0.25, "student": 0.75}
    assert report["retention"] == pytest.approx(0.75 / 0.875)
    low, high = report["interval"]
    assert low <= report["retention"] <= high
    assert report["teacher"]["teacher_agreement"] == 1.0
    for name in ANSWERS:
        low, high = report[name]["interval"]
        assert low <= means[name] <= high
        assert report[name]["field_accuracy"] == means[name]


def test_slices_are_the_same_figures_by_tag() -> None:
    slices = compare(ANSWERS, STRUCTURED)["slices"]
    assert list(slices) == ["hard", "late"]
    assert slices["hard"]["examples"] == 2
    assert slices["late"]["examples"] == 1
    scores = {name: slices["hard"][name]["score"] for name in ANSWERS}
    assert scores == {"teacher": 0.75, "base": 0.0, "student": 1.0}
    assert slices["hard"]["retention"] == pytest.approx(4 / 3), "a student may beat its teacher"
    assert slices["late"]["student"]["interval"] == [1.0, 1.0]
    assert slices["late"]["retention"] == 2.0


def test_one_reference_in_free_text_makes_word_overlap_count() -> None:
    examples = [*STRUCTURED, example(4, "It renews each year.")]
    answers = {name: [*texts, "It renews each year"] for name, texts in ANSWERS.items()}
    report = compare(answers, examples)
    assert report["metric"] == "token_f1"
    assert "field_accuracy" not in report["student"]
    assert report["student"]["score"] == pytest.approx((1 + 1 + 0.75 + 2 / 3 + 1) / 5)


def test_a_response_without_fields_is_compared_word_by_word() -> None:
    examples = [example(0, "I cannot tell.", "law: Norway")]
    found = score(["I cannot"], examples)
    assert found["field_accuracy"] == [0.0]
    assert found["teacher_agreement"] == pytest.approx([2 * 1.0 * (2 / 3) / (5 / 3)])


def test_a_teacher_that_scores_nothing_has_no_retention() -> None:
    examples = [example(0, "law: France", "law: Norway"), example(1, "law: Italy", "law: Spain")]
    texts = ["law: Norway", "law: Italy"]
    report = compare({"teacher": ["", ""], "base": ["", ""], "student": texts}, examples)
    assert report["retention"] is None
    assert report["interval"] == [None, None]
    json.dumps(report, allow_nan=False)


def test_every_model_answers_every_example() -> None:
    with pytest.raises(ValueError, match="zip"):
        score(["law: Norway"], STRUCTURED)


def test_the_seed_alone_decides_the_intervals() -> None:
    assert compare(ANSWERS, STRUCTURED) == compare(ANSWERS, STRUCTURED)
    assert compare(ANSWERS, STRUCTURED, seed=1) != compare(ANSWERS, STRUCTURED, seed=2)
