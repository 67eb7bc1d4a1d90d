"""The curation JOB: every response of a teacher is judged, and the verdicts are stored."""

from __future__ import annotations

import time
from array import array
from collections import Counter
from collections.abc import Generator, Mapping
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
    workspace: Path, project: str, teacher: str, settings: CurationSettings | None = None
) -> Job[CurationReport]:
    """Judge all of a teacher's responses anew; the old verdicts give way in one transaction."""
    settings = settings or CurationSettings()
    with connect(database_path(workspace)) as database:
        found = projects.get_teacher(database, projects.get(database, project), teacher)
        total = sum(completions.count(database, found))
        if not total:
            raise InputError(
                f"The teacher {teacher!r} has no responses yet.",
                "Run `stillroom generate`, or add recorded ones: "
                "`stillroom teacher add --kind recorded --responses FILE`.",
            )
        median = yield from _median(database, found, total)
        verdicts, left_out = yield from _judged(database, found, settings, median, total)
        yield Progress(total, total, "Storing verdicts")
        with database.transaction() as connection:
            completions.set_verdicts(connection, found, verdicts)
        counts = Counter(verdict.rule for verdict in verdicts)
        by_rule = {name: counts[name] for name in settings.as_json()["rules"]}
        return CurationReport(total, total - left_out, by_rule, median, settings)


def _median(database: Database, teacher: Teacher, total: int) -> Generator[Progress, None, float]:
    """The median length of the answers that say something."""
    lengths = array("Q")
    for page in _pages(database, teacher):
        lengths.extend(len(item.text) for item in page if item.text and item.text.strip())
        yield Progress(0, total, "Measuring responses")
    return filters.median_length(lengths)


def _judged(
    database: Database, teacher: Teacher, settings: CurationSettings, median: float, total: int
) -> Generator[Progress, None, tuple[list[Verdict], int]]:
    """All verdicts, and on how many responses they are."""
    single = filters.rules(settings, median)
    duplicates = filters.ExactDuplicates() if filters.EXACT_DUPLICATE in settings.rules else None
    verdicts: list[Verdict] = []
    done, left_out = 0, 0
    for page in _pages(database, teacher):
        asked = prompts.by_ids(database, {item.prompt_id for item in page})
        heard = time.monotonic()
        for item in page:
            found = filters.judge(asked[item.prompt_id].messages, item, single, duplicates)
            verdicts += found
            left_out += bool(found)
            done += 1
            if time.monotonic() - heard > _SIGN_OF_LIFE:
                yield Progress(done, total, "Judging responses", {"left_out": float(left_out)})
                heard = time.monotonic()
        yield Progress(done, total, "Judging responses", {"left_out": float(left_out)})
    return verdicts, left_out


def _pages(database: Database, teacher: Teacher) -> Generator[list[Completion], None, None]:
    after = 0
    while page := completions.page(database, teacher, after, _PAGE):
        yield page
        after = page[-1].id
