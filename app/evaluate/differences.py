"""Where two answers differ: field by field, or word by word."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app import structured

MOST_WORDS = 500  # of one text; comparing more takes longer than a blink
_MOST_PAIRS = 10_000  # a text that says the same again and again takes long, too


class Mark(StrEnum):
    """What is said of a piece of text."""

    SAME = "same"
    ADDED = "added"  # only in the answer
    MISSING = "missing"  # only in what it is held against


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text with its mark."""

    text: str
    mark: Mark = Mark.SAME


def words(answer: str, against: str) -> list[Piece] | None:
    """The answer in pieces, with what it lacks in between; None where the texts are too long."""
    ours, theirs = _words(answer), _words(against)
    plain = [[word.strip().lower() for word in side] for side in (theirs, ours)]
    if max(len(ours), len(theirs)) > MOST_WORDS or _pairs(*plain) > _MOST_PAIRS:
        return None
    matcher = difflib.SequenceMatcher(None, plain[0], plain[1], autojunk=False)
    found: list[Piece] = []
    for tag, start, end, from_, to in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("".join(ours[from_:to])))
            continue
        if end > start:
            found.append(Piece("".join(theirs[start:end]), Mark.MISSING))
        if to > from_:
            found.append(Piece("".join(ours[from_:to]), Mark.ADDED))
    return found


def _words(text: str) -> list[str]:
    """Words, each with the space behind it."""
    return re.findall(r"\S+\s*", text.strip())


def _pairs(left: Sequence[str], right: Sequence[str]) -> int:
    """How many places of both sides hold the same word: what the comparison's time grows with."""
    counts = Counter(right)
    return sum(count * counts[word] for word, count in Counter(left).items())


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a structured answer; a model that does not give it is not in ``values``."""

    name: str
    right: str | None
    values: Mapping[str, str]

    def wrong(self, model: str) -> bool:
        """Whether a model's value is not the right one; case and space do not count."""
        value = self.values.get(model)
        if self.right is None:
            return value is not None
        return value is None or _plain(value) != _plain(self.right)


def fields(right: str, answers: Mapping[str, str]) -> list[FieldRow] | None:
    """The fields of several answers beside the right ones; None where those are free text."""
    if not structured.is_structured(right):
        return None
    wanted = structured.fields(right)
    given = {
        model: structured.fields(text)
        for model, text in answers.items()
        if structured.is_structured(text)
    }
    extra = [name for found in given.values() for name in found if name not in wanted]
    return [
        FieldRow(
            name,
            wanted.get(name),
            {model: found[name] for model, found in given.items() if name in found},
        )
        for name in dict.fromkeys([*wanted, *extra])
    ]


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
