"""A student and a teacher, compared by their files."""

from __future__ import annotations

from pathlib import Path

from app.distill.pairing import Pair, compare
from app.job import run
from app.models import inventory
from tests import tiny


def test_two_that_share_their_tokens(tiny_model: Path) -> None:
    found = run(compare(str(tiny_model), str(tiny_model)))
    assert found == Pair(True, inventory.shapes(tiny_model))


def test_two_that_do_not(tiny_model: Path, tmp_path: Path) -> None:
    other = tiny.model_folder(tmp_path / "other", layers=1, vocabulary=500)
    found = run(compare(str(tiny_model), str(other)))
    assert found.same_tokens is False
    assert found.teacher is not None
    assert found.teacher.layers == 1


def test_what_is_gone(tiny_model: Path, tmp_path: Path) -> None:
    assert run(compare(str(tmp_path / "gone"), str(tiny_model))) == Pair()
    found = run(compare(str(tiny_model), str(tmp_path / "gone")))
    assert (found.same_tokens, found.teacher) == (None, None)
    assert "There is no model" in found.problem
