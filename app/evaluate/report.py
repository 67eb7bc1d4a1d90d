"""Teacher, untouched base and student side by side, as figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain import Example
from app.evaluate import metrics
from app.evaluate.retention import mean_interval, retention
from app.models.figures import finite


def score(answers: Sequence[str], examples: Sequence[Example]) -> dict[str, list[float]]:
    """Each metric of each answer, in order. The first metric is the one that counts.

    An example's reference is its known good answer, else the teacher's response.
    """
    references = [
        example.response if example.reference is None else example.reference for example in examples
    ]
    structured = all(metrics.is_structured(reference) for reference in references)
    pairs = list(zip(answers, references, strict=True))
    found: dict[str, list[float]] = {}
    if structured:
        found["field_accuracy"] = [
            metrics.field_accuracy(answer, metrics.fields(reference)) for answer, reference in pairs
        ]
    found["token_f1"] = [metrics.token_f1(answer, reference) for answer, reference in pairs]
    found["exact_match"] = [metrics.exact_match(answer, reference) for answer, reference in pairs]
    found["teacher_agreement"] = [
        metrics.field_accuracy(answer, metrics.fields(example.response))
        if structured and metrics.fields(example.response)
        else metrics.token_f1(answer, example.response)
        for answer, example in zip(answers, examples, strict=True)
    ]
    return found


def compare(
    answers: Mapping[str, Sequence[str]], examples: Sequence[Example], seed: int = 0
) -> dict[str, Any]:
    """The report: each model's metrics with intervals, retention, and the same by tag.

    ``answers`` has the keys teacher, base and student. A figure that is not a number is None.
    """
    scores = {name: score(texts, examples) for name, texts in answers.items()}
    main = next(iter(scores["teacher"]))
    report: dict[str, Any] = {"metric": main, "examples": len(examples)}
    everything = list(range(len(examples)))
    report.update(_slice(scores, main, everything, seed))
    tags = sorted({tag for example in examples for tag in example.tags})
    report["slices"] = {
        tag: {
            "examples": len(chosen),
            **_slice(scores, main, chosen, seed),
        }
        for tag in tags
        if (chosen := [place for place in everything if tag in examples[place].tags])
    }
    return report


def _slice(
    scores: Mapping[str, Mapping[str, Sequence[float]]], main: str, chosen: list[int], seed: int
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, by_metric in scores.items():
        picked = {
            metric: [values[place] for place in chosen] for metric, values in by_metric.items()
        }
        value, low, high = mean_interval(picked[main], seed)
        means = {metric: sum(values) / len(values) for metric, values in picked.items()}
        found[name] = {"score": finite(value), "interval": [finite(low), finite(high)], **means}
    student = [scores["student"][main][place] for place in chosen]
    teacher = [scores["teacher"][main][place] for place in chosen]
    value, low, high = retention(student, teacher, seed)
    return {**found, "retention": finite(value), "interval": [finite(low), finite(high)]}
