"""The freezing job: kept responses become a dataset that depends on content and seed alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.curate.curate import curate
from app.curate.freeze import freeze
from app.curate.split import FreezeSettings
from app.domain import Dataset, Example, Split
from app.errors import InputError
from app.job import run
from app.store import datasets
from app.store.database import connect
from app.store.workspace import database_path

PROJECT, TEACHER = "contracts", "big"
Fill = Callable[[list[dict[str, Any]]], Path]


def rows(number: int, **fields: Any) -> list[dict[str, Any]]:
    return [{"prompt": f"Question {n}?", "text": f"A{n}", **fields} for n in range(number)]


def frozen(workspace: Path, **settings: Any) -> tuple[Dataset, list[Example]]:
    dataset = run(freeze(workspace, PROJECT, TEACHER, FreezeSettings(**settings)))
    with connect(database_path(workspace)) as database:
        return dataset, datasets.examples(database, dataset)


def test_frozen_rows(filled: Fill) -> None:
    workspace = filled(
        [
            *rows(40),
            {"prompt": "Twice", "text": "old", "reference": "R", "tags": ("t",)},
            {"prompt": "Twice", "text": "mended"},
            {"prompt": "Blank", "text": " "},
            {"prompt": "Refused", "text": "I cannot help with that."},
        ]
    )
    run(curate(workspace, PROJECT, TEACHER))
    dataset, examples = frozen(workspace, name="first")
    assert dataset.name == "first"
    assert sum(dataset.counts.values()) == len(examples) == 41
    assert set(dataset.counts) == {"train", "validation", "test"}
    order = [Split.TRAIN, Split.VALIDATION, Split.TEST]
    places = [(order.index(example.split), example.id) for example in examples]
    assert places == sorted(places)
    (twice,) = (item for item in examples if item.messages[0].content == "Twice")
    assert (twice.response, twice.reference, twice.tags) == ("mended", "R", ("t",))


def test_only_answers_of_the_current_origins_are_frozen(filled: Fill) -> None:
    """A mended file, or a setting that is taken back, decides; not the order of the rows."""
    workspace = filled(
        [
            *({"prompt": f"Question {n}?", "text": f"right {n}", "origin": "a"} for n in range(20)),
            *({"prompt": f"Question {n}?", "text": f"wrong {n}", "origin": "b"} for n in range(22)),
        ]
    )
    report = run(curate(workspace, PROJECT, TEACHER, origins=["a"]))
    assert (report.total, report.kept) == (20, 20)
    _, examples = frozen(workspace)
    assert sorted(item.response for item in examples) == sorted(f"right {n}" for n in range(20))
    run(curate(workspace, PROJECT, TEACHER, origins=["b"]))
    _, examples = frozen(workspace)
    assert {item.response for item in examples} == {f"wrong {n}" for n in range(22)}
    run(curate(workspace, PROJECT, TEACHER, origins=["a"]))
    assert len(frozen(workspace)[1]) == 20


def test_freezing_again_gives_the_same_dataset(filled: Fill) -> None:
    workspace = filled(rows(20))
    first, _ = frozen(workspace)
    assert frozen(workspace)[0] == first
    assert frozen(workspace, seed=1)[0] != first


def test_the_order_of_import_changes_nothing(tmp_path: Path, filled: Fill) -> None:
    shuffled = rows(30)
    random.Random(3).shuffle(shuffled)
    first, _ = frozen(filled(rows(30)))
    (tmp_path / "workspace").rename(tmp_path / "one")
    second, _ = frozen(filled(shuffled))
    assert first.hash == second.hash


def test_fixed_splits(filled: Fill) -> None:
    asked = [
        {**row, "split": Split.TEST if number < 8 else Split.TRAIN}
        for number, row in enumerate(rows(40))
    ]
    dataset, examples = frozen(filled(asked))
    assert dataset.counts["test"] == 8
    assert dataset.counts["validation"] >= 1
    held_out = {item.messages[0].content for item in examples if item.split is Split.TEST}
    assert held_out == {row["prompt"] for row in asked[:8]}


def test_nothing_kept_or_nothing_to_train_on(filled: Fill) -> None:
    workspace = filled(
        [{"prompt": "Q", "text": ""}, {"prompt": "Q2", "text": None, "error": "HTTP 500"}]
    )
    with pytest.raises(InputError, match="nothing to freeze"):
        frozen(workspace)
    with pytest.raises(InputError, match="no teacher"):
        run(freeze(workspace, PROJECT, "other"))
    workspace = filled(rows(5, split=Split.TEST))
    with pytest.raises(InputError, match="none is left for training") as caught:
        frozen(workspace)
    assert caught.value.hint


def test_a_name_stands_for_one_content(filled: Fill) -> None:
    workspace = filled(rows(10))
    frozen(workspace, name="v1")
    with pytest.raises(InputError, match="v1"):
        frozen(workspace, name="v1", seed=9)


def test_closing_half_way_leaves_no_dataset(filled: Fill) -> None:
    workspace = filled(rows(10))
    steps = 0
    while True:
        job = freeze(workspace, PROJECT, TEACHER)
        try:
            for _ in range(steps + 1):
                next(job)
        except StopIteration:
            break
        job.close()
        with connect(database_path(workspace)) as database:
            assert not database.connection.execute("SELECT 1 FROM datasets").fetchall()
        steps += 1
    assert steps >= 2
