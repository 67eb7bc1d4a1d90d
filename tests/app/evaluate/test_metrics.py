"""Fields, exact matches and word overlap, counted by hand."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluate.metrics import exact_match, field_accuracy, fields, is_structured, token_f1

LINES = "clause_type: termination\nparty: Acme Ltd\nnotice_days: 30"
EXPECTED = {"clause_type": "termination", "party": "Acme Ltd", "notice_days": "30"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LINES, EXPECTED),
        ("- clause_type : termination  \n\n  * Party:Acme Ltd\nNOTICE_DAYS:\t30\n", EXPECTED),
        ("Sure, here they are\n" + LINES, EXPECTED),
        ("a: 1\na: 2\nA: 3", {"a": "1"}),
        ("Governing law: Norway: Oslo", {"governing law": "Norway: Oslo"}),
        ("name:", {"name": ""}),
        ("It is a termination clause.", {}),
        ("12: no name", {}),
        ("x" * 41 + ": a sentence, no name", {}),
        ("", {}),
    ],
)
def test_fields_of_lines(text: str, expected: dict[str, str]) -> None:
    assert fields(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"Party": "Acme Ltd", " days ": 30}', {"party": "Acme Ltd", "days": "30"}),
        ('\n {"a": null, "b": true, "c": ["ü", {"d": 1}]} \n',
         {"a": "null", "b": "true", "c": '["ü", {"d": 1}]'}),
        ('{"a": 1, "a": 2, "A": 3}', {"a": "1"}),
        ("{}", {}),
        ('{"a": 1', {}),
        ("{\na: 1", {"a": "1"}),
        ("[1, 2]", {}),
        ('{"a":' * 50_000, {}),
        ('{"a": ' + "[" * 50_000, {}),
    ],
)  # fmt: skip
def test_fields_of_json(text: str, expected: dict[str, str]) -> None:
    assert fields(text) == expected


@pytest.mark.parametrize(
    ("text", "structured"),
    [
        (LINES, True),
        (LINES + "\n\n", True),
        ('{"a": 1}', True),
        ("{}", False),
        ("It is so: a sentence.\nAnother one.", False),
        ("a: 1\na: 2", False),
        ("", False),
    ],
)
def test_structured_is_what_has_a_field_on_every_line(text: str, structured: bool) -> None:
    assert is_structured(text) is structured


@pytest.mark.parametrize(
    ("answer", "accuracy"),
    [
        (LINES, 1.0),
        (LINES.upper(), 1.0),
        ("notice_days:   30 \nparty: acme   LTD\nclause_type: termination", 1.0),
        (LINES + "\nmore: than asked", 1.0),
        (json.dumps({"party": "Acme Ltd", "notice_days": 30}), 2 / 3),
        ("clause_type: termination\nparty: Acme", 1 / 3),
        ("clause_type: payment\nclause_type: termination", 0.0),
        ("A termination by Acme Ltd, 30 days.", 0.0),
        ("", 0.0),
    ],
)
def test_field_accuracy_is_the_part_that_is_right(answer: str, accuracy: float) -> None:
    assert field_accuracy(answer, EXPECTED) == pytest.approx(accuracy)


@pytest.mark.parametrize(
    ("answer", "reference", "same"),
    [("Yes", " yes\n", 1.0), ("a  b\nc", "A b c", 1.0), ("yes.", "yes", 0.0), ("", "no", 0.0)],
)
def test_exact_match_is_blind_to_case_and_space(answer: str, reference: str, same: float) -> None:
    assert exact_match(answer, reference) == same


@pytest.mark.parametrize(
    ("answer", "reference", "score"),
    [
        ("the cat sat", "A cat sat!", 1.0),  # articles and signs do not count
        ("red green blue", "red yellow", 2 * (1 / 3) * (1 / 2) / (1 / 3 + 1 / 2)),
        ("no no no", "no", 2 * (1 / 3) * 1 / (1 / 3 + 1)),  # a word counts as often as it is there
        ("one two", "three", 0.0),
        ("", "three", 0.0),
        ("", "", 1.0),
        ("EUR 250,000", "eur 250000", 1.0),
    ],
)
def test_token_f1_by_hand(answer: str, reference: str, score: float) -> None:
    assert token_f1(answer, reference) == pytest.approx(score)


@given(st.text(), st.text())
def test_any_texts_have_scores_from_0_to_1(left: str, right: str) -> None:
    assert 0 <= token_f1(left, right) <= 1
    assert token_f1(left, right) == pytest.approx(token_f1(right, left)), "the same both ways"
    assert token_f1(left, left) == exact_match(left, left) == 1
    found = fields(left)
    assert all(name == name.strip().lower() for name in found)
    if found:
        assert 0 <= field_accuracy(right, found) <= field_accuracy(left, found) == 1
