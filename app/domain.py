"""The nouns of Stillroom: frozen records and enums in the field's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.files import sha256_json


class Role(StrEnum):
    """Who speaks in a conversation."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class Split(StrEnum):
    """The part of a dataset that an example belongs to."""

    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"


class FinishReason(StrEnum):
    """Why a teacher stopped writing."""

    STOP = "stop"
    LENGTH = "length"
    FILTER = "filter"
    UNKNOWN = "unknown"


class Capability(StrEnum):
    """What a teacher can give."""

    TEXT = "text"
    TOP_LOGPROBS = "top_logprobs"
    LOGITS = "logits"
    HIDDEN_STATES = "hidden_states"


class TeacherKind(StrEnum):
    """Where a teacher lives."""

    RECORDED = "recorded"
    TRANSFORMERS = "transformers"
    GGUF = "gguf"


class RunState(StrEnum):
    """What became of a run."""

    RUNNING = "running"
    INTERRUPTED = "interrupted"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Role
    content: str

    def as_json(self) -> dict[str, str]:
        """The turn in OpenAI's form."""
        return {"role": self.role.value, "content": self.content}


Messages = tuple[Message, ...]


def messages_from_json(values: Iterable[Mapping[str, Any]]) -> Messages:
    """Turns from OpenAI's form; raises KeyError or ValueError where they are not that."""
    return tuple(Message(Role(value["role"]), str(value["content"])) for value in values)


def messages_to_json(messages: Messages) -> list[dict[str, str]]:
    """Turns in OpenAI's form."""
    return [message.as_json() for message in messages]


def prompt_hash(messages: Messages) -> str:
    """What makes two prompts the same prompt: their turns, to the letter."""
    return sha256_json(messages_to_json(messages))


def request_hash(prompt: str, teacher: str, parameters: Mapping[str, Any]) -> str:
    """What makes two requests the same request: prompt hash, teacher and its parameters.

    The parameters hold what the answer depends on: how the model samples and which weights it
    has, or for a recorded answer its place in the file and its text.
    """
    return sha256_json({"prompt": prompt, "teacher": teacher, "parameters": dict(parameters)})


@dataclass(frozen=True, slots=True)
class Project:
    """One distillation task with its prompts, responses, datasets and runs."""

    id: int
    name: str
    created: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What has been chosen in a project's screens and is not a row of its own.

    ``distill`` holds settings of a distillation by name, ``fields`` the names of a structured
    answer's fields. Kept as JSON; a newer version's unknown names are ignored.
    """

    step: str = ""  # where the wizard was left
    template: str = ""  # what kind of task it is
    instruction: str = ""  # the system prompt of every prompt that brings none
    fields: tuple[str, ...] = ()
    teacher: str = ""
    max_tokens: int = 256
    temperature: float = 0.0
    left_out_rules: tuple[str, ...] = ()  # curation rules that are switched off
    judged_without: tuple[str, ...] = ()  # those that were off when responses were last checked
    validation: float = 0.1
    test: float = 0.1
    preset: str = "balanced"
    distill: Mapping[str, Any] = field(default_factory=dict)
    quants: tuple[str, ...] = ("Q8_0", "Q4_K_M")
    dataset: str = ""  # the dataset that was frozen last; empty: the newest
    run: str = ""  # the run in view
    finish: bool = True  # measure and export as soon as the training has ended
    question: str = ""  # what to ask the student first


@dataclass(frozen=True, slots=True)
class Teacher:
    """A model, or a file of its responses, that a project learns from."""

    id: int
    project_id: int
    name: str
    kind: TeacherKind
    location: str  # a folder, a file, or for recorded responses the model's name
    capabilities: frozenset[Capability] = frozenset()


@dataclass(frozen=True, slots=True)
class NewPrompt:
    """A prompt on its way into the store.

    ``key`` is the user's own id where the source has one. ``reference`` is a known good answer.
    ``split`` is set where the source fixes the part an example belongs to.
    """

    messages: Messages
    key: str = ""
    reference: str | None = None
    split: Split | None = None
    tags: tuple[str, ...] = ()
    source: str = ""

    @property
    def hash(self) -> str:
        """Identity by content."""
        return prompt_hash(self.messages)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A stored prompt."""

    id: int
    project_id: int
    hash: str
    messages: Messages
    key: str
    reference: str | None
    split: Split | None
    tags: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class NewCompletion:
    """A teacher's answer, or its error, on its way into the store. Never both, never neither."""

    prompt_id: int
    request_hash: str
    text: str | None
    error: str | None = None
    finish_reason: FinishReason = FinishReason.STOP
    model: str = ""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    source: str = ""
    origin: str = ""  # hash of what all answers of one import or one setting have in common

    def __post_init__(self) -> None:
        if (self.text is None) == (self.error is None):
            raise ValueError("a completion is either a text or an error")


@dataclass(frozen=True, slots=True)
class Completion:
    """A stored answer of a teacher."""

    id: int
    prompt_id: int
    teacher_id: int
    request_hash: str
    text: str | None
    error: str | None
    finish_reason: FinishReason
    model: str
    source: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One curation rule's word on one completion: why it is left out."""

    completion_id: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Example:
    """One row of a frozen dataset: a prompt and the teacher's response to it."""

    id: str  # prompt hash: stable across projects and machines
    split: Split
    messages: Messages
    response: str
    reference: str | None = None
    tags: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """An immutable snapshot of examples. ``hash`` covers every row in order."""

    id: int
    project_id: int
    name: str
    hash: str
    created: str
    counts: Mapping[str, int] = field(default_factory=dict)  # by split


@dataclass(frozen=True, slots=True)
class Run:
    """One distillation: its folder holds config, metrics, checkpoints and the student."""

    id: int
    dataset_id: int
    name: str
    folder: str
    config: Mapping[str, Any]
    state: RunState
    created: str


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file or report made from a run."""

    id: int
    run_id: int
    kind: str  # gguf, parity, evaluation
    name: str
    path: str
    sha256: str
    details: Mapping[str, Any]
    created: str
