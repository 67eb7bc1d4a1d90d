"""An instruction that is put before imported prompts, and teachers that were added by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.collect.importers import import_prompts, import_responses, origin_of
from app.domain import Capability, Message, Prompt, Role, TeacherKind
from app.errors import InputError
from app.job import run
from app.store import completions, projects, prompts
from app.store.database import connect
from app.store.workspace import database_path
from tests.app.collect.conftest import PROJECT

Write = Callable[..., Path]
RULE = Message(Role.SYSTEM, "Be short.")
OWN = {"messages": [{"role": "system", "content": "Own."}, {"role": "user", "content": "Q2"}]}


def stored(workspace: Path) -> list[Prompt]:
    with connect(database_path(workspace)) as database:
        return list(prompts.every(database, projects.get(database, PROJECT)))


def test_the_instruction_is_put_before_prompts_that_have_none(
    workspace: Path, jsonl: Write
) -> None:
    file = jsonl([{"prompt": "Q1"}, OWN])
    run(import_prompts(workspace, PROJECT, [file], system="  Be short.\n"))
    assert [prompt.messages for prompt in stored(workspace)] == [
        (RULE, Message(Role.USER, "Q1")),
        (Message(Role.SYSTEM, "Own."), Message(Role.USER, "Q2")),
    ]
    # It is part of what the prompt is: another instruction makes another prompt.
    again = run(import_prompts(workspace, PROJECT, [file], system="Be short."))
    assert (again.prompts_new, again.already_there) == (0, 2)
    other = run(import_prompts(workspace, PROJECT, [file], system="Be long."))
    assert (other.prompts_new, other.already_there) == (1, 1)


def test_responses_meet_the_prompts_of_the_same_instruction(workspace: Path, jsonl: Write) -> None:
    run(import_prompts(workspace, PROJECT, [jsonl([{"prompt": "Q1"}])], system="Be short."))
    answers = jsonl([{"prompt": "Q1", "response": "A1"}], "answers.jsonl")
    report = run(import_responses(workspace, PROJECT, "big", [answers], system="Be short."))
    assert (report.prompts_new, report.responses_new) == (0, 1)
    without = run(import_responses(workspace, PROJECT, "big", [answers]))
    assert (without.prompts_new, without.responses_new) == (1, 1)
    assert report.origins != without.origins == (origin_of(_sha(answers), {}),)


def _sha(path: Path) -> str:
    from app.files import sha256_file

    return sha256_file(path)


@pytest.mark.parametrize("bad", ["a\0b", "half \ud800"])
def test_an_instruction_that_cannot_be_stored(workspace: Path, jsonl: Write, bad: str) -> None:
    with pytest.raises(InputError, match="cannot be stored"):
        run(import_prompts(workspace, PROJECT, [jsonl([{"prompt": "Q1"}])], system=bad))
    assert stored(workspace) == []


def test_a_teacher_that_was_added_without_its_model_takes_what_the_file_says(
    workspace: Path, jsonl: Write
) -> None:
    with connect(database_path(workspace)) as database:
        project = projects.get(database, PROJECT)
        projects.add_teacher(
            database, project, "ours", TeacherKind.RECORDED, "ours", {Capability.TEXT}
        )
    file = jsonl([{"prompt": "Q1", "response": "A1", "model": "m-70b"}])
    run(import_responses(workspace, PROJECT, "ours", [file]))
    with connect(database_path(workspace)) as database:
        (teacher,) = projects.teachers(database, projects.get(database, PROJECT))
        (answer,) = completions.every(database, teacher)
    assert (teacher.location, answer.model) == ("ours", "m-70b")
