"""Rows as a long table shows them: keyset pages, ids of a filter in chunks, one row in full."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain import Completion, Dataset, Project, Prompt, Split, Teacher, Verdict
from app.store import completions, datasets, prompts
from app.store.database import Database

_SPAN = 20_000  # ids looked at in one go: a few milliseconds, so that a search ends at once
_SHOWN = 240  # characters of a text that a cell may show
_KEPT = (
    "(c.text IS NOT NULL AND coalesce(d.keep, NOT EXISTS "
    "(SELECT 1 FROM verdicts v WHERE v.completion_id = c.id)))"
)
_BLANKS = "char(9, 10, 11, 12, 13, 32, 160, 8203, 65279)"


class Show(StrEnum):
    """Which responses are listed."""

    ALL = "all"
    ANSWERED = "answered"
    FAILED = "failed"
    KEPT = "kept"
    LEFT_OUT = "left_out"
    BY_HAND = "by_hand"


_CONDITIONS = {
    Show.ALL: "",
    Show.ANSWERED: " AND c.text IS NOT NULL",
    Show.FAILED: " AND c.error IS NOT NULL",
    Show.KEPT: f" AND {_KEPT}",
    Show.LEFT_OUT: f" AND NOT {_KEPT}",
    Show.BY_HAND: " AND d.keep IS NOT NULL",
}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some ids of a listing in rising order, and how much of the table has been looked at."""

    ids: array[int]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class PromptLine:
    """A prompt in a table; long texts are cut."""

    id: int
    text: str  # of the last turn
    reference: str
    key: str
    split: str
    tags: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """A response in a table; long texts are cut."""

    id: int
    prompt: str
    answer: str  # the error where the request failed
    failed: bool
    keep: bool | None  # a person's decision
    rules: tuple[str, ...]  # that would leave it out

    @property
    def kept(self) -> bool:
        """Whether it is among the examples; a person's decision goes before the rules."""
        return not self.failed and (not self.rules if self.keep is None else self.keep)


@dataclass(frozen=True, slots=True)
class Response:
    """A response in full."""

    completion: Completion
    prompt: Prompt
    verdicts: tuple[Verdict, ...]
    keep: bool | None


# Prompts.

_PROMPT = (
    f"SELECT p.id, substr(json_extract(p.messages, '$[#-1].content'), 1, {_SHOWN}), "
    f"substr(coalesce(p.reference, ''), 1, {_SHOWN}), p.key, coalesce(p.split, ''), p.tags, "
    "p.source FROM "
)


def first_prompts(database: Database, project: Project, limit: int) -> list[PromptLine]:
    """The first prompts of a project, however many there are."""
    rows = database.connection.execute(
        f"{_PROMPT} prompts p WHERE p.project_id = ? ORDER BY p.id LIMIT ?", (project.id, limit)
    )
    return [_prompt_line(row) for row in rows]


def prompt_lines(database: Database, ids: Iterable[int]) -> dict[int, PromptLine]:
    """These prompts by id."""
    rows = database.connection.execute(
        f"{_PROMPT} json_each(?) j CROSS JOIN prompts p ON p.id = j.value",
        (json.dumps(list(ids)),),
    )
    return {row[0]: _prompt_line(row) for row in rows}


def _prompt_line(row: sqlite3.Row) -> PromptLine:
    tags = tuple(json.loads(row[5]))
    return PromptLine(row[0], row[1] or "", row[2], row[3][:_SHOWN], row[4], tags, row[6])


def prompt_ids(database: Database, project: Project, text: str = "") -> Iterator[Chunk]:
    """The ids of the project's prompts, of those alone that hold ``text`` when one is given."""
    said, values = _search(text, "p.reference", "p.key", "p.tags")
    query = f"SELECT p.id FROM prompts p WHERE p.project_id = :owner{said}"
    yield from _chunks(database, "prompts", "project_id", "p", project.id, query, values)


# Responses.

