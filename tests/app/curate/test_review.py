"""A person's decisions: stored in pages, above the rules, and taken back as they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.curate import review
from app.domain import Capability, NewCompletion, TeacherKind
from app.job import run
from app.store import listing, projects
from app.store.database import Database
from app.store.workspace import writing
from tests.app.store.sample import add_completions, answered


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Database]:
    """Nine answers, and a failed request as number ten."""
    with writing(tmp_path / "workspace") as database:
        project = projects.create(database, "contracts")
        teacher = projects.add_teacher(
            database, project, "claude", TeacherKind.RECORDED, "claude", [Capability.TEXT]
        )
        answered(database, project, teacher, 9)
        add_completions(database, teacher, NewCompletion(1, "other", None, "timed out"))
        yield database


def test_decide_and_undo(opened: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "_PAGE", 2)
    place, every = opened.path.parent, range(1, 11)
    run(review.decide_many(place, [2, 3], False))
    decided = run(review.decide_many(place, list(every), True))
    assert decided.ids == tuple(range(1, 10))
    assert decided.skipped == 1
    assert decided.before == {2: False, 3: False}
    assert listing.decisions(opened, every) == dict.fromkeys(range(1, 10), True)
    run(review.undo_all(place, decided))
    assert listing.decisions(opened, every) == {2: False, 3: False}


def test_taking_back_and_undoing_that(opened: Database) -> None:
    place = opened.path.parent
    run(review.decide_many(place, [1], True))
    run(review.decide_many(place, [2], False))
    back = run(review.decide_many(place, [1, 2, 3], None))
    assert listing.decisions(opened, range(11)) == {}
    run(review.undo_all(place, back))
    assert listing.decisions(opened, range(11)) == {1: True, 2: False}


def test_a_failed_request_can_be_left_out(opened: Database) -> None:
    decided = run(review.decide_many(opened.path.parent, [10], False))
    assert (decided.ids, decided.skipped) == ((10,), 0)


def test_cut_off_nothing_is_decided_or_taken_back(
    opened: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "_PAGE", 2)
    place, every = opened.path.parent, list(range(1, 10))
    run(review.decide_many(place, [2], False))
    job = review.decide_many(place, every, True)
    for _ in range(3):
        next(job)
    job.close()
    assert listing.decisions(opened, every) == {2: False}
    decided = run(review.decide_many(place, every, True))
    back = review.undo_all(place, decided)
    for _ in range(3):
        next(back)
    back.close()
    assert listing.decisions(opened, every) == dict.fromkeys(every, True)
