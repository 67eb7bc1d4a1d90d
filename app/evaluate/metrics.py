"""How good an answer is, as pure functions of texts."""

from __future__ import annotations

import json
import re
import string
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

_LINE = re.compile(r"^\s*[-*]?\s*([A-Za-z][A-Za-z0-9 _-]{0,39}?)\s*:\s*(.*?)\s*$")
_ARTICLES = re.compile(r"\b(a|an|the)\b")


def fields(text: str) -> dict[str, str]:
    """The fields of a structured answer: ``name: value`` lines or a flat JSON object.

    Names are compared without case, and the first value of a repeated name counts. Free text
    gives an empty result.
    """
    stripped = text.strip()
    if stripped.startswith("{"):
        try:
            value = json.loads(stripped, object_pairs_hook=_first)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            return _first((key.strip().lower(), _text(item)) for key, item in value.items())
    found: dict[str, str] = {}
    for line in stripped.splitlines():
        match = _LINE.match(line)
        if match:
            found.setdefault(match[1].strip().lower(), match[2])
    return found


def _first(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        found.setdefault(name, value)
    return found


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def is_structured(text: str) -> bool:
    """Whether every line of a reference answer is a field, so that fields can be compared."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    found = fields(text)
    return bool(found) and (text.strip().startswith("{") or len(found) == len(lines))


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
