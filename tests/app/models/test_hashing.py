"""Hashes and copies as jobs: right, remembered only while a file is untouched, showing life."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app import files
from app.job import run
from app.models import hashing

OLD = 1_600_000_000


@pytest.fixture
def settled(tmp_path: Path) -> Path:
    """A file that was written long ago."""
    path = tmp_path / "weights"
    path.write_bytes(b"abc" * 1000)
    os.utime(path, (OLD, OLD))
    return path


def test_it_is_the_sha256_with_signs_of_life(
    settled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "_CHUNK", 700)
    reports = list(hashing.sha256(settled))
    assert len(reports) == 1 + 5
    assert all(settled.name in report.message for report in reports)
    assert run(hashing.sha256(settled)) == files.sha256_file(settled)


def test_an_untouched_file_is_read_once(settled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(hashing.remembered(settled))
    assert first == files.sha256_file(settled)
    monkeypatch.setattr(hashing, "sha256", None)
    assert run(hashing.remembered(settled)) == first
    assert list(hashing.remembered(settled)), "a sign of life all the same"


def test_a_touched_file_is_read_again(settled: Path) -> None:
    first = run(hashing.remembered(settled))
    settled.write_bytes(b"abd" * 1000)
    os.utime(settled, (OLD, OLD))  # as a copying program leaves it: same size, same time
    assert run(hashing.remembered(settled)) == files.sha256_file(settled) != first


def test_a_file_that_was_just_written_is_not_remembered(tmp_path: Path) -> None:
    path = tmp_path / "fresh"
    for text in ("one", "two"):  # perhaps within one tick of the file system's clock
        path.write_text(text, "utf-8")
        assert run(hashing.remembered(path)) == files.sha256_file(path)
    assert not any(str(path) in key for key in hashing._known)


def test_a_copy_is_the_same(settled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "_CHUNK", 700)
    reports = list(hashing.copy(settled, tmp_path / "copy"))
    assert len(reports) == 1 + 5
    assert (tmp_path / "copy").read_bytes() == settled.read_bytes()
