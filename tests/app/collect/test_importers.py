"""The import jobs: what is stored, what is reported, and that nothing is ever half-written."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.collect import importers
from app.collect.import_report import LISTED, ImportReport
from app.collect.importers import import_prompts, import_responses
from app.domain import Capability, Completion, FinishReason, Prompt, Split, TeacherKind
from app.errors import InputError
from app.job import JobCancelled, Progress, run
from app.store import completions, projects, prompts
from app.store.database import connect
from app.store.workspace import database_path

PROJECT = "contracts"
Write = Callable[..., Path]


def stored_prompts(workspace: Path) -> list[Prompt]:
    with connect(database_path(workspace)) as database:
        return list(prompts.every(database, projects.get(database, PROJECT)))


def stored_completions(workspace: Path, teacher: str = "big") -> list[Completion]:
    with connect(database_path(workspace)) as database:
        found = projects.get_teacher(database, projects.get(database, PROJECT), teacher)
        return list(completions.every(database, found))


def dump(workspace: Path) -> list[str]:
    with connect(database_path(workspace)) as database:
        return list(database.connection.iterdump())


def add_prompts(workspace: Path, *files: Path, **mapping: str) -> ImportReport:
    return run(import_prompts(workspace, PROJECT, files, mapping))


def add_responses(workspace: Path, *files: Path, **mapping: str) -> ImportReport:
    return run(import_responses(workspace, PROJECT, "big", files, mapping))


def refusal(workspace: Path, *files: Path, **mapping: str) -> InputError:
    """The advice on an import that must fail and leave nothing behind."""
    before = dump(workspace)
    for job in (add_prompts, add_responses):
        with pytest.raises(InputError) as caught:
            job(workspace, *files, **mapping)
        assert dump(workspace) == before
        assert caught.value.hint
    return caught.value


MIXED: list[Any] = [
    {"id": "a", "messages": [{"role": "user", "content": "Q1"}], "split": "test"},
    {"instruction": "Q2", "input": "", "output": "A2"},
    {"conversations": [{"from": "human", "value": "Q3"}, {"from": "gpt", "value": "A3"}]},
    {"prompt": "Q4", "completion": "A4", "finish_reason": "length"},
    {"prompt": "Q5", "completion": ""},
    {"prompt": "Q6", "error": {"message": "HTTP 500"}},
    "not json",
    {"prompt": "Q7", "response": None},
    {"prompt": "bad \ud800"},
]


def test_prompts_of_a_mixed_file(workspace: Path, jsonl: Write) -> None:
    report = add_prompts(workspace, jsonl(MIXED))
    assert [prompt.messages[-1].content for prompt in stored_prompts(workspace)] == [
        f"Q{number}" for number in range(1, 8)
    ]
    assert stored_prompts(workspace)[0].split is Split.TEST
    assert stored_prompts(workspace)[0].source == "rows.jsonl"
    assert report.schemas == {
        "openai-messages": 1,
        "alpaca": 1,
        "sharegpt": 1,
        "prompt-completion": 4,
    }
    assert (report.rows, report.prompts_new, report.rejected_count) == (9, 7, 2)
    assert [(row.file, row.line) for row in report.rejected] == [
        ("rows.jsonl", 7),
        ("rows.jsonl", 9),
    ]
    assert list(report.encodings.values()) == ["utf-8"]
    assert json.loads(json.dumps(report.as_json()))["rejected"][0]["line"] == 7
    assert report.text().startswith("9 rows read: 7 new prompts, 2 rejected.\nrows.jsonl:7: ")


def test_responses_of_a_mixed_file(workspace: Path, jsonl: Write) -> None:
    report = add_responses(workspace, jsonl(MIXED))
    assert (report.prompts_new, report.responses_new) == (5, 5)
    assert report.rejected_count == 4
    found = stored_completions(workspace)
    assert [item.text for item in found] == ["A2", "A3", "A4", "", None]
    assert found[-1].error == "HTTP 500"
    assert found[2].finish_reason is FinishReason.LENGTH
    assert found[0].finish_reason is FinishReason.UNKNOWN
    assert found[0].source == "rows.jsonl:2"


def test_importing_again_adds_nothing(workspace: Path, jsonl: Write, tmp_path: Path) -> None:
    path = jsonl(MIXED)
    add_prompts(workspace, path)
    add_responses(workspace, path)
    before = dump(workspace)
    assert add_prompts(workspace, path).already_there == 7
    shutil.copy(path, tmp_path / "renamed.jsonl")
    again = add_responses(workspace, tmp_path / "renamed.jsonl", path)
    assert (again.prompts_new, again.responses_new, again.already_there) == (0, 0, 10)
    assert dump(workspace) == before


def test_a_mended_mapping_gives_new_answers_and_one_taken_back_its_old_ones(
    workspace: Path, tmp_path: Path
) -> None:
    path = tmp_path / "r.csv"
    path.write_text("prompt,old,new,model,note\nQ1,wrong,right,gpt,x\n", "utf-8")
    first = add_responses(workspace, path, response="old")
    second = add_responses(workspace, path, response="new")
    third = add_responses(workspace, path, response="old")
    assert [report.responses_new for report in (first, second, third)] == [1, 1, 0]
    assert first.origins == third.origins != second.origins
    rows = {item.text: item.origin for item in stored_completions(workspace)}
    assert rows == {"wrong": first.origins[0], "right": second.origins[0]}
    fourth = add_responses(workspace, path, response="old", tags="note")
    assert fourth.responses_new == 0
    [old] = [item for item in stored_completions(workspace) if item.text == "wrong"]
    assert old.origin == fourth.origins[0]


def test_the_teacher_is_registered_with_its_model(workspace: Path, jsonl: Write) -> None:
    add_responses(workspace, jsonl([{"prompt": "Q", "response": "A", "model": "m-70b"}]))
    add_responses(workspace, jsonl([{"prompt": "Q2", "response": "A"}], "b.jsonl"))
    with connect(database_path(workspace)) as database:
        (teacher,) = projects.teachers(database, projects.get(database, PROJECT))
    assert (teacher.name, teacher.kind, teacher.location) == ("big", TeacherKind.RECORDED, "m-70b")
    assert teacher.capabilities == {Capability.TEXT}
    before = dump(workspace)
    with pytest.raises(InputError, match="m-70b"):
        add_responses(workspace, jsonl([{"prompt": "Q3", "response": "A", "model": "m-7b"}]))
    assert dump(workspace) == before


def test_responses_by_id(workspace: Path, jsonl: Write) -> None:
    asked = [{"id": key, "prompt": f"Q{n}"} for n, key in enumerate(["a", "b", "twice", "twice"])]
    add_prompts(workspace, jsonl(asked))
    answers = jsonl(
        [
            {"id": "b", "response": "B"},
            {
                "custom_id": "a",
                "response": {"status_code": 200, "body": {"choices": [{"text": "A"}]}},
            },
            {"id": "twice", "response": "?"},
            {"id": "none", "response": "?"},
        ],
        "answers.jsonl",
    )
    report = add_responses(workspace, answers)
    assert report.schemas == {"response-by-id": 1, "openai-batch": 1}
    assert {item.prompt_id: item.text for item in stored_completions(workspace)} == {1: "A", 2: "B"}
    assert [row.line for row in report.rejected] == [3, 4]
    assert "'twice'" in report.rejected[0].reason


def test_csv_columns_by_their_usual_names(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(
        "ID;Question;Answer;Split;Tags\r\n1;Größe?;10 m;train;a|b\r\n".encode("cp1252")
    )
    report = add_responses(workspace, path)
    (prompt,) = stored_prompts(workspace)
    assert (prompt.key, prompt.messages[0].content, prompt.tags) == ("1", "Größe?", ("a", "b"))
    assert stored_completions(workspace)[0].text == "10 m"
    assert list(report.encodings.values()) == ["cp1252 (guessed)"]


def test_csv_of_alpaca_and_of_text(workspace: Path, tmp_path: Path) -> None:
    alpaca, text = tmp_path / "alpaca.csv", tmp_path / "text.csv"
    alpaca.write_text("instruction,input,output\nSay,this,A\n")
    text.write_text("text\nplain\n")
    assert add_prompts(workspace, alpaca, text).schemas == {"alpaca": 1, "prompt-completion": 1}
    contents = [prompt.messages[0].content for prompt in stored_prompts(workspace)]
    assert contents == ["Say\n\nthis", "plain"]


def test_mapping(workspace: Path, tmp_path: Path, jsonl: Write) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("Frage,Antwort,prompt\nQ1,A1,wrong\n")
    add_responses(workspace, path, prompt="Frage", response="Antwort")
    rows = [{"q": "Q2", "a": "A2"}, {"q": "Q3", "a": "A3", "gold": "G"}]
    add_responses(workspace, jsonl(rows), prompt="q", response="a", reference="gold")
    assert [prompt.messages[0].content for prompt in stored_prompts(workspace)] == [
        "Q1",
        "Q2",
        "Q3",
    ]
    assert stored_prompts(workspace)[2].reference == "G"


def test_mapping_a_column_that_is_not_there(workspace: Path, tmp_path: Path, jsonl: Write) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("Frage,Antwort\nQ1,A1\n")
    error = refusal(workspace, path, prompt="frage!", response="Antwort")
    assert "Frage, Antwort" in error.message
    rows = jsonl([{"q": "Q2", "response": "A2"}])
    error = refusal(workspace, rows, prompt="q", reference="gold")
    assert "'gold'" in error.message
    assert "q, response" in error.message
    assert "'promt'" in refusal(workspace, path, promt="Frage").message


def test_csv_without_a_prompt_column(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("Frage,Antwort\nQ1,A1\n")
    error = refusal(workspace, path)
    assert "Frage, Antwort" in error.message
    assert "--map prompt=COLUMN" in error.hint


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.jsonl", b""),
        ("blank.csv", b"\xef\xbb\xbf \n"),
        ("header.csv", b"prompt,response\n"),
        ("zip.csv", b"PK\x03\x04rest"),
        ("nul.jsonl", b"\0" * 100),
        ("nul-ridden.jsonl", b'{"pro\0mpt": "x"}\n{"prompt": "\0"}\n'),
        ("prose.jsonl", b"Dear all,\nhere are the prompts.\n"),
        ("cut.jsonl", b'{"prompt": "x", "resp'),
        ("cut.json", b'[{"prompt": "x'),
        ("list.json", b"[1, 2]"),
        ("nothing.json", b"[]"),
        ("wrong.json", b'{\n "data": [{"prompt": "x"}]\n}'),
        ("utf16.jsonl", '{"foo": "bär"}\n'.encode("utf-16")),
        ("wide.csv", "foo,bar\nü,ö\n".encode("utf-16-be")),
    ],
)
def test_unusable_files_get_one_message_and_leave_nothing(
    workspace: Path, tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert name in refusal(workspace, path).message


def test_the_message_gives_the_first_three_reasons(workspace: Path, jsonl: Write) -> None:
    error = refusal(workspace, jsonl([{"foo": 1}, "{", {"prompt": " ", "response": "x"}, "{"]))
    assert "None of the 4 rows of rows.jsonl" in error.message
    assert "Line 1: " in error.message
    assert "Line 3: The prompt is empty." in error.message
    assert "Line 4" not in error.message


def test_a_bad_second_file_stops_before_anything_is_written(
    workspace: Path, jsonl: Write, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.gz"
    bad.write_bytes(b"\x1f\x8b\x08\0")
    assert "gzip" in refusal(workspace, jsonl([{"prompt": "Q", "response": "A"}]), bad).message


def test_unknown_project_no_file_no_teacher(workspace: Path, jsonl: Write) -> None:
    path = jsonl([{"prompt": "Q", "response": "A"}])
    with pytest.raises(InputError, match="no project"):
        run(import_prompts(workspace, "other", [path]))
    with pytest.raises(InputError, match="No file"):
        run(import_prompts(workspace, PROJECT, []))
    with pytest.raises(InputError, match="teacher"):
        run(import_responses(workspace, PROJECT, " ", [path]))


@pytest.mark.parametrize("responses", [False, True])
def test_closing_at_any_yield_leaves_whole_files_only(
    workspace: Path, jsonl: Write, monkeypatch: pytest.MonkeyPatch, responses: bool
) -> None:
    monkeypatch.setattr(importers, "_BATCH_ROWS", 10)
    files = [
        jsonl([{"prompt": f"{name}{n}", "response": "A"} for n in range(35)], f"{name}.jsonl")
        for name in "ab"
    ]

    def job() -> Any:
        if responses:
            return import_responses(workspace, PROJECT, "big", files)
        return import_prompts(workspace, PROJECT, files)

    counts = set()
    for stop in range(1, 100):
        seen = 0

        def cancelled(limit: int = stop) -> bool:
            nonlocal seen
            seen += 1
            return seen >= limit

        before = dump(workspace)
        try:
            run(job(), cancelled=cancelled)
        except JobCancelled:
            count = len(stored_prompts(workspace))
            counts.add(count)
            if count == 0:
                assert dump(workspace) == before
            if responses and count:
                assert len(stored_completions(workspace)) == count
        else:
            break
    assert counts <= {0, 35}
    assert 0 in counts
    assert len(stored_prompts(workspace)) == 70


def test_a_full_disk_rolls_back(
    workspace: Path, jsonl: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importers, "_BATCH_ROWS", 10)
    path = jsonl([{"prompt": f"{n} " + "x" * 4000, "response": "A"} for n in range(400)])
    before = dump(workspace)
    real = connect

    def small(where: Path) -> Any:
        opened = real(where)
        pages = opened.connection.execute("PRAGMA page_count").fetchone()[0]
        opened.connection.execute(f"PRAGMA max_page_count = {pages + 100}")
        return opened

    monkeypatch.setattr(importers, "connect", small)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        add_responses(workspace, path)
    assert dump(workspace) == before
    monkeypatch.setattr(importers, "connect", real)
    assert add_responses(workspace, path).responses_new == 400


def test_progress_counts_bytes_and_never_goes_back(workspace: Path, jsonl: Write) -> None:
    files = [
        jsonl([{"prompt": f"{name}{n}"} for n in range(4000)], f"{name}.jsonl") for name in "ab"
    ]
    seen: list[Progress] = []
    run(import_prompts(workspace, PROJECT, files), seen.append)
    assert len(seen) >= 8
    total = sum(path.stat().st_size for path in files)
    assert {progress.total for progress in seen} == {total}
    done = [progress.done for progress in seen]
    assert done == sorted(done)
    assert done[-1] == total


def test_the_report_lists_so_many_rejected_rows_only(workspace: Path, jsonl: Write) -> None:
    report = add_prompts(workspace, jsonl([{"prompt": "Q"}, *["{"] * (LISTED + 5)]))
    assert (len(report.rejected), report.rejected_count) == (LISTED, LISTED + 5)
