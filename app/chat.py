"""A streaming conversation with a GGUF: in this process, or as a service in a worker's."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import multiprocessing
import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from app import worker
from app.domain import Message, Messages, Role
from app.errors import StillroomError
from app.job import Job, Progress, in_thread
from app.models.base import Sampling
from app.models.llama_model import LlamaModel

SYSTEM_KEY = "stillroom.system_prompt"
CONTEXT = 4096

# What a conversation's progress is about, in its ``stage``.
LOADING, READY, ANSWER, DONE, PROBLEM = "loading", "ready", "answer", "done", "problem"

_IDLE = 0.1  # seconds between two looks at the inbox while nothing is asked
_BUSY = 0.05  # and while an answer is written
_LET_GO = 2.0  # seconds that the end waits for a model in the middle of a step


class ChatSession:
    """Turns with one model; what was said before is not read again.

    Without ``system`` the conversation starts with the system prompt that the student was
    trained with, when the file names one.
    """

    def __init__(self, gguf: Path, system: str | None = None, context: int = CONTEXT) -> None:
        self.model = LlamaModel(gguf, context=context)
        # The time of its beginning: were it later in each turn, all would be read again.
        self.model.format = dataclasses.replace(self.model.format, now=datetime.datetime.now())
        known = self.model.info.metadata.get(SYSTEM_KEY)
        chosen = system if system is not None else (known if isinstance(known, str) else "")
        self.messages: Messages = (Message(Role.SYSTEM, chosen),) if chosen else ()

    def ask(self, text: str, sampling: Sampling) -> Iterator[str]:
        """The answer piece by piece; a turn that is stopped half-way keeps what was written.

        A question that cannot be answered (it is too long, say) is not kept.
        """
        before = self.messages
        asked = (*before, Message(Role.USER, text))
        written = ""
        try:
            for piece in self.model.stream(asked, sampling):
                written += piece
                yield piece
        except StillroomError:
            asked = ()
            raise
        finally:
            self.messages = (*asked, Message(Role.ASSISTANT, written)) if asked else before

    def close(self) -> None:
        """Give the model's memory back."""
        self.model.close()

    def __enter__(self) -> ChatSession:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def answer(gguf: Path, question: str, sampling: Sampling) -> Job[str]:
    """One question to a file, as a job for a worker process: its whole answer."""
    total = sampling.max_tokens
    yield Progress(0, total, f"Loading {gguf.name}")
    written = ""
    with ChatSession(gguf) as session:
        for done, piece in enumerate(session.ask(question, sampling)):
            written += piece
            yield Progress(min(done, total), total, "Asking the student")
    return written


# The service: one loaded model, asked again and again.


@dataclass(frozen=True, slots=True)
class Ask:
    """Answer these messages; an answer that is still being written is stopped."""

    turn: int  # comes back as ``done`` of every progress about it
    messages: Messages
    sampling: Sampling


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop writing; what was written stays."""


@dataclass(frozen=True, slots=True)
class Close:
    """End the conversation."""


Order = Ask | Stop | Close


def talk(gguf: Path, orders: queue.SimpleQueue[Order], context: int = CONTEXT) -> Job[None]:
    """``converse`` in a process of its own, told what to do through ``orders``.

    Putting an order never blocks, however long its text and whatever became of the process.
    """
    inbox, outbox = multiprocessing.get_context("spawn").Pipe(duplex=False)
    job = worker.remote(converse, gguf, inbox, None, context)
    try:
        for progress in job:
            # The process has its own end by now. With ours open, a dead reader would go unseen.
            inbox.close()
            yield progress
            with contextlib.suppress(queue.Empty, OSError):
                # OSError: the process has died, which the job itself reports next.
                while True:
                    outbox.send(orders.get_nowait())
    finally:
        job.close()
        inbox.close()
        outbox.close()


def converse(
    gguf: Path, inbox: Connection, system: str | None = None, context: int = CONTEXT
) -> Job[None]:
    """Keep a model loaded and answer what comes through ``inbox``, until it is told to close.

    Progress may be dropped on its way, so each says all: ``message`` is the turn's whole text so
    far, ``done`` the turn. Ready: ``message`` is the model's system prompt. A turn that cannot be
    answered is a progress in the stage "problem", message and hint in two lines; it ends nothing.
    """
    session = yield from in_thread(
        lambda: ChatSession(gguf, system, context), lambda: Progress(stage=LOADING)
    )
    own = session.messages[0].content if session.messages else ""
    ready = Progress(message=own, stage=READY, metrics={"context": float(session.model.context)})
    turn: _Turn | None = None
    try:
        while True:
            yield ready if turn is None else turn.progress()
            if not inbox.poll(_IDLE if turn is None or turn.ended else _BUSY):
                continue
            try:
                order: Order = inbox.recv()
            except EOFError:
                return
            if isinstance(order, Close):
                return
            if turn is not None:
                turn.stop()
            if isinstance(order, Ask):
                turn = _Turn(session.model, order, turn)
    finally:
        if turn is not None:
            turn.stop()
        if turn is None or turn.wait(_LET_GO):
            session.close()  # else the end of the process gives the memory back


class _Turn:
    """One answer, written in a thread: reading a long prompt is one blocking call for seconds."""

    def __init__(self, model: LlamaModel, ask: Ask, before: _Turn | None) -> None:
        self._model, self._ask, self._before = model, ask, before
        self._stopped = threading.Event()
        self._text = ""
        self._problem = ""
        self._failure: BaseException | None = None
        self._figures: dict[str, float] = {"context": float(model.context)}
        self._thread = threading.Thread(target=self._write, name="stillroom-turn", daemon=True)
        self._thread.start()

    @property
    def ended(self) -> bool:
        """Whether nothing will be added to the answer."""
        return self._stopped.is_set() or not self._thread.is_alive()

    def stop(self) -> None:
        """Add nothing more; the model ends the step that it is in."""
        self._stopped.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the model; whether it is at rest."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def progress(self) -> Progress:
        """All that is known of the turn. Raises what went wrong where that is a bug."""
        ended = self.ended  # before the text is read: a finished text is whole
        if self._failure is not None:
            raise self._failure
        stage = PROBLEM if self._problem else DONE if ended else ANSWER
        return Progress(self._ask.turn, 0, self._problem or self._text, {**self._figures}, stage)

    def _write(self) -> None:
        try:
            if self._before is not None:
                self._before.wait(3600)  # the model does one thing at a time
                self._before = None
            self._stream()
        except StillroomError as error:
            self._problem = f"{error.message}\n{error.hint}"
        except BaseException as error:
            self._failure = error

    def _stream(self) -> None:
        if self._stopped.is_set():
            return
        read = self._model.prompt_tokens(self._ask.messages)
        figures = {**self._figures, "prompt_tokens": float(read)}
        self._figures = figures
        stream = self._model.stream(self._ask.messages, self._ask.sampling)
        began, steps = 0.0, 0
        with contextlib.closing(stream):  # type: ignore[type-var]
            for piece in stream:
                if self._stopped.is_set():
                    return
                self._text += piece
                if not began:
                    # Until the first word, the model reads; its speed is that of writing.
                    began = time.monotonic() if piece else 0.0
                    continue
                steps += not piece  # the model says nothing after each step, then its word
                rate = steps / max(time.monotonic() - began, 1e-6)
                cut = steps >= self._ask.sampling.max_tokens or read + steps >= self._model.context
                self._figures = {
                    **figures,
                    "tokens": float(steps),
                    "tokens_per_second": rate,
                    "cut": float(cut),
                }