_RESPONSE = (
    f"SELECT c.id, substr(json_extract(p.messages, '$[#-1].content'), 1, {_SHOWN}), "
    f"substr(coalesce(c.text, c.error), 1, {_SHOWN}), c.text IS NULL, d.keep, "
    "(SELECT json_group_array(v.rule) FROM verdicts v WHERE v.completion_id = c.id) FROM "
)
_WITH = "CROSS JOIN prompts p ON p.id = c.prompt_id LEFT JOIN decisions d ON d.completion_id = c.id"


def first_responses(database: Database, teacher: Teacher, limit: int) -> list[ResponseLine]:
    """The first responses of a teacher, however many there are."""
    rows = database.connection.execute(
        f"{_RESPONSE} completions c {_WITH} WHERE c.teacher_id = ? ORDER BY c.id LIMIT ?",
        (teacher.id, limit),
    )
    return [_response_line(row) for row in rows]


def response_lines(database: Database, ids: Iterable[int]) -> dict[int, ResponseLine]:
    """These responses by id."""
    rows = database.connection.execute(
        f"{_RESPONSE} json_each(?) j CROSS JOIN completions c ON c.id = j.value {_WITH}",
        (json.dumps(list(ids)),),
    )
    return {row[0]: _response_line(row) for row in rows}


def _response_line(row: sqlite3.Row) -> ResponseLine:
    keep = None if row[4] is None else bool(row[4])
    rules = tuple(json.loads(row[5]))
    return ResponseLine(row[0], row[1] or "", row[2], bool(row[3]), keep, rules)


def response_ids(
    database: Database, teacher: Teacher, show: Show = Show.ALL, rule: str = "", text: str = ""
) -> Iterator[Chunk]:
    """The ids of a teacher's responses in that state, with that rule's verdict, with that text."""
    said, values = _search(text, "c.text", "c.error")
    values["rule"] = rule
    query = "SELECT c.id FROM completions c "
    if show not in (Show.ALL, Show.ANSWERED, Show.FAILED):
        query += "LEFT JOIN decisions d ON d.completion_id = c.id "
    if text:
        query += "CROSS JOIN prompts p ON p.id = c.prompt_id "
    query += f"WHERE c.teacher_id = :owner{_CONDITIONS[show]}"
    if rule:
        query += (
            " AND EXISTS (SELECT 1 FROM verdicts r WHERE r.completion_id = c.id AND r.rule = :rule)"
        )
    query += said
    yield from _chunks(database, "completions", "teacher_id", "c", teacher.id, query, values)


def response(database: Database, completion_id: int) -> Response | None:
    """One response with its prompt, verdicts and decision; None when it is not there."""
    completion = completions.by_id(database, completion_id)
    if completion is None:
        return None
    rows = database.connection.execute(
        "SELECT rule, reason FROM verdicts WHERE completion_id = ? ORDER BY rule", (completion_id,)
    )
    found = tuple(Verdict(completion_id, row[0], row[1]) for row in rows)
    prompt = prompts.by_ids(database, [completion.prompt_id])[completion.prompt_id]
    keep = decisions(database, [completion_id]).get(completion_id)
    return Response(completion, prompt, found, keep)


def decisions(database: Database, ids: Iterable[int]) -> dict[int, bool]:
    """A person's word on those of these responses that have one."""
    rows = database.connection.execute(
        "SELECT completion_id, keep FROM json_each(?) j "
        "CROSS JOIN decisions ON completion_id = j.value",
        (json.dumps(list(ids)),),
    )
    return {row[0]: bool(row[1]) for row in rows}


def keepable(database: Database, ids: Iterable[int]) -> list[int]:
    """Those of these responses that hold an answer at all, so that a person may keep them."""
    rows = database.connection.execute(
        "SELECT c.id FROM json_each(?) j CROSS JOIN completions c ON c.id = j.value "
        f"WHERE c.text IS NOT NULL AND trim(c.text, {_BLANKS}) <> '' ORDER BY c.id",
        (json.dumps(list(ids)),),
    )
    return [row[0] for row in rows]


def count_unanswered(database: Database, project: Project, teacher: Teacher) -> int:
    """How many of the project's prompts the teacher has neither answered nor failed on."""
    row = database.connection.execute(
        "SELECT (SELECT count(*) FROM prompts WHERE project_id = ?) - "
        "(SELECT count(DISTINCT prompt_id) FROM completions WHERE teacher_id = ?)",
        (project.id, teacher.id),
    ).fetchone()
    return int(row[0])


