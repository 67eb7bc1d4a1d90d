"""A conversation in its file, what each model is told of it, and its questions as test cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain import Message, Project, Role, Split
from app.store import chats, counts, projects, prompts
from app.store.chats import BASE, STUDENT, Chat, Turn
from app.store.database import Database
from tests.app.store import sample

PROJECT = Project(7, "contracts", "")
CHAT = Chat(
    (
        Turn("What?", {STUDENT: "A clause.", BASE: "“Ümläut” 😀"}),
        Turn("Stopped?", {}),
        Turn("Who?", {STUDENT: "Halvorsen."}),
        Turn("When?"),
    ),
    system="Be brief.",
    temperature=0.5,
    max_tokens=64,
    quant="Q4_K_M",
    other=BASE,
)


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    chats.save(tmp_path, PROJECT, CHAT)
    assert chats.load(tmp_path, PROJECT) == (CHAT, True)
    assert chats.load(tmp_path, Project(8, "other", "")) == (Chat(), True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        '{"turns": []}',
        '{"turns": 5, "system": null, "temperature": 0, "max_tokens": 1, "quant": "", "other": ""}',
        '{"turns": [], "system": null, "temperature": NaN, "max_tokens": 1, "quant": "", '
        '"other": ""}',
        '{"turns": [], "system": 4, "temperature": 0, "max_tokens": 1, "quant": "", "other": ""}',
        '{"turns": [], "system": null, "temperature": 0, "max_tokens": -1, "quant": "", '
        '"other": ""}',
        "[" * 100_000,
    ],
)
def test_a_damaged_file_is_put_aside(tmp_path: Path, text: str) -> None:
    path = chats.path_of(tmp_path, PROJECT)
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    assert chats.load(tmp_path, PROJECT) == (Chat(), False)
    assert chats.load(tmp_path, PROJECT) == (Chat(), True)
    assert (path.parent / "7.damaged.json").read_text("utf-8") == text


def test_a_model_is_told_its_own_answers_and_none_that_are_missing() -> None:
    told = [(message.role, message.content) for message in CHAT.messages(BASE, "S", 3)]
    assert told == [
        (Role.SYSTEM, "S"),
        (Role.USER, "What?"),
        (Role.ASSISTANT, "“Ümläut” 😀"),
        (Role.USER, "Who?"),
        (Role.ASSISTANT, "Halvorsen."),  # it was not asked: the student's stands for its own
        (Role.USER, "When?"),
    ]
    assert CHAT.messages(STUDENT, "", 0) == (Message(Role.USER, "What?"),)


def test_as_text() -> None:
    chat = Chat((Turn("What?", {STUDENT: "A clause.", BASE: "No idea."}),))
    names = {STUDENT: "Student", BASE: "Base"}
    assert chats.as_text(chat, names, "You") == (
        "You:\nWhat?\n\nStudent:\nA clause.\n\nBase:\nNo idea.\n"
    )


def test_a_test_case_adds_to_the_test_part_that_is_drawn(opened: Database) -> None:
    project = projects.create(opened, "contracts")
    sample.add_prompts(opened, project, sample.prompt("known", split=Split.TRAIN))
    assert chats.keep(opened, project, (Message(Role.USER, "new"),), "right")
    assert not chats.keep(opened, project, (Message(Role.USER, "known"),), "also right")
    found = {item.messages[0].content: item for item in prompts.every(opened, project)}
    assert (found["new"].split, found["new"].reference) == (Split.TEST, "right")
    assert (found["known"].split, found["known"].reference) == (Split.TRAIN, "also right")
    # Were the test part fixed by it, a freeze would draw no other test example.
    assert prompts.fixed_splits(opened, project) == {Split.TRAIN}


def test_counts_hold_figures_only(opened: Database) -> None:
    sample.fill(opened)
    found = counts.counts(opened)
    assert found["prompts"] == 3
    assert found["completions"] == 4
    assert found["runs finished"] == 1
    assert all(isinstance(value, int) for value in found.values())
