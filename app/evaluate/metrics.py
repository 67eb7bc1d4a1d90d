"""How good an answer is, as pure functions of texts."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Mapping

from app.structured import fields, is_structured

__all__ = ["exact_match", "field_accuracy", "fields", "is_structured", "token_f1"]

_ARTICLES = re.compile(r"\b(a|an|the)\b")


def _same(left: str, right: str) -> bool:
    return " ".join(left.lower().split()) == " ".join(right.lower().split())


def field_accuracy(answer: str, reference: Mapping[str, str]) -> float:
    """Part of the reference's fields that the answer has with the same value, 0 to 1.

    Case and white space do not count; a missing field is wrong.
    """
    given = fields(answer)
    right = sum(
        1 for name, value in reference.items() if name in given and _same(given[name], value)
    )
    return right / len(reference)


def exact_match(answer: str, reference: str) -> float:
    """1 when both are the same but for case and white space, else 0."""
    return float(_same(answer, reference))


def token_f1(answer: str, reference: str) -> float:
    """Word overlap as SQuAD 1.1's evaluation script counts it (Rajpurkar et al. 2016), 0 to 1."""
    given, expected = _words(answer), _words(reference)
    if not given or not expected:
        return float(given == expected)
    common = sum((Counter(given) & Counter(expected)).values())
    if not common:
        return 0.0
    precision, recall = common / len(given), common / len(expected)
    return 2 * precision * recall / (precision + recall)


def _words(text: str) -> list[str]:
    plain = "".join(char for char in text.lower() if char not in string.punctuation)
    return _ARTICLES.sub(" ", plain).split()
