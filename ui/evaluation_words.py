"""What an evaluation's figures mean, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.evaluate.meaning import Level, Meaning, interval, score
from ui import words

_METRICS = {
    "field_accuracy": QT_TRANSLATE_NOOP("Evaluation", "Fields right"),
    "token_f1": QT_TRANSLATE_NOOP("Evaluation", "Words in common"),
    "exact_match": QT_TRANSLATE_NOOP("Evaluation", "Exactly right"),
    "teacher_agreement": QT_TRANSLATE_NOOP("Evaluation", "As the teacher"),
}
_LEVELS = {
    Level.ALL: QT_TRANSLATE_NOOP(
        "Evaluation",
        "Your student is as good as its teacher on texts it has never seen ({}% of its quality).",
    ),
    Level.NEARLY: QT_TRANSLATE_NOOP(
        "Evaluation",
        "Your student keeps {}% of the teacher's quality on texts it has never seen.",
    ),
    Level.PART: QT_TRANSLATE_NOOP(
        "Evaluation",
        "Your student keeps {}% of the teacher's quality on texts it has never seen. Look at the "
        "answers below: more examples, more passes or a larger student can close the gap.",
    ),
    Level.LITTLE: QT_TRANSLATE_NOOP(
        "Evaluation",
        "Your student keeps only {}% of the teacher's quality on texts it has never seen. Do not "
        "rely on it: train longer, with more examples, or with a larger student.",
    ),
    Level.UNKNOWN: QT_TRANSLATE_NOOP(
        "Evaluation",
        "The teacher itself scores nothing on the test texts, so there is nothing to compare "
        "with. Look at the answers below: do the known good answers have the form that the "
        "teacher writes?",
    ),
}


def _said(text: object) -> str:
    return QCoreApplication.translate("Evaluation", str(text))


def metric(name: str) -> str:
    """What a score counts."""
    return _said(_METRICS[name]) if name in _METRICS else name


def percent(value: float | None) -> str:
    """A part of 1 as a whole percentage; a dash where it is missing."""
    if value is None:
        return "–"
    return _said(QT_TRANSLATE_NOOP("Evaluation", "{:.0f}%")).format(100 * value)


def figure(found: Meaning) -> str:
    """The retention as the large figure."""
    return percent(found.kept)


def between(found: Meaning) -> str:
    """The retention's interval; empty where there is none."""
    if found.low is None or found.high is None:
        return ""
    said = QT_TRANSLATE_NOOP("Evaluation", "between {0} and {1}, on {2} texts")
    return _said(said).format(percent(found.low), percent(found.high), words.number(found.examples))


def sentence(found: Meaning) -> str:
    """What the figure means."""
    return _said(_LEVELS[found.level]).format(round(100 * (found.kept or 0)))


def caution(found: Meaning) -> list[str]:
    """What keeps one from relying on it; nothing where there is no reason."""
    said = []
    if found.small:
        few = QT_TRANSLATE_NOOP(
            "Evaluation",
            "Only {} texts were asked: this is a hint, not a proof. From 50 on the figure means "
            "something; freeze a dataset with a larger test part.",
        )
        said.append(_said(few).format(found.examples))
    if found.wide and found.kept is not None:
        wide = QT_TRANSLATE_NOOP(
            "Evaluation",
            "The figure is rough: with other texts of the same kind it may lie anywhere between "
            "{0} and {1}.",
        )
        said.append(_said(wide).format(percent(found.low), percent(found.high)))
    if found.kept is not None and not found.learned:
        nothing = QT_TRANSLATE_NOOP(
            "Evaluation",
            "It is not clearly better than the same model before the training.",
        )
        said.append(_said(nothing))
    return said


def before(found: Meaning) -> str:
    """What the training brought; empty where that cannot be said."""
    if found.before is None or not found.learned:
        return ""
    said = QT_TRANSLATE_NOOP("Evaluation", "Before the training the same model had {}.")
    return _said(said).format(percent(found.before))


def scored(details: Mapping[str, Any], model: str) -> str:
    """A model's score with its interval."""
    value = score(details, model)
    found = details.get(model)
    low, high = interval(found.get("interval") if isinstance(found, Mapping) else None)
    if value is None or low is None or high is None:
        return percent(value)
    return f"{percent(value)} ({percent(low)}–{percent(high)})"
