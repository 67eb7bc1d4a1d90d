"""How the window says the presets, settings, and memory of a distillation."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.distill import presets
from app.distill.memory_plan import Advice, Fit, Part
from ui import words

_PRESETS = {
    presets.FAST: (
        QT_TRANSLATE_NOOP("Distill", "Fast"),
        QT_TRANSLATE_NOOP(
            "Distill",
            "One pass over the examples, with a small addition to the model. Good for a first try.",
        ),
    ),
    presets.BALANCED: (
        QT_TRANSLATE_NOOP("Distill", "Balanced"),
        QT_TRANSLATE_NOOP(
            "Distill", "Three passes, with a medium addition to the model. Right for most tasks."
        ),
    ),
    presets.BEST: (
        QT_TRANSLATE_NOOP("Distill", "Best"),
        QT_TRANSLATE_NOOP(
            "Distill",
            "Four or five passes; all of the model learns where the memory of this machine "
            "allows, else a large addition to it. Takes the longest.",
        ),
    ),
    presets.SAMPLE: (
        QT_TRANSLATE_NOOP("Distill", "From the sample"),
        QT_TRANSLATE_NOOP("Distill", "What the sample project was tried with: a few minutes."),
    ),
    presets.CUSTOM: (
        QT_TRANSLATE_NOOP("Distill", "My own settings"),
        QT_TRANSLATE_NOOP("Distill", "What is set under Advanced below."),
    ),
}
_GROUPS = {
    presets.TRAINED: QT_TRANSLATE_NOOP("Distill", "What of the model learns"),
    presets.DURATION: QT_TRANSLATE_NOOP("Distill", "How long it learns"),
    presets.PACE: QT_TRANSLATE_NOOP("Distill", "How fast it learns"),
    presets.BATCH: QT_TRANSLATE_NOOP("Distill", "How much at a time"),
    presets.LOGIT: QT_TRANSLATE_NOOP("Distill", "Learning from word probabilities"),
    presets.WATCH: QT_TRANSLATE_NOOP("Distill", "Watching and saving"),
}
_SETTINGS = {
    "tuning": (
        QT_TRANSLATE_NOOP("Distill", "Part that learns"),
        QT_TRANSLATE_NOOP(
            "Distill",
            "LoRA learns a small addition to the model; “all of it” changes the model itself and "
            "needs several times the memory.",
        ),
    ),
    "lora_rank": (
        QT_TRANSLATE_NOOP("Distill", "LoRA rank"),
        QT_TRANSLATE_NOOP(
            "Distill", "The size of the addition: more can learn more, and needs more memory."
        ),
    ),
    "lora_alpha": (
        QT_TRANSLATE_NOOP("Distill", "LoRA alpha"),
        QT_TRANSLATE_NOOP("Distill", "How strongly the addition counts; usually twice the rank."),
    ),
    "keep_layers": (
        QT_TRANSLATE_NOOP("Distill", "Layers to keep"),
        QT_TRANSLATE_NOOP(
            "Distill",
            "Makes the student smaller and faster by leaving layers out; 0 keeps all. It then "
            "needs more examples to be good again.",
        ),
    ),
    "freeze_embeddings": (
        QT_TRANSLATE_NOOP("Distill", "Leave the word tables as they are"),
        QT_TRANSLATE_NOOP(
            "Distill",
            "The tables that turn words into numbers are big and seldom need to change. Counts "
            "only where all of the model learns.",
        ),
    ),
    "epochs": (
        QT_TRANSLATE_NOOP("Distill", "Passes over the examples (epochs)"),
        QT_TRANSLATE_NOOP(
            "Distill", "How often the student sees each example. Too many, and it learns by heart."
        ),
    ),
    "max_steps": (
        QT_TRANSLATE_NOOP("Distill", "Most steps"),
        QT_TRANSLATE_NOOP(
            "Distill", "Ends the training early, after so many steps; 0 sets no limit."
        ),
    ),
    "learning_rate": (
        QT_TRANSLATE_NOOP("Distill", "Learning rate"),
        QT_TRANSLATE_NOOP(
            "Distill",
            "How far each step moves. Too high and the training falls apart, too low and little "
            "is learned. 0 takes the usual one: 0.0002 for LoRA, 0.00002 for all of the model.",
        ),
    ),
    "warmup": (
        QT_TRANSLATE_NOOP("Distill", "Warm-up (part of the steps)"),
        QT_TRANSLATE_NOOP("Distill", "The first steps are smaller, so that nothing breaks."),
    ),
    "weight_decay": (
        QT_TRANSLATE_NOOP("Distill", "Weight decay"),
        QT_TRANSLATE_NOOP(
            "Distill", "Pulls the numbers gently to zero, against learning by heart. 0 is off."
        ),
    ),
    "max_grad_norm": (
        QT_TRANSLATE_NOOP("Distill", "Largest step (gradient norm)"),
        QT_TRANSLATE_NOOP("Distill", "A single odd example cannot move the model more than this."),
    ),
    "batch_size": (
        QT_TRANSLATE_NOOP("Distill", "Examples a step"),
        QT_TRANSLATE_NOOP(
            "Distill", "How many examples are looked at before the student moves once."
        ),
    ),
    "micro_batch_tokens": (
        QT_TRANSLATE_NOOP("Distill", "Tokens computed at once"),
        QT_TRANSLATE_NOOP(
            "Distill",
            "Smaller needs less memory and is slower; what is learned stays the same. A token is "
            "about three quarters of a word.",
        ),
    ),
    "max_length": (
        QT_TRANSLATE_NOOP("Distill", "Longest example (tokens)"),
        QT_TRANSLATE_NOOP(
            "Distill", "Longer examples are left out whole. Smaller needs less memory."
        ),
    ),
    "temperature": (
        QT_TRANSLATE_NOOP("Distill", "Softness of the probabilities (temperature)"),
        QT_TRANSLATE_NOOP(
            "Distill",
            "Above 1 the student pays more heed to the teacher's second and third choices.",
        ),
    ),
    "alpha": (
        QT_TRANSLATE_NOOP("Distill", "Weight of the teacher's text (alpha)"),
        QT_TRANSLATE_NOOP(
            "Distill", "1: only its text counts, as at the response level; 0: only probabilities."
        ),
    ),
    "seed": (
        QT_TRANSLATE_NOOP("Distill", "Number for chance (seed)"),
        QT_TRANSLATE_NOOP(
            "Distill", "Decides the order of the examples. The same number repeats a run exactly."
        ),
    ),
    "validations": (
        QT_TRANSLATE_NOOP("Distill", "Looks at the validation part"),
        QT_TRANSLATE_NOOP(
            "Distill", "How often the training is measured on texts that it does not train on."
        ),
    ),
    "checkpoint_seconds": (
        QT_TRANSLATE_NOOP("Distill", "Seconds between two saves"),
        QT_TRANSLATE_NOOP("Distill", "At most so much work is lost when the power fails."),
    ),
    "samples": (
        QT_TRANSLATE_NOOP("Distill", "Sample answers at each look"),
        QT_TRANSLATE_NOOP(
            "Distill",
            "Prompts of the validation part that the student answers while it learns, so that you "
            "can watch. Each costs some time.",
        ),
    ),
}
_ZEROS = {
    "keep_layers": QT_TRANSLATE_NOOP("Distill", "all"),
    "max_steps": QT_TRANSLATE_NOOP("Distill", "no limit"),
    "learning_rate": QT_TRANSLATE_NOOP("Distill", "the usual one"),
}
_PARTS = {
    Part.PROGRAM: QT_TRANSLATE_NOOP("Distill", "Program"),
    Part.WEIGHTS: QT_TRANSLATE_NOOP("Distill", "Student"),
    Part.TRAINING: QT_TRANSLATE_NOOP("Distill", "What learning notes"),
    Part.TEXTS: QT_TRANSLATE_NOOP("Distill", "Texts of a batch"),
    Part.TEACHER: QT_TRANSLATE_NOOP("Distill", "Teacher"),
}
_FITS = {
    Fit.COMFORTABLE: QT_TRANSLATE_NOOP("Distill", "It fits comfortably."),
    Fit.TIGHT: QT_TRANSLATE_NOOP("Distill", "It is tight: it may be slow, or end early."),
    Fit.NO: QT_TRANSLATE_NOOP("Distill", "It does not fit into the memory of this machine."),
}
_ADVICE = {
    Advice.CLOSE_PROGRAMS: QT_TRANSLATE_NOOP("Distill", "Close other programs."),
    Advice.SMALLER_BATCH: QT_TRANSLATE_NOOP(
        "Distill", "Lower “Tokens computed at once” under Advanced; the result stays the same."
    ),
    Advice.SHORTER: QT_TRANSLATE_NOOP(
        "Distill", "Lower “Longest example” under Advanced; longer examples are then left out."
    ),
    Advice.LORA: QT_TRANSLATE_NOOP(
        "Distill", "Choose Fast or Balanced, which learn a small addition only."
    ),
    Advice.RESPONSE: QT_TRANSLATE_NOOP(
        "Distill", "Choose the response level: the teacher need not be in memory then."
    ),
    Advice.SMALLER_STUDENT: QT_TRANSLATE_NOOP("Distill", "Choose a smaller student."),
}


def _said(text: object) -> str:
    return QCoreApplication.translate("Distill", str(text))


def preset(name: str) -> tuple[str, str]:
    """A preset's name and its sentence."""
    title, about = _PRESETS[name]
    return _said(title), _said(about)


