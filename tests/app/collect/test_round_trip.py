"""Rows written in any schema and encoding come back as the same prompts and responses."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.collect.importers import import_responses
from app.job import run
from app.store import completions, database, projects, prompts
from app.store.database import connect
from app.store.workspace import database_path

PROJECT = "contracts"


# Control characters are left out: a file full of them is taken for a binary one.
letters = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t")
words = st.text(letters, min_size=1, max_size=40).filter(str.strip)
pairs = st.lists(st.tuples(words, words), min_size=1, max_size=8, unique_by=lambda pair: pair[0])


def as_row(schema: str, prompt: str, response: str) -> dict[str, Any]:
    if schema == "alpaca":
        return {"instruction": prompt, "output": response}
    if schema == "sharegpt":
        turns = [{"from": "human", "value": prompt}, {"from": "gpt", "value": response}]
        return {"conversations": turns}
    if schema == "openai":
        turns = [{"role": "user", "content": prompt}, {"role": "assistant", "content": response}]
        return {"messages": turns}
    return {"prompt": prompt, "completion": response}


@settings(max_examples=60, deadline=None)
@given(
    pairs,
    st.sampled_from(["openai", "alpaca", "sharegpt", "plain", "csv", "array"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_round_trip(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str]],
    schema: str,
    encoding: str,
) -> None:
    folder = tmp_path_factory.mktemp("round")
    workspace = _fresh(folder)
    path = folder / f"rows.{'csv' if schema == 'csv' else 'json'}"
    if schema == "csv":
        # A carriage return alone is a line's end to a spreadsheet, so it cannot stand in a field.
        rows = [(a.replace("\r", "?"), b.replace("\r", "?")) for a, b in rows]
        with path.open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream).writerows([("prompt", "response"), *rows])
    elif schema == "array":
        path.write_text(json.dumps([as_row("plain", *row) for row in rows]), encoding=encoding)
    else:
        lines = [json.dumps(as_row(schema, *row), ensure_ascii=False) for row in rows]
        path.write_text("\n".join(lines), encoding=encoding, newline="")
    report = run(import_responses(workspace, PROJECT, "big", [path]))
    assert not report.rejected
    with connect(database_path(workspace)) as opened:
        project = projects.get(opened, PROJECT)
        teacher = projects.get_teacher(opened, project, "big")
        stored = {item.id: item.messages[-1].content for item in prompts.every(opened, project)}
        answers = completions.every(opened, teacher)
        found = [(stored[item.prompt_id], item.text) for item in answers]
    assert found == rows


_TEMPLATE: list[Path] = []


def _fresh(folder: Path) -> Path:
    """A copy of an empty workspace: making the schema anew each time would be slow."""
    if not _TEMPLATE:
        path = database_path(folder.parent / "template")
        database.prepare(path)
        with connect(path) as opened:
            projects.create(opened, PROJECT)
            opened.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _TEMPLATE.append(path)
    (folder / "workspace").mkdir()
    shutil.copy(_TEMPLATE[0], database_path(folder / "workspace"))
    return folder / "workspace"
