"""The kinds of task that a project can begin with: names, instructions and examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

FIELDS, CLASSIFY = "fields", "classify"


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of task. The instruction has a ``{}`` where the names of a format go."""

    id: str
    title_: object
    about_: object
    instruction_: object
    example_: object

    @property
    def title(self) -> str:
        """What it is called."""
        return _said(self.title_)

    @property
    def about(self) -> str:
        """What it is for, in one line."""
        return _said(self.about_)

    @property
    def formatted(self) -> bool:
        """Whether its answers have a format made of names."""
        return self.id in (FIELDS, CLASSIFY)

    def instruction(self, names: Sequence[str]) -> str:
        """The ready text that is put before every prompt that has none."""
        if not self.formatted:
            return _said(self.instruction_)
        return _said(self.instruction_).format(", ".join(names) or "…")

    def example(self, names: Sequence[str]) -> str:
        """What an answer looks like."""
        if self.id == FIELDS:
            value = _said(self.example_)
            return "\n".join(f"{name}: {value}" for name in names)
        if self.id == CLASSIFY:
            return names[0] if names else ""
        return _said(self.example_)


TEMPLATES = (
    Template(
        FIELDS,
        QT_TRANSLATE_NOOP("Templates", "Extract fields"),
        QT_TRANSLATE_NOOP(
            "Templates", "Read a text and write down certain facts, each under its name."
        ),
        QT_TRANSLATE_NOOP(
            "Templates",
            "Read the text and answer with exactly these lines, each as “name: value”: {}. "
            "Write none where the text does not say.",
        ),
        QT_TRANSLATE_NOOP("Templates", "what the text says"),
    ),
    Template(
        CLASSIFY,
        QT_TRANSLATE_NOOP("Templates", "Classify"),
        QT_TRANSLATE_NOOP("Templates", "Read a text and put one of your labels on it."),
        QT_TRANSLATE_NOOP(
            "Templates",
            "Read the text and answer with exactly one of these labels and nothing else: {}.",
        ),
        "",
    ),
    Template(
        "answer",
        QT_TRANSLATE_NOOP("Templates", "Answer from a text"),
        QT_TRANSLATE_NOOP("Templates", "Answer a question with what a given text says."),
        QT_TRANSLATE_NOOP(
            "Templates",
            "Answer the question from the given text only. If the text does not say it, answer: "
            "The text does not say.",
        ),
        QT_TRANSLATE_NOOP("Templates", "The contract can be ended on 30 days' written notice."),
    ),
    Template(
        "summarize",
        QT_TRANSLATE_NOOP("Templates", "Summarize"),
        QT_TRANSLATE_NOOP("Templates", "Say in a few sentences what a long text says."),
        QT_TRANSLATE_NOOP(
            "Templates",
            "Summarize the text in at most five clear sentences. Keep names, dates and figures as "
            "they are, and add nothing.",
        ),
        QT_TRANSLATE_NOOP(
            "Templates",
            "The supplier delivers monthly until December. Invoices are due within 30 days. "
            "Either side may end the contract on 90 days' notice.",
        ),
    ),
    Template(
        "rewrite",
        QT_TRANSLATE_NOOP("Templates", "Rewrite"),
        QT_TRANSLATE_NOOP("Templates", "Put a text into other words: plainer, shorter, politer."),
        QT_TRANSLATE_NOOP(
            "Templates",
            "Rewrite the text in plain, clear words. Keep its meaning and every fact, and add "
            "nothing.",
        ),
        QT_TRANSLATE_NOOP("Templates", "You may end the contract at any time. Tell us by letter."),
    ),
    Template(
        "chat",
        QT_TRANSLATE_NOOP("Templates", "Free chat"),
        QT_TRANSLATE_NOOP("Templates", "Answer any question of your field of work."),
        QT_TRANSLATE_NOOP(
            "Templates",
            "You are a careful assistant. Answer clearly and briefly, and say so when you do not "
            "know.",
        ),
        QT_TRANSLATE_NOOP(
            "Templates", "Yes. The form must reach us by Friday; an e-mail is enough."
        ),
    ),
)


def get(name: str) -> Template | None:
    """The template of that id."""
    return next((each for each in TEMPLATES if each.id == name), None)


def _said(text: object) -> str:
    return QCoreApplication.translate("Templates", str(text)) if text else ""
