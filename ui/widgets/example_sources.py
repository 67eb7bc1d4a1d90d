"""What an example table can list: a project's prompts, or a teacher's responses."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.curate.filters import RULES, SUPERSEDED
from app.domain import Messages, Project, Prompt, Role, Teacher
from app.job import Job, Progress
from app.store import database, listing, prompts
from app.store.database import Database
from app.store.listing import Chunk, PromptLine, ResponseLine, Show
from ui import words

_ROLES = {
    Role.SYSTEM: QT_TRANSLATE_NOOP("ExampleTable", "Instruction"),
    Role.USER: QT_TRANSLATE_NOOP("ExampleTable", "Prompt"),
    Role.ASSISTANT: QT_TRANSLATE_NOOP("ExampleTable", "Earlier answer"),
}
_RULE = "rule:"
Section = tuple[str, str]
"""A heading and the text below it."""

translate = QCoreApplication.translate  # under its own name: the translation's tools look for it


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, 0: a share of what is left."""

    heading: str
    width: int = 0


class Source(Protocol):
    """Rows by id. ``first`` and ``lines`` are quick; ``ids`` is for a job of its own."""

    columns: Sequence[Column]
    filters: Sequence[tuple[str, str]]  # key and label; the first lists everything

    @property
    def key(self) -> object:
        """What is listed: two sources with the same key list the same rows."""
        ...

    def first(self, db: Database, limit: int) -> Sequence[Any]:
        """The first lines of everything."""
        ...

    def lines(self, db: Database, ids: Sequence[int]) -> Mapping[int, Any]:
        """These lines by id."""
        ...

    def ids(self, db: Database, shown: str, text: str) -> Iterator[Chunk]:
        """The ids under a filter, in rising order."""
        ...

    def cell(self, line: Any, column: int) -> str:
        """What a cell says."""
        ...

    def tone(self, line: Any, column: int, /) -> str:
        """A cell's color: good, warning, bad, muted or empty."""
        ...

    def detail(self, db: Database, row: int) -> list[Section]:
        """One row in full; empty when it is not there."""
        ...


def collect(path: Path, source: Source, shown: str, text: str, found: array[int]) -> Job[None]:
    """Fill ``found`` with the ids under a filter; whoever asked may look at it meanwhile."""
    with database.connect(path) as db:
        for chunk in source.ids(db, shown, text):
            found.extend(chunk.ids)
            yield Progress(chunk.done, chunk.total, "Looking through the rows")


