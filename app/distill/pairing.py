"""What a student and a local teacher have to do with each other; read from files, without torch."""

from __future__ import annotations

from dataclasses import dataclass

from app.errors import StillroomError
from app.job import Job, Progress
from app.models import inventory, library, vocabulary
from app.models.inventory import Shapes


@dataclass(frozen=True, slots=True)
class Pair:
    """Whether both share their tokens (None: not known), and the teacher's sizes.

    ``problem`` says why the teacher cannot be used; empty where it can.
    """

    same_tokens: bool | None = None
    teacher: Shapes | None = None
    problem: str = ""


def compare(student: str, teacher: str) -> Job[Pair]:
    """Look at two models, names of the library or folders. Raises for neither."""
    yield Progress(message="Comparing the tokens")
    try:
        one = library.folder_of(student)
    except StillroomError:
        return Pair()  # the list of models says what is wrong with it
    try:
        other = library.folder_of(teacher)
        shapes = inventory.shapes(other)
    except StillroomError as error:
        return Pair(problem=f"{error.message} {error.hint}")
    return Pair((yield from vocabulary.same(one, other)), shapes)
