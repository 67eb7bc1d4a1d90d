"""The first rows of a file as an import would understand them, before anything is written."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from app.collect import importers, reading, records, sniff
from app.collect.records import Record, RejectedRow
from app.collect.sniff import Form, Source
from app.domain import Role
from app.errors import InputError
from app.job import Job, Progress

ROWS = 20
FIELDS = ("prompt", "response", "system", "reference", "id", "split", "tags")
"""Our fields that a person may give a column to, the most important first."""
_SIGN_OF_LIFE = 0.3  # seconds
_SHOWN = 400  # characters of a text
_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row; ``problem`` says why the import would leave it out."""

    line: int
    prompt: str = ""
    response: str = ""
    system: str = ""
    reference: str = ""
    key: str = ""
    split: str = ""
    tags: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file looks like. ``mapping`` is the column of each field, as far as one is known."""

    source: Source
    columns: tuple[str, ...]
    mapping: Mapping[str, str]
    rows: tuple[PreviewRow, ...]
    raw: tuple[tuple[str, ...], ...]  # the rows' values by column, as the file has them
    problem: str = ""  # why the file cannot be imported with this mapping

    @property
    def usable(self) -> bool:
        """Whether an import would take at least one of these rows."""
        return not self.problem and any(not row.problem for row in self.rows)

    @property
    def is_csv(self) -> bool:
        """Whether its columns have to be told apart by their names."""
        return self.source.form is Form.CSV


def survey(paths: Sequence[Path]) -> Job[list[Source]]:
    """Look through files once, as a whole: their encoding shows only at their end."""
    found = []
    for path in paths:
        scan, heard = sniff.survey(path), time.monotonic()
        while True:
            try:
                done = next(scan)
            except StopIteration as stop:
                found.append(stop.value)
                break
            if time.monotonic() - heard > _SIGN_OF_LIFE:
                yield Progress(done, path.stat().st_size, f"Checking {path.name}")
                heard = time.monotonic()
        yield Progress(message=f"Checked {path.name}")
    return found


def preview(
    source: Source, mapping: Mapping[str, str], *, responses: bool = False, system: str = ""
) -> Job[Preview]:
    """Read the first rows with a mapping (field to column), for prompts or for responses.

    A mapping that does not fit is a problem of the preview, not an error: it can be mended.
    """
    yield Progress(message=f"Reading {source.path.name}")
    problem, complete = "", dict(mapping)
    columns: dict[str, None] = {}
    if source.form is Form.CSV:
        columns = dict.fromkeys(name for name in reading.columns(source) if name)
        try:
            # Only what the importer needs of a table's columns; nothing is written here.
            kind = importers.Responses if responses else importers.Prompts
            needs = cast(Any, SimpleNamespace(needs=kind.needs))
            complete = importers.csv_mapping(source, needs, dict(mapping))
        except InputError as error:
            problem = error.message
    rows: list[PreviewRow] = []
    values: list[dict[str, Any]] = []
    with reading.opened(source) as reader:
        for item in reader.rows():
            yield Progress(len(rows), ROWS, f"Reading {source.path.name}")
            if item is None:
                continue
            if isinstance(item, RejectedRow):
                rows.append(PreviewRow(item.line, problem=item.reason))
            else:
                value = item.value
                if isinstance(value, dict):
                    columns.update(dict.fromkeys(list(value)[:_COLUMNS]))
                    values.append(value)
                    value = records.rename(value, complete) if complete else value
                understood = records.record(value, item.line, source.path.name)
                rows.append(_row(understood, responses=responses, system=system))
            if len(rows) >= ROWS:
                break
    shown = tuple(columns)[:_COLUMNS]
    raw = tuple(tuple(_plain(value.get(name)) for name in shown) for value in values)
    return Preview(source, shown, complete, tuple(rows), raw, problem)


def _row(item: Record | RejectedRow, *, responses: bool, system: str) -> PreviewRow:
    if isinstance(item, RejectedRow):
        return PreviewRow(item.line, problem=item.reason)
    problem = ""
    if responses and item.response is None and item.error is None:
        problem = "There is no response in this row."
    if not responses and item.prompt is None:
        problem = "There is no prompt in this row, only an answer by id."
    if item.prompt is None:
        return PreviewRow(item.line, "", _cut(item.response), key=item.key, problem=problem)
    told = [turn.content for turn in item.prompt.messages if turn.role is Role.SYSTEM]
    asked = [turn.content for turn in item.prompt.messages if turn.role is not Role.SYSTEM]
    return PreviewRow(
        item.line,
        _cut("\n".join(asked)),
        _cut(item.error or item.response),
        _cut(told[0] if told else system),
        _cut(item.prompt.reference),
        item.key,
        item.prompt.split or "",
        ", ".join(item.prompt.tags),
        problem,
    )


def _plain(value: object) -> str:
    if value is None or isinstance(value, str):
        return _cut(value)
    return _cut(json.dumps(value, ensure_ascii=False))


def _cut(text: str | None) -> str:
    return (text or "")[:_SHOWN]
