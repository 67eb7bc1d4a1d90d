"""A chat session keeps its turns, its system prompt, and what a stopped answer had said."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.chat import ChatSession
from app.domain import Message, Messages, Role
from app.errors import InputError
from app.models import llama_model
from app.models.base import Sampling
from tests import tiny

SHORT = Sampling(max_tokens=12)
PROMPT = "Read the contract clause.\nAnswer with “lines”."


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model this small is slower on more, the more so beside other work."""
    monkeypatch.setattr(llama_model, "cores", lambda: 1)


@pytest.fixture(scope="module")
def with_prompt(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GGUF that names the system prompt it was trained with."""
    return tiny.gguf(
        tiny_model, tmp_path_factory.mktemp("chat") / "student.gguf", system_prompt=PROMPT
    )


@pytest.fixture
def session(tiny_gguf: Path) -> Iterator[ChatSession]:
    """A session without a system prompt, whose model never has too little to say."""
    with ChatSession(tiny_gguf, context=512) as opened, pytest.MonkeyPatch.context() as patch:
        patch.setattr(opened.model, "ends_turn", lambda _: False)
        yield opened


def kept(session: ChatSession) -> Messages:
    """The turns so far (read through a call, since asking changes them)."""
    return session.messages


def test_turns_are_kept_and_told_to_the_model(
    session: ChatSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Messages] = []
    stream = session.model.stream

    def watched(messages: Messages, sampling: Sampling) -> Iterator[str]:
        told.append(messages)
        return stream(messages, sampling)

    monkeypatch.setattr(session.model, "stream", watched)
    first = "".join(session.ask("What is the clause?", SHORT))
    assert first
    turns = (Message(Role.USER, "What is the clause?"), Message(Role.ASSISTANT, first))
    assert kept(session) == turns
    second = "".join(session.ask("Who?", SHORT))
    question = Message(Role.USER, "Who?")
    assert kept(session) == (*turns, question, Message(Role.ASSISTANT, second))
    assert told == [turns[:1], (*turns, question)]


def test_the_students_own_system_prompt_comes_first(with_prompt: Path) -> None:
    with ChatSession(with_prompt, context=512) as session:
        assert kept(session) == (Message(Role.SYSTEM, PROMPT),)
        list(session.ask("What?", SHORT))
        assert [message.role for message in kept(session)] == [
            Role.SYSTEM,
            Role.USER,
            Role.ASSISTANT,
        ]


@pytest.mark.parametrize("system", ["Be brief.", ""])
def test_a_given_system_prompt_overrides_it(system: str, with_prompt: Path) -> None:
    with ChatSession(with_prompt, system, context=512) as session:
        assert kept(session) == ((Message(Role.SYSTEM, system),) if system else ())


def test_a_file_without_a_system_prompt_has_none(session: ChatSession) -> None:
    assert kept(session) == ()


def test_a_stopped_answer_keeps_what_was_written(session: ChatSession) -> None:
    whole = "".join(session.ask("What is the clause?", SHORT))
    session.messages = ()
    answer = session.ask("What is the clause?", SHORT)
    said = ""
    for piece in itertools.islice(answer, 6):
        said += piece
    answer.close()  # type: ignore[attr-defined]
    assert 0 < len(said) < len(whole)
    assert kept(session) == (
        Message(Role.USER, "What is the clause?"),
        Message(Role.ASSISTANT, said),
    )
    assert "".join(session.ask("Go on.", SHORT))
    assert len(kept(session)) == 4


def test_a_question_that_is_too_long_is_not_kept(session: ChatSession) -> None:
    list(session.ask("What?", SHORT))
    before = kept(session)
    with pytest.raises(InputError, match="the context holds 512"):
        list(session.ask("a b c " * 300, SHORT))
    assert kept(session) == before
    assert "".join(session.ask("And now?", SHORT))
    assert len(kept(session)) == 4


def test_closing_twice(tiny_gguf: Path) -> None:
    session = ChatSession(tiny_gguf, context=64)
    session.close()
    session.close()
