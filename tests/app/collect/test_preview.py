"""The preview of files: what an import would make of their first rows, and nothing written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.collect import preview as previews
from app.collect import records
from app.collect.importers import import_prompts
from app.collect.preview import Preview, preview, survey
from app.errors import InputError
from app.job import run
from tests.app.collect.conftest import PROJECT


def look(path: Path, mapping: dict[str, str] | None = None, **other: object) -> Preview:
    (source,) = run(survey([path]))
    return run(preview(source, mapping or {}, **other))  # type: ignore[arg-type]


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_openai_messages(jsonl: Callable[..., Path]) -> None:
    turns = [
        {"role": "system", "content": "Be short."},
        {"role": "user", "content": "Term?"},
        {"role": "assistant", "content": "30 days"},
    ]
    found = look(jsonl([{"messages": turns, "id": "k1", "tags": ["a", "b"], "split": "test"}]))
    assert found.usable
    assert not found.is_csv
    (row,) = found.rows
    assert (row.line, row.prompt, row.response, row.system) == (1, "Term?", "30 days", "Be short.")
    assert (row.key, row.tags, row.split, row.problem) == ("k1", "a, b", "test", "")


@pytest.mark.parametrize(
    "value",
    [
        {"instruction": "Sum up.", "input": "A text", "output": "Short"},
        {"conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Short"}]},
        {"prompt": "Hi", "completion": "Short"},
    ],
)
def test_other_schemas(jsonl: Callable[..., Path], value: dict[str, object]) -> None:
    (row,) = look(jsonl([value]), responses=True).rows
    assert row.prompt.startswith(("Sum up.", "Hi"))
    assert row.response == "Short"


def test_only_the_first_rows_are_read(
    jsonl: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = jsonl([{"prompt": f"q{number}"} for number in range(500)])
    (source,) = run(survey([path]))
    seen: list[int] = []
    plain = records.record

    def counting(row: object, line: int, name: str = "") -> object:
        seen.append(line)
        return plain(row, line, name)

    monkeypatch.setattr(records, "record", counting)
    assert len(run(preview(source, {})).rows) == previews.ROWS == len(seen)


def test_csv_columns_are_found_and_can_be_chosen(tmp_path: Path) -> None:
    path = table(tmp_path, "question;gold;nr\nWhy?;Because;7\n")
    found = look(path)
    assert found.is_csv
    assert found.columns == ("question", "gold", "nr")
    assert found.mapping == {"prompt": "question", "reference": "gold"}
    assert (found.rows[0].reference, found.rows[0].key) == ("Because", "")
    assert look(path, {"id": "nr"}).rows[0].key == "7"


def test_csv_without_a_known_column_says_so_and_shows_what_is_there(tmp_path: Path) -> None:
    path = table(tmp_path, "nr,vertragstext\n1,Der Vertrag\n")
    found = look(path)
    assert not found.usable
    assert "no column that is known to be the prompt" in found.problem
    assert found.raw == (("1", "Der Vertrag"),)
    mended = look(path, {"prompt": "vertragstext"})
    assert mended.usable
    assert mended.rows[0].prompt == "Der Vertrag"


def test_json_with_other_names_can_be_mapped(jsonl: Callable[..., Path]) -> None:
    path = jsonl([{"frage": "Was?", "extra": {"a": 1}}])
    found = look(path)
    assert not found.usable
    assert found.columns == ("frage", "extra")
    assert found.raw == (("Was?", '{"a": 1}'),)
    assert look(path, {"prompt": "frage"}).rows[0].prompt == "Was?"


def test_responses_need_a_response(tmp_path: Path) -> None:
    path = table(tmp_path, "prompt,answer\nWhy?,Because\nHow?,\n")
    assert look(path, responses=True).usable
    bare = table(tmp_path, "prompt\nWhy?\n")
    assert "known to be the response" in look(bare, responses=True).problem
    assert look(bare).usable


def test_a_row_that_answers_by_id(jsonl: Callable[..., Path]) -> None:
    path = jsonl([{"id": "k1", "response": "Yes"}])
    (row,) = look(path, responses=True).rows
    assert (row.prompt, row.key, row.response, row.problem) == ("", "k1", "Yes", "")
    assert "only an answer by id" in look(path).rows[0].problem


def test_bad_rows_show_their_reason(jsonl: Callable[..., Path]) -> None:
    found = look(jsonl(["{broken", {"prompt": ""}, {"prompt": "fine"}]))
    assert [bool(row.problem) for row in found.rows] == [True, True, False]
    assert found.usable


def test_guessed_encoding_and_the_tasks_instruction(tmp_path: Path) -> None:
    found = look(table(tmp_path, "prompt\nWas gilt für Bürgen?\n", "cp1252"), system="Be short.")
    assert found.source.guessed
    assert found.rows[0].prompt == "Was gilt für Bürgen?"
    assert found.rows[0].system == "Be short."


@pytest.mark.parametrize("name", ["missing.csv", "", "empty.csv"])
def test_what_is_no_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.csv").touch()
    with pytest.raises(InputError):
        run(survey([tmp_path / name]))


def test_preview_and_import_agree(workspace: Path, jsonl: Callable[..., Path]) -> None:
    path = jsonl([{"prompt": "a"}, {"prompt": ""}, "nonsense", {"text": "b"}, {"question": "c"}])
    found = look(path)
    report = run(import_prompts(workspace, PROJECT, [path]))
    rejected = {row.line: row.reason for row in report.rejected}
    assert {row.line: row.problem for row in found.rows if row.problem} == rejected


def test_survey_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "_SIGN_OF_LIFE", 0.0)
    path = tmp_path / "big.jsonl"
    path.write_text(json.dumps({"prompt": "x" * (3 << 20)}), "utf-8")
    seen = [item for item in survey([path]) if item.total]
    assert [item.done for item in seen] == sorted(item.done for item in seen)
    assert len(seen) > 1
