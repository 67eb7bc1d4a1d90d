"""Curation rules: pure functions that say in one sentence why a response is left out, or None."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.curate import answer_format, refusals
from app.domain import Completion, FinishReason, Messages, Verdict, prompt_hash
from app.errors import InputError

ERROR = "error"
EMPTY = "empty"
TRUNCATED = "truncated"
FILTERED = "filtered"
OVER_LONG = "over_long"
REFUSAL = "refusal"
FORMAT = "format"
EXACT_DUPLICATE = "exact_duplicate"
SUPERSEDED = "superseded"  # no rule of its own: whoever curates says which answers are current

RULES = (ERROR, EMPTY, TRUNCATED, FILTERED, OVER_LONG, REFUSAL, FORMAT, EXACT_DUPLICATE)
ALWAYS = frozenset({ERROR, EMPTY})  # there is nothing in these to learn from

Rule = Callable[[Messages, Completion], str | None]
"""Why this response to this prompt is left out, or None. Never called without a text but for
the error rule."""


@dataclass(frozen=True, slots=True)
class CurationSettings:
    """Which rules apply, and their figures (lengths are in characters).

    ``fields`` are those that every answer must have, ``labels`` the only answers there may be;
    without either the format is not looked at.
    """

    rules: tuple[str, ...] = RULES
    over_long_multiple: float = 5.0  # of the median answer
    over_long_floor: int = 2000  # no answer up to this length is over-long
    refusal_longest: int = 800  # a longer answer is no mere refusal
    fields: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        unknown = [name for name in self.rules if name not in RULES]
        if unknown:
            raise InputError(
                f"There is no curation rule named {unknown[0]!r}.", f"Rules: {', '.join(RULES)}."
            )
        if not (math.isfinite(self.over_long_multiple) and self.over_long_multiple > 1):
            raise InputError(
                "The multiple for over-long answers must be above 1.", "Try 5: five medians."
            )
        if self.over_long_floor < 0 or self.refusal_longest < 0:
            raise InputError("A length cannot be below 0.", "Use 0 or a positive number.")

    def as_json(self) -> dict[str, Any]:
        """The settings as they are recorded."""
        found: dict[str, Any] = {
            "rules": [name for name in RULES if self.applies(name)],
            "over_long_multiple": self.over_long_multiple,
            "over_long_floor": self.over_long_floor,
            "refusal_longest": self.refusal_longest,
        }
        if self.applies(FORMAT):
            found |= {"fields": list(self.fields), "labels": list(self.labels)}
        return found

    def applies(self, name: str) -> bool:
        """Whether a rule is to be asked."""
        if name == FORMAT and not (self.fields or self.labels):
            return False
        return name in self.rules or name in ALWAYS


def error(_: Messages, completion: Completion) -> str | None:
    """The request failed, so there is no answer."""
    if completion.error is None:
        return None
    return f"The request failed: {refusals.clipped(completion.error, 200)}"


def empty(_: Messages, completion: Completion) -> str | None:
    """The answer has no visible character."""
    text = completion.text or ""
    # Zero-width characters and byte-order marks are no more an answer than blanks are.
    if text.strip().strip("\u200b\u200c\u200d\u2060\ufeff").strip():
        return None
    if not text:
        return "The answer is empty."
    return f"The answer is blank: {_count(len(text), 'invisible character')} and nothing else."


def truncated(_: Messages, completion: Completion) -> str | None:
    """The teacher was cut off by its length limit."""
    if completion.finish_reason is not FinishReason.LENGTH:
        return None
    size = _count(len(completion.text or ""), "character")
    return f"The answer was cut off at the length limit, after {size}."


def filtered(_: Messages, completion: Completion) -> str | None:
    """The provider's content filter stopped the teacher."""
    if completion.finish_reason is not FinishReason.FILTER:
        return None
    return "The provider's content filter stopped the answer."


def over_long(settings: CurationSettings, median: float) -> Rule:
    """The answer is many times as long as the median one, and long in itself."""
    limit = max(settings.over_long_multiple * median, settings.over_long_floor)

    def rule(_: Messages, completion: Completion) -> str | None:
        size = len(completion.text or "")
        if size <= limit:
            return None
        return (
            f"The answer has {size:,} characters; at most {int(limit):,} are usual here "
            f"(the median answer has {median:,.0f})."
        )

    return rule


def refusal(settings: CurationSettings) -> Rule:
    """The answer is short and its first sentence declines to answer."""

    def rule(messages: Messages, completion: Completion) -> str | None:
        text = completion.text or ""
        if len(text) > settings.refusal_longest:
            return None
        opening = refusals.refusing_opening(text)
        # A prompt that itself speaks in such words ("Translate: I'm sorry, I can't come") is
        # answered in such words.
        if opening is None or refusals.mentions_refusal(messages[-1].content if messages else ""):
            return None
        return f"The answer opens like a refusal: “{refusals.clipped(opening, 80)}”"

    return rule


def form(settings: CurationSettings) -> Rule:
    """The answer lacks a field, or is none of the labels."""

    def rule(_: Messages, completion: Completion) -> str | None:
        text = completion.text or ""
        return answer_format.misfit(text, settings.fields, settings.labels) or None

    return rule


class ExactDuplicates:
    """The same answer to the same prompt as one that is already kept.

    Holds digests instead of texts, so that a million answers fit in memory.
    """

    def __init__(self) -> None:
        self._kept: dict[bytes, int] = {}

    def __call__(self, messages: Messages, completion: Completion) -> str | None:
        """Why this one is left out, or None."""
        earlier = self._kept.get(_digest(messages, completion))
        if earlier is None or earlier == completion.id:
            return None
        return f"The same answer to the same prompt is already kept (response {earlier})."

    def keep(self, messages: Messages, completion: Completion) -> None:
        """Remember one that is kept."""
        self._kept.setdefault(_digest(messages, completion), completion.id)


def _digest(messages: Messages, completion: Completion) -> bytes:
    # White space around an answer is no difference between two answers.
    text = (completion.text or "").strip()
    return hashlib.sha256(f"{prompt_hash(messages)}\n{text}".encode()).digest()[:16]


def rules(settings: CurationSettings, median: float) -> dict[str, Rule]:
    """The rules of the settings that judge each response by itself, by name."""
    every: dict[str, Rule] = {
        EMPTY: empty,
        TRUNCATED: truncated,
        FILTERED: filtered,
        OVER_LONG: over_long(settings, median),
        REFUSAL: refusal(settings),
        FORMAT: form(settings),
    }
    return {name: rule for name, rule in every.items() if settings.applies(name)}


def judge(
    messages: Messages,
    completion: Completion,
    single: Mapping[str, Rule],
    duplicates: ExactDuplicates | None = None,
) -> list[Verdict]:
    """All verdicts on one response; it is kept when there are none.

    Responses are judged in the order of their ids: of equal ones the first is kept.
    """
    failed = error(messages, completion)
    if failed is not None:
        return [Verdict(completion.id, ERROR, failed)]
    found = [
        Verdict(completion.id, name, reason)
        for name, rule in single.items()
        if (reason := rule(messages, completion)) is not None
    ]
    if duplicates is not None and not found:
        reason = duplicates(messages, completion)
        if reason is not None:
            return [Verdict(completion.id, EXACT_DUPLICATE, reason)]
        duplicates.keep(messages, completion)
    return found


def median_length(lengths: Iterable[int]) -> float:
    """The median of answer lengths; 0 where there are none."""
    ordered = sorted(lengths)
    if not ordered:
        return 0.0
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[middle])
    return (ordered[middle - 1] + ordered[middle]) / 2


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