def group(name: str) -> str:
    """The heading of a group of settings."""
    return _said(_GROUPS[name])


def setting(name: str) -> tuple[str, str]:
    """A setting's name and what it does. KeyError for one that is not there."""
    title, about = _SETTINGS[name]
    return _said(title), _said(about)


def zero(name: str) -> str:
    """What 0 means for a setting where it is no plain number; empty where it is one."""
    return _said(_ZEROS[name]) if name in _ZEROS else ""


def part(value: Part) -> str:
    """What memory is for."""
    return _said(_PARTS[value])


def fit(value: Fit) -> str:
    """How well it fits."""
    return _said(_FITS[value])


def advice(value: Advice) -> str:
    """What to change."""
    return _said(_ADVICE[value])


def count(parameters: int) -> str:
    """The number of a model's parameters, as one would say it."""
    if parameters <= 0:
        return _said(QT_TRANSLATE_NOOP("Distill", "not known"))
    if parameters >= 1e9:
        billions = QT_TRANSLATE_NOOP("Distill", "{:.1f} billion")
        return _said(billions).format(parameters / 1e9)
    if parameters >= 1e6:
        return _said(QT_TRANSLATE_NOOP("Distill", "{:.0f} million")).format(parameters / 1e6)
    return words.number(parameters)
