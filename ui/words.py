"""The names of steps, reasons, kinds and stages as the window says them."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from app.domain import RunState, Split, TeacherKind
from app.workflow import Reason, Step

_STEPS = {
    Step.TASK: QT_TRANSLATE_NOOP("Words", "Task"),
    Step.TEACHER: QT_TRANSLATE_NOOP("Words", "Teacher"),
    Step.PROMPTS: QT_TRANSLATE_NOOP("Words", "Prompts"),
    Step.RESPONSES: QT_TRANSLATE_NOOP("Words", "Responses"),
    Step.CURATE: QT_TRANSLATE_NOOP("Words", "Curate"),
    Step.STUDENT: QT_TRANSLATE_NOOP("Words", "Student"),
    Step.DISTILL: QT_TRANSLATE_NOOP("Words", "Distill"),
    Step.EVALUATE: QT_TRANSLATE_NOOP("Words", "Evaluate"),
    Step.EXPORT: QT_TRANSLATE_NOOP("Words", "Export"),
    Step.CHAT: QT_TRANSLATE_NOOP("Words", "Chat"),
}
# The sentences of app.workflow.Reason, where the translation's tools find them.
_REASONS = (
    QT_TRANSLATE_NOOP("Words", "Choose a teacher first."),
    QT_TRANSLATE_NOOP("Words", "Import prompts first."),
    QT_TRANSLATE_NOOP("Words", "There are no responses of the teacher yet."),
    QT_TRANSLATE_NOOP("Words", "Check the responses and freeze a dataset first."),
    QT_TRANSLATE_NOOP("Words", "Choose a student first."),
    QT_TRANSLATE_NOOP("Words", "Distill a student first."),
    QT_TRANSLATE_NOOP(
        "Words", "The dataset has no test part to measure on. Freeze it again with one."
    ),
    QT_TRANSLATE_NOOP("Words", "Export the student first."),
    QT_TRANSLATE_NOOP(
        "Words",
        "A file of recorded responses holds text only. This method needs a teacher model on this "
        "machine.",
    ),
    QT_TRANSLATE_NOOP(
        "Words",
        "This method needs the teacher as a Hugging Face folder; this one is a GGUF file.",
    ),
    QT_TRANSLATE_NOOP(
        "Words",
        "The teacher and the student cut text into different tokens, so the probabilities of one "
        "say nothing about the other.",
    ),
)
_KINDS = {
    TeacherKind.RECORDED: QT_TRANSLATE_NOOP("Words", "Recorded responses (a file)"),
    TeacherKind.TRANSFORMERS: QT_TRANSLATE_NOOP("Words", "Local model (Hugging Face folder)"),
    TeacherKind.GGUF: QT_TRANSLATE_NOOP("Words", "Local model (GGUF file)"),
}
_RUNS = {
    RunState.RUNNING: QT_TRANSLATE_NOOP("Words", "running"),
    RunState.INTERRUPTED: QT_TRANSLATE_NOOP("Words", "interrupted"),
    RunState.FINISHED: QT_TRANSLATE_NOOP("Words", "finished"),
    RunState.FAILED: QT_TRANSLATE_NOOP("Words", "failed"),
}
_METHODS = {
    "response": QT_TRANSLATE_NOOP("Words", "the teacher's texts"),
    "logit": QT_TRANSLATE_NOOP("Words", "the teacher's texts and word probabilities"),
}
_RULES = {
    "error": QT_TRANSLATE_NOOP("Words", "Failed requests"),
    "empty": QT_TRANSLATE_NOOP("Words", "Empty answers"),
    "truncated": QT_TRANSLATE_NOOP("Words", "Cut off at the length limit"),
    "filtered": QT_TRANSLATE_NOOP("Words", "Stopped by a content filter"),
    "over_long": QT_TRANSLATE_NOOP("Words", "Unusually long"),
    "refusal": QT_TRANSLATE_NOOP("Words", "Refusals"),
    "exact_duplicate": QT_TRANSLATE_NOOP("Words", "Exact duplicates"),
    "superseded": QT_TRANSLATE_NOOP("Words", "Replaced by newer answers"),
    "format": QT_TRANSLATE_NOOP("Words", "Fields missing"),
}

_SPLITS = {
    Split.TRAIN: QT_TRANSLATE_NOOP("Words", "training"),
    Split.VALIDATION: QT_TRANSLATE_NOOP("Words", "validation"),
    Split.TEST: QT_TRANSLATE_NOOP("Words", "test"),
}


def _said(text: object) -> str:
    return QCoreApplication.translate("Words", str(text)) if text else ""


def step(value: Step) -> str:
    """A step's name."""
    return _said(_STEPS[value])


def reason(value: Reason) -> str:
    """Why something is blocked; empty where it is not."""
    return _said(value.value)


def reasons() -> tuple[str, ...]:
    """The reasons that can be translated; a test holds them against app.workflow."""
    return tuple(str(text) for text in _REASONS)


def teacher_kind(value: TeacherKind) -> str:
    """What kind of teacher it is."""
    return _said(_KINDS[value])


def run_state(value: RunState) -> str:
    """What became of a run."""
    return _said(_RUNS[value])


def method(value: str) -> str:
    """What a student learns from; the name itself for one that is not known."""
    return _said(_METHODS.get(value, value))


def split(name: str) -> str:
    """The name of a part of a dataset."""
    return _said(_SPLITS[Split(name)])


def rule(name: str) -> str:
    """A curation rule's name."""
    return _said(_RULES.get(name, name))


def duration(seconds: float) -> str:
    """A time that is left, as one would say it."""
    if seconds < 90:
        return _said(QT_TRANSLATE_NOOP("Words", "about a minute"))
    if seconds < 5400:
        minutes = QT_TRANSLATE_NOOP("Words", "about {} minutes")
        return _said(minutes).format(round(seconds / 60))
    hours = QT_TRANSLATE_NOOP("Words", "about {} hours")
    return _said(hours).format(round(seconds / 3600))


def took(seconds: float) -> str:
    """A time that has passed."""
    if seconds < 90:
        return _said(QT_TRANSLATE_NOOP("Words", "{} seconds")).format(round(seconds))
    if seconds < 5400:
        return _said(QT_TRANSLATE_NOOP("Words", "{} minutes")).format(round(seconds / 60))
    hours = QT_TRANSLATE_NOOP("Words", "{} hours")
    return _said(hours).format(decimal(seconds / 3600, 1))


def number(value: float) -> str:
    """A whole number with the language's own thousands separator."""
    whole = round(value)
    locale = QLocale()
    # Qt's C locale has none; English readers expect commas.
    return f"{whole:,}" if locale.language() is QLocale.Language.C else locale.toString(whole)


def decimal(value: float, digits: int) -> str:
    """A number with that many decimals, by the language's own point or comma."""
    return QLocale().toString(value, "f", digits)


def figure(value: float, digits: int = 3) -> str:
    """A figure of that many significant digits."""
    return QLocale().toString(value, "g", digits)


def size(count: float) -> str:
    """Bytes as MB or GB."""
    return f"{decimal(count / 1e9, 1)} GB" if count >= 1e9 else f"{number(count / 1e6)} MB"
