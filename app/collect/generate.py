"""The generate job: a local teacher answers the project's prompts, resumable to the row."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app import files
from app.domain import NewCompletion, Prompt, Teacher, TeacherKind, request_hash
from app.errors import ModelError
from app.job import Job, Progress, mapped
from app.models import hashing, library, teachers
from app.models.base import ChatModel, Sampling
from app.store import completions, database, projects, prompts, workspace
from app.store.database import Database

GROUP = 8
_TOGETHER = 32_768  # tokens of context that the conversations of a group may have in all
_SIGN_OF_LIFE = 0.3  # seconds


@dataclass(frozen=True, slots=True)
class GenerateReport:
    """What the teacher has answered by now."""

    prompts: int
    answered: int
    errors: int
    new: int
    origin: str = ""  # of these answers, as completions carry it

    def as_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return {
            "prompts": self.prompts,
            "answered": self.answered,
            "errors": self.errors,
            "new": self.new,
        }


def generate(
    place: Path, project_name: str, teacher_name: str, sampling: Sampling, limit: int = 0
) -> Job[GenerateReport]:
    """Let a local teacher answer every prompt that has no answer of it with these parameters.

    A request is known by the prompt, the parameters and the model's own weights, so another model
    behind the same name answers anew. What a local model cannot answer (a prompt that is longer
    than its context, say) stays an error and is not asked again.
    Prompts are answered in groups fixed by their ids, each committed when it is done: what was
    answered before an interruption is kept, and what is answered after is the same as without
    it. ``limit`` bounds the prompts looked at (0: all). Best run in a worker process.
    """
    with database.connect(workspace.database_path(place)) as db:
        project = projects.get(db, project_name)
        teacher = projects.get_teacher(db, project, teacher_name)
        every = list(prompts.every(db, project))
        wanted = every[: limit or None]
        yield Progress(0, len(wanted), f"Checking {teacher.name}")
        identity = yield from mapped(
            _identity(teacher), lambda hashed: Progress(0, len(wanted), hashed.message)
        )
        parameters = {**sampling.as_json(), "model": identity}
        origin = files.sha256_json(parameters)
        requests = {
            prompt.id: request_hash(prompt.hash, teacher.name, parameters) for prompt in every
        }
        unanswered = prompts.without_completion(db, project, teacher.id, requests, again=False)
        missing = {prompt.id for prompt in unanswered} & {prompt.id for prompt in wanted}
        done, new = len(wanted) - len(missing), 0
        yield Progress(done, len(wanted), f"Loading {teacher.name}")
        if missing:
            model = teachers.load(teacher, sequences=GROUP)
            try:
                room = yield from _room(model, wanted, sampling)
                if room > model.context and teacher.kind is TeacherKind.GGUF:
                    model.close()
                    fitting = max(1, min(GROUP, _TOGETHER // room))
                    model = teachers.load(teacher, context=room, sequences=fitting)
                for start in range(0, len(wanted), GROUP):
                    group = wanted[start : start + GROUP]
                    fresh = missing & {prompt.id for prompt in group}
                    if fresh:
                        rows = yield from _answer(
                            model, group, fresh, requests, sampling, done, len(wanted)
                        )
                        rows = [replace(row, origin=origin) for row in rows]
                        new += _store(db, teacher, rows)
                        done += len(fresh)
                        yield Progress(done, len(wanted), f"{teacher.name} answers")
            finally:
                model.close()
        answered, errors = completions.count(db, teacher)
    return GenerateReport(len(wanted), answered, errors, new, origin)


def _identity(teacher: Teacher) -> Job[str]:
    """What makes a local teacher's weights these weights."""
    if teacher.kind is TeacherKind.GGUF:
        return (yield from hashing.remembered(library.gguf_of(teacher.location)))
    if teacher.kind is TeacherKind.TRANSFORMERS:
        return (yield from library.identify(library.folder_of(teacher.location)))
    return ""


def _room(model: ChatModel, wanted: Sequence[Prompt], sampling: Sampling) -> Job[int]:
    """Tokens that the longest prompt and its answer need, in steps of 256."""
    longest, heard = 0, time.monotonic()
    for number, prompt in enumerate(wanted):
        with contextlib.suppress(ModelError):  # it will be an error of its own
            longest = max(longest, model.prompt_tokens(prompt.messages))
        if time.monotonic() - heard > _SIGN_OF_LIFE:
            yield Progress(0, len(wanted), f"Measuring prompts ({number:,})")
            heard = time.monotonic()
    return -(-(longest + sampling.max_tokens + 1) // 256) * 256


def _store(db: Database, teacher: Teacher, rows: Sequence[NewCompletion]) -> int:
    with db.transaction() as connection:
        return completions.add(connection, teacher, rows)


def _answer(
    model: ChatModel,
    group: Sequence[Prompt],
    fresh: set[int],
    requests: dict[int, str],
    sampling: Sampling,
    done: int,
    total: int,
) -> Job[list[NewCompletion]]:
    rows, fitting = [], []
    for prompt in group:
        try:
            length = model.prompt_tokens(prompt.messages)
        except ModelError as refused:  # by the chat template: a role that it does not know, say
            error = refused.message
        else:
            if length < model.context:
                fitting.append(prompt)
                continue
            error = f"The prompt has {length:,} tokens, but the model holds {model.context:,}."
        rows.append(NewCompletion(prompt.id, requests[prompt.id], None, error, model=model.name))
    if not any(prompt.id in fresh for prompt in fitting):
        return rows  # all that can be answered here was answered before
    began = time.monotonic()
    for event in model.generate([prompt.messages for prompt in fitting], sampling):
        if event is not None:
            prompt, answer = fitting[event[0]], event[1]
            rows.append(
                NewCompletion(
                    prompt.id,
                    requests[prompt.id],
                    answer.text,
                    finish_reason=answer.finish_reason,
                    model=model.name,
                    prompt_tokens=answer.prompt_tokens,
                    completion_tokens=answer.completion_tokens,
                    seconds=time.monotonic() - began,
                )
            )
        yield Progress(done, total, f"{model.name} answers")
    return rows