# Datasets.


def frozen_as_kept(
    database: Database, project: Project, teacher: Teacher
) -> list[tuple[Dataset, dict[str, Any]]]:
    """The datasets that hold exactly what is kept now, oldest first, with their settings."""
    connection = database.connection
    connection.execute("DROP TABLE IF EXISTS temp.kept_now")
    connection.execute(
        "CREATE TEMP TABLE kept_now AS SELECT max(c.id) AS id FROM completions c "
        "LEFT JOIN decisions d ON d.completion_id = c.id WHERE c.teacher_id = ? "
        f"AND {_KEPT} AND trim(c.text, {_BLANKS}) <> '' GROUP BY c.prompt_id",
        (teacher.id,),
    )
    kept = connection.execute("SELECT count(*) FROM temp.kept_now").fetchone()[0]
    found = []
    for dataset in datasets.every(database, project):
        if sum(dataset.counts.get(split, 0) for split in Split) != kept:
            continue
        other = connection.execute(
            "SELECT 1 FROM (SELECT completion_id FROM dataset_rows WHERE dataset_id = ? "
            "EXCEPT SELECT id FROM temp.kept_now) LIMIT 1",
            (dataset.id,),
        ).fetchone()
        if other is None:
            settings = connection.execute(
                "SELECT settings FROM datasets WHERE id = ?", (dataset.id,)
            ).fetchone()[0]
            found.append((dataset, json.loads(settings)))
    connection.execute("DROP TABLE temp.kept_now")
    return found


# Chunks and searches.


def _chunks(
    database: Database,
    table: str,
    owner: str,
    alias: str,
    owner_id: int,
    query: str,
    values: dict[str, str],
) -> Iterator[Chunk]:
    low, last = database.connection.execute(
        f"SELECT (SELECT min(id) FROM {table} WHERE {owner} = ?1), "
        f"(SELECT max(id) FROM {table} WHERE {owner} = ?1)",
        (owner_id,),
    ).fetchone()
    if low is None:
        return
    first = low
    while low <= last:
        # One step of SQLite for the whole chunk: the window's thread is not held up meanwhile.
        row = database.connection.execute(
            f"SELECT group_concat(id) FROM ({query} AND {alias}.id >= :low AND {alias}.id < :high "
            f"ORDER BY {alias}.id)",
            {**values, "owner": owner_id, "low": low, "high": low + _SPAN},
        ).fetchone()
        ids = array("q", sorted(map(int, row[0].split(",")))) if row[0] else array("q")
        low += _SPAN
        yield Chunk(ids, min(low, last + 1) - first, last + 1 - first)


def _search(text: str, *columns: str) -> tuple[str, dict[str, str]]:
    """A condition that the text is in the prompt's turns or one of the columns.

    LIKE ignores the case of ASCII letters alone; of others the usual forms are tried.
    """
    if not text:
        return "", {}
    forms = [text] if text.isascii() else [text, text.lower(), text.upper(), text.capitalize()]
    values, plain, escaped = {}, [], []
    for number, form in enumerate(dict.fromkeys(forms)):
        # Turns lie as JSON, where quotes and line ends are escaped; names of fields are no text.
        values[f"json{number}"] = _like(json.dumps(form, ensure_ascii=False)[1:-1])
        values[f"plain{number}"] = _like(form)
        escaped.append(f"p.messages LIKE :json{number} ESCAPE '\\'")
        plain.append(f"{{}} LIKE :plain{number} ESCAPE '\\'")
    spoken = " OR ".join(item.format("t.value ->> '$.content'") for item in plain)
    said = [
        f"(({' OR '.join(escaped)}) AND EXISTS "
        f"(SELECT 1 FROM json_each(p.messages) t WHERE {spoken}))"
    ]
    said += [item.format(column) for column in columns for item in plain]
    return f" AND ({' OR '.join(said)})", values


def _like(text: str) -> str:
    for sign in "\\%_":
        text = text.replace(sign, f"\\{sign}")
    return f"%{text}%"