class PromptSource:
    """The prompts of a project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.columns: Sequence[Column] = (
            Column(translate("ExampleTable", "Prompt")),
            Column(translate("ExampleTable", "Reference answer"), 26),
            Column(translate("ExampleTable", "Id"), 16),
            Column(translate("ExampleTable", "Part"), 14),
            Column(translate("ExampleTable", "Tags"), 14),
        )
        self.filters: Sequence[tuple[str, str]] = (
            (Show.ALL.value, translate("ExampleTable", "All prompts")),
        )

    @property
    def key(self) -> object:
        """Of one project, all prompts."""
        return ("prompts", self.project.id)

    def first(self, db: Database, limit: int) -> Sequence[PromptLine]:
        """The first prompts."""
        return listing.first_prompts(db, self.project, limit)

    def lines(self, db: Database, ids: Sequence[int]) -> Mapping[int, PromptLine]:
        """These prompts."""
        return listing.prompt_lines(db, ids)

    def ids(self, db: Database, shown: str, text: str) -> Iterator[Chunk]:
        """All, or those with the text."""
        assert shown == Show.ALL
        return listing.prompt_ids(db, self.project, text)

    def cell(self, line: PromptLine, column: int) -> str:
        """Text, reference, id, part, tags."""
        part = words.split(line.split) if line.split else ""
        return (line.text, line.reference, line.key, part, ", ".join(line.tags))[column]

    def tone(self, _: PromptLine, column: int) -> str:
        """All alike."""
        return "" if column < 2 else "muted"

    def detail(self, db: Database, row: int) -> list[Section]:
        """The turns, and what the file said beside them."""
        found = prompts.by_ids(db, [row]).get(row)
        return [] if found is None else [*_turns(found.messages), *_about(found)]


class ResponseSource:
    """The responses of a teacher; ``curate``: with what the rules say of them."""

    def __init__(self, teacher: Teacher, *, curate: bool = False) -> None:
        self.teacher = teacher
        self.curate = curate
        self.columns: Sequence[Column] = (
            Column(translate("ExampleTable", "Prompt")),
            Column(translate("ExampleTable", "Response")),
            Column(translate("ExampleTable", "State"), 34 if curate else 16),
        )
        states = [(Show.ALL, translate("ExampleTable", "All responses"))]
        if curate:
            states += [
                (Show.KEPT, translate("ExampleTable", "Kept")),
                (Show.LEFT_OUT, translate("ExampleTable", "Left out")),
                (Show.BY_HAND, translate("ExampleTable", "Decided by hand")),
            ]
        else:
            states += [
                (Show.ANSWERED, translate("ExampleTable", "Answered")),
                (Show.FAILED, translate("ExampleTable", "Failed")),
            ]
        self.filters: Sequence[tuple[str, str]] = [(key.value, label) for key, label in states]
        if curate:
            known = dict.fromkeys((*RULES, SUPERSEDED, "format"))
            self.filters = [
                *self.filters,
                *(
                    (_RULE + name, translate("ExampleTable", "Rule: {}").format(words.rule(name)))
                    for name in known
                ),
            ]

    @property
    def key(self) -> object:
        """Of one teacher, all responses."""
        return ("responses", self.teacher.id, self.curate)

    def first(self, db: Database, limit: int) -> Sequence[ResponseLine]:
        """The first responses."""
        return listing.first_responses(db, self.teacher, limit)

    def lines(self, db: Database, ids: Sequence[int]) -> Mapping[int, ResponseLine]:
        """These responses."""
        return listing.response_lines(db, ids)

    def ids(self, db: Database, shown: str, text: str) -> Iterator[Chunk]:
        """Those in a state or under a rule, with the text."""
        if shown.startswith(_RULE):
            rule = shown.removeprefix(_RULE)
            return listing.response_ids(db, self.teacher, rule=rule, text=text)
        return listing.response_ids(db, self.teacher, Show(shown), text=text)

    def cell(self, line: ResponseLine, column: int) -> str:
        """Prompt, response, state."""
        return (line.prompt, line.answer, self._state(line))[column]

    def _state(self, line: ResponseLine) -> str:
        if line.failed:
            return translate("ExampleTable", "Failed")
        if not self.curate:
            return translate("ExampleTable", "Answered")
        if line.keep is not None:
            return (
                translate("ExampleTable", "Kept by hand")
                if line.keep
                else translate("ExampleTable", "Left out by hand")
            )
        if line.rules:
            return translate("ExampleTable", "Left out: {}").format(
                ", ".join(words.rule(name) for name in line.rules)
            )
        return translate("ExampleTable", "Kept")

    def tone(self, line: ResponseLine, column: int) -> str:
        """The state in color."""
        if column < 2:
            return "bad" if column == 1 and line.failed else ""
        if line.failed:
            return "bad"
        if not self.curate:
            return "muted"
        return "good" if line.kept else "warning"

    def detail(self, db: Database, row: int) -> list[Section]:
        """Turns, response, reference, reasons, origin."""
        found = listing.response(db, row)
        if found is None:
            return []
        sections = _turns(found.prompt.messages)
        completion = found.completion
        if completion.error is not None:
            sections.append((translate("ExampleTable", "The request failed"), completion.error))
        else:
            sections.append((translate("ExampleTable", "Response"), completion.text or ""))
        if self.curate:
            said_by = [(words.rule(item.rule), item.reason) for item in found.verdicts]
            reasons = "\n".join(f"{name}: {reason}" for name, reason in said_by)
            if found.keep is not None:
                said = (
                    translate("ExampleTable", "Kept by hand")
                    if found.keep
                    else translate("ExampleTable", "Left out by hand")
                )
                sections.append((translate("ExampleTable", "Your decision"), said))
            if reasons:
                sections.append((translate("ExampleTable", "What the rules say"), reasons))
        sections += _about(found.prompt)
        if completion.model or completion.source:
            said = " · ".join(item for item in (completion.model, completion.source) if item)
            sections.append((translate("ExampleTable", "Where the response is from"), said))
        return sections


def _turns(messages: Messages) -> list[Section]:
    return [(translate("ExampleTable", str(_ROLES[turn.role])), turn.content) for turn in messages]


def _about(prompt: Prompt) -> list[Section]:
    part = words.split(prompt.split) if prompt.split else ""
    every = (
        (translate("ExampleTable", "Reference answer"), prompt.reference or ""),
        (translate("ExampleTable", "Id"), prompt.key),
        (translate("ExampleTable", "Part"), part),
        (translate("ExampleTable", "Tags"), ", ".join(prompt.tags)),
        (translate("ExampleTable", "Where the prompt is from"), prompt.source),
    )
    return [(heading, text) for heading, text in every if text]
