"""Structured answers: ``name: value`` lines or a flat JSON object, read into fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

_LINE = re.compile(r"^\s*[-*]?\s*([^\W\d_][\w -]{0,39}?)\s*:\s*(.*?)\s*$")


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
