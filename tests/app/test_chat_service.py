"""The chat's service: a model that stays loaded in a process, asked, stopped, and killed."""

from __future__ import annotations

import os
import queue
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from app import chat
from app.chat import Ask, Close, Order, Stop, talk
from app.domain import Message, Messages, Role
from app.errors import ModelError, WorkerError
from app.job import Job, Progress
from app.models.base import Sampling
from tests import tiny

SHORT = Sampling(max_tokens=12)
LONG = Sampling(max_tokens=100_000)


def asked(*texts: str) -> Messages:
    roles = (Role.USER, Role.ASSISTANT)
    return tuple(Message(roles[at % 2], text) for at, text in enumerate(texts))


class Talk:
    """A conversation driven by hand."""

    def __init__(self, gguf: Path, context: int = 512) -> None:
        self.orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self.job: Job[None] = talk(gguf, self.orders, context)
        self.seen: list[Progress] = []

    def until(self, wanted: Callable[[Progress], bool], seconds: float = 60.0) -> Progress:
        """Drive on until a progress is the wanted one; no wait in between is long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.seen.append(next(self.job))
            if wanted(self.seen[-1]):
                return self.seen[-1]
        raise AssertionError(f"not seen; the last was {self.seen[-1]}")

    def ready(self) -> Progress:
        return self.until(lambda progress: progress.stage == chat.READY)

    def ask(self, turn: int, messages: Messages, sampling: Sampling = SHORT) -> Progress:
        self.orders.put(Ask(turn, messages, sampling))
        ended = (chat.DONE, chat.PROBLEM)
        return self.until(lambda seen: seen.done == turn and seen.stage in ended)


@pytest.fixture
def talking(tiny_gguf: Path) -> Iterator[Talk]:
    """A conversation whose model is loaded."""
    made = Talk(tiny_gguf)
    made.ready()
    yield made
    made.job.close()


def test_it_says_that_it_loads_and_the_prompt_it_was_trained_with(
    tiny_model: Path, tmp_path: Path
) -> None:
    gguf = tiny.gguf(tiny_model, tmp_path / "student.gguf", system_prompt="Be brief.")
    talking = Talk(gguf)
    ready = talking.ready()
    assert ready.message == "Be brief."
    assert ready.metrics["context"] == 512
    assert talking.seen[0].stage in ("", chat.LOADING)
    talking.orders.put(Close())
    with pytest.raises(StopIteration):
        talking.until(lambda _: False)


def test_turns_are_answered_by_one_process(talking: Talk) -> None:
    processes = {child.pid for child in psutil.Process().children()}
    first = talking.ask(1, asked("What is the clause?"))
    assert first.stage == chat.DONE
    assert first.message
    assert first.metrics["prompt_tokens"] > 3
    again = talking.ask(2, asked("What is the clause?"))
    assert again.message == first.message
    other = talking.ask(3, asked("What is the clause?", first.message, "Who?"))
    assert other.metrics["prompt_tokens"] > first.metrics["prompt_tokens"]
    assert {child.pid for child in psutil.Process().children()} == processes


def test_the_whole_text_is_in_every_progress(talking: Talk) -> None:
    last = talking.ask(7, asked("Who?"), Sampling(max_tokens=200))
    texts = [seen.message for seen in talking.seen if seen.done == 7]
    assert all(last.message.startswith(text) for text in texts)


def test_an_answer_is_stopped_at_once_and_kept_and_the_next_one_follows(talking: Talk) -> None:
    talking.orders.put(Ask(1, asked("Tell me more. " * 20), LONG))
    talking.until(lambda seen: seen.done == 1)
    talking.orders.put(Stop())
    began = time.monotonic()
    stopped = talking.until(lambda seen: seen.done == 1 and seen.stage == chat.DONE)
    assert time.monotonic() - began < 2  # 0.3 on a machine of one's own
    settled = talking.until(lambda _: True)
    assert settled.message.startswith(stopped.message)
    assert talking.ask(2, asked("Who?")).message


def test_asking_again_while_it_writes_drops_the_old_answer(talking: Talk) -> None:
    talking.orders.put(Ask(1, asked("Tell me more."), LONG))
    assert talking.ask(2, asked("Who?")).stage == chat.DONE


def test_a_conversation_that_is_too_long_ends_nothing(talking: Talk) -> None:
    problem = talking.ask(1, asked("a b c " * 20_000))
    assert problem.stage == chat.PROBLEM
    message, _, hint = problem.message.partition("\n")
    assert "the context holds 512" in message
    assert hint
    assert talking.ask(2, asked("Who?")).stage == chat.DONE


def test_an_answer_that_reached_its_length_says_so(talking: Talk) -> None:
    assert talking.ask(1, asked("clause"), Sampling(max_tokens=4)).metrics["cut"]
    assert not talking.ask(2, asked("What is the clause?"), LONG).metrics["cut"]


def test_it_shows_life_while_nothing_is_asked(talking: Talk) -> None:
    for _ in range(8):
        began = time.monotonic()
        talking.until(lambda _: True)
        assert time.monotonic() - began < 0.6


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_killed_process_is_told_also_where_orders_wait(talking: Talk, number: int) -> None:
    before = [child for child in psutil.Process().children() if "spawn_main" in _command(child)]
    for child in before:
        child.send_signal(number)
    talking.orders.put(Ask(1, asked("a b c " * 200_000), SHORT))
    with pytest.raises(WorkerError):
        talking.until(lambda _: False)


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def test_a_file_that_is_no_model_is_said(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.gguf"
    damaged.write_bytes(b"GGUF and nothing more")
    with pytest.raises(ModelError):
        Talk(damaged).ready()


def test_closing_in_the_middle_of_loading_or_writing_leaves_nothing(tiny_gguf: Path) -> None:
    early = Talk(tiny_gguf)
    next(early.job)
    early.job.close()
    late = Talk(tiny_gguf)
    late.ready()
    late.orders.put(Ask(1, asked("Tell me."), LONG))
    late.until(lambda seen: seen.done == 1)
    late.job.close()
