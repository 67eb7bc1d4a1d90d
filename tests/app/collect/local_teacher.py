"""A workspace for the generate job under the job contract, and the job in it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from app.collect.generate import GenerateReport, generate
from app.domain import Message, NewPrompt, Role, TeacherKind
from app.job import Job
from app.models.base import Sampling
from app.store import projects, prompts, workspace
from tests import tiny

PROJECT, TEACHER = "contracts", "tiny"


def teacher_and_prompts(folder: Path) -> None:
    """A project with prompts for three groups, one of them too long, and a local teacher."""
    with workspace.writing(folder) as database:
        project = projects.create(database, PROJECT)
        file = tiny.gguf(tiny.model_folder(folder / "model", layers=1), folder / "teacher.gguf")
        projects.add_teacher(database, project, TEACHER, TeacherKind.GGUF, str(file), ())
        texts = [f"{number} of 19?" for number in range(19)]
        texts[10] *= 100
        new = [NewPrompt((Message(Role.USER, text),)) for text in texts]
        with database.transaction() as connection:
            prompts.add(connection, project, new)


def responses(folder: Path) -> Job[GenerateReport]:
    """A few tokens for each prompt."""
    return generate(folder, PROJECT, TEACHER, Sampling(max_tokens=4))


def by_now(report: GenerateReport) -> GenerateReport:
    """The report without what was new this time."""
    return dataclasses.replace(report, new=0)
