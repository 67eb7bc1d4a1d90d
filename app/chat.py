"""A streaming conversation with a GGUF."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path

from app.domain import Message, Messages, Role
from app.errors import StillroomError
from app.job import Job, Progress
from app.models.base import Sampling
from app.models.llama_model import LlamaModel

SYSTEM_KEY = "stillroom.system_prompt"


class ChatSession:
    """Turns with one model; what was said before is not read again.

    Without ``system`` the conversation starts with the system prompt that the student was
    trained with, when the file names one.
    """

    def __init__(self, gguf: Path, system: str | None = None, context: int = 4096) -> None:
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
