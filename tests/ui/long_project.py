"""A project with prompts and judged responses, for the pages that list them."""

from __future__ import annotations

from app.domain import Capability, Message, NewCompletion, NewPrompt, Role, TeacherKind, Verdict
from app.store import completions, projects, prompts
from app.store.database import Database

NAME, TEACHER = "contracts", "large model"
REFUSED = 10  # every tenth response is a refusal


def fill_project(database: Database, count: int = 300, *, judged: bool = True) -> None:
    """``count`` prompts with a response each, every tenth a refusal, and one failed request."""
    project = projects.create(database, NAME)
    teacher = projects.add_teacher(
        database, project, TEACHER, TeacherKind.RECORDED, TEACHER, [Capability.TEXT]
    )
    projects.choose(database, project, template="fields", teacher=TEACHER)
    with database.transaction() as connection:
        turn = (Message(Role.USER, "Clause {}: what is the term?"),)
        new = [
            NewPrompt((Message(Role.USER, turn[0].content.format(number)),), f"k{number}", "ref")
            for number in range(count)
        ]
        prompts.add(connection, project, new)
        rows = [
            NewCompletion(
                number + 1,
                f"r{number}",
                "I'm sorry, but I can't help with that."
                if number % REFUSED == 0
                else f"The term is {number} days.",
            )
            for number in range(count)
        ]
        failed = NewCompletion(1, "failed", None, "timed out")
        completions.add(connection, teacher, [*rows, failed])
        if judged:
            found = [
                Verdict(number + 1, "refusal", "The answer opens like a refusal.")
                for number in range(0, count, REFUSED)
            ]
            completions.set_verdicts(
                connection, teacher, [*found, Verdict(count + 1, "error", "The request failed.")]
            )
