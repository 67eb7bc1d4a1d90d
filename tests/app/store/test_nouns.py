"""Projects, teachers, prompts, completions and verdicts in the store."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from app.domain import (
    Capability,
    FinishReason,
    Message,
    NewCompletion,
    NewPrompt,
    Project,
    Role,
    RunState,
    Split,
    Teacher,
    TeacherKind,
    Verdict,
)
from app.errors import InputError
from app.store import completions, projects, prompts, runs
from app.store.database import Database
from app.store.workspace import writing
from tests.app.store import sample
from tests.app.store.sample import add_completions, add_prompts, answered, prompt

# Projects and teachers.


def test_a_project_is_made_once(opened: Database) -> None:
    made = projects.create(opened, " contracts ")
    assert made.name == "contracts"
    assert projects.create(opened, "contracts") == made == projects.get(opened, "contracts")
    assert projects.every(opened) == [made]


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "two\nlines", "bell\a"])
def test_a_name_that_cannot_be_shown_is_refused(opened: Database, name: str) -> None:
    with pytest.raises(InputError, match="name of at most 200"):
        projects.create(opened, name)
    assert projects.every(opened) == []


def test_an_unknown_project_or_teacher_is_told_with_the_known_ones(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    with pytest.raises(InputError, match="'missing'") as caught:
        projects.get(opened, "missing")
    assert "contracts" in caught.value.hint
    with pytest.raises(InputError, match="'missing'") as caught:
        projects.get_teacher(opened, project, "missing")
    assert teacher.name in caught.value.hint


def test_a_teacher_is_brought_up_to_date(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    both = [Capability.TEXT, Capability.LOGITS]
    again = projects.add_teacher(opened, project, "claude", teacher.kind, "claude", both)
    assert again == dataclasses.replace(teacher, capabilities=frozenset(both))
    assert projects.teachers(opened, project) == [again]


def test_a_teachers_name_does_not_come_to_stand_for_another_model(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    with pytest.raises(InputError, match="already stands for"):
        projects.add_teacher(opened, project, "claude", TeacherKind.GGUF, "/m.gguf", [])
    with pytest.raises(InputError), opened.transaction() as connection:
        projects.put_teacher(connection, project, "claude", TeacherKind.RECORDED, "gpt", [])
    assert projects.get_teacher(opened, project, "claude") == teacher


# Prompts.


def test_a_prompt_comes_back_as_it_went_in(opened: Database, project: Project) -> None:
    messages = (Message(Role.SYSTEM, "Be short."), Message(Role.USER, "Größe?\n☂"))
    new = NewPrompt(messages, "row-7", "XL", Split.TEST, ("law", "größe"), "in.csv")
    assert add_prompts(opened, project, new) == 1
    [stored] = prompts.every(opened, project)
    assert stored.project_id == project.id
    assert stored.hash == new.hash
    for field in dataclasses.fields(NewPrompt):
        assert getattr(stored, field.name) == getattr(new, field.name)


def test_the_same_turns_are_one_prompt_and_what_comes_later_mends_it(
    opened: Database, project: Project
) -> None:
    assert add_prompts(opened, project, prompt("a"), prompt("b"), prompt("a")) == 2
    richer = prompt("a", reference="yes", split=Split.TRAIN, tags=("x",))
    assert add_prompts(opened, project, richer, prompt("c")) == 1
    mended = prompt("a", reference="no", split=Split.TEST, tags=("y",))
    assert add_prompts(opened, project, mended, prompt("a")) == 0
    [first, *_] = prompts.every(opened, project)
    assert (first.reference, first.split, first.tags) == ("no", Split.TEST, ("y",))
    assert prompts.count(opened, project) == 3


def test_projects_do_not_share_prompts(opened: Database, project: Project) -> None:
    other = projects.create(opened, "other")
    add_prompts(opened, project, prompt("a"), prompt("b"))
    assert add_prompts(opened, other, prompt("a")) == 1
    assert [prompts.count(opened, item) for item in (project, other)] == [2, 1]
    assert [item.project_id for item in prompts.every(opened, other)] == [other.id]


def test_pages_follow_each_other_without_gap_or_overlap(opened: Database, project: Project) -> None:
    other = projects.create(opened, "other")
    for number in range(7):
        add_prompts(opened, project, prompt(f"{number}"))
        add_prompts(opened, other, prompt(f"{number}"))
    pages, after = [], 0
    while page := prompts.page(opened, project, after, limit=3):
        pages.append([item.messages[0].content for item in page])
        after = page[-1].id
    assert pages == [["0", "1", "2"], ["3", "4", "5"], ["6"]]


@pytest.mark.parametrize(("table", "owner"), [("prompts", "project"), ("completions", "teacher")])
def test_a_page_of_a_million_rows_is_found_by_its_key(
    opened: Database, table: str, owner: str
) -> None:
    plan = opened.connection.execute(
        f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {owner}_id = 1 AND id > 5 "
        "ORDER BY id LIMIT 10"
    )
    steps = [row[3] for row in plan]
    assert len(steps) == 1, steps  # one search, no sorting
    assert "rowid>?" in steps[0]


def test_ids_are_found_by_hash_and_by_the_users_own_key(opened: Database, project: Project) -> None:
    new = [prompt("a", key="1"), prompt("b", key="2"), prompt("c", key="2"), prompt("d")]
    add_prompts(opened, project, *new)
    ids = [item.id for item in prompts.every(opened, project)]
    hashes = [item.hash for item in new]
    by_hash = prompts.ids_of(opened.connection, project, hashes)
    assert by_hash == dict(zip([item.hash for item in new], ids, strict=True))
    assert prompts.ids_by_key(opened.connection, project) == {"1": ids[0]}

    assert prompts.ids_of(opened.connection, project, [new[3].hash, "missing"]) == {
        new[3].hash: ids[3]
    }
    assert list(prompts.by_ids(opened, [ids[2], ids[0], 99])) == [ids[0], ids[2]]


def test_ids_by_hash_are_the_projects_own(opened: Database, project: Project) -> None:
    other = projects.create(opened, "other")
    add_prompts(opened, other, prompt("a"))
    assert prompts.ids_of(opened.connection, project, [prompt("a").hash]) == {}


def test_the_splits_that_a_source_fixes_are_known(opened: Database, project: Project) -> None:
    assert prompts.fixed_splits(opened, project) == frozenset()
    add_prompts(opened, project, prompt("a"), prompt("b", split=Split.TEST))
    add_prompts(opened, projects.create(opened, "other"), prompt("c", split=Split.TRAIN))
    assert prompts.fixed_splits(opened, project) == {Split.TEST}


def test_prompts_without_an_answer_are_asked_for_again(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    add_prompts(opened, project, prompt("answered"), prompt("failed"), prompt("new"))
    requests = {item.id: f"request {item.id}" for item in prompts.every(opened, project)}
    first, second, _ = requests
    add_completions(
        opened,
        teacher,
        NewCompletion(first, requests[first], "answer"),
        NewCompletion(second, requests[second], None, "timed out"),
    )
    found = prompts.without_completion(opened, project, teacher.id, requests)
    assert [item.messages[0].content for item in found] == ["failed", "new"]


# Completions and verdicts.


def test_an_answer_is_kept_and_an_error_is_replaced(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    add_prompts(opened, project, prompt("a"))

    def put(text: str | None, error: str | None) -> tuple[int, list[str | None]]:
        changed = add_completions(opened, teacher, NewCompletion(1, "request", text, error))
        return changed, [item.text or item.error for item in completions.every(opened, teacher)]

    assert put(None, "timed out") == (1, ["timed out"])
    assert put(None, "refused") == (1, ["refused"])
    assert completions.count(opened, teacher) == (0, 1)
    assert put("answer", None) == (1, ["answer"])
    assert put("another answer", None) == (0, ["answer"])
    assert put(None, "timed out") == (0, ["answer"])
    assert completions.count(opened, teacher) == (1, 0)


def test_a_completion_comes_back_as_it_went_in(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    add_prompts(opened, project, prompt("a"))
    new = NewCompletion(
        1, "request", "Antwort ☂", None, FinishReason.LENGTH, "claude-x", 5, 7, 0.5, "in.jsonl"
    )
    add_completions(opened, teacher, new)
    [stored] = completions.page(opened, teacher)
    assert stored.teacher_id == teacher.id
    for name in ("prompt_id", "request_hash", "text", "error", "finish_reason", "model", "source"):
        assert getattr(stored, name) == getattr(new, name)


@pytest.mark.parametrize(("text", "error"), [(None, None), ("answer", "error")])
def test_neither_both_nor_none_of_answer_and_error(
    opened: Database, project: Project, teacher: Teacher, text: str | None, error: str | None
) -> None:
    with pytest.raises(ValueError, match="either"):
        NewCompletion(1, "request", text, error)
    add_prompts(opened, project, prompt("a"))
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        opened.connection.execute(
            "INSERT INTO completions (prompt_id, teacher_id, request_hash, text, error, "
            "finish_reason, model, prompt_tokens, completion_tokens, seconds, source, created) "
            "VALUES (1, ?, 'r', ?, ?, 'stop', '', 0, 0, 0.0, '', '')",
            (teacher.id, text, error),
        )


def test_a_completion_of_no_prompt_is_refused_and_all_beside_it(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    add_prompts(opened, project, prompt("a"))
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        add_completions(
            opened, teacher, NewCompletion(1, "one", "answer"), NewCompletion(9, "two", "answer")
        )
    assert completions.count(opened, teacher) == (0, 0)


def test_kept_are_the_answers_that_no_rule_left_out(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    first, second, third = answered(opened, project, teacher, 3)
    add_completions(opened, teacher, NewCompletion(1, "failed", None, "timed out"))
    with opened.transaction() as connection:
        completions.set_verdicts(connection, teacher, [Verdict(second.id, "length", "too short")])
    assert list(completions.kept(opened, teacher)) == [first, third]


def test_verdicts_are_replaced_as_a_whole_and_by_teacher(
    opened: Database, project: Project, teacher: Teacher
) -> None:
    first, second = answered(opened, project, teacher, 2)
    other = projects.add_teacher(opened, project, "gpt", TeacherKind.RECORDED, "gpt", [])
    add_completions(opened, other, NewCompletion(1, "request", "answer of the other"))
    [foreign] = completions.every(opened, other)
    others = [Verdict(foreign.id, "pii", "a phone number")]
    with opened.transaction() as connection:
        completions.set_verdicts(connection, other, others)
        completions.set_verdicts(connection, teacher, [Verdict(first.id, "length", "short")])
    new = [Verdict(second.id, "language", "French"), Verdict(second.id, "length", "short")]
    with opened.transaction() as connection:
        completions.set_verdicts(connection, teacher, reversed(new))
    assert completions.verdicts(opened, teacher) == new
    assert completions.verdicts(opened, other) == others


def test_an_answer_in_place_of_an_error_loses_the_verdict_on_the_error(
    opened: Database, teacher: Teacher, project: Project
) -> None:
    add_prompts(opened, project, prompt("a"))
    add_completions(opened, teacher, NewCompletion(1, "request", None, "timed out"))
    with opened.transaction() as connection:
        completions.set_verdicts(connection, teacher, [Verdict(1, "error", "It failed.")])
    assert add_completions(opened, teacher, NewCompletion(1, "request", "answer")) == 1
    assert completions.verdicts(opened, teacher) == []
    assert [item.text for item in completions.kept(opened, teacher)] == ["answer"]


def test_a_run_that_a_crash_left_running_is_interrupted(tmp_path: Path) -> None:
    workspace = tmp_path / "crashed"
    with writing(workspace) as database:
        sample.fill(database)
        [run, *_] = runs.every(database)
        runs.set_state(database, run, RunState.RUNNING)
    with writing(workspace) as database:
        assert runs.by_name(database, run.name).state is RunState.INTERRUPTED
