"""The freezing JOB: kept responses become an immutable dataset with a deterministic split."""

from __future__ import annotations

from collections.abc import Generator
from itertools import islice
from pathlib import Path

from app.curate.split import Candidate, FreezeSettings, assign, words_of
from app.domain import Completion, Dataset, Example, Prompt, Split, Teacher
from app.errors import InputError
from app.job import Job, Progress
from app.store import completions, datasets, projects, prompts
from app.store.database import Database, connect
from app.store.workspace import database_path

__all__ = ["FreezeSettings", "freeze"]

_PAGE = 1000
_ORDER = {Split.TRAIN: 0, Split.VALIDATION: 1, Split.TEST: 2}


def freeze(
    workspace: Path, project: str, teacher: str, settings: FreezeSettings | None = None
) -> Job[Dataset]:
    """Snapshot a teacher's kept responses, one a prompt: the newest that is kept.

    The split depends on the prompts' words and the seed alone; rows lie by split and id. The
    same content frozen again gives the same dataset.
    """
    settings = settings or FreezeSettings()
    with connect(database_path(workspace)) as database:
        owner = projects.get(database, project)
        found = projects.get_teacher(database, owner, teacher)
        pairs = yield from _kept(database, found)
        if not pairs:
            raise InputError(
                f"No response of {teacher!r} is kept, so there is nothing to freeze.",
                "Import or generate responses, or loosen the curation rules and curate again.",
            )
        candidates = []
        for done, (prompt, _) in enumerate(pairs):
            if done % _PAGE == 0:
                yield Progress(done, len(pairs), "Splitting examples")
            words = words_of(prompt.messages)
            candidates.append(Candidate(prompt.hash, words, prompt.split))
        splits = assign(candidates, settings, prompts.fixed_splits(database, owner))
        if Split.TRAIN not in splits.values():
            raise InputError(
                f"Of {len(pairs)} kept responses none is left for training: "
                "their source marks all of them as validation or test.",
                "Import training prompts with responses too, or leave the split out.",
            )
        rows = [
            (_example(prompt, answer, splits[prompt.hash]), prompt.id, answer.id)
            for prompt, answer in pairs
        ]
        rows.sort(key=lambda row: (_ORDER[row[0].split], row[0].id))
        yield Progress(len(rows), len(rows), "Storing the dataset")
        recorded = {**settings.as_json(), "teacher": teacher}
        return datasets.freeze(database, owner, rows, recorded, settings.name)


def _kept(
    database: Database, teacher: Teacher
) -> Generator[Progress, None, list[tuple[Prompt, Completion]]]:
    """Each prompt that has a kept answer, with the newest of them: it stands for a mended one."""
    found: dict[int, tuple[Prompt, Completion]] = {}
    answers = completions.kept(database, teacher)
    while page := list(islice(answers, _PAGE)):
        asked = prompts.by_ids(database, {item.prompt_id for item in page})
        for item in page:
            # A blank answer is never an example, even where nobody has curated yet.
            if item.text and item.text.strip():
                found[item.prompt_id] = (asked[item.prompt_id], item)
        yield Progress(len(found), 0, "Reading kept responses")
    return list(found.values())


def _example(prompt: Prompt, answer: Completion, split: Split) -> Example:
    return Example(
        id=prompt.hash,
        split=split,
        messages=prompt.messages,
        response=answer.text or "",
        reference=prompt.reference,
        tags=prompt.tags,
        key=prompt.key,
    )
