"""A copy of an exported file is whole and proven, or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import InputError, WorkspaceError, explain
from app.export.copying import save_copy
from app.files import sha256_file
from app.job import Progress, run

SIZE = 9_000_000


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "exports" / "student-Q8_0.gguf"
    path.parent.mkdir()
    path.write_bytes(bytes(range(250)) * (SIZE // 250))
    return path


def test_a_copy(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "mine.gguf"
    target.parent.mkdir()
    target.write_bytes(b"an older copy")
    signs: list[Progress] = []
    assert run(save_copy(source, sha256_file(source), target), signs.append) == target
    assert target.read_bytes() == source.read_bytes()
    assert [(sign.done, sign.total) for sign in signs] == [(0, 0), (4, 8), (8, 8), (8, 8)]


def test_a_cancelled_copy_leaves_what_was_there(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.gguf"
    target.write_bytes(b"an older copy")
    job = save_copy(source, sha256_file(source), target)
    for _ in range(3):
        next(job)
    job.close()
    assert target.read_bytes() == b"an older copy"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["mine.gguf"]


def test_a_changed_file_is_not_copied(source: Path, tmp_path: Path) -> None:
    digest = sha256_file(source)
    with source.open("r+b") as stream:
        stream.seek(SIZE - 9)
        stream.write(b"!")
    with pytest.raises(WorkspaceError, match="no longer the file"):
        run(save_copy(source, digest, tmp_path / "mine.gguf"))
    assert not list(tmp_path.glob("mine*"))


def test_what_cannot_be(source: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the file itself"):
        run(save_copy(source, "", source))
    with pytest.raises(InputError, match="no such folder"):
        run(save_copy(source, "", tmp_path / "nowhere" / "a.gguf"))
    source.unlink()
    with pytest.raises(WorkspaceError, match="no longer there"):
        run(save_copy(source, "", tmp_path / "a.gguf"))


def test_a_disk_that_is_too_small(source: Path, small_disk: Path) -> None:
    with pytest.raises(InputError, match="MB free"):
        run(save_copy(source, sha256_file(source), small_disk / "a.gguf"))
    assert not list(small_disk.iterdir())


def test_a_disk_that_fills_up(
    source: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program takes the space that was free a moment ago."""
    usage = type("Usage", (), {"free": 1 << 40})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    with pytest.raises(OSError, match="No space left") as caught:
        run(save_copy(source, sha256_file(source), small_disk / "a.gguf"))
    known = explain(caught.value)
    assert known is not None
    assert "disk is full" in known.message
    assert not list(small_disk.iterdir())
