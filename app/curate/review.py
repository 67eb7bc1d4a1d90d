"""A person's word on responses, above the rules: kept, left out, or taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from app.job import Job, Progress
from app.store import completions, listing
from app.store.database import connect
from app.store.workspace import database_path

_PAGE = 2000


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided; ``before`` holds the decisions that it took the place of."""

    ids: tuple[int, ...]
    keep: bool | None
    before: Mapping[int, bool]
    skipped: int = 0  # responses without an answer, which nobody can keep


def decide_many(place: Path, ids: Sequence[int], keep: bool | None) -> Job[Decided]:
    """Decide on responses, on all or on none; what has no answer cannot be kept.

    Cut off in the middle, a part that nobody could take back again would stay decided.
    """
    done: list[int] = []
    before: dict[int, bool] = {}
    rest, skipped = iter(ids), 0
    with connect(database_path(place)) as database, database.transaction() as connection:
        while part := list(islice(rest, _PAGE)):
            yield Progress(len(done) + skipped, len(ids), "Storing your decision")
            able = listing.keepable(database, part) if keep else part
            before.update(listing.decisions(database, able))
            completions.put_decisions(connection, able, keep)
            done += able
            skipped += len(part) - len(able)
    return Decided(tuple(done), keep, before, skipped)


def undo_all(place: Path, decided: Decided) -> Job[None]:
    """Put back what was decided before, all of it or nothing."""
    ways: dict[bool | None, list[int]] = {True: [], False: [], None: []}
    for number in decided.ids:
        ways[decided.before.get(number)].append(number)
    done = 0
    with connect(database_path(place)) as database, database.transaction() as connection:
        for keep, ids in ways.items():
            for start in range(0, len(ids), _PAGE):
                yield Progress(done, len(decided.ids), "Taking your decision back")
                part = ids[start : start + _PAGE]
                completions.put_decisions(connection, part, keep)
                done += len(part)
