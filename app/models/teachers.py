"""Local teachers by kind: what they can give, and how they are loaded."""

from __future__ import annotations

import time

from app.domain import Capability, Message, Role, Teacher, TeacherKind
from app.errors import InputError
from app.job import Job, Progress
from app.models import gguf_file, library
from app.models.base import ChatModel, Sampling


def probe(kind: TeacherKind, location: str) -> frozenset[Capability]:
    """What a teacher can give, from its files alone. Raises when they cannot be used."""
    if kind is TeacherKind.GGUF:
        gguf_file.read(library.gguf_of(location))
        return frozenset({Capability.TEXT, Capability.TOP_LOGPROBS, Capability.LOGITS})
    if kind is TeacherKind.TRANSFORMERS:
        library.check_folder(library.folder_of(location))
        return frozenset(Capability)
    return frozenset({Capability.TEXT})


def load(teacher: Teacher, *, context: int = 2048, sequences: int = 8) -> ChatModel:
    """The loaded model of a local teacher. Raises InputError for recorded responses.

    ``context`` is the tokens of one conversation in a GGUF; 0 is what the model was trained with,
    up to 8192. A Hugging Face folder reserves nothing ahead and always takes its own.
    """
    if teacher.kind is TeacherKind.GGUF:
        from app.models.llama_model import LlamaModel

        path = library.gguf_of(teacher.location)
        return LlamaModel(path, context=context, sequences=sequences)
    if teacher.kind is TeacherKind.TRANSFORMERS:
        from app.models.transformers_model import TransformersModel

        return TransformersModel(library.folder_of(teacher.location), sequences=sequences)
    raise InputError(
        f"The teacher {teacher.name!r} is a file of recorded responses: it cannot answer more.",
        "Import more responses, or add a local model with `stillroom teacher add`.",
    )


def ask(teacher: Teacher) -> Job[tuple[str, float]]:
    """Load a local teacher and ask it one short question; its answer and the seconds it took."""
    yield Progress(message=f"Loading {teacher.name}")
    model = load(teacher, context=512, sequences=1)
    try:
        began = time.monotonic()
        question = (Message(Role.USER, "Say hello in one short sentence."),)
        text = ""
        for event in model.generate([question], Sampling(max_tokens=32)):
            yield Progress(message=f"{teacher.name} answers")
            if event is not None:
                text = event[1].text
        return text, time.monotonic() - began
    finally:
        model.close()
