"""The texts of an evaluation, side by side: read from the answers that it stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import structured
from app.domain import Example, Role, Split
from app.errors import WorkspaceError
from app.evaluate import answers
from app.evaluate.evaluate import answers_file
from app.job import Job, Progress
from app.store import artifacts, database, datasets, runs, workspace

_SIGN_OF_LIFE = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """One test text with what each model answered; ``reference`` is a known good answer."""

    number: int  # from 1, in the order of the test part
    key: str
    prompt: str
    reference: str | None
    teacher: str
    base: str
    student: str
    tags: tuple[str, ...] = ()
    differs: bool = False  # whether student and teacher say something else

    @property
    def right(self) -> str:
        """What an answer is held against: the known good one, else the teacher's."""
        return self.teacher if self.reference is None else self.reference


def pairs(place: Path, run_name: str, quant: str) -> Job[list[Pair]]:
    """Every text that the evaluation of that file asked.

    Raises WorkspaceError when there is none, or when its answers are gone or not all there.
    """
    yield Progress(message="Reading the answers")
    with database.connect(workspace.database_path(place)) as db:
        run = runs.by_name(db, run_name)
        report = artifacts.get(db, run, "evaluation", quant)
        if report is None:
            raise WorkspaceError("This student has not been measured yet.", "Measure it first.")
        count = int(report.details.get("examples", 0))
        base = _texts(place, run_name, report.details, "base", count)
        student = _texts(place, run_name, report.details, "student", count)
        dataset = datasets.by_id(db, run.dataset_id)
        found: list[Pair] = []
        for example in datasets.of_split(db, dataset, Split.TEST, count):
            if len(found) % _SIGN_OF_LIFE == 0:
                yield Progress(len(found), count, "Reading the answers")
            place_ = len(found)
            found.append(_pair(place_ + 1, example, base[place_], student[place_]))
        if len(found) != count:
            raise _gone()
    return found


def _texts(
    place: Path, run_name: str, details: Mapping[str, Any], model: str, count: int
) -> list[str]:
    path = answers_file(place, run_name, details, model)
    found = answers.stored(path, count) if path is not None else None
    if found is None:
        raise _gone()
    return found


def _gone() -> WorkspaceError:
    return WorkspaceError(
        "The answers of this measurement are not stored here.",
        "Measure again to see them side by side.",
    )


def _pair(number: int, example: Example, base: str, student: str) -> Pair:
    spoken = [turn.content for turn in example.messages if turn.role is not Role.SYSTEM]
    return Pair(
        number,
        example.key,
        "\n\n".join(spoken),
        example.reference,
        example.response,
        base,
        student,
        example.tags,
        differ(student, example.response),
    )


def differ(one: str, other: str) -> bool:
    """Whether two answers say something else: by field where both are structured, else by word.

    Case and white space do not count, as in the score.
    """
    if structured.is_structured(one) and structured.is_structured(other):
        left, right = structured.fields(one), structured.fields(other)
        return {name: _plain(value) for name, value in left.items()} != {
            name: _plain(value) for name, value in right.items()
        }
    return _plain(one) != _plain(other)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
