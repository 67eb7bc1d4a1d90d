"""What a model can be asked: the protocol every teacher and student adapter follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.domain import Capability, FinishReason, Messages

_STEP = 256  # llama.cpp pads a context to this


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a model writes. Temperature 0 is greedy: the same prompt gives the same text."""

    max_tokens: int = 256
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 0

    def as_json(self) -> dict[str, Any]:
        """The parameters as they enter a request's hash."""
        return {
            "max_tokens": self.max_tokens,
            "temperature": self.temperature,
            "top_p": self.top_p,
            "seed": self.seed,
        }


def context_for(tokens: int) -> int:
    """The context for conversations of up to that many tokens, prompt and answer."""
    return max(1, -(-tokens // _STEP)) * _STEP


@dataclass(frozen=True, slots=True)
class Generated:
    """One answer of a model; token counts exclude the end-of-turn token."""

    text: str
    finish_reason: FinishReason
    prompt_tokens: int
    completion_tokens: int


class ChatModel(Protocol):
    """A loaded model that answers conversations."""

    @property
    def name(self) -> str:
        """What the model calls itself."""
        ...

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What it can give as a teacher."""
        ...

    @property
    def context(self) -> int:
        """How many tokens a conversation may have, prompt and answer."""
        ...

    def prompt_tokens(self, messages: Messages) -> int:
        """How many tokens a prompt has in the model's own chat format."""
        ...

    def generate(
        self, conversations: Sequence[Messages], sampling: Sampling
    ) -> Iterator[tuple[int, Generated] | None]:
        """Answer a group of conversations together.

        Yields (index, answer) as answers end, and None at least once a decoding step in between,
        so that a job can show life. The answers depend on the group as a whole only: the same
        group gives the same answers.
        """
        ...

    def close(self) -> None:
        """Give the memory back."""
        ...
