"""A project's conversation with its student, in a file of the workspace."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app import files
from app.domain import Message, Messages, NewPrompt, Project, Role, Split
from app.store import prompts
from app.store.database import Database

FOLDER = "chats"
STUDENT, BASE, TEACHER = "student", "base", "teacher"  # who answers
_MOST = 20 << 20  # bytes; a larger file is none of ours


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what the models said to it, by who they are."""

    question: str
    answers: Mapping[str, str] = field(default_factory=dict)

    def with_answer(self, who: str, text: str) -> Turn:
        """The turn with another answer of one model."""
        return replace(self, answers={**self.answers, who: text})


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation and how it is led. ``system`` None: the one the student was trained with."""

    turns: tuple[Turn, ...] = ()
    system: str | None = None
    temperature: float = 0.0
    max_tokens: int = 512
    quant: str = ""
    other: str = ""  # BASE or TEACHER where the student is compared with it

    def messages(self, who: str, system: str, upto: int) -> Messages:
        """What a model is asked with turn ``upto``: what was said before, then the question.

        Where that model was not asked, the student's answer stands for its own; a turn without
        an answer is left out.
        """
        said = [Message(Role.SYSTEM, system)] if system else []
        for turn in self.turns[:upto]:
            text = turn.answers.get(who) or turn.answers.get(STUDENT)
            if text:
                said += [Message(Role.USER, turn.question), Message(Role.ASSISTANT, text)]
        return (*said, Message(Role.USER, self.turns[upto].question))


def path_of(place: Path, project: Project) -> Path:
    """Where the conversation lies."""
    return place / FOLDER / f"{project.id}.json"


def load(place: Path, project: Project) -> tuple[Chat, bool]:
    """The stored conversation, and whether it could be read; an empty one where there is none.

    A file that cannot be read is put aside, so that the next change does not overwrite it.
    """
    path = path_of(place, project)
    try:
        if not path.exists():
            return Chat(), True
        if path.stat().st_size > _MOST:
            raise ValueError
        return _from_json(json.loads(path.read_text("utf-8"))), True
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        with contextlib.suppress(OSError):
            path.replace(path.with_name(f"{path.stem}.damaged.json"))
        return Chat(), False


def save(place: Path, project: Project, chat: Chat) -> None:
    """Store the conversation, whole or not at all."""
    value = {
        "system": chat.system,
        "temperature": chat.temperature,
        "max_tokens": chat.max_tokens,
        "quant": chat.quant,
        "other": chat.other,
        "turns": [
            {"question": turn.question, "answers": dict(turn.answers)} for turn in chat.turns
        ],
    }
    text = json.dumps(value, ensure_ascii=False, indent=1)
    files.write_bytes(path_of(place, project), text.encode("utf-8", "replace"))


def keep(database: Database, project: Project, messages: Messages, reference: str) -> bool:
    """Make a question of a conversation a test case with the right answer.

    Returns whether it is new. A prompt that the project has already stays in the part that its
    own source gave it.
    """
    case = NewPrompt(messages, reference=reference, split=Split.TEST, source=prompts.FROM_CHAT)
    with database.transaction() as connection:
        known = bool(prompts.ids_of(connection, project, [case.hash]))
        prompts.add(connection, project, [replace(case, split=None) if known else case])
    return not known


def as_text(chat: Chat, names: Mapping[str, str], you: str) -> str:
    """The conversation to read; ``names`` of the models by who they are, ``you`` asked."""
    return "\n\n".join(f"{name}:\n{text}" for name, text in _spoken(chat, names, you)) + "\n"


def _spoken(chat: Chat, names: Mapping[str, str], you: str) -> Iterable[tuple[str, str]]:
    for turn in chat.turns:
        yield you, turn.question
        for who, text in turn.answers.items():
            yield names.get(who, who), text


def _from_json(value: Mapping[str, Any]) -> Chat:
    turns = tuple(
        Turn(
            _text(turn["question"]),
            {_text(who): _text(said) for who, said in turn["answers"].items()},
        )
        for turn in value["turns"]
    )
    system = value["system"]
    temperature, most = float(value["temperature"]), int(value["max_tokens"])
    if not 0 <= temperature <= 2 or not 1 <= most <= 1 << 20:
        raise ValueError
    return Chat(
        turns,
        None if system is None else _text(system),
        temperature,
        most,
        _text(value["quant"]),
        _text(value["other"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
