"""The curation JOB: every response of a teacher is judged, and the verdicts are stored."""

from __future__ import annotations

import time
from array import array
from collections import Counter
from collections.abc import Collection, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.curate import filters
from app.curate.filters import CurationSettings
from app.domain import Completion, Teacher, Verdict
from app.errors import InputError
from app.job import Job, Progress
from app.store import completions, projects, prompts
from app.store.database import Database, connect
from app.store.workspace import database_path

_PAGE = 1000
_SIGN_OF_LIFE = 0.3  # seconds
_SUPERSEDED = "Another file or other settings have taken the place of this answer."


@dataclass(frozen=True, slots=True)
class CurationReport:
    """What curation left out. A response may fall under several rules."""

    total: int
    kept: int
    by_rule: Mapping[str, int]
    median_length: float
    settings: CurationSettings

    def as_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return {
            "total": self.total,
            "kept": self.kept,
            "left_out": self.total - self.kept,
            "by_rule": dict(self.by_rule),
            "median_length": self.median_length,
            "settings": self.settings.as_json(),
        }


def curate(
    workspace: Path,
    project: str,
    teacher: str,
    settings: CurationSettings | None = None,
    origins: Collection[str] | None = None,
) -> Job[CurationReport]:
    """Judge all of a teacher's responses anew; the old verdicts give way in one transaction.

    ``origins`` names the imports or settings whose answers are current; all others are left out
    as superseded and not counted. Without it every answer is judged.
    """
    settings = settings or CurationSettings()
    with connect(database_path(workspace)) as database:
        found = projects.get_teacher(database, projects.get(database, project), teacher)
        stored = sum(completions.count(database, found))
        if not stored:
            raise InputError(
                f"The teacher {teacher!r} has no responses yet.",
                "Run `stillroom generate`, or add recorded ones: "
                "`stillroom teacher add --kind recorded --responses FILE`.",
            )
        current = None if origins is None else frozenset(origins)
        median = yield from _median(database, found, stored, current)
        verdicts, judged, left_out = yield from _judged(
            database, found, settings, median, stored, current
        )
        yield Progress(stored, stored, "Storing verdicts")
        with database.transaction() as connection:
            completions.set_verdicts(connection, found, verdicts)
        counts = Counter(verdict.rule for verdict in verdicts)
        by_rule = {name: counts[name] for name in settings.as_json()["rules"]}
        return CurationReport(judged, judged - left_out, by_rule, median, settings)


def _median(
    database: Database, teacher: Teacher, total: int, current: frozenset[str] | None
) -> Generator[Progress, None, float]:
    """The median length of the answers that say something."""
    lengths = array("Q")
    for page in _pages(database, teacher):
        lengths.extend(
            len(item.text)
            for item in page
            if item.text and item.text.strip() and (current is None or item.origin in current)
        )
        yield Progress(0, total, "Measuring responses")
    return filters.median_length(lengths)


def _judged(
    database: Database,
    teacher: Teacher,
    settings: CurationSettings,
    median: float,
    total: int,
    current: frozenset[str] | None,
) -> Generator[Progress, None, tuple[list[Verdict], int, int]]:
    """All verdicts, how many responses were judged, and how many of them are left out."""
    single = filters.rules(settings, median)
    duplicates = filters.ExactDuplicates() if filters.EXACT_DUPLICATE in settings.rules else None
    verdicts: list[Verdict] = []
    done, judged, left_out = 0, 0, 0
    for page in _pages(database, teacher):
        asked = prompts.by_ids(database, {item.prompt_id for item in page})
        heard = time.monotonic()
        for item in page:
            if current is not None and item.origin not in current:
                verdicts.append(Verdict(item.id, filters.SUPERSEDED, _SUPERSEDED))
                done += 1
                continue
            found = filters.judge(asked[item.prompt_id].messages, item, single, duplicates)
            verdicts += found
            left_out += bool(found)
            done, judged = done + 1, judged + 1
            if time.monotonic() - heard > _SIGN_OF_LIFE:
                yield Progress(done, total, "Judging responses", {"left_out": float(left_out)})
                heard = time.monotonic()
        yield Progress(done, total, "Judging responses", {"left_out": float(left_out)})
    return verdicts, judged, left_out


def _pages(database: Database, teacher: Teacher) -> Generator[list[Completion], None, None]:
    after = 0
    while page := completions.page(database, teacher, after, _PAGE):
        yield page
        after = page[-1].id
